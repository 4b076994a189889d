//! The lead over one rival as a straight line over a criterion's share, and where it is lost.

use crate::analysis::Share;

/// How far one criterion's share can move, the others keeping their proportions, before another alternative leads.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stability {
    /// The lowest share at which the leader still leads.
    pub low: Share,
    /// The highest share at which the leader still leads.
    pub high: Share,
    /// Who leads below `low`; `None` if the leader leads down to 0.
    pub rival_low: Option<usize>,
    /// Who leads above `high`; `None` if the leader leads up to 1.
    pub rival_high: Option<usize>,
}

/// A rival of the leader.
#[derive(Debug, Clone, Copy)]
pub(in crate::analysis) struct Rival<'a> {
    pub(in crate::analysis) index: usize,
    /// The leader's values less the rival's, per criterion.
    pub(in crate::analysis) differences: &'a [f64],
    /// The leader's total less the rival's, in points of the scale.
    pub(in crate::analysis) lead: f64,
}

/// The lead over one rival as one share t runs from 0 to 1: `(1 - t) at_zero + t at_one`.
#[derive(Debug, Clone, Copy)]
pub(super) struct LeadLine {
    at_zero: f64,
    at_one: f64,
}

/// Where a lead is lost, and on which side.
pub(super) enum Crossover {
    Below(Share),
    Above(Share),
}

impl LeadLine {
    /// The line for one criterion. `(D - w a) / (1 - w)` loses digits when w is close to 1, so for a criterion with most of the
    /// weight the part of the others is summed up directly.
    pub(super) fn new(shares: &[f64], rival: &Rival<'_>, criterion: usize) -> LeadLine {
        let (Some(&share), Some(&at_one)) = (shares.get(criterion), rival.differences.get(criterion)) else {
            return LeadLine { at_zero: 0.0, at_one: 0.0 };
        };
        if share < 0.5 {
            return LeadLine { at_zero: (rival.lead - share * at_one) / (1.0 - share), at_one };
        }
        LeadLine { at_zero: mean_of_others(shares, rival.differences, criterion).unwrap_or(at_one), at_one }
    }

    /// In points of the scale.
    pub(super) fn at(&self, share: Share) -> f64 {
        share.rest() * self.at_zero + share.get() * self.at_one
    }

    /// `None` unless the leader is behind at one end by more than a tie: a lead that shrinks to nothing exactly at 0 or 1 is
    /// not lost.
    pub(super) fn crossover(&self, tolerance: f64) -> Option<Crossover> {
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

/// The stability interval of one criterion for the leader of these rivals.
pub(in crate::analysis) fn stability_interval<'a>(
    shares: &[f64],
    rivals: impl Iterator<Item = Rival<'a>>,
    tolerance: f64,
    criterion: usize,
) -> Stability {
    let now = Share::clamped(shares.get(criterion).copied().unwrap_or(0.0));
    let mut interval = Stability { low: Share::ZERO, high: Share::ONE, rival_low: None, rival_high: None };
    for rival in rivals {
        // After a tie, rounding may put the crossover slightly on the wrong side of the present share.
        match LeadLine::new(shares, &rival, criterion).crossover(tolerance) {
            Some(Crossover::Below(at)) if interval.rival_low.is_none() || at > interval.low => {
                interval.low = if at < now { at } else { now };
                interval.rival_low = Some(rival.index);
            }
            Some(Crossover::Above(at)) if interval.rival_high.is_none() || at < interval.high => {
                interval.high = if at > now { at } else { now };
                interval.rival_high = Some(rival.index);
            }
            Some(Crossover::Below(_) | Crossover::Above(_)) | None => {}
        }
    }
    interval
}

/// The weighted mean of `values` over all criteria but one; the plain mean where the others have no weight. `None` without
/// others.
pub(super) fn mean_of_others(shares: &[f64], values: &[f64], criterion: usize) -> Option<f64> {
    let others = || shares.iter().zip(values).enumerate().filter(|&(k, _)| k != criterion).map(|(_, pair)| pair);
    let (weight, count) = (others().map(|(share, _)| share).sum::<f64>(), others().count());
    if weight > 0.0 {
        return Some(others().map(|(share, value)| share * value).sum::<f64>() / weight);
    }
    (count > 0).then(|| others().map(|(_, value)| value).sum::<f64>() / count as f64)
}
