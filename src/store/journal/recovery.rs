//! Recovery of the edits that a crash left behind: find, replay, then resume or discard.

use super::active::{ActiveFile, Content, Journal, PendingHeader};
use super::folder::JournalFolder;
use super::format::{JournalContent, parse_journal};
use super::lock::{JournalLock, try_lock};
use super::names::{DocumentKey, journals_in};
use super::replay::{ReplayOutcome, replay};
use crate::model::showable::showable;
use crate::model::{Moment, Session};
use crate::store::display::display_path;
use crate::store::fingerprint::Fingerprint;
use crate::store::read;
use std::fs::File;
use std::io::{Read, Seek};
use std::path::{Path, PathBuf};

/// Larger journals are refused.
const MAX_BYTES: u64 = 256 << 20;

/// Unsaved edits of a document. Its journal stays unchanged until the recovery is resumed or discarded.
#[derive(Debug)]
pub struct Recovery {
    /// The document with these edits and the log.
    pub session: Session,
    pub document: PathBuf,
    /// The version of the file that the edits are based on, which the next save expects; none if it was never saved.
    pub base: Option<Fingerprint>,
    /// Whether the file was changed since.
    pub base_changed: bool,
    /// Number of edits, undos and redos that are not in the file.
    pub edits: usize,
    /// Time of the last of them.
    pub last: Moment,
    /// Why later edits are missing, if any are.
    pub stopped: Option<String>,
    pub journal: PathBuf,
    folder: JournalFolder,
    file: File,
    valid_bytes: u64,
}

impl Recovery {
    /// Deletes the journal and the edits with it.
    pub fn discard(self) -> std::io::Result<()> {
        std::fs::remove_file(&self.journal)
    }

    /// Starts another journal of the document, for edits that are made before these are resumed or discarded. As
    /// [`JournalFolder::open`]; the journal of the recovery is not taken for that of another program.
    pub fn open_another(&self, document: &Path, session: &Session, base: Option<Fingerprint>) -> Journal {
        self.folder.open_beside(Some(&self.journal), document, session, base)
    }

    /// Continues the same journal, so that the recovered edits survive another crash.
    pub fn resume(self) -> (Session, Journal) {
        let Self { session, document, base, file, valid_bytes: good, journal, folder, .. } = self;
        let start = PendingHeader { session: session.clone(), base };
        let content = Content { dir: folder.dir, document: document.clone(), start, records: Vec::new(), written: 0 };
        let off = file.set_len(good).err().map(|error| error.to_string());
        let document = document.to_string_lossy().into_owned();
        let kept = ActiveFile { file, path: journal, document, start: None, valid_bytes: good };
        (session, Journal { active: Some(kept), off_reason: off, elsewhere: false, content })
    }
}

/// A journal that cannot be read. It is not deleted.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error(
    "a journal of unsaved edits cannot be read: {}; it is left at {}: remove it when it is of no use",
    showable(reason),
    display_path(journal)
)]
pub struct UnreadableJournal {
    pub journal: PathBuf,
    /// What is wrong with it.
    pub reason: String,
}

/// A document with unsaved edits, as a list shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct RecoverableDocument {
    pub document: PathBuf,
    /// The title, with the edits applied.
    pub title: String,
    pub edits: usize,
    /// Time of the last of them.
    pub last: Moment,
    /// Whether the file was changed since.
    pub base_changed: bool,
}

impl JournalFolder {
    /// The newest unsaved edits of this document. None while another program has it open.
    /// Call it before the document's own journal is opened, and again after each recovery: there can be several.
    pub fn recover(&self, document: &Path) -> Option<Result<Recovery, UnreadableJournal>> {
        let dir = self.dir.as_ref().ok()?;
        let recoveries = journals_in(dir, Some(&DocumentKey::of(document)))
            .into_iter()
            .filter_map(|journal| read_abandoned(self, &journal));
        recoveries.max_by_key(|recovery| recovery.as_ref().ok().map(|recovery| recovery.last))
    }

