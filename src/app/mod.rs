//! The state of the program and what happens to it. It knows no key and no colour, touches no file and reads no clock: a
//! message goes in, the state changes, and what the world must do comes out as effects.

pub mod amount;
pub mod baseline;
pub mod editor;
pub mod forms;
mod handlers;
pub mod library;
pub mod msg;
pub mod overlay;
pub mod picker;
pub mod robustness_cache;
pub mod row;
pub mod scenario_appraisals;
pub mod workbench;

use crate::appraisal::{DecisionMatrix, RobustnessSummary, Step, Verdict};
use crate::catalogue::Catalogue;
use crate::model::{Moment, Stamp, WeightingMethod};
use std::sync::Arc;

pub use library::Library;
pub use msg::{Effect, Event, LibraryFile, Msg, OpenedSession, RecoveredEdits, StepLocation};
pub use overlay::{ClaimsOverlay, Confirm, ExitCostsOverlay, Overlay, Scroll, TaskHoursOverlay};
pub use workbench::{Pane, Workbench};

use robustness_cache::RobustnessCache;

/// Where a key is pressed. One binding table row names the places in which it acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Context {
    Library,
    Frame,
    Workloads,
    Questions,
    Options,
    Criteria,
    Weigh,
    Swings,
    RankOrder,
    Pairs,
    Score,
    Compare,
    Volume,
    Estate,
    Scenarios,
    Burden,
    Risks,
    Robustness,
    Decide,
    Goto,
    Picker,
    LineEditor,
    TextEditor,
    Confirm,
    Reading,
    TaskHours,
    ExitCosts,
}

impl Context {
    /// Every context.
    pub const ALL: [Self; 27] = [
        Self::Library,
        Self::Frame,
        Self::Workloads,
        Self::Questions,
        Self::Options,
        Self::Criteria,
        Self::Weigh,
        Self::Swings,
        Self::RankOrder,
        Self::Pairs,
        Self::Score,
        Self::Compare,
        Self::Volume,
        Self::Estate,
        Self::Scenarios,
        Self::Burden,
        Self::Risks,
        Self::Robustness,
        Self::Decide,
        Self::Goto,
        Self::Picker,
        Self::LineEditor,
        Self::TextEditor,
        Self::Confirm,
        Self::Reading,
        Self::TaskHours,
        Self::ExitCosts,
    ];

    /// Its name, in help and in keymap errors.
    pub fn name(self) -> &'static str {
        match self {
            Self::Library => "library",
            Self::Frame => "frame",
            Self::Workloads => "workloads",
            Self::Questions => "questions",
            Self::Options => "options",
            Self::Criteria => "criteria",
            Self::Weigh => "weigh",
            Self::Swings => "swings",
            Self::RankOrder => "rank order",
            Self::Pairs => "pairs",
            Self::Score => "score",
            Self::Compare => "compare",
            Self::Volume => "volume",
            Self::Estate => "estate",
            Self::Scenarios => "scenarios",
            Self::Burden => "burden",
            Self::Risks => "risks",
            Self::Robustness => "robustness",
            Self::Decide => "decide",
            Self::Goto => "go to",
            Self::Picker => "list",
            Self::LineEditor => "line",
            Self::TextEditor => "text",
            Self::Confirm => "question",
            Self::Reading => "reading",
            Self::TaskHours => "hours",
            Self::ExitCosts => "leaving",
        }
    }

    /// Whether a text is being typed, so that letters are letters.
    pub fn is_typing(self) -> bool {
        matches!(self, Self::Picker | Self::LineEditor | Self::TextEditor)
    }
}

/// A command as people see it: its keys, what it does, where. Made from the binding table.
#[derive(Debug, Clone, PartialEq)]
pub struct Command {
    /// All its keys, as they are printed.
    pub keys: String,
    /// The first of them.
    pub key: String,
    /// What it does, in a word or two.
    pub label: &'static str,
    /// What it asks for.
    pub msg: Msg,
    /// Where it acts.
    pub contexts: &'static [Context],
    /// What the footer says of it; none keeps it out.
    pub footer: Option<FooterHint>,
}

/// What the footer says of a command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FooterHint {
    /// Smaller first.
    pub rank: u8,
    /// The key, or the two of a pair.
    pub keys: String,
    /// In a word.
    pub label: &'static str,
}

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

