//! The crash journal: every edit since the last save, so that a killed program loses none.
//!
//! One file per document and program, in the user's state directory. Its first line names the document, its second holds the
//! document before the first edit, and every further line is one [`JournalRecord`](crate::model::JournalRecord). A record is one
//! `write` without a flush to the disk: the system keeps what was written even when the program is killed.
//!
//! The program that writes a journal holds a lock on it. A journal without a lock was left behind by a crash, and
//! [`JournalFolder::recover`] finds it.

mod active;
mod create;
mod folder;
mod format;
mod lock;
mod names;
mod recovery;
mod replay;

pub use active::{Journal, JournalError};
pub use folder::JournalFolder;
pub use recovery::{RecoverableDocument, Recovery, UnreadableJournal};
