//! What can be asked of the program, what it asks of the world, and what it is told back.

use crate::appraisal::Step;
use crate::model::{Edit, JournalRecord, Reply, Session};
use std::path::PathBuf;
use tui_textarea::Input;

/// What a person asks for. Keys, the palette, tests and scripts all speak it.
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
    Responsibilities,
    ExitCosts,
    Repaint,
    Suspend,
    Add,
    Delete,
    MoveUp,
    MoveDown,
    Digit(u8),
    MarkUnknown,
    MakeRange,
    Clear,
    ToggleAgreed,
    Equalise,
    NextWeightingMethod,
    ToggleSecondOpinion,
    NextUnscored,
    ToggleVolumeMode,
    NextHorizon,
    ToggleMitigation,
    TogglePin,
    NextScenario,
    Answer(Reply),
    SkipQuestion,
    Yes,
    No,
    Review,
    New,
    Duplicate,
    RecordDecision,
    Accept,
    Newline,
    Input(Input),
    Paste(String),
    /// Carries out an edit, with the questions that protect it.
    Apply(Box<Edit>),
    /// Carries out an edit that was asked about already.
    ApplyConfirmed(Box<Edit>),
    /// Reopens a recorded decision and then carries out an edit.
    ReopenAndApply(Box<Edit>),
    /// Opens a file of the library, by its place.
    OpenFile(usize),
    /// A new session from the template of this id.
    NewFromTemplate(String),
    /// Leaves the editor without what was typed.
    DiscardText,
    /// Leaves without saving.
    DiscardAndQuit,
    /// Saves, and leaves once that is done.
    SaveAndQuit,
    /// Takes up what the journal kept.
    AcceptRecovery,
    /// Throws away what the journal kept.
    DiscardRecovery,
    /// Puts the cursor somewhere.
    JumpTo(StepLocation),
    /// Adds an option or a criterion of the team's own under this name; without one it is asked for.
    AddCustom(String),
    /// Offers what could be watched, so that the decision is looked at again in time.
    SuggestTriggers,
    /// Asks for something to watch.
    AddCustomTrigger,
    /// Gives the estate under the cursor another name.
    RenameEstate,
    /// Begins a scenario from the demand on screen.
    AddScenario,
    /// Gives the scenario on screen, or under the cursor, another name.
    RenameScenario,
    /// Says of it when it would come about.
    DescribeScenario,
    /// Takes it away, once that is confirmed.
    RemoveScenario,
}

/// A place that the finder can go to.
#[derive(Debug, Clone, PartialEq)]
pub struct StepLocation {
    /// The step.
    pub step: Step,
    /// The pane of that step.
    pub pane: super::Pane,
    /// The row in it.
    pub row: usize,
    /// The workload or system to show, if that matters.
    pub scope: Option<crate::appraisal::Scope>,
}

/// What the program asks of the world.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Write a line into the journal, before the frame.
    Journal(JournalRecord),
    /// Save the document; [`News::Saved`] or [`News::NotSaved`] answers. `to` is a new path, for save as.
    Save { session: Box<Session>, revision: u64, to: Option<PathBuf> },
    /// Read the library; [`News::Shelf`] answers.
    ScanLibrary,
    /// Read a file; [`News::Opened`] or [`News::NotOpened`] answers.
    OpenFile { path: PathBuf, read_only: bool },
    /// Start on a session that is in no file yet; the world finds it a path. [`News::Opened`] answers.
    StartSession { session: Box<Session> },
    /// Forget the document: its journal is no longer needed when `keep` is false.
    CloseFile { keep: bool },
    /// Go on writing the journal from the recovered document on.
    AdoptRecovery,
    /// Throw away the recovered journal.
    DiscardRecovery,
    /// Draw everything anew.
    Repaint,
    /// Go to the background.
    Suspend,
    /// End.
    Quit,
}

/// A file of the library.
#[derive(Debug, Clone)]
pub struct LibraryFile {
    /// Where it is.
    pub path: PathBuf,
    /// The session, or what is wrong with the file.
    pub session: Result<Box<Session>, String>,
    /// Whether edits that were never saved wait in a journal.
    pub recoverable: bool,
}

/// A document that was opened.
#[derive(Debug, Clone)]
pub struct OpenedSession {
    /// Where it is, or shall be.
    pub path: PathBuf,
    /// The document.
    pub session: Box<Session>,
    /// It may only be looked at.
    pub read_only: bool,
    /// It is in no file yet.
    pub is_new: bool,
    /// What a reader should know, such as that somebody else has it open.
    pub notice: Option<String>,
    /// What a journal kept of it.
    pub recovery: Option<RecoveredEdits>,
}

/// Edits that a journal kept.
#[derive(Debug, Clone)]
pub struct RecoveredEdits {
    /// The document with them.
    pub session: Box<Session>,
    /// How many.
    pub edits: usize,
    /// When the last one was made.
    pub last: String,
    /// The file has changed since.
    pub base_changed: bool,
}

/// What the world tells.
#[derive(Debug, Clone)]
pub enum Event {
    /// The library was read.
    LibraryScanned(Vec<LibraryFile>),
    /// A document was opened.
    Opened(Box<OpenedSession>),
    /// A file could not be opened.
    OpenFailed { path: PathBuf, why: String },
    /// The document of this revision is safe on disk.
    Saved { path: PathBuf, revision: u64 },
    /// It is not.
    SaveFailed { why: String },
    /// Something a reader should know.
    Notice(String),
    /// The journal cannot be written.
    JournalFailed(String),
}
