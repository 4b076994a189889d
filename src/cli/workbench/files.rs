//! Files behind the workbench: the library, the open document, its journal and its saves.

use super::library_reader::{LibraryReader, LibrarySource};
use super::open_file::{OpenFile, PendingSave, is_same_file};
use crate::app::session_summary::SessionDetails;
use crate::app::{Event, OpenedSession, RecoveredEdits, SaveTo};
use crate::catalogue::Catalogue;
use crate::model::showable::showable;
use crate::model::{JournalRecord, Session};
use crate::store::read::LoadErrorKind;
use crate::store::{
    self, Journal, JournalFolder, LoadError, LoadedSession, SaveError, SaveJob, SaveOutcome, Saver, SessionFolder,
};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

/// Everything that the workbench reads and writes. Methods return the events that the application has to handle.
pub(super) struct SessionFiles {
    pub(super) sessions: SessionFolder,
    pub(super) journals: JournalFolder,
    saver: Saver,
    /// Saves started so far.
    save_count: u64,
    open: Option<OpenFile>,
    library: Option<LibraryReader>,
    /// Announces that there is something in the library to take.
    wake: Arc<dyn Fn() + Send + Sync>,
}

/// A library that is read within this needs no frame without it.
const LIBRARY_PATIENCE: Duration = Duration::from_millis(150);

/// A document to be shown.
struct Document {
    session: Session,
    read_only: bool,
    is_new: bool,
    notice: Option<String>,
}

impl SessionFiles {
    pub(super) fn new(
        sessions: SessionFolder,
        journals: JournalFolder,
        saver: Saver,
        wake: Arc<dyn Fn() + Send + Sync>,
    ) -> Self {
        Self { sessions, journals, saver, save_count: 0, open: None, library: None, wake }
    }

    /// Begins to read the library. What can be read in a moment is there when this returns; `wake` announces the rest.
    pub(super) fn scan_library(&mut self, catalogue: &Arc<Catalogue>) -> Vec<Event> {
        let source = LibrarySource {
            sessions: self.sessions.clone(),
            journals: self.journals.clone(),
            catalogue: Arc::clone(catalogue),
        };
        let wake = Arc::clone(&self.wake);
        let reader = LibraryReader::start(source, move || wake());
        reader.wait(LIBRARY_PATIENCE);
        self.library.insert(reader).take()
    }

    /// What was read of the library since the last time.
    pub(super) fn take_library(&self) -> Vec<Event> {
        self.library.as_ref().map_or_else(Vec::new, LibraryReader::take)
    }

    /// A session of the library with its results.
    pub(super) fn read_details(&self, path: &Path, catalogue: &Catalogue) -> Event {
        // What is in no file is in a journal.
        let unsaved = || self.journals.recover(path)?.ok().map(|recovery| recovery.session);
        let session = match store::load(path) {
            Ok(loaded) => loaded.session,
            Err(error) => match unsaved() {
                Some(session) => session,
                None => return Event::OpenFailed { path: path.to_owned(), why: error.to_string() },
            },
        };
        let details = Box::new(SessionDetails::compute(session, catalogue));
        Event::LibraryDetails { path: path.to_owned(), details }
    }

