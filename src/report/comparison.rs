//! Who leads, by any of the methods, from a session's sheet or from a plain matrix.

use super::lead_verdict::LeadVerdict;
use crate::analysis::second_opinion::{promethee_ii, topsis};
use crate::analysis::{self, Goal, Interval, Matrix, Problem, ProblemError, RankPosition, Scale};
use crate::appraisal::{Column, DecisionMatrix, Reason, Scope, weights};
use crate::model::{AlternativeId, Session, WorkloadId};

/// A method to rank by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RankMethod {
    /// Weighted sum.
    WeightedSum,
    /// PROMETHEE II.
    PrometheeII,
    /// TOPSIS.
    Topsis,
}

impl RankMethod {
    /// Its id in JSON and on the command line.
    pub fn id(self) -> &'static str {
        match self {
            Self::WeightedSum => "wsm",
            Self::PrometheeII => "promethee2",
            Self::Topsis => "topsis",
        }
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::WeightedSum => "weighted sum",
            Self::PrometheeII => "PROMETHEE II, usual preference function",
            Self::Topsis => "TOPSIS, vector normalisation",
        }
    }

    /// What its total is called.
    pub fn total_name(self) -> &'static str {
        match self {
            Self::WeightedSum => "total",
            Self::PrometheeII => "net flow",
            Self::Topsis => "closeness",
        }
    }

    /// The range of its totals.
    fn total_range(self, scale: Scale) -> (f64, f64) {
        match self {
            Self::WeightedSum => (scale.lo(), scale.hi()),
            Self::PrometheeII => (-1.0, 1.0),
            Self::Topsis => (0.0, 1.0),
        }
    }
}

/// Something that is ranked.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ComparedAlternative {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What rules it out; it is feasible when there is nothing.
    pub reasons: Vec<String>,
    /// What speaks against it without ruling it out.
    pub warnings: Vec<String>,
    /// For an estate: which workload runs on which alternative, by id.
    pub assign: Vec<(String, String)>,
    /// For an estate that stands for one alternative: what cannot run there, and where it runs instead.
    pub exceptions: Vec<(String, String)>,
    /// The earlier contender that is the same under another name, by its place: it shares that one's rank and is no rival.
    pub same_as: Option<usize>,
}

impl ComparedAlternative {
    /// One that nothing is held against.
    pub fn new(id: &str, name: &str) -> Self {
        Self { id: id.to_owned(), name: name.to_owned(), ..Self::default() }
    }

    fn from_column(column: &Column, is_estate: bool) -> Self {
        let words = |reasons: &[Reason]| reasons.iter().map(ToString::to_string).collect();
        let pairs = |rows: &[(WorkloadId, AlternativeId)]| {
            rows.iter().filter(|_| is_estate).map(|(workload, to)| (workload.to_string(), to.to_string())).collect()
        };
        Self {
            reasons: words(&column.offer.hard),
            warnings: words(&column.offer.soft),
            assign: pairs(&column.assignment),
            exceptions: pairs(&column.exceptions),
            same_as: column.duplicate_of,
            ..Self::new(&column.id, &column.name)
        }
    }
}

/// What is ranked, and on what.
#[derive(Debug, Clone, PartialEq)]
pub struct ComparisonInput {
    /// `all`, or a workload's id.
    pub scope: String,
    /// What it is called.
    pub title: String,
    /// The alternatives or estates.
    pub alternatives: Vec<ComparedAlternative>,
    /// Ids and names of the criteria.
    pub criteria: Vec<(String, String)>,
    /// The numbers.
    pub data: ComparisonData,
    /// Per contender and criterion, whether somebody gave the score and can change it by a point; all of them without it.
    pub editable_scores: Option<Vec<Vec<bool>>>,
    /// What whoever reads the ranking should know.
    pub remarks: Vec<String>,
}

/// The numbers of a contest.
#[derive(Debug, Clone, PartialEq)]
pub enum ComparisonData {
    /// Oriented values on one scale.
    Scored(Problem),
    /// Measurements with a goal each; the weighted sum brings them onto 0 to 1 by min-max.
    Measured(Matrix),
}

impl ComparisonInput {
    /// The contest of a sheet; `scope` is what was asked for.
    ///
    /// # Errors
    /// When the sheet's matrix cannot be ranked.
    pub fn from_decision_matrix(session: &Session, sheet: &DecisionMatrix, scope: &str) -> Result<Self, ProblemError> {
        let problem = sheet.problem.clone()?;
        let is_estate = sheet.scope == Scope::System;
        Ok(Self {
            scope: scope.to_owned(),
            title: format!("{} · {}", session.title, sheet.scope.name(session)),
            alternatives: sheet
                .columns
                .iter()
                .map(|column| ComparedAlternative::from_column(column, is_estate))
                .collect(),
            criteria: session.criteria.iter().map(|row| (row.id.to_string(), row.name.clone())).collect(),
            data: ComparisonData::Scored(problem),
            editable_scores: Some(
                (0..sheet.columns.len())
                    .map(|column| (0..session.criteria.len()).map(|row| sheet.has_entered_score(column, row)).collect())
                    .collect(),
            ),
            remarks: weights::find_gap(session)
                .map(|gap| format!("{}: until then the totals rest on points", gap.describe(session)))
                .into_iter()
                .collect(),
        })
    }

