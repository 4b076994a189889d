//! Crossovers between whole bills, by the volume of one workload.

use super::Crossover;
use super::search::{SampledCurve, VolumeCurve, VolumeGrid, find_crossover};
use crate::cost::curve::CostCurve;
use crate::cost::term::CurvePiece;
use crate::model::{Demand, Estimate, Jobs, Requests};

/// A range of volumes, per month.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct VolumeRange {
    /// The lowest, above 0.
    pub from: f64,
    /// The highest.
    pub to: f64,
}

impl VolumeRange {
    /// The range to search for this demand: 10 thousand to 3 milliard requests, or 1 to 1 million jobs.
    pub fn for_demand(demand: &Demand) -> Self {
        if counts_jobs(demand) { Self { from: 1.0, to: 1e6 } } else { Self { from: 1e4, to: 3e9 } }
    }

    /// So many volumes over the range, evenly on a log scale, both ends included.
    pub fn points(self, count: u32) -> impl Iterator<Item = f64> {
        let ratio = (self.to / self.from).ln();
        (0..count).map(move |nth| match nth {
            _ if nth + 1 == count => self.to,
            _ => self.from * (ratio * f64::from(nth) / f64::from(count.max(2) - 1)).exp(),
        })
    }
}

/// Whether a volume of this demand counts jobs.
pub fn counts_jobs(demand: &Demand) -> bool {
    demand.requests_per_month.middle().is_none_or(|requests| requests == 0.0) && demand.jobs_per_day.middle().is_some()
}

/// The demand at another volume: requests per month, or jobs per month where it counts jobs.
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

/// What a volume of this demand counts.
fn volume_unit(demand: &Demand) -> &'static str {
    if counts_jobs(demand) { "jobs/month" } else { "requests/month" }
}

impl VolumeCurve for CostCurve {
    fn piece(&self, volume: f64) -> CurvePiece {
        CostCurve::piece(self, volume)
    }

    fn max_dip(&self) -> f64 {
        CostCurve::max_dip(self)
    }

    fn max_volume(&self) -> f64 {
        CostCurve::max_volume(self)
    }
}

/// Where the cheaper of two bills changes as the volume of the workload grows, all else in its demand unchanged. Volumes that
/// one of them cannot hold at any size are not compared; `limit` then says from where on.
pub fn crossover_between(a: &CostCurve, b: &CostCurve, demand: &Demand) -> Crossover {
    let grid = VolumeGrid::over(VolumeRange::for_demand(demand));
    find_crossover(&SampledCurve::new(a, &grid), &SampledCurve::new(b, &grid), volume_unit(demand))
}

/// The same for every pair of several bills, by their places: `(0, 1), (0, 2), … (1, 2), …`.
pub fn pairwise_crossovers(courses: &[&CostCurve], demand: &Demand) -> Vec<((usize, usize), Crossover)> {
    let (grid, unit) = (VolumeGrid::over(VolumeRange::for_demand(demand)), volume_unit(demand));
    let sampled: Vec<_> = courses.iter().map(|course| SampledCurve::new(*course, &grid)).collect();
    let mut found = Vec::with_capacity(courses.len() * courses.len().saturating_sub(1) / 2);
    for (place, a) in sampled.iter().enumerate() {
        for (other, b) in sampled.iter().enumerate().skip(place + 1) {
            found.push(((place, other), find_crossover(a, b, unit)));
        }
    }
    found
}
