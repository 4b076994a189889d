//! Flips: how stable the lead is. The range of each weight in which the leader stays, the smallest shift of weights per rival,
//! and single scores that change the leader.

use crate::app::Pane;
use crate::appraisal::{LeadStability, WeightRange, WeightShift};
use crate::theme::Theme;
use crate::view::context::PaneContext;
use crate::view::pane::{PaneView, Placement};
use crate::view::pen::Pen;
use crate::view::text::{max_text_width, to_u16};
use crate::view::widgets::graphics::track;
use crate::view::widgets::layout;
use crate::view::widgets::lines::{Lines, draw_lines};
use crate::view::widgets::pane_frame::{draw_note, draw_pane_header};
use crate::view::widgets::table::{Cell, Column, Row, Table};
use ratatui::layout::Rect;

/// The widest name of a criterion or option.
const MAX_NAME_WIDTH: u16 = 24;
/// A shift of fewer points is close.
const CLOSE_POINTS: f64 = 5.0;

pub struct FlipsPane;

impl PaneView for FlipsPane {
    fn wanted_height(&self, context: &PaneContext<'_>, _width: u16) -> u16 {
        let rivals = context.matrix.columns.iter().filter(|column| column.offer.is_feasible()).count();
        3 + to_u16(context.session.criteria.len() + rivals.min(4))
    }

    fn render(&self, pen: &mut Pen<'_>, context: &PaneContext<'_>, area: Rect) {
        let leader = context.stability.map(|stability| context.short_name(stability.leader));
        let note = leader.map_or_else(String::new, |leader| format!("{leader} leads · share in %"));
        draw_pane_header(pen, area, "Flips", &[(&note, pen.theme.palette.muted)], context.has_focus(Pane::Flips));
        let Some(stability) = context.stability else {
            draw_note(pen, area, "No leader with a competitor yet, so the lead cannot change.");
            return;
        };
        let body = layout::skip_first_row(area);
        let cursor = context.cursor(Pane::Flips, stability.weight_ranges.len());
        let mut weights = weight_table(pen.theme, context, stability, area.width, cursor);
        weights.has_header = body.height > 4;
        let y = weights.render(pen, cursor, true, body);
        let rest = layout::from_row(body, y);
        if rest.height > 1 {
            draw_shifts(pen, context, stability, rest);
        }
    }

    fn tab_note(&self, _context: &PaneContext<'_>, _theme: &Theme) -> String {
        "share in %".to_owned()
    }

    fn placement(&self) -> Placement {
        Placement::Shared
    }
}

fn weight_table(
    theme: &Theme,
    context: &PaneContext<'_>,
    stability: &LeadStability,
    width: u16,
    cursor: Option<usize>,
) -> Table {
    let palette = &theme.palette;
    let columns = vec![
        Column::text("weight").min(4).max(MAX_NAME_WIDTH.min(width / 3)),
        Column::number("share").reserve(5),
        Column::graphic("0", 8, 30).header_end("100").late(),
        Column::number("range").reserve(7),
        Column::text("next leader").reserve(12).min(12),
    ];
    let rows = stability.weight_ranges.iter().zip(&context.session.criteria).enumerate();
    let rows = rows.map(|(at, (range, criterion))| {
        let style = if range.is_close() { palette.warning } else { palette.text };
        let close = if range.is_close() { "close: " } else { "" };
        let (bounds, bounds_style) = match range.is_unlimited() {
            true => ("always".to_owned(), palette.muted),
            false => (format!("{:.0}–{:.0}", range.low * 100.0, range.high * 100.0), style),
        };
        Row::new(vec![
            Cell::new(&criterion.name, if cursor == Some(at) { palette.focus } else { palette.text }),
            Cell::new(format!("{:.0}", range.share * 100.0), palette.heading),
            track(range.low, range.high, range.share),
            Cell::new(bounds, bounds_style),
            Cell::from_spans(vec![(close.to_owned(), palette.warning), (format_rivals(context, range), palette.rival)]),
        ])
    });
    Table::figures(columns, rows.collect())
}

/// Who leads beyond either end: `below K8s, above Fn`.
fn format_rivals(context: &PaneContext<'_>, range: &WeightRange) -> String {
    let side = |rival: Option<usize>, word: &str| rival.map(|rival| format!("{word} {}", context.short_name(rival)));
    let sides: Vec<String> = [side(range.below, "below"), side(range.above, "above")].into_iter().flatten().collect();
    sides.join(", ")
}

/// The smallest shift per rival, nearest first, then the single scores that change the leader.
fn draw_shifts(pen: &mut Pen<'_>, context: &PaneContext<'_>, stability: &LeadStability, area: Rect) {
    let palette = &pen.theme.palette;
    let title = "weight points (of 100) to shift until another draws level".to_owned();
    let y = draw_lines(pen, area, &[(title, palette.muted)]);
    let mut order: Vec<&WeightShift> = stability.shifts.iter().collect();
    order.sort_by(|a, b| a.points.unwrap_or(f64::MAX).total_cmp(&b.points.unwrap_or(f64::MAX)));
    let palette = &pen.theme.palette;
    let rows = order.into_iter().map(|shift| {
        let name = Cell::new(context.name(shift.rival), palette.text);
        match shift.points {
            Some(points) => {
                let style = if points <= CLOSE_POINTS { palette.warning } else { palette.heading };
                let route = format_route(context, shift, pen.theme.glyphs.arrow);
                Row::new(vec![name, Cell::new(format!("{points:.1}"), style), Cell::new(route, palette.muted)])
            }
            None => {
                let text = "worse on every criterion: no weights change that";
                Row::spanning(vec![name, Cell::new(text, palette.muted)])
            }
        }
    });
    let names = max_text_width(context.matrix.columns.iter().map(|column| column.name.as_str()));
    let columns = vec![
        Column::text("").fixed(names.clamp(4, MAX_NAME_WIDTH).min(area.width / 3)),
        Column::number("").reserve(5),
        Column::text("").min(8),
    ];
    let shifts = Table { has_header: false, ..Table::figures(columns, rows.collect()) };
    let y = shifts.render(pen, None, false, layout::from_row(area, y));
    let flips = score_flip_lines(pen.theme, context, stability);
    draw_lines(pen, layout::from_row(area, y), &flips);
}

fn score_flip_lines(theme: &Theme, context: &PaneContext<'_>, stability: &LeadStability) -> Lines {
    let lines = stability.score_flips.iter().filter_map(|flip| {
        let criterion = context.session.criteria.get(flip.criterion)?;
        let (option, leader) = (context.short_name(flip.alternative), context.short_name(flip.new_leader));
        let (name, arrow) = (&criterion.name, theme.glyphs.arrow);
        let text =
            format!("single score: {name} · {option} {:.1} {arrow} {:.1}, then {leader} leads", flip.from, flip.to);
        Some((text, theme.palette.warning))
    });
    lines.collect()
}

/// `Cost, Portability → Ops burden`.
fn format_route(context: &PaneContext<'_>, shift: &WeightShift, arrow: &str) -> String {
    let name = |row: usize| context.session.criteria.get(row).map_or("", |criterion| criterion.name.as_str());
    let from: Vec<&str> = shift.from.iter().map(|row| name(*row)).collect();
    match shift.to {
        Some(to) => format!("{} {arrow} {}", from.join(", "), name(to)),
        None => "already level".to_owned(),
    }
}
