//! The program behind the screen: it routes keys, events and effects between terminal, application and files.

use super::files::SessionFiles;
use crate::app::{App, Context, Effect, Event, Msg, Tone};
use crate::keys::Keymap;
use crate::model::{Moment, Session};
use crate::store::{self, LoadError, LoadedSession, SaveOutcome};
use crate::terminal::{self, Flow, Program, TerminalEvent};
use crate::theme::Theme;
use crate::view;
use crossterm::event::{Event as Input, KeyEvent};
use std::path::Path;

/// What a thread has done.
pub(super) enum WorkDone {
    /// A save has ended.
    Saved(SaveOutcome),
    /// More of the library was read.
    LibraryRead,
}

pub(super) struct WorkbenchShell {
    pub(super) app: App,
    keymap: Keymap,
    theme: Theme,
    clock: Box<dyn Fn() -> Moment>,
    pub(super) files: SessionFiles,
    flow: Flow,
}

impl Program for WorkbenchShell {
    type Work = WorkDone;

    fn handle_event(&mut self, event: TerminalEvent<WorkDone>) -> Flow {
        self.flow = Flow::Continue;
        match event {
            TerminalEvent::Input(Input::Key(key)) => self.handle_key(key),
            TerminalEvent::Input(Input::Paste(text)) => self.update(Msg::Paste(text)),
            TerminalEvent::Input(_) | TerminalEvent::Resumed => {}
            TerminalEvent::Work(WorkDone::Saved(outcome)) => self.finish_save(outcome),
            TerminalEvent::Work(WorkDone::LibraryRead) => {
                let events = self.files.take_library();
                self.dispatch(events);
            }
        }
        self.flow
    }

    fn draw(&mut self, frame: &mut ratatui::Frame<'_>) {
        view::render(&self.app, &self.theme, frame);
    }
}

impl WorkbenchShell {
    pub(super) fn new(
        app: App,
        keymap: Keymap,
        theme: Theme,
        clock: Box<dyn Fn() -> Moment>,
        files: SessionFiles,
    ) -> Self {
        Self { app, keymap, theme, clock, files, flow: Flow::Continue }
    }

    /// Adds to what the status line says.
    pub(super) fn append_notice(&mut self, note: Option<String>) {
        let Some(note) = note else { return };
        match self.app.notice.take() {
            Some(notice) => self.app.notify(notice.tone, format!("{}; {note}", notice.text)),
            None => self.app.notify(Tone::Note, note),
        }
    }

    pub(super) fn open(
        &mut self,
        path: &Path,
        read_only: bool,
        loaded: Result<LoadedSession, LoadError>,
    ) -> Result<(), LoadError> {
        let events = self.files.open(path, read_only, loaded)?;
        self.dispatch(events);
        self.app.set_journal_off(self.files.journal_off_reason());
        Ok(())
    }

    pub(super) fn begin(&mut self, session: Session) {
        let events = self.files.begin(session);
        self.dispatch(events);
        self.app.set_journal_off(self.files.journal_off_reason());
    }

    fn handle_key(&mut self, key: KeyEvent) {
        match self.keymap.resolve(self.app.context(), key) {
            Some(msg) => self.update(msg),
            None if self.app.context() == Context::Goto => self.update(Msg::Back),
            None => self.app.notify(Tone::Refusal, "this key does nothing here; ? lists the keys"),
        }
    }

    pub(super) fn update(&mut self, msg: Msg) {
        let effects = self.app.update(msg, (self.clock)());
        self.run_effects(effects);
    }

    pub(super) fn dispatch(&mut self, events: impl IntoIterator<Item = Event>) {
        for event in events {
            let effects = self.app.handle_event(event, (self.clock)());
            self.run_effects(effects);
        }
    }

    pub(super) fn run_effects(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Journal(record) => {
                    let failed = self.files.append_to_journal(record);
                    self.dispatch(failed);
                    self.app.set_journal_off(self.files.journal_off_reason());
                }
                Effect::Save { session, revision, to } => {
                    let failed = self.files.start_save(session, revision, to);
                    self.dispatch(failed);
                }
                Effect::ScanLibrary => {
                    let events = self.files.scan_library(&self.app.catalogue);
                    self.dispatch(events);
                }
                Effect::ReadDetails { path } => {
                    let details = self.files.read_details(&path, &self.app.catalogue);
                    self.dispatch([details]);
                }
                Effect::OpenFile { path, read_only } => {
                    if let Err(error) = self.open(&path, read_only, store::load(&path)) {
                        self.dispatch([Event::OpenFailed { path, why: error.to_string() }]);
                    }
                }
                Effect::ReloadFile { path } => match store::load(&path) {
                    Ok(loaded) => {
                        self.files.close(true);
                        if let Err(error) = self.open(&path, false, Ok(loaded)) {
                            self.dispatch([Event::OpenFailed { path, why: error.to_string() }]);
                        }
                    }
                    Err(error) => self.dispatch([Event::OpenFailed { path, why: error.to_string() }]),
                },
                Effect::StartSession { session } => self.begin(*session),
                Effect::CloseFile { keep } => self.files.close(keep),
                Effect::AdoptRecovery => {
                    self.files.adopt_recovery();
                    self.app.set_journal_off(self.files.journal_off_reason());
                }
                Effect::DiscardRecovery => {
                    if let Some(error) = self.files.discard_recovery() {
                        self.app.notify(Tone::Error, format!("the journal could not be removed: {error}"));
                    }
                }
                Effect::Repaint => self.flow = Flow::Repaint,
                Effect::Suspend if terminal::can_suspend() => self.flow = Flow::Suspend,
                Effect::Suspend => self.app.notify(Tone::Refusal, "cannot suspend: there is no shell to return to"),
                Effect::Quit => self.flow = Flow::Quit,
            }
        }
    }

    pub(super) fn finish_save(&mut self, outcome: SaveOutcome) {
        let events = self.files.finish_save(outcome);
        self.dispatch(events);
        self.app.set_journal_off(self.files.journal_off_reason());
    }
}
