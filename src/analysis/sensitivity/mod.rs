//! How much it would take to unseat the leader: by weights, by scores.
//!
//! Everything is exact and in closed form; nothing is sampled. Missing cells stand at their middles, as in the totals.

mod flip;
mod shift;
mod stability;

pub use flip::Flip;
pub use shift::WeightShift;
pub use stability::{Critical, Stability};

use super::{Problem, Ranking};

/// One leader against the rest of the feasible field.
#[derive(Debug, Clone)]
pub struct Contest<'a> {
    problem: &'a Problem,
    leader: usize,
    rivals: Vec<usize>,
}

impl<'a> Contest<'a> {
    /// The ranking's first leader against the other feasible alternatives. After a tie use [`Contest::for_leader`] to hear
    /// about each of them. `None` without a leader or without a rival: there is nothing to be sensitive to.
    pub fn new(problem: &'a Problem, ranking: &Ranking) -> Option<Contest<'a>> {
        Contest::for_leader(problem, ranking, *ranking.leaders.first()?)
    }

    /// The same for one of several leaders; `None` too if `leader` does not lead. `ranking` must be that of `problem`.
    pub fn for_leader(problem: &'a Problem, ranking: &Ranking, leader: usize) -> Option<Contest<'a>> {
        let rivals: Vec<usize> = (0..problem.alternatives())
            .filter(|&i| i != leader && ranking.standings.get(i).is_some_and(|standing| standing.place.is_some()))
            .collect();
        (ranking.leaders.contains(&leader) && leader < problem.alternatives() && !rivals.is_empty())
            .then_some(Contest { problem, leader, rivals })
    }

    /// The alternative whose lead is in question.
    pub fn leader(&self) -> usize {
        self.leader
    }

    /// The other feasible alternatives.
    pub fn rivals(&self) -> &[usize] {
        &self.rivals
    }

    /// How far the leader is ahead of `rival`, in points of the scale: `D = Σ share × difference`. 0 or more, but for
    /// rounding after a tie; meaningless (0) for an alternative that is not there.
    pub fn lead_over(&self, rival: usize) -> f64 {
        self.problem.shares().iter().zip(self.differences(rival)).map(|(share, d)| share.get() * d).sum()
    }

    /// The leader's value less the rival's, per criterion.
    fn differences(&self, rival: usize) -> Vec<f64> {
        let rows = self.problem.rows();
        match (rows.get(self.leader), rows.get(rival)) {
            (Some(leader), Some(rival)) => leader.iter().zip(rival).map(|(l, r)| l.mid() - r.mid()).collect(),
            _ => vec![0.0; self.problem.criteria()],
        }
    }

    fn tolerance(&self) -> f64 {
        self.problem.scale().tie_tolerance()
    }
}
