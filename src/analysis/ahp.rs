//! Weights from pairwise comparisons (Saaty 1980, the analytic hierarchy process).

use thiserror::Error;

use super::Share;

/// Source of the random indices. Other tables give other consistency ratios for the same
/// comparisons (0.0732 with this one is 0.0726 or 0.0769 with others), so name it beside every ratio.
pub const RANDOM_INDEX_TABLE: &str = "Saaty 1980";

/// By size from 3; beyond ten criteria the table ends.
const RANDOM_INDEX: [f64; 8] = [0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49];

/// From this ratio on, comparisons are too inconsistent to be used without review.
pub const INCONSISTENCY_LIMIT: f64 = 0.10;

/// Largest change at which the iteration has converged.
const CONVERGENCE: f64 = 1e-12;
/// More than any positive matrix of this size needs.
const MAX_ITERATIONS: usize = 100_000;

/// Three criteria whose comparisons contradict each other.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct InconsistentTriple {
    pub criteria: [usize; 3],
    /// `a_ij a_jk a_ki`: 1 if going round comes back to where it began; what one step would have to be divided by.
    pub product: f64,
}

/// Weights from pairwise comparisons, and their consistency.
#[derive(Debug, Clone, PartialEq)]
pub struct PairwiseWeights {
    /// The principal eigenvector, as shares.
    pub shares: Vec<Share>,
    /// Its eigenvalue: the number of criteria where all answers agree, more otherwise.
    pub lambda_max: f64,
    /// `(lambda_max - n) / (n - 1)`; 0 below two criteria.
    pub consistency_index: f64,
    /// The index over [`RANDOM_INDEX_TABLE`]'s for this size; 0 up to two criteria, `None` beyond ten, where the table ends.
    pub consistency_ratio: Option<f64>,
    /// The three comparisons that contradict each other most, the first of equals; `None` where none do.
    pub worst: Option<InconsistentTriple>,
}

impl PairwiseWeights {
    /// Whether the consistency ratio is [`INCONSISTENCY_LIMIT`] or more.
    pub fn is_inconsistent(&self) -> bool {
        self.consistency_ratio.is_some_and(|ratio| ratio >= INCONSISTENCY_LIMIT)
    }
}

/// Why a matrix of comparisons is invalid. Indices count from 0; messages count from 1.
#[derive(Debug, Clone, Copy, PartialEq, Error)]
pub enum PairwiseError {
    #[error("there is no criterion: add at least one")]
    NoCriteria,
    /// Not as many columns as rows.
    #[error("row {} of the comparisons has {cells} cells for {criteria} criteria", .row + 1)]
    Ragged {
        row: usize,
        cells: usize,
        /// The criteria.
        criteria: usize,
    },
    #[error("criterion {} against {} is {value}: a comparison is a number above 0, such as 3 or 1/3", .row + 1, .column + 1)]
    NotPositive { row: usize, column: usize, value: f64 },
    /// The two directions are not inverse.
    #[error("criterion {} against {} is {value}, and the other way round is not its inverse", .row + 1, .column + 1)]
    NotReciprocal { row: usize, column: usize, value: f64 },
}

/// The square matrix of comparisons from those above the diagonal, row by row: `above[0]` is the first against the second.
/// Missing comparisons count as equal.
pub fn reciprocal_matrix(criteria: usize, above: &[f64]) -> Vec<Vec<f64>> {
    let mut matrix = vec![vec![1.0; criteria]; criteria];
    let pairs = (0..criteria).flat_map(|row| (row + 1..criteria).map(move |column| (row, column)));
    for ((row, column), answer) in pairs.zip(above) {
        matrix[row][column] = *answer;
        matrix[column][row] = 1.0 / answer;
    }
    matrix
}

