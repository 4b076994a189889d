//! Weight sweep: totals as one weight runs from 0 to 1, and the leader in each range.

use super::lead_line::mean_of_others;
use crate::analysis::{Problem, Share, Workspace};

/// An alternative's total as one share t runs from 0 to 1: `(1 - t) at_zero + t at_one`, in points of the scale.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TotalLine {
    /// The total while the criterion has no weight.
    pub at_zero: f64,
    /// The total while it has all the weight.
    pub at_one: f64,
}

/// From which share to which share one alternative leads.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LeaderRange {
    pub leader: usize,
    /// From here: 0, or where the one before falls behind.
    pub from: Share,
    /// The end: where the next one draws level, or 1.
    pub to: Share,
}

/// A sweep of one criterion's share, the others keeping their proportions.
#[derive(Debug, Clone, PartialEq)]
pub struct Sweep {
    pub criterion: usize,
    /// The present share.
    pub now: Share,
    /// One line per alternative, the infeasible ones among them.
    pub lines: Vec<TotalLine>,
    /// The leaders from 0 to 1 without gaps; they meet at the crossovers. Empty when nothing is feasible.
    pub leader_ranges: Vec<LeaderRange>,
}

impl TotalLine {
    /// The total at a share, in points of the scale.
    pub fn at(&self, share: Share) -> f64 {
        share.rest() * self.at_zero + share.get() * self.at_one
    }

    fn slope(&self) -> f64 {
        self.at_one - self.at_zero
    }
}

impl Sweep {
    /// The shares at which the leader changes, rising.
    pub fn crossovers(&self) -> impl Iterator<Item = Share> {
        self.leader_ranges.iter().skip(1).map(|range| range.from)
    }
}

/// Sweeps `criterion`; `None` if there is no such criterion. `feasible` is as for [`crate::analysis::rank`]. Of alternatives
/// with equal lines the earlier one is named; a lead that is only reached at 1 is no range.
pub fn sweep_weight(problem: &Problem, feasible: &[bool], criterion: usize) -> Option<Sweep> {
    let now = *problem.shares().get(criterion)?;
    let mut workspace = Workspace::default();
    workspace.load(problem, feasible);
    let line = |row: &Vec<crate::analysis::Interval>| {
        let values: Vec<f64> = row.iter().map(|cell| cell.point_estimate()).collect();
        let at_one = values[criterion];
        TotalLine { at_zero: mean_of_others(workspace.shares(), &values, criterion).unwrap_or(at_one), at_one }
    };
    let lines: Vec<TotalLine> = problem.rows().iter().map(line).collect();
    let field: Vec<usize> = (0..lines.len()).filter(|&at| workspace.is_competing(at)).collect();
    let ranges = upper_envelope(&lines, &field, workspace.tolerance());
    Some(Sweep { criterion, now, lines, leader_ranges: ranges })
}

/// The upper envelope, from 0: the next leader is the one that rises faster and catches up first.
fn upper_envelope(lines: &[TotalLine], field: &[usize], tolerance: f64) -> Vec<LeaderRange> {
    let better = |a: usize, b: usize| {
        let ahead = lines[a].at_zero - lines[b].at_zero;
        ahead > tolerance || (ahead >= -tolerance && lines[a].slope() > lines[b].slope() + tolerance)
    };
    let first = field.iter().copied().reduce(|best, next| if better(next, best) { next } else { best });
    let (Some(mut leader), mut from) = (first, Share::ZERO) else { return Vec::new() };
    let mut ranges = Vec::new();
    while ranges.len() < field.len() {
        let next = field.iter().copied().filter_map(|rival| {
            let (behind, gain) =
                (lines[leader].at_zero - lines[rival].at_zero, lines[rival].slope() - lines[leader].slope());
            // Ahead at the end by more than a tie, or it never leads.
            (gain > 0.0 && gain - behind > tolerance).then(|| (rival, Share::clamped(behind / gain), gain))
        });
        let next = next.reduce(|best, next| {
            let (sooner, level) = (best.1.get() - next.1.get(), (best.1.get() - next.1.get()).abs() <= 1e-12);
            if (!level && sooner > 0.0) || (level && next.2 > best.2 + tolerance) { next } else { best }
        });
        let to = next.map_or(Share::ONE, |(_, at, _)| if at > from { at } else { from });
        ranges.push(LeaderRange { leader, from, to });
        let Some((rival, ..)) = next else { break };
        (leader, from) = (rival, to);
    }
    ranges
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Scale;

    fn ranges(rows: &[[f64; 2]], feasible: &[bool]) -> Vec<(usize, f64, f64)> {
        let rows = rows.iter().map(|row| row.iter().map(|&x| x.into()).collect()).collect();
        let problem = Problem::new(vec![1.0, 1.0], rows, Scale::default()).unwrap();
        let sweep = sweep_weight(&problem, feasible, 0).unwrap();
        sweep.leader_ranges.iter().map(|range| (range.leader, range.from.get(), range.to.get())).collect()
    }

    #[test]
    fn the_top_changes_where_lines_cross() {
        // totals at t of the first: 1+4t, 4-3t, 3: the third leads from 1/3 to 1/2
        assert_eq!(
            ranges(&[[5.0, 1.0], [1.0, 4.0], [3.0, 3.0]], &[]),
            [(1, 0.0, 1.0 / 3.0), (2, 1.0 / 3.0, 0.5), (0, 0.5, 1.0)]
        );
        assert_eq!(
            ranges(&[[5.0, 1.0], [1.0, 4.0], [3.0, 3.0]], &[true, true, false]),
            [(1, 0.0, 3.0 / 7.0), (0, 3.0 / 7.0, 1.0)]
        );
    }

    #[test]
    fn touches_ties_and_nobody() {
        assert_eq!(ranges(&[[3.0, 4.0], [3.0, 2.0]], &[]), [(0, 0.0, 1.0)], "level at 1 only");
        assert_eq!(ranges(&[[3.0, 3.0], [3.0, 3.0]], &[]), [(0, 0.0, 1.0)]);
        assert_eq!(ranges(&[[2.0, 3.0], [4.0, 3.0]], &[]), [(1, 0.0, 1.0)], "level at 0 only");
        assert_eq!(ranges(&[[3.0, 3.0]], &[false]), []);
        let three = [[1.0, 5.0], [5.0, 1.0], [3.0, 3.0]];
        assert_eq!(ranges(&three, &[]), [(0, 0.0, 0.5), (1, 0.5, 1.0)], "three lines through one point");
    }
}
