//! Sessions on disk: RON files read with line and column, written whole or not at all, and a journal for what is not
//! yet saved.
//!
//! [`read`] loads, [`mod@save`] writes, [`worker`] does so without letting a key wait, [`journal`] keeps every edit until it is
//! saved, [`places`] knows the folders, and [`library`] lists what is in one.

pub mod fingerprint;
pub mod journal;
pub mod library;
pub mod locations;
pub mod read;
pub mod save;
mod target;
pub mod worker;

pub use fingerprint::Fingerprint;
pub use journal::{Journal, JournalFolder, RecoverableDocument, Recovery};
pub use library::{SessionFile, scan_folder, unique_path};
pub use locations::{FolderOrigin, SessionFolder};
pub use read::{LoadError, LoadedSession, load, read_stdin};
pub use save::{ExpectedVersion, SaveError, save, write_text};
pub use worker::{SaveJob, SaveOutcome, Saver};

/// A path as it may be shown.
fn display_path(path: &std::path::Path) -> String {
    crate::model::showable::showable(&path.to_string_lossy()).into_owned()
}
