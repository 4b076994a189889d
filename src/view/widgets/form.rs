//! Rows of a form: labels in a column, values behind them, help for the row under the cursor at the bottom.

use crate::app::row::{Row, RowKind};
use crate::model::showable::width;
use crate::view::pen::Pen;
use crate::view::text::{visible_range, wrap_text};
use crate::view::widgets::table::draw_scroll_marks;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// Columns for the cursor.
const CURSOR_MARGIN: u16 = 2;
/// Columns of the marks on either side of a value that arrows change.
const ARROW_WIDTH: u16 = 2;
/// Columns that the longest label leaves to the values.
const MIN_VALUE_WIDTH: u16 = 22;
/// Lines that a text shows of itself: one that may have several lines, and one that has not.
const MULTILINE_LINES: usize = 3;
const TEXT_LINES: usize = 2;
/// Lines of help at most.
const MAX_HELP_LINES: usize = 3;
/// Rows below which a form shows no help.
const HELP_MIN_HEIGHT: u16 = 6;

/// Draws the rows. `cursor` is the row it is on, and `has_keys` whether the keys go there.
pub fn render(pen: &mut Pen<'_>, rows: &[Row], cursor: usize, has_keys: bool, area: Rect) {
    if rows.is_empty() || area.width < 12 || area.height == 0 {
        return;
    }
    let columns = FormColumns::measure(pen, rows, area.width);
    let body = draw_help(pen, rows, cursor, has_keys, area);
    let lines = layout_lines(rows, &columns);
    let at = lines.iter().position(|line| line.row == cursor).unwrap_or(0);
    let shown = visible_range(lines.len(), at, usize::from(body.height));
    for (y, line) in (body.top()..body.bottom()).zip(lines.get(shown.clone()).unwrap_or_default()) {
        let Some(row) = rows.get(line.row) else { continue };
        let is_here = line.row == cursor && !matches!(row.kind, RowKind::Heading);
        let place = Rect { y, height: 1, ..body };
        draw_line(pen, row, line, &columns, place, is_here && has_keys);
    }
    draw_scroll_marks(pen, body, shown.start > 0, shown.end < lines.len());
}

/// Where labels and values stand.
struct FormColumns {
    label: u16,
    number: u16,
    value: u16,
}

impl FormColumns {
    fn measure(pen: &Pen<'_>, rows: &[Row], width: u16) -> Self {
        let widest = |of: &dyn Fn(&&Row) -> bool, what: &dyn Fn(&Row) -> u16| {
            rows.iter().filter(|row| of(row)).map(what).max().unwrap_or(0)
        };
        let label = widest(&|row| !matches!(row.kind, RowKind::Heading), &|row| pen.text_width(&row.label));
        let number = widest(&|row| matches!(row.kind, RowKind::Number { .. }), &|row| pen.text_width(&row.value));
        let label = label.min(width.saturating_sub(CURSOR_MARGIN + ARROW_WIDTH + MIN_VALUE_WIDTH)).max(4);
        let value = width.saturating_sub(CURSOR_MARGIN + label + 1 + ARROW_WIDTH + 1);
        Self { label, number: number.min(value / 2), value }
    }
}

/// A line of the form: a row, or one of the lines of a longer text.
struct FormLine {
    row: usize,
    text: Option<String>,
    is_first: bool,
    /// The unit, where it follows a text that may take several lines.
    has_unit: bool,
}

impl FormLine {
    fn new(row: usize, text: Option<String>, is_first: bool) -> Self {
        Self { row, text, is_first, has_unit: false }
    }
}

fn layout_lines(rows: &[Row], columns: &FormColumns) -> Vec<FormLine> {
    let mut lines = Vec::new();
    for (row, content) in rows.iter().enumerate() {
        if matches!(content.kind, RowKind::Heading) && row > 0 {
            lines.push(FormLine::new(row, Some(String::new()), false));
        }
        if is_redundant_heading(content, rows.get(row + 1)) {
            continue;
        }
        let most = match content.kind {
            RowKind::Area { .. } => MULTILINE_LINES,
            RowKind::Text { .. } | RowKind::Action(_) | RowKind::Fixed => TEXT_LINES,
            RowKind::Heading | RowKind::Number { .. } | RowKind::Choice { .. } => 0,
        };
        let texts = first_lines(&content.value, usize::from(columns.value), most);
        if texts.is_empty() {
            lines.push(FormLine::new(row, None, true));
            continue;
        }
        for (place, text) in texts.into_iter().enumerate() {
            lines.push(FormLine::new(row, Some(text), place == 0));
        }
        append_unit(&mut lines, row, &content.unit, columns);
    }
    lines
}

/// Puts the unit behind the last line of a text, or under it when there is no room.
fn append_unit(lines: &mut Vec<FormLine>, row: usize, unit: &str, columns: &FormColumns) {
    let Some(last) = lines.last_mut().filter(|_| !unit.is_empty()) else { return };
    let taken = last.text.as_ref().map_or(0, |text| width(text));
    if taken + 2 + width(unit) <= usize::from(columns.value) {
        last.has_unit = true;
    } else {
        lines.push(FormLine { has_unit: true, ..FormLine::new(row, Some(String::new()), false) });
    }
}

/// Whether a title says no more than the row under it.
fn is_redundant_heading(row: &Row, under: Option<&Row>) -> bool {
    matches!(row.kind, RowKind::Heading) && under.is_some_and(|under| under.label == row.label)
}

