//! The matrix of the whole system: columns are estates.

use super::cell::{CellSource, CellValue, value_from_range};
use super::column::Column;
use super::column_id::ColumnId;
use super::decision_matrix::DecisionMatrix;
use super::value_curve::ValueCurve;
use crate::analysis::Interval;
use crate::appraisal::Scope;
use crate::appraisal::offer::{Offer, Offers};
use crate::appraisal::weights::Weights;
use crate::catalogue::Catalogue;
use crate::model::{AlternativeId, Criterion, CriterionScope, Measure, Session, TeamRule, WorkloadId};
use std::sync::Arc;

/// An assignment with a name.
struct EstatePlan {
    kind: ColumnId,
    name: String,
    /// For each workload the place of its alternative.
    assignment: Vec<usize>,
    exceptions: Vec<(WorkloadId, AlternativeId)>,
    platform: Option<String>,
}

/// The matrix of the whole system. Its columns are estates: today's, one per alternative with forced exceptions, every
/// workload on its own leader, and the team's own.
pub fn build_system_matrix(
    session: &Session,
    weights: &Arc<Weights>,
    catalogue: &Catalogue,
    supply: &mut Offers,
    matrices: &[DecisionMatrix],
) -> DecisionMatrix {
    let plans = estate_plans(session, supply, matrices);
    let columns: Vec<Column> = plans
        .iter()
        .enumerate()
        .map(|(at, plan)| Column {
            duplicate_of: plans[..at].iter().position(|earlier| earlier.assignment == plan.assignment),
            id: plan.kind.to_string(),
            kind: plan.kind.clone(),
            name: plan.name.clone(),
            platform: plan.platform.clone(),
            assignment: session
                .workloads
                .iter()
                .zip(&plan.assignment)
                .map(|(workload, to)| (workload.id.clone(), session.alternatives[*to].id.clone()))
                .collect(),
            exceptions: plan.exceptions.clone(),
            offer: supply.estate(session, catalogue, &plan.assignment),
        })
        .collect();
    let values = session
        .criteria
        .iter()
        .enumerate()
        .map(|(row, criterion)| {
            plans
                .iter()
                .zip(&columns)
                .map(|(plan, column)| compute_estate_value(session, matrices, row, criterion, plan, &column.offer))
                .collect()
        })
        .collect();
    DecisionMatrix::from_values(Scope::System, weights, columns, values)
}

fn estate_plans(session: &Session, supply: &Offers, matrices: &[DecisionMatrix]) -> Vec<EstatePlan> {
    let mut plans = Vec::new();
    let place = |id: &AlternativeId| session.alternatives.iter().position(|alternative| alternative.id == *id);
    let today: Option<Vec<usize>> =
        session.workloads.iter().map(|workload| workload.today.as_ref().and_then(place)).collect();
    if let Some(assign) = today {
        plans.push(EstatePlan::new(ColumnId::Today, "Today", assign));
    }
    for (at, alternative) in session.alternatives.iter().enumerate() {
        plans.push(single_alternative_plan(session, supply, matrices, at, &alternative.name));
    }
    let leaders: Option<Vec<usize>> = matrices.iter().map(DecisionMatrix::leader).collect();
    if let Some(assign) = leaders {
        plans.push(EstatePlan::new(ColumnId::BestEach, "Best for each", assign));
    }
    for estate in &session.estates {
        let assigned: Option<Vec<usize>> = session
            .workloads
            .iter()
            .map(|workload| {
                let row = estate.assign.iter().find(|(id, _)| *id == workload.id)?;
                place(&row.1)
            })
            .collect();
        if let Some(assign) = assigned {
            plans.push(EstatePlan::new(ColumnId::Estate(estate.id.clone()), &estate.name, assign));
        }
    }
    plans
}

impl EstatePlan {
    fn new(kind: ColumnId, name: &str, assignment: Vec<usize>) -> Self {
        Self { kind, name: name.to_owned(), assignment, exceptions: Vec::new(), platform: None }
    }
}

