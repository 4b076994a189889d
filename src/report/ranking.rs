//! The methods to rank by, and what each makes of a comparison.

use super::comparison::{ComparisonData, ComparisonInput};
use crate::analysis::second_opinion::{promethee_ii, topsis};
use crate::analysis::{self, Goal, Interval, Matrix, Problem, ProblemError, RankPosition, Scale, Share};

/// A method to rank by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RankMethod {
    #[default]
    WeightedSum,
    PrometheeII,
    Topsis,
}

impl RankMethod {
    pub const ALL: &[Self] = &[Self::WeightedSum, Self::PrometheeII, Self::Topsis];

    /// Its id in JSON and on the command line.
    pub fn id(self) -> &'static str {
        match self {
            Self::WeightedSum => "wsm",
            Self::PrometheeII => "promethee2",
            Self::Topsis => "topsis",
        }
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::WeightedSum => "weighted sum",
            Self::PrometheeII => "PROMETHEE II, usual preference function",
            Self::Topsis => "TOPSIS, vector normalisation",
        }
    }

    pub(super) fn total_name(self) -> &'static str {
        match self {
            Self::WeightedSum => "total",
            Self::PrometheeII => "net flow",
            Self::Topsis => "closeness",
        }
    }

    /// The lowest and the highest total that there could be.
    fn total_range(self, scale: Scale) -> (f64, f64) {
        match self {
            Self::WeightedSum => (scale.lo(), scale.hi()),
            Self::PrometheeII => (-1.0, 1.0),
            Self::Topsis => (0.0, 1.0),
        }
    }
}

/// Why a comparison cannot be ranked.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum RankError {
    #[error(transparent)]
    Problem(#[from] ProblemError),
    #[error("{} compares alternatives with each other, and fewer than two are feasible: use --method wsm", .0.id())]
    TooFewAlternatives(RankMethod),
}

/// What a method makes of a comparison, in the order of its alternatives.
pub(super) struct MethodResult {
    pub(super) totals: Vec<f64>,
    /// None for what is ruled out.
    pub(super) positions: Vec<Option<RankPosition>>,
    pub(super) leaders: Vec<usize>,
    /// Per alternative, what each criterion contributes; empty for a method with a total that is no sum.
    pub(super) contributions: Vec<Vec<f64>>,
    /// What the totals may be, when some value is not exactly known.
    pub(super) bounds: Option<Vec<Interval>>,
    pub(super) total_range: (f64, f64),
    /// Per criterion.
    pub(super) shares: Vec<Share>,
}

impl MethodResult {
    /// # Errors
    /// When the data cannot be ranked, or a method that compares pairs has fewer than two feasible alternatives.
    pub(super) fn compute(input: &ComparisonInput, method: RankMethod) -> Result<Self, RankError> {
        let result = Self::compare(input, method)?;
        Ok(if input.is_scored { result } else { result.without_outcome() })
    }

    /// The shares alone: where nothing is scored, nothing follows.
    fn without_outcome(self) -> Self {
        Self {
            positions: vec![None; self.positions.len()],
            leaders: Vec::new(),
            contributions: Vec::new(),
            bounds: None,
            ..self
        }
    }

    fn compare(input: &ComparisonInput, method: RankMethod) -> Result<Self, RankError> {
        let competing = input.competing();
        match (&input.data, method) {
            (ComparisonData::Scored(problem), RankMethod::WeightedSum) => Ok(weighted_sum(problem, &competing)),
            (ComparisonData::Measured(matrix), RankMethod::WeightedSum) => {
                Ok(weighted_sum(&matrix.min_max()?, &competing))
            }
            (ComparisonData::Scored(problem), RankMethod::PrometheeII | RankMethod::Topsis) => {
                let result = pairwise_result(&Matrix::from(problem), &competing, method)?;
                let bounds = total_bounds(problem, &competing, method, &result.totals);
                Ok(Self { bounds, ..result })
            }
            (ComparisonData::Measured(matrix), RankMethod::PrometheeII | RankMethod::Topsis) => {
                pairwise_result(matrix, &competing, method)
            }
        }
    }

