//! The state of the program as cells on the screen. [`render`] is a pure function of state and theme.
//!
//! - `places/`: one file per step, pane, overlay, and the library; `places/mod.rs` registers them
//! - `chrome/`: header and footer, which surround every screen
//! - `widgets/`: tables, forms, charts and the like, which know no place
//! - `pane.rs`, `context.rs`: what a pane of Compare provides, and what it reads

mod chrome;
mod context;
mod option_row;
mod pane;
pub mod pen;
pub mod places;
mod sizes;
mod text;
mod widgets;

use crate::app::{App, Screen};
use crate::theme::Theme;
use pen::Pen;
use ratatui::Frame;
use ratatui::layout::Rect;
use sizes::MIN_SIZE;

/// Draws the whole screen. The terminal's cursor is shown only where text is typed.
pub fn render(app: &App, theme: &Theme, frame: &mut Frame<'_>) {
    let area = frame.area();
    let mut pen = Pen::new(frame.buffer_mut(), theme);
    if area.width < MIN_SIZE.0 || area.height < MIN_SIZE.1 {
        render_too_small(&mut pen, area);
        return;
    }
    render_screen(&mut pen, app, area);
    if let Some(caret) = pen.caret() {
        frame.set_cursor_position(caret);
    }
}

fn render_screen(pen: &mut Pen<'_>, app: &App, area: Rect) {
    let regions = chrome::Regions::split(area);
    match &app.screen {
        Screen::Library(library) => {
            chrome::header::render_library(pen, app, library, regions.header);
            places::render_library(pen, app, library, regions.body);
        }
        Screen::Workbench(workbench) => {
            chrome::header::render_workbench(pen, workbench, regions.header);
            places::render_step(pen, app, workbench, regions.body);
        }
    }
    chrome::footer::render(pen, app, regions.footer);
    for overlay in &app.overlays {
        pen.hide_caret();
        places::render_overlay(pen, app, overlay, &regions);
    }
}

fn render_too_small(pen: &mut Pen<'_>, area: Rect) {
    let need = format!("needs {}x{}, has {}x{}", MIN_SIZE.0, MIN_SIZE.1, area.width, area.height);
    pen.text(area.x, area.y, area.width, &need, pen.theme.palette.warning);
}
