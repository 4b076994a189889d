//! Frame: the question, the team and the market in a form, and who takes part.

use super::pasted_list::PastedRecords;
use super::{form, list};
use crate::app::action::{Action, Plan, Refusal};
use crate::app::forms::frame;
use crate::app::msg::Msg;
use crate::app::picker::{Picker, PickerItem};
use crate::app::place::Place;
use crate::app::places::Pane;
use crate::app::row::Row;
use crate::app::workbench::Workbench;
use crate::model::{Edit, Participant, ParticipantId, Session};

/// The form.
pub struct Details;

impl Place for Details {
    fn row_count(&self, workbench: &Workbench) -> usize {
        self.form_rows(workbench).len()
    }

    fn form_rows(&self, workbench: &Workbench) -> Vec<Row> {
        frame::rows(&workbench.session)
    }

    fn plan(&self, workbench: &Workbench, msg: &Msg) -> Option<Plan> {
        match msg {
            Msg::Add | Msg::Delete | Msg::Paste(_) => {
                Some(Refusal::err("press Tab to go to the people and add or remove them there"))
            }
            msg => form::plan(workbench, |workbench| self.form_rows(workbench), msg),
        }
    }
}

/// The people: enter offers every field of a person, and arrows change the weight of the votes.
pub struct People;

impl Place for People {
    fn row_count(&self, workbench: &Workbench) -> usize {
        PEOPLE.row_count(workbench)
    }

    fn form_rows(&self, workbench: &Workbench) -> Vec<Row> {
        PEOPLE.form_rows(workbench)
    }

    fn plan(&self, workbench: &Workbench, msg: &Msg) -> Option<Plan> {
        let rows = || self.form_rows(workbench);
        match *msg {
            Msg::Enter if self.row_count(workbench) > 0 => Some(pick_field(&rows())),
            Msg::EditField(at) => Some(match rows().into_iter().nth(at) {
                Some(row) => form::edit_row(row),
                None => Refusal::err("this person has no such field"),
            }),
            ref msg => match msg.arrow() {
                Some((right, _)) => Some(match rows().iter().find_map(|row| row.step_edit(right)) {
                    Some(edit) => Ok(Action::Step(edit)),
                    None => Refusal::err("add a person first: a, or paste a list of names"),
                }),
                None => PEOPLE.plan(workbench, msg),
            },
        }
    }
}

/// A list of the fields of a person, each with its present value.
fn pick_field(rows: &[Row]) -> Plan {
    let name = rows.first().map_or("", |row| row.value.as_str());
    let item = |(at, row): (usize, &Row)| {
        let value = if row.value.is_empty() { "–" } else { &row.value };
        PickerItem::new(&row.label, value, Msg::EditField(at))
    };
    Action::pick(Picker::new(name, rows.iter().enumerate().map(item).collect()))
}

/// The list of people.
static PEOPLE: list::RecordList = list::RecordList {
    pane: Pane::People,
    count: |session| session.participants.len(),
    removal: |session, at| {
        let row = session.participants.get(at)?;
        Some((row.name.clone(), session.participant_removal(&row.id)))
    },
    reorder: None,
    add: |workbench| {
        let session = workbench.session.clone();
        Action::ask_record("New participant", "name, role", move |text| {
            Ok(new_participant(&session, &list::parse_name(text)?))
        })
    },
    pasted: PastedRecords {
        noun: ("person", "people"),
        names: |session| session.participants.iter().map(|row| row.name.as_str()).collect(),
        add: |_, session, line| new_participant(session, line),
    },
    form_rows: |workbench| {
        let people = &workbench.session.participants;
        people.get(workbench.cursor(Pane::People, people.len())).map_or_else(Vec::new, frame::participant_rows)
    },
    arrows: "arrows change the weight of the votes",
};

fn new_participant(session: &Session, text: &str) -> Edit {
    let (name, role) = text.split_once(',').unwrap_or((text, ""));
    let participant = Participant {
        id: ParticipantId::fresh(name, session.participants.iter().map(|row| &row.id)),
        name: name.trim().to_owned(),
        role: role.trim().to_owned(),
        weight: 1,
        account: String::new(),
    };
    Edit::AddParticipant { at: session.participants.len(), participant }
}
