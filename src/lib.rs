//! weighbridge: a terminal workbench for weighted decisions.
pub mod analysis;
pub mod app;
pub mod appraisal;
pub mod burden;
pub mod catalogue;
pub mod cli;
pub mod cost;
pub mod keys;
pub mod model;
pub mod report;
pub mod store;
pub mod terminal;
pub mod theme;
pub mod view;
