//! The workbench on a real terminal: keys become messages, effects become files, workers report back.

use crate::app::{App, Context, Effect, Event, LibraryFile, Msg, OpenedSession, RecoveredEdits, Tone};
use crate::catalogue::Catalogue;
use crate::keys::Keymap;
use crate::model::showable::showable;
use crate::model::{JournalRecord, Moment, Session};
use crate::store::read::LoadErrorKind;
use crate::store::{
    self, Fingerprint, Journal, JournalFolder, LoadError, LoadedSession, Recovery, SaveJob, SaveOutcome, Saver,
    SessionFolder,
};
use crate::terminal::{self, Flow, Program, TerminalEvent};
use crate::theme::Theme;
use crate::view;
use crossterm::event::{Event as Input, KeyEvent};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What the workbench is started with.
pub struct Launch {
    /// What the product knows.
    pub catalogue: Arc<Catalogue>,
    /// The keys in force.
    pub keymap: Keymap,
    /// Looks.
    pub theme: Theme,
    /// The folder of sessions.
    pub sessions: SessionFolder,
    /// Who changes things.
    pub user: String,
    /// What time it is.
    pub clock: Box<dyn Fn() -> Moment>,
    /// What to open.
    pub start: Start,
}

/// What to open first.
pub enum Start {
    /// The library.
    Library,
    /// A file.
    File {
        /// Where it is.
        path: PathBuf,
        /// Only to look at.
        read_only: bool,
        /// What is in it, as read while the catalogue was.
        loaded: Box<Result<LoadedSession, LoadError>>,
    },
    /// A session that is in no file yet, such as one from standard input.
    Session(Box<Session>),
}

