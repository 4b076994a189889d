//! The file and the journal of the open document.

use crate::model::{JournalRecord, Session};
use crate::store::{Fingerprint, Journal, JournalFolder, Recovery};
use std::path::{Path, PathBuf};

/// The files behind the open document.
pub(super) struct OpenFile {
    /// Where it is, or will be.
    pub(super) path: PathBuf,
    /// The version on disk; none before the first save.
    pub(super) version: Option<Fingerprint>,
    /// Nobody chose its name: it was made of the title, and is made of it again by the first save.
    pub(super) is_unnamed: bool,
    /// Holds what is not saved yet; none when read-only.
    pub(super) journal: Option<Journal>,
    /// Whether the journal is still that of the path before an unconfirmed save under another name.
    pub(super) has_journal_elsewhere: bool,
    /// Edits since the last save was started.
    pub(super) unsaved_edits: Vec<JournalRecord>,
    pub(super) pending_save: Option<PendingSave>,
    /// The version with which somebody else replaced the one that was opened, once a save has met it.
    pub(super) theirs: Option<Fingerprint>,
    /// Edits of an earlier run.
    pub(super) recovery: Option<Recovery>,
}

/// A save in progress.
pub(super) struct PendingSave {
    /// Identifies this save: its outcome may arrive after the document was closed.
    pub(super) ticket: u64,
    /// The document's revision.
    pub(super) revision: u64,
    /// The document that is being saved.
    pub(super) session: Box<Session>,
    /// Whether it goes to another path.
    pub(super) is_elsewhere: bool,
    /// Where the replaced version is kept.
    pub(super) kept_as: Option<PathBuf>,
}

impl OpenFile {
    pub(super) fn new(path: PathBuf, version: Option<Fingerprint>) -> Self {
        Self {
            path,
            version,
            is_unnamed: false,
            journal: None,
            has_journal_elsewhere: false,
            unsaved_edits: Vec::new(),
            pending_save: None,
            theirs: None,
            recovery: None,
        }
    }

    /// After a save: starts the journal anew from the saved version, with the edits made since.
    pub(super) fn restart_journal(
        &mut self,
        journals: &JournalFolder,
        path: &Path,
        saved: &Session,
        version: Fingerprint,
        is_elsewhere: bool,
    ) {
        let is_elsewhere = std::mem::take(&mut self.has_journal_elsewhere) || is_elsewhere;
        let Some(mut journal) = self.journal.take() else {
            self.journal = Some(journals.open(path, saved, Some(version)));
            return;
        };
        if !is_elsewhere && !self.unsaved_edits.is_empty() {
            // An error here leaves the journal as it was, which recovery understands.
            let _ = journal.restart(saved, version, &self.unsaved_edits);
            self.journal = Some(journal);
            return;
        }
        if !is_elsewhere {
            // Before the next one is opened, which has the same path.
            journal.finish();
            self.journal = Some(journals.open(path, saved, Some(version)));
            return;
        }
        let mut next = journals.open(path, saved, Some(version));
        for record in &self.unsaved_edits {
            if next.append(record).is_err() {
                break;
            }
        }
        journal.finish();
        self.journal = Some(next);
    }
}

/// Whether two paths lead to the same file, as far as the disk can tell.
pub(super) fn is_same_file(a: &Path, b: &Path) -> bool {
    a == b || matches!((a.canonicalize(), b.canonicalize()), (Ok(a), Ok(b)) if a == b)
}
