//! A bill: lines that can each be asked why, and what was assumed on the way.

use super::curve::CostCurve;
use crate::catalogue::PriceStatus;
use crate::model::UsdPerMonth;
use std::sync::Arc;

/// What a line is paid once for, however much else there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChargeScope {
    /// The whole estate.
    Team,
    /// All that runs on this kind of platform.
    PlatformKind,
    /// A cluster.
    Cluster,
    /// Production, staging, …
    Environment,
    /// A machine.
    Host,
    /// A service of the provider that was added, such as a database.
    Service,
    /// A workload.
    Workload,
}

impl ChargeScope {
    /// As it is printed.
    pub fn label(self) -> &'static str {
        match self {
            Self::Team => "team",
            Self::PlatformKind => "kind of platform",
            Self::Cluster => "cluster",
            Self::Environment => "environment",
            Self::Host => "host",
            Self::Service => "service",
            Self::Workload => "workload",
        }
    }
}

/// One line of a bill: `amount` is `quantity × price`.
#[derive(Debug, Clone, PartialEq)]
pub struct BillLine {
    /// What is paid for.
    pub item: String,
    /// The workload it is paid for; none when it is shared.
    pub workload: Option<String>,
    /// How many `unit`s a month.
    pub quantity: f64,
    /// What is counted: `h`, `GB-s`, `million` …
    pub unit: &'static str,
    /// USD per unit.
    pub price: f64,
    /// USD per month.
    pub amount: UsdPerMonth,
    /// Where the price was read.
    pub source: String,
    /// When.
    pub date: String,
    /// How far the price is to be trusted.
    pub status: PriceStatus,
    /// What it is paid once for.
    pub scope: ChargeScope,
    /// The price's id in the book.
    pub price_id: String,
    /// How the quantity came about, with its numbers.
    pub formula: String,
}

/// What becomes of the capacity that is paid for: three shares that sum to 1, by the scarcer of processors and memory.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CapacityUse {
    /// Nobody has asked for it: whole machines, room that pods do not fill.
    pub unallocated: f64,
    /// Asked for and not used: headroom, what stands by for a peak or a failure.
    pub reserved: f64,
    /// Used by requests, jobs and standing processes.
    pub used: f64,
}

impl CapacityUse {
    /// The share that does nothing.
    pub fn idle_share(self) -> f64 {
        self.unallocated + self.reserved
    }
}

/// What one month costs, compute, storage, traffic and managed data together; people are not in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Bill {
    /// What it is made of.
    pub lines: Vec<BillLine>,
    /// Their sum.
    pub monthly: UsdPerMonth,
    /// What the sum would be with every range at its cheaper end.
    pub low: UsdPerMonth,
    /// What it would be with every range at its dearer end.
    pub high: UsdPerMonth,
    /// Their sum along the volume of the one workload that it is for; none when it is for several.
    pub curve: Option<Arc<CostCurve>>,
    /// Machines that the team operates, control planes included: the mean over the day, rounded up. 0 where the provider runs them.
    pub machines: u32,
    /// The share of the capacity that is paid for and does nothing, 0 to 1: no request, job or standing process uses it, by the
    /// scarcer of processors and memory. 0 where only use is billed, none when nothing is known of the load. Of several
    /// platforms the mean by their bills.
    pub idle_share: Option<f64>,
    /// That capacity in its three parts; none where `idle_share` is none.
    pub capacity_use: Option<CapacityUse>,
    /// USD per request or job; none without a volume, or when requests and jobs are mixed.
    pub per_unit: Option<f64>,
    /// What `per_unit` counts: `request` or `job`.
    pub unit: &'static str,
    /// Stated defaults that stand in for what is unknown, and simplifications.
    pub assumptions: Vec<String>,
    /// What is left out for want of a figure, and limits that are exceeded.
    pub problems: Vec<String>,
    /// What the platform cannot hold at any size: the bill is for less than what was asked for, and rules nothing in.
    pub shortfalls: Vec<String>,
}
