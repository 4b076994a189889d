//! The leader compared with its rivals.

use crate::analysis::{Problem, Ranking, Workspace};

/// One leader compared with the other feasible alternatives.
#[derive(Debug, Clone)]
pub struct Comparison<'a> {
    pub(super) problem: &'a Problem,
    pub(super) workspace: Workspace,
}

impl<'a> Comparison<'a> {
    /// The ranking's first leader against the other feasible alternatives. After a tie use [`Comparison::for_leader`]
    /// for each leader. `None` without a leader or without a rival.
    pub fn new(problem: &'a Problem, ranking: &Ranking) -> Option<Comparison<'a>> {
        Comparison::for_leader(problem, ranking, *ranking.leaders.first()?)
    }

    /// The same for one of several leaders; `None` too if `leader` does not lead. `ranking` must be that of `problem`.
    pub fn for_leader(problem: &'a Problem, ranking: &Ranking, leader: usize) -> Option<Comparison<'a>> {
        let placed = |at: usize| ranking.standings.get(at).is_some_and(|standing| standing.position.is_some());
        let feasible: Vec<bool> = (0..problem.alternatives()).map(placed).collect();
        let mut workspace = Workspace::default();
        workspace.load(problem, &feasible);
        (ranking.leaders.contains(&leader) && workspace.compare_leader(leader))
            .then_some(Comparison { problem, workspace })
    }

    /// The leader that is compared with its rivals.
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

    /// Position of a rival among the rivals.
    pub(super) fn rival_index(&self, rival: usize) -> Option<usize> {
        self.rivals().iter().position(|&other| other == rival)
    }

    pub(super) fn tolerance(&self) -> f64 {
        self.workspace.tolerance()
    }
}
