//! What leaves the program as text: tables for people, JSON and CSV for programs.
//!
//! Pure. A report is first computed, then says its content as a [`Page`](page::Page), as JSON and as a [`Grid`](grid::Grid); one
//! printer per format does the rest:
//!
//! ```text
//! Appraisal ─► RankReport, CostReport, … ─┬─ page ─► table    rounded, aligned
//!                (trait Report)           ├─ json ─► json     full precision
//!                                         └─ grid ─► csv      full precision, safe in a spreadsheet
//! ```
//!
//! A new report is a file here that implements [`Report`]; a new format is a file here and a row in `format.rs`. Names come from files
//! that others wrote: every printer makes them showable.

mod burden;
mod claims;
pub mod comparison;
mod cost;
mod csv;
mod draws;
mod fit;
mod format;
pub mod grid;
pub mod json;
mod lead_verdict;
pub mod must_haves;
pub mod page;
mod prices;
mod rank;
mod ranking;
mod risks;
mod robustness;
mod scope;
mod sensitivity;
mod table;
mod wrap;

pub use burden::BurdenReport;
pub use claims::ClaimReport;
pub use cost::CostReport;
pub use format::{Format, Report};
pub use prices::PriceReport;
pub use rank::RankReport;
pub use ranking::RankMethod;
pub use risks::RiskReport;
pub use robustness::RobustnessReport;
pub use sensitivity::SensitivityReport;
