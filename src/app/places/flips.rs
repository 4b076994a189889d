//! How far each weight can move before another option leads.

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
        let row = workbench.cursor(super::Pane::Flips, session.criteria.len());
        session.criteria.get(row)?;
        Some(explain::explain_weight_range(session, matrix, row))
    }
}
