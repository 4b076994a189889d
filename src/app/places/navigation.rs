//! Moving about: rows, panes, steps and matrices; and the keys that act everywhere.

use super::{form, quit, scenarios, search};
use crate::app::action::{Action, Plan, Refusal};
use crate::app::binding::{Binding, Purpose, key};
use crate::app::msg::Msg;
use crate::app::places::{Context, Pane, ROWS, SCREENS, STEPS, WITH_MATRIX};
use crate::app::row::{Row, RowKind};
use crate::app::workbench::Workbench;
use crate::appraisal::{Scope, Step};

/// What acts in every step.
pub fn plan(workbench: &Workbench, msg: &Msg) -> Option<Plan> {
    if let Some(plan) = quit::plan(workbench, msg).or_else(|| scenarios::plan_command(workbench, msg)) {
        return Some(plan);
    }
    Some(match msg {
        Msg::Undo if workbench.history.next_undo(&workbench.session.log).is_none() => Refusal::err("nothing to undo"),
        Msg::Undo => Ok(Action::Undo),
        Msg::Redo if workbench.history.next_redo(&workbench.session.log).is_none() => Refusal::err("nothing to redo"),
        Msg::Redo => Ok(Action::Redo),
        Msg::Find => search::plan(),
        Msg::AwaitStep => Ok(Action::AwaitStep),
        Msg::GoToStep(step) => Ok(Action::GoToStep(*step)),
        Msg::JumpTo(location) => Ok(Action::JumpTo(location.clone())),
        Msg::NextStep => plan_step(workbench, 1),
        Msg::PrevStep => plan_step(workbench, -1),
        Msg::NextMatrix => plan_matrix(workbench, 1),
        Msg::PrevMatrix => plan_matrix(workbench, -1),
        Msg::Apply(edit) => Action::edit((**edit).clone()),
        Msg::ApplyConfirmed(edit) => Ok(Action::EditConfirmed((**edit).clone())),
        Msg::ReopenAndApply(edit) => Ok(Action::ReopenAndEdit((**edit).clone())),
        _ => return None,
    })
}

fn plan_step(workbench: &Workbench, by: isize) -> Plan {
    match workbench.step.index().checked_add_signed(by).and_then(Step::at) {
        Some(step) => Ok(Action::GoToStep(step)),
        None if by > 0 => Refusal::err("this is the last step"),
        None => Refusal::err("this is the first step"),
    }
}

/// Shows the next or previous matrix, round the ends.
fn plan_matrix(workbench: &Workbench, by: isize) -> Plan {
    let mut scopes = Scope::all(&workbench.session);
    if workbench.step == Step::Score {
        scopes.retain(|scope| *scope != Scope::System);
    }
    if scopes.len() < 2 {
        return Refusal::err("there is only one matrix: add workloads to have several");
    }
    let at = scopes.iter().position(|scope| *scope == workbench.scope).unwrap_or(0) as isize;
    let scope = scopes.swap_remove((at + by).rem_euclid(scopes.len() as isize) as usize);
    Action::view(move |workbench| {
        workbench.volume_mode &= scope != Scope::System;
        workbench.scope = scope;
    })
}

/// Gives the cursor to the next or previous pane. In a form it starts on the first row that is no heading.
pub fn plan_pane(workbench: &Workbench, by: isize, form_rows: impl Fn(&Workbench) -> Vec<Row> + 'static) -> Plan {
    if Pane::for_step(workbench.step, &workbench.session).len() < 2 {
        return Refusal::err("this step has one pane");
    }
    Action::view(move |workbench| {
        workbench.cycle_pane(by);
        workbench.volume_mode = false;
        if workbench.pane() == Pane::Form && workbench.cursor(Pane::Form, usize::MAX) == 0 {
            let first = form::first_editable_row(&form_rows(workbench));
            workbench.set_cursor(Pane::Form, first);
        }
    })
}

