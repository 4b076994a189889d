//! One term of a bill: a quantity as a function of the volume.

use super::busy_instances::BusyInstances;
use super::hourly_instances::HourlyInstances;
use super::idle_instances::IdleInstances;
use super::piece::{CurvePiece, MIN_STEP_GAP};
use super::trend::Trend;
use super::warm_calls::WarmCalls;
use std::sync::Arc;

/// What a quantity is proportional to.
#[derive(Debug, Clone, PartialEq)]
pub enum TermBasis {
    /// The volume itself, in requests or jobs per month.
    Volume,
    /// Mean instances over the month.
    HourlyInstances(Arc<HourlyInstances>),
    /// Mean instances with a request in flight.
    BusyInstances(Arc<BusyInstances>),
    /// Mean instances that are kept warm and idle. It falls as the volume grows.
    IdleInstances(Arc<IdleInstances>),
    /// Requests or jobs that find a warm instance, or that find none.
    WarmCalls(Arc<WarmCalls>),
}

impl TermBasis {
    fn at(&self, volume: f64) -> f64 {
        match self {
            Self::Volume => volume,
            Self::HourlyInstances(instances) => instances.at(volume),
            Self::BusyInstances(busy) => busy.at(volume),
            Self::IdleInstances(idle) => idle.at(volume),
            Self::WarmCalls(warm) => warm.at(volume),
        }
    }

    /// What one more request or job adds at very high volumes.
    fn slope(&self) -> f64 {
        match self {
            Self::Volume => 1.0,
            Self::HourlyInstances(instances) => instances.slope(),
            Self::BusyInstances(busy) => busy.slope(),
            Self::IdleInstances(_) => 0.0,
            Self::WarmCalls(warm) => warm.slope(),
        }
    }

    /// The most that one more request or job adds at any volume, steps evened out.
    fn max_slope(&self) -> f64 {
        match self {
            Self::Volume => 1.0,
            Self::HourlyInstances(instances) => instances.slope(),
            Self::BusyInstances(busy) => busy.max_slope(),
            Self::IdleInstances(_) => 0.0,
            Self::WarmCalls(warm) => warm.max_slope(),
        }
    }

    fn piece(&self, volume: f64) -> CurvePiece {
        match self {
            Self::Volume => CurvePiece { slope: 1.0, ..CurvePiece::constant(volume, volume) },
            Self::HourlyInstances(instances) => instances.piece(volume),
            Self::BusyInstances(busy) => busy.piece(volume),
            Self::IdleInstances(idle) => idle.piece(volume),
            Self::WarmCalls(warm) => warm.piece(volume),
        }
    }

    fn trend(&self, volume: f64) -> Trend {
        match self {
            Self::Volume => Trend { rate: 1.0, ..Trend::RISING },
            Self::HourlyInstances(instances) => instances.trend(volume),
            Self::BusyInstances(busy) => busy.trend(volume),
            Self::IdleInstances(idle) => idle.trend(volume),
            Self::WarmCalls(warm) => warm.trend(volume),
        }
    }
}

/// `clamp(offset + scale × basis, least, most)`: an allowance is a negative offset, a price tier ends at `most`, and idle
/// capacity has a negative scale.
#[derive(Debug, Clone, PartialEq)]
pub struct CostTerm {
    basis: TermBasis,
    scale: f64,
    offset: f64,
    least: f64,
    most: f64,
}

impl CostTerm {
    /// A quantity for each unit of the basis.
    pub fn new(base: TermBasis, scale: f64) -> Self {
        Self { basis: base, scale, offset: 0.0, least: 0.0, most: f64::INFINITY }
    }

    /// A quantity for each request or job.
    pub fn per_call(each: f64) -> Self {
        Self::new(TermBasis::Volume, each)
    }

    /// The same quantity at every volume.
    pub fn constant(quantity: f64) -> Self {
        Self::new(TermBasis::Volume, 0.0).plus(quantity)
    }

