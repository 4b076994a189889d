//! Bills.

use super::{compare, volume};
use crate::app::action::Plan;
use crate::app::msg::Msg;
use crate::app::place::Place;
use crate::app::workbench::Workbench;
use crate::appraisal::explain::{self, Explanation};

/// The pane.
pub struct Pane;

impl Place for Pane {
    fn row_count(&self, workbench: &Workbench) -> usize {
        compare::all_columns(workbench).len()
    }

    fn plan(&self, _workbench: &Workbench, msg: &Msg) -> Option<Plan> {
        volume::refuse_arrows(msg)
    }

    fn explain(&self, workbench: &Workbench) -> Option<Explanation> {
        let matrix = workbench.matrix()?;
        let column = matrix.columns.get(self.selected_column(workbench)?)?;
        column.offer.bill.as_ref()?;
        Some(explain::explain_bill(workbench.effective_session(), matrix, column))
    }

    fn selected_column(&self, workbench: &Workbench) -> Option<usize> {
        compare::column_at_cursor(workbench, super::Pane::Cost, &compare::all_columns(workbench))
    }
}
