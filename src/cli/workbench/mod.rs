//! The workbench on a real terminal: keys become messages, effects become changes of files, and finished saves report back.
//!
//! ```text
//! launch ─► shell ─► app, view        open_file: one document's file and journal
//!             └────► files ─────────► open_file
//! ```

mod files;
mod launch;
mod library_reader;
mod open_file;
mod shell;
#[cfg(test)]
mod tests;

pub(super) use launch::{Launch, Start, WorkbenchError, run};
