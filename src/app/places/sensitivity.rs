//! How the margin of the leader depends on each weight.

use crate::app::place::Place;
use crate::app::workbench::Workbench;
use crate::appraisal::explain::{self, Explanation};

/// The pane.
pub struct Pane;

impl Place for Pane {
    fn row_count(&self, workbench: &Workbench) -> usize {
        workbench.session.criteria.len()
    }

    fn explain(&self, workbench: &Workbench) -> Option<Explanation> {
        let (session, matrix) = (workbench.effective_session(), workbench.matrix()?);
        let row = workbench.cursor(super::Pane::Sensitivity, session.criteria.len());
        Some(explain::explain_weight_range(session, matrix, matrix.tornado().get(row)?.criterion))
    }
}
