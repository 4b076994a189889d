//! Draws the README's picture: the grocer's decision in Compare, as the program draws it, in an SVG.
//!
//!     cargo run --example picture > assets/compare.svg

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};
use std::error::Error;
use std::sync::Arc;
use weighbridge::app::{App, Event, Msg, OpenedSession};
use weighbridge::catalogue::{Catalogue, templates};
use weighbridge::keys::Keymap;
use weighbridge::theme::{Capability, Charset, Colour, Theme};
use weighbridge::view;

const SIZE: (u16, u16) = (120, 38);
const CELL: (f64, f64) = (8.4, 18.0);

fn main() -> Result<(), Box<dyn Error>> {
    let now = "2026-11-20T14:00:00Z".parse()?;
    let mut app = App::new(Arc::new(Catalogue::embedded()?), Keymap::standard()?.commands(), "ana".to_owned(), now);
    let template = templates::find("grocer").ok_or("there is no grocer")?;
    let session = template.to_session().map_err(|errors| format!("{errors:?}"))?;
    let opened = OpenedSession {
        path: "grocer.ron".into(),
        session: Box::new(session),
        read_only: false,
        is_new: false,
        notice: None,
        recovery: None,
    };
    app.handle_event(Event::Opened(Box::new(opened)), now);
    // Checkout; burden five points up.
    for msg in [Msg::NextMatrix, Msg::Down, Msg::Down, Msg::RightCoarse] {
        app.update(msg, now);
    }
    let theme = Theme::new(Capability { colour: Colour::Sixteen, charset: Charset::Unicode });
    let mut terminal = Terminal::new(TestBackend::new(SIZE.0, SIZE.1))?;
    terminal.draw(|frame| view::render(&app, &theme, frame))?;
    print!("{}", svg(terminal.backend().buffer()));
    Ok(())
}

fn svg(buffer: &Buffer) -> String {
    let (width, height) = (f64::from(SIZE.0) * CELL.0 + 16.0, f64::from(SIZE.1) * CELL.1 + 16.0);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.0} {height:.0}\" font-family=\"ui-monospace,Menlo,Consolas,'DejaVu Sans Mono',monospace\" font-size=\"14\">\n<rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"#16181d\"/>\n"
    );
    for y in 0..SIZE.1 {
        let mut x = 0;
        while x < SIZE.0 {
            let cell = &buffer[(x, y)];
            let mut text = String::new();
            let start = x;
            while x < SIZE.0 && same_look(cell, &buffer[(x, y)]) {
                text.push_str(buffer[(x, y)].symbol());
                x += 1;
            }
            out.push_str(&run(cell, start, y, x - start, &text));
        }
    }
    out.push_str("</svg>\n");
    out
}

fn same_look(a: &Cell, b: &Cell) -> bool {
    a.fg == b.fg && a.bg == b.bg && a.modifier == b.modifier
}

/// One run of cells that look the same.
fn run(cell: &Cell, x: u16, y: u16, cells: u16, text: &str) -> String {
    let (mut ink, mut paper) = (colour(cell.fg, "#d4d7dd"), colour(cell.bg, "none"));
    if cell.modifier.contains(Modifier::REVERSED) {
        (ink, paper) = ("#16181d", if ink == "none" { "#d4d7dd" } else { ink });
    }
    let (left, top) = (8.0 + f64::from(x) * CELL.0, 8.0 + f64::from(y) * CELL.1);
    let width = f64::from(cells) * CELL.0;
    let mut out = String::new();
    if paper != "none" {
        out.push_str(&format!(
            "<rect x=\"{left:.1}\" y=\"{top:.1}\" width=\"{width:.1}\" height=\"{:.1}\" fill=\"{paper}\"/>\n",
            CELL.1
        ));
    }
    if text.trim().is_empty() {
        return out;
    }
    let weight = if cell.modifier.contains(Modifier::BOLD) { " font-weight=\"bold\"" } else { "" };
    let faint = if cell.modifier.contains(Modifier::DIM) { " opacity=\"0.6\"" } else { "" };
    let safe = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    out.push_str(&format!(
        "<text x=\"{left:.1}\" y=\"{:.1}\" textLength=\"{width:.1}\" xml:space=\"preserve\" fill=\"{ink}\"{weight}{faint}>{safe}</text>\n",
        top + 13.5
    ));
    out
}

fn colour(colour: Color, plain: &'static str) -> &'static str {
    match colour {
        Color::Black => "#16181d",
        Color::Red | Color::LightRed => "#ef6b73",
        Color::Green | Color::LightGreen => "#8fce7e",
        Color::Yellow | Color::LightYellow => "#e6c06a",
        Color::Blue | Color::LightBlue => "#6cb0f0",
        Color::Magenta | Color::LightMagenta => "#c792ea",
        Color::Cyan | Color::LightCyan => "#6fd0d6",
        Color::Gray => "#aab0bb",
        Color::DarkGray => "#6f7683",
        Color::White => "#ffffff",
        _ => plain,
    }
}