    /// Adds a fixed quantity.
    pub fn plus(mut self, quantity: f64) -> Self {
        self.offset += quantity;
        self.least += quantity;
        self.most += quantity;
        self
    }

    /// The term in another unit.
    pub fn scaled(mut self, factor: f64) -> Self {
        self.scale *= factor;
        self.offset *= factor;
        self.least *= factor;
        if self.most.is_finite() {
            self.most *= factor;
        }
        self
    }

    /// The part beyond an allowance.
    pub fn minus_allowance(mut self, allowance: f64) -> Self {
        self.offset -= allowance;
        self.least = (self.least - allowance).max(0.0);
        self.most = (self.most - allowance).max(self.least);
        self
    }

    pub fn up_to(mut self, most: f64) -> Self {
        self.most = self.most.min(most);
        self.least = self.least.min(self.most);
        self
    }

    pub fn at_least(mut self, least: f64) -> Self {
        self.least = self.least.max(least);
        self.most = self.most.max(self.least);
        self
    }

    /// The part of `kept` that this term leaves unused.
    pub fn unused_part_of(mut self, kept: f64) -> Self {
        let (least, most) = (self.least, self.most);
        self.offset = kept - self.offset;
        self.scale = -self.scale;
        self.least = (kept - most).max(0.0);
        self.most = (kept - least).max(self.least);
        self
    }

    /// What a unit of the basis adds.
    pub fn scale(&self) -> f64 {
        self.scale
    }

    /// Whether both are proportional to the same number of instances, which has steps.
    pub fn shares_steps_with(&self, other: &Self) -> bool {
        let is_proportional = |term: &Self| term.is_unbounded() && term.scale > 0.0;
        matches!(self.basis, TermBasis::HourlyInstances(_))
            && self.basis == other.basis
            && is_proportional(self)
            && is_proportional(other)
    }

    /// Whether it is the basis times the scale.
    fn is_unbounded(&self) -> bool {
        self.least == 0.0 && self.most == f64::INFINITY && self.offset == 0.0 && self.scale >= 0.0
    }

    /// Adds a multiple of another term, if both have the same basis and no bounds. Says whether it did.
    pub fn try_merge(&mut self, other: &Self, times: f64) -> bool {
        let is_same = match (&self.basis, &other.basis) {
            (TermBasis::Volume, TermBasis::Volume) => true,
            (TermBasis::HourlyInstances(one), TermBasis::HourlyInstances(two)) => Arc::ptr_eq(one, two),
            (TermBasis::BusyInstances(one), TermBasis::BusyInstances(two)) => Arc::ptr_eq(one, two),
            (TermBasis::IdleInstances(one), TermBasis::IdleInstances(two)) => Arc::ptr_eq(one, two),
            (TermBasis::WarmCalls(one), TermBasis::WarmCalls(two)) => Arc::ptr_eq(one, two),
            (
                TermBasis::Volume
                | TermBasis::HourlyInstances(_)
                | TermBasis::BusyInstances(_)
                | TermBasis::IdleInstances(_)
                | TermBasis::WarmCalls(_),
                _,
            ) => false,
        };
        let can_merge = is_same && self.is_unbounded() && other.is_unbounded();
        if can_merge {
            self.scale += other.scale * times;
        }
        can_merge
    }

    /// What one more request or job adds at very high volumes.
    pub fn slope(&self) -> f64 {
        let slope = self.scale * self.basis.slope();
        if slope > 0.0 && self.most.is_infinite() { slope } else { 0.0 }
    }

    /// The quantity at a volume.
    pub fn at(&self, volume: f64) -> f64 {
        (self.offset + self.scale * self.basis.at(volume)).max(self.least).min(self.most)
    }

    /// The bound that holds a quantity, if one does.
    fn bound_at(&self, unbounded: f64) -> Option<f64> {
        if unbounded < self.least {
            Some(self.least)
        } else if unbounded > self.most {
            Some(self.most)
        } else {
            None
        }
    }

