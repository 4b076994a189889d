//! Numbers with a unit. A figure that comes from a file is checked as it is read: finite, and not negative.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A number that cannot stand where it stands, with the unit it should have had.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
#[error("{value} is not a usable number of {unit}: it must be finite and not negative")]
pub struct UnitError {
    /// What was given.
    pub value: f64,
    /// The unit of the field.
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
            /// Nothing of it.
            pub const ZERO: Self = Self(0.0);

            /// Checks a number that somebody entered: finite, 0 or more.
            pub fn new(value: f64) -> Result<Self, UnitError> {
                if value.is_finite() && value >= 0.0 {
                    Ok(Self(value + 0.0))
                } else {
                    Err(UnitError { value, unit: $unit })
                }
            }

            /// Takes a computed number: what is not a number or below 0 becomes 0, what overflows becomes the largest float.
            pub fn of(value: f64) -> Self {
                if value > 0.0 { Self(value.min(f64::MAX)) } else { Self(0.0) }
            }

            /// The bare number, in this type's unit.
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
    /// Money per month, in the book's currency.
    UsdPerMonth, "USD/month"
);
unit!(
    /// Money per hour of somebody's work.
    UsdPerHour, "USD/h"
);
unit!(
    /// Work per month.
    HoursPerMonth, "h/month"
);
unit!(
    /// Calls per month.
    Requests, "requests/month"
);
unit!(
    /// Runs per day.
    Jobs, "jobs/day"
);
unit!(
    /// A length of time, in milliseconds.
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
    /// A plain factor, such as peak over average.
    Ratio, "×"
);
unit!(
    /// Hours of a day.
    HoursPerDay, "h/day"
);
unit!(
    /// Log and other small things, binary.
    Kibibytes, "KiB"
);
unit!(
    /// Time of graphics processors, all of them together.
    GpuHours, "GPU-h/month"
);
unit!(
    /// Work that is done once.
    HoursOnce, "h"
);
unit!(
    /// Money that is paid once, in the book's currency.
    UsdOnce, "USD"
);
unit!(
    /// Calls in one second.
    PerSecond, "per second"
);

/// Weight points: whole, as entered, with a free sum; a criterion's share is its points over the sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Points(pub u32);

impl Points {
    /// Points are kept below this so that a sum over any number of criteria cannot overflow.
    pub const MAX: u32 = 1_000_000;

    /// Adds or takes away, staying within 0 and [`Points::MAX`].
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

/// A finite number whose unit its criterion gives (an anchor, a measurement). May be negative.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default, Serialize, Deserialize)]
#[serde(try_from = "f64", into = "f64")]
pub struct Figure(f64);

impl Figure {
    /// Checks a number that somebody entered: it must be finite.
    pub fn new(value: f64) -> Result<Self, FigureError> {
        if value.is_finite() { Ok(Self(value + 0.0)) } else { Err(FigureError(value)) }
    }

    /// The bare number.
    pub const fn get(self) -> f64 {
        self.0
    }
}

/// A figure that is no number.
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
