//! From figure to score: the way between the anchors as a line, and where each option stands on it.

use crate::appraisal::value_curve::ValueCurve;
use crate::appraisal::words::plain;
use crate::appraisal::{Sheet, Value};
use crate::model::{Criterion, Measure};
use crate::view::panes::parts::{self, Row};
use crate::view::panes::volume::canvas::Canvas;
use crate::view::pen::Pen;
use ratatui::layout::Rect;

/// Columns of the score beside the axis.
const SCORES: u16 = 2;
/// The widest that a line is read easily.
const WIDEST: u16 = 56;
/// A line on fewer rows says less than its anchors do.
const LEAST: u16 = 5;
/// The tallest that it needs to be.
const TALLEST: u16 = 9;

/// The curve of a criterion, with the options of a sheet on it.
pub struct Curve<'a> {
    /// The criterion.
    pub criterion: &'a Criterion,
    /// Its row in the sheet.
    pub row: usize,
    /// Whose figures are shown.
    pub sheet: &'a Sheet,
    /// How figures become scores there.
    pub way: ValueCurve,
    /// The name of the workload, where there is more than one.
    pub of: String,
}

/// An option on the curve.
struct Stand<'a> {
    letter: String,
    name: &'a str,
    figure: f64,
    value: &'a Value,
}

impl Curve<'_> {
    fn unit(&self) -> &str {
        match &self.criterion.measure {
            Measure::Judged => "",
            Measure::Measured { unit, .. } => unit,
            Measure::Derived { source, .. } => source.unit(),
        }
    }

    /// The options whose figure is known, each with its letter.
    fn stands(&self) -> Vec<Stand<'_>> {
        let values = self.sheet.values.get(self.row).map_or(&[][..], Vec::as_slice);
        let named = self.sheet.columns.iter().zip(values).zip(('A'..='Z').cycle());
        let known = named.filter_map(|((column, value), letter)| {
            Some(Stand { letter: letter.to_string(), name: &column.name, figure: value.figure?, value })
        });
        known.collect()
    }

    /// Draws as much of it as there is room for; nothing where there is too little.
    pub fn render(&self, pen: &mut Pen<'_>, area: Rect) {
        if area.height < LEAST + 3 || area.width < 24 {
            return;
        }
        let palette = pen.theme.palette.clone();
        let said = if self.of.is_empty() { String::new() } else { format!("for {}", self.of) };
        parts::head(pen, area, "From figure to score", &[(&said, palette.muted)], false);
        let stands = self.stands();
        let listed = parts::columns(stands.len());
        let below = Rect { y: area.y + 1, height: area.height - 1, ..area };
        // Axis and ticks take two rows, a blank one and the list the rest.
        let height = below.height.saturating_sub(3 + listed).clamp(LEAST, TALLEST).min(below.height - 2);
        let plot = Rect {
            x: area.x + SCORES + 2,
            y: below.y,
            width: area.width.saturating_sub(SCORES + 3).min(WIDEST),
            height,
        };
        let ends = self.ends(&stands);
        self.line(pen, plot, ends);
        axes(pen, plot);
        for stand in &stands {
            let (x, y) = place(plot, ends, stand.figure, stand.value.score.mid());
            let style = if stand.value.clamped { palette.warning } else { palette.heading };
            pen.text(x, y, 1, &stand.letter, style);
        }
        let ticks = [plain(ends.0), format!("{} {}", plain(ends.1), self.unit())];
        pen.text(plot.x, plot.bottom() + 1, plot.width, &ticks[0], palette.muted);
        pen.right(plot.x, plot.bottom() + 1, plot.width, &ticks[1], palette.muted);
        let top = plot.bottom() + 3;
        let list = Rect { y: top, height: area.bottom().saturating_sub(top), ..area };
        self.list(pen, &stands, list);
    }

    /// From the least to the most that is drawn: the anchors and every figure.
    fn ends(&self, stands: &[Stand<'_>]) -> (f64, f64) {
        let figures = self.way.points().iter().map(|point| point.0).chain(stands.iter().map(|stand| stand.figure));
        figures.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), at| (low.min(at), high.max(at)))
    }

    fn line(&self, pen: &mut Pen<'_>, plot: Rect, (low, high): (f64, f64)) {
        let has_dots = pen.theme.capability.repertoire == crate::theme::Repertoire::Full;
        let mut canvas = Canvas::new(plot.width, plot.height, has_dots);
        let last = f64::from(canvas.across().saturating_sub(1).max(1));
        let heights = (0..canvas.across()).map(|x| {
            let at = low + (high - low) * f64::from(x) / last;
            self.way.score(at).map(|(score, _)| (score - 1.0) / 4.0)
        });
        canvas.line(0, heights.collect::<Vec<_>>().into_iter());
        for y in 0..plot.height {
            for x in 0..plot.width {
                if let Some(sign) = canvas.plain(x, y) {
                    pen.text(plot.x + x, plot.y + y, 1, &sign.to_string(), pen.theme.palette.bar);
                }
            }
        }
    }

    fn list(&self, pen: &mut Pen<'_>, stands: &[Stand<'_>], area: Rect) {
        let palette = pen.theme.palette.clone();
        let name = parts::widest(stands.iter().map(|stand| stand.name)).min(area.width.saturating_sub(24)).min(28);
        let figures: Vec<String> = stands.iter().map(|stand| plain(stand.figure)).collect();
        let figure = parts::widest(figures.iter().map(String::as_str));
        for (line, (stand, figure_text)) in stands.iter().zip(&figures).enumerate() {
            let Some(mut row) = Row::of(area, parts::columns(line)) else { return };
            row.skip(1);
            row.left(pen, 1, &stand.letter, palette.heading);
            row.left(pen, name, stand.name, palette.text);
            row.right(pen, figure, figure_text, palette.text);
            row.right(pen, 4, &format!("{:.1}", stand.value.score.mid()), palette.heading);
            if stand.value.clamped {
                row.put(pen, &format!("{} outside the anchors", pen.theme.glyphs.warning), palette.warning);
            }
        }
    }
}

fn place(plot: Rect, (low, high): (f64, f64), figure: f64, score: f64) -> (u16, u16) {
    let along = |share: f64, length: u16| {
        let last = length.saturating_sub(1);
        ((share.clamp(0.0, 1.0) * f64::from(last)).round() as u16).min(last)
    };
    let x = plot.x + along((figure - low) / (high - low), plot.width);
    let y = plot.bottom() - 1 - along((score - 1.0) / 4.0, plot.height);
    (x, y)
}

fn axes(pen: &mut Pen<'_>, plot: Rect) {
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
