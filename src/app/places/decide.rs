//! Decide: choosing and recording.

use super::{form, triggers};
use crate::app::action::{Action, Followup, Plan, Refusal};
use crate::app::binding::{Binding, key};
use crate::app::forms::{decide, signatures};
use crate::app::missing_reason;
use crate::app::msg::Msg;
use crate::app::overlay::{Confirm, Overlay};
use crate::app::place::Place;
use crate::app::places::Context;
use crate::app::row::Row;
use crate::app::workbench::Workbench;
use crate::appraisal::collect_evidence;
use crate::model::edit::{DecisionField, FrameField};
use crate::model::{Alternative, Edit, Mark, MustHave, Session, Status};

/// The form.
pub struct Decision;

impl Place for Decision {
    fn row_count(&self, workbench: &Workbench) -> usize {
        self.form_rows(workbench).len()
    }

    fn form_rows(&self, workbench: &Workbench) -> Vec<Row> {
        decide::rows(workbench)
    }

    fn plan(&self, workbench: &Workbench, msg: &Msg) -> Option<Plan> {
        match *msg {
            decide::RECORD => Some(plan_record(workbench, false)),
            RECORD_ANYWAY => Some(plan_record(workbench, true)),
            signatures::SIGN_TOO_EARLY => {
                Some(Refusal::err("record the decision first (R): a signature stands for its figures"))
            }
            decide::SUGGEST_TRIGGERS => Some(triggers::plan_suggestions(workbench)),
            triggers::ADD_CUSTOM => Some(triggers::plan_custom(workbench)),
            _ => form::plan(workbench, |workbench| self.form_rows(workbench), msg),
        }
    }

    fn bindings(&self) -> Vec<Binding> {
        vec![key("record", &["R"], decide::RECORD, "record decision", Context::Decide).footer(3)]
    }
}

/// Records the decision after what it lacks was said.
const RECORD_ANYWAY: Msg = Msg::Local("record-decision-anyway");

/// What a record lacks without which nobody can judge it later.
fn record_gaps(session: &Session) -> Vec<String> {
    let mut gaps = Vec::new();
    let unexplained: Vec<&str> = session.criteria_without_rubric().map(|row| row.name.as_str()).collect();
    match unexplained.as_slice() {
        [] => {}
        [one] => gaps.push(format!("a rubric for {one}")),
        [one, others @ ..] => gaps.push(format!("rubrics for {one} and {} other criteria", others.len())),
    }
    gaps.extend(open_must_have_of_choice(session));
    if session.participants.is_empty() {
        gaps.push("who took part (Frame, People), and so who could sign".to_owned());
    }
    gaps
}

/// The first must-have that nobody says a chosen option meets.
fn open_must_have_of_choice(session: &Session) -> Option<String> {
    let choices = session.decision.iter().flat_map(|decision| &decision.choices);
    let chosen = choices.filter_map(|choice| session.alternative(&choice.alternative));
    let pairs = chosen.flat_map(|option| session.must_haves.iter().map(move |must_have| (option, must_have)));
    let is_open = |option: &Alternative, must_have: &MustHave| {
        let mark = session.must_have_mark(&must_have.id, &option.id).map(|row| row.mark);
        mark.is_none_or(|mark| mark == Mark::Doubtful)
    };
    let (option, must_have) = pairs.into_iter().find(|(option, must_have)| is_open(option, must_have))?;
    Some(format!("whether '{}' meets '{}'", option.name, must_have.text))
}

/// Marks the session decided and keeps today's figures as evidence.
///
/// What a reviewer will miss is said first.
fn plan_record(workbench: &Workbench, is_confirmed: bool) -> Plan {
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
    if let Some(question) = missing_reason::ask_before_recording(workbench) {
        return Ok(Action::Ask(question));
    }
    let gaps = record_gaps(session);
    if !is_confirmed && !gaps.is_empty() {
        return Ok(Action::Ask(Overlay::Confirm(Confirm {
            question: "Record the decision as it is?".to_owned(),
            detail: format!("A reviewer will miss {}.", gaps.join(", and ")),
            yes: ("record it".to_owned(), RECORD_ANYWAY),
            no: None,
        })));
    }
    let evidence = collect_evidence(&workbench.appraisal, &workbench.catalogue, workbench.stamp.at);
    let edit = Edit::Batch(vec![
        Edit::SetDecision(DecisionField::Evidence(evidence)),
        Edit::SetFrame(FrameField::Status(Status::Decided)),
    ]);
    Action::edit_then(edit, |_| {
        Followup::notice("recorded with today's figures as evidence: now it can be signed, below; Ctrl-S saves")
    })
}
