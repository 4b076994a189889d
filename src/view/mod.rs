//! The face: the state of the program as cells. `render` is a pure function of the state and the looks.
//!
//! ```text
//! ┌ chrome::head ─ title, step rail, saved mark ───────────────┐
//! │ steps/<step>.rs      the body of each step                 │
//! │   panes/<pane>.rs    the panes of Compare                  │
//! │   form.rs            rows of a form, wherever they are     │
//! ├ chrome::foot ─ what the last key did, what keys can do ────┤
//! overlays.rs lies over it: typing, picking, being asked, reading
//! library.rs  is the screen before a session is open
//! ```

pub mod panes;
pub mod pen;
pub mod steps;

use crate::app::{App, Screen};
use crate::theme::Theme;
use pen::Pen;
use ratatui::Frame;
use ratatui::layout::Rect;

/// The least width and height at which the program can be used.
pub const LEAST: (u16, u16) = (40, 12);

/// Draws everything.
pub fn render(app: &App, theme: &Theme, frame: &mut Frame<'_>) {
    let area = frame.area();
    let mut pen = Pen { buf: frame.buffer_mut(), theme };
    if area.width < LEAST.0 || area.height < LEAST.1 {
        too_small(&mut pen, area);
        return;
    }
    match &app.screen {
        Screen::Library(_) => {}
        Screen::Workbench(_) => {}
    }
}

fn too_small(pen: &mut Pen<'_>, area: Rect) {
    let need = format!("needs {}x{}, has {}x{}", LEAST.0, LEAST.1, area.width, area.height);
    pen.text(area.x, area.y, area.width, &need, pen.theme.palette.warning);
}
