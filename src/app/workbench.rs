//! The document that is open, what follows from it, and where the person is in it.

use super::baseline::Baseline;
use super::msg::{Effect, Opened};
use super::variants::Variants;
use crate::appraisal::{Appraisal, Column, Horizon, Scope, Sheet, Step, weighing};
use crate::catalogue::Catalogue;
use crate::model::history::mark_leaders;
use crate::model::{
    About, Cell, Criterion, CriterionId, Edit, EditError, Estate, History, Scenario, ScenarioId, Session, Stamp, Trace,
    Way, WorkloadId,
};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// A part of a step that can hold the cursor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)] // the names say it
pub enum Pane {
    Form,
    People,
    List,
    Questions,
    Grid,
    Matrix,
    Ranking,
    Cost,
    Volume,
    Burden,
    Flips,
    Estate,
    Risks,
    Scenarios,
    Sensitivity,
    Robustness,
    TradeOff,
}

impl Pane {
    /// Its name, for tabs.
    pub fn name(self) -> &'static str {
        match self {
            Self::Form => "Details",
            Self::People => "People",
            Self::List => "List",
            Self::Questions => "Questions",
            Self::Grid => "Scores",
            Self::Matrix => "Matrix",
            Self::Ranking => "Ranking",
            Self::Cost => "Cost",
            Self::Volume => "Volume",
            Self::Burden => "Burden",
            Self::Flips => "Flips",
            Self::Estate => "Estate",
            Self::Risks => "Risks",
            Self::Scenarios => "Scenarios",
            Self::Sensitivity => "Sensitivity",
            Self::Robustness => "Robustness",
            Self::TradeOff => "Trade-off",
        }
    }

    /// The panes of a step, in the order of Tab.
    pub fn of(step: Step, session: &Session) -> Vec<Self> {
        match step {
            Step::Frame => vec![Self::Form, Self::People],
            Step::Workloads if session.workloads.is_empty() => vec![Self::List],
            Step::Workloads => vec![Self::List, Self::Form, Self::Questions],
            Step::Options | Step::Criteria => vec![Self::List, Self::Form],
            Step::Weigh => vec![Self::List],
            Step::Score => vec![Self::Grid],
            Step::Compare => Self::COMPARED.into_iter().filter(|pane| pane.compares(session)).collect(),
            Step::Decide => vec![Self::Form],
        }
    }

    /// The panes of Compare, in the order of Tab.
    const COMPARED: [Self; 12] = [
        Self::Matrix,
        Self::Ranking,
        Self::Cost,
        Self::Volume,
        Self::Burden,
        Self::Flips,
        Self::Estate,
        Self::Scenarios,
        Self::Risks,
        Self::Sensitivity,
        Self::Robustness,
        Self::TradeOff,
    ];

    /// Whether a pane of Compare has anything to say of this session.
    fn compares(self, session: &Session) -> bool {
        match self {
            Self::Cost | Self::TradeOff => {
                session.is_about_compute() || session.alternatives.iter().any(|row| row.quote.is_some())
            }
            Self::Volume | Self::Burden | Self::Risks => session.is_about_compute(),
            Self::Estate => session.workloads.len() > 1,
            Self::Scenarios => !session.scenarios.is_empty(),
            _ => true,
        }
    }
}

