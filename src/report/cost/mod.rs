//! What each platform costs for each workload, and where one becomes cheaper than another.

mod data;
mod json;
mod tables;

pub use data::CostReport;

use super::format::Report;
use super::grid::Grid;
use super::page::Page;
use serde_json::Value;

impl Report for CostReport<'_> {
    fn page(&self) -> Page {
        tables::page(self)
    }

    fn json(&self) -> Value {
        json::report_json(self)
    }

    fn grid(&self) -> Grid {
        tables::line_grid(self)
    }

    fn notes(&self) -> Vec<String> {
        self.missing_bills()
    }
}
