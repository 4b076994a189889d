//! The ranking.

use super::compare;
use crate::app::place::Place;
use crate::app::workbench::Workbench;
use crate::appraisal::explain::Explanation;

/// The pane.
pub struct Pane;

impl Place for Pane {
    fn row_count(&self, workbench: &Workbench) -> usize {
        compare::all_columns(workbench).len()
    }

    fn explain(&self, workbench: &Workbench) -> Option<Explanation> {
        compare::explain_total(workbench, self.selected_column(workbench))
    }

    fn selected_column(&self, workbench: &Workbench) -> Option<usize> {
        let columns = compare::columns_by_rank(workbench, |_| true);
        compare::column_at_cursor(workbench, super::Pane::Ranking, &columns)
    }
}
