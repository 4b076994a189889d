//! What the program asks of the world, and what the world answers.

use super::library::LibraryEntry;
use super::session_summary::SessionDetails;
use crate::model::{JournalRecord, Session};
use std::path::PathBuf;

/// Where a document is saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SaveTo {
    /// To its own file.
    Own,
    /// To a file that is new, for save as.
    Path(PathBuf),
    /// Beside its own file, under a name that is free.
    Beside,
    /// Over the version that somebody else saved, which is kept beside it.
    OverTheirs,
}

/// What the program asks of the world.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Write a line into the journal, before the frame.
    Journal(JournalRecord),
    /// Save the document; [`Event::Saved`], [`Event::SaveUnconfirmed`] or [`Event::SaveFailed`]
    /// answers, or [`Event::SaveConflict`].
    Save { session: Box<Session>, revision: u64, to: SaveTo },
    /// Read the file of the document again; edits that are not saved stay in their journal and are offered. Nothing is
    /// closed when the file cannot be read.
    ReloadFile { path: PathBuf },
    /// Read the library; [`Event::LibraryListed`] and any number of [`Event::LibraryRead`] answer.
    ScanLibrary,
    /// Read a session of the library for its details; [`Event::LibraryDetails`] answers.
    ReadDetails { path: PathBuf },
    /// Read a file; [`Event::Opened`] or [`Event::OpenFailed`] answers.
    OpenFile { path: PathBuf, read_only: bool },
    /// Start on a session that is in no file yet; the world finds a path for it. [`Event::Opened`] answers.
    StartSession { session: Box<Session> },
    /// Forget the document: its journal is no longer needed when `keep` is false.
    CloseFile { keep: bool },
    /// Go on writing the journal from the recovered document on.
    AdoptRecovery,
    /// Throw away the recovered journal.
    DiscardRecovery,
    /// Draw the whole screen again.
    Repaint,
    /// Go to the background.
    Suspend,
    /// End the program.
    Quit,
}

/// A document that was opened.
#[derive(Debug, Clone)]
pub struct OpenedSession {
    /// Where it is, or will be saved.
    pub path: PathBuf,
    /// The document.
    pub session: Box<Session>,
    /// It is opened for review and cannot be changed.
    pub read_only: bool,
    /// It is in no file yet.
    pub is_new: bool,
    /// A note for the status line, such as that somebody else has it open.
    pub notice: Option<String>,
    /// What a journal kept of it.
    pub recovery: Option<RecoveredEdits>,
}

/// Edits that a journal kept.
#[derive(Debug, Clone)]
pub struct RecoveredEdits {
    /// The document with them.
    pub session: Box<Session>,
    /// Their number.
    pub edits: usize,
    /// When the last one was made.
    pub last: String,
    /// The file has changed since.
    pub base_changed: bool,
}

/// What has happened in the world.
#[derive(Debug, Clone)]
pub enum Event {
    /// The library holds so many files, which are read now.
    LibraryListed(usize),
    /// Some of them were read.
    LibraryRead(Vec<LibraryEntry>),
    /// A session of the library with its results.
    LibraryDetails { path: PathBuf, details: Box<SessionDetails> },
    /// A document was opened.
    Opened(Box<OpenedSession>),
    /// A file could not be opened.
    OpenFailed { path: PathBuf, why: String },
    /// The document of this revision is safe on disk.
    Saved { path: PathBuf, revision: u64 },
    /// The document could not be saved.
    SaveFailed { why: String },
    /// Somebody else changed the file since it was opened, so the document was not saved.
    SaveConflict { why: String },
    /// The document was written to this path, but the disk did not confirm it: it may not survive a power cut.
    SaveUnconfirmed { path: PathBuf, why: String },
    /// Something a reader should know.
    Notice(String),
    /// The journal cannot be written.
    JournalFailed(String),
}
