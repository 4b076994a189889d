//! What can be asked of the program, what it asks of the world, and what it is told back.

use crate::appraisal::Step;
use crate::model::{Edit, Reply, Session, Trace};
use std::path::PathBuf;
use tui_textarea::Input;

/// What a person asks for. Keys, the palette, tests and scripts all speak it.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)] // the names say it; the binding table says it to people
pub enum Msg {
    Up,
    Down,
    Left,
    Right,
    LeftBig,
    RightBig,
    PageUp,
    PageDown,
    First,
    Last,
    NextPane,
    PrevPane,
    NextStep,
    PrevStep,
    GoPrefix,
    Go(Step),
    NextScope,
    PrevScope,
    Enter,
    Back,
    Leave,
    Save,
    SaveAs,
    Undo,
    Redo,
    Palette,
    Find,
    Help,
    Why,
    Claims,
    Layers,
    Exits,
    Repaint,
    Suspend,
    Add,
    Delete,
    MoveUp,
    MoveDown,
    Level(u8),
    Unknown,
    MakeRange,
    Clear,
    Agree,
    Equalise,
    Way,
    Opinion,
    NextOpen,
    Volume,
    Horizon,
    Mitigate,
    Pin,
    NextScenario,
    Answer(Reply),
    Skip,
    Yes,
    No,
    Review,
    New,
    Duplicate,
    Record,
    Accept,
    Newline,
    Input(Input),
    Paste(String),
    /// Carries out an edit, with the questions that protect it.
    Apply(Box<Edit>),
    /// Carries out an edit that was asked about already.
    ApplyAnyway(Box<Edit>),
    /// Reopens a recorded decision and then carries out an edit.
    Reopen(Box<Edit>),
    /// Opens a file of the library, by its place.
    Open(usize),
    /// A new session from the template of this id.
    NewFrom(String),
    /// Leaves the editor without what was typed.
    DropText,
    /// Leaves without saving.
    Discard,
    /// Saves, and leaves once that is done.
    SaveAndLeave,
    /// Takes up what the journal kept.
    TakeRecovery,
    /// Throws away what the journal kept.
    DropRecovery,
    /// Puts the cursor somewhere.
    Jump(Place),
    /// Adds an option or a criterion of the team's own under this name; without one it is asked for.
    AddOwn(String),
    /// Offers what could be watched, so that the decision is looked at again in time.
    AddTrigger,
    /// Asks for something to watch.
    WriteTrigger,
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
pub struct Place {
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
    Journal(Trace),
    /// Save the document; [`News::Saved`] or [`News::NotSaved`] answers. `to` is a new path, for save as.
    Save { session: Box<Session>, revision: u64, to: Option<PathBuf> },
    /// Read the library; [`News::Shelf`] answers.
    ScanLibrary,
    /// Read a file; [`News::Opened`] or [`News::NotOpened`] answers.
    Open { path: PathBuf, read_only: bool },
    /// Start on a session that is in no file yet; the world finds it a path. [`News::Opened`] answers.
    Begin { session: Box<Session> },
    /// Forget the document: its journal is no longer needed when `keep` is false.
    Close { keep: bool },
    /// Go on writing the journal from the recovered document on.
    AdoptRecovery,
    /// Throw away the recovered journal.
    DropRecovery,
    /// Go on counting draws, and stop any count before; [`News::Refined`] answers, as often as there is something to see.
    Refine(Box<super::trials::Job>),
    /// Stop counting draws.
    StopRefining,
    /// Draw everything anew.
    Repaint,
    /// Go to the background.
    Suspend,
    /// End.
    Quit,
}

/// A file of the library.
#[derive(Debug, Clone)]
pub struct Shelved {
    /// Where it is.
    pub path: PathBuf,
    /// The session, or what is wrong with the file.
    pub session: Result<Box<Session>, String>,
    /// Whether edits that were never saved wait in a journal.
    pub recoverable: bool,
}

/// A document that was opened.
#[derive(Debug, Clone)]
pub struct Opened {
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
    pub recovery: Option<Recovered>,
}

/// Edits that a journal kept.
#[derive(Debug, Clone)]
pub struct Recovered {
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
pub enum News {
    /// The library was read.
    Shelf(Vec<Shelved>),
    /// A document was opened.
    Opened(Box<Opened>),
    /// A file could not be opened.
    NotOpened { path: PathBuf, why: String },
    /// The document of this revision is safe on disk.
    Saved { path: PathBuf, revision: u64 },
    /// It is not.
    NotSaved { why: String },
    /// More draws are counted, of the count of this number.
    Refined { ticket: u64, found: Box<crate::appraisal::Robust> },
    /// Something a reader should know.
    Notice(String),
    /// The journal cannot be written.
    JournalOff(String),
}
