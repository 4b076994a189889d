//! A figure together with how well it is known. Unknown is an answer, and never zero.

use serde::{Deserialize, Serialize};

/// How well a figure is known.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub enum Estimate<T> {
    /// Measured or contractual.
    Exact(T),
    /// The best guess.
    Likely(T),
    /// Somewhere between the two, low first.
    Range(T, T),
    /// Nobody knows yet.
    #[default]
    Unknown,
}

impl<T: Copy + PartialOrd> Estimate<T> {
    /// The lowest it may be.
    pub fn low(&self) -> Option<T> {
        match *self {
            Self::Exact(value) | Self::Likely(value) | Self::Range(value, _) => Some(value),
            Self::Unknown => None,
        }
    }

    /// The highest it may be.
    pub fn high(&self) -> Option<T> {
        match *self {
            Self::Exact(value) | Self::Likely(value) | Self::Range(_, value) => Some(value),
            Self::Unknown => None,
        }
    }

    /// Whether nobody has said anything.
    pub fn is_unknown(&self) -> bool {
        matches!(self, Self::Unknown)
    }

    /// Whether low is above high, which no figure can be.
    pub fn is_reversed(&self) -> bool {
        matches!(self, Self::Range(low, high) if low > high)
    }
}

impl<T: Copy + PartialOrd + Into<f64>> Estimate<T> {
    /// The figure to reckon with: the value, or the middle of the range.
    pub fn middle(&self) -> Option<f64> {
        match *self {
            Self::Exact(value) | Self::Likely(value) => Some(value.into()),
            Self::Range(low, high) => Some(f64::midpoint(low.into(), high.into())),
            Self::Unknown => None,
        }
    }
}
