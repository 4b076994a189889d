//! One matrix, ranked: columns with what they cost and ask, rows with values, and the ranking that follows.

use super::cell::{Origin, Value, derived, value_of};
use super::scope::Scope;
use super::supply::{Offer, Supply};
use super::value_curve::ValueCurve;
use super::weighing::{Weights, weighs};
use crate::analysis::{self, Contest, Interval, Problem, ProblemError, Ranking, Scale};
use crate::catalogue::Catalogue;
use crate::model::{About, AlternativeId, Criterion, Labour, Measure, Session, Source, TeamRule, WorkloadId};
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
    pub assign: Vec<(WorkloadId, AlternativeId)>,
    /// For an estate that stands for one alternative: the workloads that cannot run on it, and what they run on.
    pub exceptions: Vec<(WorkloadId, AlternativeId)>,
    /// What it costs and asks.
    pub offer: Arc<Offer>,
    /// The earlier column that assigns every workload just as this one does: they are one estate under two names, so this
    /// one shares its rank and is no rival to it.
    pub same_as: Option<usize>,
}

impl Column {
    /// Whether it may lead: nothing rules it out, and it is no earlier column under a second name.
    pub fn competes(&self) -> bool {
        self.offer.is_feasible() && self.same_as.is_none()
    }
}

/// One matrix with all that follows from it.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// Whose.
    pub scope: Scope,
    /// Alternatives or estates.
    pub columns: Vec<Column>,
    /// Values: rows are criteria, in the order of the session, columns those above.
    pub values: Vec<Vec<Value>>,
    /// What each criterion weighs, and how that came about.
    pub weights: Arc<Weights>,
    /// The matrix as numbers, or why it is none.
    pub problem: Result<Problem, ProblemError>,
    /// The ranking, when there is a problem to rank.
    pub ranking: Option<Ranking>,
}

