//! The body of each step.

pub mod compare;
pub mod score;
pub mod weigh;
