//! The document that is open, what follows from it, and where the person is in it.

use super::baseline::Baseline;
use super::event::{Effect, OpenedSession};
use super::memory::Memory;
use super::places::{Context, Pane};
use super::scenario_appraisals::ScenarioAppraisals;
use crate::appraisal::{Appraisal, Horizon, MatrixOutcome, Scope, Step, weights};
use crate::catalogue::Catalogue;
use crate::model::history::record_leaders;
use crate::model::{
    CellKey, Criterion, CriterionId, CriterionScope, Edit, EditError, History, JournalRecord, Measure, RecordDigest,
    Scenario, ScenarioId, Session, SignatureState, Stamp, WeightingMethod, WorkloadId, content_digest,
    signature_states,
};
use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

/// The open document and the view of it.
#[derive(Debug, Clone)]
pub struct Workbench {
    /// What the product knows.
    pub catalogue: Arc<Catalogue>,
    /// Who changes things, and when: set before each message.
    pub stamp: Stamp,
    /// The document.
    pub session: Session,
    /// What can be undone and redone.
    pub history: History,
    /// The digest of what signatures stand for, since the last change.
    digest: OnceCell<Option<RecordDigest>>,
    /// The results for the document under the scenario on screen.
    pub appraisal: Appraisal,
    /// The scenario on screen with the document as it is under it; `None` is the base.
    scenario: Option<(ScenarioId, Box<Session>)>,
    /// The results under each scenario, for comparing them side by side.
    pub scenario_appraisals: ScenarioAppraisals,
    /// Where it is, or will be saved.
    pub path: PathBuf,
    /// It is opened for review and cannot be changed.
    pub read_only: bool,
    /// It is in no file yet.
    pub is_new: bool,
    /// Counts changes.
    pub revision: u64,
    /// The revision on disk.
    pub saved_revision: u64,
    /// Why edits are not written into a journal, while they are not.
    pub journal_off: Option<String>,
    /// The last save was not confirmed by the disk.
    pub is_unconfirmed: bool,
    /// A save is under way.
    pub saving: bool,
    /// The step on screen.
    pub step: Step,
    /// The matrix on screen.
    pub scope: Scope,
    /// The pane with the cursor, per step.
    focus: BTreeMap<Step, Pane>,
    /// The row of the cursor, per step and pane.
    cursors: BTreeMap<(Step, Pane), usize>,
    /// The column of the score grid.
    pub score_column: usize,
    /// Whether the arrows change the volume.
    pub volume_mode: bool,
    /// What places remember for themselves.
    pub memory: Memory,
    /// The time over which money is summed up.
    pub horizon: Horizon,
    /// The state from which changes are shown.
    pub baseline: Baseline,
    /// An agreed weight that may be changed without a question until the cursor leaves it.
    pub unlocked_criterion: Option<CriterionId>,
}

impl Workbench {
    /// Opens a document on Compare when its totals have been seen, otherwise on its first incomplete step.
    pub fn from_opened(opened: OpenedSession, catalogue: Arc<Catalogue>, stamp: Stamp) -> Self {
        let session = *opened.session;
        let appraisal = Appraisal::compute(&session, &catalogue);
        let step = if session.totals_seen { Step::Compare } else { appraisal.progress.first_incomplete() };
        let step = if step == Step::Compare && !session.totals_seen { Step::Score } else { step };
        let history = History::from_log(&session.log);
        let scope = Scope::all(&session).into_iter().next().unwrap_or(Scope::Matrix);
        let baseline = Baseline::from_appraisal(&appraisal, false);
        Self {
            catalogue,
            stamp,
            history,
            digest: OnceCell::new(),
            appraisal,
            scenario: None,
            scenario_appraisals: ScenarioAppraisals::default(),
            path: opened.path,
            read_only: opened.read_only,
            is_new: opened.is_new,
            revision: u64::from(opened.is_new),
            saved_revision: 0,
            journal_off: None,
            is_unconfirmed: false,
            saving: false,
            step,
            scope,
            focus: BTreeMap::new(),
            cursors: BTreeMap::new(),
            score_column: 0,
            volume_mode: false,
            memory: Memory::default(),
            horizon: Horizon::Month,
            baseline,
            unlocked_criterion: None,
            session,
        }
    }

    /// Whether something would be lost if the document were closed.
    pub fn is_dirty(&self) -> bool {
        self.revision != self.saved_revision || self.is_unconfirmed
    }

