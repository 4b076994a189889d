/// A value between `low` and `high`. An exact value has equal ends.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    pub low: f64,
    pub high: f64,
    likely: f64,
}

impl Interval {
    pub fn exact(value: f64) -> Interval {
        Interval { low: value, high: value, likely: value }
    }

    /// A value between two bounds; its likely value is the middle.
    pub fn between(low: f64, high: f64) -> Interval {
        Interval { low, high, likely: low.midpoint(high) }
    }

    /// A likely value with bounds.
    pub fn around(low: f64, likely: f64, high: f64) -> Interval {
        Interval { low, high, likely }
    }

    /// The point estimate: the likely value, which is the value itself for an exact one and for one
    /// with bounds only the middle.
    pub fn point_estimate(self) -> f64 {
        self.likely
    }

    pub fn is_exact(self) -> bool {
        self.low == self.high
    }
}

impl From<f64> for Interval {
    fn from(value: f64) -> Interval {
        Interval::exact(value)
    }
}
