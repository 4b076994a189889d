//! The decision problem: weights, and a matrix of scores in which more is better.

use thiserror::Error;

use super::weights::{self, WeightsError};
use super::{Interval, Scale, Share};

/// Weights and an alternatives × criteria matrix, validated once.
///
/// Every value is oriented so that more is better (see [`super::goal`]). Values may lie off the scale; the scale says
/// where 0 % and 100 % are, how wide a missing cell is, and what counts as a tie.
#[derive(Debug, Clone, PartialEq)]
pub struct Problem {
    weights: Vec<f64>,
    shares: Vec<Share>,
    rows: Vec<Vec<Interval>>,
    scale: Scale,
}

/// Why weights and rows do not form a [`Problem`]. Indices count from 0; messages count from 1.
#[derive(Debug, Clone, Copy, PartialEq, Error)]
pub enum ProblemError {
    /// The weights are not valid.
    #[error(transparent)]
    Weights(#[from] WeightsError),
    /// One weight per criterion is needed.
    #[error("{weights} weights for {criteria} criteria: give each criterion one weight")]
    WeightCount {
        weights: usize,
        /// Columns of the matrix.
        criteria: usize,
    },
    /// A row of a different length than the first.
    #[error("row {} has {cells} cells where the first has {criteria}", .row + 1)]
    Ragged {
        row: usize,
        cells: usize,
        /// The cells of the first row.
        criteria: usize,
    },
    /// One goal per criterion is needed.
    #[error("{goals} goals for {criteria} criteria: give each criterion one goal")]
    GoalCount {
        /// Goals given.
        goals: usize,
        /// Columns of the matrix.
        criteria: usize,
    },
    /// NaN or infinite.
    #[error("the value in row {}, column {} is not a finite number", .row + 1, .column + 1)]
    NonFiniteValue { row: usize, column: usize },
    /// An interval with reversed ends.
    #[error("the value in row {}, column {} runs from {low} down to {high}: the lower end comes first", .row + 1, .column + 1)]
    ReversedInterval {
        row: usize,
        column: usize,
        /// The end given as lower.
        low: f64,
        /// The end given as upper.
        high: f64,
    },
}

impl Problem {
    /// `weights` as entered (any non-negative numbers, not all zero); one row of oriented values per alternative.
    /// A problem without rows is valid.
    ///
    /// # Errors
    /// The first thing found wrong, as a [`ProblemError`]: counts first, then weights, then values.
    pub fn new(weights: Vec<f64>, rows: Vec<Vec<Interval>>, scale: Scale) -> Result<Problem, ProblemError> {
        check_shape(weights.len(), &rows)?;
        let shares = weights::shares(&weights)?;
        for (row, cells) in rows.iter().enumerate() {
            for (column, &Interval { low, high, .. }) in cells.iter().enumerate() {
                if !(low.is_finite() && high.is_finite()) {
                    return Err(ProblemError::NonFiniteValue { row, column });
                }
                if low > high {
                    return Err(ProblemError::ReversedInterval { row, column, low, high });
                }
            }
        }
        Ok(Problem { weights, shares, rows, scale })
    }

    /// Weights as entered.
    pub fn weights(&self) -> &[f64] {
        &self.weights
    }

    /// Weights divided by their sum.
    pub fn shares(&self) -> &[Share] {
        &self.shares
    }

    /// One row per alternative, one value per criterion.
    pub fn rows(&self) -> &[Vec<Interval>] {
        &self.rows
    }

    /// The scale of the values.
    pub fn scale(&self) -> Scale {
        self.scale
    }

    /// How many criteria.
    pub fn criteria(&self) -> usize {
        self.weights.len()
    }

    /// How many alternatives.
    pub fn alternatives(&self) -> usize {
        self.rows.len()
    }
}

/// Every row as long as the first, and one weight per column.
pub(super) fn check_shape<T>(weights: usize, rows: &[Vec<T>]) -> Result<(), ProblemError> {
    let criteria = rows.first().map_or(weights, Vec::len);
    if weights != criteria {
        return Err(ProblemError::WeightCount { weights, criteria });
    }
    match rows.iter().position(|row| row.len() != criteria) {
        Some(row) => Err(ProblemError::Ragged { row, cells: rows[row].len(), criteria }),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn new(weights: &[f64], rows: &[&[f64]]) -> Result<Problem, ProblemError> {
        let rows = rows.iter().map(|row| row.iter().map(|&x| Interval::exact(x)).collect()).collect();
        Problem::new(weights.to_vec(), rows, Scale::default())
    }

    #[test]
    fn each_fault_is_named_with_its_place() {
        assert_eq!(
            new(&[1.0, 1.0], &[&[1.0, 2.0], &[3.0]]),
            Err(ProblemError::Ragged { row: 1, cells: 1, criteria: 2 })
        );
        assert_eq!(new(&[1.0], &[&[f64::NAN]]), Err(ProblemError::NonFiniteValue { row: 0, column: 0 }));
        assert_eq!(new(&[], &[]), Err(WeightsError::NoCriteria.into()));
        assert_eq!(new(&[1.0, f64::INFINITY], &[]), Err(WeightsError::NonFiniteWeight { index: 1 }.into()));
        let words = new(&[1.0, -2.0], &[]).unwrap_err().to_string();
        assert_eq!(words, "weight 2 is negative (-2): the least a weight can be is 0");
    }

    #[test]
    fn an_interval_must_not_run_backwards() {
        let rows = vec![vec![Interval::between(4.0, 2.0)]];
        let error = Problem::new(vec![1.0], rows, Scale::default()).unwrap_err();
        assert_eq!(error, ProblemError::ReversedInterval { row: 0, column: 0, low: 4.0, high: 2.0 });
    }

    #[test]
    fn no_alternatives_yet_is_no_error() {
        assert!(new(&[1.0, 2.0], &[]).is_ok());
    }
}
