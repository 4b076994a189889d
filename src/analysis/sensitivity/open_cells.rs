//! Open cells, by how much it matters to fill them.

use crate::analysis::{Problem, Workspace};

/// A cell that is not exactly known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OpenCell {
    pub alternative: usize,
    pub criterion: usize,
    /// Share times span: how far it can move its total, in points of the scale.
    pub swing: f64,
    /// Who may lead instead once this cell alone is known: a rival at its
    /// best, or the next alternative if it is the leader's cell at its worst. `None` where it cannot change the leader.
    pub new_leader: Option<usize>,
}

/// All open cells of feasible alternatives: those that could change the leader first, then by how far they move a total, then
/// in order.
pub fn find_open_cells(problem: &Problem, feasible: &[bool]) -> Vec<OpenCell> {
    let mut workspace = Workspace::default();
    workspace.load(problem, feasible);
    let Some(top) = workspace.rank() else { return Vec::new() };
    workspace.compare_leader(top.leader);
    let tolerance = workspace.tolerance();
    let nearest = workspace.leads().iter().zip(workspace.rivals()).map(|(&lead, &rival)| (lead, rival));
    let nearest = nearest.reduce(|best, next| if next.0 < best.0 - tolerance { next } else { best });

    let mut open = Vec::new();
    for (alternative, row) in problem.rows().iter().enumerate().filter(|&(at, _)| workspace.is_competing(at)) {
        let lead = match workspace.rivals().iter().position(|&rival| rival == alternative) {
            Some(place) => Some((workspace.lead(place), alternative)),
            None => nearest,
        };
        let cells = row.iter().zip(workspace.shares()).enumerate().filter(|(_, (cell, _))| !cell.is_exact());
        open.extend(cells.map(|(criterion, (cell, share))| {
            let reach = if alternative == top.leader {
                cell.point_estimate() - cell.low
            } else {
                cell.high - cell.point_estimate()
            };
            let new_leader = lead.filter(|(lead, _)| share * reach > lead + tolerance).map(|(_, rival)| rival);
            OpenCell { alternative, criterion, swing: share * (cell.high - cell.low), new_leader }
        }));
    }
    open.sort_by(|a, b| b.new_leader.is_some().cmp(&a.new_leader.is_some()).then_with(|| b.swing.total_cmp(&a.swing)));
    open
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Scale;

    #[test]
    fn what_could_change_the_leader_comes_first() {
        let missing = Scale::default().missing();
        // totals 3.9, 3.3, 2.7: the second's open cell may add 0.4·2, the third's 0.5·2
        let rows = vec![
            vec![4.0.into(), 4.0.into(), 3.0.into()],
            vec![3.0.into(), missing, 3.0.into()],
            vec![missing, 2.0.into(), missing],
        ];
        let problem = Problem::new(vec![50.0, 40.0, 10.0], rows, Scale::default()).unwrap();
        let open = find_open_cells(&problem, &[]);
        let result: Vec<_> = open.iter().map(|cell| (cell.alternative, cell.criterion, cell.new_leader)).collect();
        assert_eq!(result, [(2, 0, None), (1, 1, None), (2, 2, None)]);
        let mut rows = problem.rows().to_vec();
        rows[1][0] = 4.0.into(); // 3.8 now, and 0.8 more are enough
        let problem = Problem::new(vec![50.0, 40.0, 10.0], rows, Scale::default()).unwrap();
        let open = find_open_cells(&problem, &[]);
        assert_eq!((open[0].alternative, open[0].criterion, open[0].new_leader), (1, 1, Some(1)));
        assert!((open[0].swing - 1.6).abs() < 1e-12);
        assert_eq!(find_open_cells(&problem, &[false, false, false]), []);
        assert_eq!(
            find_open_cells(&problem, &[false, true, false])[0].new_leader,
            None,
            "alone it has nobody to lose to"
        );
    }
}
