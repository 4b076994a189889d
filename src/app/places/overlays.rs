//! Overlays: editors, lists, questions and texts to read. The topmost gets the message.

use super::pasted_list::list_lines;
use super::{exit_costs, quit, task_hours};
use crate::app::action::{Action, Followup, PASTE_IGNORED, Refusal, Reply};
use crate::app::binding::{Binding, Purpose, key};
use crate::app::editor::{Editor, OnAccept};
use crate::app::event::SaveTo;
use crate::app::msg::Msg;
use crate::app::overlay::{ClaimsOverlay, Confirm, Overlay, Scroll};
use crate::app::picker::Picker;
use crate::app::places::{Context, TYPING};
use crate::app::workbench::Workbench;
use std::path::PathBuf;

/// What an overlay answers to a message. `workbench` is what lies beneath, where that is a document.
pub fn handle(overlay: &mut Overlay, workbench: Option<&Workbench>, msg: &Msg) -> Result<Reply, Refusal> {
    if matches!(msg, Msg::Paste(_)) && !overlay.context().is_typing() {
        return Refusal::err(PASTE_IGNORED);
    }
    match (overlay, workbench) {
        (Overlay::Editor(editor), workbench) => handle_editor(editor, workbench, msg),
        (Overlay::Picker(picker), _) => handle_picker(picker, msg),
        (Overlay::Confirm(confirm), _) => handle_confirm(confirm, msg),
        (Overlay::Help(scroll) | Overlay::Explanation(_, scroll), _) => Ok(handle_reading(scroll, msg)),
        (Overlay::Claims(claims), _) => Ok(handle_claims(claims, msg)),
        (Overlay::TaskHours(hours), Some(workbench)) => task_hours::handle(hours, workbench, msg),
        (Overlay::ExitCosts(cursor), Some(workbench)) => exit_costs::handle(cursor, workbench, msg),
        (Overlay::TaskHours(_) | Overlay::ExitCosts(_), None) => Ok(Reply::Close),
    }
}

fn handle_editor(editor: &mut Editor, workbench: Option<&Workbench>, msg: &Msg) -> Result<Reply, Refusal> {
    if let OnAccept::UserName(waiting) = &editor.on_accept {
        match msg {
            Msg::Back => return Ok(Reply::Act(Action::Show(ask_without_name(workbench, waiting)))),
            Msg::DiscardText => return Ok(Reply::CloseAnd(Action::View(Box::new(|_| Followup::notice(UNNAMED))))),
            _ => {}
        }
    }
    match msg {
        Msg::Accept => return Ok(accept(editor)),
        // What was typed is not thrown away by one key.
        Msg::Back if editor.is_changed() => {
            return Ok(Reply::Act(Action::Show(Overlay::Confirm(Confirm {
                question: "Discard what you typed?".to_owned(),
                detail: "n returns to the text.".to_owned(),
                yes: ("discard it".to_owned(), Msg::DiscardText),
                no: None,
            }))));
        }
        Msg::Back | Msg::DiscardText => return Ok(Reply::Close),
        Msg::Newline => editor.newline(),
        Msg::Input(input) => editor.handle_input(input.clone()),
        Msg::Paste(text) if editor.takes_list && !editor.is_changed() && list_lines(text).len() > 1 => {
            return Ok(Reply::CloseAnd(Action::Send(msg.clone())));
        }
        Msg::Paste(text) => editor.paste(text),
        _ => {}
    }
    Ok(Reply::Stay)
}

/// What is said when a change was left unmade for want of a name.
const UNNAMED: &str = "nothing was changed: the record needs the name of who changes it";

/// A change that waits for a name is not dropped by one key.
fn ask_without_name(workbench: Option<&Workbench>, waiting: &Msg) -> Overlay {
    let what = match (waiting, workbench) {
        (Msg::Apply(edit) | Msg::ApplyConfirmed(edit) | Msg::ReopenAndApply(edit), Some(workbench)) => {
            edit.describe(&workbench.session)
        }
        (Msg::Undo, _) => "undo".to_owned(),
        (Msg::Redo, _) => "redo".to_owned(),
        (Msg::GoToStep(step), _) => format!("opening {} for the first time", step.name()),
        _ => "the change".to_owned(),
    };
    Overlay::Confirm(Confirm {
        question: "Leave the change unmade?".to_owned(),
        detail: format!("It waits for a name: {what}. n returns to the question."),
        yes: ("leave it unmade".to_owned(), Msg::DiscardText),
        no: None,
    })
}

/// A text that is wrong stays in the editor, with the reason.
fn accept(editor: &mut Editor) -> Reply {
    let text = editor.text();
    let action = match &editor.on_accept {
        OnAccept::Edit(parse) => parse(&text).map(|edit| Action::Edit(edit, None)),
        OnAccept::UserName(_) if text.trim().is_empty() => {
            Err("enter a name: the record says who changed what".to_owned())
        }
        OnAccept::UserName(then) => Ok(Action::SetUser(text.trim().to_owned(), then.clone())),
        // A document that was opened under another kind of name may be saved under it again.
        OnAccept::SaveAs if !editor.is_changed() && !text.trim().is_empty() => {
            Ok(Action::Save(SaveTo::Path(PathBuf::from(text.trim()))))
        }
        OnAccept::SaveAs => quit::parse_save_path(&text).map(|path| Action::Save(SaveTo::Path(path))),
    };
    match action {
        Ok(action) => Reply::CloseAnd(action),
        Err(reason) => {
            editor.error = Some(reason);
            Reply::Stay
        }
    }
}

