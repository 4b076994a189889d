//! The weighted sum: totals, contributions per criterion, leader and margin.

use super::feasible::is_feasible;
use super::rank_position::{self, RankPosition};
use super::{Interval, Problem, Share};

/// One alternative in a [`Ranking`].
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    /// What the total can be, in points of the scale: each missing cell at its worst, and at its best.
    pub bounds: Interval,
    /// The total, in points of the scale: `T = Σ share × value`. Where a cell is missing the middle of what it can be stands
    /// in for it, so this is for sorting only: show `bounds` beside it.
    pub total: f64,
    /// The total in per cent of the scale: 0 when every value is the worst, 100 when every value is the best.
    pub percent: f64,
    /// share × value per criterion, in points of the scale; they sum to `total`.
    pub contributions: Vec<f64>,
    /// The mean of the known cells, with their weights scaled to 1. A secondary figure, since it assumes
    /// that the missing cells are as good as the known ones. `None` when no known cell carries weight.
    pub known_mean: Option<f64>,
    /// Rank among the feasible alternatives; `None` for an infeasible one, which has a total but no rank.
    pub position: Option<RankPosition>,
}

/// The result of ranking by weighted sum.
#[derive(Debug, Clone, PartialEq)]
pub struct Ranking {
    /// One per alternative, in the order of the problem's rows.
    pub standings: Vec<Standing>,
    /// The feasible alternatives at rank 1: several after a tie, none if nothing is feasible.
    pub leaders: Vec<usize>,
    /// The feasible alternative next to the first leader; after a tie, another leader.
    pub runner_up: Option<usize>,
    /// First leader's total less the runner-up's, in points of the scale: 0 after a tie, `None` without a runner-up.
    pub margin: Option<f64>,
    /// Whether several alternatives lead.
    pub tie: bool,
    /// Whether no missing cell can change the leader: each leader's lowest total reaches every other feasible
    /// alternative's highest. False when nothing is feasible.
    pub certain: bool,
}

/// Ranks the alternatives by weighted sum. `feasible` says per alternative whether it may lead; an alternative the slice does
/// not reach is feasible, so `&[]` lets all compete. Totals within 1e-9 of the scale's span are a tie.
pub fn rank(problem: &Problem, feasible: &[bool]) -> Ranking {
    let mut standings: Vec<Standing> = problem.rows().iter().map(|row| score_row(problem, row)).collect();
    let totals: Vec<f64> = standings.iter().map(|standing| standing.total).collect();
    let tolerance = problem.scale().tie_tolerance();
    let places = rank_position::rank_positions(&totals, feasible, tolerance);
    let leaders = rank_position::top_ranked(&places);
    for (standing, place) in standings.iter_mut().zip(places) {
        standing.position = place;
    }

    let runner_up = runner_up(&standings, feasible, leaders.first().copied(), tolerance);
    let tie = leaders.len() > 1;
    let margin = match (leaders.first(), runner_up) {
        (Some(_), Some(_)) if tie => Some(0.0),
        (Some(&leader), Some(next)) => Some(standings[leader].total - standings[next].total),
        _ => None,
    };
    let certain =
        !leaders.is_empty() && leaders.iter().all(|&leader| is_certain(&standings, feasible, leader, tolerance));
    Ranking { standings, leaders, runner_up, margin, tie, certain }
}

/// Total and contributions of one row, without its rank.
fn score_row(problem: &Problem, row: &[Interval]) -> Standing {
    let shares = problem.shares();
    let sum = |value: fn(Interval) -> f64| weighted_sum(shares, row, value);
    let total = sum(Interval::point_estimate);
    Standing {
        bounds: Interval::around(sum(|cell| cell.low), total, sum(|cell| cell.high)),
        total,
        percent: problem.scale().percent(total),
        contributions: shares.iter().zip(row).map(|(share, cell)| share.get() * cell.point_estimate()).collect(),
        known_mean: known_mean(shares, row),
        position: None,
    }
}

fn weighted_sum(shares: &[Share], row: &[Interval], value: fn(Interval) -> f64) -> f64 {
    shares.iter().zip(row).map(|(share, &cell)| share.get() * value(cell)).sum()
}

fn known_mean(shares: &[Share], row: &[Interval]) -> Option<f64> {
    let known = || shares.iter().zip(row).filter(|(_, cell)| cell.is_exact());
    let weight: f64 = known().map(|(share, _)| share.get()).sum();
    let sum: f64 = known().map(|(share, cell)| share.get() * cell.low).sum();
    (weight > 0.0).then(|| sum / weight)
}

/// The feasible alternative with the highest total besides `leader`, the earlier one of equals.
fn runner_up(standings: &[Standing], feasible: &[bool], leader: Option<usize>, tolerance: f64) -> Option<usize> {
    let leader = leader?;
    (0..standings.len())
        .filter(|&i| i != leader && is_feasible(feasible, i))
        .reduce(|best, i| if standings[i].total > standings[best].total + tolerance { i } else { best })
}

fn is_certain(standings: &[Standing], feasible: &[bool], leader: usize, tolerance: f64) -> bool {
    let low = standings[leader].bounds.low;
    standings
        .iter()
        .enumerate()
        .filter(|&(i, _)| i != leader && is_feasible(feasible, i))
        .all(|(_, other)| low + tolerance >= other.bounds.high)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Scale;

    fn problem(rows: &[[f64; 2]]) -> Problem {
        let rows = rows.iter().map(|row| row.iter().map(|&x| Interval::exact(x)).collect()).collect();
        Problem::new(vec![1.0, 1.0], rows, Scale::default()).unwrap()
    }

    #[test]
    fn what_is_not_feasible_keeps_its_total_and_takes_no_place() {
        let ranking = rank(&problem(&[[5.0, 5.0], [3.0, 3.0], [2.0, 3.0]]), &[false, true, true]);
        assert_eq!(ranking.standings[0].total, 5.0);
        assert_eq!(ranking.standings[0].position, None);
        assert_eq!(ranking.leaders, [1]);
        assert_eq!(ranking.runner_up, Some(2));
        assert_eq!(ranking.margin, Some(0.5));
        assert!(ranking.certain);
    }

    #[test]
    fn nothing_feasible_has_no_leader() {
        let ranking = rank(&problem(&[[5.0, 5.0]]), &[false]);
        assert!(ranking.leaders.is_empty() && !ranking.tie && !ranking.certain);
        assert_eq!((ranking.runner_up, ranking.margin), (None, None));
    }

    #[test]
    fn a_missing_cell_makes_the_lead_uncertain_only_where_it_could_change_it() {
        let missing = Scale::default().missing();
        let with = |rival: f64| {
            let rows = vec![vec![5.0.into(), missing], vec![rival.into(), rival.into()]];
            rank(&Problem::new(vec![3.0, 1.0], rows, Scale::default()).unwrap(), &[])
        };
        assert!(with(4.0).certain, "5·¾ + 1·¼ = 4 reaches 4");
        assert!(!with(4.2).certain);
    }

    #[test]
    fn a_tie_nothing_can_break_is_certain() {
        let ranking = rank(&problem(&[[4.0, 2.0], [2.0, 4.0], [1.0, 1.0]]), &[]);
        assert!(ranking.tie && ranking.certain);
        assert_eq!((ranking.runner_up, ranking.margin), (Some(1), Some(0.0)));
    }
}
