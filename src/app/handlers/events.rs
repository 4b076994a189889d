//! What the world tells: files read, opened, saved or not.

use super::{NO_EFFECTS, quit};
use crate::app::msg::{Effect, Event, Msg, OpenedSession};
use crate::app::overlay::{Confirm, Overlay};
use crate::app::{App, Library, Screen, Tone, Workbench};

/// Takes in news.
pub fn handle_event(app: &mut App, news: Event) -> Vec<Effect> {
    match news {
        Event::LibraryScanned(files) => {
            let catalogue = app.catalogue.clone();
            if let Screen::Library(library) = &mut app.screen {
                library.set_files(files, &catalogue);
            }
            NO_EFFECTS
        }
        Event::Opened(opened) => handle_opened(app, *opened),
        Event::OpenFailed { path, why } => {
            app.notify(Tone::Error, if why.is_empty() { path.display().to_string() } else { why });
            NO_EFFECTS
        }
        Event::Saved { path, revision } => handle_saved(app, path, revision),
        Event::SaveFailed { why } => {
            app.close_when_saved = false;
            if let Screen::Workbench(bench) = &mut app.screen {
                bench.saving = false;
            }
            app.notify(Tone::Error, format!("not saved: {why}"));
            NO_EFFECTS
        }
        Event::Notice(text) => {
            app.notify(Tone::Note, text);
            NO_EFFECTS
        }
        Event::JournalFailed(why) => {
            app.notify(Tone::Error, format!("unsaved edits are not being kept: {why}; save often with Ctrl-S"));
            NO_EFFECTS
        }
    }
}

fn handle_opened(app: &mut App, opened: OpenedSession) -> Vec<Effect> {
    let (catalogue, notice, recovery) = (app.catalogue.clone(), opened.notice.clone(), opened.recovery.clone());
    if let Screen::Library(Library { .. }) = app.screen {
        app.overlays.clear();
    }
    app.screen = Screen::Workbench(Box::new(Workbench::from_opened(opened, &catalogue)));
    app.recovery = recovery;
    if let Some(text) = notice {
        app.notify(Tone::Note, text);
    }
    if let Some(recovered) = &app.recovery {
        let changed = if recovered.base_changed {
            " The file has changed since: save what you recover under another name."
        } else {
            ""
        };
        let question = match recovered.edits {
            1 => format!("An edit of {} was never saved. Take it up?", recovered.last),
            edits => format!("{edits} edits of {} were never saved. Take them up?", recovered.last),
        };
        app.overlays.push(Overlay::Confirm(Confirm {
            question,
            detail: format!("The program ended before they were saved.{changed} Esc keeps them for later."),
            yes: ("take them up".to_owned(), Msg::AcceptRecovery),
            no: Some(("throw them away".to_owned(), Msg::DiscardRecovery)),
        }));
    }
    NO_EFFECTS
}

fn handle_saved(app: &mut App, path: std::path::PathBuf, revision: u64) -> Vec<Effect> {
    let Screen::Workbench(bench) = &mut app.screen else { return NO_EFFECTS };
    bench.saving = false;
    bench.saved_revision = revision;
    bench.is_new = false;
    bench.read_only = false;
    bench.path = path;
    let name = bench.path.file_name().map_or(String::new(), |name| name.to_string_lossy().into_owned());
    let is_dirty = bench.is_dirty();
    app.notify(Tone::Note, format!("saved {name}"));
    if !app.close_when_saved {
        return NO_EFFECTS;
    }
    let next = if is_dirty { quit::save(app, None) } else { quit::close(app, false) };
    next.unwrap_or_default()
}
