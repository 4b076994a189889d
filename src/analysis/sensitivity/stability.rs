use super::Contest;
use crate::analysis::Share;

/// Distances closer than this share are equally near: with two criteria both crossovers are the same one, seen twice.
const SAME: f64 = 1e-9;

/// How far one criterion's share can be moved, the others keeping their proportions, before somebody else leads.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stability {
    /// The least share at which the leader still leads.
    pub low: Share,
    /// The greatest share at which the leader still leads.
    pub high: Share,
    /// Who leads below `low`; `None` if the leader leads all the way to 0.
    pub rival_low: Option<usize>,
    /// Who leads above `high`; `None` if the leader leads all the way to 1.
    pub rival_high: Option<usize>,
}

/// The criterion with the least room, and who is waiting there.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Critical {
    /// Which criterion.
    pub criterion: usize,
    /// Who draws level.
    pub rival: usize,
    /// At which share.
    pub crossover: Share,
    /// Crossover less the present share, -1 to 1.
    pub change: f64,
}

/// The leader's lead over one rival as one share t runs from 0 to 1: `(1 - t) at_zero + t at_one`.
struct Lead {
    at_zero: f64,
    at_one: f64,
}

/// Where a lead is lost, and on which side.
enum Crossover {
    Below(Share),
    Above(Share),
}

impl Lead {
    /// Lost only if the leader would be behind at one end by more than a tie; a lead that merely shrinks to nothing exactly
    /// at 0 or at 1 is a touch, not a change.
    fn crossover(&self, tolerance: f64) -> Option<Crossover> {
        let at = Share::clamped(self.at_zero / (self.at_zero - self.at_one));
        if self.at_zero < -tolerance && self.at_one > self.at_zero {
            Some(Crossover::Below(at))
        } else if self.at_one < -tolerance && self.at_zero > self.at_one {
            Some(Crossover::Above(at))
        } else {
            None
        }
    }
}

