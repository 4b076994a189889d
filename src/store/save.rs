//! Atomic writing: afterwards the file is the old one or the new one, whatever happens in between.
//!
//! A temporary file in the same folder is written and flushed to the disk, renamed over the target, and the folder is
//! flushed. A file that somebody else changed meanwhile is not overwritten.

use super::access::copy_access;
use super::fingerprint::Fingerprint;
use super::leftovers::{TEMPORARY_SUFFIX, mark_in_use, remove_leftovers};
use super::read::{self, LoadErrorKind, MAX_BYTES};
use super::save_error::SaveError;
use super::save_folder::SaveFolder;
use super::target::Target;
use crate::model::Session;
use crate::model::text::{from_text, to_text};
use std::fs::{File, Permissions};
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use tempfile::NamedTempFile;

/// What the target must be for a save to proceed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum ExpectedVersion<'a> {
    /// No file: it is new.
    NoFile,
    /// This version.
    Version(&'a Fingerprint),
    /// Any file: it is overwritten.
    AnyVersion,
}

/// Saves a session in its canonical form. `expected` is the version last read or written; none if the file is new.
pub fn save(path: &Path, session: &Session, expected: Option<&Fingerprint>) -> Result<Fingerprint, SaveError> {
    let text = verified_text(session)?;
    write_text(path, &text, expected.map_or(ExpectedVersion::NoFile, ExpectedVersion::Version))
}

/// Saves a session over this version of its file, which is kept under another name. Both names change hands in one step
/// under the lock of the folder: the other name holds the very file, with its owner and rights.
pub fn save_keeping(
    path: &Path,
    session: &Session,
    version: &Fingerprint,
    kept_as: &Path,
) -> Result<Fingerprint, SaveError> {
    let text = verified_text(session)?;
    replace(path, &text, ExpectedVersion::Version(version), Some(kept_as))
}

/// The canonical text, after checking that it reads back as the same document.
fn verified_text(session: &Session) -> Result<String, SaveError> {
    let refused = |what: String| SaveError::Document { what };
    let text = to_text(session).map_err(|error| refused(error.to_string()))?;
    if text.len() as u64 > MAX_BYTES {
        return Err(refused(format!("it is larger than {} MiB", MAX_BYTES >> 20)));
    }
    let parsed = from_text(&text).map_err(|problems| {
        let what: Vec<String> = problems.iter().map(|problem| format!("{}; {}", problem.what, problem.hint)).collect();
        refused(what.join(", and "))
    })?;
    if parsed.session == *session || parsed.session == with_sorted_tables(session) {
        return Ok(text);
    }
    Err(refused("its text does not say the same; please report this".to_owned()))
}

/// The document with sorted tables, as it is read back.
fn with_sorted_tables(session: &Session) -> Session {
    let mut session = session.clone();
    session.sort_tables();
    session
}

/// Writes a text file atomically. Links, mode, access list and user attributes are kept, and the owner where permitted.
pub fn write_text(path: &Path, text: &str, expected: ExpectedVersion<'_>) -> Result<Fingerprint, SaveError> {
    replace(path, text, expected, None)
}

fn replace(
    path: &Path,
    text: &str,
    expected: ExpectedVersion<'_>,
    kept_as: Option<&Path>,
) -> Result<Fingerprint, SaveError> {
    let target = Target::find(path)?;
    let folder = SaveFolder::open(&target.folder)?;
    check_version(path, &target, expected)?;
    let prefix = temporary_prefix(&target);
    folder.lock(path)?;
    let temporary = create_temporary(&target, &prefix)?;
    mark_in_use(temporary.as_file());
    folder.unlock();
    let failed = |doing| move |error: std::io::Error| SaveError::io(path, doing, &error);
    // Written through the file itself: errors of `NamedTempFile` contain the temporary name.
    temporary.as_file().write_all(text.as_bytes()).map_err(failed("written"))?;
    if let Some(old) = &target.old {
        copy_access(temporary.as_file(), &target.path, old).map_err(failed("given its permissions"))?;
    }
    temporary.as_file().sync_all().map_err(failed("written to the disk"))?;
    let metadata = temporary.as_file().metadata().map_err(failed("looked at"))?;
    if metadata.len() != text.len() as u64 {
        return Err(failed("written")(std::io::Error::other("the disk did not take all of it")));
    }
    let now = Fingerprint::of(&metadata, text.as_bytes());
    // Two programs that save at the same moment would both find the old version, and one of them would be lost.
    folder.lock(path)?;
    check_version(path, &target, expected)?;
    if let Some(kept_as) = kept_as {
        std::fs::hard_link(&target.path, kept_as).map_err(failed("kept under another name"))?;
    }
    let file = replace_target(path, temporary, &target).inspect_err(|_| {
        if let Some(kept_as) = kept_as {
            let _ = std::fs::remove_file(kept_as);
        }
    })?;
    remove_leftovers(&target.folder, &prefix);
    match folder.sync(&file) {
        Ok(()) => Ok(now),
        Err(error) => Err(SaveError::NotDurable { path: path.to_owned(), now, reason: error.to_string() }),
    }
}

fn check_version(path: &Path, target: &Target, expected: ExpectedVersion<'_>) -> Result<(), SaveError> {
    let changed = |now| Err(SaveError::Changed { path: path.to_owned(), now });
    match expected {
        ExpectedVersion::AnyVersion => Ok(()),
        ExpectedVersion::NoFile => match std::fs::symlink_metadata(&target.path) {
            Ok(_) => Err(SaveError::Exists { path: path.to_owned() }),
            Err(_) => Ok(()),
        },
        ExpectedVersion::Version(version) => match read::fingerprint(&target.path) {
            Ok(now) if now.same_content(version) => Ok(()),
            Ok(now) => changed(Some(now)),
            Err(error) => match error.kind {
                LoadErrorKind::Missing => changed(None),
                LoadErrorKind::NotAFile(what) => Err(SaveError::NotAFile { path: path.to_owned(), what }),
                LoadErrorKind::Unreadable(reason) => {
                    Err(SaveError::Io { path: path.to_owned(), doing: "compared", reason })
                }
                LoadErrorKind::TooLarge | LoadErrorKind::Text(_) => {
                    let reason = "it has become too large".to_owned();
                    Err(SaveError::Io { path: path.to_owned(), doing: "compared", reason })
                }
            },
        },
    }
}

/// What the names of temporary files of a target begin with.
fn temporary_prefix(target: &Target) -> String {
    let name: String = target.name.to_string_lossy().chars().take(48).collect();
    format!(".{name}.")
}

/// A new file beside the target, with a name that cannot be predicted, private until it gets its mode.
fn create_temporary(target: &Target, prefix: &str) -> Result<NamedTempFile, SaveError> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(prefix).suffix(TEMPORARY_SUFFIX);
    if target.old.is_none() {
        builder.permissions(Permissions::from_mode(0o644)); // less what the umask takes away
    }
    builder.tempfile_in(&target.folder).map_err(|error| SaveError::folder(&target.folder, &error))
}

fn replace_target(path: &Path, temporary: NamedTempFile, target: &Target) -> Result<File, SaveError> {
    let persisted = match target.old {
        Some(_) => temporary.persist(&target.path),
        None => temporary.persist_noclobber(&target.path),
    };
    match persisted {
        Ok(file) => Ok(file),
        Err(error) if target.old.is_none() && error.error.kind() == std::io::ErrorKind::AlreadyExists => {
            Err(SaveError::Exists { path: path.to_owned() })
        }
        Err(error) => Err(SaveError::io(path, "put in its place", &error.error)),
    }
}
