/// A share of a whole: finite, 0 to 1. Weights become shares when they are divided by their sum.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default)]
pub struct Share(f64);

impl Share {
    pub const ZERO: Share = Share(0.0);
    pub const ONE: Share = Share(1.0);
    pub const HALF: Share = Share(0.5);
    pub const FIFTH: Share = Share(0.2);

    /// `value` as a share; `None` unless it lies in 0..=1 (so never NaN).
    pub fn new(value: f64) -> Option<Share> {
        (0.0..=1.0).contains(&value).then_some(Share(value + 0.0)) // + 0.0 turns -0.0 into 0.0
    }

    /// The share nearest to `value`: for results of arithmetic that stay in 0..=1 but for rounding. NaN becomes 0.
    pub fn clamped(value: f64) -> Share {
        let value = if value.is_nan() { 0.0 } else { value };
        Share(value.clamp(0.0, 1.0) + 0.0)
    }

    /// As a plain number, 0 to 1.
    pub fn get(self) -> f64 {
        self.0
    }

    /// As a percentage, 0 to 100.
    pub fn percent(self) -> f64 {
        100.0 * self.0
    }

    /// `1 - self`.
    pub fn rest(self) -> f64 {
        1.0 - self.0
    }
}

#[cfg(test)]
mod tests {
    use super::Share;

    #[test]
    fn outside_zero_to_one_is_no_share() {
        assert_eq!(Share::new(f64::NAN), None);
        assert_eq!(Share::new(1.000_001), None);
        assert_eq!(Share::new(-0.1), None);
        assert_eq!(Share::new(1.0), Some(Share::ONE));
    }

    #[test]
    fn a_negative_zero_never_reaches_the_screen() {
        assert!(Share::new(-0.0).unwrap().get().is_sign_positive());
        assert!(Share::clamped(-1e-20).get().is_sign_positive());
    }

    #[test]
    fn clamping_never_yields_nan() {
        assert_eq!(Share::clamped(f64::NAN), Share::ZERO);
        assert_eq!(Share::clamped(1.0 + f64::EPSILON), Share::ONE);
    }
}
