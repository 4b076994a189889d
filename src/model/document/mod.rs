//! The records of a document, the edits that change it and the log of those edits: everything that is written to files.
//!
//! The names of fields and of enum variants are the file format and must not change.

pub mod alternative;
pub mod criterion;
pub mod decision;
pub mod demand;
pub mod demand_figures;
pub mod edit;
pub mod estate;
pub mod fields;
pub mod frame_field;
pub mod hours;
pub mod log;
pub mod market;
pub mod must_have;
pub mod note;
pub mod participant;
pub mod robustness;
pub mod scenario;
pub mod score;
pub mod session;
pub mod status;
pub mod team;
pub mod touches;
pub mod weighting;
pub mod workload;
