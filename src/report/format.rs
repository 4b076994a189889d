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

/// The formats: variant, name on the command line, what it is for, and what renders a report.
macro_rules! formats {
    ($($format:ident { name: $name:literal, purpose: $purpose:literal, render: $render:expr })*) => {
        /// How a report is printed.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Format {
            $(#[doc = $purpose] $format,)*
        }

        impl Format {
            pub const ALL: &[Self] = &[$(Self::$format,)*];

            /// Its name on the command line and what it is for.
            pub fn describe(self) -> (&'static str, &'static str) {
                match self {
                    $(Self::$format => ($name, $purpose),)*
                }
            }

            /// With a width in columns, what people read is made to fit.
            pub fn render(self, report: &dyn Report, max_width: Option<usize>) -> String {
                match self {
                    $(Self::$format => {
                        let render: fn(&dyn Report, Option<usize>) -> String = $render;
                        render(report, max_width)
                    })*
                }
            }
        }
    };
}

formats! {
    Table { name: "table", purpose: "For people", render: |report, max_width| table::render_page(&report.page(), max_width) }
    Json { name: "json", purpose: "For programs, in full precision", render: |report, _| json::pretty(&report.json()) }
    Csv { name: "csv", purpose: "For spreadsheets, in full precision", render: |report, _| csv::render_csv(&report.grid()) }
}
