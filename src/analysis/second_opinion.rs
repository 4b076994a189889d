//! Two other methods on the same matrix. Where they name another leader, the lead depends on the distances between the scores
//! and not only on their order.
//!
//! Both compare alternatives with each other. With fewer than two feasible ones the result is `None`,
//! never NaN. An infeasible alternative is compared with the feasible ones without being one of them.

use super::feasible::is_feasible;
use super::rank_position::{self, RankPosition};
use super::{Goal, Matrix};

/// Scores that differ by less than this part of the column's largest magnitude are equal: averaging judges leaves rounding errors,
/// and a method that only compares would turn them into a full preference.
const NOISE: f64 = 1e-12;

/// PROMETHEE II flows, each per alternative.
#[derive(Debug, Clone, PartialEq)]
pub struct Promethee {
    /// How much it beats the others, 0 to 1.
    pub phi_plus: Vec<f64>,
    /// How much the others beat it, 0 to 1.
    pub phi_minus: Vec<f64>,
    /// `phi_plus - phi_minus`, -1 to 1: what is ranked by.
    pub phi_net: Vec<f64>,
    /// Places by net flow; `None` for what is not feasible.
    pub places: Vec<Option<RankPosition>>,
    /// The alternatives at rank 1.
    pub leaders: Vec<usize>,
}

/// PROMETHEE II with the usual criterion: one alternative is preferred to another by the shares of the criteria on which it is
/// better at all, averaged over the feasible others. Uses only the order of the scores. (Brans & Vincke 1985.)
///
/// `None` with fewer than two feasible alternatives.
pub fn promethee_ii(matrix: &Matrix, feasible: &[bool]) -> Option<Promethee> {
    let field = field(matrix, feasible)?;
    let n = matrix.rows().len();
    let (mut phi_plus, mut phi_minus) = (vec![0.0; n], vec![0.0; n]);
    for (j, (goal, share)) in matrix.goals().iter().zip(matrix.shares()).enumerate() {
        let column = matrix.column(j);
        let noise = NOISE * magnitude(&column);
        let mut others: Vec<f64> = field.iter().map(|&i| column[i]).collect();
        others.sort_by(f64::total_cmp);
        for (i, value) in column.iter().enumerate() {
            // Counting in the sorted column instead of comparing every pair: n log n steps, not n².
            let below = others.partition_point(|other| value - other > noise);
            let above = others.len() - others.partition_point(|other| other - value <= noise);
            let (beaten, beating) = match goal {
                Goal::Max => (below, above),
                Goal::Min => (above, below),
            };
            phi_plus[i] += share.get() * beaten as f64;
            phi_minus[i] += share.get() * beating as f64;
        }
    }
    for i in 0..n {
        let others = (field.len() - usize::from(field.binary_search(&i).is_ok())) as f64;
        phi_plus[i] /= others;
        phi_minus[i] /= others;
    }
    let phi_net: Vec<f64> = phi_plus.iter().zip(&phi_minus).map(|(plus, minus)| plus - minus).collect();
    let places = rank_position::rank_positions(&phi_net, feasible, 2e-9); // 1e-9 of the span -1..1
    let leaders = rank_position::top_ranked(&places);
    Some(Promethee { phi_plus, phi_minus, phi_net, places, leaders })
}

/// TOPSIS distances, each per alternative.
#[derive(Debug, Clone, PartialEq)]
pub struct Topsis {
    /// Distance to the ideal: the best value of every column at once.
    pub d_plus: Vec<f64>,
    /// Distance to the anti-ideal: the worst value of every column at once.
    pub d_minus: Vec<f64>,
    /// `d_minus / (d_plus + d_minus)`, 0 to 1: what is ranked by. 0.5 where both distances are 0, all being identical.
    pub closeness: Vec<f64>,
    /// Places by closeness; `None` for what is not feasible.
    pub places: Vec<Option<RankPosition>>,
    /// The alternatives at rank 1.
    pub leaders: Vec<usize>,
}

/// TOPSIS with vector normalisation: each column divided by its Euclidean length over the feasible alternatives, times its
/// share; then how near to the best of everything and how far from the worst. (Hwang & Yoon 1981.)
///
/// `None` with fewer than two feasible alternatives.
pub fn topsis(matrix: &Matrix, feasible: &[bool]) -> Option<Topsis> {
    let field = field(matrix, feasible)?;
    let n = matrix.rows().len();
    let (mut plus, mut minus) = (vec![0.0; n], vec![0.0; n]);
    for (j, goal) in matrix.goals().iter().enumerate() {
        let column = weighted_column(matrix, &field, j);
        let ends = field.iter().map(|&i| column[i]);
        let max = ends.clone().fold(f64::NEG_INFINITY, f64::max);
        let min = ends.fold(f64::INFINITY, f64::min);
        let (best, worst) = match goal {
            Goal::Max => (max, min),
            Goal::Min => (min, max),
        };
        for (i, value) in column.iter().enumerate() {
            plus[i] += (value - best).powi(2);
            minus[i] += (value - worst).powi(2);
        }
    }
    let d_plus: Vec<f64> = plus.into_iter().map(f64::sqrt).collect();
    let d_minus: Vec<f64> = minus.into_iter().map(f64::sqrt).collect();
    let closeness: Vec<f64> = d_plus.iter().zip(&d_minus).map(|(&plus, &minus)| closeness(plus, minus)).collect();
    let places = rank_position::rank_positions(&closeness, feasible, 1e-9);
    let leaders = rank_position::top_ranked(&places);
    Some(Topsis { d_plus, d_minus, closeness, places, leaders })
}

