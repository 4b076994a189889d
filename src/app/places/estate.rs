//! Estates: the team's own start as a copy of one that is shown, and are changed workload by workload.

use super::list::parse_name;
use crate::app::action::{Action, Plan, Refusal};
use crate::app::binding::{Binding, Purpose, key};
use crate::app::editor::{Editor, OnAccept};
use crate::app::msg::Msg;
use crate::app::picker::{Picker, PickerItem};
use crate::app::place::Place;
use crate::app::workbench::Workbench;
use crate::appraisal::explain::{self, Explanation};
use crate::appraisal::{Column, Scope};
use crate::model::edit::EstateField;
use crate::model::{AlternativeId, Edit, Estate, EstateId, Session, WorkloadId};
use std::rc::Rc;

/// Asks for another name of the estate under the cursor.
const RENAME: Msg = Msg::Local("rename-estate");

/// The cursor in [`columns`].
#[derive(Debug, Clone, Default)]
struct Cursor(usize);

/// The pane.
pub struct Pane;

impl Place for Pane {
    fn row_count(&self, workbench: &Workbench) -> usize {
        workbench.session.workloads.len()
    }

    fn plan(&self, workbench: &Workbench, msg: &Msg) -> Option<Plan> {
        match *msg {
            Msg::Left => Some(plan_move(workbench, -1)),
            Msg::Right => Some(plan_move(workbench, 1)),
            Msg::Enter => Some(plan_assignment(workbench)),
            Msg::Add => Some(plan_addition(workbench)),
            Msg::Delete => Some(plan_removal(workbench)),
            RENAME => Some(plan_name(workbench)),
            _ => None,
        }
    }

    fn explain(&self, workbench: &Workbench) -> Option<Explanation> {
        let matrix = workbench.appraisal.overall_matrix()?;
        Some(explain::explain_total(workbench.effective_session(), matrix, selected(workbench)?.0))
    }

    fn bindings(&self) -> Vec<Binding> {
        let here = super::Pane::Estate;
        vec![
            key("estate-left", &["left", "h"], Msg::Left, "previous estate", here).purpose(Purpose::Move),
            key("estate-right", &["right", "l"], Msg::Right, "next estate", here)
                .footer_pair(2, "estate-left", "estate")
                .purpose(Purpose::Move),
            key("change-estate", &["enter"], Msg::Enter, "change", here).footer(1),
        ]
    }
}

/// The estates, as columns of the whole system, without duplicates. A duplicate of the team's own stays, because it can still
/// change.
pub fn columns(workbench: &Workbench) -> Vec<usize> {
    let system = workbench.appraisal.overall_matrix().filter(|matrix| matrix.scope == Scope::System);
    let Some(matrix) = system else { return Vec::new() };
    let is_distinct = |column: &Column| column.duplicate_of.is_none() || custom_estate(workbench, column).is_some();
    (0..matrix.columns.len()).filter(|at| matrix.columns.get(*at).is_some_and(is_distinct)).collect()
}

/// The estate under the cursor.
pub fn selected(workbench: &Workbench) -> Option<(usize, &Column)> {
    let estates = columns(workbench);
    let Cursor(cursor) = workbench.memory.get();
    let at = *estates.get(cursor.min(estates.len().checked_sub(1)?))?;
    Some((at, workbench.appraisal.overall_matrix()?.columns.get(at)?))
}

/// Moves the cursor to the estate that was added last.
pub fn select_last(workbench: &mut Workbench) {
    let last = columns(workbench).len().saturating_sub(1);
    workbench.memory.set(Cursor(last));
}

/// The team's own estate that a column of the whole system shows.
fn custom_estate<'a>(workbench: &'a Workbench, column: &Column) -> Option<&'a Estate> {
    workbench.session.estates.iter().find(|estate| estate.id.as_str() == column.id)
}

fn plan_move(workbench: &Workbench, by: isize) -> Plan {
    let count = columns(workbench).len();
    if count < 2 {
        return Refusal::err("there is only one estate");
    }
    let Cursor(at) = workbench.memory.get();
    match at.min(count - 1).checked_add_signed(by).filter(|to| *to < count) {
        Some(to) => Action::view(move |workbench| workbench.memory.set(Cursor(to))),
        None => Refusal::err("there is no estate further on; press a to add one of your own"),
    }
}

