//! The command line.
pub mod workbench;
