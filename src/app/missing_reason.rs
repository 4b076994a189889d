//! A choice that does not lead needs a reason in the record.

use super::editor::{Editor, OnAccept};
use super::forms::decide::with_choice;
use super::overlay::Overlay;
use super::workbench::Workbench;
use crate::appraisal::Scope;
use crate::model::edit::DecisionField;
use crate::model::{Choice, Edit};
use std::rc::Rc;

/// What is said beside the question.
pub const NOTE: &str = "this option does not lead, so the record needs a reason";

/// Asks for the reason of a choice that an edit makes. Making all choices once more asks for the first reason that is missing.
pub fn ask_before(workbench: &Workbench, edit: &Edit) -> Option<Overlay> {
    let Edit::SetDecision(DecisionField::Choices(choices)) = edit else { return None };
    let before = workbench.session.decision.as_ref().map_or(&[][..], |decision| &decision.choices);
    let made = choices.iter().filter(|choice| choices == before || !before.contains(choice));
    ask_for_first(workbench, made)
}

/// Asks for the first reason that is missing before the decision can be recorded.
pub fn ask_before_recording(workbench: &Workbench) -> Option<Overlay> {
    ask_for_first(workbench, workbench.session.decision.as_ref()?.choices.iter())
}

fn ask_for_first<'c>(workbench: &Workbench, mut choices: impl Iterator<Item = &'c Choice>) -> Option<Overlay> {
    choices.find_map(|choice| Some(ask_for_reason(workbench, choice.clone(), &question(workbench, choice)?)))
}

/// What to ask about a choice that does not lead and has no reason.
fn question(workbench: &Workbench, choice: &Choice) -> Option<String> {
    if !choice.reason.trim().is_empty() {
        return None;
    }
    let matrix = workbench.appraisal.workload_matrices().find(|matrix| match (&matrix.scope, &choice.workload) {
        (Scope::Workload(id), Some(wanted)) => id == wanted,
        (Scope::Workload(_), None) | (Scope::System, _) => false,
        (Scope::Matrix, wanted) => wanted.is_none(),
    })?;
    let chosen = choice.alternative.as_str();
    let leads = matrix.leaders().iter().any(|column| matrix.columns[*column].id == chosen);
    if leads || matrix.leaders().is_empty() {
        return None;
    }
    let column = matrix.columns.iter().find(|column| column.id == chosen)?;
    let leader = &matrix.columns[matrix.leader()?].name;
    Some(match column.offer.hard.first() {
        Some(reason) => format!("Why {}? {}", column.name, reason.text()),
        None => format!("Why {}, when {leader} leads?", column.name),
    })
}

fn ask_for_reason(workbench: &Workbench, choice: Choice, question: &str) -> Overlay {
    let session = workbench.session.clone();
    let parse = move |text: &str| match text.trim() {
        "" => Err("give the reason in one sentence: a reviewer will ask for it".to_owned()),
        reason => Ok(with_choice(&session, choice.workload.as_ref(), Some(&choice.alternative), reason)),
    };
    let hint = "one sentence; esc keeps the choice as it was";
    Overlay::Editor(Box::new(Editor::new(question, hint, "", false, OnAccept::Edit(Rc::new(parse)))))
}
