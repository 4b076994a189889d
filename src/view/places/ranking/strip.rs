//! The ranking in one line, for narrow screens: `1 Run 4.12 ▲  2 Fn 3.90  …`.

use super::table::format_rank;
use super::verdict::verdict_sentences;
use crate::appraisal::Column;
use crate::appraisal::outcome::RankingLine;
use crate::view::context::PaneContext;
use crate::view::pen::Pen;
use crate::view::text::text_width;
use crate::view::widgets::change::{Direction, format_change};
use crate::view::widgets::pane_frame::ruled_out_style;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// One line for narrow screens: `1 Run 4.12 ▲  2 Fn 3.90  …`.
pub fn draw_strip(pen: &mut Pen<'_>, context: &PaneContext<'_>, area: Rect) {
    let palette = &pen.theme.palette;
    let (mut x, y, end) = (area.x.saturating_add(1), area.y, area.right());
    if context.matrix.ranking.is_none() || context.matrix.columns.is_empty() {
        let lines = verdict_sentences(context, true);
        let text = lines.iter().map(RankingLine::text).collect::<Vec<_>>().join("; ");
        pen.text(x, y, end.saturating_sub(x), &text, palette.warning);
        return;
    }
    let unique: Vec<usize> = context.unique_columns().collect();
    for (place, at) in unique.iter().enumerate() {
        let Some(column) = context.matrix.columns.get(*at) else { continue };
        let (text, style) = strip_entry(pen, context, *at, column);
        let left = unique.len() - place;
        let is_open = column.is_eligible() && column.offer.open_must_haves().next().is_some();
        let open = if is_open { " ?" } else { "" };
        let needed = text_width(&text) + text_width(open) + if left > 1 { 4 + 8 } else { 0 };
        let room = end.saturating_sub(x);
        if needed > room {
            pen.text(x, y, room, &format!("+{left} more"), palette.muted);
            return;
        }
        let (arrow, arrow_style) = trend_arrow(pen, context, *at, column).unwrap_or_default();
        let gap = if arrow.is_empty() { "" } else { " " };
        let warning = pen.theme.palette.warning;
        let spans = [(text.as_str(), style), (open, warning), (gap, arrow_style), (arrow, arrow_style)];
        x = pen.spans(x, y, room, &spans).saturating_add(2);
    }
}

fn strip_entry(pen: &Pen<'_>, context: &PaneContext<'_>, at: usize, column: &Column) -> (String, Style) {
    let label = context.short_name(at);
    if !column.offer.is_feasible() {
        return (format!("{}{label}", pen.theme.glyphs.cross), ruled_out_style(pen.theme));
    }
    let total = context.matrix.total(at).unwrap_or(0.0);
    let style = if context.is_leader(at) { pen.theme.palette.leader } else { pen.theme.palette.text };
    (format!("{} {label} {total:.2}", format_rank(context, at)), style)
}

/// Only the arrow of the change: the strip has no room for more.
fn trend_arrow(pen: &Pen<'_>, context: &PaneContext<'_>, at: usize, column: &Column) -> Option<(&'static str, Style)> {
    let was = context.baseline(column).filter(|_| column.offer.is_feasible())?.total;
    let (_, style) =
        format_change(pen.theme, context.matrix.total(at)?, was, Direction::HigherIsBetter, |by| format!("{by:.2}"))?;
    let rises = context.matrix.total(at)? > was?;
    Some((if rises { pen.theme.glyphs.up } else { pen.theme.glyphs.down }, style))
}
