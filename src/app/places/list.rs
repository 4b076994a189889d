//! A list of records with a form beside it: add, remove, move, rename.

use super::form;
use super::pasted_list::{self, PastedRecords};
use crate::app::action::{Action, Followup, Plan, Refusal};
use crate::app::binding::{Binding, key};
use crate::app::msg::Msg;
use crate::app::place::Place;
use crate::app::places::{Context, Pane};
use crate::app::row::Row;
use crate::app::workbench::Workbench;
use crate::model::{Edit, Session};

/// Makes the edit that moves a record from one place of its list to another; none where nothing would change.
pub type Reorder = fn(&Session, usize, usize) -> Option<Edit>;

/// What one kind of record needs to be listed.
pub struct RecordList {
    /// The pane of the list.
    pub pane: Pane,
    /// How many there are.
    pub count: fn(&Session) -> usize,
    /// The name of a record, and the edit that removes it with all that refers to it.
    pub removal: fn(&Session, usize) -> Option<(String, Edit)>,
    /// The edit that moves a record to another place of the list; `None` where the order means nothing.
    pub reorder: Option<Reorder>,
    /// Adds a record.
    pub add: fn(&Workbench) -> Plan,
    /// How the lines of a pasted list become records.
    pub pasted: PastedRecords,
    /// The form of the record under the cursor; its first row is the name.
    pub form_rows: fn(&Workbench) -> Vec<Row>,
    /// Why arrows do nothing on the list.
    pub arrows: &'static str,
}

impl RecordList {
    /// Adding, pasting, removing and moving, which act in the form beside the list, too.
    pub fn plan_records(&self, workbench: &Workbench, msg: &Msg) -> Option<Plan> {
        match msg {
            Msg::Add => Some((self.add)(workbench)),
            Msg::Delete => Some(self.plan_removal(workbench)),
            Msg::MoveUp => Some(self.plan_move(workbench, -1)),
            Msg::MoveDown => Some(self.plan_move(workbench, 1)),
            Msg::Paste(text) => Some(pasted_list::plan(workbench, &self.pasted, text)),
            _ => None,
        }
    }

    /// The place of the record under the cursor.
    pub fn selected(&self, workbench: &Workbench) -> usize {
        workbench.cursor(self.pane, (self.count)(&workbench.session))
    }

    fn plan_removal(&self, workbench: &Workbench) -> Plan {
        let Some((name, edit)) = (self.removal)(&workbench.session, self.selected(workbench)) else {
            return Refusal::err("there is nothing here to remove");
        };
        let detail = match &edit {
            Edit::Batch(edits) if edits.len() > 1 => {
                format!("This also removes {} entries that refer to it. u undoes all of it.", edits.len() - 1)
            }
            _ => "u undoes it.".to_owned(),
        };
        Action::confirm_removal(format!("Remove '{name}'?"), detail, edit)
    }

    fn plan_move(&self, workbench: &Workbench, by: isize) -> Plan {
        let count = (self.count)(&workbench.session);
        let Some(reorder) = self.reorder else { return Refusal::err("the order of this list has no meaning") };
        if count < 2 {
            return Refusal::err("there is nothing to change places with");
        }
        let (from, pane) = (self.selected(workbench), self.pane);
        let to = from.checked_add_signed(by).filter(|to| *to < count);
        let Some((to, edit)) = to.and_then(|to| Some((to, reorder(&workbench.session, from, to)?))) else {
            return Refusal::err("it is at the end of the list");
        };
        Action::edit_then(edit, move |workbench| {
            workbench.set_cursor(pane, to);
            Followup::default()
        })
    }
}

impl Place for RecordList {
    fn row_count(&self, workbench: &Workbench) -> usize {
        (self.count)(&workbench.session)
    }

    fn form_rows(&self, workbench: &Workbench) -> Vec<Row> {
        (self.form_rows)(workbench)
    }

    fn plan(&self, workbench: &Workbench, msg: &Msg) -> Option<Plan> {
        match msg {
            // Renames the record, or adds the first.
            Msg::Enter => Some(match self.form_rows(workbench).into_iter().next() {
                Some(row) => form::edit_row(row),
                None => (self.add)(workbench),
            }),
            msg if msg.arrow().is_some() => Some(Refusal::err(self.arrows)),
            msg => self.plan_records(workbench, msg),
        }
    }
}

/// The form of the record under the cursor of a list.
pub struct RecordForm(pub &'static RecordList);

impl Place for RecordForm {
    fn row_count(&self, workbench: &Workbench) -> usize {
        self.form_rows(workbench).len()
    }

    fn form_rows(&self, workbench: &Workbench) -> Vec<Row> {
        self.0.form_rows(workbench)
    }

    fn plan(&self, workbench: &Workbench, msg: &Msg) -> Option<Plan> {
        form::plan(workbench, |workbench| self.form_rows(workbench), msg)
            .or_else(|| self.0.plan_records(workbench, msg))
    }
}

/// The keys of lists and forms.
pub fn bindings() -> Vec<Binding> {
    let records = Context::Workloads | Context::Options | Context::Criteria;
    let ordered = records | Context::MustHaves;
    let forms = records | Context::Frame | Context::Decide;
    let estates = Pane::Estate | Pane::Scenarios;
    let lists = ordered | Context::Frame | estates;
    vec![
        key("change", &["enter"], Msg::Enter, "change", forms).footer(1),
        key("value-down", &["left", "h"], Msg::Left, "previous value", forms),
        key("value-up", &["right", "l"], Msg::Right, "next value", forms).footer_pair(2, "value-down", "value"),
        key("add", &["a"], Msg::Add, "add", lists).footer(3),
        key("remove", &["D", "del"], Msg::Delete, "remove", lists).footer(8),
        key("move-up", &["K", "shift-up"], Msg::MoveUp, "move up", ordered),
        key("move-down", &["J", "shift-down"], Msg::MoveDown, "move down", ordered).footer_pair(8, "move-up", "move"),
    ]
}

/// A name as it was typed; it may not be empty.
pub fn parse_name(text: &str) -> Result<String, String> {
    match text.trim() {
        "" => Err("give it a name".to_owned()),
        name => Ok(name.to_owned()),
    }
}

/// Why arrows do nothing on a list with a form beside it.
pub const ARROWS_IN_DETAILS: &str = "press Tab to go to the details, where arrows change values";

/// Adds a record that is in no catalogue under the name that was typed, or asks for its name.
pub fn add_custom(title: &str, name: &str, make: impl Fn(&str) -> Edit + 'static) -> Plan {
    if !name.trim().is_empty() {
        return Action::edit(make(name.trim()));
    }
    Action::ask_record(title, "its name", move |text| Ok(make(&parse_name(text)?)))
}
