//! How much a weight or a score must change before another alternative leads.
//!
//! All results are exact and in closed form; nothing is sampled. Missing cells count at their middle, as in the totals.

mod comparison;
pub(super) mod lead_line;
mod open_cells;
mod score_flip;
mod stability;
mod sweep;
mod tornado;
mod weight_shift;

pub use comparison::Comparison;
pub use lead_line::Stability;
pub use open_cells::{OpenCell, find_open_cells};
pub use score_flip::ScoreFlip;
pub use stability::CriticalWeight;
pub use sweep::{LeaderRange, Sweep, TotalLine, sweep_weight};
pub use tornado::{CellBar, MarginPoint, WeightBar};
pub use weight_shift::WeightShift;
