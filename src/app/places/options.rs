//! Options: the alternatives, as platforms of the catalogue or of the team's own.

use super::pasted_list::PastedRecords;
use super::{burden, list};
use crate::app::action::{Action, Plan};
use crate::app::forms::alternative;
use crate::app::msg::Msg;
use crate::app::picker::{Picker, PickerItem};
use crate::app::place::Place;
use crate::app::places::Pane;
use crate::app::row::Row;
use crate::app::workbench::Workbench;
use crate::catalogue::Platform;
use crate::model::{Alternative, AlternativeId, Edit, PlatformId, Session};

/// The list.
pub static LIST: list::RecordList = list::RecordList {
    pane: Pane::List,
    count: |session| session.alternatives.len(),
    removal: |session, at| {
        let row = session.alternatives.get(at)?;
        Some((row.name.clone(), session.alternative_removal(&row.id)))
    },
    reorder: Some(|session, from, to| {
        Some(Edit::MoveAlternative { id: session.alternatives.get(from)?.id.clone(), to })
    }),
    add: pick_alternative,
    pasted: PastedRecords {
        noun: ("option", "options"),
        names: |session| session.alternatives.iter().map(|row| row.name.as_str()).collect(),
        add: |catalogue, session, line| {
            let named = |row: &&Platform| row.name.to_lowercase() == line.to_lowercase();
            let platform = catalogue.platforms.iter().find(named).map(|row| row.id.clone());
            new_alternative(session, line, platform)
        },
    },
    form_rows,
    arrows: list::ARROWS_IN_DETAILS,
};

/// The form.
pub static DETAILS: list::RecordForm = list::RecordForm(&LIST);

fn form_rows(workbench: &Workbench) -> Vec<Row> {
    let alternative = workbench.session.alternatives.get(LIST.selected(workbench));
    alternative
        .map_or_else(Vec::new, |alternative| alternative::rows(&workbench.catalogue, &workbench.session, alternative))
}

/// The step.
pub struct Options;

impl Place for Options {
    fn plan(&self, workbench: &Workbench, msg: &Msg) -> Option<Plan> {
        match *msg {
            Msg::AddCustom(ref name) => {
                let session = workbench.session.clone();
                Some(list::add_custom("New option", name, move |name| new_alternative(&session, name, None)))
            }
            burden::SHOW_RESPONSIBILITIES => {
                let id = workbench.session.alternatives.get(LIST.selected(workbench)).map(|row| row.id.as_str());
                let mut columns = workbench.appraisal.workload_matrices().flat_map(|matrix| &matrix.columns);
                let column = columns.find(|column| Some(column.id.as_str()) == id);
                Some(burden::plan_responsibilities(workbench, column))
            }
            _ => None,
        }
    }
}

fn new_alternative(session: &Session, name: &str, platform: Option<PlatformId>) -> Edit {
    let id = AlternativeId::fresh(name, session.alternatives.iter().map(|row| &row.id));
    let alternative = Alternative { id, name: name.to_owned(), platform, ..Alternative::default() };
    Edit::AddAlternative { at: session.alternatives.len(), alternative }
}

fn pick_alternative(workbench: &Workbench) -> Plan {
    let item = |row: &Platform| {
        let edit = new_alternative(&workbench.session, &row.name, Some(row.id.clone()));
        PickerItem::new(row.name.clone(), row.what.clone(), Msg::Apply(Box::new(edit)))
    };
    let items = workbench.catalogue.platforms.iter().map(item).collect();
    Action::pick(Picker::with_custom("Add an option", "an option that is in no catalogue", items))
}
