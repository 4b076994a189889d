//! The team that operates the workloads.

use super::fields::fields;
use crate::model::values::units::UsdPerHour;
use serde::{Deserialize, Serialize};

/// The phase of the product.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum ProductPhase {
    /// A prototype that has to prove itself.
    Mvp,
    /// Demand grows fast.
    #[default]
    Growth,
    /// Large and steady demand.
    Steady,
    /// Latency decides.
    RealTime,
}

impl ProductPhase {
    pub const ALL: [Self; 4] = [Self::Mvp, Self::Growth, Self::Steady, Self::RealTime];

    pub fn label(self) -> &'static str {
        match self {
            Self::Mvp => "prototype",
            Self::Growth => "growth",
            Self::Steady => "steady",
            Self::RealTime => "real time",
        }
    }
}

/// The team that operates the workloads.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Team {
    /// Engineers in all.
    pub engineers: u32,
    /// Engineers on call at the same time.
    pub on_call: u32,
    /// Environments, production included.
    pub environments: u32,
    /// Cost of an engineer's hour.
    pub hourly_rate: UsdPerHour,
    pub phase: ProductPhase,
}

fields! {
    /// A field of the team.
    TeamField of Team {
        Engineers => engineers: u32,
        OnCall => on_call: u32,
        Environments => environments: u32,
        HourlyRate => hourly_rate: UsdPerHour,
        Phase => phase: ProductPhase,
    }
}

impl Default for Team {
    fn default() -> Self {
        Self {
            engineers: 8,
            on_call: 2,
            environments: 2,
            hourly_rate: UsdPerHour::of(90.0),
            phase: ProductPhase::Growth,
        }
    }
}
