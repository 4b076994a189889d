//! Compare: what all its panes share.

use super::points::TOGGLE_AGREED;
use super::scenarios;
use crate::app::action::{Action, Plan, Refusal};
use crate::app::baseline::Baseline;
use crate::app::binding::{Binding, Purpose, key};
use crate::app::msg::Msg;
use crate::app::place::Place;
use crate::app::places::{COMPARING, Context, Contexts, PANES, Pane};
use crate::app::workbench::Workbench;
use crate::appraisal::explain::{self, Explanation};
use crate::appraisal::{Column, Horizon};

/// Sums money up over a month, a year, three years, and then a month again.
const NEXT_HORIZON: Msg = Msg::Local("next-horizon");
/// Shows changes from the present state on, or from where the document was opened.
const TOGGLE_PIN: Msg = Msg::Local("toggle-pin");
/// Shows TOPSIS beside the ranking, or hides it.
const TOGGLE_SECOND_OPINION: Msg = Msg::Local("toggle-second-opinion");

/// Why keys of weights do nothing in other panes.
const NO_WEIGHTS_HERE: &str = "press Tab to go to the matrix, where weights are changed";

/// Whether TOPSIS is shown beside the ranking.
#[derive(Debug, Clone, Default)]
struct SecondOpinionShown(bool);

/// The step.
pub struct Compare;

impl Place for Compare {
    fn plan(&self, workbench: &Workbench, msg: &Msg) -> Option<Plan> {
        match *msg {
            NEXT_HORIZON => Some(plan_next_horizon(workbench)),
            TOGGLE_PIN => Some(Action::view_with_notice(toggle_pin)),
            TOGGLE_SECOND_OPINION => Some(Action::view_with_notice(toggle_second_opinion)),
            Msg::Enter | TOGGLE_AGREED => Some(Refusal::err(NO_WEIGHTS_HERE)),
            _ => msg.arrow().map(|_| Refusal::err(NO_WEIGHTS_HERE)),
        }
    }

    fn bindings(&self) -> Vec<Binding> {
        vec![
            key("horizon", &["t"], NEXT_HORIZON, "horizon", with_offers()).footer(9),
            key("pin", &["b"], TOGGLE_PIN, "pin", PANES.without(Pane::Scenarios)).footer(9).purpose(Purpose::See),
            key("opinion", &["O"], TOGGLE_SECOND_OPINION, "second opinion", PANES),
            key("next-scenario", &["s"], scenarios::NEXT, "scenario", COMPARING | Context::Workloads).footer(6),
        ]
    }
}

/// The contexts in which bills and hours are shown.
pub fn with_offers() -> Contexts {
    COMPARING.without(Pane::Scenarios | Pane::Robustness)
}

fn plan_next_horizon(workbench: &Workbench) -> Plan {
    let has_bills = |column: &Column| column.offer.bill.is_some();
    if !workbench.matrix().is_some_and(|matrix| matrix.columns.iter().any(has_bills)) {
        return Refusal::err("no option here has a bill");
    }
    Action::view_with_notice(|workbench| {
        workbench.horizon = workbench.horizon.next();
        match workbench.horizon {
            Horizon::Month => "money is shown per month".to_owned(),
            longer => format!("money is shown for {} months, one-time costs included", longer.months()),
        }
    })
}

fn toggle_pin(workbench: &mut Workbench) -> String {
    let pinned = !workbench.baseline.pinned;
    workbench.baseline = Baseline::from_appraisal(&workbench.appraisal, pinned);
    let text =
        if pinned { "pinned: every pane shows changes from here on" } else { "unpinned: changes show from here on" };
    text.to_owned()
}

/// Whether TOPSIS is shown beside the ranking.
pub fn shows_second_opinion(workbench: &Workbench) -> bool {
    let SecondOpinionShown(shown) = workbench.memory.get();
    shown
}

fn toggle_second_opinion(workbench: &mut Workbench) -> String {
    let shown = !shows_second_opinion(workbench);
    workbench.memory.set(SecondOpinionShown(shown));
    if shown { "TOPSIS is shown below the ranking".to_owned() } else { "TOPSIS is hidden".to_owned() }
}

/// The columns of the matrix in their order.
pub fn all_columns(workbench: &Workbench) -> Vec<usize> {
    (0..workbench.matrix().map_or(0, |matrix| matrix.columns.len())).collect()
}

/// The columns of the matrix by rank, of which some count.
pub fn columns_by_rank(workbench: &Workbench, counts: impl Fn(&Column) -> bool) -> Vec<usize> {
    let Some(matrix) = workbench.matrix() else { return Vec::new() };
    matrix.columns_by_rank().into_iter().filter(|at| matrix.columns.get(*at).is_some_and(&counts)).collect()
}

/// The column under the cursor of a pane that lists these.
pub fn column_at_cursor(workbench: &Workbench, pane: Pane, columns: &[usize]) -> Option<usize> {
    columns.get(workbench.cursor(pane, columns.len())).copied()
}

/// Explains the total of a column of the matrix.
pub fn explain_total(workbench: &Workbench, column: Option<usize>) -> Option<Explanation> {
    Some(explain::explain_total(workbench.effective_session(), workbench.matrix()?, column?))
}
