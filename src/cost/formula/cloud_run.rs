//! Containers that bill the time in which at least one request is in flight, as Cloud Run and Container Apps do.
//!
//! `C = max(0, S v − F_v) p_v + max(0, S g − F_g) p_m + max(0, N − F_r) p_r` with `S` seconds of billable instances
//! (cloud.google.com/run/pricing).

use super::load::{SECONDS_PER_HOUR, round_up};
use crate::model::{Gibibytes, Millis, Requests, Vcpus};

/// The rates of one way of billing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rates {
    /// USD per vCPU-second.
    pub vcpu_second: f64,
    /// USD per GiB-second.
    pub gib_second: f64,
    /// USD per million requests.
    pub million_requests: f64,
    /// vCPU-seconds free of charge per month.
    pub free_vcpu_seconds: f64,
    /// GiB-seconds free of charge per month.
    pub free_gib_seconds: f64,
    /// Requests free of charge per month.
    pub free_requests: f64,
}

/// What one month of it costs, in USD.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cost {
    /// For processors.
    pub cpu: f64,
    /// For memory.
    pub memory: f64,
    /// For being called.
    pub requests: f64,
}

impl Cost {
    /// All of it.
    pub fn total(self) -> f64 {
        self.cpu + self.memory + self.requests
    }
}

/// The time for which one request is billed: rounded up to 100 ms.
pub fn billed_duration(duration: Millis) -> Millis {
    Millis::of(round_up(duration.get() / 100.0) * 100.0)
}

/// Instance-seconds when every request has an instance to itself: `N d`.
pub fn unshared_instance_seconds(volume: Requests, duration: Millis) -> f64 {
    volume.get() * billed_duration(duration).get() / 1000.0
}

/// Mean billable instances: enough for the requests in flight at the target, for their processors, and for the share of
/// time in which any request is in flight (Poisson); never more than there are requests in flight.
///
/// `I = min(A, max(A / (k u), λ c / (v u), 1 − exp(−A)))`, where `busy_vcpus` is `λ c` and `u` the target.
pub fn mean_instances(in_flight: f64, concurrency: f64, busy_vcpus: f64, vcpu: Vcpus, target: f64) -> f64 {
    let together = in_flight / (concurrency * target).max(1.0);
    let processors = busy_vcpus / (vcpu.get() * target);
    let any = -(-in_flight).exp_m1();
    together.max(processors).max(any).min(in_flight)
}

/// Instance-seconds of so many instances over a month.
pub fn instance_seconds(instances: f64, hours: f64) -> f64 {
    instances * SECONDS_PER_HOUR * hours
}

/// What so many instance-seconds and requests cost.
pub fn compute_cost(seconds: f64, volume: Requests, vcpu: Vcpus, memory: Gibibytes, rates: &Rates) -> Cost {
    Cost {
        cpu: (seconds * vcpu.get() - rates.free_vcpu_seconds).max(0.0) * rates.vcpu_second,
        memory: (seconds * memory.get() - rates.free_gib_seconds).max(0.0) * rates.gib_second,
        requests: (volume.get() - rates.free_requests).max(0.0) / 1e6 * rates.million_requests,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_never_billed_more_than_an_instance_of_its_own() {
        assert_eq!(mean_instances(0.5, 1.0, 0.5, Vcpus::of(1.0), 0.6), 0.5);
    }

    #[test]
    fn processors_can_be_what_limits() {
        assert_eq!(mean_instances(100.0, 80.0, 60.0, Vcpus::of(1.0), 0.6), 100.0);
        assert!((mean_instances(1000.0, 80.0, 60.0, Vcpus::of(1.0), 0.6) - 100.0).abs() < 1e-9);
    }
}
