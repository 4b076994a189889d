//! Sessions on disk: RON files read with line and column, written whole or not at all, and a journal for what is not
//! yet saved.
//!
//! [`read`] loads, [`mod@save`] writes, [`worker`] does so without letting a key wait, [`journal`] keeps every edit until it is
//! saved, [`places`] knows the folders, and [`library`] lists what is in one.

pub mod fingerprint;
pub mod journal;
pub mod library;
pub mod places;
pub mod read;
pub mod save;
mod target;
pub mod worker;

pub use fingerprint::Fingerprint;
pub use journal::{Journal, Journals, Leftover, Recovery};
pub use library::{Shelf, fresh_path, scan};
pub use places::{Origin, Sessions};
pub use read::{LoadError, Loaded, load, read_stdin};
pub use save::{Expected, SaveError, save, write_text};
pub use worker::{SaveJob, SaveOutcome, Saver};

/// A path as it may be shown.
fn shown(path: &std::path::Path) -> String {
    crate::model::showable::showable(&path.to_string_lossy()).into_owned()
}
