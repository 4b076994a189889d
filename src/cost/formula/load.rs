//! Units, and rounding up.

pub const SECONDS_PER_HOUR: f64 = 3600.0;
pub const MIB_PER_GIB: f64 = 1024.0;

/// `x` rounded up to a whole number, with a tolerance for quotients that should have been whole. Never below 0; infinity becomes
/// the largest float.
pub fn round_up(x: f64) -> f64 {
    if x.is_infinite() {
        return f64::MAX;
    }
    (x - 1e-9 * x.abs().max(1.0)).ceil().max(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounding_errors_are_tolerated_and_nothing_more() {
        assert_eq!(round_up(0.3 / 0.1), 3.0);
        assert_eq!(round_up(3.001), 4.0);
        assert_eq!(round_up(0.0), 0.0);
        assert_eq!(round_up(f64::INFINITY), f64::MAX);
    }
}
