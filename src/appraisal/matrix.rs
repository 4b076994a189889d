//! One matrix, ranked: columns with what they cost and ask, rows with values, and the ranking that follows.

use super::cell::{CellSource, CellValue, compute_value, value_from_range};
use super::offers::{Offer, Offers};
use super::scope::Scope;
use super::value_curve::ValueCurve;
use super::weights::{Weights, has_weight};
use crate::analysis::{self, Comparison, Interval, Problem, ProblemError, Ranking, Scale};
use crate::catalogue::Catalogue;
use crate::model::{
    AlternativeId, Criterion, CriterionScope, DerivedMetric, LabourPolicy, Measure, Session, TeamRule, WorkloadId,
};
use std::sync::Arc;

/// A column: an alternative, or an estate.
#[derive(Debug, Clone)]
pub struct Column {
    /// The alternative's or the estate's id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The catalogue's platform behind it.
    pub platform: Option<String>,
    /// For an estate: which workload runs on which alternative, in the order of the workloads.
    pub assignment: Vec<(WorkloadId, AlternativeId)>,
    /// For an estate that stands for one alternative: the workloads that cannot run on it, and what they run on.
    pub exceptions: Vec<(WorkloadId, AlternativeId)>,
    /// What it costs and asks.
    pub offer: Arc<Offer>,
    /// The earlier column that assigns every workload just as this one does: they are one estate under two names, so this
    /// one shares its rank and is no rival to it.
    pub duplicate_of: Option<usize>,
}

impl Column {
    /// Whether it may lead: nothing rules it out, and it is no earlier column under a second name.
    pub fn is_eligible(&self) -> bool {
        self.offer.is_feasible() && self.duplicate_of.is_none()
    }
}

/// One matrix with all that follows from it.
#[derive(Debug, Clone)]
pub struct DecisionMatrix {
    /// Whose.
    pub scope: Scope,
    /// Alternatives or estates.
    pub columns: Vec<Column>,
    /// Values: rows are criteria, in the order of the session, columns those above.
    pub values: Vec<Vec<CellValue>>,
    /// What each criterion weighs, and how that came about.
    pub weights: Arc<Weights>,
    /// The matrix as numbers, or why it is none.
    pub problem: Result<Problem, ProblemError>,
    /// The ranking, when there is a problem to rank.
    pub ranking: Option<Ranking>,
}

impl DecisionMatrix {
    fn from_values(scope: Scope, weights: &Arc<Weights>, columns: Vec<Column>, values: Vec<Vec<CellValue>>) -> Self {
        let rows = (0..columns.len()).map(|column| values.iter().map(|row| row[column].score).collect()).collect();
        let problem = Problem::new(weights.figures.clone(), rows, Scale::default());
        let feasible: Vec<bool> = columns.iter().map(Column::is_eligible).collect();
        let mut ranking = problem.as_ref().ok().map(|problem| analysis::rank(problem, &feasible));
        if let Some(ranking) = &mut ranking {
            for (at, column) in columns.iter().enumerate() {
                if let Some(twin) = column.duplicate_of {
                    ranking.standings[at].position = ranking.standings[twin].position;
                }
            }
        }
        Self { scope, columns, values, weights: weights.clone(), problem, ranking }
    }

    /// The leaders' columns; empty when nothing can be ranked or nothing is feasible.
    pub fn leaders(&self) -> &[usize] {
        self.ranking.as_ref().map_or(&[], |ranking| &ranking.leaders)
    }

    /// The first leader's column.
    pub fn leader(&self) -> Option<usize> {
        self.leaders().first().copied()
    }

    /// The numbers, and the ranking in which a column that is another under a second name has no place: it is no rival.
    pub fn ranking_without_duplicates(&self) -> Option<(&Problem, Ranking)> {
        let mut ranking = self.ranking.clone()?;
        let twins = ranking.standings.iter_mut().zip(&self.columns).filter(|(_, column)| column.duplicate_of.is_some());
        twins.for_each(|(standing, _)| standing.position = None);
        Some((self.problem.as_ref().ok()?, ranking))
    }

