//! Instances that bill while at least one request is in flight.

use super::piece::{CurvePiece, Trend};

/// `I = min(A, max(α A, 1 − exp(−A)))` with `A` requests in flight on average: enough instances for all of them and for their
/// processor time (α of an instance each), at least the share of time with any request in flight (Poisson arrivals), and
/// never more than one per request.
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

    /// Mean instances at a volume.
    pub fn at(&self, volume: f64) -> f64 {
        let requests = volume * self.in_flight;
        (self.share * requests).max(-(-requests).exp_m1()).min(requests)
    }

    /// What one more request adds once instances are full.
    pub fn slope(&self) -> f64 {
        self.in_flight * self.share.min(1.0)
    }

    /// The piece that begins at a volume: curved until instances are full, straight from there on.
    pub fn piece(&self, volume: f64) -> CurvePiece {
        let value = self.at(volume);
        // The curve flattens until instances are full; at that point it is flatter than the line that follows.
        let flattest = self.in_flight * (-self.saturation * self.in_flight).exp();
        let rate = if volume >= self.saturation { self.slope() } else { flattest.min(self.slope()) };
        let trend = Trend { rate, ..Trend::RISING };
        let piece = CurvePiece { trend, ..CurvePiece::constant(volume, value) };
        if volume >= self.saturation {
            return CurvePiece { slope: self.slope(), ..piece };
        }
        let slope = self.in_flight * (-volume * self.in_flight).exp();
        CurvePiece { slope, until: self.saturation, is_curved: true, ..piece }
    }
}

/// The `A` above which `α A > 1 − exp(−A)`; 0 for α ≥ 1.
fn saturation_point(share: f64) -> f64 {
    if share >= 1.0 {
        return 0.0;
    }
    // At 1/α the line has reached 1, which the exponential never does; left of that the two meet once.
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

    /// `I = min(A, max(A / (k u), λ c / (v u), 1 − exp(−A)))` with the target utilization `u` and one vCPU per instance.
    fn mean_instances(in_flight: f64, concurrency: f64, busy_vcpus: f64, target: f64) -> f64 {
        let for_requests = in_flight / (concurrency * target).max(1.0);
        let any = -(-in_flight).exp_m1();
        for_requests.max(busy_vcpus / target).max(any).min(in_flight)
    }

    #[test]
    fn instances_serve_the_requests_in_flight_and_their_processor_time() {
        assert_eq!(mean_instances(100.0, 80.0, 60.0, 0.6), 100.0, "one for each request at most");
        for (concurrency, cpu, seconds) in [(80.0, 0.05, 0.2), (1.0, 0.2, 0.2), (10.0, 0.19, 0.2), (80.0, 0.001, 2.0)] {
            let share = (1.0 / (concurrency * 0.6_f64).max(1.0)).max(cpu / (seconds * 0.6));
            let busy = BusyInstances::new(seconds, share);
            for rate in [0.0, 0.01, 0.5, 3.0, 40.0, 900.0] {
                let expected = mean_instances(rate * seconds, concurrency, rate * cpu, 0.6);
                assert!((busy.at(rate) - expected).abs() <= 1e-12 * expected.max(1.0), "{rate}");
                let piece = busy.piece(rate);
                let next = rate + 1e-6;
                assert!((piece.at(next) - busy.at(next)).abs() < 1e-9);
            }
        }
    }
}