/// Moves the cursor within the pane; in a form it skips headings.
pub fn plan_row(workbench: &Workbench, by: isize, count: usize, rows: &[Row]) -> Plan {
    let pane = workbench.pane();
    let Some(last) = count.checked_sub(1) else { return Refusal::err("there is nothing here yet") };
    let mut to = workbench.cursor(pane, count).saturating_add_signed(by).min(last);
    if pane == Pane::Form {
        let is_heading = |at: usize| rows.get(at).is_some_and(|row| matches!(row.kind, RowKind::Heading));
        while is_heading(to) && ((by > 0 && to < last) || (by < 0 && to > 0)) {
            to = to.saturating_add_signed(by.signum());
        }
        if is_heading(to) {
            to = (0..count).find(|at| !is_heading(*at)).unwrap_or(0);
        }
    }
    Action::view(move |workbench| {
        workbench.unlocked_criterion = None;
        workbench.set_cursor(pane, to);
    })
}

/// The keys that act in every step, or nearly.
pub fn bindings() -> Vec<Binding> {
    let undoable = STEPS | Context::TaskHours;
    let mut rows = vec![
        key("up", &["up", "k"], Msg::Up, "up", ROWS),
        key("down", &["down", "j"], Msg::Down, "down", ROWS),
        key("page-up", &["pgup", "ctrl-b"], Msg::PageUp, "page up", ROWS),
        key("page-down", &["pgdn", "ctrl-f"], Msg::PageDown, "page down", ROWS),
        key("first", &["home"], Msg::First, "first", ROWS),
        key("last", &["end", "G"], Msg::Last, "last", ROWS),
        key("next-pane", &["tab"], Msg::NextPane, "pane", STEPS).footer(10),
        key("previous-pane", &["backtab"], Msg::PrevPane, "previous pane", STEPS),
        key("next-step", &["]"], Msg::NextStep, "next step", STEPS).footer_pair(7, "previous-step", "step"),
        key("previous-step", &["["], Msg::PrevStep, "previous step", STEPS),
        key("go-to-step", &["g"], Msg::AwaitStep, "go to step", STEPS),
        key("next-matrix", &["."], Msg::NextMatrix, "next matrix", WITH_MATRIX).footer_pair(
            6,
            "previous-matrix",
            "matrix",
        ),
        key("previous-matrix", &[","], Msg::PrevMatrix, "previous matrix", WITH_MATRIX),
        key("find", &["/"], Msg::Find, "find", SCREENS).footer(15),
        key("go-nowhere", &["esc"], Msg::Back, "stay", Context::Goto).footer(9),
    ];
    rows.extend(Step::ALL.into_iter().map(|step| {
        let (number, rank) = (step.number().to_string(), step.index() as u8);
        let name = format!("go-{}", step.name().to_lowercase());
        key(&name, &[&number], Msg::GoToStep(step), step.name(), Context::Goto).footer(rank)
    }));
    let mut rows: Vec<Binding> = rows.into_iter().map(|row| row.purpose(Purpose::Move)).collect();
    rows.extend([
        key("why", &["w"], Msg::Why, "why", undoable).footer(12).purpose(Purpose::See),
        key("claims", &["C"], Msg::Claims, "published claims", SCREENS).purpose(Purpose::See),
        key("undo", &["u"], Msg::Undo, "undo", undoable).footer(13),
        key("redo", &["ctrl-r"], Msg::Redo, "redo", undoable),
        key("save", &["ctrl-s"], Msg::Save, "save", STEPS).footer(14).purpose(Purpose::Session),
        key("save-as", &["S"], Msg::SaveAs, "save as", STEPS).purpose(Purpose::Session),
        key("palette", &[":", "ctrl-p"], Msg::Palette, "commands", SCREENS).footer(16).purpose(Purpose::See),
        key("help", &["?", "f1"], Msg::Help, "help", ROWS).footer(99).purpose(Purpose::See),
        key("leave", &["q"], Msg::Quit, "leave", ROWS).footer(17).purpose(Purpose::Session),
    ]);
    rows
}