/// Asks for a name, and starts the team's own estate as a copy of the one under the cursor.
fn plan_addition(workbench: &Workbench) -> Plan {
    let Some((_, column)) = selected(workbench) else {
        return Refusal::err("there is no estate yet to start from");
    };
    let at = workbench.session.estates.len();
    let own = workbench.session.estates.iter().map(|estate| estate.id.as_str());
    let shown = workbench.appraisal.overall_matrix().into_iter().flat_map(|matrix| &matrix.columns);
    // Ids of generated estates are taken, too, so that no two columns have one id.
    let taken: Vec<EstateId> = own.chain(shown.map(|column| column.id.as_str())).map(EstateId::from).collect();
    let assign = column.assignment.clone();
    let hint = format!("a name, such as: no cluster at all; it starts as a copy of {}", column.name);
    Action::ask_line("New estate", &hint, move |text| {
        let name = parse_name(text)?;
        let id = EstateId::fresh(&name, taken.iter());
        Ok(Edit::AddEstate { at, estate: Estate { id, name, assign: assign.clone() } })
    })
}

/// The team's own estate under the cursor, or why there is none.
fn selected_custom_estate(workbench: &Workbench) -> Result<&Estate, Refusal> {
    let Some((_, column)) = selected(workbench) else { return Refusal::err("there is no estate yet") };
    let reason = || Refusal(format!("'{}' is generated; press a to start your own as a copy of it", column.name));
    custom_estate(workbench, column).ok_or_else(reason)
}

/// Offers what the workload under the cursor could run on in the team's own estate.
fn plan_assignment(workbench: &Workbench) -> Plan {
    let estate = selected_custom_estate(workbench)?;
    let session = &workbench.session;
    let row = workbench.cursor(super::Pane::Estate, session.workloads.len());
    let Some(workload) = session.workloads.get(row) else { return Refusal::err("there are no workloads") };
    let current = estate.assign.iter().find(|(id, _)| *id == workload.id).map(|(_, to)| to);
    let mut items: Vec<PickerItem> = session
        .alternatives
        .iter()
        .enumerate()
        .map(|(at, alternative)| {
            let mut assign = estate.assign.clone();
            assign.retain(|(id, _)| *id != workload.id);
            assign.push((workload.id.clone(), alternative.id.clone()));
            assign.sort_by_key(|(id, _)| session.workloads.iter().position(|row| row.id == *id));
            let edit = Edit::SetEstate { id: estate.id.clone(), field: EstateField::Assign(assign) };
            let offer = workbench.appraisal.offers.offer(row, at);
            let detail = offer.and_then(|offer| offer.hard.first()).map_or_else(String::new, |reason| reason.text());
            PickerItem::new(alternative.name.as_str(), detail, Msg::Apply(Box::new(edit)))
        })
        .collect();
    items.push(PickerItem::new("Rename the estate…", estate.name.as_str(), RENAME));
    let mut picker = Picker::new(&format!("{} runs {} on", estate.name, workload.name), items);
    picker.cursor = session.alternatives.iter().position(|row| Some(&row.id) == current).unwrap_or(0);
    Action::pick(picker)
}

fn plan_name(workbench: &Workbench) -> Plan {
    let estate = selected_custom_estate(workbench)?;
    let id = estate.id.clone();
    let parse = move |text: &str| Ok(Edit::SetEstate { id: id.clone(), field: EstateField::Name(parse_name(text)?) });
    let editor = Editor::new("Estate", "its name", &estate.name, false, OnAccept::Edit(Rc::new(parse)));
    Action::ask_with(editor.select_all())
}

fn plan_removal(workbench: &Workbench) -> Plan {
    let estate = selected_custom_estate(workbench)?;
    let edit = Edit::RemoveEstate { id: estate.id.clone() };
    Action::confirm_removal(format!("Remove the estate '{}'?", estate.name), "u undoes it.", edit)
}

/// The edits that put a new workload into the team's own estates: on what most of the others run on.
pub fn assign_new_workload(session: &Session, id: &WorkloadId) -> Vec<Edit> {
    let extended = session.estates.iter().filter_map(|estate| {
        let count = |to: &AlternativeId| estate.assign.iter().filter(|(_, other)| other == to).count();
        let most = session.alternatives.iter().map(|row| &row.id).rev().max_by_key(|to| count(to))?;
        let mut assign = estate.assign.clone();
        assign.push((id.clone(), most.clone()));
        Some(Edit::SetEstate { id: estate.id.clone(), field: EstateField::Assign(assign) })
    });
    extended.collect()
}
