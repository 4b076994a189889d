//! The library: finding, opening, reviewing, beginning.

use super::{DONE, Outcome, Refused, overlays};
use crate::app::msg::{Effect, Msg};
use crate::app::overlay::Overlay;
use crate::app::picker::{Item, Picker};
use crate::app::{App, Library, Screen};
use crate::catalogue::{TEMPLATES, templates};

fn shelf(app: &mut App) -> Option<&mut Library> {
    match &mut app.screen {
        Screen::Library(library) => Some(library),
        Screen::Workbench(_) => None,
    }
}

/// A message in the library.
pub fn handle(app: &mut App, msg: Msg) -> Outcome {
    let Some(library) = shelf(app) else { return Ok(DONE) };
    if library.is_finding {
        return Ok(finding(library, msg));
    }
    match msg {
        Msg::Up => library.step(-1),
        Msg::Down => library.step(1),
        Msg::PageUp => library.step(-10),
        Msg::PageDown => library.step(10),
        Msg::First => library.step(isize::MIN / 2),
        Msg::Last => library.step(isize::MAX / 2),
        Msg::Find if library.entries.is_empty() => {
            return Refused::because("the library is empty: n begins from a template");
        }
        Msg::Find => library.is_finding = true,
        Msg::Back if !library.query.is_empty() => library.clear(),
        Msg::Back => return Refused::because("this is the first screen: q leaves"),
        Msg::Leave => return Ok(vec![Effect::Quit]),
        Msg::Enter => return open(library, false),
        Msg::Review => return open(library, true),
        Msg::New => return Ok(pick_template(app)),
        Msg::NewFrom(id) => return begin(&id),
        Msg::Duplicate => return duplicate(library),
        Msg::Help => return Ok(overlays::open(app, Overlay::Help(0))),
        Msg::Palette => return super::finder::palette(app),
        Msg::Claims => return overlays::claims(app),
        _ => return Refused::because("that key does nothing here; ? shows what does"),
    }
    Ok(DONE)
}

fn finding(library: &mut Library, msg: Msg) -> Vec<Effect> {
    match msg {
        Msg::Back => library.clear(),
        Msg::Accept | Msg::Enter => library.is_finding = false,
        Msg::Up => library.step(-1),
        Msg::Down => library.step(1),
        Msg::Paste(text) => library.push(&text),
        Msg::Input(input) => match input.key {
            tui_textarea::Key::Char(c) if !input.ctrl && !input.alt => library.push(&c.to_string()),
            tui_textarea::Key::Backspace => library.pop(),
            _ => {}
        },
        _ => {}
    }
    DONE
}

fn open(library: &Library, read_only: bool) -> Outcome {
    let Some(entry) = library.selected() else {
        return Refused::because("the library is empty: n begins from a template");
    };
    match &entry.content {
        Ok(_) => Ok(vec![Effect::Open { path: entry.path.clone(), read_only }]),
        Err(why) => Refused::because(format!("it cannot be opened: {why}")),
    }
}

fn pick_template(app: &mut App) -> Vec<Effect> {
    let items = TEMPLATES
        .iter()
        .map(|template| Item::new(template.id, template.what, Msg::NewFrom(template.id.to_owned())))
        .collect();
    overlays::open(app, Overlay::Picker(Picker::new("Begin from", items)))
}

fn begin(id: &str) -> Outcome {
    let Some(template) = templates::find(id) else { return Refused::because(format!("there is no template '{id}'")) };
    match template.session() {
        Ok(session) => Ok(vec![Effect::Begin { session: Box::new(session) }]),
        Err(errors) => {
            Refused::because(format!("template '{id}': {}", errors.first().map_or(String::new(), ToString::to_string)))
        }
    }
}

fn duplicate(library: &Library) -> Outcome {
    match library.selected().map(|entry| &entry.content) {
        Some(Ok(content)) => {
            let mut copy = content.session.clone();
            copy.title = format!("{} (copy)", copy.title);
            Ok(vec![Effect::Begin { session: Box::new(copy) }])
        }
        Some(Err(_)) => Refused::because("a file that cannot be read cannot be duplicated"),
        None => Refused::because("the library is empty: n begins from a template"),
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
