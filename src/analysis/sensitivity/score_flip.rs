use super::comparison::Comparison;

/// A cell in which a change by one point changes the leader.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ScoreFlip {
    /// The alternative with the changed score: a rival's goes up, or the leader's goes down.
    pub alternative: usize,
    pub criterion: usize,
    /// The value now, oriented so that more is better.
    pub from: f64,
    /// The value that gives the lead away, oriented likewise.
    pub to: f64,
    /// The leader afterwards: the first of equals.
    pub new_leader: usize,
}

impl Comparison<'_> {
    /// How many points the rival's value on `criterion` must rise (or the leader's fall) for them to draw level:
    /// `(T_leader - T_rival) / share`. May lead off the scale. `None` for a criterion without weight.
    pub fn points_to_draw_level(&self, criterion: usize, rival: usize) -> Option<f64> {
        let share = self.problem.shares().get(criterion)?.get();
        (share > 0.0).then(|| self.lead_over(rival) / share)
    }

    /// Every cell in which a change by one point within the scale changes the leader, by more than a tie.
    /// Rivals first, in order, then the leader. Cells without a score are left out.
    pub fn one_point_flips(&self) -> Vec<ScoreFlip> {
        let rivals = self.rivals().iter().zip(self.workspace.leads());
        let raised = rivals.flat_map(|(&rival, &lead)| self.flips_of(rival, 1.0, rival, lead));
        let (closest, lead) = self.closest_rival();
        raised.chain(self.flips_of(self.leader(), -1.0, closest, lead)).collect()
    }

    fn flips_of(&self, alternative: usize, step: f64, new_leader: usize, lead: f64) -> Vec<ScoreFlip> {
        let cells = self.problem.rows()[alternative].iter().zip(self.problem.shares()).enumerate();
        cells
            .filter(|(_, (cell, share))| {
                let to = cell.low + step;
                cell.is_exact() && self.problem.scale().contains(to) && share.get() > lead + self.tolerance()
            })
            .map(|(criterion, (cell, _))| ScoreFlip {
                alternative,
                criterion,
                from: cell.low,
                to: cell.low + step,
                new_leader,
            })
            .collect()
    }

    /// The rival with the smallest distance to the leader, the first of equals, and that distance.
    pub(super) fn closest_rival(&self) -> (usize, f64) {
        let rivals = self.rivals().iter().copied().zip(self.workspace.leads().iter().copied());
        rivals.fold(
            (self.leader(), f64::INFINITY),
            |best, next| {
                if next.1 < best.1 - self.tolerance() { next } else { best }
            },
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{Problem, Scale, rank};

    #[test]
    fn drawing_level_is_not_losing_the_lead() {
        let rows = vec![vec![4.0.into(), 3.0.into()], vec![3.0.into(), 3.0.into()]];
        let problem = Problem::new(vec![1.0, 1.0], rows, Scale::default()).unwrap();
        let ranking = rank(&problem, &[]);
        let comparison = Comparison::new(&problem, &ranking).unwrap();
        assert_eq!(comparison.points_to_draw_level(0, 1), Some(1.0));
        assert!(comparison.one_point_flips().is_empty());
    }

    #[test]
    fn a_missing_cell_has_no_point_to_change() {
        let rows = vec![vec![3.2.into(), 3.0.into()], vec![3.0.into(), Scale::default().missing()]];
        let problem = Problem::new(vec![1.0, 1.0], rows, Scale::default()).unwrap();
        let ranking = rank(&problem, &[]);
        let flips = Comparison::new(&problem, &ranking).unwrap().one_point_flips();
        assert!(flips.iter().all(|flip| (flip.alternative, flip.criterion) != (1, 1)));
        assert_eq!(flips.len(), 3);
    }
}
