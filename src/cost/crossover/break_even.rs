//! The slope test: whether two platforms cross for good, before any curve is drawn.
//!
//! A fleet sized to its load and a platform that bills requests cross for good only if a request there costs more than
//! `node price / requests per node`. Otherwise paying per request is cheaper at every volume.

use crate::model::{PerSecond, Ratio, Vcpus};

/// Requests per month that one node carries: `V u × 3600 H / (c ρ)`, `cpu_seconds` being the processor time of one
/// request and `rate` one per second.
pub fn requests_per_node(vcpu: Vcpus, target: f64, rate: PerSecond, hours: f64, cpu_seconds: f64, peak: Ratio) -> f64 {
    vcpu.get() * target * rate.get() * 3600.0 * hours / (cpu_seconds * peak.get())
}

/// USD that a request adds to a fleet: `node price / requests per node`.
pub fn cost_per_request(node_month: f64, per_node: f64) -> f64 {
    node_month / per_node
}

/// Whether paying per request becomes dearer for good.
pub fn is_lasting(per_request: f64, of_fleet: f64) -> bool {
    per_request > of_fleet
}
