//! Which machines are bought, and the lines for them.

mod boot_disk;
mod lines;
mod nat;
mod pool;
mod requirement;
mod room;
mod sizes;

pub use boot_disk::boot_disk;
pub use lines::StandingMachines;
pub use pool::{PlannedMachines, PoolRequirement};
pub use requirement::{MachineRequirement, ScalingRequirement, cheapest_machine, largest_machine};
pub use room::{DAEMON_SETS, SYSTEM, machine_room, pod_room};
pub use sizes::{MachineSize, least_committed_share};