    /// Whether a cell holds a score that somebody can change by a point.
    pub fn has_editable_score(&self, contender: usize, criterion: usize) -> bool {
        let Some(scored) = &self.editable_scores else { return true };
        scored.get(contender).and_then(|row| row.get(criterion)).copied().unwrap_or(false)
    }

    /// Whether its contenders are estates, whose scores are those of several workloads.
    pub fn compares_estates(&self) -> bool {
        self.alternatives.iter().any(|contender| contender.assign.len() > 1)
    }

    /// Who competes: whoever is feasible, and each only once.
    pub(super) fn competing(&self) -> Vec<bool> {
        let competes = |contender: &ComparedAlternative| contender.reasons.is_empty() && contender.same_as.is_none();
        self.alternatives.iter().map(competes).collect()
    }
}

/// How one contender stands.
#[derive(Debug, Clone, PartialEq)]
pub struct RankedAlternative {
    /// Who.
    pub alternative: ComparedAlternative,
    /// Rank among the feasible ones, from 1; none for what is ruled out.
    pub rank: Option<usize>,
    /// Weighted sum, net flow or closeness.
    pub total: f64,
    /// What the total may be, when some value of the contest is not exactly known.
    pub bounds: Option<Interval>,
    /// Where the total lies between the worst and the best possible, 0 to 100.
    pub percent: f64,
    /// What each criterion contributes; empty for a method whose total is no sum.
    pub contributions: Vec<f64>,
}

/// A contest, decided.
#[derive(Debug, Clone, PartialEq)]
pub struct RankReport {
    /// `all`, or a workload's id.
    pub scope: String,
    /// What it is called.
    pub title: String,
    /// By which method.
    pub method: RankMethod,
    /// One per contender, in their order.
    pub alternatives: Vec<RankedAlternative>,
    /// Those at rank 1.
    pub leaders: Vec<usize>,
    /// The first leader's lead on the next feasible one; 0 after a tie, none without a second.
    pub margin: Option<f64>,
    /// Id, name and share of each criterion.
    pub criteria: Vec<(String, String, f64)>,
    /// The lowest and the highest total that there could be.
    pub total_range: (f64, f64),
    /// What the lead is worth, where that was found.
    pub verdict: Option<LeadVerdict>,
}

impl RankReport {
    /// Whether several lead.
    pub fn is_tie(&self) -> bool {
        self.leaders.len() > 1
    }

    /// Places from first to last; what is ruled out stands at the end.
    pub fn indices_by_rank(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.alternatives.len()).collect();
        order.sort_by_key(|at| self.alternatives[*at].rank.unwrap_or(usize::MAX));
        order
    }
}

/// Why a contest cannot be decided.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum RankError {
    /// The numbers are no problem.
    #[error(transparent)]
    Problem(#[from] ProblemError),
    /// The method compares alternatives with each other.
    #[error("{} compares alternatives with each other, and fewer than two are feasible: use --method wsm", .0.id())]
    TooFewAlternatives(RankMethod),
}

/// What a method says: totals, places and contributions.
struct MethodResult {
    totals: Vec<f64>,
    places: Vec<Option<RankPosition>>,
    leaders: Vec<usize>,
    contributions: Vec<Vec<f64>>,
}

/// Decides a contest.
///
/// # Errors
/// When a second opinion has nobody to compare.
pub fn rank(contest: ComparisonInput, method: RankMethod) -> Result<RankReport, RankError> {
    let feasible = contest.competing();
    let (verdict, bounds, scale) = match (&contest.data, method) {
        (ComparisonData::Scored(problem), RankMethod::WeightedSum) => weighted_sum(problem, &feasible),
        (ComparisonData::Measured(matrix), RankMethod::WeightedSum) => weighted_sum(&matrix.min_max()?, &feasible),
        (ComparisonData::Scored(problem), _) => {
            let verdict = other_method(&Matrix::from(problem), &feasible, method)?;
            let bounds = total_bounds(problem, &feasible, method, &verdict.totals);
            (verdict, bounds, problem.scale())
        }
        (ComparisonData::Measured(matrix), _) => (other_method(matrix, &feasible, method)?, None, Scale::UNIT),
    };
    let shares = match &contest.data {
        ComparisonData::Scored(problem) => problem.shares(),
        ComparisonData::Measured(matrix) => matrix.shares(),
    };
    let criteria = contest.criteria.iter().zip(shares);
    let criteria = criteria.map(|((id, name), share)| (id.clone(), name.clone(), share.get())).collect();
    let range = method.total_range(scale);
    let margin = margin(&verdict, &feasible);
    let stands = contest.alternatives.into_iter().enumerate();
    let stands = stands.map(|(at, contender)| {
        // Whoever stands there under a second name has the figures of the first.
        let of = contender.same_as.unwrap_or(at);
        let total = verdict.totals[of];
        RankedAlternative {
            rank: verdict.places[of].map(|place| place.rank),
            alternative: contender,
            total,
            bounds: bounds.as_ref().map(|bounds| bounds[of]),
            percent: 100.0 * (total - range.0) / (range.1 - range.0),
            contributions: verdict.contributions.get(of).cloned().unwrap_or_default(),
        }
    });
    Ok(RankReport {
        scope: contest.scope,
        title: contest.title,
        method,
        alternatives: stands.collect(),
        leaders: verdict.leaders,
        margin,
        criteria,
        total_range: range,
        verdict: None,
    })
}

