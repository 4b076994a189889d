//! Ranking one problem after another without allocating: this runs on every key.
//!
//! All buffers are flat and reused. [`super::sensitivity::Comparison`] is the convenient interface to it.

use super::feasible::is_feasible;
use super::sensitivity::lead_line::{self, Rival, Stability};
use super::{Problem, Share};

/// A problem in flat buffers, with its totals and the leads over the rivals.
#[derive(Debug, Clone, Default)]
pub struct Workspace {
    criteria: usize,
    tolerance: f64,
    shares: Vec<f64>,
    /// Row by row, open cells at their middles.
    values: Vec<f64>,
    is_competing: Vec<bool>,
    totals: Vec<f64>,
    leader: usize,
    rivals: Vec<usize>,
    /// The leader's values less a rival's, rival by rival.
    differences: Vec<f64>,
    /// The leader's total less a rival's.
    leads: Vec<f64>,
    stability: Vec<Stability>,
}

/// The leader and its margin.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LeaderSummary {
    /// The first of those that lead.
    pub leader: usize,
    /// The second best; after a tie another leader.
    pub runner_up: Option<usize>,
    /// Leader's total less the runner-up's in points of the scale: 0 after a tie, `None` without a runner-up.
    pub margin: Option<f64>,
    /// Whether several alternatives lead.
    pub tie: bool,
}

impl Workspace {
    /// Loads a problem. `feasible` is as for [`super::rank`].
    pub fn load(&mut self, problem: &Problem, feasible: &[bool]) {
        self.criteria = problem.criteria();
        self.tolerance = problem.scale().tie_tolerance();
        self.values.clear();
        self.is_competing.clear();
        for (at, row) in problem.rows().iter().enumerate() {
            self.values.extend(row.iter().map(|cell| cell.point_estimate()));
            self.is_competing.push(is_feasible(feasible, at));
        }
        self.set_shares(problem.shares());
    }

    /// Sets other shares for the same values. Surplus shares are ignored, missing ones are 0.
    pub fn set_shares(&mut self, shares: &[Share]) {
        self.shares.clear();
        self.shares.extend(shares.iter().take(self.criteria).map(|share| share.get()));
        self.shares.resize(self.criteria, 0.0);
    }

    /// Computes totals and the leader; `None` when nothing is feasible. Equal to [`super::rank`] in every figure.
    pub fn rank(&mut self) -> Option<LeaderSummary> {
        self.totals.clear();
        let (shares, rows) = (&self.shares, self.is_competing.len());
        let row = |at: usize| self.values.get(at * self.criteria..(at + 1) * self.criteria).unwrap_or(&[]);
        self.totals.extend((0..rows).map(|at| dot(shares, row(at))));

        let field =
            || self.totals.iter().enumerate().filter(|&(at, _)| self.is_competing[at]).map(|(at, &total)| (at, total));
        let most = field().map(|(_, total)| total).fold(f64::NEG_INFINITY, f64::max);
        let mut level = field().filter(|&(_, total)| total + self.tolerance >= most);
        let (leader, total) = level.next()?;
        let tie = level.next().is_some();
        let next = field()
            .filter(|&(at, _)| at != leader)
            .reduce(|best, next| if next.1 > best.1 + self.tolerance { next } else { best });
        let margin = next.map(|(_, other)| if tie { 0.0 } else { total - other });
        Some(LeaderSummary { leader, runner_up: next.map(|(at, _)| at), margin, tie })
    }

    /// The totals of the last [`Workspace::rank`], in points of the scale.
    pub fn totals(&self) -> &[f64] {
        &self.totals
    }

