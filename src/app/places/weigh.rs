//! Weigh: the weighting methods, and what a weight means.

use crate::app::action::{Action, Followup, Plan};
use crate::app::binding::{Binding, key};
use crate::app::msg::Msg;
use crate::app::place::Place;
use crate::app::places::{Pane, WEIGHING};
use crate::app::workbench::Workbench;
use crate::appraisal::explain::{self, Contributions, Explanation};
use crate::appraisal::weights::{find_gap, method_in_use};
use crate::model::{Edit, WeightingMethod};

/// Takes the next weighting method.
pub const NEXT_METHOD: Msg = Msg::Local("next-weighting-method");

/// The step.
pub struct Weigh;

impl Place for Weigh {
    fn plan(&self, workbench: &Workbench, msg: &Msg) -> Option<Plan> {
        (*msg == NEXT_METHOD).then(|| plan_next_method(workbench))
    }

    fn explain(&self, workbench: &Workbench) -> Option<Explanation> {
        let (session, matrix) = (workbench.effective_session(), workbench.matrix()?);
        let contributions = if session.totals_seen { Contributions::Shown } else { Contributions::Sealed };
        Some(explain::explain_weight(session, matrix, workbench.selected_criterion()?, contributions))
    }

    fn bindings(&self) -> Vec<Binding> {
        vec![key("way", &["M"], NEXT_METHOD, "change weighting method", WEIGHING).footer(4)]
    }
}

/// What was entered with the other methods stays.
fn plan_next_method(workbench: &Workbench) -> Plan {
    let all = WeightingMethod::ALL;
    let at = all.iter().position(|method| *method == workbench.session.weighing.way).unwrap_or(0);
    let next = all[(at + 1) % all.len()];
    // What is in use now stays so while the next method is not complete.
    let in_use = method_in_use(&workbench.session);
    let edit = match in_use == workbench.session.weighing.until_complete {
        true => Edit::SetWay(next),
        false => Edit::Batch(vec![Edit::SetWayUntilComplete(in_use), Edit::SetWay(next)]),
    };
    Action::edit_then(edit, move |workbench| {
        workbench.set_cursor(Pane::List, 0);
        let state = match find_gap(&workbench.session) {
            Some(_) => format!("used once it is complete; until then weights by {} stay in use", in_use.label()),
            None => "what you entered with the other methods is kept".to_owned(),
        };
        Followup::notice(format!("weights by {}: {state}", next.label()))
    })
}
