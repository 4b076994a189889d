//! Sessions on disk: RON files read with line and column, written whole or not at all.

pub mod fingerprint;
pub mod library;
pub mod places;
pub mod read;
pub mod save;
mod target;
pub mod worker;

pub use fingerprint::Fingerprint;
pub use library::{Shelf, fresh_path, scan};
pub use places::{Origin, Sessions};
pub use read::{LoadError, Loaded, load, read_stdin};
pub use save::{Expected, SaveError, save, write_text};
pub use worker::{SaveJob, SaveOutcome, Saver};

/// A path as it may be shown.
fn shown(path: &std::path::Path) -> String {
    crate::model::showable::showable(&path.to_string_lossy()).into_owned()
}
