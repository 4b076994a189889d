//! Figures that stand in for what is unknown.

use crate::cost::term::Capacity;

/// Processor utilization that autoscalers aim at.
pub const TARGET_UTILIZATION: f64 = 0.6;
pub const DEFAULT_REQUEST_MS: f64 = 200.0;
pub const DEFAULT_JOB_MS: f64 = 60_000.0;
pub const DEFAULT_FUNCTION_MIB: f64 = 512.0;
/// For everything but functions.
pub const DEFAULT_MEMORY_MIB: f64 = 1024.0;
/// Share of a request's duration in which it computes; a job computes throughout.
pub const DEFAULT_CPU_SHARE: f64 = 0.25;
/// Requests that one instance serves at once.
pub const DEFAULT_CONCURRENCY: f64 = 80.0;
/// Busiest hour over the mean hour.
pub const DEFAULT_PEAK: f64 = 3.0;
/// vCPU of a container that serves requests.
pub const DEFAULT_CONTAINER_VCPU: f64 = 0.5;
/// vCPU of a job or of a standing process; also the least for a Cloud Run instance that serves several requests at once.
pub const DEFAULT_PROCESS_VCPU: f64 = 1.0;
/// Enough that one may fail.
pub const DEFAULT_REPLICAS: f64 = 2.0;
/// A database or cache that the team runs.
pub const OWN_DATABASE: Capacity = Capacity { vcpus: 1.0, gib: 2.0 };
/// Larger figures are cut off, so that no product overflows.
pub const MAX_FIGURE: f64 = 1e15;