impl Sheet {
    fn ranked(scope: Scope, weights: &Arc<Weights>, columns: Vec<Column>, values: Vec<Vec<Value>>) -> Self {
        let rows = (0..columns.len()).map(|column| values.iter().map(|row| row[column].score).collect()).collect();
        let problem = Problem::new(weights.figures.clone(), rows, Scale::default());
        let feasible: Vec<bool> = columns.iter().map(Column::competes).collect();
        let mut ranking = problem.as_ref().ok().map(|problem| analysis::rank(problem, &feasible));
        if let Some(ranking) = &mut ranking {
            for (at, column) in columns.iter().enumerate() {
                if let Some(twin) = column.same_as {
                    ranking.standings[at].place = ranking.standings[twin].place;
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
    pub fn rivalry(&self) -> Option<(&Problem, Ranking)> {
        let mut ranking = self.ranking.clone()?;
        let twins = ranking.standings.iter_mut().zip(&self.columns).filter(|(_, column)| column.same_as.is_some());
        twins.for_each(|(standing, _)| standing.place = None);
        Some((self.problem.as_ref().ok()?, ranking))
    }

    /// The first leader against the other feasible columns; none without a leader or a rival.
    pub fn contest(&self) -> Option<Contest<'_>> {
        let (problem, ranking) = self.rivalry()?;
        Contest::new(problem, &ranking)
    }

    /// Which columns may lead, in order.
    pub fn field(&self) -> Vec<bool> {
        self.columns.iter().map(Column::competes).collect()
    }

    /// Whether a cell holds a score that somebody gave, and can change by a point. What is derived or measured follows from a
    /// figure, and what an estate has from the scores of several workloads.
    pub fn is_scored(&self, column: usize, criterion: usize) -> bool {
        let value = self.values.get(criterion).and_then(|row| row.get(column));
        value.is_some_and(|value| matches!(value.origin, Origin::Judged | Origin::Overridden))
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
    pub fn order(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.columns.len()).collect();
        if let Some(ranking) = &self.ranking {
            order
                .sort_by_key(|column| ranking.standings[*column].place.as_ref().map_or(usize::MAX, |place| place.rank));
        }
        order
    }

    /// Cells that say nothing yet.
    pub fn blanks(&self) -> usize {
        self.values.iter().flatten().filter(|value| value.origin == Origin::Blank).count()
    }
}

/// Whether the cost of hours belongs in the money. Unless the session says so itself: only while no criterion weighs the
/// hours, which would then count twice.
pub fn labour_counts(session: &Session) -> bool {
    let weighs_hours =
        |criterion: &Criterion| criterion.measure.source() == Some(Source::BurdenHours) && weighs(session, criterion);
    match session.market.labour {
        Labour::On => true,
        Labour::Off => false,
        Labour::Auto => !session.criteria.iter().any(weighs_hours),
    }
}

/// The matrix of one workload, or of a session without any.
pub fn workload_sheet(session: &Session, weights: &Arc<Weights>, supply: &Supply, place: usize) -> Sheet {
    let workload = session.workloads.get(place);
    let columns: Vec<Column> = session
        .alternatives
        .iter()
        .enumerate()
        .map(|(at, alternative)| Column {
            id: alternative.id.to_string(),
            name: alternative.name.clone(),
            platform: alternative.platform.as_ref().map(ToString::to_string),
            assign: workload.map(|workload| (workload.id.clone(), alternative.id.clone())).into_iter().collect(),
            exceptions: Vec::new(),
            offer: supply.offer(place, at).cloned().unwrap_or_default(),
            same_as: None,
        })
        .collect();
    let values = session
        .criteria
        .iter()
        .map(|criterion| {
            let row = session.alternatives.iter().enumerate();
            row.map(|(at, alternative)| {
                value_of(session, criterion, alternative, workload, supply.offer(place, at).map(Arc::as_ref))
            })
            .collect()
        })
        .collect();
    let scope = workload.map_or(Scope::Matrix, |workload| Scope::Workload(workload.id.clone()));
    Sheet::ranked(scope, weights, columns, values)
}

/// An assignment with a name.
struct Plan {
    id: String,
    name: String,
    /// For each workload the place of its alternative.
    assign: Vec<usize>,
    exceptions: Vec<(WorkloadId, AlternativeId)>,
    platform: Option<String>,
}

/// The matrix of the whole system. Its columns are estates: today's, one per alternative with forced exceptions, every
/// workload on its own leader, and the team's own.
pub fn system_sheet(
    session: &Session,
    weights: &Arc<Weights>,
    catalogue: &Catalogue,
    supply: &mut Supply,
    sheets: &[Sheet],
) -> Sheet {
    let plans = plans(session, supply, sheets);
    let columns: Vec<Column> = plans
        .iter()
        .enumerate()
        .map(|(at, plan)| Column {
            same_as: plans[..at].iter().position(|earlier| earlier.assign == plan.assign),
            id: plan.id.clone(),
            name: plan.name.clone(),
            platform: plan.platform.clone(),
            assign: session
                .workloads
                .iter()
                .zip(&plan.assign)
                .map(|(workload, to)| (workload.id.clone(), session.alternatives[*to].id.clone()))
                .collect(),
            exceptions: plan.exceptions.clone(),
            offer: supply.estate(session, catalogue, &plan.assign),
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
                .map(|(plan, column)| estate_value(session, sheets, row, criterion, plan, &column.offer))
                .collect()
        })
        .collect();
    Sheet::ranked(Scope::System, weights, columns, values)
}

fn plans(session: &Session, supply: &Supply, sheets: &[Sheet]) -> Vec<Plan> {
    let mut plans = Vec::new();
    let place = |id: &AlternativeId| session.alternatives.iter().position(|alternative| alternative.id == *id);
    let today: Option<Vec<usize>> =
        session.workloads.iter().map(|workload| workload.today.as_ref().and_then(place)).collect();
    if let Some(assign) = today {
        plans.push(Plan::new("today", "Today", assign));
    }
    for (at, alternative) in session.alternatives.iter().enumerate() {
        plans.push(uniform(session, supply, sheets, at, &alternative.name));
    }
    let leaders: Option<Vec<usize>> = sheets.iter().map(Sheet::leader).collect();
    if let Some(assign) = leaders {
        plans.push(Plan::new("best-each", "Best for each", assign));
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
            plans.push(Plan::new(estate.id.as_str(), &estate.name, assign));
        }
    }
    plans
}

impl Plan {
    fn new(id: &str, name: &str, assign: Vec<usize>) -> Self {
        Self { id: id.to_owned(), name: name.to_owned(), assign, exceptions: Vec::new(), platform: None }
    }
}

/// Everything on one alternative, and what cannot run there on its best feasible one.
fn uniform(session: &Session, supply: &Supply, sheets: &[Sheet], at: usize, name: &str) -> Plan {
    let alternative = &session.alternatives[at];
    let mut plan = Plan::new(&format!("all-{}", alternative.id), &format!("All {name}"), Vec::new());
    plan.platform = alternative.platform.as_ref().map(ToString::to_string);
    for (row, workload) in session.workloads.iter().enumerate() {
        let fits = supply.offer(row, at).is_some_and(|offer| offer.is_feasible());
        let to = if fits { at } else { sheets.get(row).and_then(Sheet::leader).unwrap_or(at) };
        if to != at {
            plan.exceptions.push((workload.id.clone(), session.alternatives[to].id.clone()));
        }
        plan.assign.push(to);
    }
    plan
}

fn estate_value(
    session: &Session,
    sheets: &[Sheet],
    row: usize,
    criterion: &Criterion,
    plan: &Plan,
    offer: &Offer,
) -> Value {
    let parts: Vec<(Value, f64)> = session
        .workloads
        .iter()
        .zip(&plan.assign)
        .zip(sheets)
        .map(|((workload, to), sheet)| (sheet.values[row][*to], session.importance_share(workload)))
        .collect();
    if let Measure::Derived { source, .. } = criterion.measure
        && parts.iter().all(|(value, _)| value.origin != Origin::Overridden)
    {
        return derived(offer.range(source), ValueCurve::of(session, criterion, None).as_ref());
    }
    let by_team = criterion.about == About::Team && criterion.measure.source().is_none();
    if by_team && session.team_rule == TeamRule::Worst { worst(&parts) } else { mean(&parts, by_team, plan) }
}

/// The worst over the alternatives in use: low ends with low ends, high ends with high ends.
fn worst(parts: &[(Value, f64)]) -> Value {
    let low = parts.iter().map(|(value, _)| value.score.low).fold(f64::INFINITY, f64::min);
    let high = parts.iter().map(|(value, _)| value.score.high).fold(f64::INFINITY, f64::min);
    let likely = parts.iter().map(|(value, _)| value.score.mid()).fold(f64::INFINITY, f64::min);
    gathered(parts, Interval::around(low, likely, high))
}

/// The mean: by importance for what is about workloads, each alternative in use once for what is about the team.
fn mean(parts: &[(Value, f64)], by_team: bool, plan: &Plan) -> Value {
    let mut seen = Vec::new();
    let weighted: Vec<(Value, f64)> = parts
        .iter()
        .zip(&plan.assign)
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
    let score = Interval::around(of(|score| score.low), of(|score| score.mid()), of(|score| score.high));
    gathered(parts, score)
}

fn gathered(parts: &[(Value, f64)], score: Interval) -> Value {
    if parts.is_empty() || !score.low.is_finite() {
        return Value::open(Origin::Blank);
    }
    let blank = parts.iter().all(|(value, _)| value.origin == Origin::Blank);
    Value { score, origin: if blank { Origin::Blank } else { Origin::Gathered }, figure: None, clamped: false }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::templates;

    #[test]
    fn the_session_may_say_whether_hours_are_money() {
        let mut session = templates::find("grocer").unwrap().session().unwrap();
        let hours = session.criteria.iter().position(|row| row.measure.source() == Some(Source::BurdenHours)).unwrap();
        assert!(!labour_counts(&session));
        session.market.labour = Labour::On;
        assert!(labour_counts(&session));
        session.market.labour = Labour::Auto;
        session.criteria[hours].points = crate::model::Points(0);
        assert!(labour_counts(&session));
        session.market.labour = Labour::Off;
        assert!(!labour_counts(&session));
    }
}
