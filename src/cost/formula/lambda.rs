//! Functions that bill requests and GB-seconds, as Lambda does.
//!
//! `C = p_req max(0, N − F_req) + p_gbs max(0, N ceil_ms(d) m − F_gbs) + W m 3600 T p_pc + share N d m p_pcd`
//! (AWS Lambda pricing). A GB is 1024 MiB; the free tier does not reach provisioned concurrency.

use super::load::{MIB_PER_GIB, SECONDS_PER_HOUR};
use crate::model::{Mebibytes, Millis, Requests};

/// The rates of one cloud.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rates {
    /// USD per million requests.
    pub million_requests: f64,
    /// USD per GB-second.
    pub gb_second: f64,
    /// Per month.
    pub free_requests: f64,
    /// Per month.
    pub free_gb_seconds: f64,
}

/// USD per month.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cost {
    pub requests: f64,
    pub duration: f64,
}

impl Cost {
    pub fn total(self) -> f64 {
        self.requests + self.duration
    }
}

/// The billed time of one run: rounded up to `step`, which is 1 ms at AWS and 100 ms elsewhere.
pub fn billed_duration(duration: Millis, step: Millis) -> Millis {
    Millis::of(super::load::round_up(duration.get() / step.get()) * step.get())
}

/// GB-seconds of all runs.
pub fn gb_seconds(volume: Requests, billed: Millis, memory: Mebibytes) -> f64 {
    volume.get() * (billed.get() / 1000.0) * (memory.get() / MIB_PER_GIB)
}

/// The cost of all runs, without provisioned concurrency.
pub fn compute_cost(volume: Requests, duration: Millis, memory: Mebibytes, rates: &Rates) -> Cost {
    let seconds = gb_seconds(volume, billed_duration(duration, Millis::of(1.0)), memory);
    Cost {
        requests: (volume.get() - rates.free_requests).max(0.0) / 1e6 * rates.million_requests,
        duration: (seconds - rates.free_gb_seconds).max(0.0) * rates.gb_second,
    }
}

/// GB-seconds of instances that are kept warm for so many hours per month.
pub fn provisioned_gb_seconds(instances: f64, memory: Mebibytes, hours: f64) -> f64 {
    instances * (memory.get() / MIB_PER_GIB) * hours * SECONDS_PER_HOUR
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_is_rounded_up_to_the_step() {
        assert_eq!(billed_duration(Millis::of(180.2), Millis::of(1.0)).get(), 181.0);
        assert_eq!(billed_duration(Millis::of(180.0), Millis::of(100.0)).get(), 200.0);
        assert_eq!(billed_duration(Millis::of(200.0), Millis::of(100.0)).get(), 200.0);
    }

    #[test]
    fn provisioned_concurrency_matches_a_published_total() {
        // 30.00 USD idle at the rate of arm is 2,500 GB-hours.
        let seconds = provisioned_gb_seconds(10.0, Mebibytes::of(1024.0), 250.0);
        assert!((seconds * 3.33333e-6 - 30.0).abs() < 1e-3);
    }
}
