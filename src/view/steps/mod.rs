//! The body of each step.

pub mod compare;
mod criteria;
mod decide;
mod decision_basis;
mod frame;
mod layout;
mod options;
mod platform;
mod questions;
pub mod score;
mod value_chart;
mod verdict;
pub mod weigh;
mod workloads;

use super::pen::Pen;
use crate::app::{App, Workbench};
use crate::appraisal::Step;
use ratatui::layout::Rect;

/// Draws the step that one is at.
pub fn render(pen: &mut Pen<'_>, app: &App, bench: &Workbench, area: Rect) {
    match bench.step {
        Step::Frame => frame::render(pen, app, bench, area),
        Step::Workloads => workloads::render(pen, app, bench, area),
        Step::Options => options::render(pen, app, bench, area),
        Step::Criteria => criteria::render(pen, app, bench, area),
        Step::Weigh => weigh::render(pen, app, bench, area),
        Step::Score => score::render(pen, app, bench, area),
        Step::Compare => compare::render(pen, app, bench, area),
        Step::Decide => decide::render(pen, app, bench, area),
    }
}
