//! Hours as a range from a good to a bad case.

use crate::model::{HoursOnce, HoursOverride, HoursPerMonth, UnitError};
use serde::Deserialize;

/// Low, likely and high hours, per month or once. In files `(1, 2.5, 5)`.
#[derive(Debug, Clone, Copy, PartialEq, Default, Deserialize)]
#[serde(try_from = "(f64, f64, f64)", bound = "H: TryFrom<f64, Error = UnitError> + PartialOrd + Copy")]
pub struct HoursBand<H = HoursPerMonth> {
    /// The good case.
    pub low: H,
    /// The ordinary case.
    pub likely: H,
    /// The bad case.
    pub high: H,
}

/// Hours of work that is done once.
pub type OneTimeHours = HoursBand<HoursOnce>;

impl<H: TryFrom<f64, Error = UnitError> + PartialOrd + Copy> TryFrom<(f64, f64, f64)> for HoursBand<H> {
    type Error = String;

    fn try_from((low, likely, high): (f64, f64, f64)) -> Result<Self, String> {
        let hours = |value| H::try_from(value).map_err(|error| error.to_string());
        let band = Self { low: hours(low)?, likely: hours(likely)?, high: hours(high)? };
        if band.low > band.likely || band.likely > band.high {
            return Err(format!("hours must ascend from low through likely to high, but are {low}, {likely}, {high}"));
        }
        Ok(band)
    }
}

impl From<&HoursOverride> for HoursBand {
    /// Sorted, although a document's check already requires it, as bands are relied on to ascend.
    fn from(own: &HoursOverride) -> Self {
        let mut ends = [own.low, own.likely, own.high].map(HoursPerMonth::get);
        ends.sort_by(f64::total_cmp);
        let [low, likely, high] = ends.map(HoursPerMonth::of);
        Self { low, likely, high }
    }
}

impl<H: TryFrom<f64> + Into<f64> + Copy + Default> HoursBand<H> {
    /// The mean of a PERT distribution: (low + 4 likely + high) / 6.
    pub fn mean(self) -> H {
        let [low, likely, high] = [self.low, self.likely, self.high].map(Into::into);
        H::try_from((low + 4.0 * likely + high) / 6.0).unwrap_or_default()
    }
}

impl<H: PartialOrd> HoursBand<H> {
    /// The larger of the two at each end and in the middle.
    #[must_use]
    pub fn max(self, other: Self) -> Self {
        let larger = |a: H, b: H| if b > a { b } else { a };
        Self {
            low: larger(self.low, other.low),
            likely: larger(self.likely, other.likely),
            high: larger(self.high, other.high),
        }
    }
}

impl<H: std::ops::Add<Output = H>> std::ops::Add for HoursBand<H> {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { low: self.low + other.low, likely: self.likely + other.likely, high: self.high + other.high }
    }
}

impl<H: std::ops::Mul<f64, Output = H>> std::ops::Mul<f64> for HoursBand<H> {
    type Output = Self;

    fn mul(self, factor: f64) -> Self {
        Self { low: self.low * factor, likely: self.likely * factor, high: self.high * factor }
    }
}

impl<H: std::ops::Add<Output = H> + Default> std::iter::Sum for HoursBand<H> {
    fn sum<I: Iterator<Item = Self>>(bands: I) -> Self {
        bands.fold(Self::default(), |sum, band| sum + band)
    }
}
