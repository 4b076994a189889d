//! The screen before a session is open: what is on the shelf, and what is in the one under the cursor.

mod list;
mod preview;

use crate::app::{App, Context, Library, places};
use crate::catalogue::TEMPLATES;
use crate::view::chrome::hints::key_for;
use crate::view::pen::Pen;
use crate::view::sizes::WIDE_FROM;
use ratatui::layout::Rect;

/// Draws it.
pub fn render(pen: &mut Pen<'_>, app: &App, shelf: &Library, area: Rect) {
    let muted = pen.theme.palette.muted;
    if !shelf.is_loaded() {
        pen.text(area.x.saturating_add(2), area.y, area.width.saturating_sub(2), "reading…", muted);
        return;
    }
    if shelf.entries.is_empty() {
        draw_empty(pen, app, area);
        return;
    }
    if area.width < WIDE_FROM {
        list::render(pen, app, shelf, area);
        return;
    }
    let right = (area.width / 3).clamp(38, 64);
    let left = Rect { width: area.width - right, ..area };
    list::render(pen, app, shelf, left);
    pen.divider(left.right(), area.top(), area.bottom());
    let preview = Rect { x: left.right() + 2, width: right.saturating_sub(3), ..area };
    preview::render(pen, app, shelf, preview);
}

/// Nothing is on the shelf: what one can begin from.
fn draw_empty(pen: &mut Pen<'_>, app: &App, area: Rect) {
    let palette = pen.theme.palette.clone();
    let area = Rect { x: area.x.saturating_add(2), width: area.width.saturating_sub(3), ..area };
    let mut y = area.top();
    let key = key_for(app, Context::Library, &places::library::NEW).unwrap_or("n");
    let what = "No saved sessions here yet.";
    pen.text(area.x, y, area.width, what, palette.heading);
    y += 1;
    pen.spans(area.x, y, area.width, &[(key, palette.key), (" starts one, blank or from a template:", palette.text)]);
    y += 2;
    let widest = TEMPLATES.iter().map(|template| pen.text_width(template.id)).max().unwrap_or(0);
    for template in TEMPLATES {
        if y >= area.bottom() {
            break;
        }
        pen.text(area.x, y, widest, template.id, palette.selected);
        let left = area.x.saturating_add(widest + 2);
        let place = Rect { x: left, y, width: area.right().saturating_sub(left), height: area.bottom() - y };
        y = pen.paragraph(place, template.summary, palette.text).max(y + 1);
    }
}
