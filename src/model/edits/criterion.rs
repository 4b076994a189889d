//! Edits of criteria: measure, weight, rubrics and anchors.

use super::error::{EditError, EditResult};
use super::record::{MovableRecord, Record, record_basics};
use super::tables::replace;
use crate::model::document::criterion::{Anchors, Criterion, Measure, Rubric, WorkloadAnchors};
use crate::model::document::edit::{CriterionField, Edit};
use crate::model::document::note::NoteSubject;
use crate::model::document::score::CellScore;
use crate::model::document::session::Session;
use crate::model::document::workload::Workload;
use crate::model::values::id::{CriterionId, WorkloadId};
use crate::model::values::units::Points;

impl Record for Criterion {
    record_basics!(CriterionId, "criterion", criteria, 1000, AddCriterion { criterion }, RemoveCriterion);

    fn check_addition(&self, _: &Session) -> Result<(), EditError> {
        check_points(self.points)?;
        check_measure(&self.measure)
    }

    fn references(session: &Session, id: &CriterionId) -> Vec<(&'static str, usize)> {
        vec![
            ("scores", session.scores.iter().filter(|row| row.criterion == *id).count()),
            ("ballots", session.ballots.iter().filter(|row| row.criterion == *id).count()),
            ("rubrics", session.rubrics.iter().filter(|row| row.criterion == *id).count()),
            ("anchors", session.anchors.iter().filter(|row| row.criterion == *id).count()),
            ("swings, ranks or pairs", usize::from(session.weighing.refers_to(id))),
            ("notes", usize::from(!session.note(&NoteSubject::Criterion(id.clone())).is_empty())),
        ]
    }
}

impl MovableRecord for Criterion {
    fn relocation(id: CriterionId, to: usize) -> Edit {
        Edit::MoveCriterion { id, to }
    }
}

pub(in crate::model) fn check_points(points: Points) -> Result<(), EditError> {
    if points.0 > Points::MAX { Err(EditError::TooManyPoints(points.0)) } else { Ok(()) }
}

pub(in crate::model) fn check_level(level: u8) -> Result<(), EditError> {
    if (1..=5).contains(&level) { Ok(()) } else { Err(EditError::InvalidScore(level)) }
}

pub(in crate::model) fn check_anchors(worst: f64, best: f64) -> Result<(), EditError> {
    if worst == best { Err(EditError::EqualAnchors(worst)) } else { Ok(()) }
}

/// Requires anchors that differ, and breakpoints between them with rising scores.
pub(in crate::model) fn check_measure(measure: &Measure) -> Result<(), EditError> {
    let Some(anchors) = measure.anchors() else { return Ok(()) };
    let (worst, best) = (anchors.worst.get(), anchors.best.get());
    check_anchors(worst, best)?;
    let (mut at, mut score) = (0.0, 1.0);
    for breakpoint in measure.breakpoints() {
        let next = ((breakpoint.at.get() - worst) / (best - worst), breakpoint.score.get());
        // Neither may be NaN.
        if !(next.0 > at && next.1 > score) {
            return Err(EditError::InvalidBreakpoints);
        }
        (at, score) = next;
    }
    let is_within = measure.breakpoints().is_empty() || (at < 1.0 && score < 5.0);
    if is_within { Ok(()) } else { Err(EditError::InvalidBreakpoints) }
}

/// Requires a score of the kind that the criterion takes.
pub(in crate::model) fn check_score(score: CellScore, criterion: &Criterion) -> Result<(), EditError> {
    match score {
        CellScore::Blank | CellScore::Unknown => Ok(()),
        CellScore::Exact(level) => check_level(level),
        CellScore::Range(low, high) => {
            check_level(low)?;
            check_level(high)?;
            if low > high { Err(EditError::ReversedRange(low.to_string(), high.to_string())) } else { Ok(()) }
        }
        CellScore::Value(_) | CellScore::Between(..) if !matches!(criterion.measure, Measure::Measured { .. }) => {
            let (criterion, measure) = (criterion.id.to_string(), criterion.measure.label());
            Err(EditError::WrongKindOfScore { criterion, measure, hint: "give a score from 1 to 5" })
        }
        CellScore::Value(_) => Ok(()),
        CellScore::Between(low, high) if low > high => Err(EditError::ReversedRange(low.to_string(), high.to_string())),
        CellScore::Between(..) => Ok(()),
    }
}