    /// The first leader against the other feasible columns; none without a leader or a rival.
    pub fn comparison(&self) -> Option<Comparison<'_>> {
        let (problem, ranking) = self.ranking_without_duplicates()?;
        Comparison::new(problem, &ranking)
    }

    /// Which columns may lead, in order.
    pub fn eligible_columns(&self) -> Vec<bool> {
        self.columns.iter().map(Column::is_eligible).collect()
    }

    /// Whether a cell holds a score that somebody gave, and can change by a point. What is derived or measured follows from a
    /// figure, and what an estate has from the scores of several workloads.
    pub fn has_entered_score(&self, column: usize, criterion: usize) -> bool {
        let value = self.values.get(criterion).and_then(|row| row.get(column));
        value.is_some_and(|value| matches!(value.source, CellSource::Judged | CellSource::Overridden))
    }

    /// The share of a criterion, 0 to 1, or 0 when nothing can be ranked.
    pub fn share(&self, criterion: usize) -> f64 {
        let share = self.problem.as_ref().ok().and_then(|problem| problem.shares().get(criterion));
        share.map_or(0.0, |share| share.get())
    }

    /// A column's total on the scale.
    pub fn total(&self, column: usize) -> Option<f64> {
        self.ranking.as_ref()?.standings.get(column).map(|standing| standing.total)
    }

    /// Columns from first to last: by rank, infeasible ones at the end in their own order.
    pub fn columns_by_rank(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.columns.len()).collect();
        if let Some(ranking) = &self.ranking {
            order.sort_by_key(|column| {
                ranking.standings[*column].position.as_ref().map_or(usize::MAX, |place| place.rank)
            });
        }
        order
    }

    /// Cells that say nothing yet.
    pub fn blank_count(&self) -> usize {
        self.values.iter().flatten().filter(|value| value.source == CellSource::Blank).count()
    }
}

/// Whether the cost of hours belongs in the money. Unless the session says so itself: only while no criterion weighs the
/// hours, which would then count twice.
pub fn includes_labour(session: &Session) -> bool {
    let weighs_hours = |criterion: &Criterion| {
        criterion.measure.derived_metric() == Some(DerivedMetric::BurdenHours) && has_weight(session, criterion)
    };
    match session.market.labour {
        LabourPolicy::On => true,
        LabourPolicy::Off => false,
        LabourPolicy::Auto => !session.criteria.iter().any(weighs_hours),
    }
}

/// The matrix of one workload, or of a session without any.
pub fn build_workload_matrix(
    session: &Session,
    weights: &Arc<Weights>,
    supply: &Offers,
    place: usize,
) -> DecisionMatrix {
    let workload = session.workloads.get(place);
    let columns: Vec<Column> = session
        .alternatives
        .iter()
        .enumerate()
        .map(|(at, alternative)| Column {
            id: alternative.id.to_string(),
            name: alternative.name.clone(),
            platform: alternative.platform.as_ref().map(ToString::to_string),
            assignment: workload.map(|workload| (workload.id.clone(), alternative.id.clone())).into_iter().collect(),
            exceptions: Vec::new(),
            offer: supply.offer(place, at).cloned().unwrap_or_default(),
            duplicate_of: None,
        })
        .collect();
    let values = session
        .criteria
        .iter()
        .map(|criterion| {
            let row = session.alternatives.iter().enumerate();
            row.map(|(at, alternative)| {
                compute_value(session, criterion, alternative, workload, supply.offer(place, at).map(Arc::as_ref))
            })
            .collect()
        })
        .collect();
    let scope = workload.map_or(Scope::Matrix, |workload| Scope::Workload(workload.id.clone()));
    DecisionMatrix::from_values(scope, weights, columns, values)
}

