//! How much it would take to unseat the leader: by weights, by scores.
//!
//! Everything is exact and in closed form; nothing is sampled. Missing cells stand at their middles, as in the totals.

mod open_cells;
mod score_flip;
pub(super) mod stability;
mod sweep;
mod tornado;
mod weight_shift;

pub use open_cells::{OpenCell, find_open_cells};
pub use score_flip::ScoreFlip;
pub use stability::{CriticalWeight, Stability};
pub use sweep::{LeaderRange, Sweep, TotalLine, sweep_weight};
pub use tornado::{CellBar, MarginPoint, WeightBar};
pub use weight_shift::WeightShift;

use super::{Problem, Ranking, Workspace};

/// One leader against the rest of the feasible field.
#[derive(Debug, Clone)]
pub struct Comparison<'a> {
    problem: &'a Problem,
    workspace: Workspace,
}

impl<'a> Comparison<'a> {
    /// The ranking's first leader against the other feasible alternatives. After a tie use [`Contest::for_leader`] to hear
    /// about each of them. `None` without a leader or without a rival: there is nothing to be sensitive to.
    pub fn new(problem: &'a Problem, ranking: &Ranking) -> Option<Comparison<'a>> {
        Comparison::for_leader(problem, ranking, *ranking.leaders.first()?)
    }

    /// The same for one of several leaders; `None` too if `leader` does not lead. `ranking` must be that of `problem`.
    pub fn for_leader(problem: &'a Problem, ranking: &Ranking, leader: usize) -> Option<Comparison<'a>> {
        let placed = |at: usize| ranking.standings.get(at).is_some_and(|standing| standing.position.is_some());
        let feasible: Vec<bool> = (0..problem.alternatives()).map(placed).collect();
        let mut room = Workspace::default();
        room.load(problem, &feasible);
        (ranking.leaders.contains(&leader) && room.compare_leader(leader))
            .then_some(Comparison { problem, workspace: room })
    }

    /// The alternative whose lead is in question.
    pub fn leader(&self) -> usize {
        self.workspace.leader()
    }

    /// The other feasible alternatives.
    pub fn rivals(&self) -> &[usize] {
        self.workspace.rivals()
    }

    /// How far the leader is ahead of `rival`, in points of the scale: `D = Σ share × difference`. 0 or more, but for
    /// rounding after a tie; meaningless (0) for what is no rival.
    pub fn lead_over(&self, rival: usize) -> f64 {
        self.rival_index(rival).map_or(0.0, |place| self.workspace.lead(place))
    }

    /// Where a rival stands among the rivals.
    fn rival_index(&self, rival: usize) -> Option<usize> {
        self.rivals().iter().position(|&other| other == rival)
    }

    fn tolerance(&self) -> f64 {
        self.workspace.tolerance()
    }
}