/// The open document and the view of it.
#[derive(Debug, Clone)]
pub struct Workbench {
    /// The document.
    pub session: Session,
    /// What can be undone and redone.
    pub history: History,
    /// All that follows from the document, under the scenario on screen.
    pub appraisal: Appraisal,
    /// The scenario on screen, with the document as it is under it; none is the base.
    scenario: Option<(ScenarioId, Box<Session>)>,
    /// What follows from each scenario, for who looks at them side by side.
    pub variants: Variants,
    /// Where it is, or shall be.
    pub path: PathBuf,
    /// It may only be looked at.
    pub read_only: bool,
    /// It is in no file yet.
    pub is_new: bool,
    /// Counts changes.
    pub revision: u64,
    /// The revision that is safe on disk.
    pub saved: u64,
    /// A save is under way.
    pub saving: bool,
    /// Where the person is.
    pub step: Step,
    /// Whose matrix is shown.
    pub scope: Scope,
    /// Which pane has the cursor, per step.
    focus: BTreeMap<Step, Pane>,
    /// Where the cursor is, per step and pane.
    cursors: BTreeMap<(Step, Pane), usize>,
    /// The column of the score grid.
    pub column: usize,
    /// Which of [`Workbench::estates`] the cursor of the estates is on.
    pub estate: usize,
    /// Which column of a sheet the risks are of, by its id, once one was chosen.
    pub risky: Option<String>,
    /// Whether the arrows change the volume.
    pub volume: bool,
    /// Whether TOPSIS is asked beside the ranking, too.
    pub topsis: bool,
    /// Over how long money is summed up.
    pub horizon: Horizon,
    /// What deltas are shown from.
    pub baseline: Baseline,
    /// An agreed weight that a person has said may be changed, until the cursor leaves it.
    pub unlocked: Option<CriterionId>,
}

impl Workbench {
    /// Opens a document on Compare when its totals have been seen, otherwise on its first incomplete step.
    pub fn open(opened: Opened, catalogue: &Catalogue) -> Self {
        let session = *opened.session;
        let appraisal = Appraisal::of(&session, catalogue);
        let step = if session.totals_seen { Step::Compare } else { appraisal.progress.first_incomplete() };
        let step = if step == Step::Compare && !session.totals_seen { Step::Score } else { step };
        let history = History::of(&session.log);
        let scope = Scope::all(&session).into_iter().next().unwrap_or(Scope::Matrix);
        let baseline = Baseline::of(&appraisal, false);
        Self {
            history,
            appraisal,
            scenario: None,
            variants: Variants::default(),
            path: opened.path,
            read_only: opened.read_only,
            is_new: opened.is_new,
            revision: u64::from(opened.is_new),
            saved: 0,
            saving: false,
            step,
            scope,
            focus: BTreeMap::new(),
            cursors: BTreeMap::new(),
            column: 0,
            estate: 0,
            risky: None,
            volume: false,
            topsis: false,
            horizon: Horizon::Month,
            baseline,
            unlocked: None,
            session,
        }
    }

    /// Whether something would be lost if the document were closed.
    pub fn is_dirty(&self) -> bool {
        self.revision != self.saved
    }

    /// The pane that has the cursor.
    pub fn pane(&self) -> Pane {
        let panes = Pane::of(self.step, &self.session);
        let wanted = self.focus.get(&self.step).copied().unwrap_or(panes[0]);
        if panes.contains(&wanted) { wanted } else { panes[0] }
    }

    /// Gives the cursor to a pane of the present step.
    pub fn set_pane(&mut self, pane: Pane) {
        self.focus.insert(self.step, pane);
    }

    /// Gives the cursor to the next or previous pane of the step, round the ends.
    pub fn turn_pane(&mut self, by: isize) {
        let panes = Pane::of(self.step, &self.session);
        let at = panes.iter().position(|pane| *pane == self.pane()).unwrap_or(0) as isize;
        let next = (at + by).rem_euclid(panes.len() as isize) as usize;
        self.set_pane(panes[next]);
    }

    /// Where the cursor of a pane of the present step is; `len` rows are there.
    pub fn cursor(&self, pane: Pane, len: usize) -> usize {
        self.cursors.get(&(self.step, pane)).copied().unwrap_or(0).min(len.saturating_sub(1))
    }

    /// Puts the cursor of a pane somewhere.
    pub fn set_cursor(&mut self, pane: Pane, row: usize) {
        self.cursors.insert((self.step, pane), row);
    }