/// Everything on one alternative, and what cannot run there on its best feasible one.
fn single_alternative_plan(
    session: &Session,
    supply: &Offers,
    matrices: &[DecisionMatrix],
    at: usize,
    name: &str,
) -> EstatePlan {
    let alternative = &session.alternatives[at];
    let mut plan = EstatePlan::new(ColumnId::AllOn(alternative.id.clone()), &format!("All {name}"), Vec::new());
    plan.platform = alternative.platform.as_ref().map(ToString::to_string);
    let fits = |row: usize| supply.offer(row, at).is_some_and(|offer| offer.is_feasible());
    // With nothing on the alternative it would not be an estate of it: it stays, ruled out.
    let fits_none = !(0..session.workloads.len()).any(fits);
    for (row, workload) in session.workloads.iter().enumerate() {
        let to =
            if fits_none || fits(row) { at } else { matrices.get(row).and_then(DecisionMatrix::leader).unwrap_or(at) };
        if to != at {
            plan.exceptions.push((workload.id.clone(), session.alternatives[to].id.clone()));
        }
        plan.assignment.push(to);
    }
    match plan.exceptions.len() {
        0 => {}
        1 => plan.name.push_str(" but one"),
        several => plan.name.push_str(&format!(" but {several}")),
    }
    plan
}

fn compute_estate_value(
    session: &Session,
    matrices: &[DecisionMatrix],
    row: usize,
    criterion: &Criterion,
    plan: &EstatePlan,
    offer: &Offer,
) -> CellValue {
    let parts: Vec<(CellValue, f64)> = session
        .workloads
        .iter()
        .zip(&plan.assignment)
        .zip(matrices)
        .map(|((workload, to), matrix)| (matrix.values[row][*to], session.importance_share(workload)))
        .collect();
    if let Measure::Derived { source, .. } = criterion.measure
        && parts.iter().all(|(value, _)| value.source != CellSource::Overridden)
    {
        return value_from_range(
            offer.figure_range(source),
            ValueCurve::for_criterion(session, criterion, None).as_ref(),
        );
    }
    let by_team = criterion.about == CriterionScope::Team && criterion.measure.derived_metric().is_none();
    if by_team && session.team_rule == TeamRule::Worst {
        worst_value(&parts)
    } else {
        mean_value(&parts, by_team, plan)
    }
}

/// The worst over the alternatives in use: low ends with low ends, high ends with high ends.
fn worst_value(parts: &[(CellValue, f64)]) -> CellValue {
    let low = parts.iter().map(|(value, _)| value.score.low).fold(f64::INFINITY, f64::min);
    let high = parts.iter().map(|(value, _)| value.score.high).fold(f64::INFINITY, f64::min);
    let likely = parts.iter().map(|(value, _)| value.score.point_estimate()).fold(f64::INFINITY, f64::min);
    aggregate_value(parts, Interval::around(low, likely, high))
}

/// The mean: by importance for what is about workloads, each alternative in use once for what is about the team.
fn mean_value(parts: &[(CellValue, f64)], by_team: bool, plan: &EstatePlan) -> CellValue {
    let mut seen = Vec::new();
    let weighted: Vec<(CellValue, f64)> = parts
        .iter()
        .zip(&plan.assignment)
        .filter(|(_, to)| {
            !by_team || {
                let first = !seen.contains(to);
                seen.push(*to);
                first
            }
        })
        .map(|((value, importance), _)| (*value, if by_team { 1.0 } else { *importance }))
        .collect();
    let sum: f64 = weighted.iter().map(|(_, weight)| weight).sum();
    let of = |end: fn(&Interval) -> f64| {
        weighted.iter().map(|(value, w)| end(&value.score) * w).sum::<f64>() / sum.max(f64::MIN_POSITIVE)
    };
    let score = Interval::around(of(|score| score.low), of(|score| score.point_estimate()), of(|score| score.high));
    aggregate_value(parts, score)
}

fn aggregate_value(parts: &[(CellValue, f64)], score: Interval) -> CellValue {
    if parts.is_empty() || !score.low.is_finite() {
        return CellValue::unscored(CellSource::Blank);
    }
    let blank = parts.iter().all(|(value, _)| value.source == CellSource::Blank);
    CellValue {
        score,
        source: if blank { CellSource::Blank } else { CellSource::Aggregated },
        figure: None,
        clamped: false,
    }
}