/// What the person is looking at, overlays aside.
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
    /// A digit is awaited that says which step to go to.
    pub awaiting_step: bool,
    /// Who changes things.
    pub user: String,
    /// What time it is, as of the last message.
    pub now: Moment,
    /// Whether closing the document goes back to the library; otherwise it ends the program.
    pub has_library: bool,
    /// Leave once the save under way is done.
    pub close_when_saved: bool,
    /// What a journal kept of the open document, until somebody says what becomes of it.
    pub recovery: Option<RecoveredEdits>,
    /// The folder of the library, as it is printed.
    pub library_label: String,
    robustness: RobustnessCache,
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
            Screen::Workbench(bench) => Some(bench),
            Screen::Library(_) => None,
        }
    }

    fn workbench_mut(&mut self) -> Option<&mut Workbench> {
        match &mut self.screen {
            Screen::Workbench(bench) => Some(bench),
            Screen::Library(_) => None,
        }
    }

    /// Who changes something now: the participant of this account, or the account.
    pub fn stamp(&self) -> Stamp {
        let known = self.workbench().and_then(|bench| {
            bench.session.participants.iter().find(|person| person.account == self.user && !person.account.is_empty())
        });
        Stamp { at: self.now, by: known.map_or_else(|| self.user.clone(), |person| person.name.clone()) }
    }

    /// Where a key would be pressed now.
    pub fn context(&self) -> Context {
        if self.awaiting_step {
            return Context::Goto;
        }
        match self.overlays.last() {
            Some(Overlay::Editor(editor)) if editor.multiline => return Context::TextEditor,
            Some(Overlay::Editor(_)) => return Context::LineEditor,
            Some(Overlay::Picker(_)) => return Context::Picker,
            Some(Overlay::Confirm(_)) => return Context::Confirm,
            Some(Overlay::TaskHours(_)) => return Context::TaskHours,
            Some(Overlay::ExitCosts(_)) => return Context::ExitCosts,
            Some(Overlay::Help(_) | Overlay::Explanation(_, _) | Overlay::Claims(_)) => return Context::Reading,
            None => {}
        }
        self.base_context()
    }

    /// The place that help is about: the table that lies over the screen, where one does, else what is beneath.
    pub fn help_context(&self) -> Context {
        let tables = self.overlays.iter().rev().find_map(|overlay| match overlay {
            Overlay::TaskHours(_) => Some(Context::TaskHours),
            Overlay::ExitCosts(_) => Some(Context::ExitCosts),
            _ => None,
        });
        tables.unwrap_or_else(|| self.base_context())
    }

    /// Where a key would be pressed if nothing lay over the screen.
    pub fn base_context(&self) -> Context {
        match &self.screen {
            Screen::Library(library) if library.is_searching => Context::Picker,
            Screen::Library(_) => Context::Library,
            Screen::Workbench(bench) => match bench.step {
                Step::Frame => Context::Frame,
                Step::Workloads if bench.pane() == Pane::Questions => Context::Questions,
                Step::Workloads => Context::Workloads,
                Step::Options => Context::Options,
                Step::Criteria => Context::Criteria,
                Step::Weigh => match bench.session.weighing.way {
                    WeightingMethod::Points => Context::Weigh,
                    WeightingMethod::Swing => Context::Swings,
                    WeightingMethod::Order => Context::RankOrder,
                    WeightingMethod::Pairs => Context::Pairs,
                },
                Step::Score => Context::Score,
                Step::Compare if bench.volume_mode => Context::Volume,
                Step::Compare if bench.pane() == Pane::Estate => Context::Estate,
                Step::Compare if bench.pane() == Pane::Scenarios => Context::Scenarios,
                Step::Compare if bench.pane() == Pane::Burden => Context::Burden,
                Step::Compare if bench.pane() == Pane::Risks => Context::Risks,
                Step::Compare if bench.pane() == Pane::Robustness => Context::Robustness,
                Step::Compare => Context::Compare,
                Step::Decide => Context::Decide,
            },
        }
    }

    /// Says something in the line of status.
    pub fn notify(&mut self, tone: Tone, text: impl Into<String>) {
        self.notice = Some(Notice { text: text.into(), tone });
    }

    /// Carries out what a person asks for.
    pub fn update(&mut self, msg: Msg, now: Moment) -> Vec<Effect> {
        self.now = now;
        self.notice = None;
        let effects = handlers::handle(self, msg);
        self.refresh_displayed();
        effects
    }

    /// Takes in what the world tells.
    pub fn handle_event(&mut self, news: Event, now: Moment) -> Vec<Effect> {
        self.now = now;
        let effects = handlers::handle_event(self, news);
        self.refresh_displayed();
        effects
    }

    /// Computes the scenarios, and how often the outcome holds, while they are on screen, and only then: a view changes
    /// nothing.
    fn refresh_displayed(&mut self) {
        let catalogue = self.catalogue.clone();
        if let Some(bench) = self.workbench_mut().filter(|bench| bench.pane() == Pane::Scenarios) {
            bench.compare_scenarios(&catalogue);
        }
        let displayed = match &self.screen {
            Screen::Workbench(bench) => bench.robustness_matrix().map(|matrix| (matrix, &bench.session.robustness)),
            Screen::Library(_) => None,
        };
        self.robustness.refresh(displayed);
    }

    /// How often the outcome of a matrix holds; `None` for one that is not displayed.
    pub fn robustness(&self, bench: &Workbench, sheet: &DecisionMatrix) -> Option<&RobustnessSummary> {
        self.robustness.summary(sheet, &bench.session.robustness)
    }

    /// The verdict on a sheet.
    pub fn verdict_on(&self, bench: &Workbench, sheet: &DecisionMatrix) -> Verdict {
        let near = self.robustness(bench, sheet).map(|robust| &robust.local);
        Verdict::compute(sheet, &bench.session.robustness, near)
    }

    /// Why a command cannot act now, or nothing when it can. The footer and the palette leave out what cannot.
    pub fn refusal(&self, msg: &Msg) -> Option<String> {
        handlers::refusal(self, msg)
    }
}
