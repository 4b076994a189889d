//! Raw figures with a goal per column, for methods without a common scale.

use super::problem::{ProblemError, check_shape};
use super::{Goal, Interval, Problem, Scale, Share, normalise, weights};

/// Weights, goals and an alternatives × criteria matrix of plain numbers in any unit.
#[derive(Debug, Clone, PartialEq)]
pub struct Matrix {
    weights: Vec<f64>,
    shares: Vec<Share>,
    goals: Vec<Goal>,
    rows: Vec<Vec<f64>>,
}

impl Matrix {
    /// `weights` as entered; one row of raw values per alternative; one goal per criterion.
    ///
    /// # Errors
    /// The first thing found wrong, as a [`ProblemError`].
    pub fn new(weights: Vec<f64>, rows: Vec<Vec<f64>>, goals: Vec<Goal>) -> Result<Matrix, ProblemError> {
        check_shape(weights.len(), &rows)?;
        if goals.len() != weights.len() {
            return Err(ProblemError::GoalCount { goals: goals.len(), criteria: weights.len() });
        }
        let shares = weights::shares(&weights)?;
        for (row, values) in rows.iter().enumerate() {
            if let Some(column) = values.iter().position(|value| !value.is_finite()) {
                return Err(ProblemError::NonFiniteValue { row, column });
            }
        }
        Ok(Matrix { weights, shares, goals, rows })
    }

    /// The weighted-sum problem on a scale of 0 to 1, each column normalised by [`normalise::min_max`].
    ///
    /// # Errors
    /// Never for a valid matrix; the type is that of [`Problem::new`].
    pub fn min_max(&self) -> Result<Problem, ProblemError> {
        let columns: Vec<Vec<Share>> =
            (0..self.goals.len()).map(|j| normalise::min_max(&self.column(j), self.goals[j])).collect();
        let row = |i: usize| columns.iter().map(|column| Interval::exact(column[i].get())).collect();
        Problem::new(self.weights.clone(), (0..self.rows.len()).map(row).collect(), Scale::UNIT)
    }

    /// Weights divided by their sum.
    pub fn shares(&self) -> &[Share] {
        &self.shares
    }

    pub fn goals(&self) -> &[Goal] {
        &self.goals
    }

    /// One row per alternative.
    pub fn rows(&self) -> &[Vec<f64>] {
        &self.rows
    }

    /// One criterion's values, in the order of the rows; empty for a column that is not there.
    pub fn column(&self, criterion: usize) -> Vec<f64> {
        self.rows.iter().filter_map(|row| row.get(criterion).copied()).collect()
    }
}

/// A problem's values at their middles, where more is better already.
impl From<&Problem> for Matrix {
    fn from(problem: &Problem) -> Matrix {
        Matrix {
            weights: problem.weights().to_vec(),
            shares: problem.shares().to_vec(),
            goals: vec![Goal::Max; problem.criteria()],
            rows: problem.rows().iter().map(|row| row.iter().map(|cell| cell.point_estimate()).collect()).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn goals_are_counted_too() {
        let error = Matrix::new(vec![1.0, 1.0], vec![vec![1.0, 2.0]], vec![Goal::Max]).unwrap_err();
        assert_eq!(error, ProblemError::GoalCount { goals: 1, criteria: 2 });
    }
}