    /// Every document with unsaved edits, the newest first.
    pub fn recoverable(&self) -> Vec<RecoverableDocument> {
        let Ok(dir) = &self.dir else { return Vec::new() };
        let recoveries = journals_in(dir, None).into_iter().filter_map(|journal| read_abandoned(self, &journal)?.ok());
        let mut documents: Vec<RecoverableDocument> = recoveries.map(RecoverableDocument::from).collect();
        documents.sort_by(|a, b| (b.last, &a.document).cmp(&(a.last, &b.document)));
        documents
    }
}

impl From<Recovery> for RecoverableDocument {
    fn from(recovery: Recovery) -> Self {
        let Recovery { session, document, edits, last, base_changed, .. } = recovery;
        Self { document, title: session.title, edits, last, base_changed }
    }
}

/// Reads a journal that is not locked. A journal without unsaved edits is deleted.
fn read_abandoned(folder: &JournalFolder, journal: &Path) -> Option<Result<Recovery, UnreadableJournal>> {
    let unreadable = |reason: String| UnreadableJournal { journal: journal.to_owned(), reason };
    let file = match try_lock(journal, false) {
        Ok(JournalLock::Held(file)) => file,
        Ok(JournalLock::HeldElsewhere | JournalLock::Missing) => return None,
        Ok(JournalLock::Foreign(reason)) => return Some(Err(unreadable(reason.to_owned()))),
        Err(error) => return Some(Err(unreadable(error.to_string()))),
    };
    match read(&file).and_then(|bytes| parse_journal(&bytes)) {
        Err(reason) => Some(Err(unreadable(reason))),
        Ok(None) => remove_empty(journal),
        Ok(Some(content)) => match rebuild(content, folder, journal, file) {
            RebuildOutcome::Nothing => remove_empty(journal),
            RebuildOutcome::Broken(reason) => Some(Err(unreadable(reason))),
            RebuildOutcome::Recovered(recovery) => Some(Ok(*recovery)),
        },
    }
}

fn remove_empty<T>(journal: &Path) -> Option<T> {
    let _ = std::fs::remove_file(journal);
    None
}

fn read(mut file: &File) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let read = file.rewind().and_then(|()| file.take(MAX_BYTES).read_to_end(&mut bytes));
    read.map(|_| bytes).map_err(|error| error.to_string())
}

enum RebuildOutcome {
    /// The file has all edits.
    Nothing,
    /// Not even the first record can be read.
    Broken(String),
    Recovered(Box<Recovery>),
}

fn rebuild(content: JournalContent, folder: &JournalFolder, journal: &Path, file: File) -> RebuildOutcome {
    let JournalContent { header, session, records, head, damage: broken } = content;
    let document = PathBuf::from(header.document);
    let present = read::load(&document).ok();
    let now = present.as_ref().map(|loaded| loaded.fingerprint).or_else(|| read::fingerprint(&document).ok());
    let changed = !same_version(header.base.as_ref(), now.as_ref());
    // If the program is killed between a save and the restart of its journal, the file equals one of the replayed states.
    let landmark = present.filter(|_| changed).map(|loaded| loaded.session);
    let ends: Vec<u64> = std::iter::once(head).chain(records.iter().map(|(_, end)| *end)).collect();
    let moments: Vec<Moment> = records.iter().map(|(record, _)| record.stamp().at).collect();
    let ReplayOutcome { session, done, saved_after: landmark, stopped } =
        replay(session, records.into_iter().map(|(record, _)| record), landmark.as_ref());
    let stopped = stopped.or(broken);
    let unsaved = moments.get(landmark.unwrap_or(0)..done).unwrap_or_default();
    let Some(last) = unsaved.last().copied() else {
        return stopped.map_or(RebuildOutcome::Nothing, RebuildOutcome::Broken);
    };
    RebuildOutcome::Recovered(Box::new(Recovery {
        session,
        document,
        base: if landmark.is_some() { now } else { header.base },
        base_changed: changed && landmark.is_none(),
        edits: unsaved.len(),
        last,
        stopped,
        journal: journal.to_owned(),
        folder: folder.clone(),
        valid_bytes: ends.get(done).copied().unwrap_or(head),
        file,
    }))
}

fn same_version(base: Option<&Fingerprint>, now: Option<&Fingerprint>) -> bool {
    match (base, now) {
        (Some(base), Some(now)) => base.same_content(now),
        (None, None) => true,
        _ => false,
    }
}
