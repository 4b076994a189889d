//! What the margin hangs on: a bar per weight, widest first, and the totals along the weight under the cursor.

use crate::analysis::Share;
use crate::analysis::sensitivity::{Sweep, WeightBar};
use crate::app::Pane;
use crate::appraisal::outcome::tornado::TORNADO_REACH;
use crate::theme::Theme;
use crate::view::context::PaneContext;
use crate::view::pane::PaneView;
use crate::view::pen::Pen;
use crate::view::text::{max_text_width, to_u16};
use crate::view::widgets::chart::canvas::Canvas;
use crate::view::widgets::chart::labels::{spread_rows, unique_letters};
use crate::view::widgets::chart::plot::Plot;
use crate::view::widgets::layout;
use crate::view::widgets::lines::draw_lines;
use crate::view::widgets::pane_frame::{draw_note, draw_pane_header};
use crate::view::widgets::table::{Cell, Column, Row, Table};
use ratatui::layout::Rect;

/// From here on bars and chart stand side by side.
const CHART_BESIDE_FROM: u16 = 90;
/// The least chart that says more than words do.
const MIN_CHART_HEIGHT: u16 = 6;
/// Rows that a chart would like.
const CHART_HEIGHT: u16 = 11;

pub struct SensitivityPane;

impl PaneView for SensitivityPane {
    fn wanted_height(&self, context: &PaneContext<'_>, width: u16) -> u16 {
        let bars = 3 + to_u16(context.session.criteria.len());
        if width >= CHART_BESIDE_FROM { bars.max(CHART_HEIGHT) } else { bars + CHART_HEIGHT }
    }

    fn render(&self, pen: &mut Pen<'_>, context: &PaneContext<'_>, area: Rect) {
        let bars = context.matrix.tornado();
        let leader = context.matrix.leader().map_or("", |leader| context.short_name(leader));
        let note = format!("margin of {leader} when a weight changes by ±{:.0} %", 100.0 * TORNADO_REACH);
        let note = if bars.is_empty() { "" } else { note.as_str() };
        draw_pane_header(
            pen,
            area,
            "Sensitivity",
            &[(note, pen.theme.palette.muted)],
            context.has_focus(Pane::Sensitivity),
        );
        if bars.is_empty() {
            draw_note(pen, area, "No leader with a competitor yet, so there is no margin.");
            return;
        }
        let at = context.workbench.cursor(Pane::Sensitivity, bars.len());
        let below = Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area };
        if area.width >= CHART_BESIDE_FROM {
            let half = area.width / 2;
            draw_tornado(pen, context, bars, at, Rect { width: half.saturating_sub(2), ..below });
            draw_sweep(pen, context, bars.get(at), Rect { x: area.x + half, width: area.width - half, ..below });
            return;
        }
        let wanted = to_u16(bars.len()) + 1;
        let height =
            if below.height >= wanted + MIN_CHART_HEIGHT + 2 { wanted } else { (below.height / 2).min(wanted) };
        // Where both have no room the bars do.
        let height = if below.height < MIN_CHART_HEIGHT + 5 { below.height } else { height };
        draw_tornado(pen, context, bars, at, Rect { height, ..below });
        draw_sweep(pen, context, bars.get(at), Rect { y: below.y + height, height: below.height - height, ..below });
    }

    fn tab_note(&self, _context: &PaneContext<'_>, _theme: &Theme) -> String {
        "margin of 4".to_owned()
    }
}

