//! What the margin hangs on: how far it moves with each weight, and who leads where as one weight runs from nothing to all.

use super::sheet::Sheet;
use crate::analysis::Share;
use crate::analysis::sensitivity::{Sweep, WeightBar, sweep};

/// How far each weight is moved for the tornado, as a part of itself.
pub const REACH: f64 = 0.25;

/// One bar per criterion, the one that moves the margin most first; empty without a leader and a rival.
pub fn tornado(sheet: &Sheet) -> Vec<WeightBar> {
    sheet.contest().map_or_else(Vec::new, |contest| contest.weight_tornado(Share::clamped(REACH)))
}

/// Which criterion has the bar at a place of the tornado.
pub fn place(sheet: &Sheet, at: usize) -> Option<usize> {
    tornado(sheet).get(at).map(|bar| bar.criterion)
}

/// Every total along the share of one criterion, and who leads where.
pub fn swept(sheet: &Sheet, criterion: usize) -> Option<Sweep> {
    sweep(sheet.problem.as_ref().ok()?, &sheet.field(), criterion)
}
