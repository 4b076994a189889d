//! How far each step has come, and what it still lacks.

use super::matrix::CellSource;
use super::outcome::MatrixOutcome;
use super::scope::Scope;
use super::step::Step;
use super::weights::find_gap;
use crate::model::{CellScore, CriterionScope, Demand, Edit, LogEntry, Session, Status, WeightingMethod};

/// How far a step has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepStatus {
    /// Nothing is there.
    NotStarted,
    /// Something is there.
    Started,
    /// Nothing is missing.
    Complete,
}

/// How far every step has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    steps: Vec<(StepStatus, Vec<String>)>,
}

impl Progress {
    /// Looks at a session and its matrices.
    pub fn compute(session: &Session, matrices: &[MatrixOutcome]) -> Self {
        let steps = Step::ALL
            .into_iter()
            .map(|step| {
                let (touched, missing) = match step {
                    Step::Frame => assess_frame(session),
                    Step::Workloads => assess_workloads(session),
                    Step::Options => assess_options(session),
                    Step::Criteria => assess_criteria(session),
                    Step::Weigh => assess_weights(session),
                    Step::Score => assess_scores(session, matrices),
                    Step::Compare => assess_comparison(session),
                    Step::Decide => assess_decision(session),
                };
                let mark = match (touched, missing.is_empty()) {
                    (_, true) => StepStatus::Complete,
                    (true, false) => StepStatus::Started,
                    (false, false) => StepStatus::NotStarted,
                };
                (mark, missing)
            })
            .collect();
        Self { steps }
    }

    /// How far a step has come.
    pub fn status(&self, step: Step) -> StepStatus {
        self.steps.get(step.index()).map_or(StepStatus::NotStarted, |(mark, _)| *mark)
    }

    /// What a step still lacks, in words.
    pub fn missing(&self, step: Step) -> &[String] {
        self.steps.get(step.index()).map_or(&[], |(_, missing)| missing)
    }

    /// The first step that lacks something, or Compare.
    pub fn first_incomplete(&self) -> Step {
        let open = Step::ALL.into_iter().find(|step| self.status(*step) != StepStatus::Complete);
        open.filter(|step| *step < Step::Compare).unwrap_or(Step::Compare)
    }
}

type Assessment = (bool, Vec<String>);

fn missing_parts(parts: &[(bool, &str)]) -> Vec<String> {
    parts.iter().filter(|(is_missing, _)| *is_missing).map(|(_, what)| (*what).to_owned()).collect()
}

fn assess_frame(session: &Session) -> Assessment {
    let touched = !session.question.is_empty() || !session.participants.is_empty() || session.deadline.is_some();
    let missing = missing_parts(&[
        (session.question.trim().is_empty(), "a question"),
        (session.participants.is_empty(), "participants"),
    ]);
    (touched, missing)
}

fn assess_workloads(session: &Session) -> Assessment {
    let is_unknown = |demand: &Demand| {
        demand.requests_per_month.is_unknown() && demand.jobs_per_day.is_unknown() && !demand.always_on
    };
    let unknown = session.workloads.iter().filter(|workload| is_unknown(&workload.demand));
    // An ordinary decision has no workloads; it is complete without any.
    let mut missing: Vec<String> = unknown.map(|workload| format!("the volume of {}", workload.name)).collect();
    let is_sized = |demand: &Demand| !demand.duration_ms.is_unknown() || !demand.memory_mib.is_unknown();
    let unsized_ones = session
        .workloads
        .iter()
        .filter(|row| !is_unknown(&row.demand) && !row.demand.always_on && !is_sized(&row.demand));
    missing.extend(unsized_ones.map(|workload| format!("the duration or the memory of {}", workload.name)));
    (!session.workloads.is_empty(), missing)
}

fn assess_options(session: &Session) -> Assessment {
    let mut missing = match session.alternatives.len() {
        0 => vec!["alternatives: at least two".to_owned()],
        1 => vec!["a second alternative".to_owned()],
        _ => Vec::new(),
    };
    match session.open_must_have_marks() {
        0 => {}
        1 => missing.push("whether one option meets a must-have".to_owned()),
        open => missing.push(format!("whether options meet must-haves: {open} marks")),
    }
    (!session.alternatives.is_empty(), missing)
}

