//! The volumes over which bills are compared.

use crate::model::{Demand, Estimate, Jobs, Requests};

/// Days of a mean month.
const DAYS_PER_MONTH: f64 = 365.0 / 12.0;
/// Larger volumes are not searched.
const MAX_VOLUME: f64 = 1e15;

/// A range of volumes, per month.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct VolumeRange {
    /// Above 0.
    pub from: f64,
    pub to: f64,
}

impl VolumeRange {
    /// The range to search for this demand: 10 thousand to 3 billion requests, or 1 to 1 million jobs, and in any case from half its
    /// own volume to twice that.
    pub fn for_demand(demand: &Demand) -> Self {
        let (usual, low, high) = if counts_jobs(demand) {
            let monthly = |jobs: Jobs| jobs.get() * DAYS_PER_MONTH;
            (
                Self { from: 1.0, to: 1e6 },
                demand.jobs_per_day.low().map(monthly),
                demand.jobs_per_day.high().map(monthly),
            )
        } else {
            let (low, high) = (demand.requests_per_month.low(), demand.requests_per_month.high());
            (Self { from: 1e4, to: 3e9 }, low.map(Requests::get), high.map(Requests::get))
        };
        let from = low.filter(|volume| *volume > 0.0).map_or(usual.from, |volume| usual.from.min(volume / 2.0));
        let to = high.map_or(usual.to, |volume| usual.to.max((volume * 2.0).min(MAX_VOLUME)));
        Self { from, to }
    }

    /// The range from the lowest to the highest volume of both.
    pub fn hull(self, other: Self) -> Self {
        Self { from: self.from.min(other.from), to: self.to.max(other.to) }
    }

    /// Volumes over the range, evenly spaced on a log scale, both ends included.
    pub fn points(self, count: u32) -> impl Iterator<Item = f64> {
        let ratio = (self.to / self.from).ln();
        (0..count).map(move |nth| match nth {
            _ if nth + 1 == count => self.to,
            _ => self.from * (ratio * f64::from(nth) / f64::from(count.max(2) - 1)).exp(),
        })
    }
}

/// Whether a volume of this demand counts jobs rather than requests.
pub fn counts_jobs(demand: &Demand) -> bool {
    demand.requests_per_month.middle().is_none_or(|requests| requests == 0.0) && demand.jobs_per_day.middle().is_some()
}

/// The demand at another volume, in requests or jobs per month.
pub fn demand_at_volume(demand: &Demand, volume: f64, days: f64) -> Demand {
    let mut demand = demand.clone();
    if counts_jobs(&demand) {
        demand.jobs_per_day = Estimate::Exact(Jobs::of(volume / days));
    } else {
        demand.requests_per_month = Estimate::Exact(Requests::of(volume));
        demand.jobs_per_day = Estimate::Unknown;
    }
    demand
}

/// The unit of a volume of this demand.
pub(super) fn volume_unit(demand: &Demand) -> &'static str {
    if counts_jobs(demand) { "jobs/month" } else { "requests/month" }
}
