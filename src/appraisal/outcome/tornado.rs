//! What the margin hangs on: how far it moves with each weight, and who leads where as one weight runs from nothing to all.

use crate::analysis::Share;
use crate::analysis::sensitivity::{Sweep, WeightBar, sweep_weight};
use crate::appraisal::matrix::DecisionMatrix;

/// How far each weight is moved for the tornado, as a part of itself.
pub const TORNADO_REACH: f64 = 0.25;

/// One bar per criterion, the one that moves the margin most first; empty without a leader and a rival.
pub fn tornado(matrix: &DecisionMatrix) -> Vec<WeightBar> {
    matrix.comparison().map_or_else(Vec::new, |comparison| comparison.weight_tornado(Share::clamped(TORNADO_REACH)))
}

/// Every total along the share of one criterion, and who leads where.
pub fn sweep_criterion_weight(matrix: &DecisionMatrix, criterion: usize) -> Option<Sweep> {
    sweep_weight(matrix.problem.as_ref().ok()?, &matrix.eligible_columns(), criterion)
}
