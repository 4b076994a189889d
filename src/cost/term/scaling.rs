//! A count that grows with a load.

/// `unit_size × max(min_count, rate × load)`; the product is rounded up where only whole units exist.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ScalingRule {
    /// How many per unit of load.
    pub rate: f64,
    /// Only whole units exist.
    pub is_whole: bool,
    pub min_count: f64,
    /// What one unit takes.
    pub unit_size: f64,
}

impl ScalingRule {
    /// The same at every load.
    pub fn constant(count: f64, unit: f64) -> Self {
        Self { rate: 0.0, is_whole: false, min_count: count, unit_size: unit }
    }

    /// The same count of larger units.
    pub fn scaled(self, factor: f64) -> Self {
        Self { unit_size: self.unit_size * factor, ..self }
    }

    #[inline]
    pub fn at(&self, load: f64) -> f64 {
        let count = self.rate * load;
        let count = if self.is_whole { ceil(count) } else { count };
        count.max(self.min_count) * self.unit_size
    }

    /// Whether the count has reached its minimum.
    #[inline]
    pub fn exceeds_min_at(&self, load: f64) -> bool {
        self.rate * load >= self.min_count
    }

    /// The inverse function, prepared for callers that need it often.
    #[inline]
    pub fn inverse(&self) -> InverseScaling {
        let of = |x: f64| if x > 0.0 { 1.0 / x } else { f64::INFINITY };
        let never = self.rate <= 0.0 || self.unit_size <= 0.0;
        InverseScaling {
            per_unit: of(self.unit_size),
            per_rate: if never { f64::INFINITY } else { of(self.rate) },
            is_whole: self.is_whole,
        }
    }

    /// The highest load at which no more than `level` is needed; infinite when it never is.
    pub fn max_load_within(&self, level: f64) -> f64 {
        self.inverse().max_load_within(level)
    }
}

/// Maps a level to the highest load that stays within it.
#[derive(Debug, Clone, Copy)]
pub struct InverseScaling {
    per_unit: f64,
    per_rate: f64,
    is_whole: bool,
}

impl InverseScaling {
    /// As [`ScalingRule::max_load_within`].
    #[inline]
    pub fn max_load_within(&self, level: f64) -> f64 {
        if self.per_rate == f64::INFINITY {
            return f64::INFINITY;
        }
        let count = level * self.per_unit;
        let count = if self.is_whole { add_tolerance(floor(add_tolerance(count))) } else { count };
        count * self.per_rate
    }
}

/// Relative tolerance of rounding up.
const TOLERANCE: f64 = 1e-9;

/// The largest number that still rounds up to `count`.
#[inline]
pub fn add_tolerance(count: f64) -> f64 {
    count + TOLERANCE * count.max(1.0)
}

/// Adding and subtracting this leaves a whole number: floats of this size have no fractions.
const ROUNDING_SHIFT: f64 = 6_755_399_441_055_744.0;

/// As [`round_up`](crate::cost::formula::load::round_up), but without a call into the maths library: a curve needs it
/// hundreds of times.
#[inline]
pub fn ceil(x: f64) -> f64 {
    let x = x.min(f64::MAX);
    let x = x - TOLERANCE * x.max(1.0);
    let near = (x + ROUNDING_SHIFT) - ROUNDING_SHIFT;
    let up = if near < x { near + 1.0 } else { near };
    up.max(0.0)
}

#[inline]
fn floor(x: f64) -> f64 {
    let x = x.min(f64::MAX);
    let near = (x + ROUNDING_SHIFT) - ROUNDING_SHIFT;
    if near > x { near - 1.0 } else { near }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cost::formula::load::round_up;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn rounds_up_as_the_formulas_do(x in 0.0..1e12_f64, steps in 0_u32..1_000_000) {
            prop_assert_eq!(ceil(x), round_up(x));
            prop_assert_eq!(ceil(f64::from(steps)), f64::from(steps));
            prop_assert_eq!(ceil(f64::from(steps) * 0.1 / 0.1), round_up(f64::from(steps) * 0.1 / 0.1));
        }

        #[test]
        fn the_last_load_within_a_level_is_the_last(rate in 1e-9..10.0_f64, floor in 0_u32..4, unit in 0.01..9.0_f64, load in 0.0..1e6_f64, is_whole in any::<bool>()) {
            let rise = ScalingRule { rate, is_whole, min_count: f64::from(floor), unit_size: unit };
            let level = rise.at(load);
            let last = rise.max_load_within(level);
            prop_assert!(last >= load * (1.0 - 1e-8), "{last} {load}");
            prop_assert!(rise.at(last * (1.0 - 1e-12)) <= level * (1.0 + 1e-8));
            prop_assert!(rise.at(last * (1.0 + 4e-9) + 1e-7 / rate) > level * (1.0 - 1e-12));
        }
    }

    #[test]
    fn nothing_overflows() {
        assert!(ceil(f64::INFINITY).is_finite() && ceil(f64::INFINITY) > 1e308);
        assert_eq!(ceil(-3.0), 0.0);
    }
}