impl Session {
    pub(super) fn set_criterion(&mut self, id: CriterionId, field: CriterionField) -> EditResult {
        let criterion = self.record::<Criterion>(&id)?;
        match &field {
            CriterionField::Measure(measure) => {
                check_measure(measure)?;
                let changed = Criterion { measure: measure.clone(), ..criterion.clone() };
                for row in self.scores.iter().filter(|row| row.criterion == id && !row.aside) {
                    check_score(row.score, &changed)?;
                }
            }
            CriterionField::MeasuredBefore(Some(measure)) => check_measure(measure)?,
            CriterionField::About(about) if *about != criterion.about && self.is_scored(&id) => {
                let by = "it has scores, so what it is about cannot change".to_owned();
                return Err(EditError::InUse { kind: Criterion::KIND, id: id.to_string(), by });
            }
            CriterionField::About(_)
            | CriterionField::MeasuredBefore(None)
            | CriterionField::Name(_)
            | CriterionField::Group(_) => {}
        }
        let field = field.swap(self.record_mut(&id)?);
        Ok(Edit::SetCriterion { id, field })
    }

    fn is_scored(&self, id: &CriterionId) -> bool {
        self.scores.iter().any(|row| row.criterion == *id) || self.ballots.iter().any(|row| row.criterion == *id)
    }

    pub(super) fn set_weight(&mut self, criterion: CriterionId, points: Points) -> EditResult {
        check_points(points)?;
        let points = std::mem::replace(&mut self.record_mut::<Criterion>(&criterion)?.points, points);
        Ok(Edit::SetWeight { criterion, points })
    }

    pub(super) fn set_agreed(&mut self, criterion: CriterionId, agreed: bool) -> EditResult {
        let agreed = std::mem::replace(&mut self.record_mut::<Criterion>(&criterion)?.agreed, agreed);
        Ok(Edit::SetAgreed { criterion, agreed })
    }

    pub(super) fn set_rubric(&mut self, criterion: CriterionId, level: u8, text: String) -> EditResult {
        self.position::<Criterion>(&criterion)?;
        check_level(level)?;
        let row = (!text.is_empty()).then(|| Rubric { criterion: criterion.clone(), level, text });
        let matches = |row: &Rubric| row.criterion == criterion && row.level == level;
        let text = replace(&mut self.rubrics, matches, row).map_or(String::new(), |row| row.text);
        self.sort_tables();
        Ok(Edit::SetRubric { criterion, level, text })
    }

    pub(super) fn set_anchors(
        &mut self,
        criterion: CriterionId,
        workload: WorkloadId,
        anchors: Option<Anchors>,
    ) -> EditResult {
        self.position::<Criterion>(&criterion)?;
        self.position::<Workload>(&workload)?;
        if let Some(anchors) = anchors {
            check_anchors(anchors.worst.get(), anchors.best.get())?;
        }
        let row = anchors.map(|Anchors { worst, best }| WorkloadAnchors {
            criterion: criterion.clone(),
            workload: workload.clone(),
            worst,
            best,
        });
        let matches = |row: &WorkloadAnchors| row.criterion == criterion && row.workload == workload;
        let anchors = replace(&mut self.anchors, matches, row).map(|row| Anchors { worst: row.worst, best: row.best });
        self.sort_tables();
        Ok(Edit::SetAnchors { criterion, workload, anchors })
    }

    /// The edit that changes how a criterion is scored. The previous input is kept: the anchors in `measured_before`, and
    /// people's scores suspended while the criterion is derived.
    pub fn measure_change(&self, criterion: &Criterion, measure: Measure) -> Edit {
        let set = |field| Edit::SetCriterion { id: criterion.id.clone(), field };
        let metric = measure.derived_metric();
        if measure.label() == criterion.measure.label() && metric == criterion.measure.derived_metric() {
            return set(CriterionField::Measure(measure));
        }
        let suspend = |aside: bool| {
            let rows = self.scores.iter().filter(move |row| row.criterion == criterion.id && row.aside != aside);
            rows.map(move |row| Edit::SetAside { cell: row.cell(), aside }).collect::<Vec<_>>()
        };
        let mut edits = vec![set(CriterionField::MeasuredBefore(Some(criterion.measure.clone())))];
        if metric.is_some() && criterion.measure.derived_metric().is_none() {
            edits.extend(suspend(true));
        }
        edits.push(set(CriterionField::Measure(measure)));
        if metric.is_none() {
            edits.extend(suspend(false));
        }
        Edit::Batch(edits)
    }
}