/// Weights by the principal eigenvector of a reciprocal matrix, found by power iteration until nothing moves by more than 1e-12.
/// `matrix[i][j]` says how many times as important i is as j.
///
/// # Errors
/// A matrix that is empty, not square, not positive or not reciprocal (to 1e-6).
pub fn pairwise_weights(matrix: &[Vec<f64>]) -> Result<PairwiseWeights, PairwiseError> {
    check_reciprocal(matrix)?;
    let count = matrix.len();
    let mut vector = vec![1.0 / count as f64; count];
    let mut lambda_max = count as f64;
    for _ in 0..MAX_ITERATIONS {
        let product: Vec<f64> =
            matrix.iter().map(|row| row.iter().zip(&vector).map(|(a, v)| a * v).sum::<f64>()).collect();
        // The vector sums to 1, so that what its product sums to is the eigenvalue.
        lambda_max = product.iter().sum();
        let next: Vec<f64> = product.iter().map(|value| value / lambda_max).collect();
        let moved = next.iter().zip(&vector).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
        vector = next;
        if moved <= CONVERGENCE {
            break;
        }
    }
    let n = count as f64;
    // Rounding must not make consistent answers look better than consistent.
    let consistency_index = if count > 2 { ((lambda_max - n) / (n - 1.0)).max(0.0) } else { 0.0 };
    let consistency_ratio = match count {
        0..=2 => Some(0.0),
        _ => RANDOM_INDEX.get(count - 3).map(|random| consistency_index / random),
    };
    Ok(PairwiseWeights {
        shares: vector.into_iter().map(Share::clamped).collect(),
        lambda_max,
        consistency_index,
        consistency_ratio,
        worst: most_inconsistent(matrix),
    })
}

fn check_reciprocal(matrix: &[Vec<f64>]) -> Result<(), PairwiseError> {
    let criteria = matrix.len();
    if criteria == 0 {
        return Err(PairwiseError::NoCriteria);
    }
    if let Some(row) = matrix.iter().position(|row| row.len() != criteria) {
        return Err(PairwiseError::Ragged { row, cells: matrix[row].len(), criteria });
    }
    for (row, answers) in matrix.iter().enumerate() {
        for (column, &value) in answers.iter().enumerate() {
            if !(value > 0.0 && value.is_finite()) {
                return Err(PairwiseError::NotPositive { row, column, value });
            }
            if (value * matrix[column][row] - 1.0).abs() > 1e-6 {
                return Err(PairwiseError::NotReciprocal { row, column, value });
            }
        }
    }
    Ok(())
}

/// The triple with the largest `|ln(a_ij a_jk a_ki)|`.
fn most_inconsistent(matrix: &[Vec<f64>]) -> Option<InconsistentTriple> {
    let count = matrix.len();
    let triples = (0..count).flat_map(|i| (i + 1..count).flat_map(move |j| (j + 1..count).map(move |k| [i, j, k])));
    let off = |triple: &InconsistentTriple| triple.product.ln().abs();
    triples
        .map(|[i, j, k]| InconsistentTriple {
            criteria: [i, j, k],
            product: matrix[i][j] * matrix[j][k] * matrix[k][i],
        })
        .filter(|triple| off(triple) > 1e-9)
        .reduce(|worst, next| if off(&next) > off(&worst) + 1e-9 { next } else { worst })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn consistent_answers_give_back_their_weights() {
        let weights = [0.5, 0.3, 0.2];
        let matrix: Vec<Vec<f64>> = weights.iter().map(|a| weights.iter().map(|b| a / b).collect()).collect();
        let result = pairwise_weights(&matrix).unwrap();
        result.shares.iter().zip(weights).for_each(|(share, want)| assert!((share.get() - want).abs() < 1e-12));
        assert!((result.lambda_max - 3.0).abs() < 1e-12 && result.worst.is_none() && !result.is_inconsistent());
    }

    #[test]
    fn small_and_large_sizes() {
        assert_eq!(pairwise_weights(&reciprocal_matrix(1, &[])).unwrap().shares, [Share::ONE]);
        let two = pairwise_weights(&reciprocal_matrix(2, &[4.0])).unwrap();
        assert!((two.shares[0].get() - 0.8).abs() < 1e-12);
        assert_eq!(two.consistency_ratio, Some(0.0));
        assert_eq!(
            pairwise_weights(&reciprocal_matrix(11, &[])).unwrap().consistency_ratio,
            None,
            "the table ends at ten"
        );
    }

    #[test]
    fn faults_are_named() {
        assert_eq!(pairwise_weights(&[]), Err(PairwiseError::NoCriteria));
        let ragged = pairwise_weights(&[vec![1.0, 2.0], vec![0.5]]);
        assert_eq!(ragged, Err(PairwiseError::Ragged { row: 1, cells: 1, criteria: 2 }));
        let negative = pairwise_weights(&[vec![1.0, -2.0], vec![-0.5, 1.0]]);
        assert_eq!(negative, Err(PairwiseError::NotPositive { row: 0, column: 1, value: -2.0 }));
        let odd = pairwise_weights(&[vec![1.0, 2.0], vec![2.0, 1.0]]).unwrap_err().to_string();
        assert_eq!(odd, "criterion 1 against 2 is 2, and the other way round is not its inverse");
    }
}