impl Contest<'_> {
    /// The stability interval of each criterion's share, in the order of the criteria.
    ///
    /// With the lead over a rival at t = 0 called b and at t = 1 called a, they are level at `t* = b / (b - a)`; the interval
    /// ends at the nearest t* on either side. After a tie one end is the present share itself, on the side where the tied
    /// rival gets ahead. Where one criterion has all the weight the others have no proportions to keep: they share equally
    /// what is taken from it. A single criterion has nothing to trade with and is stable from 0 to 1.
    pub fn stability(&self) -> Vec<Stability> {
        (0..self.problem.criteria()).map(|criterion| self.stability_of(criterion)).collect()
    }

    fn stability_of(&self, criterion: usize) -> Stability {
        let now = self.problem.shares()[criterion];
        let mut seen = Stability { low: Share::ZERO, high: Share::ONE, rival_low: None, rival_high: None };
        for &rival in &self.rivals {
            // Rounding after a tie may put t* on the wrong side of the present share by a hair.
            match self.lead(criterion, rival).crossover(self.tolerance()) {
                Some(Crossover::Below(at)) if seen.rival_low.is_none() || at > seen.low => {
                    seen.low = if at < now { at } else { now };
                    seen.rival_low = Some(rival);
                }
                Some(Crossover::Above(at)) if seen.rival_high.is_none() || at < seen.high => {
                    seen.high = if at > now { at } else { now };
                    seen.rival_high = Some(rival);
                }
                _ => {}
            }
        }
        seen
    }

    /// The share of `criterion` at which `rival` draws level and beyond which it leads, the others keeping their proportions.
    /// `None` if there is none from 0 to 1, or no such criterion.
    pub fn crossover(&self, criterion: usize, rival: usize) -> Option<Share> {
        if criterion >= self.problem.criteria() {
            return None;
        }
        match self.lead(criterion, rival).crossover(self.tolerance())? {
            Crossover::Below(at) | Crossover::Above(at) => Some(at),
        }
    }

    /// The lead over `rival`, in points of the scale, if `criterion` had the share `share` and the others kept their
    /// proportions. `None` if there is no such criterion.
    pub fn lead_at(&self, criterion: usize, rival: usize, share: Share) -> Option<f64> {
        (criterion < self.problem.criteria()).then(|| {
            let Lead { at_zero, at_one } = self.lead(criterion, rival);
            share.rest() * at_zero + share.get() * at_one
        })
    }

    /// The crossover nearest to a present share, over all criteria and rivals: the first of equals. `None` if no single
    /// weight can unseat the leader.
    pub fn critical(&self) -> Option<Critical> {
        let mut nearest: Option<Critical> = None;
        for (criterion, (seen, share)) in self.stability().iter().zip(self.problem.shares()).enumerate() {
            for (crossover, rival) in [(seen.low, seen.rival_low), (seen.high, seen.rival_high)] {
                let Some(rival) = rival else { continue };
                let change = crossover.get() - share.get();
                if nearest.is_none_or(|best| change.abs() < best.change.abs() - SAME) {
                    nearest = Some(Critical { criterion, rival, crossover, change });
                }
            }
        }
        nearest
    }

    /// Both ends of the line. The others' part is summed directly instead of as `(D - w a) / (1 - w)`, which loses its digits
    /// when w is close to 1.
    fn lead(&self, criterion: usize, rival: usize) -> Lead {
        let differences = self.differences(rival);
        let at_one = differences[criterion];
        let others = || self.problem.shares().iter().zip(&differences).enumerate().filter(|&(k, _)| k != criterion);
        let weight: f64 = others().map(|(_, (share, _))| share.get()).sum();
        let count = others().count();
        let at_zero = if weight > 0.0 {
            others().map(|(_, (share, d))| share.get() * d).sum::<f64>() / weight
        } else if count > 0 {
            others().map(|(_, (_, d))| d).sum::<f64>() / count as f64
        } else {
            at_one
        };
        Lead { at_zero, at_one }
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
        Contest::new(&problem, &rank(&problem, &[])).unwrap().stability()
    }

    const ALWAYS: Stability = Stability { low: Share::ZERO, high: Share::ONE, rival_low: None, rival_high: None };

    #[test]
    fn a_touch_at_the_end_is_no_change() {
        // level on the first criterion, ahead on the second: level only where the first has all the weight
        assert_eq!(stability(&[1.0, 1.0], &[&[3.0, 4.0], &[3.0, 2.0]]), [ALWAYS, ALWAYS]);
    }

    #[test]
    fn all_the_weight_on_one_is_taken_back_in_equal_parts() {
        let seen = stability(&[1.0, 0.0, 0.0], &[&[5.0, 1.0, 2.0], &[4.0, 3.0, 3.0]]);
        // lead 1 at t = 1, mean of -2 and -1 at t = 0: level at 1.5 / 2.5
        assert!((seen[0].low.get() - 0.6).abs() < 1e-12);
        assert_eq!(seen[0].rival_low, Some(1));
    }

    #[test]
    fn one_criterion_has_nothing_to_trade_with() {
        assert_eq!(stability(&[2.0], &[&[5.0], &[4.0]]), [ALWAYS]);
    }

    #[test]
    fn a_tie_is_stable_on_one_side() {
        let seen = stability(&[1.0, 1.0], &[&[4.0, 2.0], &[2.0, 4.0]]);
        assert_eq!((seen[0].low.get(), seen[0].rival_low), (0.5, Some(1)));
        assert_eq!((seen[0].high, seen[0].rival_high), (Share::ONE, None));
    }

    #[test]
    fn what_is_not_feasible_is_no_rival() {
        let problem = problem(&[1.0, 1.0], &[&[4.0, 3.0], &[1.0, 5.0], &[2.0, 2.0]]);
        let contest_of = |feasible: &[bool]| Contest::new(&problem, &rank(&problem, feasible)).unwrap().critical();
        assert_eq!(contest_of(&[]).unwrap().rival, 1);
        assert_eq!(contest_of(&[true, false, true]), None);
    }
}
