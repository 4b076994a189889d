//! Normalising raw measurements to 0..1 when there are no anchors.
//!
//! Min-max depends on the set of alternatives: adding one that could never win can change the winner. Anchored
//! scores ([`super::value_function`]) cannot do that, so normalisation is opt-in.

use super::{Goal, Share};

/// A column of measurements from its worst (0) to its best (1): `(x - min) / (max - min)`, mirrored for [`Goal::Min`].
///
/// A constant column does not discriminate: every alternative gets 1. (Any constant gives
/// the same ranks and margins; libraries return 1, 0 or NaN.) Values must be finite, as those of a [`super::Matrix`] are.
pub fn min_max(column: &[f64], goal: Goal) -> Vec<Share> {
    let min = column.iter().copied().fold(f64::INFINITY, f64::min);
    let max = column.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let (worst, best) = match goal {
        Goal::Max => (min, max),
        Goal::Min => (max, min),
    };
    if min == max {
        return vec![Share::ONE; column.len()];
    }
    // Halves, because max - min of finite numbers can overflow.
    column.iter().map(|x| Share::clamped((x / 2.0 - worst / 2.0) / (best / 2.0 - worst / 2.0))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn less_is_better_mirrors_the_column() {
        let result: Vec<f64> = min_max(&[10.0, 20.0, 15.0], Goal::Min).into_iter().map(Share::get).collect();
        assert_eq!(result, [1.0, 0.0, 0.5]);
    }

    #[test]
    fn a_constant_column_is_as_good_as_the_best() {
        assert_eq!(min_max(&[7.0, 7.0], Goal::Min), [Share::ONE, Share::ONE]);
        assert!(min_max(&[], Goal::Max).is_empty());
    }

    #[test]
    fn the_whole_number_range_does_not_overflow() {
        assert_eq!(min_max(&[f64::MIN, f64::MAX, 0.0], Goal::Max)[2].get(), 0.5);
    }
}