fn handle_picker(picker: &mut Picker, msg: &Msg) -> Result<Reply, Refusal> {
    match msg {
        Msg::Up => picker.move_cursor(-1),
        Msg::Down => picker.move_cursor(1),
        Msg::PageUp => picker.move_cursor(-10),
        Msg::PageDown => picker.move_cursor(10),
        Msg::Paste(text) if picker.takes_list() && list_lines(text).len() > 1 => {
            return Ok(Reply::CloseAnd(Action::Send(msg.clone())));
        }
        Msg::Input(_) | Msg::Paste(_) => picker.edit_query(msg),
        Msg::Back => return Ok(Reply::Close),
        Msg::Accept | Msg::Enter => {
            return match picker.selected() {
                Some(item) => Ok(Reply::CloseAnd(Action::Send(item.msg.clone()))),
                None => Refusal::err("nothing matches what you typed"),
            };
        }
        _ => {}
    }
    Ok(Reply::Stay)
}

fn handle_confirm(confirm: &Confirm, msg: &Msg) -> Result<Reply, Refusal> {
    match (msg, &confirm.no) {
        (Msg::Yes, _) => Ok(Reply::CloseAnd(Action::Send(confirm.yes.1.clone()))),
        (Msg::No, Some((_, msg))) => Ok(Reply::CloseAnd(Action::Send(msg.clone()))),
        (Msg::No | Msg::Back | Msg::Quit, _) => Ok(Reply::Decline),
        _ => Refusal::err("answer with y or n, or press esc to decide later"),
    }
}

fn handle_reading(scroll: &mut Scroll, msg: &Msg) -> Reply {
    match msg {
        Msg::Down => *scroll = scroll.saturating_add(1),
        Msg::Up => *scroll = scroll.saturating_sub(1),
        Msg::PageDown => *scroll = scroll.saturating_add(10),
        Msg::PageUp => *scroll = scroll.saturating_sub(10),
        Msg::First => *scroll = 0,
        Msg::Back | Msg::Enter | Msg::Quit | Msg::Help | Msg::Why => return Reply::Close,
        _ => {}
    }
    Reply::Stay
}

fn handle_claims(claims: &mut ClaimsOverlay, msg: &Msg) -> Reply {
    match msg {
        Msg::Down => claims.move_selection(1),
        Msg::Up => claims.move_selection(-1),
        Msg::First => claims.move_selection(isize::MIN / 2),
        Msg::Last => claims.move_selection(isize::MAX / 2),
        Msg::PageDown => claims.scroll = claims.scroll.saturating_add(5),
        Msg::PageUp => claims.scroll = claims.scroll.saturating_sub(5),
        Msg::Back | Msg::Enter | Msg::Quit | Msg::Claims => return Reply::Close,
        _ => {}
    }
    Reply::Stay
}

/// The keys of overlays.
pub fn bindings() -> Vec<Binding> {
    let tables = Context::Reading | Context::TaskHours | Context::ExitCosts;
    vec![
        key("close", &["esc"], Msg::Back, "close", tables).footer(3).purpose(Purpose::Move),
        key("close-too", &["enter", "w", "C"], Msg::Enter, "close", Context::Reading),
        key("accept", &["enter", "ctrl-s"], Msg::Accept, "accept", Context::LineEditor | Context::Picker).footer(1),
        key("accept-text", &["ctrl-s", "alt-enter"], Msg::Accept, "accept", Context::TextEditor).footer(1),
        key("new-line", &["enter"], Msg::Newline, "new line", Context::TextEditor).footer(3),
        key("cancel", &["esc"], Msg::Back, "cancel", TYPING).footer(2).purpose(Purpose::Move),
        key("pick-up", &["up", "ctrl-k"], Msg::Up, "up", Context::Picker).purpose(Purpose::Move),
        key("pick-down", &["down", "ctrl-j"], Msg::Down, "down", Context::Picker).footer(3).purpose(Purpose::Move),
        key("pick-page-up", &["pgup"], Msg::PageUp, "page up", Context::Picker).purpose(Purpose::Move),
        key("pick-page-down", &["pgdn"], Msg::PageDown, "page down", Context::Picker).purpose(Purpose::Move),
        key("answer-yes", &["y", "enter"], Msg::Yes, "yes", Context::Confirm).footer(1),
        key("answer-no", &["n"], Msg::No, "no", Context::Confirm).footer(2),
        key("answer-later", &["esc", "q"], Msg::Back, "decide later", Context::Confirm)
            .footer(3)
            .purpose(Purpose::Move),
    ]
}
