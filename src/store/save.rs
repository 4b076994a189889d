//! Writing: the file is afterwards the old one or the new one, whatever happens in between.
//!
//! A temporary file in the same folder is written and flushed to the disk, renamed over the target, and the folder is
//! flushed. Nothing that somebody else changed meanwhile is overwritten.

use super::display_path;
use super::fingerprint::Fingerprint;
use super::read::{self, LoadErrorKind, MAX_BYTES};
use super::target::Target;
use crate::model::Session;
use crate::model::showable::showable;
use crate::model::text::{from_text, to_text};
use std::fs::{File, Metadata, Permissions};
use std::io::Write;
use std::os::unix::fs::{MetadataExt, PermissionsExt, fchown};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// Why nothing was saved, and what to do. Unless it is [`SaveError::NotDurable`], the target is untouched.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum SaveError {
    /// The document contradicts itself, so that no program could open it again.
    #[error("the document was not written, as it could not be read again: {}", showable(what))]
    Document {
        /// What is wrong, and what to do.
        what: String,
    },
    /// Somebody else changed the file since it was read.
    #[error(
        "{} was {} since it was opened; {}",
        display_path(path),
        if now.is_some() { "changed by somebody else" } else { "removed" },
        if now.is_some() { "save as another name, or look at both" } else { "save as the same name to bring it back" }
    )]
    Changed {
        /// Where.
        path: PathBuf,
        /// As it is now. Saving with this as the expected version overwrites it; none: it is gone.
        now: Option<Fingerprint>,
    },
    /// A new file was asked for, and there is one already.
    #[error("{} exists already; save as another name", display_path(path))]
    Exists {
        /// Where.
        path: PathBuf,
    },
    /// The target is something else.
    #[error("{} is {what}; save as another name", display_path(path))]
    NotAFile {
        /// Where.
        path: PathBuf,
        /// What it is.
        what: &'static str,
    },
    /// Replacing the file would cut its other names off.
    #[error("{} has {names} names (hard links), and saving would part them; save as another name", display_path(path))]
    HardLinks {
        /// Where.
        path: PathBuf,
        /// How many names it has.
        names: u64,
    },
    /// The file is protected.
    #[error("{} is read-only; save as another name, or make it writable", display_path(path))]
    ReadOnly {
        /// Where.
        path: PathBuf,
    },
    /// The target is a link that leads nowhere.
    #[error("{} is a link that leads nowhere ({reason}); save as another name", display_path(path))]
    Link {
        /// Where.
        path: PathBuf,
        /// In the system's words.
        reason: String,
    },
    /// Nothing can be put into the folder.
    #[error(
        "nothing can be written into the folder {}: {reason}; save as a name in another folder",
        display_path(folder)
    )]
    Folder {
        /// Which.
        folder: PathBuf,
        /// In the system's words.
        reason: String,
    },
    /// The system refused.
    #[error(
        "{} could not be {doing}: {reason}; nothing was changed: try again, or save as another name",
        display_path(path)
    )]
    Io {
        /// Where.
        path: PathBuf,
        /// What was being done: "written", "renamed", …
        doing: &'static str,
        /// In the system's words.
        reason: String,
    },
    /// The new file stands in its place, but the system cannot say that it would survive a power cut.
    #[error("{} was written, but the disk did not confirm it: {reason}; save again", display_path(path))]
    NotDurable {
        /// Where.
        path: PathBuf,
        /// As it is now: what the next save must expect.
        now: Fingerprint,
        /// In the system's words.
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

/// What must stand at the target for a save to go ahead.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum ExpectedVersion<'a> {
    /// Nothing: the file is new.
    NoFile,
    /// This version.
    Version(&'a Fingerprint),
    /// Whatever there is; somebody said to overwrite it.
    AnyVersion,
}

/// Saves a session in its canonical form. `expected` is the version last read or written; none: the file is new.
pub fn save(path: &Path, session: &Session, expected: Option<&Fingerprint>) -> Result<Fingerprint, SaveError> {
    let text = verified_text(session)?;
    write_text(path, &text, expected.map_or(ExpectedVersion::NoFile, ExpectedVersion::Version))
}

/// The canonical text, once it is certain that it reads back as the same document.
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

/// The document with its tables in their one order, as reading puts them.
fn with_sorted_tables(session: &Session) -> Session {
    let mut session = session.clone();
    session.sort_tables();
    session
}

/// Writes a text file whole or not at all. Links are kept, and so are mode and, where allowed, owner.
pub fn write_text(path: &Path, text: &str, expected: ExpectedVersion<'_>) -> Result<Fingerprint, SaveError> {
    let target = Target::find(path)?;
    check_version(path, &target, expected)?;
    let temporary = create_temporary(&target)?;
    let failed = |doing| move |error: std::io::Error| SaveError::io(path, doing, &error);
    // Through the file itself: the errors of `NamedTempFile` name it, which is nobody's file.
    temporary.as_file().write_all(text.as_bytes()).map_err(failed("written"))?;
    if let Some(old) = &target.old {
        copy_ownership(temporary.as_file(), old).map_err(failed("given its permissions"))?;
    }
    temporary.as_file().sync_all().map_err(failed("written to the disk"))?;
    let metadata = temporary.as_file().metadata().map_err(failed("looked at"))?;
    if metadata.len() != text.len() as u64 {
        return Err(failed("written")(std::io::Error::other("the disk did not take all of it")));
    }
    let now = Fingerprint::of(&metadata, text.as_bytes());
    check_version(path, &target, expected)?;
    replace_target(path, temporary, &target)?;
    match sync_folder(&target.folder) {
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

/// A new file beside the target that nobody else can have planted, readable by nobody else until it gets its mode.
fn create_temporary(target: &Target) -> Result<NamedTempFile, SaveError> {
    let name: String = target.name.to_string_lossy().chars().take(48).collect();
    let prefix = format!(".{name}.");
    let mut builder = tempfile::Builder::new();
    builder.prefix(&prefix).suffix(".tmp");
    if target.old.is_none() {
        builder.permissions(Permissions::from_mode(0o644)); // less what the umask takes away
    }
    builder.tempfile_in(&target.folder).map_err(|error| SaveError::folder(&target.folder, &error))
}

/// Gives the new file the owner and mode of the old one. A group that cannot be given gets no more than everybody has.
fn copy_ownership(file: &File, old: &Metadata) -> std::io::Result<()> {
    let new = file.metadata()?;
    if new.uid() != old.uid() {
        let _ = fchown(file, Some(old.uid()), None); // only root may; the file is then ours
    }
    let mut mode = old.mode() & 0o7777;
    if new.gid() != old.gid() && fchown(file, None, Some(old.gid())).is_err() {
        mode = (mode & !0o070) | ((mode & 0o007) << 3);
    }
    file.set_permissions(Permissions::from_mode(mode))
}

fn replace_target(path: &Path, temporary: NamedTempFile, target: &Target) -> Result<(), SaveError> {
    let persisted = match target.old {
        Some(_) => temporary.persist(&target.path),
        None => temporary.persist_noclobber(&target.path),
    };
    match persisted {
        Ok(_) => Ok(()),
        Err(error) if target.old.is_none() && error.error.kind() == std::io::ErrorKind::AlreadyExists => {
            Err(SaveError::Exists { path: path.to_owned() })
        }
        Err(error) => Err(SaveError::io(path, "put in its place", &error.error)),
    }
}

/// Makes the rename itself survive a power cut. File systems that cannot do so for folders say that it is invalid.
fn sync_folder(folder: &Path) -> std::io::Result<()> {
    use std::io::ErrorKind::{InvalidInput, PermissionDenied, Unsupported};
    match File::open(folder).and_then(|folder| folder.sync_all()) {
        Err(error) if matches!(error.kind(), InvalidInput | Unsupported | PermissionDenied) => Ok(()),
        result => result,
    }
}
