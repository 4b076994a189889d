//! Applying edits. Every edit is checked first, changes nothing when it is refused, and has an exact inverse.
//!
//! [`apply`] hands each edit to the file of its record. `record` adds, removes and moves records of every kind.

pub mod alternative;
pub mod apply;
pub mod author;
pub mod criterion;
pub mod decision;
pub mod demand;
pub mod error;
pub mod estate;
pub mod hours;
pub mod must_have;
pub mod note;
pub mod participant;
pub mod record;
pub mod remove;
pub mod robustness;
pub mod scenario;
pub mod score;
pub mod tables;
pub mod weighting;
pub mod wording;
pub mod workload;
