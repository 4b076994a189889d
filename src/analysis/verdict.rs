//! The verdict on the lead, and the tests that it fails.

use super::ahp::INCONSISTENCY_LIMIT;
use super::robustness::{Acceptance, WeightSpace};
use super::{Comparison, Problem, Ranking, Share};

/// The tests of a clear lead.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Thresholds {
    /// The leader must be first in at least this share of draws near the weights.
    pub first_rank: Share,
    /// A rival must need more than this shift of weight to draw level, in per cent of all weight.
    pub shift: f64,
    /// How far these draws reach from the weights: E of [`WeightSpace::Local`].
    pub reach: Share,
    /// Whether a change of one score by one point may change the leader.
    pub one_point_flips: bool,
}

impl Thresholds {
    /// Half of the draws within a fifth of the weights, more than five points of weight, and no one-point flip.
    pub const USUAL: Thresholds =
        Thresholds { first_rank: Share::HALF, shift: 5.0, reach: Share::FIFTH, one_point_flips: false };

    /// The weight space of the draws for the verdict.
    pub fn space(self) -> WeightSpace {
        WeightSpace::Local(self.reach)
    }
}

impl Default for Thresholds {
    fn default() -> Thresholds {
        Thresholds::USUAL
    }
}

/// A test that a lead failed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum FailedTest {
    /// The pairwise comparisons that the weights rest on contradict each other.
    InconsistentPairs {
        /// Their consistency ratio, [`INCONSISTENCY_LIMIT`] or more.
        ratio: f64,
    },
    /// Open cells could still change the leader.
    OpenCells,
    /// Another alternative is first more often near the weights.
    Outranked {
        by: usize,
        /// How often that one is first, 0 to 1.
        first: f64,
    },
    /// The leader is not first often enough near the weights.
    FirstRank {
        /// How often it is, 0 to 1.
        share: f64,
    },
    /// A small shift of weight draws a rival level.
    WeightShift {
        rival: usize,
        /// How much, in points of a hundred.
        points: f64,
    },
    /// A change of one score by one point changes the leader.
    OnePointFlips {
        /// On how many scores.
        scores: usize,
    },
}

/// The verdict on the lead.
#[derive(Debug, Clone, PartialEq)]
pub enum Verdict {
    /// No alternative is feasible.
    NoCandidate,
    /// Only one alternative is feasible.
    SoleCandidate { leader: usize },
    /// Several alternatives are tied.
    Tie { leaders: Vec<usize> },
    /// The lead failed a test.
    Fragile {
        leader: usize,
        /// By how much, in points of the scale.
        margin: f64,
        /// In the order above; at least one.
        failed: Vec<FailedTest>,
    },
    /// The lead passed every test.
    Clear {
        leader: usize,
        /// By how much, in points of the scale.
        margin: f64,
    },
}

impl Verdict {
    /// `nobody`, `alone`, `tie`, `fragile` or `clear`.
    pub fn label(&self) -> &'static str {
        match self {
            Verdict::NoCandidate => "nobody",
            Verdict::SoleCandidate { .. } => "alone",
            Verdict::Tie { .. } => "tie",
            Verdict::Fragile { .. } => "fragile",
            Verdict::Clear { .. } => "clear",
        }
    }
}

/// Tolerance for rounding of shifts, in per cent of all weight.
const ROUNDING: f64 = 1e-9;

/// The verdict on a ranking. `near` is the result of draws from [`Thresholds::space`]. `consistency_ratio` is that of the pairwise
/// comparisons behind the weights, if there are any. `is_scored` returns whether a cell is a score that somebody can change by a
/// point; other cells follow from figures, or from several scores at once.
pub fn compute_verdict(
    problem: &Problem,
    ranking: &Ranking,
    near: &Acceptance,
    thresholds: &Thresholds,
    consistency_ratio: Option<f64>,
    is_scored: &dyn Fn(usize, usize) -> bool,
) -> Verdict {
    let Some(&leader) = ranking.leaders.first() else { return Verdict::NoCandidate };
    if ranking.tie {
        return Verdict::Tie { leaders: ranking.leaders.clone() };
    }
    let (Some(comparison), Some(margin)) = (Comparison::new(problem, ranking), ranking.margin) else {
        return Verdict::SoleCandidate { leader };
    };
    let mut failed = Vec::new();
    if let Some(ratio) = consistency_ratio.filter(|ratio| *ratio >= INCONSISTENCY_LIMIT) {
        failed.push(FailedTest::InconsistentPairs { ratio });
    }
    if !ranking.certain {
        failed.push(FailedTest::OpenCells);
    }
    let first = near.first_rank_share(leader);
    if let Some(by) = near.most_often_first().filter(|by| *by != leader && near.first_rank_share(*by) > first) {
        failed.push(FailedTest::Outranked { by, first: near.first_rank_share(by) });
    }
    if first < thresholds.first_rank.get() {
        failed.push(FailedTest::FirstRank { share: first });
    }
    let shifts = comparison.weight_shifts().into_iter().flatten().map(|shift| (shift.rival, shift.moved.percent()));
    let least = shifts.reduce(|least, next| if next.1 < least.1 { next } else { least });
    if let Some((rival, points)) = least.filter(|(_, points)| *points <= thresholds.shift + ROUNDING) {
        failed.push(FailedTest::WeightShift { rival, points });
    }
    let flips = comparison.one_point_flips();
    let scores = flips.iter().filter(|flip| is_scored(flip.alternative, flip.criterion)).count();
    if scores > 0 && !thresholds.one_point_flips {
        failed.push(FailedTest::OnePointFlips { scores });
    }
    if failed.is_empty() { Verdict::Clear { leader, margin } } else { Verdict::Fragile { leader, margin, failed } }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::robustness::{Draws, compute_acceptance};
    use crate::analysis::{Scale, rank};

    fn of(rows: &[[f64; 3]], feasible: &[bool]) -> Verdict {
        let rows = rows.iter().map(|row| row.iter().map(|&x| x.into()).collect()).collect();
        let problem = Problem::new(vec![5.0, 3.0, 2.0], rows, Scale::default()).unwrap();
        let usual = Thresholds::default();
        let near = compute_acceptance(&problem, feasible, usual.space(), &mut Draws::new(1), 10_000);
        compute_verdict(&problem, &rank(&problem, feasible), &near, &usual, None, &|_, _| true)
    }

    #[test]
    fn a_word_for_each_case() {
        let clear = of(&[[5.0, 4.0, 4.0], [2.0, 3.0, 4.0]], &[]);
        assert!(matches!(clear, Verdict::Clear { leader: 0, margin } if (margin - 1.8).abs() < 1e-12), "{clear:?}");
        assert_eq!(of(&[[4.0, 3.0, 3.0], [4.0, 3.0, 3.0], [1.0, 1.0, 1.0]], &[]), Verdict::Tie { leaders: vec![0, 1] });
        assert_eq!(of(&[[4.0, 3.0, 3.0], [5.0, 5.0, 5.0]], &[true, false]), Verdict::SoleCandidate { leader: 0 });
        assert_eq!(of(&[[4.0, 3.0, 3.0]], &[false]), Verdict::NoCandidate);
        let Verdict::Fragile { leader: 0, failed, .. } = of(&[[4.0, 3.0, 3.0], [3.0, 4.0, 3.0]], &[]) else {
            panic!("a lead of 0.2 is not firm")
        };
        // 0.2 ahead, gaining 2 per unit moved: ten points; any score of weight above 0.2 flips it
        assert_eq!(failed, [FailedTest::OnePointFlips { scores: 4 }]);
    }
}
