//! What a report can say, and the formats it is printed in.

use super::grid::Grid;
use super::page::Page;
use super::{csv, json, table};
use serde_json::Value;

/// An answer of the program. It names its content three times, because people, programs and spreadsheets want different parts of it.
pub trait Report {
    /// What people read, rounded.
    fn page(&self) -> Page;

    /// Everything, in full precision.
    fn json(&self) -> Value;

    /// One table in full precision.
    fn grid(&self) -> Grid;

    /// Remarks beside the answer, a line each. They are not part of it and go to standard error.
    fn notes(&self) -> Vec<String> {
        Vec::new()
    }
}

/// How a report is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    #[default]
    Table,
    Json,
    Csv,
}

impl Format {
    pub const ALL: &[Self] = &[Self::Table, Self::Json, Self::Csv];

    /// Its name on the command line and what it is for.
    pub fn describe(self) -> (&'static str, &'static str) {
        match self {
            Self::Table => ("table", "For people"),
            Self::Json => ("json", "For programs, in full precision"),
            Self::Csv => ("csv", "For spreadsheets, in full precision"),
        }
    }

    pub fn render(self, report: &dyn Report) -> String {
        match self {
            Self::Table => table::render_page(&report.page()),
            Self::Json => json::pretty(&report.json()),
            Self::Csv => csv::render_csv(&report.grid()),
        }
    }
}
