//! The state of the program. It names keys only as text, knows no colour, touches no file and reads no clock.

use super::binding::Command;
use super::event::RecoveredEdits;
use super::library::Library;
use super::overlay::Overlay;
use super::places::Context;
use super::robustness_cache::RobustnessCache;
use super::workbench::Workbench;
use crate::appraisal::{DecisionMatrix, MatrixOutcome, RobustnessSummary, Verdict};
use crate::catalogue::Catalogue;
use crate::model::{Moment, Stamp};
use std::sync::Arc;

/// How serious a line of status is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Something happened.
    Note,
    /// Something did not happen, and why.
    Refusal,
    /// Something is wrong.
    Error,
}

/// The line of status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// What it says.
    pub text: String,
    /// How serious it is.
    pub tone: Tone,
}

/// What is on screen beneath the overlays.
#[derive(Debug, Clone)]
pub enum Screen {
    /// The saved sessions.
    Library(Library),
    /// One session.
    Workbench(Box<Workbench>),
}

/// The whole state.
pub struct App {
    /// What the product knows.
    pub catalogue: Arc<Catalogue>,
    /// Every command, for footer, help and palette.
    pub commands: Vec<Command>,
    /// What is on screen.
    pub screen: Screen,
    /// What lies over it, the topmost last.
    pub overlays: Vec<Overlay>,
    /// The line of status.
    pub notice: Option<Notice>,
    /// The next key is a digit that names a step.
    pub awaiting_step: bool,
    /// The account of the person.
    pub user: String,
    /// The time of the last message.
    pub now: Moment,
    /// Whether closing the document returns to the library; otherwise it ends the program.
    pub has_library: bool,
    /// Close the document once the save under way is done.
    pub close_when_saved: bool,
    /// The edits that a journal kept of the open document, until the person accepts or discards them.
    pub recovery: Option<RecoveredEdits>,
    /// The folder of the library, as it is printed.
    pub library_label: String,
    pub(super) robustness: RobustnessCache,
}

impl App {
    /// A program that shows the library, still empty.
    pub fn new(catalogue: Arc<Catalogue>, commands: Vec<Command>, user: String, now: Moment) -> Self {
        Self {
            catalogue,
            commands,
            screen: Screen::Library(Library::default()),
            overlays: Vec::new(),
            notice: None,
            awaiting_step: false,
            user,
            now,
            has_library: true,
            close_when_saved: false,
            recovery: None,
            library_label: String::new(),
            robustness: RobustnessCache::default(),
        }
    }

    /// The open document.
    pub fn workbench(&self) -> Option<&Workbench> {
        match &self.screen {
            Screen::Workbench(workbench) => Some(workbench),
            Screen::Library(_) => None,
        }
    }

    pub(super) fn workbench_mut(&mut self) -> Option<&mut Workbench> {
        match &mut self.screen {
            Screen::Workbench(workbench) => Some(workbench),
            Screen::Library(_) => None,
        }
    }

    /// Who changes something now: the participant of this account, or the account.
    pub fn stamp(&self) -> Stamp {
        let participant = self.workbench().and_then(|workbench| {
            let mut people = workbench.session.participants.iter();
            people.find(|person| person.account == self.user && !person.account.is_empty())
        });
        Stamp { at: self.now, by: participant.map_or_else(|| self.user.clone(), |person| person.name.clone()) }
    }

    /// Where a key would be pressed now.
    pub fn context(&self) -> Context {
        if self.awaiting_step {
            return Context::Goto;
        }
        self.overlays.last().map_or_else(|| self.base_context(), Overlay::context)
    }

    /// The place that help is about: the table that lies over the screen, where one does, else what is beneath.
    pub fn help_context(&self) -> Context {
        let tables = [Context::TaskHours, Context::ExitCosts];
        let open = self.overlays.iter().rev().map(Overlay::context).find(|context| tables.contains(context));
        open.unwrap_or_else(|| self.base_context())
    }

    /// Where a key would be pressed if nothing lay over the screen.
    pub fn base_context(&self) -> Context {
        match &self.screen {
            Screen::Library(library) if library.is_searching => Context::Picker,
            Screen::Library(_) => Context::Library,
            Screen::Workbench(workbench) => workbench.context(),
        }
    }

    /// Shows a line of status.
    pub fn notify(&mut self, tone: Tone, text: impl Into<String>) {
        self.notice = Some(Notice { text: text.into(), tone });
    }

    /// How often the outcome of a matrix holds; `None` for one that is not displayed.
    pub fn robustness(&self, workbench: &Workbench, matrix: &DecisionMatrix) -> Option<&RobustnessSummary> {
        self.robustness.summary(matrix, &workbench.session.robustness)
    }

    /// The verdict on the lead of a matrix.
    pub fn verdict_on(&self, workbench: &Workbench, matrix: &MatrixOutcome) -> Verdict {
        let local = self.robustness(workbench, matrix).map(|summary| &summary.local);
        matrix.verdict(&workbench.session.robustness, local)
    }
}
