//! Picking one of many: what was typed, what matches it, and the letters that do.

use crate::app::picker::Picker;
use crate::app::{App, Context, Msg};
use crate::view::chrome::Regions;
use crate::view::chrome::hints::key_hints;
use crate::view::pen::Pen;
use crate::view::text::visible_range;
use crate::view::widgets::table::draw_scroll_marks;
use crate::view::widgets::{dialog, line_input};
use ratatui::layout::Rect;

/// Inner width from which details stand beside labels even though they are cut.
const DETAILS_MIN_WIDTH: u16 = 60;
/// Most matches that are shown at once.
const MAX_MATCHES: u16 = 16;

/// Draws it.
pub fn render(pen: &mut Pen<'_>, app: &App, picker: &Picker, regions: &Regions) {
    let area = regions.above_keys();
    let items = u16::try_from(picker.items.len()).unwrap_or(u16::MAX).clamp(1, MAX_MATCHES);
    let place =
        dialog::centred(area, area.width.saturating_sub(2).min(ideal_width(pen, picker)), items.saturating_add(5));
    let hint = key_hints(app, Context::Picker, pen.theme.glyphs.dot, &[(Msg::Accept, "select"), (Msg::Back, "cancel")]);
    let inner = dialog::draw_frame(pen, place, &picker.title, &hint);
    if inner.is_empty() {
        return;
    }
    draw_query(pen, picker, inner);
    let list = Rect { y: inner.y + 1, height: inner.height - 1, ..inner };
    let full = detail_rows(pen, picker, list);
    let (x, width) = (inner.x + 2, inner.width.saturating_sub(2));
    let text = picker.selected().map_or("", |item| item.detail.as_str());
    let muted = pen.theme.palette.muted;
    pen.paragraph(Rect { x, y: list.bottom() - full, width, height: full }, text, muted);
    draw_matches(
        pen,
        picker,
        Rect { height: list.height - full, ..list },
        full == 0 || inner.width >= DETAILS_MIN_WIDTH,
    );
}

/// Rows at the bottom in which the picked item is explained in full, where there is no room for that beside it.
fn detail_rows(pen: &Pen<'_>, picker: &Picker, list: Rect) -> u16 {
    let label = label_width(pen, picker).min(list.width);
    let room = list.width.saturating_sub(label + 5);
    let is_cut = picker.items.iter().any(|item| pen.text_width(&item.detail) > room);
    if is_cut && list.height > 5 { 2 } else { 0 }
}

/// The width at which nothing would be cut, within reason.
fn ideal_width(pen: &Pen<'_>, picker: &Picker) -> u16 {
    let detail = picker.items.iter().map(|item| pen.text_width(&item.detail)).max().unwrap_or(0);
    label_width(pen, picker).saturating_add(detail).saturating_add(8).clamp(44, 100)
}

fn label_width(pen: &Pen<'_>, picker: &Picker) -> u16 {
    picker.items.iter().map(|item| pen.text_width(&item.label)).max().unwrap_or(0)
}

/// What was typed, with its caret, and how many match.
fn draw_query(pen: &mut Pen<'_>, picker: &Picker, inner: Rect) {
    let palette = pen.theme.palette.clone();
    let count = format!("{} of {}", picker.matches.len(), picker.items.len());
    let counted = pen.text_width(&count);
    let room = inner.width.saturating_sub(counted + 2);
    line_input::render(pen, inner.x, inner.y, room, &picker.query, palette.input);
    if picker.query.text().is_empty() {
        pen.text(inner.x + 1, inner.y, room.saturating_sub(1), "type to filter", palette.placeholder);
    }
    pen.text_right(inner.right().saturating_sub(counted), inner.y, counted, &count, palette.muted);
}

fn draw_matches(pen: &mut Pen<'_>, picker: &Picker, area: Rect, with_details: bool) {
    let palette = pen.theme.palette.clone();
    if picker.matches.is_empty() {
        pen.text(area.x, area.y, area.width, "no matches", palette.muted);
        return;
    }
    let with_details = with_details && picker.items.iter().any(|item| !item.detail.is_empty());
    let most = if with_details { area.width.saturating_sub(2) * 3 / 5 } else { area.width };
    let label = label_width(pen, picker).min(most);
    let shown = visible_range(picker.matches.len(), picker.cursor, usize::from(area.height));
    let found = picker.matches.iter().enumerate().skip(shown.start);
    for (y, (at, found)) in (area.top()..area.bottom()).zip(found) {
        let Some(item) = picker.items.get(found.item) else { continue };
        let x = area.x + 2;
        let end = pen.text(x, y, label, &item.label, palette.text);
        if at == picker.cursor {
            pen.text(area.x, y, 1, pen.theme.glyphs.cursor, palette.selected);
            pen.set_style(Rect::new(x, y, end.saturating_sub(x), 1), palette.focus);
        }
        pen.highlight(x, y, label, &item.label, &found.positions, palette.matched);
        if !with_details {
            continue;
        }
        let detail = x + label + 2;
        pen.text(detail, y, area.right().saturating_sub(detail + 1), &item.detail, palette.muted);
    }
    draw_scroll_marks(pen, area, shown.start > 0, shown.end < picker.matches.len());
}
