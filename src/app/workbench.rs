//! The document that is open, what follows from it, and where the person is in it.

use super::baseline::Baseline;
use super::msg::{Effect, OpenedSession};
use super::scenario_appraisals::ScenarioAppraisals;
use crate::appraisal::{Appraisal, Column, DecisionMatrix, Horizon, Scope, Step, weights};
use crate::catalogue::Catalogue;
use crate::model::history::record_leaders;
use crate::model::{
    CellKey, Criterion, CriterionId, CriterionScope, Edit, EditError, Estate, History, JournalRecord, Scenario,
    ScenarioId, Session, Stamp, WeightingMethod, WorkloadId,
};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// A part of a step that can hold the cursor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
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
    pub fn for_step(step: Step, session: &Session) -> Vec<Self> {
        match step {
            Step::Frame => vec![Self::Form, Self::People],
            Step::Workloads if session.workloads.is_empty() => vec![Self::List],
            Step::Workloads => vec![Self::List, Self::Form, Self::Questions],
            Step::Options | Step::Criteria => vec![Self::List, Self::Form],
            Step::Weigh => vec![Self::List],
            Step::Score => vec![Self::Grid],
            Step::Compare => Self::COMPARE_PANES.into_iter().filter(|pane| pane.is_relevant(session)).collect(),
            Step::Decide => vec![Self::Form],
        }
    }

    /// The panes of Compare, in the order of Tab.
    const COMPARE_PANES: [Self; 12] = [
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
    fn is_relevant(self, session: &Session) -> bool {
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
    pub scenario_appraisals: ScenarioAppraisals,
    /// Where it is, or shall be.
    pub path: PathBuf,
    /// It may only be looked at.
    pub read_only: bool,
    /// It is in no file yet.
    pub is_new: bool,
    /// Counts changes.
    pub revision: u64,
    /// The revision that is safe on disk.
    pub saved_revision: u64,
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
    pub score_column: usize,
    /// Which of [`Workbench::estates`] the cursor of the estates is on.
    pub estate: usize,
    /// Which column of a sheet the risks are of, by its id, once one was chosen.
    pub risky: Option<String>,
    /// Whether the arrows change the volume.
    pub volume_mode: bool,
    /// Whether TOPSIS is asked beside the ranking, too.
    pub show_topsis: bool,
    /// Over how long money is summed up.
    pub horizon: Horizon,
    /// What deltas are shown from.
    pub baseline: Baseline,
    /// An agreed weight that a person has said may be changed, until the cursor leaves it.
    pub unlocked_criterion: Option<CriterionId>,
}

impl Workbench {
    /// Opens a document on Compare when its totals have been seen, otherwise on its first incomplete step.
    pub fn from_opened(opened: OpenedSession, catalogue: &Catalogue) -> Self {
        let session = *opened.session;
        let appraisal = Appraisal::compute(&session, catalogue);
        let step = if session.totals_seen { Step::Compare } else { appraisal.progress.first_incomplete() };
        let step = if step == Step::Compare && !session.totals_seen { Step::Score } else { step };
        let history = History::from_log(&session.log);
        let scope = Scope::all(&session).into_iter().next().unwrap_or(Scope::Matrix);
        let baseline = Baseline::from_appraisal(&appraisal, false);
        Self {
            history,
            appraisal,
            scenario: None,
            scenario_appraisals: ScenarioAppraisals::default(),
            path: opened.path,
            read_only: opened.read_only,
            is_new: opened.is_new,
            revision: u64::from(opened.is_new),
            saved_revision: 0,
            saving: false,
            step,
            scope,
            focus: BTreeMap::new(),
            cursors: BTreeMap::new(),
            score_column: 0,
            estate: 0,
            risky: None,
            volume_mode: false,
            show_topsis: false,
            horizon: Horizon::Month,
            baseline,
            unlocked_criterion: None,
            session,
        }
    }

    /// Whether something would be lost if the document were closed.
    pub fn is_dirty(&self) -> bool {
        self.revision != self.saved_revision
    }

    /// The pane that has the cursor.
    pub fn pane(&self) -> Pane {
        let panes = Pane::for_step(self.step, &self.session);
        let wanted = self.focus.get(&self.step).copied().unwrap_or(panes[0]);
        if panes.contains(&wanted) { wanted } else { panes[0] }
    }

    /// Gives the cursor to a pane of the present step.
    pub fn set_pane(&mut self, pane: Pane) {
        self.focus.insert(self.step, pane);
    }

    /// Gives the cursor to the next or previous pane of the step, round the ends.
    pub fn cycle_pane(&mut self, by: isize) {
        let panes = Pane::for_step(self.step, &self.session);
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
    pub fn selected_criterion(&self) -> Option<usize> {
        let count = self.session.criteria.len();
        match (self.step, self.session.weighing.way) {
            (Step::Weigh, WeightingMethod::Pairs) => self.selected_pair().map(|(first, _)| first),
            (Step::Weigh, _) => weights::display_order(&self.session).get(self.cursor(self.pane(), count)).copied(),
            _ => (count > 0).then(|| self.cursor(self.pane(), count)),
        }
    }

    /// The pair of criteria under the cursor of Weigh, by their places.
    pub fn selected_pair(&self) -> Option<(usize, usize)> {
        let count = weights::criterion_pairs(&self.session).count();
        weights::criterion_pairs(&self.session).nth(self.cursor(Pane::List, count))
    }

    /// The sheet of which it is counted how often its outcome holds: the one that is looked at, where the ranking shows.
    pub fn robustness_matrix(&self) -> Option<&DecisionMatrix> {
        match self.step {
            Step::Weigh if self.session.totals_seen => self.matrix(),
            Step::Compare => self.matrix(),
            Step::Decide if self.session.totals_seen || self.read_only => self.appraisal.overall_matrix(),
            _ => None,
        }
    }

    /// The sheet on screen.
    pub fn matrix(&self) -> Option<&DecisionMatrix> {
        self.appraisal.matrix(&self.scope).or_else(|| self.appraisal.matrices.first())
    }

    /// The column that the risks are of: the one that was chosen, else the leader, else the first.
    pub fn risky(&self) -> Option<usize> {
        let sheet = self.matrix()?;
        let chosen = self.risky.as_ref().and_then(|id| sheet.columns.iter().position(|column| column.id == *id));
        chosen.or_else(|| sheet.leader()).or((!sheet.columns.is_empty()).then_some(0))
    }

    /// The sheet whose cells can be scored: that of a workload, even while the whole system is shown.
    pub fn score_matrix(&self) -> Option<&DecisionMatrix> {
        match self.scope {
            Scope::System => self.appraisal.matrices.first(),
            _ => self.matrix(),
        }
    }

    /// The estates that are told apart: columns of the whole system. One that is another under a second name is left out,
    /// unless it is the team's own, which can become something else.
    pub fn estate_columns(&self) -> Vec<usize> {
        let Some(sheet) = self.appraisal.overall_matrix().filter(|sheet| sheet.scope == Scope::System) else {
            return Vec::new();
        };
        let told = |column: &Column| column.duplicate_of.is_none() || self.custom_estate(column).is_some();
        (0..sheet.columns.len()).filter(|at| sheet.columns.get(*at).is_some_and(told)).collect()
    }

    /// The estate under the cursor of the estates.
    pub fn estate(&self) -> Option<(usize, &Column)> {
        let estates = self.estate_columns();
        let at = *estates.get(self.estate.min(estates.len().checked_sub(1)?))?;
        Some((at, self.appraisal.overall_matrix()?.columns.get(at)?))
    }

    /// The team's own estate that a column of the whole system shows.
    pub fn custom_estate(&self, column: &Column) -> Option<&Estate> {
        self.session.estates.iter().find(|estate| estate.id.as_str() == column.id)
    }

    /// The workload on screen, where it is one.
    pub fn shown_workload(&self) -> Option<WorkloadId> {
        match &self.matrix()?.scope {
            Scope::Workload(id) => Some(id.clone()),
            _ => None,
        }
    }

    /// Where the score of a criterion and a column of the score sheet is kept.
    pub fn cell_key(&self, criterion: &Criterion, column: usize) -> Option<CellKey> {
        let alternative = self.session.alternatives.get(column)?.id.clone();
        let workload = match (&self.score_matrix()?.scope, criterion.about) {
            (Scope::Workload(id), CriterionScope::Workload) => Some(id.clone()),
            _ => None,
        };
        Some(CellKey { criterion: criterion.id.clone(), alternative, workload })
    }

    /// The document as it is under the scenario on screen: where a demand is shown or reckoned with, this is the one.
    pub fn effective_session(&self) -> &Session {
        self.scenario.as_ref().map_or(&self.session, |(_, session)| session)
    }

    /// The scenario on screen; none is the base.
    pub fn scenario(&self) -> Option<&Scenario> {
        self.scenario.as_ref().and_then(|(id, _)| self.session.scenario(id))
    }

    /// Shows the document under another scenario, or the base.
    pub fn switch_scenario(&mut self, scenario: Option<ScenarioId>, catalogue: &Catalogue) {
        self.set_scenario(scenario);
        self.refresh(catalogue);
    }

    fn set_scenario(&mut self, scenario: Option<ScenarioId>) {
        let known = scenario.filter(|id| self.session.scenario(id).is_some());
        self.scenario = known.map(|id| {
            let session = self.session.for_scenario(Some(&id)).into_owned();
            (id, Box::new(session))
        });
    }

    /// Works out what follows from each scenario, where that is not known.
    pub fn compare_scenarios(&mut self, catalogue: &Catalogue) {
        self.scenario_appraisals.refresh(&self.session, catalogue);
    }

    /// Appraises the document anew.
    pub fn appraise(&mut self, catalogue: &Catalogue) {
        self.scenario_appraisals.invalidate();
        let scenario = self.scenario.take().map(|(id, _)| id);
        self.set_scenario(scenario);
        self.refresh(catalogue);
    }

    fn refresh(&mut self, catalogue: &Catalogue) {
        let session = self.scenario.as_ref().map_or(&self.session, |(_, session)| session);
        self.appraisal.refresh(session, catalogue);
        if self.appraisal.matrix(&self.scope).is_none() {
            self.scope = Scope::all(&self.session).into_iter().next().unwrap_or(Scope::Matrix);
        }
    }

    /// Goes on with a recovered document: the same session with the edits that were never saved.
    pub fn adopt_recovered(&mut self, session: Session, catalogue: &Catalogue) {
        self.session = session;
        self.history = History::from_log(&self.session.log);
        self.appraise(catalogue);
        self.baseline = Baseline::from_appraisal(&self.appraisal, false);
        self.revision += 1;
    }

    /// Who leads in the whole session, by name, whichever scenario is on screen.
    fn leader_ids(&mut self, catalogue: &Catalogue) -> String {
        let base = match &self.scenario {
            None => &self.appraisal,
            Some(_) => self.scenario_appraisals.base_appraisal(&self.session, catalogue),
        };
        let Some(sheet) = base.overall_matrix() else { return String::new() };
        let names: Vec<&str> = sheet.leaders().iter().map(|column| sheet.columns[*column].id.as_str()).collect();
        names.join(", ")
    }

    /// Carries out an edit, logs it, appraises the document anew, and asks for a line in the journal.
    pub fn apply_edit(&mut self, edit: Edit, stamp: Stamp, catalogue: &Catalogue) -> Result<Vec<Effect>, EditError> {
        let marked = self.session.totals_seen && edit.changes_preferences();
        let before = marked.then(|| self.leader_ids(catalogue));
        if !self.history.record(&mut self.session, edit.clone(), stamp.clone())? {
            return Ok(Vec::new());
        }
        self.appraise(catalogue);
        let led = before.map(|before| (before, self.leader_ids(catalogue)));
        if let Some((before, after)) = led.clone() {
            record_leaders(&mut self.session, &edit, before, after);
        }
        self.revision += 1;
        Ok(vec![Effect::Journal(JournalRecord::Edit { stamp, edit, led })])
    }

    /// Takes back, or repeats. None when there is nothing to.
    pub fn undo_or_redo(
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
        let trace = if back { JournalRecord::Undo(stamp) } else { JournalRecord::Redo(stamp) };
        Ok(Some((edit, Effect::Journal(trace))))
    }
}
