//! Typing, picking, being asked, reading: the topmost overlay gets the message.

use super::{HandlerResult, NO_EFFECTS, Refusal, exit_costs, guarded_edits, quit, task_hours};
use crate::app::editor::{Editor, OnAccept};
use crate::app::msg::{Effect, Msg};
use crate::app::overlay::{ClaimsOverlay, Confirm, Overlay};
use crate::app::{App, Screen};
use crate::claims::{check_claims, load_shipped};
use std::path::PathBuf;
use std::sync::Arc;

/// Puts an overlay on top.
pub fn open(app: &mut App, overlay: Overlay) -> Vec<Effect> {
    app.overlays.push(overlay);
    NO_EFFECTS
}

/// The topmost overlay answers.
pub fn handle(app: &mut App, msg: Msg) -> HandlerResult {
    match app.overlays.last_mut() {
        Some(Overlay::Editor(_)) => editor(app, msg),
        Some(Overlay::Picker(_)) => picker(app, msg),
        Some(Overlay::Confirm(_)) => confirm(app, &msg),
        Some(Overlay::Help(scroll) | Overlay::Explanation(_, scroll)) => {
            match msg {
                Msg::Down => *scroll = scroll.saturating_add(1),
                Msg::Up => *scroll = scroll.saturating_sub(1),
                Msg::PageDown => *scroll = scroll.saturating_add(10),
                Msg::PageUp => *scroll = scroll.saturating_sub(10),
                Msg::First => *scroll = 0,
                Msg::Back | Msg::Enter | Msg::Quit | Msg::Help | Msg::Why => {
                    app.overlays.pop();
                }
                _ => {}
            }
            Ok(NO_EFFECTS)
        }
        Some(Overlay::TaskHours(_)) => task_hours::handle(app, &msg),
        Some(Overlay::ExitCosts(_)) => exit_costs::handle(app, &msg),
        Some(Overlay::Claims(claims)) => {
            match msg {
                Msg::Down => claims.move_selection(1),
                Msg::Up => claims.move_selection(-1),
                Msg::First => claims.move_selection(isize::MIN / 2),
                Msg::Last => claims.move_selection(isize::MAX / 2),
                Msg::PageDown => claims.scroll = claims.scroll.saturating_add(5),
                Msg::PageUp => claims.scroll = claims.scroll.saturating_sub(5),
                Msg::Back | Msg::Enter | Msg::Quit | Msg::Claims => {
                    app.overlays.pop();
                }
                _ => {}
            }
            Ok(NO_EFFECTS)
        }
        None => Ok(NO_EFFECTS),
    }
}

/// Recomputes the published claims and shows them.
pub fn open_claims(app: &mut App) -> HandlerResult {
    let book = load_shipped().map_err(|error| Refusal(error.to_string()))?;
    let rows = Arc::new(check_claims(&app.catalogue, &book));
    Ok(open(app, Overlay::Claims(ClaimsOverlay { rows, selected: 0, scroll: 0 })))
}

fn editor(app: &mut App, msg: Msg) -> HandlerResult {
    let Some(Overlay::Editor(editor)) = app.overlays.last_mut() else { return Ok(NO_EFFECTS) };
    match msg {
        Msg::Accept => return accept(app),
        Msg::Back if editor.multiline && editor.is_changed() => return Ok(ask_to_discard_text(app)),
        Msg::Back | Msg::DiscardText => {
            app.overlays.pop();
        }
        Msg::Newline => editor.newline(),
        Msg::Input(input) => editor.handle_input(input),
        Msg::Paste(text) => editor.paste(&text),
        _ => {}
    }
    Ok(NO_EFFECTS)
}

/// A longer text is not thrown away by one key.
fn ask_to_discard_text(app: &mut App) -> Vec<Effect> {
    open(
        app,
        Overlay::Confirm(Confirm {
            question: "Throw away what you typed?".to_owned(),
            detail: "n goes back to it.".to_owned(),
            yes: ("throw it away".to_owned(), Msg::DiscardText),
            no: None,
        }),
    )
}

fn accept(app: &mut App) -> HandlerResult {
    let Some(Overlay::Editor(editor)) = app.overlays.pop() else { return Ok(NO_EFFECTS) };
    let text = editor.text();
    let back = |app: &mut App, mut editor: Box<Editor>, error: String| {
        editor.error = Some(error);
        app.overlays.push(Overlay::Editor(editor));
        Ok(NO_EFFECTS)
    };
    match editor.on_accept.clone() {
        OnAccept::Edit(make) => match make(&text) {
            Ok(edit) => match guarded_edits::apply(app, edit) {
                Err(Refusal(why)) => back(app, editor, why),
                done => done,
            },
            Err(why) => back(app, editor, why),
        },
        OnAccept::SaveAs if text.trim().is_empty() => back(app, editor, "give a path".to_owned()),
        OnAccept::SaveAs => quit::save(app, Some(PathBuf::from(text.trim()))),
    }
}

fn picker(app: &mut App, msg: Msg) -> HandlerResult {
    let Some(Overlay::Picker(picker)) = app.overlays.last_mut() else { return Ok(NO_EFFECTS) };
    match msg {
        Msg::Up => picker.move_cursor(-1),
        Msg::Down => picker.move_cursor(1),
        Msg::PageUp => picker.move_cursor(-10),
        Msg::PageDown => picker.move_cursor(10),
        Msg::Paste(text) => picker.push_query(&text),
        Msg::Input(input) => match input.key {
            tui_textarea::Key::Char(c) if !input.ctrl && !input.alt => picker.push_query(&c.to_string()),
            tui_textarea::Key::Backspace => {
                picker.pop_query();
            }
            _ => {}
        },
        Msg::Back => {
            app.overlays.pop();
        }
        Msg::Accept | Msg::Enter => {
            let Some(item) = picker.selected().cloned() else {
                return Refusal::err("nothing matches what you typed");
            };
            app.overlays.pop();
            return super::route(app, item.msg);
        }
        _ => {}
    }
    Ok(NO_EFFECTS)
}

fn confirm(app: &mut App, msg: &Msg) -> HandlerResult {
    let Some(Overlay::Confirm(confirm)) = app.overlays.last() else { return Ok(NO_EFFECTS) };
    let answer = match (msg, &confirm.no) {
        (Msg::Yes, _) => Some(confirm.yes.1.clone()),
        (Msg::No, Some((_, msg))) => Some(msg.clone()),
        (Msg::No | Msg::Back | Msg::Quit, _) => None,
        _ => return Refusal::err("answer with y or n, or leave it with esc"),
    };
    app.overlays.pop();
    match answer {
        Some(msg) => super::route(app, msg),
        None => {
            if let Screen::Workbench(bench) = &mut app.screen {
                bench.unlocked_criterion = None;
            }
            Ok(NO_EFFECTS)
        }
    }
}
