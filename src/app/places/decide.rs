//! Decide: choosing and recording.

use super::{form, triggers};
use crate::app::action::{Action, Followup, Plan, Refusal};
use crate::app::binding::{Binding, key};
use crate::app::forms::decide;
use crate::app::msg::Msg;
use crate::app::place::Place;
use crate::app::places::Context;
use crate::app::row::Row;
use crate::app::workbench::Workbench;
use crate::appraisal::collect_evidence;
use crate::model::edit::{DecisionField, FrameField};
use crate::model::{Edit, Status};

/// The form.
pub struct Decision;

impl Place for Decision {
    fn row_count(&self, workbench: &Workbench) -> usize {
        self.form_rows(workbench).len()
    }

    fn form_rows(&self, workbench: &Workbench) -> Vec<Row> {
        decide::rows(&workbench.session, &workbench.appraisal, &workbench.stamp)
    }

    fn plan(&self, workbench: &Workbench, msg: &Msg) -> Option<Plan> {
        match *msg {
            decide::RECORD => Some(plan_record(workbench)),
            decide::SUGGEST_TRIGGERS => Some(triggers::plan_suggestions(workbench)),
            triggers::ADD_CUSTOM => Some(triggers::plan_custom(workbench)),
            _ => form::plan(workbench, |workbench| self.form_rows(workbench), msg),
        }
    }

    fn bindings(&self) -> Vec<Binding> {
        vec![key("record", &["R"], decide::RECORD, "record decision", Context::Decide).footer(3)]
    }
}

/// Marks the session decided and keeps today's figures as evidence.
fn plan_record(workbench: &Workbench) -> Plan {
    let session = &workbench.session;
    if session.status == Status::Decided {
        return Refusal::err("it is recorded already; any change reopens it");
    }
    let wanted = session.workloads.len().max(1);
    let chosen = session.decision.as_ref().map_or(0, |decision| decision.choices.len());
    match wanted.saturating_sub(chosen) {
        0 => {}
        1 if wanted == 1 => return Refusal::err("press enter on the choice to choose first"),
        1 => return Refusal::err(format!("one of {wanted} choices is still open")),
        open => return Refusal::err(format!("{open} of {wanted} choices are still open")),
    }
    let evidence = collect_evidence(&workbench.appraisal, &workbench.catalogue, workbench.stamp.at);
    let edit = Edit::Batch(vec![
        Edit::SetDecision(DecisionField::Evidence(evidence)),
        Edit::SetFrame(FrameField::Status(Status::Decided)),
    ]);
    Action::edit_then(edit, |_| Followup::notice("recorded with today's figures as evidence; press Ctrl-S to save"))
}