    /// The criterion under the cursor where weights are set, by its place in the session: in Weigh that of the row, of a pair
    /// the first. None where there is no criterion.
    pub fn weighed(&self) -> Option<usize> {
        let count = self.session.criteria.len();
        match (self.step, self.session.weighing.way) {
            (Step::Weigh, Way::Pairs) => self.pair().map(|(first, _)| first),
            (Step::Weigh, _) => weighing::listed(&self.session).get(self.cursor(self.pane(), count)).copied(),
            _ => (count > 0).then(|| self.cursor(self.pane(), count)),
        }
    }

    /// The pair of criteria under the cursor of Weigh, by their places.
    pub fn pair(&self) -> Option<(usize, usize)> {
        let count = weighing::pairs(&self.session).count();
        weighing::pairs(&self.session).nth(self.cursor(Pane::List, count))
    }

    /// The sheet of which it is counted how often its outcome holds: the one that is looked at, where the ranking shows.
    pub fn tried_out(&self) -> Option<&Sheet> {
        match self.step {
            Step::Weigh if self.session.totals_seen => self.sheet(),
            Step::Compare => self.sheet(),
            Step::Decide if self.session.totals_seen || self.read_only => self.appraisal.whole(),
            _ => None,
        }
    }

    /// The sheet on screen.
    pub fn sheet(&self) -> Option<&Sheet> {
        self.appraisal.sheet(&self.scope).or_else(|| self.appraisal.sheets.first())
    }

    /// The column that the risks are of: the one that was chosen, else the leader, else the first.
    pub fn risky(&self) -> Option<usize> {
        let sheet = self.sheet()?;
        let chosen = self.risky.as_ref().and_then(|id| sheet.columns.iter().position(|column| column.id == *id));
        chosen.or_else(|| sheet.leader()).or((!sheet.columns.is_empty()).then_some(0))
    }

    /// The sheet whose cells can be scored: that of a workload, even while the whole system is shown.
    pub fn score_sheet(&self) -> Option<&Sheet> {
        match self.scope {
            Scope::System => self.appraisal.sheets.first(),
            _ => self.sheet(),
        }
    }

    /// The estates that are told apart: columns of the whole system. One that is another under a second name is left out,
    /// unless it is the team's own, which can become something else.
    pub fn estates(&self) -> Vec<usize> {
        let Some(sheet) = self.appraisal.whole().filter(|sheet| sheet.scope == Scope::System) else {
            return Vec::new();
        };
        let told = |column: &Column| column.same_as.is_none() || self.own_estate(column).is_some();
        (0..sheet.columns.len()).filter(|at| sheet.columns.get(*at).is_some_and(told)).collect()
    }

    /// The estate under the cursor of the estates.
    pub fn estate(&self) -> Option<(usize, &Column)> {
        let estates = self.estates();
        let at = *estates.get(self.estate.min(estates.len().checked_sub(1)?))?;
        Some((at, self.appraisal.whole()?.columns.get(at)?))
    }

    /// The team's own estate that a column of the whole system shows.
    pub fn own_estate(&self, column: &Column) -> Option<&Estate> {
        self.session.estates.iter().find(|estate| estate.id.as_str() == column.id)
    }

    /// The workload on screen, where it is one.
    pub fn workload(&self) -> Option<WorkloadId> {
        match &self.sheet()?.scope {
            Scope::Workload(id) => Some(id.clone()),
            _ => None,
        }
    }

    /// Where the score of a criterion and a column of the score sheet is kept.
    pub fn cell(&self, criterion: &Criterion, column: usize) -> Option<Cell> {
        let alternative = self.session.alternatives.get(column)?.id.clone();
        let workload = match (&self.score_sheet()?.scope, criterion.about) {
            (Scope::Workload(id), About::Workload) => Some(id.clone()),
            _ => None,
        };
        Some(Cell { criterion: criterion.id.clone(), alternative, workload })
    }

    /// The document as it is under the scenario on screen: where a demand is shown or reckoned with, this is the one.
    pub fn asked(&self) -> &Session {
        self.scenario.as_ref().map_or(&self.session, |(_, session)| session)
    }

