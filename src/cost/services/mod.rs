//! Lines that several kinds of platform have in common: storage, network, databases, and what is in front of a platform.

mod databases;
mod gpu;
mod ingress;
mod network;
mod storage;
mod surroundings;

pub use gpu::{GpuPool, add_gpu_machines, report_missing_gpus};
pub use ingress::{add_call_lines, is_balanced};
pub use storage::add_disk;
pub use surroundings::{HostingTraits, add_host_services, add_services};
