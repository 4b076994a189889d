//! Hours of work per month, and who operates which layer.

use super::{compare, task_hours};
use crate::app::action::{Action, Plan, Refusal};
use crate::app::binding::{Binding, Purpose, key};
use crate::app::msg::Msg;
use crate::app::overlay::Overlay;
use crate::app::place::Place;
use crate::app::places::Context;
use crate::app::workbench::Workbench;
use crate::appraisal::Column;
use crate::appraisal::explain::explain_responsibilities;
use crate::appraisal::explain::{self, Explanation};

/// Shows who operates which layer.
pub const SHOW_RESPONSIBILITIES: Msg = Msg::Local("show-responsibilities");

/// The pane.
pub struct Pane;

impl Place for Pane {
    fn row_count(&self, workbench: &Workbench) -> usize {
        compare::all_columns(workbench).len()
    }

    fn plan(&self, workbench: &Workbench, msg: &Msg) -> Option<Plan> {
        match *msg {
            Msg::Enter => Some(task_hours::plan_open(workbench, self.column(workbench))),
            SHOW_RESPONSIBILITIES => Some(plan_responsibilities(workbench, self.column(workbench))),
            _ => None,
        }
    }

    fn explain(&self, workbench: &Workbench) -> Option<Explanation> {
        let column = self.column(workbench).filter(|column| column.offer.burden.is_some())?;
        Some(explain::explain_burden(&workbench.catalogue.tasks, column))
    }

    fn selected_column(&self, workbench: &Workbench) -> Option<usize> {
        compare::column_at_cursor(workbench, super::Pane::Burden, &compare::all_columns(workbench))
    }

    fn bindings(&self) -> Vec<Binding> {
        let here = super::Pane::Burden;
        let operated = here | Context::Options | super::Pane::Risks;
        vec![
            key("hours", &["enter"], Msg::Enter, "hours by task", here).footer(1),
            key("who-operates", &["o"], SHOW_RESPONSIBILITIES, "responsibilities", operated)
                .footer(2)
                .purpose(Purpose::See),
        ]
    }
}

impl Pane {
    fn column<'a>(&self, workbench: &'a Workbench) -> Option<&'a Column> {
        workbench.matrix()?.columns.get(self.selected_column(workbench)?)
    }
}

/// Shows who operates which layer of a column.
pub fn plan_responsibilities(workbench: &Workbench, column: Option<&Column>) -> Plan {
    match column.filter(|column| column.offer.operated.is_some()) {
        Some(column) => {
            let why = explain_responsibilities(workbench.effective_session(), &workbench.catalogue, column);
            Ok(Action::Show(Overlay::Explanation(why, 0)))
        }
        None => Refusal::err("it is on no platform of the catalogue, so its responsibilities are not known"),
    }
}