    /// The scenario on screen; none is the base.
    pub fn scenario(&self) -> Option<&Scenario> {
        self.scenario.as_ref().and_then(|(id, _)| self.session.scenario(id))
    }

    /// Shows the document under another scenario, or the base.
    pub fn switch(&mut self, scenario: Option<ScenarioId>, catalogue: &Catalogue) {
        self.place(scenario);
        self.refresh(catalogue);
    }

    fn place(&mut self, scenario: Option<ScenarioId>) {
        let known = scenario.filter(|id| self.session.scenario(id).is_some());
        self.scenario = known.map(|id| {
            let session = self.session.under(Some(&id)).into_owned();
            (id, Box::new(session))
        });
    }

    /// Works out what follows from each scenario, where that is not known.
    pub fn compare_scenarios(&mut self, catalogue: &Catalogue) {
        self.variants.refresh(&self.session, catalogue);
    }

    /// Appraises the document anew.
    pub fn appraise(&mut self, catalogue: &Catalogue) {
        self.variants.outdate();
        let scenario = self.scenario.take().map(|(id, _)| id);
        self.place(scenario);
        self.refresh(catalogue);
    }

    fn refresh(&mut self, catalogue: &Catalogue) {
        let session = self.scenario.as_ref().map_or(&self.session, |(_, session)| session);
        self.appraisal.refresh(session, catalogue);
        if self.appraisal.sheet(&self.scope).is_none() {
            self.scope = Scope::all(&self.session).into_iter().next().unwrap_or(Scope::Matrix);
        }
    }

    /// Goes on with a recovered document: the same session with the edits that were never saved.
    pub fn take_over(&mut self, session: Session, catalogue: &Catalogue) {
        self.session = session;
        self.history = History::of(&self.session.log);
        self.appraise(catalogue);
        self.baseline = Baseline::of(&self.appraisal, false);
        self.revision += 1;
    }

    /// Who leads in the whole session, by name, whichever scenario is on screen.
    fn leaders(&mut self, catalogue: &Catalogue) -> String {
        let base = match &self.scenario {
            None => &self.appraisal,
            Some(_) => self.variants.base(&self.session, catalogue),
        };
        let Some(sheet) = base.whole() else { return String::new() };
        let names: Vec<&str> = sheet.leaders().iter().map(|column| sheet.columns[*column].id.as_str()).collect();
        names.join(", ")
    }

    /// Carries out an edit, logs it, appraises the document anew, and asks for a line in the journal.
    pub fn edit(&mut self, edit: Edit, stamp: Stamp, catalogue: &Catalogue) -> Result<Vec<Effect>, EditError> {
        let marked = self.session.totals_seen && edit.moves_the_yardstick();
        let before = marked.then(|| self.leaders(catalogue));
        if !self.history.record(&mut self.session, edit.clone(), stamp.clone())? {
            return Ok(Vec::new());
        }
        self.appraise(catalogue);
        let led = before.map(|before| (before, self.leaders(catalogue)));
        if let Some((before, after)) = led.clone() {
            mark_leaders(&mut self.session, &edit, before, after);
        }
        self.revision += 1;
        Ok(vec![Effect::Journal(Trace::Edit { stamp, edit, led })])
    }

    /// Takes back, or repeats. None when there is nothing to.
    pub fn travel(
        &mut self,
        back: bool,
        stamp: Stamp,
        catalogue: &Catalogue,
    ) -> Result<Option<(Edit, Effect)>, EditError> {
        let done = if back {
            self.history.undo(&mut self.session, stamp.clone())?
        } else {
            self.history.redo(&mut self.session, stamp.clone())?
        };
        let Some(edit) = done else { return Ok(None) };
        self.appraise(catalogue);
        self.revision += 1;
        let trace = if back { Trace::Undo(stamp) } else { Trace::Redo(stamp) };
        Ok(Some((edit, Effect::Journal(trace))))
    }
}
