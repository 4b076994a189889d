//! A matrix as CSV: criteria as rows, alternatives as columns.
//!
//! ```text
//! criterion,weight,goal,VMs,Kubernetes,Functions
//! Cost,20,max,2,3,5
//! ```
//!
//! All problems are reported at once, each with line and column. Nothing is guessed: a decimal comma, an infinity or an empty name is
//! refused, and an empty cell is a missing value, never zero.

mod cells;
mod csv_matrix;
mod parse;

pub(super) use csv_matrix::{CsvMatrix, MatrixValues};
pub(super) use parse::parse;