fn assess_criteria(session: &Session) -> Assessment {
    let without_rubric = session.criteria_without_rubric().count();
    let mut missing = missing_parts(&[(session.criteria.is_empty(), "criteria")]);
    let untouched = session.criteria.iter().filter(|criterion| criterion.measure.is_starting_point());
    missing.extend(untouched.map(|criterion| format!("the unit and the range of {}", criterion.name)));
    if without_rubric > 0 {
        missing.push(match without_rubric {
            1 => "a rubric for one criterion".to_owned(),
            n => format!("rubrics for {n} criteria"),
        });
    }
    (!session.criteria.is_empty(), missing)
}

fn assess_weights(session: &Session) -> Assessment {
    let has_points = session.criteria.iter().any(|criterion| criterion.points.0 > 0);
    let way = session.weighing.way;
    match find_gap(session) {
        None if way == WeightingMethod::Points => {
            let is_untouched = has_points && has_untouched_weights(session);
            let missing = missing_parts(&[
                (!has_points, "points for at least one criterion"),
                (is_untouched, "a weight: all are equal; x marks one as agreed"),
            ]);
            (has_points, missing)
        }
        None => (!session.criteria.is_empty(), missing_parts(&[(session.criteria.is_empty(), "criteria")])),
        Some(gap) => (true, vec![gap.describe(session)]),
    }
}

/// Whether all criteria weigh the same and nobody has set or agreed to one of the weights.
fn has_untouched_weights(session: &Session) -> bool {
    let sets_weight = |entry: &LogEntry| matches!(entry.edit, Edit::SetWeight { .. });
    session.criteria.len() > 1
        && session.criteria.windows(2).all(|pair| pair[0].points == pair[1].points)
        && !session.criteria.iter().any(|criterion| criterion.agreed)
        && !session.log.iter().any(sets_weight)
}

fn assess_scores(session: &Session, matrices: &[MatrixOutcome]) -> Assessment {
    let touched = session.scores.iter().any(|row| row.score != CellScore::Blank);
    let (filled, all) = count_filled_cells(session, matrices);
    let mut missing = Vec::new();
    if session.criteria.is_empty() || session.alternatives.is_empty() {
        missing.push("criteria and alternatives to score".to_owned());
    } else if filled < all {
        missing.push(if all - filled == 1 { "one score".to_owned() } else { format!("{} scores", all - filled) });
    }
    (touched, missing)
}

/// How many cells say something, and how many there are in all. A criterion about the team has one row of cells, whatever
/// the number of workloads.
pub fn count_filled_cells(session: &Session, matrices: &[MatrixOutcome]) -> (usize, usize) {
    let (mut filled, mut all) = (0, 0);
    for (place, matrix) in matrices.iter().filter(|matrix| matrix.scope != Scope::System).enumerate() {
        let rows = session
            .criteria
            .iter()
            .zip(&matrix.values)
            .filter(|(row, _)| place == 0 || row.about == CriterionScope::Workload);
        for value in rows.flat_map(|(_, values)| values) {
            all += 1;
            filled += usize::from(value.source != CellSource::Blank);
        }
    }
    (filled, all)
}

fn assess_comparison(session: &Session) -> Assessment {
    (session.totals_seen, missing_parts(&[(!session.totals_seen, "viewing the totals")]))
}

fn assess_decision(session: &Session) -> Assessment {
    let chosen = session.decision.as_ref().map_or(0, |decision| decision.choices.len());
    let wanted = session.workloads.len().max(1);
    let taken = session.status == Status::Decided;
    let mut missing = Vec::new();
    match (wanted, wanted.saturating_sub(chosen)) {
        (_, 0) => {}
        (1, _) => missing.push("a choice".to_owned()),
        (_, open) if open == wanted => missing.push(format!("all {wanted} choices")),
        (_, open) => missing.push(format!("{open} of {wanted} choices")),
    }
    if !taken {
        missing.push("the decision record".to_owned());
    }
    (chosen > 0, missing)
}
