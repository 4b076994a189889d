//! How a quantity on a bill depends on the volume of the workload.
//!
//! Each line of a bill is written from a [`CostTerm`]: its quantity is the term at the present volume. The cost curve is the
//! sum of the same terms, so crossovers never rest on a second model. Terms are straight between steps; the one exception
//! is the time in which a container has a request in flight, which is curved while requests rarely overlap.
//!
//! Reading order: `piece`, `trend`, `scaling`, `capacity`, then one file per basis of a term, `cost_term`, and `machine_pool`.

mod busy_instances;
mod capacity;
mod cost_term;
mod hour_table;
mod hourly_instances;
mod idle_instances;
mod machine_offer;
mod machine_pool;
mod piece;
mod scaling;
mod single_machine;
mod trend;
mod warm_calls;

pub use busy_instances::BusyInstances;
pub use capacity::{Capacity, CapacityScaling};
pub use cost_term::{CostTerm, TermBasis};
pub use hour_table::{HourRequirement, HourTable};
pub use hourly_instances::HourlyInstances;
pub use idle_instances::IdleInstances;
pub use machine_offer::{MachineOffer, MachinePrices};
pub use machine_pool::{MachineCounts, MachinePool, SharedFee};
pub use piece::{CurvePiece, MIN_STEP_GAP};
pub use scaling::ScalingRule;
pub use single_machine::SingleMachine;
pub use trend::Trend;
pub use warm_calls::WarmCalls;
