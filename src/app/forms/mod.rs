//! The forms of the steps: which rows there are, what they say, and the edit that each makes.

pub mod alternative;
mod breakpoints;
pub mod constraints;
pub mod criterion;
pub mod decide;
pub mod estimate;
pub mod frame;
pub mod hours;
pub mod workload;
