//! Volumes at which one platform becomes cheaper than another.
//!
//! Whole nodes and free allowances make cost curves cross several times, so the answer is never a single number but none, one,
//! or a zone with several flips. [`exact_crossover`] finds it for curves that are given as segments; [`crossover_between`] and
//! [`pairwise_crossovers`] find it for bills.

mod bend;
mod flip_log;
mod outcome;
mod pairs;
mod range;
mod sampled;
mod search;
mod segmented;
#[cfg(test)]
mod tests;

pub use outcome::{Crossover, CrossoverKind, Flip, FlipKind, Side};
pub use pairs::{crossover_between, pairwise_crossovers};
pub use range::{VolumeRange, counts_jobs, demand_at_volume};
pub use segmented::{SegmentedCurve, exact_crossover};
