//! Hours from a good month to a bad one.

use crate::model::{HoursOverride, HoursPerMonth};
use serde::Deserialize;

/// Hours per month: low, likely, high. In files `(1, 2.5, 5)`.
#[derive(Debug, Clone, Copy, PartialEq, Default, Deserialize)]
#[serde(try_from = "(f64, f64, f64)")]
pub struct HoursBand {
    /// A good month.
    pub low: HoursPerMonth,
    /// An ordinary month.
    pub likely: HoursPerMonth,
    /// A bad month.
    pub high: HoursPerMonth,
}

impl TryFrom<(f64, f64, f64)> for HoursBand {
    type Error = String;

    fn try_from((low, likely, high): (f64, f64, f64)) -> Result<Self, String> {
        let hours = |value| HoursPerMonth::new(value).map_err(|error| error.to_string());
        let band = Self { low: hours(low)?, likely: hours(likely)?, high: hours(high)? };
        if band.low > band.likely || band.likely > band.high {
            return Err(format!("hours go from low through likely to high, not {low}, {likely}, {high}"));
        }
        Ok(band)
    }
}

impl From<&HoursOverride> for HoursBand {
    /// A document's check keeps them in order; put in order all the same, as a band is relied on to be.
    fn from(own: &HoursOverride) -> Self {
        let mut ends = [own.low, own.likely, own.high].map(HoursPerMonth::get);
        ends.sort_by(f64::total_cmp);
        let [low, likely, high] = ends.map(HoursPerMonth::of);
        Self { low, likely, high }
    }
}

impl HoursBand {
    /// The mean of a PERT distribution: (low + 4 likely + high) / 6.
    pub fn mean(self) -> HoursPerMonth {
        HoursPerMonth::of((self.low.get() + 4.0 * self.likely.get() + self.high.get()) / 6.0)
    }

    /// The larger of the two at each of the three.
    #[must_use]
    pub fn max(self, other: Self) -> Self {
        let larger = |a: HoursPerMonth, b: HoursPerMonth| HoursPerMonth::of(a.get().max(b.get()));
        Self {
            low: larger(self.low, other.low),
            likely: larger(self.likely, other.likely),
            high: larger(self.high, other.high),
        }
    }
}

impl std::ops::Add for HoursBand {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { low: self.low + other.low, likely: self.likely + other.likely, high: self.high + other.high }
    }
}

impl std::ops::Mul<f64> for HoursBand {
    type Output = Self;

    fn mul(self, factor: f64) -> Self {
        Self { low: self.low * factor, likely: self.likely * factor, high: self.high * factor }
    }
}
