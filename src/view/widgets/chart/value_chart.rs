//! The value function of a criterion: scores over figures as a line, and the options on it.

use crate::appraisal::ValueCurve;
use crate::appraisal::{CellValue, DecisionMatrix};
use crate::model::number::{format_figure, format_number};
use crate::model::{Criterion, Measure};
use crate::view::pen::Pen;
use crate::view::text::to_u16;
use crate::view::widgets::chart::canvas::Canvas;
use crate::view::widgets::pane_frame::draw_pane_header;
use crate::view::widgets::table::{Cell, Column, Row, Table};
use ratatui::layout::Rect;

/// Columns of the score beside the axis.
const SCORES_WIDTH: u16 = 2;
/// The widest that a line is read easily.
const MAX_WIDTH: u16 = 56;
/// A line on fewer rows says less than its anchors do.
const MIN_HEIGHT: u16 = 5;
/// The tallest that it needs to be.
const MAX_HEIGHT: u16 = 9;

/// The curve of a criterion, with the options of a matrix on it.
pub struct ValueChart<'a> {
    /// The criterion.
    pub criterion: &'a Criterion,
    /// Its row in the matrix.
    pub row: usize,
    /// Whose figures are shown.
    pub matrix: &'a DecisionMatrix,
    /// How figures become scores there.
    pub curve: ValueCurve,
    /// The name of the workload, where there is more than one.
    pub workload_name: String,
}

/// An option on the curve.
struct PlottedOption<'a> {
    letter: String,
    name: &'a str,
    figure: f64,
    value: &'a CellValue,
}

