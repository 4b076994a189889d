//! Estates: the team's own are begun as a copy of one that is shown, and changed workload by workload.

use super::{HandlerResult, NO_EFFECTS, Refusal, overlays};
use crate::app::editor::{Editor, OnAccept};
use crate::app::msg::Msg;
use crate::app::overlay::{Confirm, Overlay};
use crate::app::picker::{Picker, PickerItem};
use crate::app::{App, Pane, Workbench};
use crate::model::edit::EstateField;
use crate::model::{AlternativeId, Edit, Estate, EstateId, WorkloadId};
use std::rc::Rc;

/// A key on the estates.
pub fn handle(app: &mut App, msg: Msg) -> HandlerResult {
    match msg {
        Msg::Left => move_selection(app, -1),
        Msg::Right => move_selection(app, 1),
        Msg::Enter => change(app),
        Msg::Add => add(app),
        Msg::Delete => remove(app),
        _ => Refusal::err("weights move in the matrix: Tab goes there"),
    }
}

fn move_selection(app: &mut App, by: isize) -> HandlerResult {
    let Some(bench) = app.workbench_mut() else { return Ok(NO_EFFECTS) };
    let last = bench.estate_columns().len().saturating_sub(1);
    match bench.estate.min(last).checked_add_signed(by).filter(|to| *to <= last) {
        Some(to) => bench.estate = to,
        None => return Refusal::err("there is no estate further on: a adds one of your own"),
    }
    Ok(NO_EFFECTS)
}

/// Every workload on what it runs on in the estate under the cursor.
fn selected_assignment(bench: &Workbench) -> Option<(String, Vec<(WorkloadId, AlternativeId)>)> {
    let (_, column) = bench.estate()?;
    Some((column.name.clone(), column.assignment.clone()))
}

/// Asks for a name, and begins the team's own estate as a copy of the one under the cursor.
fn add(app: &mut App) -> HandlerResult {
    let Some(bench) = app.workbench() else { return Ok(NO_EFFECTS) };
    let Some((from, assign)) = selected_assignment(bench) else {
        return Refusal::err("there is no estate yet to begin from");
    };
    let at = bench.session.estates.len();
    let own = bench.session.estates.iter().map(|estate| estate.id.as_str());
    let shown =
        bench.appraisal.overall_matrix().into_iter().flat_map(|sheet| &sheet.columns).map(|column| column.id.as_str());
    // What the program calls its own estates is taken too, so that no two columns have one id.
    let taken: Vec<EstateId> = own.chain(shown).map(EstateId::from).collect();
    let make = move |text: &str| {
        let name = text.trim().to_owned();
        if name.is_empty() {
            return Err("give it a name".to_owned());
        }
        let id = EstateId::fresh(&name, taken.iter());
        Ok(Edit::AddEstate { at, estate: Estate { id, name, assign: assign.clone() } })
    };
    let hint = format!("a name, such as: no cluster at all; it begins as a copy of {from}");
    let editor = Editor::new("New estate", &hint, "", false, OnAccept::Edit(Rc::new(make)));
    Ok(overlays::open(app, Overlay::Editor(Box::new(editor))))
}

/// The team's own estate under the cursor, or why there is none.
fn selected_custom_estate(bench: &Workbench) -> Result<&Estate, Refusal> {
    let Some((_, column)) = bench.estate() else { return Refusal::err("there is no estate yet") };
    let name = &column.name;
    bench
        .custom_estate(column)
        .ok_or_else(|| Refusal(format!("'{name}' follows from the rest; a begins one of your own as a copy of it")))
}

/// Offers what the workload under the cursor could run on in the team's own estate.
fn change(app: &mut App) -> HandlerResult {
    let Some(bench) = app.workbench() else { return Ok(NO_EFFECTS) };
    let estate = selected_custom_estate(bench)?;
    if bench.read_only {
        return Refusal::err(super::READ_ONLY);
    }
    let session = &bench.session;
    let row = bench.cursor(Pane::Estate, session.workloads.len());
    let Some(workload) = session.workloads.get(row) else { return Refusal::err("there are no workloads") };
    let now = estate.assign.iter().find(|(id, _)| *id == workload.id).map(|(_, to)| to);
    let mut items: Vec<PickerItem> = session
        .alternatives
        .iter()
        .enumerate()
        .map(|(at, alternative)| {
            let mut assign = estate.assign.clone();
            assign.retain(|(id, _)| *id != workload.id);
            assign.push((workload.id.clone(), alternative.id.clone()));
            let place = |id: &WorkloadId| session.workloads.iter().position(|row| row.id == *id);
            assign.sort_by_key(|(id, _)| place(id));
            let edit = Edit::SetEstate { id: estate.id.clone(), field: EstateField::Assign(assign) };
            let offer = bench.appraisal.offers.offer(row, at);
            let detail = offer.and_then(|offer| offer.hard.first()).map_or("", |reason| reason.what.as_str());
            PickerItem::new(alternative.name.as_str(), detail, Msg::Apply(Box::new(edit)))
        })
        .collect();
    items.push(PickerItem::new("Rename the estate…", estate.name.as_str(), Msg::RenameEstate));
    let mut picker = Picker::new(&format!("{} runs {} on", estate.name, workload.name), items);
    picker.cursor = session.alternatives.iter().position(|row| Some(&row.id) == now).unwrap_or(0);
    Ok(overlays::open(app, Overlay::Picker(picker)))
}

/// Asks for another name.
pub fn rename(app: &mut App) -> HandlerResult {
    let Some(bench) = app.workbench() else { return Ok(NO_EFFECTS) };
    let (id, name) = selected_custom_estate(bench).map(|estate| (estate.id.clone(), estate.name.clone()))?;
    let make = move |text: &str| match text.trim() {
        "" => Err("give it a name".to_owned()),
        name => Ok(Edit::SetEstate { id: id.clone(), field: EstateField::Name(name.to_owned()) }),
    };
    let editor = Editor::new("Estate", "its name", &name, false, OnAccept::Edit(Rc::new(make))).select_all();
    Ok(overlays::open(app, Overlay::Editor(Box::new(editor))))
}

fn remove(app: &mut App) -> HandlerResult {
    let Some(bench) = app.workbench() else { return Ok(NO_EFFECTS) };
    let estate = selected_custom_estate(bench)?;
    let confirm = Confirm {
        question: format!("Remove the estate '{}'?", estate.name),
        detail: "u brings it back.".to_owned(),
        yes: ("remove it".to_owned(), Msg::Apply(Box::new(Edit::RemoveEstate { id: estate.id.clone() }))),
        no: None,
    };
    Ok(overlays::open(app, Overlay::Confirm(confirm)))
}

/// What makes the team's own estates say where a new workload runs: on what most of the others do.
pub fn assign_new_workload(session: &crate::model::Session, id: &WorkloadId) -> Vec<Edit> {
    let extended = session.estates.iter().filter_map(|estate| {
        let count = |to: &AlternativeId| estate.assign.iter().filter(|(_, other)| other == to).count();
        let most = session.alternatives.iter().map(|row| &row.id).rev().max_by_key(|to| count(to))?;
        let mut assign = estate.assign.clone();
        assign.push((id.clone(), most.clone()));
        Some(Edit::SetEstate { id: estate.id.clone(), field: EstateField::Assign(assign) })
    });
    extended.collect::<Vec<Edit>>()
}

/// Whether there is an own estate under the cursor to change or remove.
pub fn custom_estate_refusal(bench: &Workbench) -> Option<String> {
    selected_custom_estate(bench).err().map(|Refusal(why)| why)
}
