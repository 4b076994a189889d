//! What every place answers, so that one list is enough to know them all.

use super::action::Plan;
use super::binding::Binding;
use super::msg::Msg;
use super::row::Row;
use super::workbench::Workbench;
use crate::appraisal::explain::Explanation;

/// A pane or a step. The defaults are those of a place that has nothing of the kind.
pub trait Place: Sync {
    /// How many rows its cursor moves through.
    fn row_count(&self, _workbench: &Workbench) -> usize {
        0
    }

    /// The rows of its form.
    fn form_rows(&self, _workbench: &Workbench) -> Vec<Row> {
        Vec::new()
    }

    /// What a message will do here, or why it does nothing now. `None` leaves it to the step, and then to the workbench.
    fn plan(&self, _workbench: &Workbench, _msg: &Msg) -> Option<Plan> {
        None
    }

    /// What `w` explains: the figure under the cursor.
    fn explain(&self, _workbench: &Workbench) -> Option<Explanation> {
        None
    }

    /// The column of the matrix under its cursor.
    fn selected_column(&self, _workbench: &Workbench) -> Option<usize> {
        None
    }

    /// The keys that act here, beside those of the step and of the workbench.
    fn bindings(&self) -> Vec<Binding> {
        Vec::new()
    }
}
