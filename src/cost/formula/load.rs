//! How much is going on at once.

use crate::model::{Millis, PerSecond, Requests};

/// Seconds in an hour.
pub const SECONDS_PER_HOUR: f64 = 3600.0;
/// MiB in a GiB.
pub const MIB_PER_GIB: f64 = 1024.0;

/// Mean arrivals: `N / (3600 H)`.
pub fn arrival_rate(volume: Requests, hours: f64) -> PerSecond {
    PerSecond::of(volume.get() / (SECONDS_PER_HOUR * hours))
}

/// Mean number in flight (Little's law): `arrivals × duration`.
pub fn in_flight(arrivals: PerSecond, duration: Millis) -> f64 {
    arrivals.get() * duration.get() / 1000.0
}

/// `x` rounded up to a whole number, forgiving the last bits of a quotient that should have been whole. Never below 0;
/// what overflowed stays as large as a float can be.
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
    fn whole_forgives_rounding_and_nothing_more() {
        assert_eq!(round_up(0.3 / 0.1), 3.0);
        assert_eq!(round_up(3.001), 4.0);
        assert_eq!(round_up(0.0), 0.0);
        assert_eq!(round_up(f64::INFINITY), f64::MAX);
    }

    #[test]
    fn three_million_a_month_are_little_more_than_one_a_second() {
        let arrivals = arrival_rate(Requests::of(3e6), 730.0);
        assert!((arrivals.get() - 1.1416).abs() < 1e-4);
        assert!((in_flight(arrivals, Millis::of(200.0)) - 0.2283).abs() < 1e-4);
    }
}
