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

/// What a lead is tested by, besides the numbers of its problem.
#[derive(Clone, Copy)]
pub struct LeadFacts<'a> {
    /// The consistency ratio of the pairwise comparisons behind the weights, if there are any.
    pub consistency_ratio: Option<f64>,
    /// Per alternative how many must-haves it may turn out to fail, which would rule it out. One that the slice does not reach has
    /// none.
    pub open_must_haves: &'a [usize],
    /// Whether a cell is a score that somebody can change by a point; other cells follow from figures, or from several scores at
    /// once.
    pub is_scored: &'a dyn Fn(usize, usize) -> bool,
}

impl LeadFacts<'_> {
    fn open_must_haves(&self, alternative: usize) -> Option<FailedTest> {
        let count = self.open_must_haves.get(alternative).copied().filter(|count| *count > 0)?;
        Some(FailedTest::OpenMustHaves { alternative, count })
    }
}

/// A test that a lead failed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum FailedTest {
    /// A leader may turn out to be ruled out.
    OpenMustHaves {
        alternative: usize,
        /// How many must-haves it may fail.
        count: usize,
    },
    /// Others that lead near the weights may turn out to be ruled out.
    OpenMustHavesOfRivals {
        /// The one of them that leads most often.
        rival: usize,
        /// How many more there are.
        others: usize,
    },
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
    Tie {
        leaders: Vec<usize>,
        /// Must-haves that they may fail; mostly none.
        failed: Vec<FailedTest>,
    },
    /// The lead failed a test.
    Fragile {
        leader: usize,
        /// By how much, in points of the scale; none without a rival.
        margin: Option<f64>,
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

    /// The tests that the lead failed.
    pub fn failed_tests(&self) -> &[FailedTest] {
        match self {
            Verdict::Fragile { failed, .. } | Verdict::Tie { failed, .. } => failed,
            Verdict::NoCandidate | Verdict::SoleCandidate { .. } | Verdict::Clear { .. } => &[],
        }
    }

    /// The verdict on the only feasible alternative.
    pub fn of_sole_candidate(leader: usize, facts: &LeadFacts<'_>) -> Verdict {
        match facts.open_must_haves(leader) {
            Some(failed) => Verdict::Fragile { leader, margin: None, failed: vec![failed] },
            None => Verdict::SoleCandidate { leader },
        }
    }
}

/// Tolerance for rounding of shifts, in per cent of all weight.
const ROUNDING: f64 = 1e-9;

