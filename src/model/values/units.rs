//! Numbers with a unit. A number read from a file is checked: finite and not negative.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A number that is not valid for its unit.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
#[error("{value} is not a usable number of {unit}: it must be finite and not negative")]
pub struct UnitError {
    pub value: f64,
    pub unit: &'static str,
}

macro_rules! unit {
    ($(#[$doc:meta])* $name:ident, $unit:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default, Serialize, Deserialize)]
        #[serde(try_from = "f64", into = "f64")]
        pub struct $name(f64);

        impl $name {
            /// The unit as it is printed in headers.
            pub const UNIT: &'static str = $unit;
            pub const ZERO: Self = Self(0.0);

            /// Checks an entered number: finite, 0 or more.
            pub fn new(value: f64) -> Result<Self, UnitError> {
                if value.is_finite() && value >= 0.0 {
                    Ok(Self(value + 0.0))
                } else {
                    Err(UnitError { value, unit: $unit })
                }
            }

            /// Converts a computed number: NaN and negative numbers become 0, infinity becomes the largest float.
            pub fn of(value: f64) -> Self {
                if value > 0.0 { Self(value.min(f64::MAX)) } else { Self(0.0) }
            }

            /// The number in this type's unit.
            pub const fn get(self) -> f64 {
                self.0
            }
        }

        impl TryFrom<f64> for $name {
            type Error = UnitError;
            fn try_from(value: f64) -> Result<Self, UnitError> {
                Self::new(value)
            }
        }

        impl From<$name> for f64 {
            fn from(value: $name) -> f64 {
                value.0
            }
        }

        impl std::ops::Add for $name {
            type Output = Self;
            fn add(self, other: Self) -> Self {
                Self::of(self.0 + other.0)
            }
        }

        impl std::ops::Mul<f64> for $name {
            type Output = Self;
            fn mul(self, factor: f64) -> Self {
                Self::of(self.0 * factor)
            }
        }

        impl std::iter::Sum for $name {
            fn sum<I: Iterator<Item = Self>>(items: I) -> Self {
                Self::of(items.map(|item| item.0).sum())
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{} {}", self.0, $unit)
            }
        }
    };
}

unit!(
    /// Money per month, in the price book's currency.
    UsdPerMonth, "USD/month"
);
unit!(
    /// Money per hour of work.
    UsdPerHour, "USD/h"
);
unit!(
    /// Work per month.
    HoursPerMonth, "h/month"
);
unit!(
    /// Requests per month.
    Requests, "requests/month"
);
unit!(
    /// Runs per day.
    Jobs, "jobs/day"
);
unit!(
    /// A duration in milliseconds.
    Millis, "ms"
);
unit!(
    /// Working memory, binary (1 GiB = 1024 MiB).
    Mebibytes, "MiB"
);
unit!(
    /// Storage or traffic.
    Gibibytes, "GiB"
);
unit!(
    /// Virtual processors.
    Vcpus, "vCPU"
);
unit!(
    /// A factor, such as peak over average.
    Ratio, "×"
);
unit!(
    /// Hours of a day.
    HoursPerDay, "h/day"
);
unit!(
    /// Log volume, binary (1 KiB = 1024 bytes).
    Kibibytes, "KiB"
);
unit!(
    /// Hours of all GPUs together, per month.
    GpuHours, "GPU-h/month"
);
unit!(
    /// One-time work.
    HoursOnce, "h"
);
unit!(
    /// One-time cost, in the price book's currency.
    UsdOnce, "USD"
);
unit!(
    /// Requests in one second.
    PerSecond, "per second"
);

/// Weight points as entered. Their sum is free; a criterion's share of the weight is its points over the sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Points(pub u32);

impl Points {
    /// Upper limit, so that a sum over any number of criteria cannot overflow.
    pub const MAX: u32 = 1_000_000;

    /// Adds or subtracts, staying within 0 and [`Points::MAX`].
    pub fn saturating_shift(self, by: i64) -> Self {
        let moved = i64::from(self.0).saturating_add(by).clamp(0, i64::from(Self::MAX));
        Self(u32::try_from(moved).unwrap_or(Self::MAX))
    }
}

impl fmt::Display for Points {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// A finite number in the unit of its criterion (an anchor, a measurement). May be negative.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default, Serialize, Deserialize)]
#[serde(try_from = "f64", into = "f64")]
pub struct Figure(f64);

impl Figure {
    /// Checks an entered number: it must be finite.
    pub fn new(value: f64) -> Result<Self, FigureError> {
        if value.is_finite() { Ok(Self(value + 0.0)) } else { Err(FigureError(value)) }
    }

    pub const fn get(self) -> f64 {
        self.0
    }
}

/// A figure that is not finite.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
#[error("{0} is not a usable number: it must be finite")]
pub struct FigureError(f64);

impl TryFrom<f64> for Figure {
    type Error = FigureError;
    fn try_from(value: f64) -> Result<Self, FigureError> {
        Self::new(value)
    }
}

impl From<Figure> for f64 {
    fn from(value: Figure) -> f64 {
        value.0
    }
}

impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}
