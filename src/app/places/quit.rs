//! Saving and closing: nothing is lost without a question.

use crate::app::action::{Action, Plan, Refusal};
use crate::app::editor::{Editor, OnAccept};
use crate::app::msg::Msg;
use crate::app::overlay::{Confirm, Overlay};
use crate::app::workbench::Workbench;

/// What concerns the file of the document.
pub fn plan(workbench: &Workbench, msg: &Msg) -> Option<Plan> {
    match msg {
        Msg::Quit => Some(plan_quit(workbench)),
        Msg::Save => Some(check_save(workbench).map(|()| Action::Save(None))),
        Msg::SaveAs => Some(Ok(Action::Show(ask_path(workbench)))),
        Msg::SaveAndQuit => Some(Ok(Action::SaveAndQuit)),
        Msg::DiscardAndQuit => Some(Ok(Action::Close)),
        Msg::AcceptRecovery => Some(Ok(Action::AcceptRecovery)),
        Msg::DiscardRecovery => Some(Ok(Action::DiscardRecovery)),
        _ => None,
    }
}

/// Asks when something would be lost.
fn plan_quit(workbench: &Workbench) -> Plan {
    if !workbench.is_dirty() || workbench.read_only {
        return Ok(Action::Close);
    }
    let question = if workbench.is_new {
        "This session is in no file yet. Save it?"
    } else {
        "There are unsaved changes. Save them?"
    };
    Ok(Action::Show(Overlay::Confirm(Confirm {
        question: question.to_owned(),
        detail: workbench.path.display().to_string(),
        yes: ("save and leave".to_owned(), Msg::SaveAndQuit),
        no: Some(("leave without saving".to_owned(), Msg::DiscardAndQuit)),
    })))
}

/// Whether the document can be saved to its own file now.
pub fn check_save(workbench: &Workbench) -> Result<(), Refusal> {
    if workbench.read_only {
        return Refusal::err("this is a review: press S to save a copy");
    }
    if !workbench.is_dirty() {
        return Refusal::err("nothing to save: everything is on disk");
    }
    Ok(())
}

fn ask_path(workbench: &Workbench) -> Overlay {
    let hint = "a path that ends in .ron; an existing file is not overwritten";
    let path = workbench.path.display().to_string();
    Overlay::Editor(Box::new(Editor::new("Save as", hint, &path, false, OnAccept::SaveAs)))
}
