//! The library: finding, opening, reviewing, beginning.

use super::{HandlerResult, NO_EFFECTS, Refusal, overlays};
use crate::app::msg::{Effect, Msg};
use crate::app::overlay::Overlay;
use crate::app::picker::{Picker, PickerItem};
use crate::app::{App, Library, Screen};
use crate::catalogue::{TEMPLATES, templates};

fn library_mut(app: &mut App) -> Option<&mut Library> {
    match &mut app.screen {
        Screen::Library(library) => Some(library),
        Screen::Workbench(_) => None,
    }
}

/// A message in the library.
pub fn handle(app: &mut App, msg: Msg) -> HandlerResult {
    let Some(library) = library_mut(app) else { return Ok(NO_EFFECTS) };
    if library.is_searching {
        return Ok(handle_search(library, msg));
    }
    match msg {
        Msg::Up => library.move_cursor(-1),
        Msg::Down => library.move_cursor(1),
        Msg::PageUp => library.move_cursor(-10),
        Msg::PageDown => library.move_cursor(10),
        Msg::First => library.move_cursor(isize::MIN / 2),
        Msg::Last => library.move_cursor(isize::MAX / 2),
        Msg::Find if library.entries.is_empty() => {
            return Refusal::err("the library is empty: n begins from a template");
        }
        Msg::Find => library.is_searching = true,
        Msg::Back if !library.query.is_empty() => library.clear_query(),
        Msg::Back => return Refusal::err("this is the first screen: q leaves"),
        Msg::Quit => return Ok(vec![Effect::Quit]),
        Msg::Enter => return open(library, false),
        Msg::Review => return open(library, true),
        Msg::New => return Ok(pick_template(app)),
        Msg::NewFromTemplate(id) => return start_from_template(&id),
        Msg::Duplicate => return duplicate(library),
        Msg::Help => return Ok(overlays::open(app, Overlay::Help(0))),
        Msg::Palette => return super::search::open_palette(app),
        Msg::Claims => return overlays::open_claims(app),
        _ => return Refusal::err("that key does nothing here; ? shows what does"),
    }
    Ok(NO_EFFECTS)
}

fn handle_search(library: &mut Library, msg: Msg) -> Vec<Effect> {
    match msg {
        Msg::Back => library.clear_query(),
        Msg::Accept | Msg::Enter => library.is_searching = false,
        Msg::Up => library.move_cursor(-1),
        Msg::Down => library.move_cursor(1),
        Msg::Paste(text) => library.push_query(&text),
        Msg::Input(input) => match input.key {
            tui_textarea::Key::Char(c) if !input.ctrl && !input.alt => library.push_query(&c.to_string()),
            tui_textarea::Key::Backspace => library.pop_query(),
            _ => {}
        },
        _ => {}
    }
    NO_EFFECTS
}

fn open(library: &Library, read_only: bool) -> HandlerResult {
    let Some(entry) = library.selected() else {
        return Refusal::err("the library is empty: n begins from a template");
    };
    match &entry.content {
        Ok(_) => Ok(vec![Effect::OpenFile { path: entry.path.clone(), read_only }]),
        Err(why) => Refusal::err(format!("it cannot be opened: {why}")),
    }
}

fn pick_template(app: &mut App) -> Vec<Effect> {
    let items = TEMPLATES
        .iter()
        .map(|template| PickerItem::new(template.id, template.summary, Msg::NewFromTemplate(template.id.to_owned())))
        .collect();
    overlays::open(app, Overlay::Picker(Picker::new("Begin from", items)))
}

fn start_from_template(id: &str) -> HandlerResult {
    let Some(template) = templates::find(id) else { return Refusal::err(format!("there is no template '{id}'")) };
    match template.to_session() {
        Ok(session) => Ok(vec![Effect::StartSession { session: Box::new(session) }]),
        Err(errors) => {
            Refusal::err(format!("template '{id}': {}", errors.first().map_or(String::new(), ToString::to_string)))
        }
    }
}

fn duplicate(library: &Library) -> HandlerResult {
    match library.selected().map(|entry| &entry.content) {
        Some(Ok(content)) => {
            let mut copy = content.session.clone();
            copy.title = format!("{} (copy)", copy.title);
            Ok(vec![Effect::StartSession { session: Box::new(copy) }])
        }
        Some(Err(_)) => Refusal::err("a file that cannot be read cannot be duplicated"),
        None => Refusal::err("the library is empty: n begins from a template"),
    }
}

/// Why a message would be refused in the library.
pub fn refusal(app: &App, msg: &Msg) -> Option<String> {
    let Screen::Library(library) = &app.screen else { return None };
    let readable = library.selected().is_some_and(|entry| entry.content.is_ok());
    match msg {
        Msg::Enter | Msg::Review | Msg::Duplicate if !readable => Some("there is nothing to open".to_owned()),
        Msg::Find if library.entries.is_empty() => Some("the library is empty: n begins from a template".to_owned()),
        Msg::Back if library.query.is_empty() => Some("there is nothing to take back".to_owned()),
        _ => None,
    }
}
