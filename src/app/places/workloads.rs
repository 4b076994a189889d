//! Workloads: a list, and the demand of the one under the cursor.

use super::pasted_list::PastedRecords;
use super::{estate, list};
use crate::app::action::Action;
use crate::app::forms::workload;
use crate::app::places::Pane;
use crate::app::row::Row;
use crate::app::workbench::Workbench;
use crate::model::{Edit, Session, Workload, WorkloadId};

/// The list.
pub static LIST: list::RecordList = list::RecordList {
    pane: Pane::List,
    count: |session| session.workloads.len(),
    removal: |session, at| {
        let row = session.workloads.get(at)?;
        Some((row.name.clone(), session.workload_removal(&row.id)))
    },
    reorder: Some(|session, from, to| Some(Edit::MoveWorkload { id: session.workloads.get(from)?.id.clone(), to })),
    add: |workbench| {
        let session = workbench.session.clone();
        Action::ask_record("New workload", "a name, such as Checkout", move |text| {
            Ok(new_workload(&session, &list::parse_name(text)?))
        })
    },
    pasted: PastedRecords {
        noun: ("workload", "workloads"),
        names: |session| session.workloads.iter().map(|row| row.name.as_str()).collect(),
        add: |_, session, line| new_workload(session, line),
    },
    form_rows,
    arrows: list::ARROWS_IN_DETAILS,
};

/// The form.
pub static DETAILS: list::RecordForm = list::RecordForm(&LIST);

fn form_rows(workbench: &Workbench) -> Vec<Row> {
    workload::scenario_rows(workbench, LIST.selected(workbench), &workbench.stamp.by)
}

/// A new workload. With the first one, what was scored without a workload moves to it.
fn new_workload(session: &Session, name: &str) -> Edit {
    let id = WorkloadId::fresh(name, session.workloads.iter().map(|row| &row.id));
    let workload = Workload { id: id.clone(), name: name.to_owned(), importance: 10, ..Workload::default() };
    let add = Edit::AddWorkload { at: session.workloads.len(), workload };
    if session.workloads.is_empty() {
        return session.first_workload_addition(add, &id);
    }
    let estates = estate::assign_new_workload(session, &id);
    if estates.is_empty() { add } else { Edit::Batch(std::iter::once(add).chain(estates).collect()) }
}
