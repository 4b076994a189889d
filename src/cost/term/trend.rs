//! What is known of a cost curve beyond a volume.

/// What is known of a curve from a volume on: between any two volumes beyond it, it grows by at least `rate` for each
/// request or job, give or take `ripple`, as long as `machine_size` is the same at both.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Trend {
    /// Growth with steps evened out.
    pub rate: f64,
    /// How far steps deviate from that growth.
    pub ripple: f64,
    /// Identifies the sizes of machine that may be in use.
    pub machine_size: usize,
}

impl Trend {
    /// Nothing is known except that the curve does not fall.
    pub const RISING: Self = Self { rate: 0.0, ripple: 0.0, machine_size: 0 };

    /// The trend of a multiple; the factor is 0 or more.
    pub fn scaled(self, factor: f64) -> Self {
        Self { rate: self.rate * factor, ripple: self.ripple * factor, machine_size: self.machine_size }
    }

    /// The sum of this trend and a multiple of another; the factor is 0 or more.
    pub fn plus_scaled(self, other: Self, factor: f64) -> Self {
        Self {
            rate: self.rate + other.rate * factor,
            ripple: self.ripple + other.ripple * factor,
            machine_size: self.machine_size + other.machine_size,
        }
    }
}
