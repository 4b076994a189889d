//! Sessions on disk: RON files read with line and column, written whole or not at all.

pub mod fingerprint;
pub mod read;
pub mod save;
mod target;

pub use fingerprint::Fingerprint;
pub use read::{LoadError, Loaded, load, read_stdin};
pub use save::{Expected, SaveError, save, write_text};

/// A path as it may be shown.
fn shown(path: &std::path::Path) -> String {
    crate::model::showable::showable(&path.to_string_lossy()).into_owned()
}
