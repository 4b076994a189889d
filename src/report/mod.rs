//! What leaves the program as text: tables for people, JSON and CSV for programs.
//!
//! Pure. An answer is first gathered ([`ranked`], [`cost`], [`burden`], [`claims`]) and then written in one of three forms:
//!
//! ```text
//! Appraisal ─► Ranked / Costs / Burdens ─┬─► json    full precision
//!                                        └─► Grid ─┬─► table   rounded, aligned
//!                                                  └─► csv     full precision, safe in a spreadsheet
//! ```
//!
//! Names come from files that others wrote: every one of them is made showable on its way in.

pub mod burden;
pub mod claims;
pub mod comparison;
pub mod cost;
pub mod csv;
pub mod grid;
pub mod json;
pub mod lead_verdict;
pub mod prices;
pub mod rank;
pub mod risks;
pub mod robustness;
pub mod sensitivity;
pub mod table;

/// Text from a document, safe to print.
fn showable_text(text: &str) -> String {
    crate::model::showable::showable(text).into_owned()
}
