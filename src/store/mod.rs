//! Sessions on disk: RON files read with line and column.

pub mod fingerprint;
pub mod read;

pub use fingerprint::Fingerprint;
pub use read::{LoadError, Loaded, load, read_stdin};

/// A path as it may be shown.
fn shown(path: &std::path::Path) -> String {
    crate::model::showable::showable(&path.to_string_lossy()).into_owned()
}
