//! Saving and closing: nothing is lost without a question.

use crate::app::action::{Action, Plan, Refusal};
use crate::app::editor::{Editor, OnAccept};
use crate::app::event::{Effect, SaveTo};
use crate::app::msg::Msg;
use crate::app::overlay::{Confirm, Overlay};
use crate::app::picker::{Picker, PickerItem};
use crate::app::workbench::Workbench;
use crate::model::showable::showable;
use std::path::{Path, PathBuf};

/// What concerns the file of the document.
pub fn plan(workbench: &Workbench, msg: &Msg) -> Option<Plan> {
    match msg {
        Msg::Quit => Some(plan_quit(workbench)),
        Msg::Save => Some(check_save(workbench).map(|()| Action::Save(SaveTo::Own))),
        Msg::SaveAs => Some(Ok(Action::Show(ask_path(workbench)))),
        Msg::SaveAndQuit => Some(Ok(Action::SaveAndQuit)),
        Msg::DiscardAndQuit => Some(Ok(Action::Close)),
        Msg::SaveBeside => Some(Ok(Action::Save(SaveTo::Beside))),
        Msg::SaveOverTheirs => Some(Ok(Action::Save(SaveTo::OverTheirs))),
        Msg::ReloadFile => Some(Ok(Action::Effects(vec![Effect::ReloadFile { path: workbench.path.clone() }]))),
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
    let (question, detail) = match (workbench.is_new, workbench.path.parent()) {
        (true, Some(folder)) => {
            let folder = folder.display();
            ("This session is in no file yet. Save it?", format!("In {folder}, under a name made of its title."))
        }
        _ => ("There are unsaved changes. Save them?", workbench.path.display().to_string()),
    };
    Ok(Action::Show(Overlay::Confirm(Confirm {
        question: question.to_owned(),
        detail,
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

/// What can be done when somebody else has saved the file meanwhile. The first changes nothing of theirs.
pub fn ask_about_conflict() -> Overlay {
    let item = |label: &str, detail: &str, msg| PickerItem::new(label, detail, msg);
    Overlay::Picker(Picker::new(
        "The file was changed by somebody else",
        vec![
            item("keep both", "save yours beside it, under another name", Msg::SaveBeside),
            item("reload", "open theirs, and be offered your edits", Msg::ReloadFile),
            item("overwrite", "save yours; theirs stays beside it", Msg::SaveOverTheirs),
        ],
    ))
}

/// The extension of the files that the library lists.
const EXTENSION: &str = "ron";

/// The path that a typed name stands for, so that the library can see it.
///
/// # Errors
/// Why there can be no session of this name.
pub fn parse_save_path(typed: &str) -> Result<PathBuf, String> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Err("enter a path".to_owned());
    }
    if showable(typed) != typed {
        return Err("the name has characters that cannot be shown: use letters, digits, - and _".to_owned());
    }
    let path = Path::new(typed);
    let name = path.file_name().map(|name| name.to_string_lossy()).filter(|_| !typed.ends_with(['/', '.']));
    let Some(name) = name else {
        return Err("enter a name for the file, not only a folder".to_owned());
    };
    if name.starts_with('.') {
        return Err("a name that starts with a dot is hidden from the library: enter another one".to_owned());
    }
    if path.extension().is_some_and(|extension| extension == EXTENSION) {
        return Ok(path.to_owned());
    }
    Ok(path.with_file_name(format!("{name}.{EXTENSION}")))
}

fn ask_path(workbench: &Workbench) -> Overlay {
    let hint = "a path; .ron is added where it is missing; an existing file is not overwritten";
    let path = workbench.path.display().to_string();
    Overlay::Editor(Box::new(Editor::new("Save as", hint, &path, false, OnAccept::SaveAs)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_saved_name_is_one_that_the_library_lists() {
        for (typed, path) in [
            ("plan", "plan.ron"),
            (" plan.ron ", "plan.ron"),
            ("plan.txt", "plan.txt.ron"),
            ("-", "-.ron"),
            ("../q3/plan v2", "../q3/plan v2.ron"),
            ("/tmp/Übersicht", "/tmp/Übersicht.ron"),
        ] {
            assert_eq!(parse_save_path(typed), Ok(PathBuf::from(path)), "{typed}");
        }
    }

    #[test]
    fn a_name_that_cannot_be_shown_or_listed_is_refused() {
        for typed in ["", "  ", "a\nb", "a\u{1b}[2J", "a\0b", "a\u{202e}nor", "folder/", "..", ".", ".plan.ron", "a/.x"]
        {
            assert!(parse_save_path(typed).is_err(), "{typed:?}");
        }
    }
}