/// Why the workbench did not start, or ended early.
#[derive(Debug, thiserror::Error)]
pub enum WorkbenchError {
    /// The file cannot be opened.
    #[error("{0}")]
    Load(#[from] LoadError),
    /// The terminal.
    #[error("{0}")]
    Terminal(#[from] terminal::TerminalError),
    /// The thread that saves could not be started.
    #[error("saving could not be set up: {0}")]
    Saver(#[from] std::io::Error),
}

/// Runs the workbench until the person leaves it.
pub fn run(launch: Launch) -> Result<(), WorkbenchError> {
    let (post, inbox) = terminal::inbox::<SaveOutcome>();
    let saver = Saver::spawn(move |outcome| {
        post.send(outcome);
    })?;
    let now = (launch.clock)();
    let own = launch.catalogue.override_notes();
    let own = (!own.is_empty()).then(|| own.join("; "));
    let mut app = App::new(launch.catalogue, launch.keymap.commands(), launch.user, now);
    app.library_label = launch.sessions.dir.display().to_string();
    app.has_library = matches!(launch.start, Start::Library);
    let mut desk = WorkbenchShell {
        app,
        keymap: launch.keymap,
        theme: launch.theme,
        sessions: launch.sessions,
        clock: launch.clock,
        journals: JournalFolder::find(),
        saver,
        save_count: 0,
        file: None,
        flow: Flow::Continue,
    };
    match launch.start {
        Start::Library => desk.run_effects(vec![Effect::ScanLibrary]),
        Start::File { path, read_only, loaded } => desk.open_path(&path, read_only, *loaded)?,
        Start::Session(session) => {
            desk.begin_session(*session);
            desk.append_notice(own);
            // Standard input brought the document; keys come from where the screen is.
            return Ok(terminal::run_on(Arc::new(terminal::Tty::from_stdout()?), &mut desk, inbox)?);
        }
    }
    desk.append_notice(own);
    Ok(terminal::run(&mut desk, inbox)?)
}

/// The files behind the open document.
struct OpenFile {
    /// Where it is, or shall be.
    path: PathBuf,
    /// The version that is on disk; none when it is in no file yet.
    version: Option<Fingerprint>,
    /// What is not saved yet.
    journal: Option<Journal>,
    /// What was done since the last save was handed over.
    unsaved_edits: Vec<JournalRecord>,
    /// A save under way.
    pending_save: Option<PendingSave>,
    /// Edits of an earlier run.
    recovery: Option<Recovery>,
}

/// A save under way.
struct PendingSave {
    /// Tells it from every other one: the answer may come when its document is long closed.
    ticket: u64,
    /// That of the document, as the program counts.
    revision: u64,
    /// The document as it was handed over.
    session: Box<Session>,
    /// Whether it goes to another path.
    is_elsewhere: bool,
}

struct WorkbenchShell {
    app: App,
    keymap: Keymap,
    theme: Theme,
    sessions: SessionFolder,
    clock: Box<dyn Fn() -> Moment>,
    journals: JournalFolder,
    saver: Saver,
    /// How many saves were asked for.
    save_count: u64,
    file: Option<OpenFile>,
    flow: Flow,
}

impl Program for WorkbenchShell {
    type Work = SaveOutcome;

    fn handle_event(&mut self, event: TerminalEvent<SaveOutcome>) -> Flow {
        self.flow = Flow::Continue;
        match event {
            TerminalEvent::Input(Input::Key(key)) => self.handle_key(key),
            TerminalEvent::Input(Input::Paste(text)) if self.app.context().is_typing() => self.update(Msg::Paste(text)),
            TerminalEvent::Input(Input::Paste(_)) => {
                self.app.notify(Tone::Refusal, "nothing is being typed here: the paste was left out");
            }
            TerminalEvent::Input(_) | TerminalEvent::Resumed => {}
            TerminalEvent::Work(outcome) => self.finish_save(outcome),
        }
        self.flow
    }

    fn draw(&mut self, frame: &mut ratatui::Frame<'_>) {
        view::render(&self.app, &self.theme, frame);
    }
}

impl WorkbenchShell {
    /// Says that prices or hours are the user's own, beside whatever else there is to say.
    fn append_notice(&mut self, own: Option<String>) {
        let Some(own) = own else { return };
        match self.app.notice.take() {
            Some(notice) => self.app.notify(notice.tone, format!("{}; {own}", notice.text)),
            None => self.app.notify(Tone::Note, own),
        }
    }

    fn handle_key(&mut self, key: KeyEvent) {
        match self.keymap.resolve(self.app.context(), key) {
            Some(msg) => self.update(msg),
            None if self.app.context() == Context::Goto => self.update(Msg::Back),
            None => self.app.notify(Tone::Refusal, "that key does nothing here; ? shows what does"),
        }
    }

    fn update(&mut self, msg: Msg) {
        let now = (self.clock)();
        let effects = self.app.update(msg, now);
        self.run_effects(effects);
    }

    fn dispatch_event(&mut self, news: Event) {
        let now = (self.clock)();
        let effects = self.app.handle_event(news, now);
        self.run_effects(effects);
    }

    fn run_effects(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Journal(trace) => self.append_to_journal(trace),
                Effect::Save { session, revision, to } => self.start_save(session, revision, to),
                Effect::ScanLibrary => {
                    for news in self.scan_library() {
                        self.dispatch_event(news);
                    }
                }
                Effect::OpenFile { path, read_only } => {
                    if let Err(error) = self.open_path(&path, read_only, store::load(&path)) {
                        self.dispatch_event(Event::OpenFailed { path, why: error.to_string() });
                    }
                }
                Effect::StartSession { session } => self.begin_session(*session),
                Effect::CloseFile { keep } => self.close_file(keep),
                Effect::AdoptRecovery => self.adopt_recovery(),
                Effect::DiscardRecovery => self.drop_recovery(),
                Effect::Repaint => self.flow = Flow::Repaint,
                Effect::Suspend if terminal::can_suspend() => self.flow = Flow::Suspend,
                Effect::Suspend => self.app.notify(Tone::Refusal, "there is no shell to go back to with fg"),
                Effect::Quit => self.flow = Flow::Quit,
            }
        }
    }

    /// What is in the folder and in the journals; when the folder cannot be read, why, too.
    fn scan_library(&self) -> Vec<Event> {
        let (shelves, unread) = match self.sessions.scan() {
            Ok(shelves) => (shelves, None),
            Err(error) => (Vec::new(), Some(error.to_string())),
        };
        let leftovers = self.journals.recoverable();
        let is_left = |path: &Path| leftovers.iter().any(|left| same_file(&left.document, path));
        let mut files: Vec<LibraryFile> = shelves
            .into_iter()
            .map(|shelf| LibraryFile {
                recoverable: is_left(&shelf.path),
                session: shelf.content.map(|loaded| Box::new(loaded.session)).map_err(|error| error.to_string()),
                path: shelf.path,
            })
            .collect();
        // What was begun and never saved is in no file, but it is not lost.
        for left in leftovers.iter().filter(|left| !left.document.exists()) {
            if let Some(Ok(recovery)) = self.journals.recover(&left.document) {
                let session = Ok(Box::new(recovery.session));
                files.insert(0, LibraryFile { path: left.document.clone(), session, recoverable: true });
            }
        }
        let unread = unread.map(|why| Event::OpenFailed { path: self.sessions.dir.clone(), why });
        std::iter::once(Event::LibraryScanned(files)).chain(unread).collect()
    }

    fn open_path(
        &mut self,
        path: &Path,
        read_only: bool,
        loaded: Result<LoadedSession, LoadError>,
    ) -> Result<(), LoadError> {
        let recovery = if read_only { None } else { self.journals.recover(path) };
        let (recovery, unreadable) = match recovery {
            Some(Ok(recovery)) => (Some(recovery), None),
            Some(Err(error)) => (None, Some(error.to_string())),
            None => (None, None),
        };
        let missing = recovery.as_ref().and_then(|recovery| recovery.stopped.as_ref());
        let unreadable =
            unreadable.or(missing.map(|why| format!("the journal of unsaved edits ends too early: {why}")));
        match (loaded, recovery) {
            (Ok(loaded), recovery) => {
                let warning = loaded.warnings.first().map(|warning| format!("{}:{warning}", path.display()));
                let file = OpenFile {
                    path: path.to_owned(),
                    version: Some(loaded.fingerprint),
                    journal: None,
                    unsaved_edits: Vec::new(),
                    pending_save: None,
                    recovery,
                };
                self.show_document(file, loaded.session, read_only, false, unreadable.or(warning));
                Ok(())
            }
            (Err(error), Some(recovery)) => {
                // It was never saved, or is gone or cannot be read: what the journal has is all there is.
                let (base, edits) = (recovery.base, recovery.edits);
                let (session, journal) = recovery.resume();
                let gone = error.kind == LoadErrorKind::Missing;
                let notice = match gone {
                    true => format!("recovered as it was, {edits} changes in no file yet; save with Ctrl-S"),
                    false => {
                        format!("recovered from its journal, as the file cannot be read; save a copy with S: {error}")
                    }
                };
                let file = OpenFile {
                    path: path.to_owned(),
                    // What is gone can be made anew; what cannot be read is not overwritten.
                    version: base.filter(|_| !gone),
                    journal: Some(journal),
                    unsaved_edits: Vec::new(),
                    pending_save: None,
                    recovery: None,
                };
                self.show_document(file, session, false, true, Some(notice));
                Ok(())
            }
            (Err(error), _) => Err(error),
        }
    }

    fn begin_session(&mut self, session: Session) {
        let path = store::unique_path(&self.sessions.dir, &session.title, &self.journals);
        let file = OpenFile {
            path,
            version: None,
            journal: None,
            unsaved_edits: Vec::new(),
            pending_save: None,
            recovery: None,
        };
        self.show_document(file, session, false, true, None);
    }

    fn show_document(
        &mut self,
        mut file: OpenFile,
        session: Session,
        read_only: bool,
        is_new: bool,
        notice: Option<String>,
    ) {
        if file.journal.is_none() && !read_only {
            file.journal = Some(self.journals.open(&file.path, &session, file.version));
        }
        let elsewhere = file.journal.as_ref().is_some_and(Journal::is_open_elsewhere);
        let off = file.journal.as_ref().and_then(|journal| journal.off_reason().map(str::to_owned));
        let recovery = file.recovery.as_ref().map(|recovery| RecoveredEdits {
            session: Box::new(recovery.session.clone()),
            edits: recovery.edits,
            last: recovery.last.day().to_string(),
            base_changed: recovery.base_changed,
        });
        let notice = match (elsewhere, notice) {
            (true, _) => Some("another weighbridge has this session open: whoever saves second is asked".to_owned()),
            (false, notice) => notice,
        };
        let opened =
            OpenedSession { path: file.path.clone(), session: Box::new(session), read_only, is_new, notice, recovery };
        self.file = Some(file);
        self.dispatch_event(Event::Opened(Box::new(opened)));
        if let Some(why) = off {
            self.dispatch_event(Event::JournalFailed(why));
        }
    }

    fn append_to_journal(&mut self, trace: JournalRecord) {
        let Some(file) = &mut self.file else { return };
        let written = match &mut file.journal {
            Some(journal) => journal.append(&trace),
            None => Ok(()),
        };
        file.unsaved_edits.push(trace);
        if let Err(error) = written {
            self.dispatch_event(Event::JournalFailed(error.reason));
        }
    }

    fn start_save(&mut self, session: Box<Session>, revision: u64, to: Option<PathBuf>) {
        let Some(file) = &mut self.file else { return };
        let is_elsewhere = to.as_ref().is_some_and(|to| !same_file(to, &file.path));
        // Who names the file's own path once it is gone wants it back.
        let is_back = to.is_some() && file.path.symlink_metadata().is_err();
        let path = to.unwrap_or_else(|| file.path.clone());
        let expected = file.version.filter(|_| !is_elsewhere && !is_back);
        if self.sessions.contains(&path)
            && let Err(error) = self.sessions.create()
        {
            return self.dispatch_event(Event::SaveFailed {
                why: format!("{}: {error}", showable(&self.sessions.dir.to_string_lossy())),
            });
        }
        file.unsaved_edits.clear();
        self.save_count += 1;
        let ticket = self.save_count;
        file.pending_save = Some(PendingSave { ticket, revision, session: session.clone(), is_elsewhere });
        if self.saver.save(SaveJob { path, session: *session, expected, revision: ticket }).is_err() {
            self.dispatch_event(Event::SaveFailed {
                why: "the thread that saves has ended; start again, nothing is lost".to_owned(),
            });
        }
    }

    fn finish_save(&mut self, outcome: SaveOutcome) {
        let Some(file) = &mut self.file else { return };
        // Of a document that was closed meanwhile: it must not be taken for a save of this one.
        let Some(saving) = file.pending_save.take_if(|saving| saving.ticket == outcome.revision) else { return };
        let (version, beware) = match outcome.result {
            Ok(version) => (version, None),
            Err(store::SaveError::NotDurable { now, ref reason, .. }) => (now, Some(reason.clone())),
            Err(error) => return self.dispatch_event(Event::SaveFailed { why: error.to_string() }),
        };
        file.version = Some(version);
        file.restart_journal(&self.journals, &outcome.path, &saving.session, version, saving.is_elsewhere);
        file.path.clone_from(&outcome.path);
        self.dispatch_event(Event::Saved { path: outcome.path, revision: saving.revision });
        if let Some(reason) = beware {
            self.app.notify(Tone::Error, format!("saved, but the disk did not confirm it: {reason}; save again"));
        }
    }

    fn close_file(&mut self, keep: bool) {
        if let Some(file) = self.file.take()
            && !keep
            && let Some(journal) = file.journal
        {
            journal.finish();
        }
    }

    fn adopt_recovery(&mut self) {
        let Some(file) = &mut self.file else { return };
        let Some(recovery) = file.recovery.take() else { return };
        if let Some(journal) = file.journal.take() {
            journal.finish();
        }
        file.version = recovery.base;
        file.journal = Some(recovery.resume().1);
    }

    fn drop_recovery(&mut self) {
        let Some(recovery) = self.file.as_mut().and_then(|file| file.recovery.take()) else { return };
        if let Err(error) = recovery.discard() {
            self.app.notify(Tone::Error, format!("the journal could not be removed: {error}"));
        }
    }
}

impl OpenFile {
    /// After a save: the journal goes on from there, or ends when nothing was done since.
    fn restart_journal(
        &mut self,
        journals: &JournalFolder,
        path: &Path,
        saved: &Session,
        version: Fingerprint,
        is_elsewhere: bool,
    ) {
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
            journal.finish();
            self.journal = Some(journals.open(path, saved, Some(version)));
            return;
        }
        let mut next = journals.open(path, saved, Some(version));
        for trace in &self.unsaved_edits {
            if next.append(trace).is_err() {
                break;
            }
        }
        journal.finish();
        self.journal = Some(next);
    }
}

/// Whether two paths lead to the same file, as far as the disk can tell.
fn same_file(a: &Path, b: &Path) -> bool {
    a == b || matches!((a.canonicalize(), b.canonicalize()), (Ok(a), Ok(b)) if a == b)
}

#[cfg(test)]
#[path = "workbench_tests.rs"]
mod tests;
