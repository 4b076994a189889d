//! New journal files.

use super::lock::{JournalLock, try_lock};
use super::names::DocumentKey;
use rustix::io::Errno;
use std::fs::{DirBuilder, File};
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

/// Journals of one document; more are left behind by crashes and nobody deals with them.
const MAX_JOURNALS: usize = 64;

/// A file for the journal of a document, locked and still empty.
pub(super) struct NewJournalFile {
    pub(super) file: File,
    pub(super) path: PathBuf,
    /// The document's path with every link resolved.
    pub(super) document: String,
    /// Whether another program has the document open.
    pub(super) elsewhere: bool,
}

/// Creates a journal of a document in the folder of journals, and the folder where it is missing. `own` is a journal that this
/// program holds itself, for a recovery that is not decided yet.
///
/// # Errors
/// Why there is no folder, or why nothing can be created in it.
pub(super) fn create_journal(
    dir: &Result<PathBuf, String>,
    document: &Path,
    own: Option<&Path>,
) -> Result<NewJournalFile, String> {
    let dir = dir.clone()?;
    let key = DocumentKey::of(document);
    let created = create_dir(&dir).and_then(|()| create_numbered(&dir, &key, own));
    let (file, path, elsewhere) = created.map_err(|error| format!("{}: {error}", dir.display()))?;
    Ok(NewJournalFile { file, path, document: key.document(), elsewhere })
}

fn create_dir(dir: &Path) -> std::io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(dir)
}

/// Whether there is something else in the place of a journal, not whether the folder is out of order.
fn is_refused(error: &std::io::Error) -> bool {
    let codes = [Errno::ACCESS, Errno::LOOP, Errno::ISDIR, Errno::NXIO, Errno::NOENT].map(Errno::raw_os_error);
    error.raw_os_error().is_some_and(|code| codes.contains(&code))
}

/// Creates the first journal whose name is not in use, and returns whether another program has the document open.
fn create_numbered(dir: &Path, key: &DocumentKey, own: Option<&Path>) -> std::io::Result<(File, PathBuf, bool)> {
    let mut elsewhere = false;
    for number in 1..=MAX_JOURNALS {
        let path = dir.join(key.name(number));
        let lock = match try_lock(&path, true) {
            // A file of another user that may not even be opened, or a link in its place.
            Err(error) if path.symlink_metadata().is_ok() && number < MAX_JOURNALS && is_refused(&error) => continue,
            lock => lock?,
        };
        match lock {
            JournalLock::Held(file) if file.metadata()?.len() == 0 => return Ok((file, path, elsewhere)),
            JournalLock::Held(_) | JournalLock::Missing | JournalLock::Foreign(_) => {}
            JournalLock::HeldElsewhere => elsewhere |= own != Some(&*path),
        }
    }
    Err(std::io::Error::other(format!("there are {MAX_JOURNALS} journals of this document already")))
}
