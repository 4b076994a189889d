//! Turning "less is better" into "more is better" by reflection on the scale.
//!
//! Orientation and scaling are separate steps: a cost score is reflected (`lo + hi - x`), never inverted (`1/x`), which would
//! change the distances between scores as well as their order.

use super::{Interval, Scale};

/// Whether higher or lower values of a criterion are better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Goal {
    /// More is better.
    #[default]
    Max,
    /// Less is better.
    Min,
}

/// A score so that more is better: itself for [`Goal::Max`], `lo + hi - x` for [`Goal::Min`]. Its own inverse.
pub fn orient(score: f64, goal: Goal, scale: Scale) -> f64 {
    match goal {
        Goal::Max => score,
        Goal::Min => scale.lo() + scale.hi() - score,
    }
}

/// The same for an interval; the ends change places when reflected.
pub fn orient_interval(score: Interval, goal: Goal, scale: Scale) -> Interval {
    let (a, b) = (orient(score.low, goal, scale), orient(score.high, goal, scale));
    let likely = orient(score.point_estimate(), goal, scale);
    match goal {
        Goal::Max => Interval::around(a, likely, b),
        Goal::Min => Interval::around(b, likely, a),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reflecting_twice_is_the_score_again() {
        let scale = Scale::default();
        assert_eq!(orient(2.0, Goal::Min, scale), 4.0);
        assert_eq!(orient(orient(2.0, Goal::Min, scale), Goal::Min, scale), 2.0);
    }

    #[test]
    fn a_reflected_interval_keeps_its_ends_in_order() {
        let result = orient_interval(Interval::between(2.0, 5.0), Goal::Min, Scale::default());
        assert_eq!(result, Interval::between(1.0, 4.0));
    }
}
