//! The decision matrix: values of criteria by columns, with the ranking that follows.

pub mod cell;
mod column;
mod column_id;
mod decision_matrix;
mod entered_scores;
mod estate;
pub mod value_curve;
mod workload;

pub use cell::{CellSource, CellValue, cell_key};
pub use column::Column;
pub use column_id::ColumnId;
pub use decision_matrix::DecisionMatrix;
pub use entered_scores::EnteredScores;
pub use estate::build_system_matrix;
pub use value_curve::{ValueCurve, anchors_for};
pub use workload::build_workload_matrix;
