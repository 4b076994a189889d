//! Frame: the question, the team and the market in a form, and who takes part.

use super::{form, list};
use crate::app::action::{Action, Plan, Refusal};
use crate::app::forms::frame;
use crate::app::msg::Msg;
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
            Msg::Add | Msg::Delete => Some(Refusal::err("press Tab to go to the people and add or remove them there")),
            msg => form::plan(workbench, |workbench| self.form_rows(workbench), msg),
        }
    }
}

/// The people.
pub static PEOPLE: list::RecordList = list::RecordList {
    pane: Pane::People,
    count: |session| session.participants.len(),
    removal: |session, at| {
        let row = session.participants.get(at)?;
        Some((row.name.clone(), session.participant_removal(&row.id)))
    },
    reorder: None,
    add: |workbench| {
        let session = workbench.session.clone();
        Action::ask_line("New participant", "name, role", move |text| {
            Ok(new_participant(&session, &list::parse_name(text)?))
        })
    },
    form_rows: |workbench| {
        let people = &workbench.session.participants;
        people.get(workbench.cursor(Pane::People, people.len())).map_or_else(Vec::new, frame::participant_rows)
    },
    arrows: "arrows change nothing here; press enter to change the name",
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
