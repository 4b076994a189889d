use super::comparison::Comparison;
use crate::analysis::Share;

/// The smallest shift of weight with which a rival draws level with the leader.
#[derive(Debug, Clone, PartialEq)]
pub struct WeightShift {
    /// The rival that draws level.
    pub rival: usize,
    /// Share of the weight that is moved: half the sum of all changes.
    pub moved: Share,
    /// One weighting at which they are level. The amount is unique; the weighting need not be.
    pub shares: Vec<Share>,
}

impl Comparison<'_> {
    /// The shift per rival, in the order of [`Comparison::rivals`]; `None` where no weighting lets that rival draw level because
    /// the leader is better on every criterion.
    ///
    /// Weight leaves the criteria that favour the leader most and goes to the one that favours the rival most; a unit moved
    /// from k gains `d_k - d_min`. Greedy is optimal here: it is a linear program with one constraint. The others are not
    /// rescaled, so this can be less than the distance to the nearest crossover.
    pub fn weight_shifts(&self) -> Vec<Option<WeightShift>> {
        (0..self.rivals().len()).map(|place| self.weight_shift(place)).collect()
    }

    fn weight_shift(&self, place: usize) -> Option<WeightShift> {
        let differences = self.workspace.differences(place);
        let mut order: Vec<usize> = (0..differences.len()).collect();
        order.sort_by(|&a, &b| differences[b].total_cmp(&differences[a])); // stable: the earlier criterion gives first
        let least = differences.iter().copied().reduce(f64::min)?;
        let taker = differences.iter().position(|&d| d == least)?;
        if least > self.tolerance() {
            return None;
        }

        let mut shares: Vec<f64> = self.workspace.shares().to_vec();
        let (mut lead, mut moved) = (self.workspace.lead(place), 0.0);
        for giver in order {
            let gain = differences[giver] - least;
            if lead <= self.tolerance() || gain <= 0.0 {
                break;
            }
            let step = shares[giver].min(lead / gain);
            shares[giver] -= step;
            shares[taker] += step;
            moved += step;
            lead -= step * gain;
        }
        Some(WeightShift {
            rival: *self.rivals().get(place)?,
            moved: Share::clamped(moved),
            shares: shares.into_iter().map(Share::clamped).collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{Problem, Scale, rank};

    fn moved(rows: &[[f64; 2]]) -> Vec<Option<f64>> {
        let rows = rows.iter().map(|row| row.iter().map(|&x| x.into()).collect()).collect();
        let problem = Problem::new(vec![1.0, 1.0], rows, Scale::default()).unwrap();
        let shifts = Comparison::new(&problem, &rank(&problem, &[])).unwrap().weight_shifts();
        shifts.into_iter().map(|shift| shift.map(|shift| shift.moved.get())).collect()
    }

    #[test]
    fn better_everywhere_cannot_be_reached() {
        assert_eq!(moved(&[[4.0, 4.0], [3.0, 2.0]]), [None]);
    }

    #[test]
    fn level_somewhere_can_be_reached_with_all_the_weight_there() {
        assert_eq!(moved(&[[4.0, 4.0], [4.0, 2.0]]), [Some(0.5)]);
    }

    #[test]
    fn a_tie_needs_nothing_moved() {
        assert_eq!(moved(&[[4.0, 2.0], [2.0, 4.0]]), [Some(0.0)]);
    }
}
