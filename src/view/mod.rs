//! The face: the state of the program as cells. `render` is a pure function of the state and the looks.
//!
//! ```text
//! ┌ chrome::head ─ title, step rail, saved mark ───────────────┐
//! │ steps/<step>.rs      the body of each step                 │
//! │   panes/<pane>.rs    the panes of Compare                  │
//! │   form.rs            rows of a form, wherever they are     │
//! │   table.rs           rows of a list, wherever they are     │
//! ├ chrome::foot ─ what the last key did, what keys can do ────┤
//! overlays/    lie over it: typing, picking, being asked, reading
//! library/     is the screen before a session is open
//! ```

mod chrome;
mod form;
mod library;
mod overlays;
mod panes;
pub mod pen;
pub mod steps;
mod table;
mod tabs;

use crate::app::{App, Screen};
use crate::theme::Theme;
use pen::Pen;
use ratatui::Frame;
use ratatui::layout::Rect;

/// The least width and height at which the program can be used.
pub const MIN_SIZE: (u16, u16) = (40, 12);

/// From this width on, lists stand beside what they are lists of.
pub const WIDE_FROM: u16 = 100;

/// Draws everything.
pub fn render(app: &App, theme: &Theme, frame: &mut Frame<'_>) {
    let area = frame.area();
    let mut pen = Pen { buf: frame.buffer_mut(), theme };
    if area.width < MIN_SIZE.0 || area.height < MIN_SIZE.1 {
        render_too_small(&mut pen, area);
        return;
    }
    let regions = chrome::Regions::split(area);
    match &app.screen {
        Screen::Library(shelf) => {
            chrome::header::render_library(&mut pen, app, shelf, regions.header);
            library::render(&mut pen, app, shelf, regions.body);
        }
        Screen::Workbench(bench) => {
            chrome::header::render_workbench(&mut pen, bench, regions.header);
            steps::render(&mut pen, app, bench, regions.body);
        }
    }
    chrome::footer::render(&mut pen, app, regions.footer);
    for overlay in &app.overlays {
        overlays::render(&mut pen, app, overlay, &regions);
    }
}

fn render_too_small(pen: &mut Pen<'_>, area: Rect) {
    let need = format!("needs {}x{}, has {}x{}", MIN_SIZE.0, MIN_SIZE.1, area.width, area.height);
    pen.text(area.x, area.y, area.width, &need, pen.theme.palette.warning);
}
