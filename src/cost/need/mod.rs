//! What a workload needs of a platform, with stated defaults in place of unknown figures.

mod defaults;
mod range_end;
mod resolve;
mod resource_need;

pub use defaults::{DEFAULT_PROCESS_VCPU, OWN_DATABASE, TARGET_UTILIZATION};
pub use range_end::{RangeEnd, has_ranges};
pub use resolve::resolve_need;
pub use resource_need::{LoadKind, ResourceNeed};