    /// The piece that begins at a volume.
    pub fn piece(&self, volume: f64) -> CurvePiece {
        let base = self.basis.piece(volume);
        let (value, slope) = (self.offset + self.scale * base.value, self.scale * base.slope);
        // Where the line meets a bound; it does not return to a bound that it has left.
        let meets = |bound: f64| {
            let at = volume + (bound - value) / slope;
            if slope != 0.0 && at > volume * (1.0 + MIN_STEP_GAP) { at } else { f64::INFINITY }
        };
        // A basis is never negative, so it is never held there: the tangent of what falls ever more slowly would meet it.
        let can_meet_least = self.least > 0.0 || self.offset < 0.0 || self.scale < 0.0;
        let least = if can_meet_least { meets(self.least) } else { f64::INFINITY };
        let until = base.until.min(least).min(meets(self.most));
        match self.bound_at(value + slope * volume * MIN_STEP_GAP) {
            Some(bound) => CurvePiece { until, ..CurvePiece::constant(volume, bound) },
            None => CurvePiece { from: volume, value, slope, until, bend: base.bend.scaled(self.scale) },
        }
    }

    /// What is known of the term from a volume on. A rising term keeps rising unless it meets its upper bound.
    pub fn trend(&self, volume: f64) -> Trend {
        let base = self.basis.piece(volume);
        let next = base.value + base.slope * volume * MIN_STEP_GAP;
        if self.bound_at(self.offset + self.scale * next).is_some() {
            return Trend::RISING;
        }
        if self.scale < 0.0 {
            let trend = self.basis.trend(volume);
            Trend { rate: self.scale * self.basis.max_slope(), ripple: trend.ripple * -self.scale, ..trend }
        } else if self.most.is_finite() {
            Trend::RISING
        } else {
            self.basis.trend(volume).scaled(self.scale)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_allowance_bends_a_line_and_a_tier_ends_it() {
        let paid = CostTerm::per_call(2.0).minus_allowance(10.0).up_to(100.0);
        assert_eq!([0.0, 5.0, 10.0, 55.0, 99.0].map(|volume| paid.at(volume)), [0.0, 0.0, 10.0, 100.0, 100.0]);
        let pieces = [1.0, 5.0, 55.0].map(|volume| paid.piece(volume));
        assert_eq!((pieces[0].value, pieces[0].slope, pieces[0].until), (0.0, 0.0, 5.0));
        assert_eq!((pieces[1].value, pieces[1].slope, pieces[1].until), (0.0, 2.0, 55.0));
        assert_eq!((pieces[2].value, pieces[2].slope, pieces[2].until), (100.0, 0.0, f64::INFINITY));
    }

    #[test]
    fn tiers_of_a_fixed_quantity_add_up_to_it() {
        let whole = CostTerm::constant(25.0);
        let tiers = [(0.0, 10.0), (10.0, 20.0), (30.0, f64::INFINITY)]
            .map(|(from, width)| whole.clone().minus_allowance(from).up_to(width).at(7.0));
        assert_eq!(tiers, [10.0, 15.0, 0.0]);
    }

    #[test]
    fn what_is_kept_idle_falls_to_nothing_or_to_what_is_never_used() {
        let idle = CostTerm::per_call(3.0).unused_part_of(30.0);
        assert_eq!([0.0, 4.0, 10.0, 20.0].map(|volume| idle.at(volume)), [30.0, 18.0, 0.0, 0.0]);
        assert_eq!(idle.piece(4.0).until, 10.0);
        assert_eq!((idle.piece(10.0).value, idle.piece(10.0).slope), (0.0, 0.0));
        assert_eq!([0.0, 4.0, 20.0].map(|volume| idle.clone().plus(5.0).at(volume)), [35.0, 23.0, 5.0]);
    }
}