    /// Compares `leader` with all other feasible alternatives. Returns whether there are any.
    pub fn compare_leader(&mut self, leader: usize) -> bool {
        self.leader = leader;
        self.rivals.clear();
        self.differences.clear();
        self.leads.clear();
        let Workspace { criteria, shares, values, is_competing: competes, rivals, differences, leads, .. } = self;
        let row = |at: usize| values.get(at * *criteria..(at + 1) * *criteria).unwrap_or(&[]);
        for rival in (0..competes.len()).filter(|&at| at != leader && competes[at]) {
            rivals.push(rival);
            let from = differences.len();
            differences.extend(row(leader).iter().zip(row(rival)).map(|(l, r)| l - r));
            leads.push(dot(shares, &differences[from..]));
        }
        !rivals.is_empty() && leader < competes.len()
    }

    /// The stability interval of each criterion for the leader that was last compared; see
    /// [`super::sensitivity::Comparison::stability`].
    pub fn stability(&mut self) -> &[Stability] {
        let mut intervals = std::mem::take(&mut self.stability);
        intervals.clear();
        intervals.extend((0..self.criteria).map(|criterion| self.stability_interval(criterion)));
        self.stability = intervals;
        &self.stability
    }

    /// Ranks, compares the first leader with the others and computes its intervals: everything that a change of a weight needs.
    pub fn evaluate(&mut self) -> Option<(LeaderSummary, &[Stability])> {
        let top = self.rank()?;
        self.compare_leader(top.leader);
        Some((top, self.stability()))
    }

    /// The stability interval of one criterion for the leader that was last compared.
    pub(super) fn stability_interval(&self, criterion: usize) -> Stability {
        let rivals = (0..self.rivals.len()).map(|place| self.rival(place));
        lead_line::stability_interval(&self.shares, rivals, self.tolerance, criterion)
    }

    /// The rival at `place` among the rivals.
    pub(super) fn rival(&self, place: usize) -> Rival<'_> {
        let index = self.rivals.get(place).copied().unwrap_or(self.leader);
        Rival { index, differences: self.differences(place), lead: self.lead(place) }
    }

    pub(super) fn criteria(&self) -> usize {
        self.criteria
    }

    pub(super) fn tolerance(&self) -> f64 {
        self.tolerance
    }

    pub(super) fn shares(&self) -> &[f64] {
        &self.shares
    }

    pub(super) fn is_competing(&self, alternative: usize) -> bool {
        self.is_competing.get(alternative).copied().unwrap_or(false)
    }

    pub(super) fn leader(&self) -> usize {
        self.leader
    }

    pub(super) fn rivals(&self) -> &[usize] {
        &self.rivals
    }

    /// The leader's values less those of the rival at `place` among the rivals.
    pub(super) fn differences(&self, place: usize) -> &[f64] {
        self.differences.get(place * self.criteria..(place + 1) * self.criteria).unwrap_or(&[])
    }

    /// The lead over the rival at `place` among the rivals, in points of the scale.
    pub(super) fn lead(&self, place: usize) -> f64 {
        self.leads.get(place).copied().unwrap_or(0.0)
    }

    pub(super) fn leads(&self) -> &[f64] {
        &self.leads
    }
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{Scale, rank};

    #[test]
    fn one_room_serves_problems_of_any_size() {
        let mut workspace = Workspace::default();
        assert_eq!(workspace.rank(), None);
        for rows in [vec![vec![4.0, 2.0], vec![2.0, 4.0], vec![1.0, 5.0]], vec![vec![3.0, 3.0]], vec![]] {
            let rows = rows.into_iter().map(|row| row.into_iter().map(Into::into).collect()).collect();
            let problem = Problem::new(vec![1.0, 1.0], rows, Scale::default()).unwrap();
            let ranking = rank(&problem, &[]);
            workspace.load(&problem, &[]);
            let top = workspace.rank();
            assert_eq!(top.map(|top| top.leader), ranking.leaders.first().copied());
            assert_eq!(top.and_then(|top| top.runner_up), ranking.runner_up);
            assert_eq!(top.and_then(|top| top.margin), ranking.margin);
            assert_eq!(top.is_some_and(|top| top.tie), ranking.tie);
            let totals: Vec<f64> = ranking.standings.iter().map(|standing| standing.total).collect();
            assert_eq!(workspace.totals(), totals);
        }
    }
}
