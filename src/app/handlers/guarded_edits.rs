//! Every edit passes here: what protects the document asks first.

use super::{HandlerResult, NO_EFFECTS, READ_ONLY, Refusal, overlays, scenarios};
use crate::app::editor::{Editor, OnAccept};
use crate::app::forms::decide::with_choice;
use crate::app::msg::Msg;
use crate::app::overlay::{Confirm, Overlay};
use crate::app::{App, Pane, Tone, Workbench};
use crate::appraisal::{Scope, Step};
use crate::model::edit::{DecisionField, FrameField};
use crate::model::{Choice, CriterionId, Edit, Status};
use std::rc::Rc;

/// Carries out an edit, unless something must be asked first.
pub fn apply(app: &mut App, edit: Edit) -> HandlerResult {
    let Some(bench) = app.workbench() else { return Refusal::err("no session is open") };
    if bench.read_only {
        return Refusal::err(READ_ONLY);
    }
    let (edit, scenario) = scenarios::redirect_demand(bench, edit);
    if bench.session.status == Status::Decided && !is_recording(&edit) {
        return Ok(ask_to_reopen(app, edit));
    }
    if let Some(criterion) = changed_agreed_weight(app, &edit) {
        return Ok(ask_to_change_agreed(app, criterion, edit));
    }
    if let Some((choice, question)) = choice_without_reason(app, &edit) {
        return Ok(ask_for_reason(app, choice, question));
    }
    let effects = apply_confirmed(app, edit.clone())?;
    if let Some(scenario) = scenario.filter(|_| !effects.is_empty()) {
        scenarios::notify_redirected(app, &scenario, &edit);
    }
    Ok(effects)
}

/// Carries out an edit that needs no question, or whose question has been answered.
pub fn apply_confirmed(app: &mut App, edit: Edit) -> HandlerResult {
    let (stamp, catalogue) = (app.stamp(), app.catalogue.clone());
    let Some(bench) = app.workbench_mut() else { return Refusal::err("no session is open") };
    if bench.read_only {
        return Refusal::err(READ_ONLY);
    }
    remember_unlocked(bench, &edit);
    let effects = bench.apply_edit(edit.clone(), stamp, &catalogue).map_err(|error| Refusal(error.to_string()))?;
    move_cursor_to_added(bench, &edit);
    if let Edit::AddScenario { scenario, .. } = edit {
        bench.switch_scenario(Some(scenario.id), &catalogue); // what is changed next is meant for it
    }
    Ok(effects)
}

/// What was just added has the cursor, so that the next key is about it.
fn move_cursor_to_added(bench: &mut Workbench, edit: &Edit) {
    match edit {
        Edit::AddWorkload { at, .. } if bench.step == Step::Workloads => bench.set_cursor(Pane::List, *at),
        Edit::AddAlternative { at, .. } if bench.step == Step::Options => bench.set_cursor(Pane::List, *at),
        Edit::AddCriterion { at, .. } if bench.step == Step::Criteria => bench.set_cursor(Pane::List, *at),
        Edit::AddParticipant { at, .. } if bench.step == Step::Frame => bench.set_cursor(Pane::People, *at),
        Edit::AddScenario { at, .. } if bench.step == Step::Compare => bench.set_cursor(Pane::Scenarios, at + 1),
        Edit::AddEstate { .. } => bench.estate = bench.estate_columns().len().saturating_sub(1),
        Edit::Batch(edits) => edits.iter().for_each(|edit| move_cursor_to_added(bench, edit)),
        _ => {}
    }
}

/// An answered question is not asked again for the same thing.
fn remember_unlocked(bench: &mut Workbench, edit: &Edit) {
    if let Edit::SetWeight { criterion, .. } = edit {
        bench.unlocked_criterion = Some(criterion.clone());
    }
    if let Edit::Batch(edits) = edit {
        edits.iter().for_each(|edit| remember_unlocked(bench, edit));
    }
}

/// Whether it only records the decision.
fn is_recording(edit: &Edit) -> bool {
    match edit {
        Edit::Batch(edits) => edits.iter().all(is_recording),
        Edit::SetDecision(DecisionField::Evidence(_) | DecisionField::SignOffs(_)) => true,
        Edit::SetFrame(FrameField::Status(_) | FrameField::TotalsSeen(_)) => true,
        _ => false,
    }
}

