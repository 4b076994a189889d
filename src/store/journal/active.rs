//! The journal of an open document.

use super::create::{NewJournalFile, create_journal};
use super::format::{Header, header_lines, to_record_line};
use crate::model::showable::showable;
use crate::model::{JournalRecord, Session};
use crate::store::fingerprint::Fingerprint;
use std::fs::File;
use std::io::Write;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

/// The journal could not be written and is off.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("autosave is off: {}", showable(reason))]
pub struct JournalError {
    /// The system's error message.
    pub reason: String,
}

/// The edits of one document since it was last saved.
///
/// When the document is saved under another name, open a journal for that, append the unsaved records, and finish this one.
#[derive(Debug)]
pub struct Journal {
    pub(super) active: Option<ActiveFile>,
    pub(super) off_reason: Option<String>,
    pub(super) elsewhere: bool,
    /// What it takes to start another file with the same content.
    pub(super) content: Content,
}

/// Everything that a journal holds, or would hold if it could be written.
#[derive(Debug)]
pub(super) struct Content {
    /// The folder of journals, or why there is none.
    pub(super) dir: Result<PathBuf, String>,
    pub(super) document: PathBuf,
    pub(super) start: PendingHeader,
    pub(super) records: Vec<JournalRecord>,
    /// How many of the records are in the file.
    pub(super) written: usize,
}

#[derive(Debug)]
pub(super) struct ActiveFile {
    pub(super) file: File,
    pub(super) path: PathBuf,
    pub(super) document: String,
    /// Written before the first record; none once it is written.
    pub(super) start: Option<Box<PendingHeader>>,
    /// Bytes up to the end of the last whole record.
    pub(super) valid_bytes: u64,
}

#[derive(Debug, Clone)]
pub(super) struct PendingHeader {
    pub(super) session: Session,
    pub(super) base: Option<Fingerprint>,
}

impl Journal {
    /// Whether another program has the same document open.
    pub fn is_open_elsewhere(&self) -> bool {
        self.elsewhere
    }

    /// Why the journal is off, if it is.
    pub fn off_reason(&self) -> Option<&str> {
        self.off_reason.as_deref()
    }

    /// Whether it has no unsaved records.
    pub fn is_empty(&self) -> bool {
        self.active.as_ref().is_none_or(|kept| kept.start.is_some())
    }

    /// Appends a record. An error is returned once; from then on the journal is off, and each further record tries again to
    /// write all that are missing, so that a journal never has a gap.
    pub fn append(&mut self, record: &JournalRecord) -> Result<(), JournalError> {
        self.content.records.push(record.clone());
        let was_off = self.off_reason.is_some();
        match self.write_missing() {
            Ok(()) => {
                self.off_reason = None;
                Ok(())
            }
            Err(reason) if was_off => {
                self.off_reason = Some(reason);
                Ok(())
            }
            Err(reason) => Err(self.turn_off(reason)),
        }
    }

    /// Writes the records that are not in the file; into another file where there is none any more.
    fn write_missing(&mut self) -> Result<(), String> {
        let content = &mut self.content;
        let is_gone = self.active.as_ref().is_none_or(ActiveFile::is_removed);
        if is_gone && self.off_reason.is_none() {
            let gone = self.active.as_ref().map(|kept| format!("{} was removed", kept.path.display()));
            return Err(gone.unwrap_or_else(|| "there is no journal".to_owned()));
        }
        if is_gone {
            let NewJournalFile { file, path, document, .. } = create_journal(&content.dir, &content.document, None)?;
            let start = Some(Box::new(content.start.clone()));
            self.active = Some(ActiveFile { file, path, document, start, valid_bytes: 0 });
            content.written = 0;
        }
        let Some(kept) = &mut self.active else { return Err("there is no journal".to_owned()) };
        kept.append(content.records.get(content.written..).unwrap_or_default())?;
        content.written = content.records.len();
        Ok(())
    }

    /// Starts again after a save: the session that was saved, the version of its file, and the records since. Switches on a
    /// journal that was off because of a full disk. A journal that is on and cannot be rewritten continues unchanged: it is
    /// still complete, and recovery finds out which records are saved.
    pub fn restart(
        &mut self,
        saved: &Session,
        base: Fingerprint,
        remaining: &[JournalRecord],
    ) -> Result<(), JournalError> {
        let start = PendingHeader { session: saved.clone(), base: Some(base) };
        let Some(kept) = &mut self.active else {
            // The next record starts a file with all of these.
            (self.content.start, self.content.records) = (start, remaining.to_vec());
            return Ok(());
        };
        match kept.restart(start.clone(), remaining) {
            Ok(()) => {
                self.off_reason = None;
                (self.content.start, self.content.records) = (start, remaining.to_vec());
                self.content.written = remaining.len();
            }
            Err(reason) if self.off_reason.is_some() => return Err(self.turn_off(reason)),
            Err(_) => {}
        }
        Ok(())
    }

    /// Deletes the journal: everything is saved or discarded. When it is dropped instead, unsaved records stay on disk.
    pub fn finish(mut self) {
        if let Some(kept) = self.active.take() {
            // Removed while the lock is held, so that no program takes it for one left behind by a crash.
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
    fn is_removed(&self) -> bool {
        self.file.metadata().is_ok_and(|metadata| metadata.nlink() == 0)
    }

    fn append(&mut self, records: &[JournalRecord]) -> Result<(), String> {
        let mut text = self.opening()?;
        for record in records {
            text += &to_record_line(record)?;
        }
        if let Err(error) = self.file.write_all(text.as_bytes()) {
            let _ = self.file.set_len(self.valid_bytes);
            return Err(error.to_string());
        }
        self.valid_bytes += text.len() as u64;
        self.start = None;
        Ok(())
    }

    /// The two header lines, unless they are written already.
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

/// Replaces the file of a journal. The new file is locked before it gets the name, so that the name always has a lock.
fn replace_file(path: &Path, text: &str) -> std::io::Result<File> {
    let dir = path.parent().unwrap_or(Path::new("."));
    let mut temporary = tempfile::Builder::new().prefix(".journal.").suffix(".tmp").append(true).tempfile_in(dir)?;
    temporary.write_all(text.as_bytes())?;
    temporary.as_file().try_lock()?;
    Ok(temporary.persist(path)?)
}
