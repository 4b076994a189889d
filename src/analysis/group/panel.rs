//! The judges and their ballots.

use thiserror::Error;

use super::consensus::consensus;
use crate::analysis::weights::{self, WeightsError};
use crate::analysis::{Interval, Problem, ProblemError, Scale};

/// A judge's vote on one cell.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum PanelVote {
    /// A score on the scale, oriented so that more is better.
    Scored(f64),
    /// A deliberate abstention, which counts in no mean.
    Abstained,
    /// Not voted yet.
    Pending,
}

impl PanelVote {
    /// The score, if there is one.
    pub fn score(self) -> Option<f64> {
        match self {
            PanelVote::Scored(score) => Some(score),
            PanelVote::Abstained | PanelVote::Pending => None,
        }
    }
}

/// Judges with their weights and ballots.
#[derive(Debug, Clone, PartialEq)]
pub struct Panel {
    weights: Vec<f64>,
    ballots: Vec<Vec<Vec<PanelVote>>>,
    alternatives: usize,
    criteria: usize,
}

/// Why judges and ballots do not form a [`Panel`]. Indices count from 0; messages count from 1.
#[derive(Debug, Clone, Copy, PartialEq, Error)]
pub enum PanelError {
    #[error("there is no judge: add at least one")]
    NoJudges,
    /// One weight per judge is needed.
    #[error("{weights} weights for {judges} judges: give each judge one weight")]
    WeightCount {
        weights: usize,
        /// Judges there are.
        judges: usize,
    },
    /// The judges' weights are not valid.
    #[error("weights of the judges: {0}")]
    Weights(WeightsError),
    /// Ballots of a different shape than the first judge's.
    #[error("the ballots of judge {} have another shape than those of the first", .judge + 1)]
    Shape { judge: usize },
    /// NaN or infinite.
    #[error("judge {} gave row {}, column {} a score that is not a finite number", .judge + 1, .row + 1, .column + 1)]
    NonFinite { judge: usize, row: usize, column: usize },
}

/// The votes on one cell.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CellSummary {
    /// The mean of those who scored it, by their weights; `None` below the quorum.
    pub mean: Option<f64>,
    /// How many scored it.
    pub scored: usize,
    /// How many abstained.
    pub abstained: usize,
    /// Number of pending votes.
    pub pending: usize,
    /// The least and the greatest score; `None` without any.
    pub range: Option<(f64, f64)>,
    /// How far they agree, 0 to 1; see [`consensus`]. `None` without any score.
    pub consensus: Option<f64>,
}

/// The default number of ballots that a cell needs: half of the judges, rounded up, at least one.
pub fn default_quorum(judges: usize) -> usize {
    judges.div_ceil(2).max(1)
}

impl Panel {
    /// `weights` are the judges' weights (any non-negative numbers, not all 0); `ballots` are by judge, alternative
    /// and criterion.
    ///
    /// # Errors
    /// The first thing found wrong, as a [`PanelError`].
    pub fn new(weights: Vec<f64>, ballots: Vec<Vec<Vec<PanelVote>>>) -> Result<Panel, PanelError> {
        let Some(first) = ballots.first() else { return Err(PanelError::NoJudges) };
        if weights.len() != ballots.len() {
            return Err(PanelError::WeightCount { weights: weights.len(), judges: ballots.len() });
        }
        weights::shares(&weights).map_err(PanelError::Weights)?;
        let (alternatives, criteria) = (first.len(), first.first().map_or(0, Vec::len));
        for (judge, rows) in ballots.iter().enumerate() {
            if rows.len() != alternatives || rows.iter().any(|row| row.len() != criteria) {
                return Err(PanelError::Shape { judge });
            }
            let cells =
                rows.iter().enumerate().flat_map(|(row, cells)| cells.iter().enumerate().map(move |cell| (row, cell)));
            for (row, (column, ballot)) in cells {
                if ballot.score().is_some_and(|score| !score.is_finite()) {
                    return Err(PanelError::NonFinite { judge, row, column });
                }
            }
        }
        Ok(Panel { weights, ballots, alternatives, criteria })
    }

    /// How many judges.
    pub fn judges(&self) -> usize {
        self.weights.len()
    }

    pub fn weights(&self) -> &[f64] {
        &self.weights
    }

    /// One judge's ballots, row by row; empty for a judge who is not there.
    pub fn ballots(&self, judge: usize) -> &[Vec<PanelVote>] {
        self.ballots.get(judge).map_or(&[], Vec::as_slice)
    }

