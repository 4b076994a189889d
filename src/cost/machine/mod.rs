//! Which machines are bought, and the lines for them.

mod boot_disk;
mod lines;
mod nat;
mod pool;
mod requirement;
mod sizes;

pub use boot_disk::boot_disk;
pub use lines::add_standing_machines;
pub use pool::{PlannedMachines, PoolRequirement};
pub use requirement::{MachineRequirement, ScalingRequirement, cheapest_machine, largest_machine};
pub use sizes::MachineSize;
