//! The vendors' billing rules as plain functions from quantities and rates to quantities and money, without defaults or prices.
//!
//! Each is checked against sums that were calculated without this program.

pub mod autopilot;
pub mod cloud_run;
pub mod commitment;
pub mod fargate;
pub mod gke;
pub mod lambda;
pub mod load;
#[cfg(test)]
mod vectors;