    /// Every judge's weight and score of a cell, where there is a score.
    pub fn scores(&self, alternative: usize, criterion: usize) -> impl Iterator<Item = (f64, f64)> {
        let ballot = move |rows: &Vec<Vec<PanelVote>>| rows.get(alternative)?.get(criterion)?.score();
        self.weights.iter().zip(&self.ballots).filter_map(move |(weight, rows)| Some((*weight, ballot(rows)?)))
    }

    /// The votes on every cell, row by row. A cell with fewer than `quorum` scores, or only from judges without weight,
    /// has no mean.
    pub fn cells(&self, scale: Scale, quorum: usize) -> Vec<Vec<CellSummary>> {
        let row = |at: usize| (0..self.criteria).map(|criterion| self.cell(at, criterion, scale, quorum)).collect();
        (0..self.alternatives).map(row).collect()
    }

    fn cell(&self, alternative: usize, criterion: usize, scale: Scale, quorum: usize) -> CellSummary {
        let (mut weight, mut sum) = (0.0, 0.0);
        let mut scores = Vec::with_capacity(self.judges());
        for (own, score) in self.scores(alternative, criterion) {
            weight += own;
            sum += own * score;
            scores.push(score);
        }
        let state = |vote: PanelVote| self.ballots.iter().filter(|rows| rows[alternative][criterion] == vote).count();
        let low = scores.iter().copied().reduce(f64::min);
        let high = scores.iter().copied().reduce(f64::max);
        CellSummary {
            mean: (scores.len() >= quorum.max(1) && weight > 0.0).then(|| sum / weight),
            scored: scores.len(),
            abstained: state(PanelVote::Abstained),
            pending: state(PanelVote::Pending),
            range: low.zip(high),
            consensus: consensus(&scores, scale),
        }
    }

    /// The group's problem: means of the cells, and the whole scale where a cell has none.
    ///
    /// # Errors
    /// As [`Problem::new`].
    pub fn problem(&self, weights: Vec<f64>, scale: Scale, quorum: usize) -> Result<Problem, ProblemError> {
        let value = |cell: &CellSummary| cell.mean.map_or_else(|| scale.missing(), Interval::exact);
        let rows = self.cells(scale, quorum).iter().map(|row| row.iter().map(value).collect()).collect();
        Problem::new(weights, rows, scale)
    }

    /// The panel without one judge; `None` if no judge with weight is left.
    pub fn without(&self, judge: usize) -> Option<Panel> {
        let mut rest = self.clone();
        if judge < self.judges() {
            rest.weights.remove(judge);
            rest.ballots.remove(judge);
        }
        rest.weights.iter().any(|weight| *weight > 0.0).then_some(rest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_are_named() {
        let row = vec![vec![PanelVote::Scored(1.0)]];
        assert_eq!(Panel::new(vec![], vec![]), Err(PanelError::NoJudges));
        assert_eq!(
            Panel::new(vec![1.0], vec![row.clone(), row.clone()]),
            Err(PanelError::WeightCount { weights: 1, judges: 2 })
        );
        let zero = Panel::new(vec![0.0], vec![row.clone()]).unwrap_err();
        assert!(zero.to_string().starts_with("weights of the judges: All weights are 0"));
        assert_eq!(Panel::new(vec![1.0, 1.0], vec![row.clone(), vec![]]), Err(PanelError::Shape { judge: 1 }));
        let nan = vec![vec![PanelVote::Scored(f64::NAN)]];
        assert_eq!(
            Panel::new(vec![1.0, 1.0], vec![row, nan]),
            Err(PanelError::NonFinite { judge: 1, row: 0, column: 0 })
        );
    }

    #[test]
    fn three_states_are_told_apart() {
        let of = |ballot| vec![vec![ballot]];
        let ballots = vec![
            of(PanelVote::Scored(5.0)),
            of(PanelVote::Abstained),
            of(PanelVote::Pending),
            of(PanelVote::Scored(2.0)),
        ];
        let panel = Panel::new(vec![2.0, 1.0, 1.0, 1.0], ballots).unwrap();
        let cell = panel.cells(Scale::default(), default_quorum(4))[0][0];
        assert_eq!((cell.mean, cell.scored, cell.abstained, cell.pending), (Some(4.0), 2, 1, 1));
        assert_eq!(cell.range, Some((2.0, 5.0)));
        assert_eq!(panel.cells(Scale::default(), 3)[0][0].mean, None, "below the quorum");
        let problem = panel.problem(vec![1.0], Scale::default(), 3).unwrap();
        assert_eq!(problem.rows()[0][0], Scale::default().missing(), "missing, never 0 and never 3");
    }
}
