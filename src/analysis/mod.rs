//! Decision analysis on plain numbers: weights and a matrix in, rankings and their sensitivity out.
//!
//! Nothing here depends on platforms, sessions or terminals. Alternatives and criteria are positions in vectors; the caller
//! keeps the names.
//!
//! ```text
//! weights, ahp   ┐                     ┌─► ranking         totals, contributions, ranks, margin
//! goal           ┤                     ├─► second_opinion  PROMETHEE II, TOPSIS
//! value_function ┼─► Problem / Matrix ─┼─► sensitivity     stability, weight shifts, score flips, tornado, sweep, open cells
//! normalise      ┤                     ├─► robustness      how often each alternative has which rank
//! group          ┘                     ├─► trade_off       cost against benefit
//!                                      └─► pareto          dominated alternatives
//! ranking, sensitivity, robustness ──────► verdict         clear, tied, or fragile for these reasons
//! ```
//!
//! [`Workspace`] ranks and computes intervals without allocating.
//!
//! A weight is entered; a [`Share`] is the weight divided by the sum. Every criterion of a [`Problem`] is
//! oriented so that more is better, and every total is a plain weighted sum, so that a figure can be explained by its parts.

pub mod ahp;
pub mod exchange;
mod feasible;
pub mod goal;
pub mod group;
mod interval;
pub mod matrix;
pub mod normalise;
pub mod pareto;
pub mod problem;
mod rank_position;
pub mod ranking;
pub mod robustness;
mod scale;
pub mod second_opinion;
pub mod sensitivity;
mod share;
pub mod trade_off;
pub mod value_function;
pub mod verdict;
pub mod weights;
pub mod workspace;

pub use goal::Goal;
pub use interval::Interval;
pub use matrix::Matrix;
pub use problem::{Problem, ProblemError};
pub use rank_position::RankPosition;
pub use ranking::{Ranking, Standing, rank};
pub use scale::{Scale, ScaleError};
pub use sensitivity::Comparison;
pub use share::Share;
pub use value_function::ValueFunction;
pub use verdict::{LeadFacts, Thresholds, Verdict, compute_verdict};
pub use weights::WeightsError;
pub use workspace::Workspace;