fn draw_tornado(pen: &mut Pen<'_>, context: &PaneContext<'_>, bars: &[WeightBar], at: usize, area: Rect) {
    let palette = &pen.theme.palette;
    let has_focus = context.has_focus(Pane::Sensitivity);
    let ends = |bar: &WeightBar| [bar.less.1.margin, bar.more.1.margin];
    let now = context.matrix.ranking.as_ref().and_then(|ranking| ranking.margin).unwrap_or(0.0);
    let all = || bars.iter().flat_map(ends).chain([0.0, now]);
    let (low, high) = (all().fold(f64::INFINITY, f64::min), all().fold(f64::NEG_INFINITY, f64::max));
    let along = |value: f64| (value - low) / (high - low).max(f64::MIN_POSITIVE);
    let legend = format!("{} tie  {} now", pen.theme.glyphs.flip, pen.theme.glyphs.complete);
    let columns = vec![
        Column::text("weight").min(4).max(22.min(area.width / 3)),
        Column::graphic(legend, 8, 40).late(),
        Column::text("margin of 4").min(14),
    ];
    let rows = bars.iter().enumerate().map(|(place, bar)| {
        let criterion = context.session.criteria.get(bar.criterion).map_or("", |row| row.name.as_str());
        let is_here = place == at && has_focus;
        let [a, b] = ends(bar);
        let (less, more) = (a.min(b), a.max(b));
        let text = format!("{less:.2} to {more:.2}");
        let lost = [bar.less.1, bar.more.1].into_iter().find(|end| end.margin < -1e-9);
        let margins = match lost {
            Some(end) => Cell::new(format!("{text}, {}", context.short_name(end.rival)), palette.warning),
            None => Cell::new(text, palette.text),
        };
        Row::new(vec![
            Cell::new(criterion, if is_here { palette.focus } else { palette.text }),
            margin_bar([less, more, 0.0, now].map(along)),
            margins,
        ])
    });
    let table = Table { has_cursor: has_focus, ..Table::figures(columns, rows.collect()) };
    table.render(pen, Some(at), has_focus, area);
}

/// The range from least to most, with marks for a tie and for the present margin; all from 0 to 1.
fn margin_bar([less, more, tie, now]: [f64; 4]) -> Cell {
    Cell::graphic(move |theme, width| {
        let last = f64::from(width.saturating_sub(1));
        // Below `width`, which fits.
        let position = |share: f64| (share.clamp(0.0, 1.0) * last).round() as u16;
        let (less, more, tie, now) = (position(less), position(more), position(tie), position(now));
        let (glyphs, palette) = (&theme.glyphs, &theme.palette);
        let glyph = |at: u16| match at {
            at if at == tie => (glyphs.flip, palette.flip),
            at if at == now => (glyphs.complete, palette.heading),
            at if at < tie && (less..=more).contains(&at) => (glyphs.bar_full, palette.warning),
            at if (less..=more).contains(&at) => (glyphs.bar_full, palette.bar),
            _ => (glyphs.dot, palette.muted),
        };
        (0..width).map(glyph).collect()
    })
}

/// The totals along the share of one criterion.
fn draw_sweep(pen: &mut Pen<'_>, context: &PaneContext<'_>, bar: Option<&WeightBar>, area: Rect) {
    let Some(sweep) = bar.and_then(|bar| context.matrix.sweep(bar.criterion)) else { return };
    let Some(criterion) = context.session.criteria.get(sweep.criterion) else { return };
    let palette = &pen.theme.palette;
    draw_lines(pen, area, &[(format!("Totals by weight of {}", criterion.name), palette.heading)]);
    let ranges = format_leader_ranges(context, sweep);
    let words = 1.min(area.height.saturating_sub(MIN_CHART_HEIGHT));
    let place = Rect { y: area.y + 1, height: area.height.saturating_sub(1 + words), ..area };
    if place.height >= MIN_CHART_HEIGHT - 1 {
        draw_chart(pen, context, sweep, place);
    }
    let line = (ranges, pen.theme.palette.text);
    draw_lines(pen, layout::from_row(area, area.bottom().saturating_sub(1)), &[line]);
}

