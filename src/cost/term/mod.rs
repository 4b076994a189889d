//! How a quantity on a bill follows the volume of the workload that it is for.
//!
//! A line is written from its [`Law`]: the quantity is the law at the present volume. The curve of the whole bill is the sum
//! of the same laws, so that a crossover never rests on a second model. All laws are straight between steps, save for the
//! time in which a container has a request in flight, which bends while requests rarely overlap.

mod busy_instances;
mod hourly_instances;
mod machine_pool;
mod scaling;
mod single_machine;
mod warm_calls;

pub use busy_instances::BusyInstances;
pub use hourly_instances::HourlyInstances;
pub use machine_pool::{HourRequirement, MachineCounts, MachineOffer, MachinePool, PoolSpec, SizeChoice};
pub use scaling::{ScalingRule, add_tolerance, ceil};
pub use single_machine::SingleMachine;
pub use warm_calls::WarmCalls;

use std::sync::Arc;

/// Two steps of a curve that lie closer together than this part of the volume are one step, which is four times what
/// [`super::formula::load::whole`] forgives.
pub const MIN_STEP_GAP: f64 = 4e-9;

/// A piece of a curve: what holds just above a volume, until the next step or bend.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CurvePiece {
    /// The volume it begins at.
    pub from: f64,
    /// The value there, steps at that very volume taken.
    pub value: f64,
    /// What one more request or job adds.
    pub slope: f64,
    /// The volume up to which that holds; infinite when it always does.
    pub until: f64,
    /// It bends: the slope holds at the beginning only.
    pub is_curved: bool,
    /// How it goes on beyond the piece.
    pub trend: Trend,
}

/// What is known of a curve beyond a piece: between any two volumes from there on it grows by no less than `rate` for each
/// request or job, give or take `ripple`, as long as the `regime` is the same at both.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Trend {
    /// Growth, steps evened out.
    pub rate: f64,
    /// How far steps lead away from that.
    pub ripple: f64,
    /// Which size of machine stands behind it.
    pub machine_size: usize,
}

impl Trend {
    /// Nothing is known but that it does not fall.
    pub const RISING: Self = Self { rate: 0.0, ripple: 0.0, machine_size: 0 };

    /// So many times another, the factor being 0 or more.
    fn scaled(self, factor: f64) -> Self {
        Self { rate: self.rate * factor, ripple: self.ripple * factor, machine_size: self.machine_size }
    }
}

impl CurvePiece {
    /// The same at every volume.
    pub fn constant(from: f64, value: f64) -> Self {
        Self { from, value, slope: 0.0, until: f64::INFINITY, is_curved: false, trend: Trend::RISING }
    }

    /// The value further along the piece.
    pub fn at(&self, volume: f64) -> f64 {
        self.value + self.slope * (volume - self.from)
    }

    /// Both together, the second so many times.
    pub fn plus_scaled(self, other: Self, times: f64) -> Self {
        Self {
            from: self.from,
            value: self.value + other.value * times,
            slope: self.slope + other.slope * times,
            until: self.until.min(other.until),
            is_curved: self.is_curved || other.is_curved,
            trend: Trend {
                rate: self.trend.rate + other.trend.rate * times,
                ripple: self.trend.ripple + other.trend.ripple * times,
                machine_size: self.trend.machine_size + other.trend.machine_size,
            },
        }
    }
}

/// What a quantity is made from.
#[derive(Debug, Clone, PartialEq)]
pub enum TermBasis {
    /// The volume itself, in requests or jobs a month.
    Volume,
    /// Instances in the mean of the month.
    HourlyInstances(Arc<HourlyInstances>),
    /// Instances of which each bills while a request is in flight.
    BusyInstances(BusyInstances),
    /// Requests or jobs that run on instances kept warm, or that do not.
    WarmCalls(Arc<WarmCalls>),
}

impl TermBasis {
    fn at(&self, volume: f64) -> f64 {
        match self {
            Self::Volume => volume,
            Self::HourlyInstances(instances) => instances.at(volume),
            Self::BusyInstances(busy) => busy.at(volume),
            Self::WarmCalls(warm) => warm.at(volume),
        }
    }

    /// What one more request or job adds at very high volume.
    fn slope(&self) -> f64 {
        match self {
            Self::Volume => 1.0,
            Self::HourlyInstances(instances) => instances.slope(),
            Self::BusyInstances(busy) => busy.slope(),
            Self::WarmCalls(warm) => warm.slope(),
        }
    }

    fn piece(&self, volume: f64) -> CurvePiece {
        match self {
            Self::Volume => {
                let trend = Trend { rate: 1.0, ..Trend::RISING };
                CurvePiece { from: volume, value: volume, slope: 1.0, until: f64::INFINITY, is_curved: false, trend }
            }
            Self::HourlyInstances(instances) => instances.piece(volume),
            Self::BusyInstances(busy) => busy.piece(volume),
            Self::WarmCalls(warm) => warm.piece(volume),
        }
    }
}

/// `clamp(offset + scale × base, least, most)`: an allowance is a negative offset, a price tier ends at `most`, what is kept
/// idle falls as what is used rises.
#[derive(Debug, Clone, PartialEq)]
pub struct CostTerm {
    basis: TermBasis,
    scale: f64,
    offset: f64,
    least: f64,
    most: f64,
}