/// Reopens a recorded decision, and then carries out the edit that asked for it, with whatever else protects it.
pub fn reopen_and_apply(app: &mut App, edit: Edit) -> HandlerResult {
    let mut effects = apply_confirmed(app, Edit::SetFrame(FrameField::Status(Status::Open)))?;
    effects.extend(apply(app, edit)?);
    Ok(effects)
}

fn ask_to_reopen(app: &mut App, edit: Edit) -> Vec<crate::app::Effect> {
    overlays::open(
        app,
        Overlay::Confirm(Confirm {
            question: "This decision is recorded. Reopen it?".to_owned(),
            detail: "The record and its evidence stay in the log; the status goes back to open.".to_owned(),
            yes: ("reopen and change".to_owned(), Msg::ReopenAndApply(Box::new(edit))),
            no: None,
        }),
    )
}

fn changed_agreed_weight(app: &App, edit: &Edit) -> Option<CriterionId> {
    let bench = app.workbench()?;
    let Edit::SetWeight { criterion, points } = edit else { return None };
    let row = bench.session.criterion(criterion)?;
    let protected = row.agreed && row.points != *points && bench.unlocked_criterion.as_ref() != Some(criterion);
    protected.then(|| criterion.clone())
}

fn ask_to_change_agreed(app: &mut App, criterion: CriterionId, edit: Edit) -> Vec<crate::app::Effect> {
    let row = app.workbench().and_then(|bench| bench.session.criterion(&criterion));
    let (name, points) = row.map_or((criterion.to_string(), 0), |row| (row.name.clone(), row.points.0));
    overlays::open(
        app,
        Overlay::Confirm(Confirm {
            question: format!("'{name}' is agreed at {points} points. Change it?"),
            detail: "The mark stays; until the cursor leaves this row it is not asked again.".to_owned(),
            yes: ("change it".to_owned(), Msg::ApplyConfirmed(Box::new(edit))),
            no: None,
        }),
    )
}

/// A choice that does not lead and has no reason yet, and what to ask.
fn choice_without_reason(app: &App, edit: &Edit) -> Option<(Choice, String)> {
    let bench = app.workbench()?;
    let Edit::SetDecision(DecisionField::Choices(choices)) = edit else { return None };
    let before = bench.session.decision.as_ref().map_or(&[][..], |decision| &decision.choices);
    let choice = choices.iter().find(|choice| choice.reason.trim().is_empty() && !before.contains(choice))?;
    let sheet = bench.appraisal.workload_matrices().find(|sheet| match (&sheet.scope, &choice.workload) {
        (Scope::Workload(id), Some(wanted)) => id == wanted,
        (Scope::Workload(_), None) | (Scope::System, _) => false,
        (Scope::Matrix, wanted) => wanted.is_none(),
    })?;
    let leads = sheet.leaders().iter().any(|column| sheet.columns[*column].id == choice.alternative.as_str());
    if leads || sheet.leaders().is_empty() {
        return None;
    }
    let column = sheet.columns.iter().find(|column| column.id == choice.alternative.as_str())?;
    let leader = &sheet.columns[sheet.leader()?].name;
    let mut question = format!("Why {}, when {leader} leads?", column.name);
    if let Some(reason) = column.offer.hard.first() {
        question = format!("Why {}? {}", column.name, reason.what);
    }
    Some((choice.clone(), question))
}

fn ask_for_reason(app: &mut App, choice: Choice, question: String) -> Vec<crate::app::Effect> {
    let Some(bench) = app.workbench() else { return NO_EFFECTS };
    let session = bench.session.clone();
    let make = move |text: &str| {
        if text.trim().is_empty() {
            return Err("a reviewer will ask: give the reason in one sentence".to_owned());
        }
        Ok(with_choice(&session, choice.workload.as_ref(), Some(&choice.alternative), text.trim()))
    };
    let editor = Editor::new(
        &question,
        "one sentence; esc keeps the choice as it was",
        "",
        false,
        OnAccept::Edit(Rc::new(make)),
    );
    app.notify(Tone::Note, "it does not lead, so the record needs a reason");
    overlays::open(app, Overlay::Editor(Box::new(editor)))
}
