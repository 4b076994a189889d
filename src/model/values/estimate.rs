//! A figure together with how well it is known. Unknown is a valid answer and never counts as zero.

use serde::{Deserialize, Serialize};

/// How well a figure is known.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub enum Estimate<T> {
    /// Measured or contractual.
    Exact(T),
    /// The best guess.
    Likely(T),
    /// Between two bounds, the lower one first.
    Range(T, T),
    /// Not known yet.
    #[default]
    Unknown,
}

impl<T: Copy + PartialOrd> Estimate<T> {
    /// The lower bound.
    pub fn low(&self) -> Option<T> {
        match *self {
            Self::Exact(value) | Self::Likely(value) | Self::Range(value, _) => Some(value),
            Self::Unknown => None,
        }
    }

    /// The upper bound.
    pub fn high(&self) -> Option<T> {
        match *self {
            Self::Exact(value) | Self::Likely(value) | Self::Range(_, value) => Some(value),
            Self::Unknown => None,
        }
    }

    pub fn is_unknown(&self) -> bool {
        matches!(self, Self::Unknown)
    }

    /// Whether the lower bound is above the upper one.
    pub fn is_reversed(&self) -> bool {
        matches!(self, Self::Range(low, high) if low > high)
    }
}

impl<T: Copy> Estimate<T> {
    /// The same estimate with every number converted.
    pub fn try_map<U, E>(&self, convert: impl Fn(T) -> Result<U, E>) -> Result<Estimate<U>, E> {
        Ok(match *self {
            Self::Exact(value) => Estimate::Exact(convert(value)?),
            Self::Likely(value) => Estimate::Likely(convert(value)?),
            Self::Range(low, high) => Estimate::Range(convert(low)?, convert(high)?),
            Self::Unknown => Estimate::Unknown,
        })
    }
}

impl<T: Copy + PartialOrd + Into<f64>> Estimate<T> {
    /// The number used in calculations: the value, or the middle of the range.
    pub fn middle(&self) -> Option<f64> {
        match *self {
            Self::Exact(value) | Self::Likely(value) => Some(value.into()),
            Self::Range(low, high) => Some(f64::midpoint(low.into(), high.into())),
            Self::Unknown => None,
        }
    }
}
