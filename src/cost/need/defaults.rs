//! Figures that stand in for what is unknown. The bounds are estimates, about a factor of four to ten either way.

use crate::cost::default_figure::DefaultFigure;
use crate::cost::term::Capacity;

/// Processor utilization that autoscalers aim at.
pub const TARGET_UTILIZATION: f64 = 0.6;
const fn between(low: f64, likely: f64, high: f64) -> DefaultFigure {
    DefaultFigure { likely, low, high }
}

pub const REQUEST_MS: DefaultFigure = between(20.0, 200.0, 2000.0);
pub const JOB_MS: DefaultFigure = between(6000.0, 60_000.0, 600_000.0);
pub const FUNCTION_MIB: DefaultFigure = between(128.0, 512.0, 2048.0);
/// For everything but functions.
pub const MEMORY_MIB: DefaultFigure = between(256.0, 1024.0, 4096.0);
/// Share of a request's duration in which it computes; a job computes throughout.
pub const CPU_SHARE: DefaultFigure = between(0.05, 0.25, 1.0);
/// Requests that one instance serves at once.
pub const CONCURRENCY: DefaultFigure = between(10.0, 80.0, 250.0);
/// Busiest hour over the mean hour.
pub const PEAK: DefaultFigure = between(1.0, 3.0, 10.0);
/// The same where an even load is the dearest, and for jobs, which wait for each other.
pub const EVEN_LOAD: DefaultFigure = between(1.0, 1.0, 10.0);
/// Hours of a day with a load.
pub const ACTIVE_HOURS: DefaultFigure = between(8.0, 24.0, 24.0);
/// Hours of a day in which instances are kept warm.
pub const WARM_HOURS: DefaultFigure = between(8.0, 24.0, 24.0);
/// vCPU of a container that serves requests.
pub const CONTAINER_VCPU: DefaultFigure = between(0.25, 0.5, 2.0);
/// vCPU of a job, of a standing process, and of an instance of Cloud Run.
pub const PROCESS_VCPU: DefaultFigure = between(0.5, DEFAULT_PROCESS_VCPU, 4.0);
/// A whole processor: the least for a Cloud Run instance that serves several requests at once.
pub const DEFAULT_PROCESS_VCPU: f64 = 1.0;
/// Enough that one may fail.
pub const DEFAULT_REPLICAS: f64 = 2.0;
/// A database or cache that the team runs.
pub const OWN_DATABASE: Capacity = Capacity { vcpus: 1.0, gib: 2.0 };
/// Larger figures are cut off, so that no product overflows.
pub const MAX_FIGURE: f64 = 1e15;