/// An assignment with a name.
struct EstatePlan {
    id: String,
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
    sheets: &[DecisionMatrix],
) -> DecisionMatrix {
    let plans = estate_plans(session, supply, sheets);
    let columns: Vec<Column> = plans
        .iter()
        .enumerate()
        .map(|(at, plan)| Column {
            duplicate_of: plans[..at].iter().position(|earlier| earlier.assignment == plan.assignment),
            id: plan.id.clone(),
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
                .map(|(plan, column)| compute_estate_value(session, sheets, row, criterion, plan, &column.offer))
                .collect()
        })
        .collect();
    DecisionMatrix::from_values(Scope::System, weights, columns, values)
}

fn estate_plans(session: &Session, supply: &Offers, sheets: &[DecisionMatrix]) -> Vec<EstatePlan> {
    let mut plans = Vec::new();
    let place = |id: &AlternativeId| session.alternatives.iter().position(|alternative| alternative.id == *id);
    let today: Option<Vec<usize>> =
        session.workloads.iter().map(|workload| workload.today.as_ref().and_then(place)).collect();
    if let Some(assign) = today {
        plans.push(EstatePlan::new("today", "Today", assign));
    }
    for (at, alternative) in session.alternatives.iter().enumerate() {
        plans.push(single_alternative_plan(session, supply, sheets, at, &alternative.name));
    }
    let leaders: Option<Vec<usize>> = sheets.iter().map(DecisionMatrix::leader).collect();
    if let Some(assign) = leaders {
        plans.push(EstatePlan::new("best-each", "Best for each", assign));
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
            plans.push(EstatePlan::new(estate.id.as_str(), &estate.name, assign));
        }
    }
    plans
}

impl EstatePlan {
    fn new(id: &str, name: &str, assign: Vec<usize>) -> Self {
        Self { id: id.to_owned(), name: name.to_owned(), assignment: assign, exceptions: Vec::new(), platform: None }
    }
}

/// Everything on one alternative, and what cannot run there on its best feasible one.
fn single_alternative_plan(
    session: &Session,
    supply: &Offers,
    sheets: &[DecisionMatrix],
    at: usize,
    name: &str,
) -> EstatePlan {
    let alternative = &session.alternatives[at];
    let mut plan = EstatePlan::new(&format!("all-{}", alternative.id), &format!("All {name}"), Vec::new());
    plan.platform = alternative.platform.as_ref().map(ToString::to_string);
    for (row, workload) in session.workloads.iter().enumerate() {
        let fits = supply.offer(row, at).is_some_and(|offer| offer.is_feasible());
        let to = if fits { at } else { sheets.get(row).and_then(DecisionMatrix::leader).unwrap_or(at) };
        if to != at {
            plan.exceptions.push((workload.id.clone(), session.alternatives[to].id.clone()));
        }
        plan.assignment.push(to);
    }
    plan
}

fn compute_estate_value(
    session: &Session,
    sheets: &[DecisionMatrix],
    row: usize,
    criterion: &Criterion,
    plan: &EstatePlan,
    offer: &Offer,
) -> CellValue {
    let parts: Vec<(CellValue, f64)> = session
        .workloads
        .iter()
        .zip(&plan.assignment)
        .zip(sheets)
        .map(|((workload, to), sheet)| (sheet.values[row][*to], session.importance_share(workload)))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::templates;

    #[test]
    fn the_session_may_say_whether_hours_are_money() {
        let mut session = templates::find("grocer").unwrap().to_session().unwrap();
        let hours = session
            .criteria
            .iter()
            .position(|row| row.measure.derived_metric() == Some(DerivedMetric::BurdenHours))
            .unwrap();
        assert!(!includes_labour(&session));
        session.market.labour = LabourPolicy::On;
        assert!(includes_labour(&session));
        session.market.labour = LabourPolicy::Auto;
        session.criteria[hours].points = crate::model::Points(0);
        assert!(includes_labour(&session));
        session.market.labour = LabourPolicy::Off;
        assert!(!includes_labour(&session));
    }
}
