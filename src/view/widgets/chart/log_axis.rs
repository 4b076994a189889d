//! A logarithmic axis, and where its powers of ten stand.

/// From a lowest to a highest value, both above 0.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LogAxis {
    low: f64,
    high: f64,
}

impl LogAxis {
    /// An axis; what is no range becomes a decade.
    pub fn new(low: f64, high: f64) -> Self {
        let low = if low.is_finite() && low > 0.0 { low } else { 1.0 };
        let high = if high.is_finite() && high > low { high } else { low * 10.0 };
        Self { low, high }
    }

    /// The position of a value, 0 at the lowest and 1 at the highest; values beyond an end are clamped.
    pub fn position(self, value: f64) -> f64 {
        let share = (value.max(f64::MIN_POSITIVE) / self.low).ln() / (self.high / self.low).ln();
        share.clamp(0.0, 1.0)
    }

    /// The value at a share of the way.
    pub fn value_at(self, share: f64) -> f64 {
        self.low * (self.high / self.low).powf(share)
    }

    /// Whether a value lies on it.
    pub fn contains(self, value: f64) -> bool {
        (self.low..=self.high).contains(&value)
    }

    /// The place of a value among so many, the lowest first.
    pub fn cell(self, value: f64, count: u16) -> u16 {
        // Below `count`, which fits.
        (self.position(value) * f64::from(count.saturating_sub(1))).round() as u16
    }

    /// The powers of ten on it.
    pub fn powers_of_ten(self) -> impl Iterator<Item = f64> {
        let (first, last) = (exponent(self.low).ceil() as i32, exponent(self.high).floor() as i32);
        (first..=last).map(|power| 10f64.powi(power))
    }
}

/// The power of ten, to less than a rounding error.
fn exponent(value: f64) -> f64 {
    let power = value.log10();
    if (power - power.round()).abs() < 1e-9 { power.round() } else { power }
}

/// The label of a power of ten on an axis: `0.01`, `1`, `10 k`, `1 M`, `1 G`.
pub fn format_tick(value: f64) -> String {
    let (scaled, suffix) = match value {
        value if value >= 1e9 => (value / 1e9, " G"),
        value if value >= 1e6 => (value / 1e6, " M"),
        value if value >= 1e3 => (value / 1e3, " k"),
        value => (value, ""),
    };
    // As many decimals as the power has.
    let decimals = if scaled < 1.0 { (-exponent(scaled)).ceil() as usize } else { 0 };
    format!("{scaled:.decimals$}{suffix}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn powers_of_ten_are_told_in_words_that_people_use() {
        let axis = LogAxis::new(1e4, 3e9);
        let labels: Vec<String> = axis.powers_of_ten().map(format_tick).collect();
        assert_eq!(labels, ["10 k", "100 k", "1 M", "10 M", "100 M", "1 G"]);
        let cents: Vec<String> = LogAxis::new(0.01, 20.0).powers_of_ten().map(format_tick).collect();
        assert_eq!(cents, ["0.01", "0.1", "1", "10"]);
    }

    #[test]
    fn a_decade_takes_the_same_room_everywhere() {
        let axis = LogAxis::new(1.0, 1e6);
        assert!((axis.position(10.0) - 1.0 / 6.0).abs() < 1e-12);
        assert_eq!((axis.cell(1.0, 61), axis.cell(1e3, 61), axis.cell(1e6, 61)), (0, 30, 60));
        assert_eq!((axis.cell(0.0, 61), axis.cell(1e9, 61)), (0, 60));
        assert!((axis.value_at(0.5) - 1e3).abs() < 1e-9);
    }

    #[test]
    fn nothing_is_divided_by_an_empty_range() {
        for (low, high) in [(0.0, 0.0), (5.0, 5.0), (f64::NAN, 1.0), (1.0, f64::INFINITY), (9.0, 2.0)] {
            let axis = LogAxis::new(low, high);
            assert!(axis.position(3.0).is_finite() && axis.value_at(0.3).is_finite(), "{low} {high}");
            assert!(axis.powers_of_ten().count() <= 2, "{low} {high}");
        }
    }
}
