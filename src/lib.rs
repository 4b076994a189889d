//! weighbridge: a terminal workbench for weighted decisions, above all about what software should run on.
//!
//! ```text
//! key ──► keys ──► Msg ──► app::update ──► Edit ──► Session ──► Appraisal ──► view ──► terminal
//!                               │                                   │
//!                               └──► Effect (save, journal, quit) ──┼──► store
//!                                                                   └──► report, cli   (same numbers)
//! ```
//!
//! [`model`] is the document and its edits. [`catalogue`] is the embedded knowledge. [`analysis`], [`cost`] and [`burden`] calculate;
//! [`appraisal`] combines them and explains the results; [`claims`] recomputes published figures. [`app`] is the state of the program,
//! [`keys`] its key bindings, [`view`] and [`theme`] what it looks like, [`terminal`] the terminal. [`store`] reads and writes files,
//! [`cli`] is the command line and [`report`] its answers. Imports point down only, which `tests/layering.rs` checks.
//! `ARCHITECTURE.md` has the reasons and a glossary.

pub mod analysis;
pub mod app;
pub mod appraisal;
pub mod burden;
pub mod catalogue;
pub mod claims;
pub mod cli;
pub mod cost;
pub mod keys;
pub mod model;
pub mod report;
pub mod store;
pub mod terminal;
pub mod theme;
pub mod view;