fn closeness(plus: f64, minus: f64) -> f64 {
    if plus + minus > 0.0 { minus / (plus + minus) } else { 0.5 }
}

/// A column divided by its length over the field, times its share. A column of zeros stays zero.
fn weighted_column(matrix: &Matrix, field: &[usize], criterion: usize) -> Vec<f64> {
    let mut column = matrix.column(criterion);
    let largest = magnitude(&column);
    if largest == 0.0 {
        return column;
    }
    column.iter_mut().for_each(|value| *value /= largest); // so that squares neither overflow nor vanish
    let length = field.iter().map(|&i| column[i] * column[i]).sum::<f64>().sqrt();
    let factor = if length > 0.0 { matrix.shares()[criterion].get() / length } else { 0.0 };
    column.iter_mut().for_each(|value| *value *= factor);
    column
}

fn magnitude(column: &[f64]) -> f64 {
    column.iter().map(|value| value.abs()).fold(0.0, f64::max)
}

/// Who is compared with whom; `None` when that is nobody.
fn field(matrix: &Matrix, feasible: &[bool]) -> Option<Vec<usize>> {
    let field: Vec<usize> = (0..matrix.rows().len()).filter(|&i| is_feasible(feasible, i)).collect();
    (field.len() >= 2).then_some(field)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matrix(rows: &[[f64; 2]]) -> Matrix {
        let rows = rows.iter().map(|row| row.to_vec()).collect();
        Matrix::new(vec![1.0, 1.0], rows, vec![Goal::Max, Goal::Min]).unwrap()
    }

    #[test]
    fn identical_alternatives_tie_without_nan() {
        let same = matrix(&[[0.0, 2.0], [0.0, 2.0]]);
        assert_eq!(topsis(&same, &[]).unwrap().closeness, [0.5, 0.5]);
        assert_eq!(promethee_ii(&same, &[]).unwrap().phi_net, [0.0, 0.0]);
        assert_eq!(topsis(&same, &[]).unwrap().leaders, [0, 1]);
    }

    #[test]
    fn the_field_does_not_feel_what_is_not_feasible() {
        let two = matrix(&[[3.0, 2.0], [2.0, 1.0]]);
        let three = matrix(&[[3.0, 2.0], [2.0, 1.0], [900.0, 0.5]]);
        let feasible = [true, true, false];
        let (p2, p3) = (promethee_ii(&two, &[]).unwrap(), promethee_ii(&three, &feasible).unwrap());
        assert_eq!(p2.phi_net, p3.phi_net[..2]);
        assert_eq!((p3.phi_net[2], p3.places[2]), (1.0, None));
        let (t2, t3) = (topsis(&two, &[]).unwrap(), topsis(&three, &feasible).unwrap());
        assert!((t2.closeness[0] - t3.closeness[0]).abs() < 1e-12);
        assert_eq!(t3.places[2], None);
    }

    /// Net flows as the method defines them: every pair is compared.
    fn flows_by_pairs(matrix: &Matrix, field: &[usize], noise: f64) -> Vec<f64> {
        let preferred = |a: usize, b: usize| -> f64 {
            let columns = matrix.goals().iter().zip(matrix.shares()).enumerate();
            let better = columns.filter(|(j, (goal, _))| {
                let apart = matrix.rows()[a][*j] - matrix.rows()[b][*j];
                if **goal == Goal::Max { apart > noise } else { -apart > noise }
            });
            better.map(|(_, (_, share))| share.get()).sum()
        };
        let net = |i: usize| {
            let others: Vec<usize> = field.iter().copied().filter(|k| *k != i).collect();
            others.iter().map(|k| preferred(i, *k) - preferred(*k, i)).sum::<f64>() / others.len() as f64
        };
        (0..matrix.rows().len()).map(net).collect()
    }

    proptest::proptest! {
        #[test]
        fn flows_are_those_of_comparing_every_pair(
            rows in proptest::collection::vec(proptest::array::uniform3(-3i8..=3), 2..12),
            weights in proptest::array::uniform3(1u8..9),
            out in proptest::collection::vec(proptest::bool::weighted(0.2), 12),
        ) {
            let feasible: Vec<bool> = (0..rows.len()).map(|i| i < 2 || !out[i]).collect();
            let values = rows.iter().map(|row| row.map(f64::from).to_vec()).collect();
            let goals = vec![Goal::Max, Goal::Min, Goal::Max];
            let matrix = Matrix::new(weights.map(f64::from).to_vec(), values, goals).unwrap();
            let field: Vec<usize> = (0..rows.len()).filter(|i| feasible[*i]).collect();
            let flows = promethee_ii(&matrix, &feasible).unwrap().phi_net;
            for (flow, expected) in flows.iter().zip(flows_by_pairs(&matrix, &field, 1e-9)) {
                proptest::prop_assert!((flow - expected).abs() < 1e-12, "{flow} {expected}");
            }
        }
    }

    #[test]
    fn rounding_in_a_mean_is_no_preference() {
        let noisy = matrix(&[[0.1 + 0.2, 1.0], [0.3, 1.0]]);
        assert!(promethee_ii(&noisy, &[]).unwrap().places[0].unwrap().tied);
    }
}
