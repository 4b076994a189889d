/// What is known of a value: somewhere from `low` to `high`. An exact value has both ends equal.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// The least it can be.
    pub low: f64,
    /// The most it can be.
    pub high: f64,
    /// What it most likely is.
    likely: f64,
}

impl Interval {
    /// A value that is known.
    pub fn exact(value: f64) -> Interval {
        Interval { low: value, high: value, likely: value }
    }

    /// A value somewhere between two others, which for want of better is taken as in the middle.
    pub fn between(low: f64, high: f64) -> Interval {
        Interval { low, high, likely: low.midpoint(high) }
    }

    /// A value of which a likely one is known, and how far it may lie off.
    pub fn around(low: f64, likely: f64, high: f64) -> Interval {
        Interval { low, high, likely }
    }

    /// The point that stands for the interval: what is likely, which for an exact value is the value itself and for one of
    /// which no more is known the middle.
    pub fn point_estimate(self) -> f64 {
        self.likely
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
