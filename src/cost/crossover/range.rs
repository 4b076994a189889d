//! The volumes over which bills are compared.

use crate::model::{Demand, Estimate, Jobs, Requests};

/// A range of volumes, per month.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct VolumeRange {
    /// Above 0.
    pub from: f64,
    pub to: f64,
}

impl VolumeRange {
    /// The range to search for this demand: 10 thousand to 3 billion requests, or 1 to 1 million jobs.
    pub fn for_demand(demand: &Demand) -> Self {
        if counts_jobs(demand) { Self { from: 1.0, to: 1e6 } } else { Self { from: 1e4, to: 3e9 } }
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
