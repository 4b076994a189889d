//! Crossovers between whole bills, by the volume of one workload.

use super::outcome::Crossover;
use super::range::{VolumeRange, volume_unit};
use super::sampled::{SampledCurve, VolumeCurve, VolumeGrid};
use super::search::find_crossover;
use crate::cost::curve::CostCurve;
use crate::cost::term::{CurvePiece, Trend};
use crate::model::Demand;

impl VolumeCurve for CostCurve {
    fn piece(&self, volume: f64) -> CurvePiece {
        CostCurve::piece(self, volume)
    }

    fn trend(&self, volume: f64) -> Trend {
        CostCurve::trend(self, volume)
    }

    fn max_dip(&self) -> f64 {
        CostCurve::max_dip(self)
    }

    fn max_volume(&self) -> f64 {
        CostCurve::max_volume(self)
    }
}

/// The volumes at which the cheaper of two bills changes while the rest of the demand stays the same. Volumes that one platform
/// cannot hold at any size are not compared; see [`Crossover::max_volume`].
pub fn crossover_between(a: &CostCurve, b: &CostCurve, demand: &Demand) -> Crossover {
    let grid = VolumeGrid::over(VolumeRange::for_demand(demand));
    find_between(&SampledCurve::new(a, &grid), &SampledCurve::new(b, &grid), volume_unit(demand))
}

/// Steps that both curves have cancel, so they are left out of the search.
fn find_between(a: &SampledCurve<CostCurve>, b: &SampledCurve<CostCurve>, unit: &'static str) -> Crossover {
    match a.curve.without_shared_steps(b.curve) {
        Some((one, two)) => find_crossover(&a.sample_on_grid(&one), &b.sample_on_grid(&two), unit),
        None => find_crossover(a, b, unit),
    }
}

/// The same for every pair of bills, with their indices: `(0, 1), (0, 2), … (1, 2), …`.
pub fn pairwise_crossovers(curves: &[&CostCurve], demand: &Demand) -> Vec<((usize, usize), Crossover)> {
    let (grid, unit) = (VolumeGrid::over(VolumeRange::for_demand(demand)), volume_unit(demand));
    let sampled: Vec<_> = curves.iter().map(|curve| SampledCurve::new(*curve, &grid)).collect();
    let mut found = Vec::with_capacity(curves.len() * curves.len().saturating_sub(1) / 2);
    for (first, a) in sampled.iter().enumerate() {
        for (second, b) in sampled.iter().enumerate().skip(first + 1) {
            found.push(((first, second), find_between(a, b, unit)));
        }
    }
    found
}
