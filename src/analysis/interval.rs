/// What is known of a value: somewhere from `low` to `high`. An exact value has both ends equal.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// The least it can be.
    pub low: f64,
    /// The most it can be.
    pub high: f64,
}

impl Interval {
    /// A value that is known.
    pub fn exact(value: f64) -> Interval {
        Interval { low: value, high: value }
    }

    /// The point that stands for the interval: its middle, which for an exact value is the value itself.
    pub fn mid(self) -> f64 {
        self.low.midpoint(self.high)
    }

    /// Whether the value is known.
    pub fn is_exact(self) -> bool {
        self.low == self.high
    }
}

impl From<f64> for Interval {
    fn from(value: f64) -> Interval {
        Interval::exact(value)
    }
}
