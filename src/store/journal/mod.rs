//! The crash journal: every edit since the last save, so that a killed program loses none.
//!
//! One file per document and program, in the user's state directory. Its first line says which document, its second holds
//! the document as it was before the first edit, and every further line is one [`Trace`]. A record is one `write`; nothing
//! waits for the disk, as the system keeps what was written even when the program is killed.
//!
//! The program that writes a journal holds a lock on it. So a journal without a lock is what a crash left behind, and
//! [`Journals::recover`] finds it.

mod format;
mod lock;
mod names;
mod recovery;
mod replay;

pub use recovery::{RecoverableDocument, Recovery, UnreadableJournal};

use super::fingerprint::Fingerprint;
use super::locations;
use crate::model::showable::showable;
use crate::model::{JournalRecord, Session};
use format::{Header, header_lines, to_record_line};
use lock::{JournalLock, try_lock};
use names::{DocumentKey, journals_in};
use std::fs::{DirBuilder, File};
use std::io::Write;
use std::os::unix::fs::{DirBuilderExt, MetadataExt};
use std::path::{Path, PathBuf};

/// The folder in which journals are kept, or why there is none.
#[derive(Debug, Clone)]
pub struct JournalFolder {
    dir: Result<PathBuf, String>,
}

impl JournalFolder {
    /// The user's own.
    pub fn find() -> Self {
        match locations::state_dir() {
            Some(state) => Self::in_state_dir(&state),
            None => Self { dir: Err(format!("there is no home to keep it in; set ${}", locations::STATE_VAR)) },
        }
    }

    /// Those under this state directory.
    pub fn in_state_dir(state: &Path) -> Self {
        Self { dir: Ok(state.join("journals")) }
    }

    /// Whether there is a journal of this document, another program's or left behind by a crash.
    pub fn has_journal(&self, document: &Path) -> bool {
        self.dir.as_ref().is_ok_and(|dir| !journals_in(dir, Some(&DocumentKey::of(document))).is_empty())
    }

    /// Begins a journal of a document that was just opened: the session as it is in memory, and the version of its file,
    /// none when it was never saved. Never fails: a journal that cannot be kept is off and says why.
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

/// The first name that is neither somebody else's nor left behind by a crash, and whether somebody else was met on the way.
fn create_numbered(dir: &Path, key: &DocumentKey) -> std::io::Result<(File, PathBuf, bool)> {
    let mut elsewhere = false;
    for number in 1..=MAX_JOURNALS {
        let path = dir.join(key.name(number));
        match try_lock(&path, true)? {
            JournalLock::Held(file) if file.metadata()?.len() == 0 => return Ok((file, path, elsewhere)),
            JournalLock::Held(_) | JournalLock::Missing => {}
            JournalLock::HeldElsewhere => elsewhere = true,
        }
    }
    Err(std::io::Error::other(format!("there are {MAX_JOURNALS} journals of this document already")))
}

const MAX_JOURNALS: usize = 64;

/// A journal that was being kept and no longer is.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("autosave is off until the next save: {}", showable(reason))]
pub struct JournalError {
    /// In the system's words.
    pub reason: String,
}

/// What happened to one document since it was last saved.
///
/// When the document gets another name, open a journal for that, append what is not saved yet, and finish this one.
#[derive(Debug)]
pub struct Journal {
    active: Option<ActiveFile>,
    off_reason: Option<String>,
    elsewhere: bool,
}

#[derive(Debug)]
struct ActiveFile {
    file: File,
    path: PathBuf,
    document: String,
    /// What the first record must be preceded by; none once it is written.
    start: Option<Box<PendingHeader>>,
    /// Bytes up to the end of the last whole record.
    valid_bytes: u64,
}

#[derive(Debug)]
struct PendingHeader {
    session: Session,
    base: Option<Fingerprint>,
}

impl Journal {
    /// Whether another program has the same document open.
    pub fn is_open_elsewhere(&self) -> bool {
        self.elsewhere
    }

    /// Why no journal is kept, if none is.
    pub fn off_reason(&self) -> Option<&str> {
        self.off_reason.as_deref()
    }

