//! Cost along the volume, and the mode in which the arrows change the volume.

use super::compare;
use crate::app::action::{Action, Plan, READ_ONLY, Refusal};
use crate::app::amount;
use crate::app::binding::{Binding, key};
use crate::app::forms::estimate::scale_estimate;
use crate::app::msg::Msg;
use crate::app::place::Place;
use crate::app::places::Context;
use crate::app::workbench::Workbench;
use crate::appraisal::explain::{self, Explanation};
use crate::appraisal::{Scope, growth};
use crate::model::edit::DemandField;
use crate::model::{Edit, Estimate, Workload};

/// Lets the arrows change the volume, or no longer.
pub const TOGGLE_MODE: Msg = Msg::Local("toggle-volume-mode");

/// The pane.
pub struct Pane;

impl Place for Pane {
    fn row_count(&self, workbench: &Workbench) -> usize {
        workbench.matrix().map_or(0, |matrix| growth::option_curves(matrix).count())
    }

    fn plan(&self, _workbench: &Workbench, msg: &Msg) -> Option<Plan> {
        refuse_arrows(msg)
    }

    fn explain(&self, workbench: &Workbench) -> Option<Explanation> {
        let (session, matrix) = (workbench.effective_session(), workbench.matrix()?);
        if matrix.growth(session).is_err() {
            return None;
        }
        Some(explain::explain_growth(session, matrix, workbench.cursor(super::Pane::Volume, matrix.columns.len())))
    }
}

/// The mode in which arrows change the volume; it goes with any pane of Compare.
pub struct Mode;

impl Place for Mode {
    fn plan(&self, workbench: &Workbench, msg: &Msg) -> Option<Plan> {
        let ends = workbench.volume_mode && matches!(msg, Msg::Back | Msg::Enter);
        match *msg {
            TOGGLE_MODE => Some(plan_toggle(workbench)),
            _ if ends => Some(Action::view(|workbench| workbench.volume_mode = false)),
            _ if workbench.volume_mode => msg.arrow().map(|arrow| plan_volume(workbench, arrow)),
            _ => None,
        }
    }

    fn bindings(&self) -> Vec<Binding> {
        let here = Context::VolumeMode;
        vec![
            key("volume", &["v"], TOGGLE_MODE, "volume", compare::with_offers()).footer(8),
            key("volume-down", &["left", "h"], Msg::Left, "less", here),
            key("volume-up", &["right", "l"], Msg::Right, "more", here).footer_pair(1, "volume-down", "volume"),
            key("volume-down-far", &["<", "shift-left"], Msg::LeftCoarse, "much less", here),
            key("volume-up-far", &[">", "shift-right"], Msg::RightCoarse, "much more", here).footer_pair(
                2,
                "volume-down-far",
                "faster",
            ),
            key("volume-done", &["esc"], Msg::Back, "done", here).footer(3),
            key("volume-accept", &["enter"], Msg::Enter, "done", here),
        ]
    }
}

/// In a pane about money arrows could be meant for the volume.
pub fn refuse_arrows(msg: &Msg) -> Option<Plan> {
    msg.arrow().map(|_| Refusal::err("press v first, then the arrows change the volume"))
}

fn plan_toggle(workbench: &Workbench) -> Plan {
    if workbench.volume_mode {
        return Action::view(|workbench| workbench.volume_mode = false);
    }
    if workbench.read_only {
        return Refusal::err(READ_ONLY);
    }
    scalable_workload(workbench)?;
    Action::view(|workbench| workbench.volume_mode = true)
}

/// The workload with the volume that the arrows would change.
fn scalable_workload(workbench: &Workbench) -> Result<&Workload, Refusal> {
    let Some(matrix) = workbench.matrix() else { return Refusal::err("there is no matrix yet") };
    let id = match &matrix.scope {
        Scope::System => {
            return Refusal::err("press , or . to choose one workload first: volume is changed for one at a time");
        }
        Scope::Matrix => return Refusal::err("there is no workload: add one in the step Workloads first"),
        Scope::Workload(id) => id,
    };
    let Some(workload) = workbench.effective_session().workload(id) else {
        return Refusal::err(format!("there is no workload '{id}'"));
    };
    let demand = &workload.demand;
    if demand.requests_per_month.is_unknown() && demand.jobs_per_day.is_unknown() {
        return Refusal::err(format!("the volume of {} is not known: enter it in the step Workloads", workload.name));
    }
    Ok(workload)
}

fn plan_volume(workbench: &Workbench, (up, coarse): (bool, bool)) -> Plan {
    let workload = scalable_workload(workbench)?;
    let step = |value: f64| amount::preferred_step(value, up, coarse).max(1.0);
    let field = match workload.demand.requests_per_month {
        Estimate::Unknown => scale_estimate(workload.demand.jobs_per_day, step).map(DemandField::JobsPerDay),
        requests => scale_estimate(requests, step).map(DemandField::RequestsPerMonth),
    };
    match field {
        Some(field) => Action::edit(Edit::SetDemand { workload: workload.id.clone(), field }),
        None => Refusal::err("the volume is not known"),
    }
}
