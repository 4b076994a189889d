//! How each kind of platform bills. The last files are one per kind; the others hold what several kinds have in common.

mod cluster;
mod hours;
mod instance_hours;
mod resources;

pub mod bare_metal;
mod cloud_functions;
pub mod containers;
pub mod fargate;
pub mod fleet;
pub mod functions;
pub mod kubernetes;
pub mod pods;
pub mod single_vm;
