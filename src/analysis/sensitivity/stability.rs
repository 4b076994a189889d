use super::Comparison;
use crate::analysis::{Share, Workspace};

/// Distances closer than this share are equally near: with two criteria both crossovers are the same one, seen twice.
const SAME_DISTANCE: f64 = 1e-9;

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
pub struct CriticalWeight {
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
pub(super) struct LeadLine {
    at_zero: f64,
    at_one: f64,
}

/// Where a lead is lost, and on which side.
enum Crossover {
    Below(Share),
    Above(Share),
}

impl LeadLine {
    /// In points of the scale.
    pub(super) fn at(&self, share: Share) -> f64 {
        share.rest() * self.at_zero + share.get() * self.at_one
    }

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

impl Comparison<'_> {
    /// The stability interval of each criterion's share, in the order of the criteria.
    ///
    /// With the lead over a rival at t = 0 called b and at t = 1 called a, they are level at `t* = b / (b - a)`; the interval
    /// ends at the nearest t* on either side. After a tie one end is the present share itself, on the side where the tied
    /// rival gets ahead. Where one criterion has all the weight the others have no proportions to keep: they share equally
    /// what is taken from it. A single criterion has nothing to trade with and is stable from 0 to 1.
    pub fn stability(&self) -> Vec<Stability> {
        (0..self.workspace.criteria()).map(|criterion| stability_interval(&self.workspace, criterion)).collect()
    }

    /// The share of `criterion` at which `rival` draws level and beyond which it leads, the others keeping their proportions.
    /// `None` if there is none from 0 to 1, or no such criterion.
    pub fn crossover(&self, criterion: usize, rival: usize) -> Option<Share> {
        match self.lead_line(criterion, rival)?.crossover(self.tolerance())? {
            Crossover::Below(at) | Crossover::Above(at) => Some(at),
        }
    }

    /// The lead over `rival`, in points of the scale, if `criterion` had the share `share` and the others kept their
    /// proportions. `None` if there is no such criterion or rival.
    pub fn lead_at(&self, criterion: usize, rival: usize, share: Share) -> Option<f64> {
        self.lead_line(criterion, rival).map(|lead| lead.at(share))
    }

    fn lead_line(&self, criterion: usize, rival: usize) -> Option<LeadLine> {
        let place = self.rival_index(rival)?;
        (criterion < self.workspace.criteria()).then(|| lead_line(&self.workspace, criterion, place))
    }

    /// The crossover nearest to a present share, over all criteria and rivals: the first of equals. `None` if no single
    /// weight can unseat the leader.
    pub fn critical_weight(&self) -> Option<CriticalWeight> {
        let mut nearest: Option<CriticalWeight> = None;
        for (criterion, (seen, share)) in self.stability().iter().zip(self.problem.shares()).enumerate() {
            for (crossover, rival) in [(seen.low, seen.rival_low), (seen.high, seen.rival_high)] {
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

/// The stability interval of one criterion for the leader that a workspace opposes to its rivals.
pub(in crate::analysis) fn stability_interval(room: &Workspace, criterion: usize) -> Stability {
    let now = Share::clamped(room.shares().get(criterion).copied().unwrap_or(0.0));
    let mut seen = Stability { low: Share::ZERO, high: Share::ONE, rival_low: None, rival_high: None };
    for (place, &rival) in room.rivals().iter().enumerate() {
        // Rounding after a tie may put t* on the wrong side of the present share by a hair.
        match lead_line(room, criterion, place).crossover(room.tolerance()) {
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

/// Both ends of the line for the rival at `place`. `(D - w a) / (1 - w)` loses its digits when w is close to 1, so a criterion
/// that has most of the weight gets the others' part summed up directly.
pub(super) fn lead_line(room: &Workspace, criterion: usize, place: usize) -> LeadLine {
    let (shares, differences) = (room.shares(), room.differences(place));
    let (Some(&share), Some(&at_one)) = (shares.get(criterion), differences.get(criterion)) else {
        return LeadLine { at_zero: 0.0, at_one: 0.0 };
    };
    if share < 0.5 {
        return LeadLine { at_zero: (room.lead(place) - share * at_one) / (1.0 - share), at_one };
    }
    LeadLine { at_zero: mean_of_others(shares, differences, criterion).unwrap_or(at_one), at_one }
}

/// The mean of `values` over all criteria but one, by their shares; equal parts where they have none. `None` for a single one.
pub(super) fn mean_of_others(shares: &[f64], values: &[f64], criterion: usize) -> Option<f64> {
    let others = || shares.iter().zip(values).enumerate().filter(|&(k, _)| k != criterion).map(|(_, pair)| pair);
    let (weight, count) = (others().map(|(share, _)| share).sum::<f64>(), others().count());
    if weight > 0.0 {
        return Some(others().map(|(share, value)| share * value).sum::<f64>() / weight);
    }
    (count > 0).then(|| others().map(|(_, value)| value).sum::<f64>() / count as f64)
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
        let contest_of =
            |feasible: &[bool]| Comparison::new(&problem, &rank(&problem, feasible)).unwrap().critical_weight();
        assert_eq!(contest_of(&[]).unwrap().rival, 1);
        assert_eq!(contest_of(&[true, false, true]), None);
    }
}
