//! What a crash left behind: found, replayed, and then gone on with or discarded.

use super::format::{JournalContent, parse_journal};
use super::lock::{JournalLock, try_lock};
use super::names::{DocumentKey, journals_in};
use super::replay::{ReplayOutcome, replay};
use super::{ActiveFile, Journal, JournalFolder};
use crate::model::showable::showable;
use crate::model::{JournalRecord, Moment, Session};
use crate::store::display_path;
use crate::store::fingerprint::Fingerprint;
use crate::store::read;
use std::fs::File;
use std::io::{Read, Seek};
use std::path::{Path, PathBuf};

/// No journal that is read gets larger.
const MAX_BYTES: u64 = 256 << 20;

/// Edits that were never saved. Until it is resumed or discarded its journal stays as it is; dropping it does neither.
#[derive(Debug)]
pub struct Recovery {
    /// The document with those edits, the log included.
    pub session: Session,
    /// The path of the document.
    pub document: PathBuf,
    /// The version of the file that the edits were made on, for the next save to expect; none: it was never saved.
    pub base: Option<Fingerprint>,
    /// Whether the file is no longer that version: somebody else changed it since.
    pub base_changed: bool,
    /// How many edits, undos and redos there are in it that the file does not have.
    pub edits: usize,
    /// When the last of them was made.
    pub last: Moment,
    /// Why some that came later are missing, if any are.
    pub stopped: Option<String>,
    /// The journal's own file.
    pub journal: PathBuf,
    file: File,
    valid_bytes: u64,
}

impl Recovery {
    /// Takes the journal away; the edits are gone.
    pub fn discard(self) -> std::io::Result<()> {
        std::fs::remove_file(&self.journal)
    }

    /// Goes on with the same journal, so that the recovered edits survive another crash too.
    pub fn resume(self) -> (Session, Journal) {
        let Self { session, document, file, valid_bytes: good, journal, .. } = self;
        let off = file.set_len(good).err().map(|error| error.to_string());
        let document = document.to_string_lossy().into_owned();
        let kept = ActiveFile { file, path: journal, document, start: None, valid_bytes: good };
        (session, Journal { active: Some(kept), off_reason: off, elsewhere: false })
    }
}

/// A journal of the document that cannot be understood. It is left where it is.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error(
    "a journal of unsaved edits cannot be read: {}; it is left at {}: remove it when it is of no use",
    showable(reason),
    display_path(journal)
)]
pub struct UnreadableJournal {
    /// Its file.
    pub journal: PathBuf,
    /// What is wrong with it.
    pub reason: String,
}

/// What a list says about edits that were never saved.
#[derive(Debug, Clone, PartialEq)]
pub struct RecoverableDocument {
    /// The path of the document.
    pub document: PathBuf,
    /// Its title, with those edits.
    pub title: String,
    /// How many there are.
    pub edits: usize,
    /// When the last of them was made.
    pub last: Moment,
    /// Whether the file was changed since.
    pub base_changed: bool,
}

impl JournalFolder {
    /// The newest edits of this document that a crash kept from being saved. None while another program is still at it.
    /// To be asked before the document's own journal is opened, and again after one is dealt with: there can be several.
    pub fn recover(&self, document: &Path) -> Option<Result<Recovery, UnreadableJournal>> {
        let dir = self.dir.as_ref().ok()?;
        let found = journals_in(dir, Some(&DocumentKey::of(document)))
            .into_iter()
            .filter_map(|journal| read_abandoned(&journal));
        found.max_by_key(|found| found.as_ref().ok().map(|recovery| recovery.last))
    }

    /// Every document with edits that a crash kept from being saved, the newest first.
    pub fn recoverable(&self) -> Vec<RecoverableDocument> {
        let Ok(dir) = &self.dir else { return Vec::new() };
        let found = journals_in(dir, None).into_iter().filter_map(|journal| read_abandoned(&journal)?.ok());
        let mut leftovers: Vec<RecoverableDocument> = found.map(RecoverableDocument::from).collect();
        leftovers.sort_by(|a, b| (b.last, &a.document).cmp(&(a.last, &b.document)));
        leftovers
    }
}

impl From<Recovery> for RecoverableDocument {
    fn from(recovery: Recovery) -> Self {
        let Recovery { session, document, edits, last, base_changed, .. } = recovery;
        Self { document, title: session.title, edits, last, base_changed }
    }
}

/// Reads a journal that nobody holds. What holds nothing that the file does not have is cleared away.
fn read_abandoned(journal: &Path) -> Option<Result<Recovery, UnreadableJournal>> {
    let unreadable = |reason: String| UnreadableJournal { journal: journal.to_owned(), reason };
    let file = match try_lock(journal, false) {
        Ok(JournalLock::Held(file)) => file,
        Ok(JournalLock::HeldElsewhere | JournalLock::Missing) => return None,
        Err(error) => return Some(Err(unreadable(error.to_string()))),
    };
    match read(&file).and_then(|bytes| parse_journal(&bytes)) {
        Err(reason) => Some(Err(unreadable(reason))),
        Ok(None) => remove_empty(journal),
        Ok(Some(content)) => match rebuild(content, journal, file) {
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
    /// The file has it all.
    Nothing,
    /// Not even the first record can be understood.
    Broken(String),
    Recovered(Box<Recovery>),
}

fn rebuild(content: JournalContent, journal: &Path, file: File) -> RebuildOutcome {
    let JournalContent { header, session, records, head, damage: broken } = content;
    let document = PathBuf::from(header.document);
    let present = read::load(&document).ok();
    let now = present.as_ref().map(|loaded| loaded.fingerprint).or_else(|| read::fingerprint(&document).ok());
    let changed = !same_version(header.base.as_ref(), now.as_ref());
    // A program killed between a save and the restart of its journal leaves a file that is one of the states replayed.
    let landmark = present.filter(|_| changed).map(|loaded| loaded.session);
    let ends: Vec<u64> = std::iter::once(head).chain(records.iter().map(|(_, end)| *end)).collect();
    let moments: Vec<Moment> = records.iter().map(|(record, _)| moment(record)).collect();
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
        valid_bytes: ends.get(done).copied().unwrap_or(head),
        file,
    }))
}

fn moment(trace: &JournalRecord) -> Moment {
    match trace {
        JournalRecord::Edit { stamp, .. } | JournalRecord::Undo(stamp) | JournalRecord::Redo(stamp) => stamp.at,
    }
}

fn same_version(base: Option<&Fingerprint>, now: Option<&Fingerprint>) -> bool {
    match (base, now) {
        (Some(base), Some(now)) => base.same_content(now),
        (None, None) => true,
        _ => false,
    }
}
