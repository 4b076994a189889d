//! Which end of a range a bill is calculated with.

use super::defaults::MAX_FIGURE;
use crate::cost::default_figure::DefaultFigure;
use crate::model::{Demand, Estimate};

/// Which end of ranges to calculate with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RangeEnd {
    /// The cheaper end.
    Low,
    Likely,
    /// The more expensive end.
    High,
}

impl RangeEnd {
    /// The figure at this end, if there is one.
    pub fn resolve<T: Copy + PartialOrd + Into<f64>>(self, estimate: &Estimate<T>) -> Option<f64> {
        let figure = match self {
            Self::Low => estimate.low().map(Into::into),
            Self::Likely => estimate.middle(),
            Self::High => estimate.high().map(Into::into),
        };
        figure.map(|figure| figure.min(MAX_FIGURE))
    }

    /// The other end: for a figure that makes a bill cheaper as it grows.
    pub fn inverse(self) -> Self {
        match self {
            Self::Low => Self::High,
            Self::Likely => Self::Likely,
            Self::High => Self::Low,
        }
    }

    /// A default at this end.
    pub fn of_default(self, default: DefaultFigure) -> f64 {
        match self {
            Self::Low => default.low,
            Self::Likely => default.likely,
            Self::High => default.high,
        }
    }
}

/// Whether a figure that affects the bill is given as a range.
pub fn has_ranges(demand: &Demand) -> bool {
    fn wide<T: PartialOrd>(estimate: &Estimate<T>) -> bool {
        matches!(estimate, Estimate::Range(low, high) if low < high)
    }
    wide(&demand.requests_per_month)
        || wide(&demand.jobs_per_day)
        || wide(&demand.duration_ms)
        || wide(&demand.cpu_ms)
        || wide(&demand.memory_mib)
        || wide(&demand.vcpu)
        || wide(&demand.concurrency)
        || wide(&demand.peak_to_average)
        || wide(&demand.active_hours)
        || wide(&demand.warm_hours)
        || wide(&demand.storage_gib)
        || wide(&demand.egress_gib)
        || wide(&demand.temporary_disk_gib)
        || wide(&demand.gpu_hours)
        || (demand.gpus > 0 && demand.gpu_hours.is_unknown())
        || wide(&demand.queued_per_month)
        || wide(&demand.cdn_gib)
        || wide(&demand.log_kib)
        || wide(&demand.between_zones_gib)
}