    /// The pane that has the cursor.
    pub fn pane(&self) -> Pane {
        let panes = Pane::for_step(self.step, &self.session);
        let wanted = self.focus.get(&self.step).copied().unwrap_or(panes[0]);
        if panes.contains(&wanted) { wanted } else { panes[0] }
    }

    /// Where a key is pressed if nothing is open over the screen.
    pub fn context(&self) -> Context {
        if self.step == Step::Compare && self.volume_mode {
            return Context::VolumeMode;
        }
        let criterion = self.selected_criterion().and_then(|at| self.session.criteria.get(at));
        if self.step == Step::Score && criterion.is_some_and(|row| matches!(row.measure, Measure::Measured { .. })) {
            return Context::Measured;
        }
        self.pane().context(self.step, self.session.weighing.way)
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

    /// The row of the cursor in a pane of the present step, which has `len` rows.
    pub fn cursor(&self, pane: Pane, len: usize) -> usize {
        self.cursors.get(&(self.step, pane)).copied().unwrap_or(0).min(len.saturating_sub(1))
    }

    /// Moves the cursor of a pane of the present step.
    pub fn set_cursor(&mut self, pane: Pane, row: usize) {
        self.cursors.insert((self.step, pane), row);
    }

    /// The index of the criterion under the cursor where weights are entered: in Weigh that of the row, of a pair the first.
    pub fn selected_criterion(&self) -> Option<usize> {
        let count = self.session.criteria.len();
        match (self.step, self.session.weighing.way) {
            (Step::Weigh, WeightingMethod::Pairs) => self.selected_pair().map(|(first, _)| first),
            (Step::Weigh, _) => weights::display_order(&self.session).get(self.cursor(self.pane(), count)).copied(),
            _ => (count > 0).then(|| self.cursor(self.pane(), count)),
        }
    }

    /// The pair of criteria under the cursor of Weigh, by their indices.
    pub fn selected_pair(&self) -> Option<(usize, usize)> {
        let count = weights::criterion_pairs(&self.session).count();
        weights::criterion_pairs(&self.session).nth(self.cursor(Pane::List, count))
    }

    /// The matrix of which draws are counted: the one on screen, where the ranking is shown.
    pub fn robustness_matrix(&self) -> Option<&MatrixOutcome> {
        match self.step {
            Step::Weigh if self.session.totals_seen => self.matrix(),
            Step::Compare => self.matrix(),
            Step::Decide if self.session.totals_seen || self.read_only => self.appraisal.overall_matrix(),
            _ => None,
        }
    }

    /// The matrix on screen.
    pub fn matrix(&self) -> Option<&MatrixOutcome> {
        self.appraisal.matrix(&self.scope).or_else(|| self.appraisal.matrices.first())
    }

    /// The matrix with the cells that can be scored: that of a workload, even while the whole system is shown.
    pub fn score_matrix(&self) -> Option<&MatrixOutcome> {
        match self.scope {
            Scope::System => self.appraisal.matrices.first(),
            _ => self.matrix(),
        }
    }

    /// The workload of the matrix on screen.
    pub fn shown_workload(&self) -> Option<WorkloadId> {
        match &self.matrix()?.scope {
            Scope::Workload(id) => Some(id.clone()),
            _ => None,
        }
    }

    /// The key of the score of a criterion and a column of [`Workbench::score_matrix`].
    pub fn cell_key(&self, criterion: &Criterion, column: usize) -> Option<CellKey> {
        let alternative = self.session.alternatives.get(column)?.id.clone();
        let workload = match (&self.score_matrix()?.scope, criterion.about) {
            (Scope::Workload(id), CriterionScope::Workload) => Some(id.clone()),
            _ => None,
        };
        Some(CellKey { criterion: criterion.id.clone(), alternative, workload })
    }

    /// The document under the scenario on screen. Wherever a demand is shown or used, this is the one.
    pub fn effective_session(&self) -> &Session {
        self.scenario.as_ref().map_or(&self.session, |(_, session)| session)
    }

    /// The scenario on screen; none is the base.
    pub fn scenario(&self) -> Option<&Scenario> {
        self.scenario.as_ref().and_then(|(id, _)| self.session.scenario(id))
    }

    /// Shows the document under another scenario, or the base.
    pub fn switch_scenario(&mut self, scenario: Option<ScenarioId>) {
        self.set_scenario(scenario);
        self.refresh();
    }

    fn set_scenario(&mut self, scenario: Option<ScenarioId>) {
        let known = scenario.filter(|id| self.session.scenario(id).is_some());
        self.scenario = known.map(|id| {
            let session = self.session.for_scenario(Some(&id)).into_owned();
            (id, Box::new(session))
        });
    }

    /// Computes the results under each scenario where they are out of date.
    pub fn compare_scenarios(&mut self) {
        self.scenario_appraisals.refresh(&self.session, &self.catalogue);
    }

    /// Computes all results again after a change of the document.
    pub fn appraise(&mut self) {
        self.digest.take();
        self.scenario_appraisals.invalidate();
        let scenario = self.scenario.take().map(|(id, _)| id);
        self.set_scenario(scenario);
        self.refresh();
    }

    fn refresh(&mut self) {
        let session = self.scenario.as_ref().map_or(&self.session, |(_, session)| session);
        self.appraisal.refresh(session, &self.catalogue);
        if self.appraisal.matrix(&self.scope).is_none() {
            self.scope = Scope::all(&self.session).into_iter().next().unwrap_or(Scope::Matrix);
        }
    }

    /// Replaces the document by the one with the edits that were never saved.
    pub fn adopt_recovered(&mut self, session: Session) {
        self.session = session;
        self.history = History::from_log(&self.session.log);
        self.appraise();
        self.baseline = Baseline::from_appraisal(&self.appraisal, false);
        self.revision += 1;
    }

    /// The digest of what a signature given now would stand for.
    pub fn content_digest(&self) -> Option<&RecordDigest> {
        self.digest.get_or_init(|| content_digest(&self.session).ok()).as_ref()
    }

    /// What each signature of the decision is worth now.
    pub fn signature_states(&self) -> Vec<SignatureState<'_>> {
        match &self.session.decision {
            Some(decision) if !decision.sign_offs.is_empty() => signature_states(&self.session, self.content_digest()),
            _ => Vec::new(),
        }
    }

