//! Figures of bills against sums that were worked out by hand.

mod demand;
mod machines;
mod session;
