//! The file of the document: opened, saved, recovered, closed.

use super::action::Refusal;
use super::event::{Effect, Event, OpenedSession, SaveTo};
use super::library::Library;
use super::msg::Msg;
use super::overlay::{Confirm, Overlay};
use super::places::quit;
use super::state::{App, Screen, Tone};
use super::workbench::Workbench;
use std::path::PathBuf;

const NO_EFFECTS: Vec<Effect> = Vec::new();
const SAVING: &str = "the last save is still under way";

impl App {
    pub(super) fn save(&mut self, to: SaveTo) -> Result<Vec<Effect>, Refusal> {
        let workbench = self.workbench_mut().ok_or_else(|| Refusal("no session is open".to_owned()))?;
        if to == SaveTo::Own {
            quit::check_save(workbench)?;
        }
        if workbench.saving {
            return Refusal::err(SAVING);
        }
        workbench.saving = true;
        let effect = Effect::Save { session: Box::new(workbench.session.clone()), revision: workbench.revision, to };
        self.notify(Tone::Note, "saving…");
        Ok(vec![effect])
    }

    /// Saves and closes the document once it is safe; a save that is refused leaves nothing armed.
    pub(super) fn save_and_close(&mut self) -> Result<Vec<Effect>, Refusal> {
        // A save under way may be of an older revision: closing waits for it and then saves again.
        if self.is_saving() {
            self.close_when_saved = true;
            return Ok(NO_EFFECTS);
        }
        // A save may have ended while the question was on screen.
        if self.workbench().is_some_and(|workbench| !workbench.is_dirty()) {
            return Ok(self.close());
        }
        let effects = self.save(SaveTo::Own)?;
        self.close_when_saved = true;
        Ok(effects)
    }

    /// Whether a save is under way; if so, the status line says it.
    pub(super) fn is_saving(&mut self) -> bool {
        let is_saving = self.workbench().is_some_and(|workbench| workbench.saving);
        if is_saving {
            self.notify(Tone::Note, SAVING);
        }
        is_saving
    }

    /// Closes the document: back to the library, or out of the program.
    pub(super) fn close(&mut self) -> Vec<Effect> {
        self.overlays.clear();
        self.close_when_saved = false;
        let close = Effect::CloseFile { keep: false };
        if !self.has_library {
            return vec![close, Effect::Quit];
        }
        self.screen = Screen::Library(Library::default());
        vec![close, Effect::ScanLibrary]
    }

    pub(super) fn accept_recovery(&mut self) -> Result<Vec<Effect>, Refusal> {
        let Some(recovered) = self.recovery.take() else { return Refusal::err("there is nothing to recover") };
        self.workbench_mut()
            .ok_or_else(|| Refusal("no session is open".to_owned()))?
            .adopt_recovered(*recovered.session);
        let edits = if recovered.edits == 1 { "1 edit".to_owned() } else { format!("{} edits", recovered.edits) };
        self.notify(Tone::Note, format!("{edits} recovered; press Ctrl-S to save"));
        Ok(vec![Effect::AdoptRecovery])
    }

    /// Whether edits are written into a journal now, and if not, why. The mark beside the state of the file lasts as long.
    pub fn set_journal_off(&mut self, reason: Option<String>) {
        let Some(workbench) = self.workbench_mut() else { return };
        let was_off = std::mem::replace(&mut workbench.journal_off, reason);
        if was_off.is_some() && workbench.journal_off.is_none() && workbench.is_dirty() {
            self.notify(Tone::Note, "unsaved edits can be recovered again: the journal has all of them");
        }
    }

