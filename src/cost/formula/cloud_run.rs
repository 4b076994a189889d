//! Containers that bill the time in which at least one request is in flight, as Cloud Run and Container Apps do.
//!
//! `C = max(0, S v − F_v) p_v + max(0, S g − F_g) p_m + max(0, N − F_r) p_r` with `S` seconds of billable instances
//! (cloud.google.com/run/pricing).

use super::load::round_up;
use crate::model::Millis;

/// The billed time of one request: rounded up to 100 ms.
pub fn billed_duration(duration: Millis) -> Millis {
    Millis::of(round_up(duration.get() / 100.0) * 100.0)
}