    pub(super) fn open(
        &mut self,
        path: &Path,
        read_only: bool,
        loaded: Result<LoadedSession, LoadError>,
    ) -> Result<Vec<Event>, LoadError> {
        let recovery = if read_only { None } else { self.journals.recover(path) };
        let (recovery, journal_error) = match recovery {
            Some(Ok(recovery)) => (Some(recovery), None),
            Some(Err(error)) => (None, Some(error.to_string())),
            None => (None, None),
        };
        let stopped = recovery.as_ref().and_then(|recovery| recovery.stopped.as_ref());
        let journal_error =
            journal_error.or(stopped.map(|why| format!("the journal of unsaved edits ends too early: {why}")));
        match (loaded, recovery) {
            (Ok(loaded), recovery) => {
                let warning = loaded.warnings.first().map(|warning| format!("{}:{warning}", path.display()));
                let file = OpenFile { recovery, ..OpenFile::new(path.to_owned(), Some(loaded.fingerprint)) };
                let notice = journal_error.or(warning);
                Ok(self.show(file, Document { session: loaded.session, read_only, is_new: false, notice }))
            }
            (Err(error), Some(recovery)) => {
                // It was never saved, was removed or cannot be read: only the journal has it.
                let (base, edits) = (recovery.base, recovery.edits);
                let (session, journal) = recovery.resume();
                let is_missing = error.kind == LoadErrorKind::Missing;
                let notice = match is_missing {
                    true => format!("recovered with {edits} changes that are in no file yet; save with Ctrl-S"),
                    false => {
                        format!("recovered from its journal, as the file cannot be read; save a copy with S: {error}")
                    }
                };
                // A missing file can be created again; an unreadable one is not overwritten.
                let version = base.filter(|_| !is_missing);
                let is_unnamed = base.is_none();
                let file = OpenFile { journal: Some(journal), is_unnamed, ..OpenFile::new(path.to_owned(), version) };
                Ok(self.show(file, Document { session, read_only: false, is_new: true, notice: Some(notice) }))
            }
            (Err(error), None) => Err(error),
        }
    }

    /// Opens a session that is in no file yet.
    pub(super) fn begin(&mut self, session: Session) -> Vec<Event> {
        let path = store::unique_path(&self.sessions.dir, &session.title, &self.journals);
        let file = OpenFile { is_unnamed: true, ..OpenFile::new(path, None) };
        self.show(file, Document { session, read_only: false, is_new: true, notice: None })
    }

    fn show(&mut self, mut file: OpenFile, document: Document) -> Vec<Event> {
        let Document { session, read_only, is_new, notice } = document;
        if file.journal.is_none() && !read_only {
            file.journal = Some(match &file.recovery {
                Some(recovery) => recovery.open_another(&file.path, &session, file.version),
                None => self.journals.open(&file.path, &session, file.version),
            });
        }
        let is_elsewhere = file.journal.as_ref().is_some_and(Journal::is_open_elsewhere);
        let journal_off = file.journal.as_ref().and_then(|journal| journal.off_reason().map(str::to_owned));
        let recovery = file.recovery.as_ref().map(|recovery| RecoveredEdits {
            session: Box::new(recovery.session.clone()),
            edits: recovery.edits,
            last: recovery.last.day().to_string(),
            base_changed: recovery.base_changed,
        });
        let notice = match is_elsewhere {
            true => Some("another weighbridge has this session open: the second to save is asked first".to_owned()),
            false => notice,
        };
        let opened =
            OpenedSession { path: file.path.clone(), session: Box::new(session), read_only, is_new, notice, recovery };
        self.open = Some(file);
        self.library = None;
        std::iter::once(Event::Opened(Box::new(opened))).chain(journal_off.map(Event::JournalFailed)).collect()
    }

    pub(super) fn append_to_journal(&mut self, record: JournalRecord) -> Option<Event> {
        let file = self.open.as_mut()?;
        let written = file.journal.as_mut().map_or(Ok(()), |journal| journal.append(&record));
        file.unsaved_edits.push(record);
        written.err().map(|error| Event::JournalFailed(error.reason))
    }

    /// Starts to save, to another path if one is given.
    pub(super) fn start_save(&mut self, session: Box<Session>, revision: u64, to: SaveTo) -> Option<Event> {
        let file = self.open.as_mut()?;
        let beside = |suffix| store::unique_beside(&file.path, suffix, &self.journals);
        let (to, theirs) = match to {
            SaveTo::Own if file.is_unnamed => {
                let named = store::unique_path_again(&self.sessions.dir, &session.title, &self.journals, &file.path);
                (Some(named).filter(|named| *named != file.path), None)
            }
            SaveTo::Own => (None, None),
            SaveTo::Path(path) => (Some(path), None),
            SaveTo::Beside => (Some(beside("mine")), None),
            SaveTo::OverTheirs => (None, file.theirs),
        };
        let kept_as = theirs.map(|_| beside("theirs"));
        let is_elsewhere = to.as_ref().is_some_and(|to| !is_same_file(to, &file.path));
        // Saving a removed file under its own name creates it again.
        let is_restored = to.is_some() && file.path.symlink_metadata().is_err();
        let path = to.unwrap_or_else(|| file.path.clone());
        let expected = theirs.or(file.version).filter(|_| !is_elsewhere && !is_restored);
        if self.sessions.contains(&path)
            && let Err(error) = self.sessions.create()
        {
            let why = format!("{}: {error}", showable(&self.sessions.dir.to_string_lossy()));
            return Some(Event::SaveFailed { why });
        }
        file.unsaved_edits.clear();
        self.save_count += 1;
        let ticket = self.save_count;
        file.pending_save =
            Some(PendingSave { ticket, revision, session: session.clone(), is_elsewhere, kept_as: kept_as.clone() });
        let sent = self.saver.save(SaveJob { path, session: *session, expected, kept_as, revision: ticket });
        let why = "the thread that saves has ended; restart weighbridge, no edit is lost";
        sent.err().map(|_| Event::SaveFailed { why: why.to_owned() })
    }

