//! What moving from one kind of platform to another takes: a matrix of moves, and the steps of each.

use crate::app::action::{Action, Plan, Refusal, Reply};
use crate::app::binding::{Binding, Purpose, key};
use crate::app::msg::Msg;
use crate::app::overlay::{ExitCostsOverlay, Overlay};
use crate::app::places::{Context, PANES, Pane};
use crate::app::workbench::Workbench;
use crate::appraisal::explain::{DESTINATIONS, ExitCost, explain_steps};
use crate::catalogue::PlatformKind;

/// Opens the matrix.
pub const SHOW: Msg = Msg::Local("show-exit-costs");

impl Workbench {
    /// The moves, for what the workload on screen is: with state or without. A session without workloads is without.
    pub fn exit_costs(&self) -> ExitCost {
        let workload = self.shown_workload().and_then(|id| self.effective_session().workload(&id).cloned());
        ExitCost::compute(&self.catalogue, workload.is_some_and(|workload| workload.demand.stateful))
    }
}

/// Opens it on the kind of the platform under the cursor, else of the leader.
pub fn plan_open(workbench: &Workbench, column: Option<usize>) -> Plan {
    if !workbench.session.is_about_compute() {
        return Refusal::err("no option here runs on a platform that you could move away from");
    }
    let from = selected_kind(workbench, column).unwrap_or(0);
    let to = if from + 1 < PlatformKind::ALL.len() { from + 1 } else { from.saturating_sub(1) };
    Ok(Action::Show(Overlay::ExitCosts(ExitCostsOverlay { from, to })))
}

fn selected_kind(workbench: &Workbench, column: Option<usize>) -> Option<usize> {
    let matrix = workbench.matrix()?;
    let id = if matches!(workbench.pane(), Pane::List | Pane::Form) {
        let alternatives = &workbench.session.alternatives;
        alternatives.get(workbench.cursor(Pane::List, alternatives.len()))?.platform.as_ref()?.to_string()
    } else {
        matrix.columns.get(column.or_else(|| matrix.leader())?)?.platform.clone()?
    };
    let kind = PlatformKind::from_id(&id)?;
    PlatformKind::ALL.iter().position(|other| *other == kind)
}

/// A key on the matrix.
pub fn handle(cursor: &mut ExitCostsOverlay, workbench: &Workbench, msg: &Msg) -> Result<Reply, Refusal> {
    if let Some(by) = msg.row_delta() {
        cursor.from = cursor.from.saturating_add_signed(by).min(PlatformKind::ALL.len() - 1);
        return Ok(Reply::Stay);
    }
    match *msg {
        Msg::Left => cursor.to = cursor.to.saturating_sub(1),
        Msg::Right => cursor.to = (cursor.to + 1).min(DESTINATIONS - 1),
        Msg::Back | Msg::Quit | SHOW => return Ok(Reply::Close),
        Msg::Help => return Ok(Reply::Act(Action::Show(Overlay::Help(0)))),
        Msg::Why | Msg::Enter => {
            let costs = workbench.exit_costs();
            if costs.hours_between(cursor.from, cursor.to).is_none() {
                return Refusal::err(if cursor.to + 1 == DESTINATIONS {
                    "it belongs to no cloud, so there is no other cloud to move to"
                } else {
                    "it stays where it is, so there is nothing to do"
                });
            }
            let why = explain_steps(&workbench.catalogue, cursor.from, cursor.to, costs.is_stateful);
            return Ok(Reply::Act(Action::Show(Overlay::Explanation(why, 0))));
        }
        _ => return Refusal::err("arrows go from move to move; press enter to see the steps"),
    }
    Ok(Reply::Stay)
}

/// The keys that open the matrix, and those that act in it.
pub fn bindings() -> Vec<Binding> {
    let here = Context::ExitCosts;
    let opens = PANES.without(Pane::Scenarios | Pane::Robustness) | Context::Options;
    vec![
        key("leaving", &["X"], SHOW, "exit costs", opens).footer(18).purpose(Purpose::See),
        key("left-for-before", &["left", "h"], Msg::Left, "previous target", here).purpose(Purpose::Move),
        key("left-for-after", &["right", "l"], Msg::Right, "next target", here).purpose(Purpose::Move),
        key("leaving-steps", &["enter", "w"], Msg::Why, "steps", here).footer(1).purpose(Purpose::See),
    ]
}
