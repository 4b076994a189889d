//! How a row about an option begins, in every pane that lists options.

use super::context::PaneContext;
use super::text::strip_leading_name;
use super::widgets::pane_frame::ruled_out_style;
use super::widgets::table::{Cell, Row};
use crate::appraisal::Column as OptionColumn;
use crate::theme::Theme;
use ratatui::style::{Modifier, Style};

/// The widest name; longer ones are cut.
pub const MAX_NAME_WIDTH: u16 = 28;

/// The style of an option's name: under the cursor, leading, or neither.
pub fn name_style(theme: &Theme, context: &PaneContext<'_>, at: usize, is_here: bool) -> Style {
    match (is_here, context.is_leader(at)) {
        (true, _) => theme.palette.focus,
        (false, true) => theme.palette.leader,
        (false, false) => theme.palette.text,
    }
}

/// Name struck through and the first reason, in place of figures. `width` is that of the column of names.
pub fn ruled_out_cell(theme: &Theme, column: &OptionColumn, width: u16, is_here: bool) -> Cell {
    let struck = ruled_out_style(theme);
    let style = if is_here { theme.palette.focus.add_modifier(Modifier::CROSSED_OUT) } else { struck };
    let name = super::text::truncate(&column.name, width.into());
    let mut spans = vec![(name, style)];
    if let Some(reason) = column.offer.hard.first() {
        spans.push((format!(": {}", strip_leading_name(&column.name, &reason.text())), theme.palette.warning));
    }
    Cell::from_spans(spans)
}

/// As [`ruled_out_cell`], as a whole row that begins with a cross.
pub fn ruled_out_row(theme: &Theme, column: &OptionColumn, is_here: bool) -> Row {
    let cross = (format!("{} ", theme.glyphs.cross), theme.palette.error);
    Row::spanning(vec![ruled_out_cell(theme, column, MAX_NAME_WIDTH, is_here).preceded_by(cross)])
}
