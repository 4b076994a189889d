//! What protects the document: some edits ask a question before they are made.

use super::authorship::with_author;
use super::missing_reason;
use super::msg::Msg;
use super::overlay::{Confirm, Overlay};
use super::places::scenarios::redirect_demand;
use super::places::{Pane, estate};
use super::workbench::Workbench;
use crate::appraisal::Step;
use crate::model::edit::DecisionField;
use crate::model::{Criterion, Edit, SignOff, Status, Touches};

/// What becomes of an edit.
pub enum Guarded {
    /// It is made; with it the scenario that it was redirected to.
    Apply(Edit, Option<String>),
    /// A question comes first, with a note beside it.
    Ask(Overlay, Option<&'static str>),
}

/// When what only the last of several values needs is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asking {
    /// Before the edit is made.
    Now,
    /// When the value is used: an arrow passes by values that nobody means.
    Later,
}

/// Whether an edit is made or asks first.
pub fn guard(workbench: &Workbench, edit: Edit, asking: Asking) -> Guarded {
    let (edit, scenario) = redirect_demand(workbench, with_author(edit, &workbench.stamp.by));
    if workbench.session.status == Status::Decided && edit.touches() == Touches::Content {
        return Guarded::Ask(ask_to_reopen(edit), None);
    }
    if let Some(criterion) = changed_agreed_weight(workbench, &edit) {
        return Guarded::Ask(ask_to_change_agreed(criterion, edit.clone()), None);
    }
    if let Some(row) = new_signature_for_another(workbench, &edit) {
        return Guarded::Ask(ask_to_sign_for(row, &edit), None);
    }
    if let (Some(overlay), Asking::Now) = (missing_reason::ask_before(workbench, &edit), asking) {
        return Guarded::Ask(overlay, Some(missing_reason::NOTE));
    }
    Guarded::Apply(edit, scenario)
}

fn ask_to_reopen(edit: Edit) -> Overlay {
    Overlay::Confirm(Confirm {
        question: "This decision is recorded. Reopen it?".to_owned(),
        detail: "The record and its evidence stay in the log; the status changes to open.".to_owned(),
        yes: ("reopen and change".to_owned(), Msg::ReopenAndApply(Box::new(edit))),
        no: None,
    })
}

fn changed_agreed_weight<'a>(workbench: &'a Workbench, edit: &Edit) -> Option<&'a Criterion> {
    let Edit::SetWeight { criterion, points } = edit else { return None };
    let row = workbench.session.criterion(criterion)?;
    let is_unlocked = workbench.unlocked_criterion.as_ref() == Some(criterion);
    (row.agreed && row.points != *points && !is_unlocked).then_some(row)
}

fn ask_to_change_agreed(row: &Criterion, edit: Edit) -> Overlay {
    Overlay::Confirm(Confirm {
        question: format!("'{}' is agreed at {} points. Change it?", row.name, row.points.0),
        detail: "It stays marked as agreed. You are asked again once the cursor has left this row.".to_owned(),
        yes: ("change it".to_owned(), Msg::ApplyConfirmed(Box::new(edit))),
        no: None,
    })
}

/// A signature that is given for somebody who is not at the keyboard.
fn new_signature_for_another<'e>(workbench: &Workbench, edit: &'e Edit) -> Option<&'e SignOff> {
    let Edit::SetDecision(DecisionField::SignOffs(rows)) = edit else { return None };
    let before = workbench.session.decision.as_ref().map_or(&[][..], |decision| &decision.sign_offs);
    rows.iter().find(|row| row.typed_by.is_some() && !before.contains(row))
}

fn ask_to_sign_for(row: &SignOff, edit: &Edit) -> Overlay {
    let typed_by = row.typed_by.as_deref().unwrap_or_default();
    Overlay::Confirm(Confirm {
        question: format!("Sign for {}, who is here?", row.by),
        detail: format!("The record keeps that {typed_by} typed it."),
        yes: (format!("sign for {}", row.by), Msg::ApplyConfirmed(Box::new(edit.clone()))),
        no: None,
    })
}

/// What follows an edit that was made: what was just added has the cursor, so that the next key is about it, and a question that
/// was answered is not asked again for the same weight.
pub fn follow(workbench: &mut Workbench, edit: &Edit) {
    match edit {
        Edit::SetWeight { criterion, .. } => workbench.unlocked_criterion = Some(criterion.clone()),
        Edit::AddWorkload { at, .. } if workbench.step == Step::Workloads => workbench.set_cursor(Pane::List, *at),
        Edit::AddAlternative { at, .. } if workbench.step == Step::Options => workbench.set_cursor(Pane::List, *at),
        Edit::AddMustHave { at, .. } if workbench.step == Step::Options => workbench.set_cursor(Pane::MustHaves, *at),
        Edit::AddCriterion { at, .. } if workbench.step == Step::Criteria => workbench.set_cursor(Pane::List, *at),
        Edit::AddParticipant { at, .. } if workbench.step == Step::Frame => workbench.set_cursor(Pane::People, *at),
        Edit::AddScenario { at, scenario } => {
            if workbench.step == Step::Compare {
                workbench.set_cursor(Pane::Scenarios, at + 1);
            }
            // What is changed next is meant for it.
            workbench.switch_scenario(Some(scenario.id.clone()));
        }
        Edit::AddEstate { .. } => estate::select_last(workbench),
        Edit::Batch(edits) => edits.iter().for_each(|edit| follow(workbench, edit)),
        _ => {}
    }
}