    /// Takes in what happened in the world.
    pub(super) fn take_in(&mut self, event: Event) -> Vec<Effect> {
        match event {
            Event::LibraryListed(files) => self.change_library(|library| library.begin(files)),
            Event::LibraryRead(entries) => self.change_library(|library| library.add(entries)),
            Event::LibraryDetails { path, details } => {
                self.change_library(|library| library.add_details(path, *details));
            }
            Event::Opened(opened) => self.show_opened(*opened),
            Event::OpenFailed { path, why } => {
                self.notify(Tone::Error, if why.is_empty() { path.display().to_string() } else { why });
            }
            Event::Saved { path, revision } => return self.show_saved(path, revision),
            Event::SaveFailed { why } => {
                self.close_when_saved = false;
                if let Some(workbench) = self.workbench_mut() {
                    workbench.saving = false;
                }
                self.notify(Tone::Error, format!("not saved: {why}"));
            }
            Event::SaveConflict { why } => {
                self.close_when_saved = false;
                if let Some(workbench) = self.workbench_mut() {
                    workbench.saving = false;
                }
                self.notify(Tone::Error, format!("not saved: {why}"));
                // Not over a text that is being typed: its next key would answer. The next save asks again.
                if self.overlays.is_empty() {
                    self.overlays.push(quit::ask_about_conflict());
                }
            }
            Event::SaveUnconfirmed { path, why } => {
                self.close_when_saved = false;
                if let Some(workbench) = self.workbench_mut() {
                    workbench.saving = false;
                    workbench.is_unconfirmed = true;
                    workbench.path = path;
                }
                let text = format!("not safe yet: the disk did not confirm the save: {why}; press Ctrl-S to try again");
                self.notify(Tone::Error, text);
            }
            Event::Notice(text) => self.notify(Tone::Note, text),
            Event::JournalFailed(why) => {
                let text = format!(
                    "unsaved edits cannot be recovered after a crash: {why}; save often with Ctrl-S; each edit tries again"
                );
                self.notify(Tone::Error, text);
            }
        }
        NO_EFFECTS
    }

    fn show_opened(&mut self, opened: OpenedSession) {
        let (notice, recovery) = (opened.notice.clone(), opened.recovery.clone());
        if matches!(self.screen, Screen::Library(_)) {
            self.overlays.clear();
        }
        let workbench = Workbench::from_opened(opened, self.catalogue.clone(), self.stamp());
        self.screen = Screen::Workbench(Box::new(workbench));
        if let Some(text) = notice {
            self.notify(Tone::Note, text);
        }
        if let Some(recovered) = &recovery {
            let changed = match recovered.base_changed {
                true => " The file has changed since: save what you recover under another name.",
                false => "",
            };
            let question = match recovered.edits {
                1 => format!("An edit of {} was never saved. Recover it?", recovered.last),
                edits => format!("{edits} edits of {} were never saved. Recover them?", recovered.last),
            };
            self.overlays.push(Overlay::Confirm(Confirm {
                question,
                detail: format!("The program ended before they were saved.{changed} Esc keeps them for later."),
                yes: ("recover them".to_owned(), Msg::AcceptRecovery),
                no: Some(("discard them".to_owned(), Msg::DiscardRecovery)),
            }));
        }
        self.recovery = recovery;
    }

    fn show_saved(&mut self, path: PathBuf, revision: u64) -> Vec<Effect> {
        let Some(workbench) = self.workbench_mut() else { return NO_EFFECTS };
        workbench.saving = false;
        workbench.saved_revision = revision;
        workbench.is_unconfirmed = false;
        workbench.is_new = false;
        workbench.read_only = false;
        let name = path.file_name().map_or(String::new(), |name| name.to_string_lossy().into_owned());
        workbench.path = path;
        let is_dirty = workbench.is_dirty();
        self.notify(Tone::Note, format!("saved {name}"));
        match (self.close_when_saved, is_dirty) {
            (false, _) => NO_EFFECTS,
            (true, true) => self.save(SaveTo::Own).unwrap_or_else(|Refusal(reason)| {
                self.close_when_saved = false;
                self.notify(Tone::Refusal, reason);
                NO_EFFECTS
            }),
            (true, false) => self.close(),
        }
    }
}