impl ValueChart<'_> {
    fn unit(&self) -> &str {
        match &self.criterion.measure {
            Measure::Judged => "",
            Measure::Measured { unit, .. } => unit,
            Measure::Derived { source, .. } => source.unit(),
        }
    }

    /// The options with a known figure, each with its letter.
    fn plotted_options(&self) -> Vec<PlottedOption<'_>> {
        let values = self.matrix.values.get(self.row).map_or(&[][..], Vec::as_slice);
        let named = self.matrix.columns.iter().zip(values).zip(('A'..='Z').cycle());
        let known = named.filter_map(|((column, value), letter)| {
            Some(PlottedOption { letter: letter.to_string(), name: &column.name, figure: value.figure?, value })
        });
        known.collect()
    }

    /// Draws as much of it as there is room for; nothing where there is too little.
    pub fn render(&self, pen: &mut Pen<'_>, area: Rect) {
        if area.height < MIN_HEIGHT + 3 || area.width < 24 {
            return;
        }
        let palette = pen.theme.palette.clone();
        let note = if self.workload_name.is_empty() { String::new() } else { format!("for {}", self.workload_name) };
        draw_pane_header(pen, area, "Value function", &[(&note, palette.muted)], false);
        let options = self.plotted_options();
        let listed = to_u16(options.len());
        let below = Rect { y: area.y + 1, height: area.height - 1, ..area };
        // Axis and ticks take two rows, a blank one and the list the rest.
        let height = below.height.saturating_sub(3 + listed).clamp(MIN_HEIGHT, MAX_HEIGHT).min(below.height - 2);
        let plot = Rect {
            x: area.x + SCORES_WIDTH + 2,
            y: below.y,
            width: area.width.saturating_sub(SCORES_WIDTH + 3).min(MAX_WIDTH),
            height,
        };
        let ends = self.domain(&options);
        self.draw_line(pen, plot, ends);
        draw_axes(pen, plot);
        for option in &options {
            let (x, y) = plot_position(plot, ends, option.figure, option.value.score.point_estimate());
            let style = if option.value.clamped { palette.warning } else { palette.heading };
            pen.text(x, y, 1, &option.letter, style);
        }
        let ticks = [format_number(ends.0), format!("{} {}", format_number(ends.1), self.unit())];
        pen.text(plot.x, plot.bottom() + 1, plot.width, &ticks[0], palette.muted);
        pen.text_right(plot.x, plot.bottom() + 1, plot.width, &ticks[1], palette.muted);
        let top = plot.bottom() + 3;
        let list = Rect { y: top, height: area.bottom().saturating_sub(top), ..area };
        self.draw_list(pen, &options, list);
    }

    /// From the least to the most that is drawn: the anchors and every figure.
    fn domain(&self, options: &[PlottedOption<'_>]) -> (f64, f64) {
        let figures = self.curve.points().iter().map(|point| point.0).chain(options.iter().map(|option| option.figure));
        figures.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), at| (low.min(at), high.max(at)))
    }

    fn draw_line(&self, pen: &mut Pen<'_>, plot: Rect, (low, high): (f64, f64)) {
        let has_dots = pen.theme.capability.charset == crate::theme::Charset::Unicode;
        let mut canvas = Canvas::new(plot.width, plot.height, has_dots);
        let last = f64::from(canvas.dots_across().saturating_sub(1).max(1));
        let heights = (0..canvas.dots_across()).map(|x| {
            let at = low + (high - low) * f64::from(x) / last;
            self.curve.score(at).map(|(score, _)| (score - 1.0) / 4.0)
        });
        canvas.draw_line(0, heights.collect::<Vec<_>>().into_iter());
        for y in 0..plot.height {
            for x in 0..plot.width {
                if let Some(sign) = canvas.single_line_glyph(x, y) {
                    pen.text(plot.x + x, plot.y + y, 1, &sign.to_string(), pen.theme.palette.bar);
                }
            }
        }
    }

    fn draw_list(&self, pen: &mut Pen<'_>, options: &[PlottedOption<'_>], area: Rect) {
        let palette = &pen.theme.palette;
        let columns = vec![
            Column::text("").fixed(1),
            Column::text("").min(4).max(28),
            Column::number(""),
            Column::number("").reserve(4),
            Column::text("").priority(1),
        ];
        let rows = options.iter().map(|option| {
            let warning = format!("{} outside the anchors", pen.theme.glyphs.warning);
            Row::new(vec![
                Cell::new(&option.letter, palette.heading),
                Cell::new(option.name, palette.text),
                Cell::new(format_figure(option.figure), palette.text),
                Cell::new(format!("{:.1}", option.value.score.point_estimate()), palette.heading),
                Cell::new(if option.value.clamped { warning } else { String::new() }, palette.warning),
            ])
        });
        let table = Table { has_header: false, has_cursor: false, ..Table::figures(columns, rows.collect()) };
        table.render(pen, None, false, area);
    }
}

fn plot_position(plot: Rect, (low, high): (f64, f64), figure: f64, score: f64) -> (u16, u16) {
    let along = |share: f64, length: u16| {
        let last = length.saturating_sub(1);
        ((share.clamp(0.0, 1.0) * f64::from(last)).round() as u16).min(last)
    };
    let x = plot.x + along((figure - low) / (high - low), plot.width);
    let y = plot.bottom() - 1 - along((score - 1.0) / 4.0, plot.height);
    (x, y)
}

fn draw_axes(pen: &mut Pen<'_>, plot: Rect) {
    let (glyphs, palette) = (pen.theme.glyphs.clone(), pen.theme.palette.clone());
    for y in plot.top()..plot.bottom() {
        pen.text(plot.x - 1, y, 1, glyphs.vertical, palette.border);
    }
    pen.text(plot.x - 1, plot.bottom(), 1, glyphs.bottom_left, palette.border);
    for x in plot.left()..plot.right() {
        pen.text(x, plot.bottom(), 1, glyphs.horizontal, palette.border);
    }
    for score in 1..=5u16 {
        let y = plot.bottom() - 1 - (f64::from(score - 1) / 4.0 * f64::from(plot.height - 1)).round() as u16;
        pen.text(plot.x - 3, y, 1, &score.to_string(), palette.muted);
    }
}
