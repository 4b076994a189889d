//! How far each weight can move before the lead changes.

use super::comparison::Comparison;
use super::lead_line::{Crossover, LeadLine, Stability};
use crate::analysis::Share;

/// Distances that differ by less than this share are equal: with two criteria both crossovers are the same one.
const SAME_DISTANCE: f64 = 1e-9;

/// The criterion with the least room, and the rival that leads beyond it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CriticalWeight {
    pub criterion: usize,
    pub rival: usize,
    pub crossover: Share,
    /// Crossover less the present share, -1 to 1.
    pub change: f64,
}

impl Comparison<'_> {
    /// The stability interval of each criterion's share, in the order of the criteria.
    ///
    /// With the lead over a rival at t = 0 called b and at t = 1 called a, they are level at `t* = b / (b - a)`; the interval
    /// ends at the nearest t* on either side. After a tie one end is the present share itself, on the side where the tied
    /// rival gets ahead. Where one criterion has all the weight, the others share equally what is taken from it. A single
    /// criterion is stable from 0 to 1.
    pub fn stability(&self) -> Vec<Stability> {
        (0..self.workspace.criteria()).map(|criterion| self.workspace.stability_interval(criterion)).collect()
    }

    /// The share of `criterion` at which `rival` draws level and beyond which it leads, the others keeping their proportions.
    /// `None` if there is none from 0 to 1, or no such criterion.
    pub fn crossover(&self, criterion: usize, rival: usize) -> Option<Share> {
        let place = self.rival_index(rival)?;
        if criterion >= self.workspace.criteria() {
            return None;
        }
        let line = LeadLine::new(self.workspace.shares(), &self.workspace.rival(place), criterion);
        match line.crossover(self.tolerance())? {
            Crossover::Below(at) | Crossover::Above(at) => Some(at),
        }
    }

    /// The crossover nearest to a present share, over all criteria and rivals: the first of equals. `None` if no single
    /// weight can change the leader.
    pub fn critical_weight(&self) -> Option<CriticalWeight> {
        let mut nearest: Option<CriticalWeight> = None;
        for (criterion, (interval, share)) in self.stability().iter().zip(self.problem.shares()).enumerate() {
            for (crossover, rival) in [(interval.low, interval.rival_low), (interval.high, interval.rival_high)] {
                let Some(rival) = rival else { continue };
                let change = crossover.get() - share.get();
                if nearest.is_none_or(|best| change.abs() < best.change.abs() - SAME_DISTANCE) {
                    nearest = Some(CriticalWeight { criterion, rival, crossover, change });
                }
            }
        }
        nearest
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{Problem, Scale, rank};

    fn problem(weights: &[f64], rows: &[&[f64]]) -> Problem {
        let rows = rows.iter().map(|row| row.iter().map(|&x| x.into()).collect()).collect();
        Problem::new(weights.to_vec(), rows, Scale::default()).unwrap()
    }

    fn stability(weights: &[f64], rows: &[&[f64]]) -> Vec<Stability> {
        let problem = problem(weights, rows);
        Comparison::new(&problem, &rank(&problem, &[])).unwrap().stability()
    }

    const ALWAYS: Stability = Stability { low: Share::ZERO, high: Share::ONE, rival_low: None, rival_high: None };

    #[test]
    fn a_touch_at_the_end_is_no_change() {
        // level on the first criterion, ahead on the second: level only where the first has all the weight
        assert_eq!(stability(&[1.0, 1.0], &[&[3.0, 4.0], &[3.0, 2.0]]), [ALWAYS, ALWAYS]);
    }

    #[test]
    fn all_the_weight_on_one_is_taken_back_in_equal_parts() {
        let result = stability(&[1.0, 0.0, 0.0], &[&[5.0, 1.0, 2.0], &[4.0, 3.0, 3.0]]);
        // lead 1 at t = 1, mean of -2 and -1 at t = 0: level at 1.5 / 2.5
        assert!((result[0].low.get() - 0.6).abs() < 1e-12);
        assert_eq!(result[0].rival_low, Some(1));
    }

    #[test]
    fn one_criterion_has_nothing_to_trade_with() {
        assert_eq!(stability(&[2.0], &[&[5.0], &[4.0]]), [ALWAYS]);
    }

    #[test]
    fn a_tie_is_stable_on_one_side() {
        let result = stability(&[1.0, 1.0], &[&[4.0, 2.0], &[2.0, 4.0]]);
        assert_eq!((result[0].low.get(), result[0].rival_low), (0.5, Some(1)));
        assert_eq!((result[0].high, result[0].rival_high), (Share::ONE, None));
    }

    #[test]
    fn what_is_not_feasible_is_no_rival() {
        let problem = problem(&[1.0, 1.0], &[&[4.0, 3.0], &[1.0, 5.0], &[2.0, 2.0]]);
        let contest_of =
            |feasible: &[bool]| Comparison::new(&problem, &rank(&problem, feasible)).unwrap().critical_weight();
        assert_eq!(contest_of(&[]).unwrap().rival, 1);
        assert_eq!(contest_of(&[true, false, true]), None);
    }
}
