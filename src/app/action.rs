//! What a message will do, planned before anything changes: asking whether a key works and pressing it run the same function.

use super::editor::{Editor, OnAccept};
use super::event::{Effect, SaveTo};
use super::library::Library;
use super::msg::{Msg, StepLocation};
use super::overlay::{Confirm, Overlay};
use super::picker::Picker;
use super::workbench::Workbench;
use crate::appraisal::Step;
use crate::model::Edit;
use std::rc::Rc;

/// Why a review refuses every edit.
pub const READ_ONLY: &str = "this is a review: it can be read, not changed (open it with enter to change it)";
/// Why a key does nothing that no place handles.
pub const NO_MEANING: &str = "that key does nothing here; press ? for the keys";
/// Why a paste does nothing.
pub const PASTE_IGNORED: &str = "paste ignored: there is no text field or list here";
/// Why `w` opens nothing.
pub const NOTHING_TO_EXPLAIN: &str = "there is no figure under the cursor to explain";

/// Why a message does nothing now, in a sentence for the status line.
#[derive(Debug)]
pub struct Refusal(pub String);

impl Refusal {
    /// A refusal as a result.
    pub fn err<T>(reason: impl Into<String>) -> Result<T, Self> {
        Err(Self(reason.into()))
    }
}

/// What a message will do, or why it does nothing now.
pub type Plan = Result<Action, Refusal>;

/// What is left to do after a change of the workbench.
#[derive(Default)]
pub struct Followup {
    /// A note for the status line.
    pub notice: Option<String>,
    /// Something to open.
    pub overlay: Option<Overlay>,
}

impl Followup {
    /// A note for the status line.
    pub fn notice(text: impl Into<String>) -> Self {
        Self { notice: Some(text.into()), overlay: None }
    }
}

/// A change of the workbench that is not an edit of the document: cursor, pane, matrix, scenario.
pub type Change = Box<dyn FnOnce(&mut Workbench) -> Followup>;

/// What a message will do.
pub enum Action {
    /// Edits the document, unless something that protects it asks first; the change follows once the edit is made.
    Edit(Edit, Option<Change>),
    /// Edits the document on the way to another value: what only the last value needs is asked later.
    Step(Edit),
    /// Edits the document after its question was answered.
    EditConfirmed(Edit),
    /// Reopens a recorded decision and then edits it.
    ReopenAndEdit(Edit),
    /// Opens an editor, a list or a question that leads to an edit.
    Ask(Overlay),
    /// Opens something to read or to choose from that changes nothing by itself.
    Show(Overlay),
    /// Changes what is looked at.
    View(Change),
    /// Changes the list of sessions.
    Library(Box<dyn FnOnce(&mut Library)>),
    /// Does what another message does.
    Send(Msg),
    /// Waits for a digit that names a step.
    AwaitStep,
    /// Goes to a step.
    GoToStep(Step),
    /// Goes to a row of a step.
    JumpTo(StepLocation),
    /// Takes back the last edit.
    Undo,
    /// Repeats what was taken back.
    Redo,
    /// Opens the list of commands.
    OpenPalette,
    /// Checks the published claims and opens them.
    OpenClaims,
    /// Saves, here or elsewhere.
    Save(SaveTo),
    /// Saves and closes the document once it is safe.
    SaveAndQuit,
    /// Closes the document.
    Close,
    /// Goes on with the edits that a journal kept.
    AcceptRecovery,
    /// Throws away the edits that a journal kept.
    DiscardRecovery,
    /// Says who is at the keyboard, and does what another message does.
    SetUser(String, Box<Msg>),
    /// Asks the world.
    Effects(Vec<Effect>),
}

/// What an overlay answers to a message.
pub enum Reply {
    /// It stays open.
    Stay,
    /// It closes.
    Close,
    /// It closes because its question was declined.
    Decline,
    /// It stays open beneath what follows.
    Act(Action),
    /// It closes, and then something is done.
    CloseAnd(Action),
}

impl Action {
    /// An edit.
    pub fn edit(edit: Edit) -> Plan {
        Ok(Self::Edit(edit, None))
    }

    /// An edit with a change that follows it.
    pub fn edit_then(edit: Edit, change: impl FnOnce(&mut Workbench) -> Followup + 'static) -> Plan {
        Ok(Self::Edit(edit, Some(Box::new(change))))
    }

    /// A change of what is looked at.
    pub fn view(change: impl FnOnce(&mut Workbench) + 'static) -> Plan {
        Ok(Self::View(Box::new(|workbench| {
            change(workbench);
            Followup::default()
        })))
    }

    /// A change of what is looked at, with a note.
    pub fn view_with_notice(change: impl FnOnce(&mut Workbench) -> String + 'static) -> Plan {
        Ok(Self::View(Box::new(|workbench| Followup::notice(change(workbench)))))
    }

    /// A line to type that becomes an edit.
    pub fn ask_line(title: &str, hint: &str, parse: impl Fn(&str) -> Result<Edit, String> + 'static) -> Plan {
        Self::ask_with(Editor::new(title, hint, "", false, OnAccept::Edit(Rc::new(parse))))
    }

    /// The name of a new record, in whose place a list can be pasted.
    pub fn ask_record(title: &str, hint: &str, parse: impl Fn(&str) -> Result<Edit, String> + 'static) -> Plan {
        Self::ask_with(Editor::new(title, hint, "", false, OnAccept::Edit(Rc::new(parse))).taking_lists())
    }

    /// A text in an editor that becomes an edit.
    pub fn ask_with(editor: Editor) -> Plan {
        Ok(Self::Ask(Overlay::Editor(Box::new(editor))))
    }

    /// A list whose items are edits.
    pub fn pick(picker: Picker) -> Plan {
        Ok(Self::Ask(Overlay::Picker(picker)))
    }

    /// A question before something is removed.
    pub fn confirm_removal(question: String, detail: impl Into<String>, edit: Edit) -> Plan {
        Ok(Self::Ask(Overlay::Confirm(Confirm {
            question,
            detail: detail.into(),
            yes: ("remove it".to_owned(), Msg::Apply(Box::new(edit))),
            no: None,
        })))
    }

    /// The message that does the same, if it makes a change in somebody's name.
    pub fn authored_message(&self) -> Option<Msg> {
        Some(match self {
            Self::Edit(edit, _) | Self::Step(edit) => Msg::Apply(Box::new(edit.clone())),
            Self::EditConfirmed(edit) => Msg::ApplyConfirmed(Box::new(edit.clone())),
            Self::ReopenAndEdit(edit) => Msg::ReopenAndApply(Box::new(edit.clone())),
            Self::Undo => Msg::Undo,
            Self::Redo => Msg::Redo,
            _ => return None,
        })
    }

    /// Whether it changes the document or leads to that, which a review does not allow.
    pub fn changes_document(&self) -> bool {
        match self {
            Self::Edit(..) | Self::Step(_) | Self::EditConfirmed(_) | Self::ReopenAndEdit(_) | Self::Ask(_) => true,
            Self::Undo | Self::Redo | Self::AcceptRecovery => true,
            Self::Show(_)
            | Self::View(_)
            | Self::Library(_)
            | Self::Send(_)
            | Self::AwaitStep
            | Self::GoToStep(_)
            | Self::JumpTo(_)
            | Self::OpenPalette
            | Self::OpenClaims
            | Self::Save(_)
            | Self::SaveAndQuit
            | Self::Close
            | Self::DiscardRecovery
            | Self::SetUser(..)
            | Self::Effects(_) => false,
        }
    }
}