/// `K8s up to 12 %, Run up to 61 %, then Fn`.
fn format_leader_ranges(context: &PaneContext<'_>, sweep: &Sweep) -> String {
    let count = sweep.leader_ranges.len();
    let each = sweep.leader_ranges.iter().enumerate().map(|(at, reign)| match at + 1 == count {
        true if count == 1 => format!("{} leads at any weight", context.short_name(reign.leader)),
        true => format!("then {}", context.short_name(reign.leader)),
        false => format!("{} up to {:.1} %", context.short_name(reign.leader), reign.to.percent()),
    });
    each.collect::<Vec<_>>().join(", ")
}

fn draw_chart(pen: &mut Pen<'_>, context: &PaneContext<'_>, sweep: &Sweep, area: Rect) {
    let columns = context.competing_columns();
    let names: Vec<&str> = columns.iter().map(|at| context.short_name(*at)).collect();
    let letters = unique_letters(&names);
    let beside = max_text_width(names.iter().copied()).saturating_add(2).min(area.width / 3);
    let Some(plot) = Plot::fit_into(area, beside).filter(|plot| plot.inner.width >= 16 && plot.inner.height >= 3)
    else {
        return;
    };
    let lines = || columns.iter().filter_map(|at| sweep.lines.get(*at));
    let ends = || lines().flat_map(|line| [line.at_zero, line.at_one]);
    let (low, high) = (ends().fold(f64::INFINITY, f64::min), ends().fold(f64::NEG_INFINITY, f64::max));
    let span = (high - low).max(1e-9);
    let mut canvas = Canvas::new(plot.inner.width, plot.inner.height, pen.theme.capability.has_braille());
    let across = canvas.dots_across();
    for (nth, line) in lines().enumerate() {
        let at = |x: u16| Share::clamped(f64::from(x) / f64::from(across.saturating_sub(1).max(1)));
        canvas.draw_line(nth, (0..across).map(|x| Some((line.at(at(x)) - low) / span)));
    }
    let (glyphs, palette) = (&pen.theme.glyphs, &pen.theme.palette);
    // Below the width, which fits.
    let column = |share: Share| (share.get() * f64::from(plot.inner.width - 1)).round() as u16;
    let row = |total: f64| {
        let share = ((total - low) / span).clamp(0.0, 1.0);
        plot.inner.height - 1 - (share * f64::from(plot.inner.height - 1)).round() as u16
    };
    plot.draw_axes(pen, [(0, format!("{high:.2}")), (plot.inner.height - 1, format!("{low:.2}"))]);
    let now = column(sweep.now);
    let now_said = format!("now {:.1} %", sweep.now.percent());
    plot.draw_ticks(pen, &[(0, "0"), (plot.inner.width - 1, "100 %")], (now, &now_said));
    for y in 0..plot.inner.height {
        plot.draw_glyph(pen, (now, y), glyphs.vertical, palette.heading);
    }
    for y in 0..plot.inner.height {
        for x in 0..plot.inner.width {
            let Some(ink) = canvas.ink(x, y, None, |line| letters.get(line).copied().unwrap_or('*')) else { continue };
            let series = columns.get(ink.line).map_or(palette.text, |at| palette.series(*at));
            plot.draw_glyph(pen, (x, y), &ink.sign.to_string(), series);
        }
    }
    for reign in sweep.leader_ranges.iter().skip(1) {
        let total = sweep.lines.get(reign.leader).map_or(low, |line| line.at(reign.from));
        plot.draw_glyph(pen, (column(reign.from), row(total)), glyphs.times, palette.flip);
    }
    let wanted: Vec<u16> = lines().map(|line| row(line.at_one)).collect();
    let rows = spread_rows(&wanted, plot.inner.height);
    for (nth, given) in rows.into_iter().enumerate() {
        let (Some(row), Some(at)) = (given, columns.get(nth)) else { continue };
        let letter = letters.get(nth).copied().unwrap_or('*');
        let style = if context.is_leader(*at) { palette.leader } else { palette.series(*at) };
        plot.draw_label(pen, row, &format!("{letter} {}", context.short_name(*at)), style);
    }
}
