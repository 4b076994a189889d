//! The bare formulas of the bills: quantities and rates in, quantities and money out; no defaults, no price book.
//!
//! Every vendor's rule stands in one file, and each is checked against worked sums that were made without this program.

pub mod autopilot;
pub mod cloud_run;
pub mod commitment;
pub mod fargate;
pub mod gke;
pub mod lambda;
pub mod load;
#[cfg(test)]
mod vectors;
