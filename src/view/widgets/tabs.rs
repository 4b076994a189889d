//! Which pane has the keys: tabs in a rule, `─[List]─Details─Questions──`.

use crate::app::Pane;
use crate::view::pen::Pen;

/// A rule with the names of the panes, the one with the keys in brackets.
pub fn render(pen: &mut Pen<'_>, x: u16, y: u16, width: u16, panes: &[Pane], focused: Pane) {
    pen.rule(x, y, width);
    let (palette, horizontal) = (pen.theme.palette.clone(), pen.theme.glyphs.horizontal);
    let mut pieces = Vec::new();
    let mut was_focused = false;
    for pane in panes {
        let is_focused = *pane == focused;
        let between = match (was_focused, is_focused) {
            (true, _) => "]",
            (_, true) => "[",
            _ => horizontal,
        };
        let plain = if was_focused || is_focused { palette.border_focus } else { palette.border };
        pieces.push((between, plain));
        pieces.push((pane.name(), if is_focused { palette.border_focus } else { palette.muted }));
        was_focused = is_focused;
    }
    pieces.push(if was_focused { ("]", palette.border_focus) } else { (horizontal, palette.border) });
    pen.spans(x.saturating_add(1), y, width.saturating_sub(1), &pieces);
}

/// A heading over a pane beside others; in brackets when it has the focus.
pub fn render_heading(pen: &mut Pen<'_>, x: u16, y: u16, width: u16, text: &str, has_keys: bool) {
    let palette = &pen.theme.palette;
    if has_keys {
        let style = palette.border_focus;
        pen.text(x, y, width, &format!("[{text}]"), style);
    } else {
        let style = palette.heading;
        pen.text(x.saturating_add(1), y, width.saturating_sub(1), text, style);
    }
}
