//! `weighbridge [FILE]`: the workbench.

use crate::cli::catalogue::load_catalogue;
use crate::cli::output::{CommandResult, Failure, Output};
use crate::cli::settings::Settings;
use crate::cli::workbench::{self, Launch, Start, WorkbenchError};
use crate::keys::Keymap;
use crate::store::{self, locations};
use crate::terminal::TerminalError;
use crate::theme::{Capability, Theme};
use std::io::IsTerminal;
use std::path::Path;
use std::sync::Arc;

/// Opens a file, standard input, or the library.
pub fn run(settings: &Settings, file: Option<&Path>, review: bool) -> CommandResult {
    if !std::io::stdout().is_terminal() {
        // A file that is named and wrong is wrong everywhere.
        load_catalogue(settings)?;
        return Err(Failure::usage(
            "the workbench needs a terminal: standard output is none; try 'weighbridge rank FILE'",
        ));
    }
    if std::env::var_os("TERM").is_some_and(|term| term == "dumb") {
        return Err(Failure::usage(
            "the workbench needs a terminal that can move the cursor, and TERM is 'dumb'; try 'weighbridge rank FILE', \
             or set TERM to what this terminal is",
        ));
    }
    // The catalogue and the file are read side by side: together they are most of what comes before the first frame.
    // Where no more threads are to be had, it is read afterwards.
    let own = settings.clone();
    let reading = std::thread::Builder::new().name("catalogue".to_owned()).spawn(move || load_catalogue(&own));
    let start = read_start(file, review)?;
    let keymap = load_keymap()?;
    let environment = |name: &str| std::env::var(name).ok();
    let looks = Capability::detect(&environment, &settings.display);
    let fixed = settings.clone();
    let catalogue = match reading {
        Ok(reading) => reading.join().map_err(|_| Failure::data("the catalogue could not be read"))??,
        Err(_) => load_catalogue(settings)?,
    };
    let launch = Launch {
        catalogue: Arc::new(catalogue),
        keymap,
        theme: Theme::new(looks),
        sessions: settings.sessions.clone(),
        user: settings.user.clone(),
        clock: Box::new(move || fixed.now()),
        start,
    };
    match workbench::run(launch) {
        Ok(()) => Ok(Output::of(String::new())),
        Err(WorkbenchError::Terminal(error @ TerminalError::NotATerminal(_))) => Err(Failure::usage(error.to_string())),
        Err(error) => Err(Failure::data(error.to_string())),
    }
}

fn read_start(file: Option<&Path>, review: bool) -> Result<Start, Failure> {
    match file {
        None => Ok(Start::Library),
        Some(path) if path == Path::new("-") => {
            let parsed = store::read_stdin().map_err(|error| Failure::data(error.to_string()))?;
            Ok(Start::Session(Box::new(parsed.session)))
        }
        Some(path) => {
            let loaded = Box::new(store::load(path));
            Ok(Start::File { path: path.to_owned(), read_only: review, loaded })
        }
    }
}

/// The keys of the table, or those of the user's own `keymap.ron`.
fn load_keymap() -> Result<Keymap, Failure> {
    let own = locations::config_dir().map(|dir| dir.join("keymap.ron")).filter(|path| path.exists());
    let Some(path) = own else {
        return Keymap::standard().map_err(|error| Failure::data(error.to_string()));
    };
    let (text, _) = store::read::read_text(&path).map_err(|error| Failure::data(error.to_string()))?;
    Keymap::from_text(&text).map_err(|error| Failure::data(format!("{}: {error}", path.display())))
}