    /// Whether it holds anything that is not saved.
    pub fn is_empty(&self) -> bool {
        self.active.as_ref().is_none_or(|kept| kept.start.is_some())
    }

    /// Writes down what was just done. An error is returned once; from then on the journal is off, as what follows a gap
    /// could not be replayed.
    pub fn append(&mut self, record: &JournalRecord) -> Result<(), JournalError> {
        match &mut self.active {
            Some(kept) if self.off_reason.is_none() => kept.append(record).map_err(|reason| self.turn_off(reason)),
            _ => Ok(()),
        }
    }

    /// Begins anew after a save: the session as it was saved, the version of its file, and what was done since it was
    /// handed over to be saved. Turns a journal on again that a full disk had turned off. One that is on and cannot be
    /// rewritten goes on as it was: it still says everything, and recovery sees what of it is saved.
    pub fn restart(
        &mut self,
        saved: &Session,
        base: Fingerprint,
        remaining: &[JournalRecord],
    ) -> Result<(), JournalError> {
        let Some(kept) = &mut self.active else { return Ok(()) };
        match kept.restart(PendingHeader { session: saved.clone(), base: Some(base) }, remaining) {
            Ok(()) => self.off_reason = None,
            Err(reason) if self.off_reason.is_some() => return Err(self.turn_off(reason)),
            Err(_) => {}
        }
        Ok(())
    }

    /// Takes it away: everything is saved, or shall be forgotten. Dropped without this, a journal that holds anything stays.
    pub fn finish(mut self) {
        if let Some(kept) = self.active.take() {
            // Removed while the lock is still held, so that nobody takes it for one that was left behind.
            let _ = std::fs::remove_file(&kept.path);
        }
    }

    fn turn_off(&mut self, reason: String) -> JournalError {
        self.off_reason = Some(reason.clone());
        JournalError { reason }
    }
}

impl Drop for Journal {
    fn drop(&mut self) {
        if self.is_empty()
            && let Some(kept) = &self.active
        {
            let _ = std::fs::remove_file(&kept.path);
        }
    }
}

impl ActiveFile {
    fn append(&mut self, record: &JournalRecord) -> Result<(), String> {
        if self.file.metadata().is_ok_and(|metadata| metadata.nlink() == 0) {
            return Err(format!("{} was removed", self.path.display()));
        }
        let text = self.opening()? + &to_record_line(record)?;
        if let Err(error) = self.file.write_all(text.as_bytes()) {
            let _ = self.file.set_len(self.valid_bytes);
            return Err(error.to_string());
        }
        self.valid_bytes += text.len() as u64;
        self.start = None;
        Ok(())
    }

    /// The two lines at the head, unless they stand there already.
    fn opening(&self) -> Result<String, String> {
        match &self.start {
            None => Ok(String::new()),
            Some(start) => header_lines(&Header::new(self.document.clone(), start.base), &start.session),
        }
    }

    fn restart(&mut self, start: PendingHeader, remaining: &[JournalRecord]) -> Result<(), String> {
        if remaining.is_empty() {
            self.file.set_len(0).map_err(|error| error.to_string())?;
            (self.start, self.valid_bytes) = (Some(Box::new(start)), 0);
            return Ok(());
        }
        let mut text = header_lines(&Header::new(self.document.clone(), start.base), &start.session)?;
        for record in remaining {
            text += &to_record_line(record)?;
        }
        self.file = replace_file(&self.path, &text).map_err(|error| error.to_string())?;
        (self.start, self.valid_bytes) = (None, text.len() as u64);
        Ok(())
    }
}

/// Puts a new file in place of a journal. It is locked before it gets the name, so that the name is never without a lock.
fn replace_file(path: &Path, text: &str) -> std::io::Result<File> {
    let dir = path.parent().unwrap_or(Path::new("."));
    let mut temporary = tempfile::Builder::new().prefix(".journal.").suffix(".tmp").append(true).tempfile_in(dir)?;
    temporary.write_all(text.as_bytes())?;
    temporary.as_file().try_lock()?;
    Ok(temporary.persist(path)?)
}
