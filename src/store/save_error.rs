//! Why a file was not saved.

use super::display::display_path;
use super::fingerprint::Fingerprint;
use crate::model::showable::showable;
use std::path::{Path, PathBuf};

/// Why a file was not saved, and what to do. Except for [`SaveError::NotDurable`], the target is unchanged.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum SaveError {
    /// The document has errors, so that it could not be opened again.
    #[error("the document was not written, as it could not be read again: {}", showable(what))]
    Document { what: String },
    /// Somebody else changed the file since it was read.
    #[error(
        "{} was {} since it was opened; {}",
        display_path(path),
        if now.is_some() { "changed by somebody else" } else { "removed" },
        if now.is_some() { "keep both, reload it, or overwrite it" } else { "save as the same name to bring it back" }
    )]
    Changed {
        path: PathBuf,
        /// The present version; saving with it as the expected version overwrites it. None if the file was removed.
        now: Option<Fingerprint>,
    },
    /// The file is expected to be new, and exists.
    #[error("{} exists already; save as another name", display_path(path))]
    Exists { path: PathBuf },
    /// The target is not a file.
    #[error("{} is {what}; save as another name", display_path(path))]
    NotAFile { path: PathBuf, what: &'static str },
    /// Replacing the file would separate it from its other names.
    #[error(
        "{} has {names} names (hard links), and saving would separate them; save as another name",
        display_path(path)
    )]
    HardLinks { path: PathBuf, names: u64 },
    /// The file is read-only.
    #[error("{} is read-only; save as another name, or make it writable", display_path(path))]
    ReadOnly { path: PathBuf },
    /// The target is a broken link.
    #[error("{} is a broken link ({reason}); save as another name", display_path(path))]
    Link {
        path: PathBuf,
        /// The system's error message.
        reason: String,
    },
    /// The folder is not writable.
    #[error(
        "nothing can be written into the folder {}: {reason}; save as a name in another folder",
        display_path(folder)
    )]
    Folder {
        folder: PathBuf,
        /// The system's error message.
        reason: String,
    },
    /// A system call failed.
    #[error(
        "{} could not be {doing}: {reason}; nothing was changed: try again, or save as another name",
        display_path(path)
    )]
    Io {
        path: PathBuf,
        /// The failed operation: "written", "renamed", …
        doing: &'static str,
        /// The system's error message.
        reason: String,
    },
    /// The file was replaced, but may not survive a power cut.
    #[error(
        "{} was written, but the disk did not confirm it: {reason}; it stays unsaved until a save is confirmed: save again",
        display_path(path)
    )]
    NotDurable {
        path: PathBuf,
        /// The new version, which the next save must expect.
        now: Fingerprint,
        /// The system's error message.
        reason: String,
    },
}

impl SaveError {
    pub(super) fn io(path: &Path, doing: &'static str, error: &std::io::Error) -> Self {
        Self::Io { path: path.to_owned(), doing, reason: error.to_string() }
    }

    pub(super) fn folder(folder: &Path, error: &std::io::Error) -> Self {
        let reason = error.to_string();
        let reason = reason.split(" at path ").next().unwrap_or(&reason).to_owned(); // that of a file nobody knows
        Self::Folder { folder: folder.to_owned(), reason }
    }
}
