//! Weights as shares that sum to 1, from what people enter about importance.

use thiserror::Error;

use super::share::Share;

/// Why numbers are not weights. Indices count from 0; messages count from 1.
#[derive(Debug, Clone, Copy, PartialEq, Error)]
pub enum WeightsError {
    #[error("there is no criterion: add at least one")]
    NoCriteria,
    /// NaN or infinite.
    #[error("weight {} is not a finite number", .index + 1)]
    NonFiniteWeight { index: usize },
    #[error("weight {} is negative ({weight}): the least a weight can be is 0", .index + 1)]
    NegativeWeight { index: usize, weight: f64 },
    /// Swings are relative to the largest, which is 100.
    #[error("swing {} is {points}: swings run from 0 to 100", .index + 1)]
    SwingOutOfRange { index: usize, points: f64 },
    #[error("All weights are 0: give at least one criterion a positive weight")]
    AllWeightsZero,
}

/// Weights as entered, divided by their sum.
///
/// # Errors
/// [`WeightsError::NoCriteria`], [`WeightsError::NonFiniteWeight`], [`WeightsError::NegativeWeight`] or
/// [`WeightsError::AllWeightsZero`].
pub fn shares(weights: &[f64]) -> Result<Vec<Share>, WeightsError> {
    if weights.is_empty() {
        return Err(WeightsError::NoCriteria);
    }
    for (index, &weight) in weights.iter().enumerate() {
        if !weight.is_finite() {
            return Err(WeightsError::NonFiniteWeight { index });
        }
        if weight < 0.0 {
            return Err(WeightsError::NegativeWeight { index, weight });
        }
    }
    let sum: f64 = weights.iter().sum();
    if sum == 0.0 {
        return Err(WeightsError::AllWeightsZero);
    }
    if sum.is_finite() {
        return Ok(weights.iter().map(|weight| Share::clamped(weight / sum)).collect());
    }
    // Finite weights can still overflow when added; relative to the largest they cannot.
    let largest = weights.iter().copied().fold(0.0, f64::max);
    shares(&weights.iter().map(|weight| weight / largest).collect::<Vec<_>>())
}

/// Swing weights: "all criteria at their worst: which one would you move to its best first?" is 100 points, the others are
/// relative to it. A swing of 0 is valid and gives a share of 0. (von Winterfeldt & Edwards 1986.)
///
/// # Errors
/// [`WeightsError::SwingOutOfRange`] outside 0..=100, else as [`shares`].
pub fn swing_shares(points: &[f64]) -> Result<Vec<Share>, WeightsError> {
    if let Some(index) = points.iter().position(|&points| points > 100.0 && points.is_finite()) {
        return Err(WeightsError::SwingOutOfRange { index, points: points[index] });
    }
    shares(points)
}

/// Rank-order centroid weights: the mean of all weightings that respect the order, `w_i = (1/n) Σ_{k=i..n} 1/k`.
///
/// `ranks` gives each criterion's place, the smallest being the most important; only their order matters. Criteria with
/// equal places share the mean of the slots they occupy, so `[1, 2, 2, 4]` and `[1, 2.5, 2.5, 4]` say the same.
/// (Edwards & Barron 1994.)
///
/// # Errors
/// [`WeightsError::NoCriteria`] for none, [`WeightsError::NonFiniteWeight`] for a place that is not a number.
pub fn rank_order_centroid_shares(ranks: &[f64]) -> Result<Vec<Share>, WeightsError> {
    if ranks.is_empty() {
        return Err(WeightsError::NoCriteria);
    }
    if let Some(index) = ranks.iter().position(|rank| !rank.is_finite()) {
        return Err(WeightsError::NonFiniteWeight { index });
    }
    let slots = centroid_slots(ranks.len());
    Ok(ranks
        .iter()
        .map(|rank| {
            let ahead = ranks.iter().filter(|&other| other < rank).count();
            let level = ranks.iter().filter(|&other| other == rank).count();
            let shared = &slots[ahead..ahead + level];
            Share::clamped(shared.iter().sum::<f64>() / level as f64)
        })
        .collect())
}

/// Weights in two steps: of each group, and of each criterion within its group. `groups` holds the
/// group's weight and its criteria's; the global share is the product of the local ones. Criteria come out in order, group by
/// group. A group without criteria is left out.
///
/// # Errors
/// As [`shares`], for the groups or for the criteria of one of them.
pub fn hierarchical_shares(groups: &[(f64, Vec<f64>)]) -> Result<Vec<Share>, WeightsError> {
    let groups = || groups.iter().filter(|(_, local)| !local.is_empty());
    let outer = shares(&groups().map(|(weight, _)| *weight).collect::<Vec<_>>())?;
    let mut global = Vec::new();
    for (group, (_, local)) in outer.iter().zip(groups()) {
        global.extend(shares(local)?.iter().map(|share| Share::clamped(group.get() * share.get())));
    }
    Ok(global)
}

/// The centroid weight of each slot, most important first.
fn centroid_slots(n: usize) -> Vec<f64> {
    let mut slots = vec![0.0; n];
    let mut tail = 0.0;
    for (i, slot) in slots.iter_mut().enumerate().rev() {
        tail += 1.0 / (i + 1) as f64;
        *slot = tail / n as f64;
    }
    slots
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn huge_weights_do_not_overflow() {
        let shares = shares(&[f64::MAX, f64::MAX]).unwrap();
        assert_eq!(shares[0].get(), 0.5);
    }

    #[test]
    fn everyone_first_is_equal_weights() {
        let shares = rank_order_centroid_shares(&[1.0, 1.0, 1.0, 1.0]).unwrap();
        assert!(shares.iter().all(|share| (share.get() - 0.25).abs() < 1e-12));
    }

    #[test]
    fn groups_and_their_criteria_multiply() {
        let result = hierarchical_shares(&[(1.0, vec![3.0, 1.0]), (5.0, vec![]), (1.0, vec![2.0])]).unwrap();
        assert_eq!(result.iter().map(|share| share.get()).collect::<Vec<_>>(), [0.375, 0.125, 0.5]);
        assert_eq!(hierarchical_shares(&[]), Err(WeightsError::NoCriteria));
        assert_eq!(hierarchical_shares(&[(1.0, vec![0.0])]), Err(WeightsError::AllWeightsZero));
    }

    #[test]
    fn a_swing_beyond_the_first_is_refused() {
        assert_eq!(swing_shares(&[100.0, 120.0]), Err(WeightsError::SwingOutOfRange { index: 1, points: 120.0 }));
        assert_eq!(swing_shares(&[0.0, 0.0]), Err(WeightsError::AllWeightsZero));
    }
}
