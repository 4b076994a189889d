//! model
pub mod showable;
