//! The forms of the steps: their rows, and the edit that each makes.

pub mod alternative;
mod breakpoints;
pub mod constraints;
pub mod criterion;
pub mod decide;
pub mod estimate;
pub mod frame;
pub mod hours;
pub mod signatures;
pub mod workload;
