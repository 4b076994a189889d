//! What can be asked of the program. Keys, the palette, tests and scripts all speak it.

use super::places::Pane;
use crate::appraisal::{Scope, Step};
use crate::model::{Edit, Reply};
use tui_textarea::Input;

/// What a person asks for. What it does depends on the place that gets it.
#[derive(Debug, Clone, PartialEq)]
pub enum Msg {
    Up,
    Down,
    Left,
    Right,
    LeftCoarse,
    RightCoarse,
    PageUp,
    PageDown,
    First,
    Last,
    NextPane,
    PrevPane,
    NextStep,
    PrevStep,
    AwaitStep,
    GoToStep(Step),
    NextMatrix,
    PrevMatrix,
    Enter,
    Back,
    Quit,
    Save,
    SaveAs,
    Undo,
    Redo,
    Palette,
    Find,
    Help,
    Why,
    Claims,
    Repaint,
    Suspend,
    Add,
    Delete,
    MoveUp,
    MoveDown,
    Digit(u8),
    /// Starts typing a figure with this character; none starts with the present one. A key that is bound to it fills in its own.
    TypeFigure(Option<char>),
    /// Changes a field of the record under the cursor, by its row in the record's form.
    EditField(usize),
    Clear,
    Answer(Reply),
    Yes,
    No,
    Accept,
    Newline,
    Input(Input),
    Paste(String),
    /// A message of one place or of a few, by name: a constant beside the code that handles it, such as
    /// [`super::places::risks::TOGGLE_MITIGATION`].
    Local(&'static str),
    /// Edits the document, unless something that protects it asks first.
    Apply(Box<Edit>),
    /// Edits the document after its question was answered.
    ApplyConfirmed(Box<Edit>),
    /// Reopens a recorded decision and then edits the document.
    ReopenAndApply(Box<Edit>),
    /// Starts a session from the template of this id.
    NewFromTemplate(String),
    /// Closes the editor without keeping its text.
    DiscardText,
    /// Closes the document without saving it.
    DiscardAndQuit,
    /// Saves the document and closes it once that is done.
    SaveAndQuit,
    /// Reads the file again that somebody else changed.
    ReloadFile,
    /// Saves the document beside the file that somebody else changed.
    SaveBeside,
    /// Saves the document over what somebody else saved, which is kept beside it.
    SaveOverTheirs,
    /// Goes on with the edits that the journal kept.
    AcceptRecovery,
    /// Throws away the edits that the journal kept.
    DiscardRecovery,
    /// Puts the cursor on a row.
    JumpTo(StepLocation),
    /// Adds something that is not in the list under this name; an empty name is asked for.
    AddCustom(String),
}

impl Msg {
    /// How many rows it moves the cursor, if it moves it.
    pub fn row_delta(&self) -> Option<isize> {
        match self {
            Self::Up => Some(-1),
            Self::Down => Some(1),
            Self::PageUp => Some(-10),
            Self::PageDown => Some(10),
            Self::First => Some(isize::MIN / 2),
            Self::Last => Some(isize::MAX / 2),
            _ => None,
        }
    }

    /// For an arrow to the left or right: whether to the right, and whether in large steps.
    pub fn arrow(&self) -> Option<(bool, bool)> {
        match self {
            Self::Left => Some((false, false)),
            Self::Right => Some((true, false)),
            Self::LeftCoarse => Some((false, true)),
            Self::RightCoarse => Some((true, true)),
            _ => None,
        }
    }

    /// The same message with the edit by this person, where the edit would hold a name and has none.
    #[must_use]
    pub fn with_author(self, name: &str) -> Self {
        match self {
            Self::Apply(edit) => Self::Apply(Box::new(edit.with_author(name))),
            Self::ApplyConfirmed(edit) => Self::ApplyConfirmed(Box::new(edit.with_author(name))),
            Self::ReopenAndApply(edit) => Self::ReopenAndApply(Box::new(edit.with_author(name))),
            other => other,
        }
    }

    /// Whether an overlay that is open leaves it to the document beneath.
    pub fn is_for_document(&self) -> bool {
        matches!(self, Self::Apply(_) | Self::ApplyConfirmed(_) | Self::ReopenAndApply(_) | Self::GoToStep(_))
    }
}

/// A row of a pane.
#[derive(Debug, Clone, PartialEq)]
pub struct StepLocation {
    /// The step.
    pub step: Step,
    /// The pane of that step.
    pub pane: Pane,
    /// The row in it.
    pub row: usize,
    /// The matrix to show, where it matters.
    pub scope: Option<Scope>,
}
