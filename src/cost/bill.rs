//! A bill: its lines, each with its source and formula, and notes on how it came about.

use super::curve::CostCurve;
use super::default_figure::{UnknownEffect, UnknownFigure};
use super::notes::{Assumption, Caveat, Note, Shortfall};
use crate::catalogue::PriceStatus;
use crate::model::UsdPerMonth;
use std::sync::Arc;

/// What a line is paid once for, whatever else there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChargeScope {
    /// Everything that the team runs.
    Team,
    /// Everything on this kind of platform.
    PlatformKind,
    Cluster,
    /// Production, staging, …
    Environment,
    /// A machine.
    Host,
    /// An additional service of the provider, such as a database.
    Service,
    Workload,
}

impl ChargeScope {
    /// For display.
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
    /// The workload that needs it; none when it is shared.
    pub workload: Option<String>,
    /// In `unit`s per month.
    pub quantity: f64,
    /// `h`, `GB-s`, `million` …
    pub unit: &'static str,
    /// USD per unit.
    pub price: f64,
    /// USD per month.
    pub amount: UsdPerMonth,
    /// Where the price was published.
    pub source: String,
    /// When the price was read.
    pub date: String,
    /// How reliable the price is.
    pub status: PriceStatus,
    pub scope: ChargeScope,
    /// The id of the price in the book; empty for what is not priced there.
    pub price_id: String,
    /// How the quantity and the amount are calculated, with numbers.
    pub formula: String,
}

impl BillLine {
    /// Whether its price is from the book, not from a quote or from the team's hours.
    pub fn has_book_price(&self) -> bool {
        !self.price_id.is_empty()
    }
}

/// How the capacity that is paid for is used: three shares that sum to 1, by the scarcer of processors and memory.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CapacityUse {
    /// Not requested: rounding up to whole machines, space that pods do not fill.
    pub unallocated: f64,
    /// Requested and not used: headroom, standby for a peak or a failure.
    pub reserved: f64,
    /// Used by requests, jobs and standing processes.
    pub used: f64,
}

impl CapacityUse {
    /// The share that is not used.
    pub fn idle_share(self) -> f64 {
        self.unallocated + self.reserved
    }
}

/// The cost of one month: compute, storage, traffic and managed data, without labour.
#[derive(Debug, Clone, PartialEq)]
pub struct Bill {
    pub lines: Vec<BillLine>,
    /// The sum of the lines. As long as the bill is open, that is only what is known of it: see [`Self::known_monthly`].
    pub monthly: UsdPerMonth,
    /// The sum with every range, and every default for an unknown figure, at its cheaper end.
    pub low: UsdPerMonth,
    /// The sum with every range, and every default for an unknown figure, at its more expensive end.
    pub high: UsdPerMonth,
    /// Figures of the demand that are not known and would change the bill.
    pub unknown: Vec<Note<UnknownFigure>>,
    /// The sum by volume; none when the bill is for several workloads.
    pub curve: Option<Arc<CostCurve>>,
    /// Machines that the team operates, control planes included: the mean over the day, rounded up.
    pub machines: u32,
    /// None when the load is unknown. For several platforms the mean, weighted by their bills.
    pub capacity_use: Option<CapacityUse>,
    /// USD per request or job; none without a volume, or for requests and jobs together.
    pub per_unit: Option<f64>,
    /// The unit of `per_unit`: `request` or `job`.
    pub unit: &'static str,
    pub assumptions: Vec<Note<Assumption>>,
    pub caveats: Vec<Note<Caveat>>,
    /// With any of these the platform is ruled out, and the bill is too low.
    pub shortfalls: Vec<Note<Shortfall>>,
}

impl Bill {
    /// Whether a figure that decides it is unknown, with nothing in its place.
    pub fn is_open(&self) -> bool {
        self.unknown.iter().any(|unknown| unknown.what.effect == UnknownEffect::Open)
    }

    /// What it comes to; none while it is open.
    pub fn known_monthly(&self) -> Option<UsdPerMonth> {
        (!self.is_open()).then_some(self.monthly)
    }

    /// Whether every figure that it depends on is known, and none is a range.
    pub fn is_exact(&self) -> bool {
        self.unknown.is_empty() && self.low == self.high
    }

    /// The unknown figures with these effects, each named once.
    pub fn unknown_names(&self, effects: &[UnknownEffect]) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for unknown in self.unknown.iter().filter(|unknown| effects.contains(&unknown.what.effect)) {
            let name = unknown.what.to_string();
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }

    /// The share of the capacity that is paid for and not used, 0 to 1; none when the load is unknown.
    pub fn idle_share(&self) -> Option<f64> {
        self.capacity_use.map(CapacityUse::idle_share)
    }
}