impl CostTerm {
    /// So much for each unit of the base.
    pub fn new(base: TermBasis, scale: f64) -> Self {
        Self { basis: base, scale, offset: 0.0, least: 0.0, most: f64::INFINITY }
    }

    /// So much for each request or job.
    pub fn per_call(each: f64) -> Self {
        Self::new(TermBasis::Volume, each)
    }

    /// The same at every volume.
    pub fn constant(quantity: f64) -> Self {
        Self::new(TermBasis::Volume, 0.0).plus(quantity)
    }

    /// So much more of it.
    pub fn plus(mut self, quantity: f64) -> Self {
        self.offset += quantity;
        self
    }

    /// The same law in another unit.
    pub fn scaled(mut self, factor: f64) -> Self {
        self.scale *= factor;
        self.offset *= factor;
        self.least *= factor;
        if self.most.is_finite() {
            self.most *= factor;
        }
        self
    }

    /// What is left of it beyond an allowance.
    pub fn minus_allowance(mut self, allowance: f64) -> Self {
        self.offset -= allowance;
        self.least = (self.least - allowance).max(0.0);
        self.most = (self.most - allowance).max(self.least);
        self
    }

    /// At most so much.
    pub fn up_to(mut self, most: f64) -> Self {
        self.most = self.most.min(most.max(self.least));
        self
    }

    /// At least so much.
    pub fn at_least(mut self, least: f64) -> Self {
        self.least = self.least.max(least);
        self.most = self.most.max(self.least);
        self
    }

    /// What of `kept` it leaves unused.
    pub fn unused_part_of(mut self, kept: f64) -> Self {
        let (least, most) = (self.least, self.most);
        self.offset = kept - self.offset;
        self.scale = -self.scale;
        self.least = (kept - most).max(0.0);
        self.most = (kept - least).max(self.least);
        self
    }

    /// Adds so many times another law to this one, if both follow the same thing without a bound.
    pub fn try_merge(&mut self, other: &Self, times: f64) -> bool {
        let is_free =
            |law: &Self| law.least == 0.0 && law.most == f64::INFINITY && law.offset == 0.0 && law.scale >= 0.0;
        let is_same = match (&self.basis, &other.basis) {
            (TermBasis::Volume, TermBasis::Volume) => true,
            (TermBasis::HourlyInstances(one), TermBasis::HourlyInstances(two)) => Arc::ptr_eq(one, two),
            (TermBasis::BusyInstances(one), TermBasis::BusyInstances(two)) => one == two,
            (TermBasis::WarmCalls(one), TermBasis::WarmCalls(two)) => Arc::ptr_eq(one, two),
            _ => false,
        };
        let can = is_same && is_free(self) && is_free(other);
        if can {
            self.scale += other.scale * times;
        }
        can
    }

    /// What one more request or job adds at very high volume.
    pub fn slope(&self) -> f64 {
        let slope = self.scale * self.basis.slope();
        let ends = if slope > 0.0 { self.most.is_finite() } else { true };
        if ends { 0.0 } else { slope }
    }

    /// The quantity at a volume.
    pub fn at(&self, volume: f64) -> f64 {
        (self.offset + self.scale * self.basis.at(volume)).max(self.least).min(self.most)
    }

    /// The piece that begins at a volume.
    pub fn piece(&self, volume: f64) -> CurvePiece {
        let base = self.basis.piece(volume);
        let (value, slope) = (self.offset + self.scale * base.value, self.scale * base.slope);
        // Where the straight line meets a bound; a bound that is left behind is not met again.
        let meets = |bound: f64| {
            let at = volume + (bound - value) / slope;
            if slope != 0.0 && at > volume * (1.0 + MIN_STEP_GAP) { at } else { f64::INFINITY }
        };
        let reach = base.until.min(meets(self.least)).min(meets(self.most));
        let ahead = value + slope * volume * MIN_STEP_GAP;
        let held = if ahead < self.least {
            Some(self.least)
        } else if ahead > self.most {
            Some(self.most)
        } else {
            None
        };
        // What falls is steepest here; what rises goes on rising unless it meets its upper bound.
        let trend = match (held, self.scale < 0.0) {
            (Some(_), _) => Trend::RISING,
            (None, true) => Trend { rate: slope, ripple: self.scale.abs() * base.trend.ripple, ..base.trend },
            (None, false) if self.most.is_finite() => Trend::RISING,
            (None, false) => base.trend.scaled(self.scale),
        };
        match held {
            Some(bound) => {
                CurvePiece { from: volume, value: bound, slope: 0.0, until: reach, is_curved: base.is_curved, trend }
            }
            None => CurvePiece { from: volume, value, slope, until: reach, is_curved: base.is_curved, trend },
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
    fn what_is_kept_idle_falls_to_nothing() {
        let idle = CostTerm::per_call(3.0).unused_part_of(30.0);
        assert_eq!([0.0, 4.0, 10.0, 20.0].map(|volume| idle.at(volume)), [30.0, 18.0, 0.0, 0.0]);
        assert_eq!(idle.piece(4.0).until, 10.0);
        assert_eq!((idle.piece(10.0).value, idle.piece(10.0).slope), (0.0, 0.0));
    }
}