/// The verdict on a ranking. `near` is the result of draws from [`Thresholds::space`].
pub fn compute_verdict(
    problem: &Problem,
    ranking: &Ranking,
    near: &Acceptance,
    thresholds: &Thresholds,
    facts: &LeadFacts<'_>,
) -> Verdict {
    let Some(&leader) = ranking.leaders.first() else { return Verdict::NoCandidate };
    let mut failed: Vec<FailedTest> = ranking.leaders.iter().filter_map(|at| facts.open_must_haves(*at)).collect();
    if ranking.tie {
        return Verdict::Tie { leaders: ranking.leaders.clone(), failed };
    }
    let (Some(comparison), Some(margin)) = (Comparison::new(problem, ranking), ranking.margin) else {
        return Verdict::of_sole_candidate(leader, facts);
    };
    failed.extend(open_rivals(leader, near, facts));
    if let Some(ratio) = facts.consistency_ratio.filter(|ratio| *ratio >= INCONSISTENCY_LIMIT) {
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
    let scores = flips.iter().filter(|flip| (facts.is_scored)(flip.alternative, flip.criterion)).count();
    if scores > 0 && !thresholds.one_point_flips {
        failed.push(FailedTest::OnePointFlips { scores });
    }
    match failed.is_empty() {
        true => Verdict::Clear { leader, margin },
        false => Verdict::Fragile { leader, margin: Some(margin), failed },
    }
}

/// The alternatives besides the leader that lead in some draws and may turn out to be ruled out.
fn open_rivals(leader: usize, near: &Acceptance, facts: &LeadFacts<'_>) -> Option<FailedTest> {
    let could_lead = |at: &usize| *at != leader && near.first_rank_share(*at) > 0.0;
    let open = || {
        let all = 0..facts.open_must_haves.len();
        all.filter(could_lead).filter(|at| facts.open_must_haves(*at).is_some())
    };
    let rival = open()
        .reduce(|best, next| if near.first_rank_share(next) > near.first_rank_share(best) { next } else { best })?;
    Some(FailedTest::OpenMustHavesOfRivals { rival, others: open().count() - 1 })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::robustness::{Draws, compute_acceptance};
    use crate::analysis::{Scale, rank};

    fn of(rows: &[[f64; 3]], feasible: &[bool]) -> Verdict {
        with_open_must_haves(rows, feasible, &[])
    }

    fn with_open_must_haves(rows: &[[f64; 3]], feasible: &[bool], open: &[usize]) -> Verdict {
        let rows = rows.iter().map(|row| row.iter().map(|&x| x.into()).collect()).collect();
        let problem = Problem::new(vec![5.0, 3.0, 2.0], rows, Scale::default()).unwrap();
        let usual = Thresholds::default();
        let near = compute_acceptance(&problem, feasible, usual.space(), &mut Draws::new(1), 10_000);
        let facts = LeadFacts { consistency_ratio: None, open_must_haves: open, is_scored: &|_, _| true };
        compute_verdict(&problem, &rank(&problem, feasible), &near, &usual, &facts)
    }

    /// Whatever the numbers say, a leader or one that could lead and may turn out to be ruled out leaves no lead clear.
    #[test]
    fn an_open_must_have_leaves_no_lead_clear() {
        let clear = [[5.0, 4.0, 4.0], [2.0, 3.0, 4.0]];
        let of_leader = FailedTest::OpenMustHaves { alternative: 0, count: 2 };
        let verdict = with_open_must_haves(&clear, &[], &[2, 0]);
        assert!(matches!(&verdict, Verdict::Fragile { leader: 0, .. }) && verdict.failed_tests() == [of_leader]);
        let distant = with_open_must_haves(&clear, &[], &[0, 1]);
        assert!(matches!(distant, Verdict::Clear { .. }), "the other one leads nowhere near: {distant:?}");
        let close = with_open_must_haves(&[[4.0, 3.0, 3.0], [4.0, 3.0, 2.9], [3.9, 3.15, 3.0]], &[], &[0, 1, 1]);
        assert_eq!(close.failed_tests()[0], FailedTest::OpenMustHavesOfRivals { rival: 2, others: 0 }, "{close:?}");
        let sole = with_open_must_haves(&[[4.0, 3.0, 3.0], [5.0, 5.0, 5.0]], &[true, false], &[2, 1]);
        assert_eq!(sole, Verdict::Fragile { leader: 0, margin: None, failed: vec![of_leader] });
        let tie = with_open_must_haves(&[[4.0, 3.0, 3.0], [4.0, 3.0, 3.0]], &[], &[2, 0]);
        assert_eq!(tie, Verdict::Tie { leaders: vec![0, 1], failed: vec![of_leader] });
        assert_eq!(with_open_must_haves(&[[4.0, 3.0, 3.0]], &[false], &[1]), Verdict::NoCandidate);
    }

    #[test]
    fn a_word_for_each_case() {
        let clear = of(&[[5.0, 4.0, 4.0], [2.0, 3.0, 4.0]], &[]);
        assert!(matches!(clear, Verdict::Clear { leader: 0, margin } if (margin - 1.8).abs() < 1e-12), "{clear:?}");
        assert_eq!(
            of(&[[4.0, 3.0, 3.0], [4.0, 3.0, 3.0], [1.0, 1.0, 1.0]], &[]),
            Verdict::Tie { leaders: vec![0, 1], failed: vec![] }
        );
        assert_eq!(of(&[[4.0, 3.0, 3.0], [5.0, 5.0, 5.0]], &[true, false]), Verdict::SoleCandidate { leader: 0 });
        assert_eq!(of(&[[4.0, 3.0, 3.0]], &[false]), Verdict::NoCandidate);
        let Verdict::Fragile { leader: 0, failed, .. } = of(&[[4.0, 3.0, 3.0], [3.0, 4.0, 3.0]], &[]) else {
            panic!("a lead of 0.2 is not firm")
        };
        // 0.2 ahead, gaining 2 per unit moved: ten points; any score of weight above 0.2 flips it
        assert_eq!(failed, [FailedTest::OnePointFlips { scores: 4 }]);
    }
}
