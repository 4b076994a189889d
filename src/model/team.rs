//! Who must run it.

use super::units::UsdPerHour;
use serde::{Deserialize, Serialize};

/// Where the product stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum ProductPhase {
    /// A prototype that must prove itself.
    Mvp,
    /// It found its market and grows in leaps.
    #[default]
    Growth,
    /// It is large and steady.
    Steady,
    /// Milliseconds decide.
    RealTime,
}

impl ProductPhase {
    /// Every phase, in order.
    pub const ALL: [Self; 4] = [Self::Mvp, Self::Growth, Self::Steady, Self::RealTime];

    /// As it is printed.
    pub fn label(self) -> &'static str {
        match self {
            Self::Mvp => "prototype",
            Self::Growth => "growth",
            Self::Steady => "steady",
            Self::RealTime => "real time",
        }
    }
}

/// Who must run it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Team {
    /// Engineers in all.
    pub engineers: u32,
    /// Of them on call at the same time.
    pub on_call: u32,
    /// Environments, production included.
    pub environments: u32,
    /// What an hour of an engineer costs.
    pub hourly_rate: UsdPerHour,
    /// Where the product stands.
    pub phase: ProductPhase,
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
