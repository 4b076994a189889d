//! Pure numbers: weights and a matrix in, rankings and their fragility out.
//!
//! Nothing here knows what a platform, a session or a terminal is. Alternatives and criteria are positions in vectors; whoever
//! calls keeps the names.
//!
//! ```text
//! weights, ahp ┐                     ┌─► ranking        totals, contributions, ranks, margin
//! orient       ┤                     ├─► second_opinion PROMETHEE II, TOPSIS
//! value        ┼─► Problem / Matrix ─┼─► sensitivity    stability, weight shifts, score flips, tornado, sweep, open cells
//! normalise    ┤                     ├─► robustness     how often who has which rank, over weights and open scores
//! group        ┘                     ├─► trade_off      cost against benefit, the Pareto front
//!                                    └─► pareto         who is dominated, and by whom
//! ranking, sensitivity, robustness ────► verdict        clear, fragile for these reasons, or a tie
//! ```
//!
//! [`Workspace`] is ranking and intervals in room that is kept from key to key.
//!
//! A weight is what somebody entered; a [`Share`] is that weight divided by the sum. Every criterion of a [`Problem`] is
//! oriented so that more is better, and every total is a plain weighted sum, so that a figure can be explained by pointing
//! at its parts.

pub mod ahp;
pub mod exchange;
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
pub use verdict::{Thresholds, Verdict, compute_verdict};
pub use workspace::Workspace;

/// Whether alternative `index` may lead: anything the slice does not mention may.
fn is_feasible(feasible: &[bool], index: usize) -> bool {
    feasible.get(index).copied().unwrap_or(true)
}
