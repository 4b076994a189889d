//! Saving and leaving: nothing is lost without a question.

use super::{HandlerResult, NO_EFFECTS, Refusal, overlays};
use crate::app::editor::{Editor, OnAccept};
use crate::app::msg::{Effect, Msg};
use crate::app::overlay::{Confirm, Overlay};
use crate::app::{App, Library, Screen, Tone};
use std::path::PathBuf;

/// Leaves the document: back to the library, or out of the program. Asks when something would be lost.
pub fn quit(app: &mut App) -> HandlerResult {
    let Some(bench) = app.workbench() else { return Ok(vec![Effect::Quit]) };
    if !bench.is_dirty() || bench.read_only {
        return close(app, false);
    }
    let name = bench.path.display().to_string();
    let question =
        if bench.is_new { "It is in no file yet. Save it?" } else { "There are unsaved changes. Save them?" };
    Ok(overlays::open(
        app,
        Overlay::Confirm(Confirm {
            question: question.to_owned(),
            detail: name,
            yes: ("save and leave".to_owned(), Msg::SaveAndQuit),
            no: Some(("leave without saving".to_owned(), Msg::DiscardAndQuit)),
        }),
    ))
}

/// Closes the document.
pub fn close(app: &mut App, keep: bool) -> HandlerResult {
    app.overlays.clear();
    app.close_when_saved = false;
    let close = Effect::CloseFile { keep };
    if !app.has_library {
        return Ok(vec![close, Effect::Quit]);
    }
    app.screen = Screen::Library(Library::default());
    Ok(vec![close, Effect::ScanLibrary])
}

/// Saves, here or elsewhere.
pub fn save(app: &mut App, to: Option<PathBuf>) -> HandlerResult {
    let Some(bench) = app.workbench_mut() else { return Refusal::err("no session is open") };
    if bench.read_only && to.is_none() {
        return Refusal::err("this is a review: save a copy with S");
    }
    if to.is_none() && !bench.is_dirty() {
        return Refusal::err("nothing to save: it is all on disk");
    }
    if bench.saving {
        return Refusal::err("the last save is still under way");
    }
    bench.saving = true;
    let effect = Effect::Save { session: Box::new(bench.session.clone()), revision: bench.revision, to };
    app.notify(Tone::Note, "saving…");
    Ok(vec![effect])
}

/// Asks where to save to.
pub fn ask_path(app: &mut App) -> HandlerResult {
    let Some(bench) = app.workbench() else { return Refusal::err("no session is open") };
    let path = bench.path.display().to_string();
    let editor = Editor::new(
        "Save as",
        "a path ending in .ron; a file that exists is not overwritten",
        &path,
        false,
        OnAccept::SaveAs,
    );
    Ok(overlays::open(app, Overlay::Editor(Box::new(editor))))
}

/// Saves and leaves once the file is safe.
pub fn save_and_quit(app: &mut App) -> HandlerResult {
    app.close_when_saved = true;
    match save(app, None) {
        Err(refused) if app.workbench().is_some_and(|bench| bench.saving) => {
            // The save under way may be of an older revision; leaving waits for it and then saves again.
            app.notify(Tone::Note, refused.0);
            Ok(NO_EFFECTS)
        }
        outcome => outcome,
    }
}

/// Goes on with what the journal kept.
pub fn accept_recovery(app: &mut App) -> HandlerResult {
    let catalogue = app.catalogue.clone();
    let Some(recovered) = app.recovery.take() else { return Refusal::err("there is nothing to recover") };
    let edits = recovered.edits;
    let Some(bench) = app.workbench_mut() else { return Refusal::err("no session is open") };
    bench.adopt_recovered(*recovered.session, &catalogue);
    let edits = if edits == 1 { "1 edit".to_owned() } else { format!("{edits} edits") };
    app.notify(Tone::Note, format!("{edits} recovered; save with Ctrl-S"));
    Ok(vec![Effect::AdoptRecovery])
}

/// Throws away what the journal kept.
pub fn discard_recovery(app: &mut App) -> HandlerResult {
    app.recovery = None;
    app.notify(Tone::Note, "the unsaved edits were thrown away");
    Ok(vec![Effect::DiscardRecovery])
}
