//! How often each alternative is first when weights and open scores are uncertain: SMAA-2 (Lahdelma &
//! Salminen 2001), stochastic multicriteria acceptability analysis.
//!
//! ```text
//! seed ──► Draws ──────────────────────┐  weights uniform on the simplex, drawn once
//! Problem, feasible ─┐                 │
//! WeightSpace ───────┴─► SamplingRun ──┴─► extend … extend ──► Acceptance
//! ```
//!
//! Every [`WeightSpace`] of weights here is a simplex given by its corners, so one set of draws serves them all: a draw says how much
//! of each corner there is, and an alternative's total is that mix of its totals at the corners. Nothing is drawn again when
//! weights, scores or the space change, which is why figures do not flicker from key to key.
//!
//! Figures depend on problem, space, seed and number of draws only: not on how often [`SamplingRun::extend`] was called, on what the
//! machine's vector instructions are, or on which draws were made before. Everything is counted in whole numbers.

mod acceptance;
mod block;
mod count;
mod distribution;
mod draw_setup;
mod draws;
mod panel_run;
mod sampling;
mod simplex;
mod space;
mod tally;
mod totals;

pub use acceptance::{Acceptance, standard_error};
pub use draws::{Draws, GENERATOR};
pub use sampling::{SamplingRun, compute_acceptance};
pub use space::{WeightSpace, WeightSpaceError};
