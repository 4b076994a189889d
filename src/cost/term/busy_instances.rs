//! Instances that bill while at least one request is in flight.

use super::piece::{CurvePiece, MIN_STEP_GAP};
use super::trend::Trend;
use crate::cost::day_profile::{DayProfile, HOURS_PER_DAY};

/// How many instances are billed for `A` requests in flight: `min(A, max(α A, 1 − exp(−A)))`. Enough for all requests and for
/// their processor time (α of an instance each), at least the share of time with any request in flight (Poisson arrivals), and
/// never more than one per request.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct BusyShare {
    share: f64,
    /// The `A` from which on instances are full.
    saturation: f64,
}

impl BusyShare {
    pub(super) fn new(share: f64) -> Self {
        Self { share: share.min(1.0), saturation: saturation_point(share) }
    }

    #[inline]
    pub(super) fn at(self, in_flight: f64) -> f64 {
        if self.is_full_at(in_flight) { self.share * in_flight } else { -(-in_flight).exp_m1() }
    }

    #[inline]
    pub(super) fn is_full_at(self, in_flight: f64) -> bool {
        in_flight >= self.saturation
    }

    /// What one more request in flight adds just above `in_flight`.
    #[inline]
    pub(super) fn slope_at(self, in_flight: f64) -> f64 {
        if self.is_full_at(in_flight) { self.share } else { (-in_flight).exp() }
    }

    /// What one more request in flight adds at the least, anywhere.
    fn flattest_slope(self) -> f64 {
        (-self.saturation).exp().min(self.share)
    }

    /// The requests in flight from which on instances are full.
    pub(super) fn saturation(self) -> f64 {
        self.saturation
    }

    /// The requests in flight that keep so many instances busy, one or more.
    pub(super) fn in_flight_for(self, instances: f64) -> f64 {
        instances / self.share
    }
}

/// Hours of the day with the same load.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct LoadedHours {
    /// Requests in flight per unit of volume, while there is a load.
    pub(super) in_flight: f64,
    /// The share of the day.
    pub(super) weight: f64,
}

/// The time of a day that has a load, like hours together, busiest first. `counted` is how much of an hour counts, at most.
pub(super) fn loaded_hours(day: &DayProfile, in_flight: f64, counted: impl Fn(usize) -> f64) -> Vec<LoadedHours> {
    let mut hours: Vec<LoadedHours> = Vec::new();
    for (at, load) in day.hours().iter().enumerate() {
        let active = day.active_share(at);
        let hour = LoadedHours {
            in_flight: load * in_flight / active.max(f64::MIN_POSITIVE),
            weight: counted(at).min(active) / HOURS_PER_DAY as f64,
        };
        match hours.last_mut() {
            _ if hour.in_flight <= 0.0 || hour.weight <= 0.0 => {}
            Some(last) if is_alike(last.in_flight, hour.in_flight) => last.weight += hour.weight,
            Some(_) | None => hours.push(hour),
        }
    }
    hours
}

/// The hours of a flat block differ by rounding.
fn is_alike(one: f64, other: f64) -> bool {
    (one - other).abs() <= 1e-12 * one
}

/// Mean instances over the month with a request in flight: in each hour of the day as many as its load keeps busy.
#[derive(Debug, Clone, PartialEq)]
pub struct BusyInstances {
    busy: BusyShare,
    hours: Vec<LoadedHours>,
}

impl BusyInstances {
    /// `in_flight` is the mean `A` per unit of volume, `share` is α.
    pub fn new(day: &DayProfile, in_flight: f64, share: f64) -> Self {
        Self { busy: BusyShare::new(share), hours: loaded_hours(day, in_flight, |_| 1.0) }
    }

    /// Mean instances at a volume.
    pub fn at(&self, volume: f64) -> f64 {
        self.hours.iter().map(|hour| hour.weight * self.busy.at(volume * hour.in_flight)).sum()
    }

    /// What one more request adds once instances are full.
    pub fn slope(&self) -> f64 {
        self.hours.iter().map(|hour| hour.weight * hour.in_flight * self.busy.share).sum()
    }

    /// The most that one more request adds at any volume: an instance for the time that it runs.
    pub fn max_slope(&self) -> f64 {
        self.hours.iter().map(|hour| hour.weight * hour.in_flight).sum()
    }

    /// The piece that begins at a volume: curved until instances are full in every hour, straight from there on.
    pub fn piece(&self, volume: f64) -> CurvePiece {
        let just_above = volume * (1.0 + MIN_STEP_GAP);
        let mut piece = CurvePiece::constant(volume, 0.0);
        for LoadedHours { in_flight, weight } in &self.hours {
            let here = volume * in_flight;
            let per_volume = weight * in_flight;
            piece.value += weight * self.busy.at(here);
            if self.busy.is_full_at(just_above * in_flight) {
                piece.slope += per_volume * self.busy.share;
            } else {
                let slope = per_volume * self.busy.slope_at(here);
                piece.slope += slope;
                piece.bend.flattening += slope;
                piece.until = piece.until.min(self.busy.saturation / in_flight);
            }
        }
        piece
    }

    /// The curve flattens until instances are full; at that point it is flatter than the line that follows.
    pub fn trend(&self, volume: f64) -> Trend {
        let just_above = volume * (1.0 + MIN_STEP_GAP);
        let of_hour = |LoadedHours { in_flight, weight }: &LoadedHours| {
            let is_full = self.busy.is_full_at(just_above * in_flight);
            weight * in_flight * if is_full { self.busy.share } else { self.busy.flattest_slope() }
        };
        Trend { rate: self.hours.iter().map(of_hour).sum(), ..Trend::RISING }
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
            for day in [DayProfile::flat(), DayProfile::new(3.0, 24.0), DayProfile::new(1.0, 2.0)] {
                let busy = BusyInstances::new(&day, seconds, share);
                for rate in [0.0, 0.01, 0.5, 3.0, 40.0, 900.0] {
                    let of_hour = |load: &f64| {
                        let rate = rate * load;
                        mean_instances(rate * seconds, concurrency, rate * cpu, 0.6)
                    };
                    let expected = day.hours().iter().map(of_hour).sum::<f64>() / 24.0;
                    assert!((busy.at(rate) - expected).abs() <= 1e-9 * expected.max(1.0), "{rate}");
                    let piece = busy.piece(rate);
                    let next = rate + 1e-6;
                    assert!((piece.at(next) - busy.at(next)).abs() < 1e-9);
                    assert!(piece.until > rate);
                }
            }
        }
    }

    #[test]
    fn no_more_than_the_hours_with_a_load_are_busy() {
        // Two hours of 24 with one instance always busy: a twelfth.
        let busy = BusyInstances::new(&DayProfile::new(1.0, 2.0), 1.0, 0.001);
        assert!((busy.at(100.0) - 2.4 / 24.0).abs() < 1e-9, "{}", busy.at(100.0));
        assert!((busy.at(20.0) - 2.0 / 24.0).abs() < 1e-9);
    }
}
