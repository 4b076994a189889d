//! cost
pub mod formula;