/// The first lines of a text; the last of them runs on, so that it is cut with an ellipsis when there is more.
fn first_lines(text: &str, width: usize, most: usize) -> Vec<String> {
    if most == 0 {
        return Vec::new();
    }
    let mut all = wrap_text(text, width).into_iter().filter(|line| !line.is_empty());
    let mut first: Vec<String> = all.by_ref().take(most).collect();
    let rest: Vec<String> = all.collect();
    if let (Some(last), false) = (first.last_mut(), rest.is_empty()) {
        last.push(' ');
        last.push_str(&rest.join(" "));
    }
    first
}

fn draw_line(pen: &mut Pen<'_>, row: &Row, line: &FormLine, columns: &FormColumns, place: Rect, is_here: bool) {
    let palette = pen.theme.palette.clone();
    let left = place.x.saturating_add(CURSOR_MARGIN);
    let value = left.saturating_add(columns.label + 1 + ARROW_WIDTH);
    if matches!(row.kind, RowKind::Heading) {
        if line.is_first {
            pen.text(left, place.y, place.width.saturating_sub(CURSOR_MARGIN), &row.label, palette.heading);
        }
        return;
    }
    if let Some(text) = &line.text {
        let after = pen.text(value, place.y, columns.value, text, palette.text);
        if line.has_unit {
            let x = if text.is_empty() { value } else { after.saturating_add(2) };
            pen.text(x, place.y, place.right().saturating_sub(x), &row.unit, palette.muted);
        }
    }
    if !line.is_first {
        return;
    }
    let is_action = matches!(row.kind, RowKind::Action(_)) || row.label.starts_with('+');
    let style = match (is_here, is_action) {
        (true, _) => palette.focus,
        (false, true) => palette.key_label,
        (false, false) => palette.muted,
    };
    pen.text(left, place.y, columns.label, &row.label, style);
    if is_here {
        pen.text(place.x, place.y, 1, pen.theme.glyphs.cursor, palette.selected);
    }
    if line.text.is_none() {
        draw_value(pen, row, columns, Rect { x: value, width: columns.value, ..place }, is_here);
    }
}

/// The value on one line, with what changes it when the cursor is there, and its unit.
fn draw_value(pen: &mut Pen<'_>, row: &Row, columns: &FormColumns, place: Rect, is_here: bool) {
    let palette = pen.theme.palette.clone();
    let (value, style) = display_value(pen, row, is_here);
    let is_number = matches!(row.kind, RowKind::Number { .. });
    let pad = if is_number { columns.number.saturating_sub(pen.text_width(&value)) } else { 0 };
    let is_stepped = row.step_edit(true).is_some() || row.step_edit(false).is_some();
    let (left, right) = (pen.theme.glyphs.left, pen.theme.glyphs.right);
    if is_here && is_stepped {
        pen.text(place.x.saturating_sub(ARROW_WIDTH), place.y, 1, left, palette.key);
    }
    let behind = if is_stepped { ARROW_WIDTH } else { 0 };
    let after = pen.text(place.x.saturating_add(pad), place.y, place.width.saturating_sub(pad + behind), &value, style);
    let mut at = after;
    if is_stepped || is_number {
        if is_here && is_stepped {
            pen.text(at.saturating_add(1), place.y, 1, right, palette.key);
        }
        at = at.saturating_add(ARROW_WIDTH);
    }
    if !row.unit.is_empty() && at > place.x {
        let at = at.saturating_add(if is_number { 1 } else { 2 });
        pen.text(at, place.y, place.right().saturating_sub(at), &row.unit, palette.muted);
    }
}

fn display_value(pen: &Pen<'_>, row: &Row, is_here: bool) -> (String, Style) {
    let palette = &pen.theme.palette;
    if !row.value.trim().is_empty() {
        let style = if row.value.starts_with('~') { palette.estimate } else { palette.text };
        return (row.value.clone(), style);
    }
    let text = match row.kind {
        RowKind::Text { .. } | RowKind::Area { .. } if is_here => "enter to write",
        _ if row.label.starts_with('+') => "",
        _ => "–",
    };
    (text.to_owned(), palette.muted)
}

/// Keeps lines free at the bottom for the longest help of the form, so that nothing jumps. Returns what is left above.
fn draw_help(pen: &mut Pen<'_>, rows: &[Row], cursor: usize, has_keys: bool, area: Rect) -> Rect {
    let width = usize::from(area.width.saturating_sub(CURSOR_MARGIN));
    let lines = rows.iter().map(|row| wrap_text(&help_text(row), width).len()).max().unwrap_or(0);
    let lines = u16::try_from(lines.min(MAX_HELP_LINES)).unwrap_or(0);
    if lines == 0 || !has_keys || area.height < HELP_MIN_HEIGHT + lines {
        return area;
    }
    let body = Rect { height: area.height - lines - 1, ..area };
    let text = rows.get(cursor).map_or(String::new(), help_text);
    let place =
        Rect { x: area.x + CURSOR_MARGIN, y: area.bottom() - lines, width: area.width - CURSOR_MARGIN, height: lines };
    pen.paragraph(place, &text, pen.theme.palette.muted);
    body
}

/// The help of a row; a unit that is a whole sentence, such as the reason for a choice, comes before it.
fn help_text(row: &Row) -> String {
    let is_sentence = matches!(row.kind, RowKind::Choice { .. }) && row.unit.split_whitespace().count() > 4;
    if is_sentence { format!("{}. {}", row.unit.trim_end_matches('.'), row.help) } else { row.help.to_owned() }
}