    /// The first leader's lead over the next competitor; 0 in a tie, none without a competitor.
    pub(super) fn margin(&self, competing: &[bool]) -> Option<f64> {
        let leader = *self.leaders.first()?;
        let others = (0..self.totals.len()).filter(|at| *at != leader && competing.get(*at).copied().unwrap_or(true));
        let next = others.map(|at| self.totals[at]).reduce(f64::max)?;
        Some(if self.leaders.len() > 1 { 0.0 } else { self.totals[leader] - next })
    }
}

fn weighted_sum(problem: &Problem, competing: &[bool]) -> MethodResult {
    let ranking = analysis::rank(problem, competing);
    MethodResult {
        totals: ranking.standings.iter().map(|standing| standing.total).collect(),
        positions: ranking.standings.iter().map(|standing| standing.position).collect(),
        bounds: has_open_cells(problem).then(|| ranking.standings.iter().map(|standing| standing.bounds).collect()),
        contributions: ranking.standings.into_iter().map(|standing| standing.contributions).collect(),
        leaders: ranking.leaders,
        total_range: RankMethod::WeightedSum.total_range(problem.scale()),
        shares: problem.shares().to_vec(),
    }
}

fn has_open_cells(problem: &Problem) -> bool {
    problem.rows().iter().flatten().any(|cell| !cell.is_exact())
}

fn pairwise_result(matrix: &Matrix, competing: &[bool], method: RankMethod) -> Result<MethodResult, RankError> {
    let too_few = RankError::TooFewAlternatives(method);
    let (totals, positions, leaders, contributions) = if method == RankMethod::Topsis {
        let result = topsis(matrix, competing).ok_or(too_few)?;
        (result.closeness, result.places, result.leaders, Vec::new())
    } else {
        let result = promethee_ii(matrix, competing).ok_or(too_few)?;
        (result.phi_net, result.places, result.leaders, criterion_flows(matrix, competing)?)
    };
    let total_range = method.total_range(Scale::UNIT);
    let shares = matrix.shares().to_vec();
    Ok(MethodResult { totals, positions, leaders, contributions, bounds: None, total_range, shares })
}

/// What each criterion contributes to a net flow: its share times the net flow on it alone.
fn criterion_flows(matrix: &Matrix, competing: &[bool]) -> Result<Vec<Vec<f64>>, RankError> {
    let mut flows = vec![Vec::new(); matrix.rows().len()];
    for (criterion, (share, goal)) in matrix.shares().iter().zip(matrix.goals()).enumerate() {
        let column = matrix.column(criterion).into_iter().map(|value| vec![value]).collect();
        let alone = Matrix::new(vec![1.0], column, vec![*goal])?;
        let result = promethee_ii(&alone, competing).ok_or(RankError::TooFewAlternatives(RankMethod::PrometheeII))?;
        for (parts, flow) in flows.iter_mut().zip(result.phi_net) {
            parts.push(share.get() * flow);
        }
    }
    Ok(flows)
}

/// The range of a total where values are open: an alternative's own values at their best and all others at their worst, and the
/// reverse. Net flows rise with one's own values and fall with those of others, so for them the bounds are exact; for closeness
/// they are close, because the lengths of its columns change as well.
fn total_bounds(problem: &Problem, competing: &[bool], method: RankMethod, totals: &[f64]) -> Option<Vec<Interval>> {
    let total_at = |own: usize, best: bool| {
        let end = |row: usize, cell: &Interval| if (row == own) == best { cell.high } else { cell.low };
        let rows = problem.rows().iter().enumerate();
        let rows = rows.map(|(row, cells)| cells.iter().map(|cell| end(row, cell)).collect()).collect();
        let matrix = Matrix::new(problem.weights().to_vec(), rows, vec![Goal::Max; problem.criteria()]).ok()?;
        let totals = match method {
            RankMethod::Topsis => topsis(&matrix, competing)?.closeness,
            RankMethod::PrometheeII | RankMethod::WeightedSum => promethee_ii(&matrix, competing)?.phi_net,
        };
        totals.get(own).copied()
    };
    let bound = |(own, total): (usize, &f64)| {
        let (low, high) = (total_at(own, false)?, total_at(own, true)?);
        Some(Interval::around(low.min(*total), *total, high.max(*total)))
    };
    if has_open_cells(problem) { totals.iter().enumerate().map(bound).collect() } else { None }
}
