//! Everything in the session that has a name, to go there.

use crate::app::action::{Action, Followup, Plan};
use crate::app::msg::{Msg, StepLocation};
use crate::app::overlay::Overlay;
use crate::app::picker::{Picker, PickerItem};
use crate::app::places::Pane;
use crate::app::workbench::Workbench;
use crate::appraisal::{Scope, Step};

/// Opens the list, which is built when it is opened.
pub fn plan() -> Plan {
    Ok(Action::View(Box::new(|workbench| Followup { notice: None, overlay: Some(list(workbench)) })))
}

fn list(workbench: &Workbench) -> Overlay {
    let session = &workbench.session;
    let mut items = Vec::new();
    let mut add = |name: &str, detail: String, step, pane, row, scope: Option<Scope>| {
        items.push(PickerItem::new(name, detail, Msg::JumpTo(StepLocation { step, pane, row, scope })));
    };
    let (step, pane) = if session.totals_seen { (Step::Compare, Pane::Matrix) } else { (Step::Weigh, Pane::List) };
    for (row, criterion) in session.criteria.iter().enumerate() {
        add(&criterion.name, format!("criterion, {} points", criterion.points), step, pane, row, None);
    }
    for (row, alternative) in session.alternatives.iter().enumerate() {
        let note = &alternative.note;
        let detail = if note.is_empty() { "option".to_owned() } else { format!("option: {note}") };
        add(&alternative.name, detail, Step::Options, Pane::List, row, None);
    }
    for (row, must_have) in session.must_haves.iter().enumerate().filter(|_| !session.alternatives.is_empty()) {
        add(&must_have.text, "must-have".to_owned(), Step::Options, Pane::MustHaves, row, None);
    }
    for (row, workload) in session.workloads.iter().enumerate() {
        let scope = Some(Scope::Workload(workload.id.clone()));
        add(&workload.name, "workload".to_owned(), Step::Workloads, Pane::List, row, scope);
    }
    for (row, person) in session.participants.iter().enumerate() {
        add(&person.name, format!("participant, {}", person.role), Step::Frame, Pane::People, row, None);
    }
    for score in session.scores.iter().filter(|score| !score.rationale.is_empty()) {
        let row = session.criteria.iter().position(|row| row.id == score.criterion).unwrap_or(0);
        let column = session.alternative(&score.alternative).map_or("", |row| row.name.as_str());
        let label = session.criteria.get(row).map_or("", |row| row.name.as_str());
        let scope = score.workload.clone().map(Scope::Workload);
        add(&format!("{label} · {column}"), score.rationale.clone(), Step::Score, Pane::Grid, row, scope);
    }
    Overlay::Picker(Picker::new("Find", items))
}