fn weighted_sum(problem: &Problem, feasible: &[bool]) -> (MethodResult, Option<Vec<Interval>>, Scale) {
    let ranking = analysis::rank(problem, feasible);
    let bounds = is_open(problem).then(|| ranking.standings.iter().map(|standing| standing.bounds).collect());
    let verdict = MethodResult {
        totals: ranking.standings.iter().map(|standing| standing.total).collect(),
        places: ranking.standings.iter().map(|standing| standing.position).collect(),
        contributions: ranking.standings.into_iter().map(|standing| standing.contributions).collect(),
        leaders: ranking.leaders,
    };
    (verdict, bounds, problem.scale())
}

fn is_open(problem: &Problem) -> bool {
    problem.rows().iter().flatten().any(|cell| !cell.is_exact())
}

/// Net flows or closenesses, and nothing else.
fn method_totals(matrix: &Matrix, feasible: &[bool], method: RankMethod) -> Option<Vec<f64>> {
    match method {
        RankMethod::Topsis => topsis(matrix, feasible).map(|found| found.closeness),
        _ => promethee_ii(matrix, feasible).map(|found| found.phi_net),
    }
}

fn other_method(matrix: &Matrix, feasible: &[bool], method: RankMethod) -> Result<MethodResult, RankError> {
    let alone = RankError::TooFewAlternatives(method);
    if method == RankMethod::Topsis {
        let found = topsis(matrix, feasible).ok_or(alone)?;
        let (totals, places, leaders) = (found.closeness, found.places, found.leaders);
        return Ok(MethodResult { totals, places, leaders, contributions: Vec::new() });
    }
    let found = promethee_ii(matrix, feasible).ok_or(alone)?;
    let contributions = criterion_flows(matrix, feasible)?;
    Ok(MethodResult { totals: found.phi_net, places: found.places, leaders: found.leaders, contributions })
}

/// What each criterion contributes to a net flow: its share times the net flow on it alone.
fn criterion_flows(matrix: &Matrix, feasible: &[bool]) -> Result<Vec<Vec<f64>>, RankError> {
    let mut flows = vec![Vec::new(); matrix.rows().len()];
    for (criterion, (share, goal)) in matrix.shares().iter().zip(matrix.goals()).enumerate() {
        let column = matrix.column(criterion).into_iter().map(|value| vec![value]).collect();
        let alone = Matrix::new(vec![1.0], column, vec![*goal])?;
        let found = promethee_ii(&alone, feasible).ok_or(RankError::TooFewAlternatives(RankMethod::PrometheeII))?;
        for (parts, flow) in flows.iter_mut().zip(found.phi_net) {
            parts.push(share.get() * flow);
        }
    }
    Ok(flows)
}

/// What a second opinion may be where values are open: with its own at their best and all others at their worst, and the
/// other way round. Net flows rise with one's own values and fall with those of others, so these are their true bounds;
/// closeness does so but for the lengths of its columns, so there they are the bounds to reckon with.
fn total_bounds(problem: &Problem, feasible: &[bool], method: RankMethod, totals: &[f64]) -> Option<Vec<Interval>> {
    let at = |own: usize, best: bool| {
        let end = |row: usize, cell: &Interval| if (row == own) == best { cell.high } else { cell.low };
        let rows = problem.rows().iter().enumerate();
        let rows = rows.map(|(row, cells)| cells.iter().map(|cell| end(row, cell)).collect()).collect();
        let matrix = Matrix::new(problem.weights().to_vec(), rows, vec![Goal::Max; problem.criteria()]).ok()?;
        self::method_totals(&matrix, feasible, method)?.get(own).copied()
    };
    let bound = |(own, total): (usize, &f64)| {
        let (low, high) = (at(own, false)?, at(own, true)?);
        Some(Interval::around(low.min(*total), *total, high.max(*total)))
    };
    if is_open(problem) { totals.iter().enumerate().map(bound).collect() } else { None }
}

fn margin(verdict: &MethodResult, feasible: &[bool]) -> Option<f64> {
    let leader = *verdict.leaders.first()?;
    let others = (0..verdict.totals.len()).filter(|at| *at != leader && feasible.get(*at).copied().unwrap_or(true));
    let next = others.map(|at| verdict.totals[at]).reduce(f64::max)?;
    Some(if verdict.leaders.len() > 1 { 0.0 } else { verdict.totals[leader] - next })
}
