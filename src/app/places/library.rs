//! The list of saved sessions: finding, opening, reviewing, starting.

use crate::app::action::{Action, NO_MEANING, PASTE_IGNORED, Plan, Refusal};
use crate::app::binding::{Binding, Purpose, key};
use crate::app::event::Effect;
use crate::app::library::Library;
use crate::app::msg::Msg;
use crate::app::overlay::Overlay;
use crate::app::picker::{Picker, PickerItem};
use crate::app::places::Context;
use crate::catalogue::{TEMPLATES, templates};

/// Opens the session to look at it only.
const REVIEW: Msg = Msg::Local("review");
/// Starts a session from a template.
pub const NEW: Msg = Msg::Local("new");
/// Starts a session as a copy of the one under the cursor.
const DUPLICATE: Msg = Msg::Local("duplicate");

const EMPTY: &str = "the library is empty: press n to start from a template";

/// A message in the library.
pub fn plan(library: &Library, msg: &Msg) -> Plan {
    if library.is_searching {
        return plan_search(msg);
    }
    if let Some(by) = msg.row_delta() {
        return change(move |library| library.move_cursor(by));
    }
    match *msg {
        Msg::Find if library.entries.is_empty() && library.unread() == 0 => Refusal::err(EMPTY),
        Msg::Find => change(|library| library.is_searching = true),
        Msg::Back if library.query.text().is_empty() => Refusal::err("this is the first screen: press q to leave"),
        Msg::Back => change(Library::clear_query),
        Msg::Quit => Ok(Action::Effects(vec![Effect::Quit])),
        Msg::Enter => plan_open(library, false),
        REVIEW => plan_open(library, true),
        NEW => {
            let item = |template: &templates::Template| {
                PickerItem::new(template.id, template.summary, Msg::NewFromTemplate(template.id.to_owned()))
            };
            Ok(Action::Show(Overlay::Picker(Picker::new("Start from", TEMPLATES.iter().map(item).collect()))))
        }
        Msg::NewFromTemplate(ref id) => plan_template(id),
        DUPLICATE => plan_duplicate(library),
        Msg::Paste(_) => Refusal::err(PASTE_IGNORED),
        _ => Refusal::err(NO_MEANING),
    }
}

fn change(change: impl FnOnce(&mut Library) + 'static) -> Plan {
    Ok(Action::Library(Box::new(change)))
}

fn plan_search(msg: &Msg) -> Plan {
    match msg {
        Msg::Back => change(Library::clear_query),
        Msg::Accept | Msg::Enter => change(|library| library.is_searching = false),
        Msg::Up => change(|library| library.move_cursor(-1)),
        Msg::Down => change(|library| library.move_cursor(1)),
        msg => {
            let msg = msg.clone();
            change(move |library| library.edit_query(&msg))
        }
    }
}

fn plan_open(library: &Library, read_only: bool) -> Plan {
    let Some(entry) = library.selected() else { return Refusal::err(EMPTY) };
    match &entry.content {
        Ok(_) => Ok(Action::Effects(vec![Effect::OpenFile { path: entry.path.clone(), read_only }])),
        Err(why) => Refusal::err(format!("it cannot be opened: {why}")),
    }
}

fn plan_template(id: &str) -> Plan {
    let Some(template) = templates::find(id) else { return Refusal::err(format!("there is no template '{id}'")) };
    match template.to_session() {
        Ok(session) => Ok(Action::Effects(vec![Effect::StartSession { session: Box::new(session) }])),
        Err(errors) => {
            Refusal::err(format!("template '{id}': {}", errors.first().map_or(String::new(), ToString::to_string)))
        }
    }
}

fn plan_duplicate(library: &Library) -> Plan {
    match (library.selected().map(|entry| &entry.content), library.selected_details()) {
        (Some(Ok(_)), Some(details)) => {
            let mut copy = details.session.clone();
            copy.title = format!("{} (copy)", copy.title);
            Ok(Action::Effects(vec![Effect::StartSession { session: copy }]))
        }
        (Some(Ok(_)), None) => Refusal::err("it is still being read; press the key again"),
        (Some(Err(_)), _) => Refusal::err("a file that cannot be read cannot be duplicated"),
        (None, _) => Refusal::err(EMPTY),
    }
}

/// The keys of the library.
pub fn bindings() -> Vec<Binding> {
    let rows = vec![
        key("open", &["enter"], Msg::Enter, "open", Context::Library).footer(1),
        key("review", &["r"], REVIEW, "review", Context::Library).footer(2),
        key("new", &["n"], NEW, "new", Context::Library).footer(3),
        key("duplicate", &["d"], DUPLICATE, "duplicate", Context::Library).footer(4),
    ];
    let all = key("clear-search", &["esc"], Msg::Back, "all", Context::Library).purpose(Purpose::Move);
    rows.into_iter().map(|row| row.purpose(Purpose::Session)).chain([all]).collect()
}
