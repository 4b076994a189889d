//! What the world tells: files read, opened, saved or not.

use super::{DONE, leaving};
use crate::app::msg::{Effect, Msg, News, Opened};
use crate::app::overlay::{Confirm, Overlay};
use crate::app::{App, Library, Screen, Tone, Workbench};

/// Takes in news.
pub fn hear(app: &mut App, news: News) -> Vec<Effect> {
    match news {
        News::Shelf(files) => {
            let catalogue = app.catalogue.clone();
            if let Screen::Library(library) = &mut app.screen {
                library.fill(files, &catalogue);
            }
            DONE
        }
        News::Opened(opened) => open(app, *opened),
        News::NotOpened { path, why } => {
            app.say(Tone::Error, if why.is_empty() { path.display().to_string() } else { why });
            DONE
        }
        News::Saved { path, revision } => saved(app, path, revision),
        News::NotSaved { why } => {
            app.leave_when_saved = false;
            if let Screen::Workbench(bench) = &mut app.screen {
                bench.saving = false;
            }
            app.say(Tone::Error, format!("not saved: {why}"));
            DONE
        }
        News::Refined { ticket, found } => {
            app.counting.hear(ticket, *found);
            DONE
        }
        News::Notice(text) => {
            app.say(Tone::Note, text);
            DONE
        }
        News::JournalOff(why) => {
            app.say(Tone::Error, format!("unsaved edits are not being kept: {why}; save often with Ctrl-S"));
            DONE
        }
    }
}

fn open(app: &mut App, opened: Opened) -> Vec<Effect> {
    let (catalogue, notice, recovery) = (app.catalogue.clone(), opened.notice.clone(), opened.recovery.clone());
    if let Screen::Library(Library { .. }) = app.screen {
        app.overlays.clear();
    }
    app.screen = Screen::Workbench(Box::new(Workbench::open(opened, &catalogue)));
    app.recovery = recovery;
    if let Some(text) = notice {
        app.say(Tone::Note, text);
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
            yes: ("take them up".to_owned(), Msg::TakeRecovery),
            no: Some(("throw them away".to_owned(), Msg::DropRecovery)),
        }));
    }
    DONE
}

fn saved(app: &mut App, path: std::path::PathBuf, revision: u64) -> Vec<Effect> {
    let Screen::Workbench(bench) = &mut app.screen else { return DONE };
    bench.saving = false;
    bench.saved = revision;
    bench.is_new = false;
    bench.read_only = false;
    bench.path = path;
    let name = bench.path.file_name().map_or(String::new(), |name| name.to_string_lossy().into_owned());
    let is_dirty = bench.is_dirty();
    app.say(Tone::Note, format!("saved {name}"));
    if !app.leave_when_saved {
        return DONE;
    }
    let next = if is_dirty { leaving::save(app, None) } else { leaving::close(app, false) };
    next.unwrap_or_default()
}
