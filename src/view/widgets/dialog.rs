//! The box of an overlay: cleared, framed, with a title above and a hint below.

use crate::view::pen::Pen;
use ratatui::layout::Rect;

/// A box of this size in the middle of an area, or as much of it as there is room for.
pub fn centred(area: Rect, width: u16, height: u16) -> Rect {
    let (width, height) = (width.min(area.width), height.min(area.height));
    Rect { x: area.x + (area.width - width) / 2, y: area.y + (area.height - height) / 2, width, height }
}

/// A box of this size at the bottom of an area, in its middle.
pub fn bottom_aligned(area: Rect, width: u16, height: u16) -> Rect {
    let place = centred(area, width, height);
    Rect { y: area.bottom() - place.height, ..place }
}

/// Draws the box and returns what is inside it, a column of space on either side left free.
pub fn draw_frame(pen: &mut Pen<'_>, place: Rect, title: &str, hint: &str) -> Rect {
    pen.clear(place);
    if place.width < 4 || place.height < 2 {
        return Rect { width: 0, height: 0, ..place };
    }
    let (palette, glyphs) = (pen.theme.palette.clone(), pen.theme.glyphs.clone());
    let border = palette.border_focus;
    let (right, bottom) = (place.right() - 1, place.bottom() - 1);
    let line = glyphs.horizontal.repeat(usize::from(place.width - 2));
    for (y, start, end) in
        [(place.y, glyphs.top_left, glyphs.top_right), (bottom, glyphs.bottom_left, glyphs.bottom_right)]
    {
        pen.text(place.x, y, 1, start, border);
        pen.text(place.x + 1, y, place.width - 2, &line, border);
        pen.text(right, y, 1, end, border);
    }
    for y in place.y + 1..bottom {
        pen.text(place.x, y, 1, glyphs.vertical, border);
        pen.text(right, y, 1, glyphs.vertical, border);
    }
    let room = place.width.saturating_sub(4);
    if !title.is_empty() {
        pen.spans(place.x + 2, place.y, room, &[(" ", border), (title, palette.heading), (" ", border)]);
    }
    if !hint.is_empty() && pen.text_width(hint) + 2 <= room {
        let from = right.saturating_sub(pen.text_width(hint) + 3);
        pen.spans(from, bottom, room, &[(" ", border), (hint, palette.muted), (" ", border)]);
    }
    Rect { x: place.x + 2, y: place.y + 1, width: place.width - 4, height: place.height - 2 }
}
