//! Figures against sums that were worked out apart from the program.

mod crossovers;
mod demand;
mod machines;
mod session;
