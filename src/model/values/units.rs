//! Numbers with a unit. A number read from a file or typed is checked: not negative, and of a size that calculates.

use serde::{Deserialize, Serialize};
use std::fmt;

/// The largest number that can be entered, in any unit: more than all requests of the world in a century, and its products
/// still have fewer digits than a float.
pub const MAX_ENTERED: f64 = 1e15;
/// The smallest number above 0 that can be entered, in any unit: quotients by it stay finite.
pub const MIN_ENTERED: f64 = 1e-9;

/// Why a number is not valid for its unit.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum UnitError {
    #[error("{value} is not a usable number of {unit}: it must be finite and not negative")]
    NotANumber { value: f64, unit: &'static str },
    #[error("{value:e} is not a usable number of {unit}: it must be at most {MAX_ENTERED:e} {unit}")]
    TooLarge { value: f64, unit: &'static str },
    #[error("{value:e} is not a usable number of {unit}: it must be 0, or at least {MIN_ENTERED:e} {unit}")]
    TooSmall { value: f64, unit: &'static str },
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

            /// Checks an entered number: 0, or from [`MIN_ENTERED`] to [`MAX_ENTERED`].
            pub fn new(value: f64) -> Result<Self, UnitError> {
                match Self::recorded(value)? {
                    Self(value) if value > MAX_ENTERED => Err(UnitError::TooLarge { value, unit: $unit }),
                    Self(value) if value > 0.0 && value < MIN_ENTERED => Err(UnitError::TooSmall { value, unit: $unit }),
                    checked => Ok(checked),
                }
            }

            /// Checks a number that was computed and written down: finite, 0 or more.
            pub fn recorded(value: f64) -> Result<Self, UnitError> {
                if value.is_finite() && value >= 0.0 {
                    Ok(Self(value + 0.0))
                } else {
                    Err(UnitError::NotANumber { value, unit: $unit })
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
    /// Checks an entered number: 0, or from [`MIN_ENTERED`] to [`MAX_ENTERED`] on either side of it.
    pub fn new(value: f64) -> Result<Self, FigureError> {
        let size = value.abs();
        if !value.is_finite() {
            Err(FigureError::NotANumber(value))
        } else if size > MAX_ENTERED {
            Err(FigureError::TooLarge(value))
        } else if size > 0.0 && size < MIN_ENTERED {
            Err(FigureError::TooSmall(value))
        } else {
            Ok(Self(value + 0.0))
        }
    }

    /// Converts a computed number: NaN becomes 0, infinity the largest float.
    pub fn of(value: f64) -> Self {
        if value.is_nan() { Self(0.0) } else { Self(value.clamp(f64::MIN, f64::MAX) + 0.0) }
    }

    pub const fn get(self) -> f64 {
        self.0
    }
}

/// Why a figure cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum FigureError {
    #[error("{0} is not a usable number: it must be finite")]
    NotANumber(f64),
    #[error("{0:e} is not a usable number: it must be at most {MAX_ENTERED:e} in the unit of its criterion")]
    TooLarge(f64),
    #[error("{0:e} is not a usable number: it must be 0, or at least {MIN_ENTERED:e} in the unit of its criterion")]
    TooSmall(f64),
}

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

#[cfg(test)]
mod magnitude_tests {
    use super::*;

    #[test]
    fn what_is_entered_has_a_size_that_calculates() {
        for value in [0.0, -0.0, MIN_ENTERED, 1.0, MAX_ENTERED] {
            assert_eq!(Requests::new(value).map(Requests::get), Ok(value.abs()), "{value:e}");
            assert_eq!(Figure::new(-value).map(Figure::get), Ok(-value + 0.0), "{value:e}");
        }
        for value in [5e-324, 1e-300, 9.9e-10, 1.01e15, 1e300, f64::MAX] {
            let error = Requests::new(value).unwrap_err().to_string();
            assert!(error.contains("requests/month") && error.len() < 140, "{error}");
            assert!(Figure::new(-value).is_err() && Figure::new(value).is_err(), "{value:e}");
            assert_eq!(Requests::recorded(value).map(Requests::get), Ok(value), "what was computed can be read again");
        }
        for value in [f64::NAN, f64::INFINITY, -1.0] {
            assert!(Requests::new(value).is_err() && Requests::recorded(value).is_err());
        }
    }
}
