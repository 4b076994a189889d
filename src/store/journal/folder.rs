//! The folder of journals.

use super::active::{ActiveFile, Journal, PendingHeader};
use super::lock::{JournalLock, try_lock};
use super::names::{DocumentKey, journals_in};
use crate::model::Session;
use crate::store::fingerprint::Fingerprint;
use crate::store::locations;
use rustix::io::Errno;
use std::fs::{DirBuilder, File};
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

/// Journals of one document; more are left behind by crashes and nobody deals with them.
const MAX_JOURNALS: usize = 64;

/// The folder in which journals are kept, or why there is none.
#[derive(Debug, Clone)]
pub struct JournalFolder {
    pub(super) dir: Result<PathBuf, String>,
}

impl JournalFolder {
    /// In the user's own state directory.
    pub fn find() -> Self {
        match locations::state_dir() {
            Some(state) => Self::in_state_dir(&state),
            None => Self { dir: Err(format!("there is no home to keep it in; set ${}", locations::STATE_VAR)) },
        }
    }

    /// In this state directory.
    pub fn in_state_dir(state: &Path) -> Self {
        Self { dir: Ok(state.join("journals")) }
    }

    /// Whether there is a journal of this document: of another program, or left behind by a crash.
    pub fn has_journal(&self, document: &Path) -> bool {
        self.dir.as_ref().is_ok_and(|dir| !journals_in(dir, Some(&DocumentKey::of(document))).is_empty())
    }

    /// Starts the journal of a document that was just opened: the session in memory, and the version of its file (none when it
    /// was never saved). Never fails: a journal that cannot be written is off and gives the reason.
    pub fn open(&self, document: &Path, session: &Session, base: Option<Fingerprint>) -> Journal {
        let key = DocumentKey::of(document);
        let opened = self.dir.clone().and_then(|dir| {
            let open = || create_dir(&dir).and_then(|()| create_numbered(&dir, &key));
            open().map_err(|error| format!("{}: {error}", dir.display()))
        });
        match opened {
            Ok((file, path, elsewhere)) => {
                let start = Some(Box::new(PendingHeader { session: session.clone(), base }));
                let document = key.document();
                Journal {
                    active: Some(ActiveFile { file, path, document, start, valid_bytes: 0 }),
                    off_reason: None,
                    elsewhere,
                }
            }
            Err(reason) => Journal { active: None, off_reason: Some(reason), elsewhere: false },
        }
    }
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
fn create_numbered(dir: &Path, key: &DocumentKey) -> std::io::Result<(File, PathBuf, bool)> {
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
            JournalLock::HeldElsewhere => elsewhere = true,
        }
    }
    Err(std::io::Error::other(format!("there are {MAX_JOURNALS} journals of this document already")))
}