    /// Takes the outcome of a save.
    pub(super) fn finish_save(&mut self, outcome: SaveOutcome) -> Vec<Event> {
        let Some(file) = &mut self.open else { return Vec::new() };
        // The outcome for a document that was closed meanwhile must not count for this one.
        let Some(pending) = file.pending_save.take_if(|pending| pending.ticket == outcome.revision) else {
            return Vec::new();
        };
        match outcome.result {
            Ok(version) => {
                file.version = Some(version);
                file.restart_journal(&self.journals, &outcome.path, &pending.session, version, pending.is_elsewhere);
                file.path.clone_from(&outcome.path);
                file.is_unnamed = false;
                file.theirs = None;
                let kept = pending.kept_as.map(|kept_as| {
                    let name =
                        |path: &Path| showable(&path.file_name().unwrap_or_default().to_string_lossy()).into_owned();
                    let (own, theirs) = (name(&outcome.path), name(&kept_as));
                    Event::Notice(format!("saved {own}; what somebody else had saved is kept as {theirs}"))
                });
                let saved = Event::Saved { path: outcome.path, revision: pending.revision };
                std::iter::once(saved).chain(kept).collect()
            }
            Err(SaveError::NotDurable { now, reason, .. }) => {
                // The next save expects what was written. The journal stays as it is until a save is confirmed.
                file.version = Some(now);
                file.has_journal_elsewhere |= pending.is_elsewhere;
                file.is_unnamed = false;
                file.path.clone_from(&outcome.path);
                vec![Event::SaveUnconfirmed { path: outcome.path, why: reason }]
            }
            Err(error) => {
                let why = error.to_string();
                match error {
                    SaveError::Changed { now: Some(now), .. } => {
                        file.theirs = Some(now);
                        vec![Event::SaveConflict { why }]
                    }
                    _ => vec![Event::SaveFailed { why }],
                }
            }
        }
    }

    /// Why edits are not written into a journal now.
    pub(super) fn journal_off_reason(&self) -> Option<String> {
        let journal = self.open.as_ref()?.journal.as_ref()?;
        journal.off_reason().map(str::to_owned)
    }

    /// Whether a save is under way.
    pub(super) fn is_saving(&self) -> bool {
        self.saver.is_busy()
    }

    /// Closes the document. `keep` leaves its journal for recovery.
    pub(super) fn close(&mut self, keep: bool) {
        let journal = self.open.take().and_then(|file| file.journal).filter(|_| !keep);
        if let Some(journal) = journal {
            journal.finish();
        }
    }

    /// Continues the journal of the earlier run.
    pub(super) fn adopt_recovery(&mut self) {
        let Some(file) = &mut self.open else { return };
        let Some(recovery) = file.recovery.take() else { return };
        if let Some(journal) = file.journal.take() {
            journal.finish();
        }
        file.version = recovery.base;
        file.journal = Some(recovery.resume().1);
    }

    /// Removes the journal of the earlier run; returns why that failed.
    pub(super) fn discard_recovery(&mut self) -> Option<String> {
        let recovery = self.open.as_mut()?.recovery.take()?;
        recovery.discard().err().map(|error| error.to_string())
    }
}
