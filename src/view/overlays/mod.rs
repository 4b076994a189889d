//! What lies over a screen: typing, picking, being asked, reading. Everything else stays as it is beneath.

mod claims;
mod confirm;
mod dialog;
mod editor;
mod exits;
mod help;
mod hours;
mod picker;
mod scrolling;
mod why;

use super::chrome::{Regions, hints};
use super::pen::Pen;
use crate::app::{App, Context, Msg, Overlay};

/// Draws an overlay.
pub fn render(pen: &mut Pen<'_>, app: &App, overlay: &Overlay, regions: &Regions) {
    match overlay {
        Overlay::Editor(editor) => editor::render(pen, app, editor, regions),
        Overlay::Picker(picker) => picker::render(pen, app, picker, regions),
        Overlay::Confirm(question) => confirm::render(pen, app, question, regions),
        Overlay::Help(scroll) => help::render(pen, app, *scroll, regions),
        Overlay::Claims(rows) => claims::render(pen, app, rows, regions),
        Overlay::TaskHours(hours) => hours::render(pen, app, hours, regions),
        Overlay::ExitCosts(at) => exits::render(pen, app, *at, regions),
        Overlay::Explanation(explanation, scroll) => why::render(pen, app, explanation, *scroll, regions),
    }
}

/// What some keys do, in a line, such as `enter accept · esc leave it`; what has no key is left out.
fn key_hints(app: &App, context: Context, dot: &str, what: &[(Msg, &str)]) -> String {
    let parts = what.iter().filter_map(|(msg, label)| Some(format!("{} {label}", hints::key_for(app, context, msg)?)));
    parts.collect::<Vec<_>>().join(&format!(" {dot} "))
}
