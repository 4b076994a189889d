//! How a row about an option begins, in every pane that lists options.

use super::context::PaneContext;
use super::pen::Pen;
use super::text::{strip_leading_name, text_width};
use super::widgets::pane_frame::ruled_out_style;
use super::widgets::row_writer::RowWriter;
use crate::appraisal::Column;
use ratatui::style::Modifier;

/// Begins the row of a column: the cursor and the name, emphasised where the cursor is or where it leads. None where there is no
/// room for the row, or where what rules the column out takes the rest of it.
pub fn begin_row(
    pen: &mut Pen<'_>,
    context: &PaneContext<'_>,
    row: Option<RowWriter>,
    width: u16,
    (at, column): (usize, &Column),
    here: bool,
) -> Option<RowWriter> {
    let mut row = row?;
    let palette = &pen.theme.palette;
    row.cursor(pen, here, true);
    if !column.offer.is_feasible() {
        draw_ruled_out(pen, &mut row, width, column, here);
        return None;
    }
    let style = match (here, context.is_leader(at)) {
        (true, _) => palette.focus,
        (false, true) => palette.leader,
        (false, false) => palette.text,
    };
    row.text_left(pen, width, &column.name, style);
    Some(row)
}

/// Name struck through, and why.
fn draw_ruled_out(pen: &mut Pen<'_>, row: &mut RowWriter, name: u16, column: &Column, here: bool) {
    let palette = &pen.theme.palette;
    row.text(pen, pen.theme.glyphs.cross, palette.error);
    row.text(pen, " ", palette.text);
    let style = if here { palette.focus.add_modifier(Modifier::CROSSED_OUT) } else { ruled_out_style(pen.theme) };
    let width = text_width(&column.name).min(name);
    row.text_left(pen, width, &column.name, style);
    row.x = row.x.saturating_sub(1);
    if let Some(reason) = column.offer.hard.first() {
        row.text(pen, &format!(": {}", strip_leading_name(&column.name, &reason.text())), palette.warning);
    }
}
