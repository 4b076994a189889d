//! How each kind of platform bills, one file each.

pub mod bare_metal;
pub mod cloud_functions;
pub mod containers;
pub mod fargate;
pub mod fleet;
pub mod functions;
pub mod kubernetes;
pub mod pods;
pub mod single_vm;
