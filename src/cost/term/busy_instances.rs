//! Instances that bill while at least one request is in flight.

use super::{CurvePiece, Trend};

/// `I = min(A, max(α A, 1 − exp(−A)))` with `A` requests in flight in the mean: enough for all of them and for their
/// processors (α of an instance each), at least the share of time in which any is there (Poisson), never more than one each.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BusyInstances {
    in_flight: f64,
    share: f64,
    saturation: f64,
}

impl BusyInstances {
    /// `in_flight` is `A` per unit of volume, `share` is α.
    pub fn new(in_flight: f64, share: f64) -> Self {
        Self { in_flight, share, saturation: saturation_point(share) / in_flight.max(f64::MIN_POSITIVE) }
    }

    /// Instances in the mean at a volume.
    pub fn at(&self, volume: f64) -> f64 {
        let at_once = volume * self.in_flight;
        (self.share * at_once).max(-(-at_once).exp_m1()).min(at_once)
    }

    /// What one more request adds where instances are full.
    pub fn slope(&self) -> f64 {
        self.in_flight * self.share.min(1.0)
    }

    /// The piece that begins at a volume: bent up to where instances are full, straight from there on.
    pub fn piece(&self, volume: f64) -> CurvePiece {
        let value = self.at(volume);
        // The bend flattens up to where instances are full, and there it is flatter than what follows.
        let flattest = self.in_flight * (-self.saturation * self.in_flight).exp();
        let rate = if volume >= self.saturation { self.slope() } else { flattest.min(self.slope()) };
        let trend = Trend { rate, ..Trend::RISING };
        if volume >= self.saturation {
            return CurvePiece {
                from: volume,
                value,
                slope: self.slope(),
                until: f64::INFINITY,
                is_curved: false,
                trend,
            };
        }
        let slope = self.in_flight * (-volume * self.in_flight).exp();
        CurvePiece { from: volume, value, slope, until: self.saturation, is_curved: true, trend }
    }
}

/// The `A` above which `α A` is the larger, `α A = 1 − exp(−A)`: 0 from α = 1 on.
fn saturation_point(share: f64) -> f64 {
    if share >= 1.0 {
        return 0.0;
    }
    // At 1/α the line has reached 1, which the curve never does; left of it the two meet once.
    let (mut low, mut high) = (0.0, 1.0 / share.max(1e-15));
    for _ in 0..200 {
        let middle = f64::midpoint(low, high);
        if share * middle > -(-middle).exp_m1() { high = middle } else { low = middle }
    }
    high
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cost::formula::cloud_run::mean_instances;
    use crate::model::Vcpus;

    #[test]
    fn is_the_formula_of_the_vendor() {
        for (concurrency, cpu, seconds) in [(80.0, 0.05, 0.2), (1.0, 0.2, 0.2), (10.0, 0.19, 0.2), (80.0, 0.001, 2.0)] {
            let share = (1.0 / (concurrency * 0.6_f64).max(1.0)).max(cpu / (seconds * 0.6));
            let busy = BusyInstances::new(seconds, share);
            for rate in [0.0, 0.01, 0.5, 3.0, 40.0, 900.0] {
                let expected = mean_instances(rate * seconds, concurrency, rate * cpu, Vcpus::of(1.0), 0.6);
                assert!((busy.at(rate) - expected).abs() <= 1e-12 * expected.max(1.0), "{rate}");
                let piece = busy.piece(rate);
                let next = rate + 1e-6;
                assert!((piece.at(next) - busy.at(next)).abs() < 1e-9);
            }
        }
    }
}
