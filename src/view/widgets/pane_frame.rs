//! What surrounds a pane: its header, the divider beside it, a note where it has nothing to show.

use crate::theme::Theme;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use crate::view::pen::Pen;

/// Between panes that stand side by side: a space, the divider, a space.
pub const GUTTER_WIDTH: u16 = 3;

/// The header of a pane: a rule with its title and notes. The title of the focused pane is in brackets.
pub fn draw_pane_header(pen: &mut Pen<'_>, area: Rect, title: &str, notes: &[(&str, Style)], has_focus: bool) {
    let (palette, line) = (&pen.theme.palette, pen.theme.glyphs.horizontal);
    let (border, style) =
        if has_focus { (palette.border_focus, palette.border_focus) } else { (palette.border, palette.heading) };
    if area.height == 0 {
        return;
    }
    for x in area.left()..area.right() {
        pen.glyph(x, area.y, line, border);
    }
    let (open, close) = if has_focus { ("[", "]") } else { (" ", " ") };
    let mut pieces = vec![(open, style), (title, style), (close, style)];
    let notes = notes.iter().copied().filter(|(text, _)| !text.is_empty());
    let before = pieces.len();
    pieces.extend(notes);
    if pieces.len() > before {
        pieces.insert(before, (" ", style));
        pieces.push((" ", style));
    }
    pen.spans(area.x.saturating_add(1), area.y, area.width.saturating_sub(2), &pieces);
}

/// What a pane says when it has nothing to show: below its header, broken at words.
pub fn draw_note(pen: &mut Pen<'_>, area: Rect, text: &str) {
    let (y, height) = (area.y.saturating_add(1), area.height.saturating_sub(1));
    let below = Rect { x: area.x.saturating_add(1), y, width: area.width.saturating_sub(1), height };
    pen.paragraph(below, text, pen.theme.palette.muted);
}

/// The divider to the left of a pane, below its header line; the line goes on to the pane beside it where that has one too.
pub fn draw_gutter(pen: &mut Pen<'_>, area: Rect, is_joined: bool) {
    let Some(x) = area.x.checked_sub(GUTTER_WIDTH).filter(|_| area.height > 0) else { return };
    let (line, divider, border) = (pen.theme.glyphs.horizontal, pen.theme.glyphs.divider, pen.theme.palette.border);
    if is_joined {
        for x in x..area.x {
            pen.glyph(x, area.y, line, border);
        }
    }
    for y in area.y.saturating_add(u16::from(is_joined))..area.bottom() {
        pen.glyph(x.saturating_add(1), y, divider, border);
    }
}

/// How the name of what is ruled out looks.
pub fn ruled_out_style(theme: &Theme) -> Style {
    theme.palette.muted.add_modifier(Modifier::CROSSED_OUT)
}
