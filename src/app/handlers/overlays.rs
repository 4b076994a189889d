//! Typing, picking, being asked, reading: the topmost overlay gets the message.

use super::{DONE, Outcome, Refused, asks, exits, hours, leaving};
use crate::app::editor::{Editor, Then};
use crate::app::msg::{Effect, Msg};
use crate::app::overlay::{Claims, Confirm, Overlay};
use crate::app::{App, Screen};
use crate::appraisal::claims::check_all;
use crate::catalogue::published_claims;
use std::path::PathBuf;
use std::sync::Arc;

/// Puts an overlay on top.
pub fn open(app: &mut App, overlay: Overlay) -> Vec<Effect> {
    app.overlays.push(overlay);
    DONE
}

/// The topmost overlay answers.
pub fn handle(app: &mut App, msg: Msg) -> Outcome {
    match app.overlays.last_mut() {
        Some(Overlay::Editor(_)) => editor(app, msg),
        Some(Overlay::Picker(_)) => picker(app, msg),
        Some(Overlay::Confirm(_)) => confirm(app, &msg),
        Some(Overlay::Help(scroll) | Overlay::Why(_, scroll)) => {
            match msg {
                Msg::Down => *scroll = scroll.saturating_add(1),
                Msg::Up => *scroll = scroll.saturating_sub(1),
                Msg::PageDown => *scroll = scroll.saturating_add(10),
                Msg::PageUp => *scroll = scroll.saturating_sub(10),
                Msg::First => *scroll = 0,
                Msg::Back | Msg::Enter | Msg::Leave | Msg::Help | Msg::Why => {
                    app.overlays.pop();
                }
                _ => {}
            }
            Ok(DONE)
        }
        Some(Overlay::Hours(_)) => hours::handle(app, &msg),
        Some(Overlay::Exits(_)) => exits::handle(app, &msg),
        Some(Overlay::Claims(claims)) => {
            match msg {
                Msg::Down => claims.step(1),
                Msg::Up => claims.step(-1),
                Msg::First => claims.step(isize::MIN / 2),
                Msg::Last => claims.step(isize::MAX / 2),
                Msg::PageDown => claims.scroll = claims.scroll.saturating_add(5),
                Msg::PageUp => claims.scroll = claims.scroll.saturating_sub(5),
                Msg::Back | Msg::Enter | Msg::Leave | Msg::Claims => {
                    app.overlays.pop();
                }
                _ => {}
            }
            Ok(DONE)
        }
        None => Ok(DONE),
    }
}

/// Reckons the published claims again and shows them.
pub fn claims(app: &mut App) -> Outcome {
    let book = published_claims().map_err(|error| Refused(error.to_string()))?;
    let rows = Arc::new(check_all(&app.catalogue, &book));
    Ok(open(app, Overlay::Claims(Claims { rows, at: 0, scroll: 0 })))
}

fn editor(app: &mut App, msg: Msg) -> Outcome {
    let Some(Overlay::Editor(editor)) = app.overlays.last_mut() else { return Ok(DONE) };
    match msg {
        Msg::Accept => return accept(app),
        Msg::Back if editor.multiline && editor.is_changed() => return Ok(ask_to_drop(app)),
        Msg::Back | Msg::DropText => {
            app.overlays.pop();
        }
        Msg::Newline => editor.newline(),
        Msg::Input(input) => editor.input(input),
        Msg::Paste(text) => editor.paste(&text),
        _ => {}
    }
    Ok(DONE)
}

/// A longer text is not thrown away by one key.
fn ask_to_drop(app: &mut App) -> Vec<Effect> {
    open(
        app,
        Overlay::Confirm(Confirm {
            question: "Throw away what you typed?".to_owned(),
            detail: "n goes back to it.".to_owned(),
            yes: ("throw it away".to_owned(), Msg::DropText),
            no: None,
        }),
    )
}

fn accept(app: &mut App) -> Outcome {
    let Some(Overlay::Editor(editor)) = app.overlays.pop() else { return Ok(DONE) };
    let text = editor.text();
    let back = |app: &mut App, mut editor: Box<Editor>, error: String| {
        editor.error = Some(error);
        app.overlays.push(Overlay::Editor(editor));
        Ok(DONE)
    };
    match editor.then.clone() {
        Then::Edit(make) => match make(&text) {
            Ok(edit) => match asks::apply(app, edit) {
                Err(Refused(why)) => back(app, editor, why),
                done => done,
            },
            Err(why) => back(app, editor, why),
        },
        Then::SaveAs if text.trim().is_empty() => back(app, editor, "give a path".to_owned()),
        Then::SaveAs => leaving::save(app, Some(PathBuf::from(text.trim()))),
    }
}

fn picker(app: &mut App, msg: Msg) -> Outcome {
    let Some(Overlay::Picker(picker)) = app.overlays.last_mut() else { return Ok(DONE) };
    match msg {
        Msg::Up => picker.step(-1),
        Msg::Down => picker.step(1),
        Msg::PageUp => picker.step(-10),
        Msg::PageDown => picker.step(10),
        Msg::Paste(text) => picker.push(&text),
        Msg::Input(input) => match input.key {
            tui_textarea::Key::Char(c) if !input.ctrl && !input.alt => picker.push(&c.to_string()),
            tui_textarea::Key::Backspace => {
                picker.pop();
            }
            _ => {}
        },
        Msg::Back => {
            app.overlays.pop();
        }
        Msg::Accept | Msg::Enter => {
            let Some(item) = picker.picked().cloned() else {
                return Refused::because("nothing matches what you typed");
            };
            app.overlays.pop();
            return super::route(app, item.msg);
        }
        _ => {}
    }
    Ok(DONE)
}

fn confirm(app: &mut App, msg: &Msg) -> Outcome {
    let Some(Overlay::Confirm(confirm)) = app.overlays.last() else { return Ok(DONE) };
    let answer = match (msg, &confirm.no) {
        (Msg::Yes, _) => Some(confirm.yes.1.clone()),
        (Msg::No, Some((_, msg))) => Some(msg.clone()),
        (Msg::No | Msg::Back | Msg::Leave, _) => None,
        _ => return Refused::because("answer with y or n, or leave it with esc"),
    };
    app.overlays.pop();
    match answer {
        Some(msg) => super::route(app, msg),
        None => {
            if let Screen::Workbench(bench) = &mut app.screen {
                bench.unlocked = None;
            }
            Ok(DONE)
        }
    }
}
