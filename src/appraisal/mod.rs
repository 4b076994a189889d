//! Everything that a pane, a report or `--format json` shows, computed from session and catalogue by pure functions.
//! Nothing computes a figure twice or anywhere else, so the screen, the report and the command line cannot disagree.
//!
//! Reads from top to bottom: [`weights`], [`offer`] (what an alternative costs and asks), [`matrix`] (values and ranking),
//! [`outcome`] (what follows from a ranked matrix), [`explain`] (why a figure is what it is).

#[allow(clippy::module_inception)]
mod appraisal;
pub mod demand_wording;
mod evidence;
pub mod explain;
#[cfg(test)]
pub mod illustration;
pub mod matrix;
pub mod offer;
pub mod outcome;
pub mod progress;
mod scope;
mod step;
pub mod weights;
pub mod wording;

pub use appraisal::Appraisal;
pub use evidence::collect_evidence;
pub use explain::{Explanation, LineKind};
pub use matrix::{CellSource, CellValue, Column, ColumnId, DecisionMatrix, ValueCurve, cell_key};
pub use offer::{
    FigureRange, Horizon, MarketMismatch, Offer, Offers, OneTimeCost, Outlay, find_market_mismatches, includes_labour,
};
pub use outcome::{
    Call, Growth, GrowthUnavailable, LeadChange, LeadStability, MatrixOutcome, OpinionMethod, RobustnessSummary,
    SecondOpinion, TradeOff, Verdict, WeightRange, WeightShift, exchange, failure_modes, growth, robustness,
    task_lines, verdict,
};
pub use progress::{Progress, StepStatus};
pub use scope::Scope;
pub use step::Step;
pub use weights::Weights;
