//! Sessions on disk: RON files that are replaced atomically, and a crash journal for unsaved edits.
//!
//! [`read`] loads, [`mod@save`] writes, [`worker`] saves in the background, [`journal`] keeps every edit until it is saved,
//! [`locations`] finds the folders, and [`library`] lists the sessions in one.

mod access;
mod display;
pub mod fingerprint;
pub mod journal;
mod leftovers;
pub mod library;
pub mod locations;
pub mod read;
pub mod save;
mod save_error;
mod save_folder;
mod target;
pub mod worker;

pub use fingerprint::Fingerprint;
pub use journal::{Journal, JournalFolder, RecoverableDocument, Recovery};
pub use library::{ListedFile, SessionFile, list_folder, scan_folder, unique_beside, unique_path, unique_path_again};
pub use locations::{FolderOrigin, SessionFolder};
pub use read::{LoadError, LoadedSession, load, read_stdin};
pub use save::{ExpectedVersion, save, save_keeping, write_text};
pub use save_error::SaveError;
pub use worker::{SaveJob, SaveOutcome, Saver};