    /// The ids of the leaders of the whole session in the base, whichever scenario is on screen.
    fn leader_ids(&mut self) -> String {
        let base = match &self.scenario {
            None => &self.appraisal,
            Some(_) => self.scenario_appraisals.base_appraisal(&self.session, &self.catalogue),
        };
        let Some(matrix) = base.overall_matrix() else { return String::new() };
        let names: Vec<&str> = matrix.leaders().iter().map(|column| matrix.columns[*column].id.as_str()).collect();
        names.join(", ")
    }

    /// Makes an edit, logs it, computes the results again, and asks for a line in the journal.
    pub fn apply_edit(&mut self, edit: Edit) -> Result<Vec<Effect>, EditError> {
        let stamp = self.stamp.clone();
        let before = self.session.marks(&edit).then(|| self.leader_ids());
        if !self.history.record(&mut self.session, edit.clone(), stamp.clone())? {
            return Ok(Vec::new());
        }
        self.appraise();
        let led = before.map(|before| (before, self.leader_ids()));
        if let Some((before, after)) = led.clone() {
            record_leaders(&mut self.session, &edit, before, after);
        }
        self.revision += 1;
        Ok(vec![Effect::Journal(JournalRecord::Edit { stamp, edit, led })])
    }

    /// Undoes the last edit, or repeats the one that was undone. `None` where there is none. After the totals were seen, going back
    /// on a preference is a change like any other and is marked.
    pub fn undo_or_redo(&mut self, back: bool) -> Result<Option<(Edit, Vec<Effect>)>, EditError> {
        let next =
            if back { self.history.next_undo(&self.session.log) } else { self.history.next_redo(&self.session.log) };
        let before = next.is_some_and(|entry| self.session.marks(&entry.edit)).then(|| self.leader_ids());
        let done = if back {
            self.history.undo(&mut self.session, self.stamp.clone())?
        } else {
            self.history.redo(&mut self.session, self.stamp.clone())?
        };
        let Some(edit) = done else { return Ok(None) };
        self.appraise();
        self.revision += 1;
        let stamp = self.stamp.clone();
        let record = if back { JournalRecord::Undo(stamp.clone()) } else { JournalRecord::Redo(stamp.clone()) };
        let mut effects = vec![Effect::Journal(record)];
        if let Some(before) = before {
            let after = self.leader_ids();
            record_leaders(&mut self.session, &edit, before.clone(), after.clone());
            effects.push(Effect::Journal(JournalRecord::Led { stamp, before, after }));
        }
        Ok(Some((edit, effects)))
    }
}
