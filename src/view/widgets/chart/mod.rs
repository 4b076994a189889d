//! Charts: axes, lines drawn in dots or letters, labels beside them.

pub mod canvas;
pub mod labels;
pub mod log_axis;
pub mod plot;
pub mod sparkline;
pub mod value_chart;
