//! Starting the workbench.

use super::files::SessionFiles;
use super::shell::{WorkDone, WorkbenchShell};
use crate::app::{App, Effect};
use crate::catalogue::Catalogue;
use crate::keys::Keymap;
use crate::model::{Moment, Session};
use crate::store::{JournalFolder, LoadError, LoadedSession, Saver, SessionFolder};
use crate::terminal::{self, TerminalError, Tty};
use crate::theme::Theme;
use std::path::PathBuf;
use std::sync::Arc;

/// What the workbench is started with.
pub struct Launch {
    pub catalogue: Arc<Catalogue>,
    pub keymap: Keymap,
    pub theme: Theme,
    pub sessions: SessionFolder,
    /// Author of changes.
    pub user: String,
    pub clock: Box<dyn Fn() -> Moment>,
    pub start: Start,
}

/// What to open first.
pub enum Start {
    Library,
    File {
        path: PathBuf,
        read_only: bool,
        /// Read while the catalogue was.
        loaded: Box<Result<LoadedSession, LoadError>>,
    },
    /// A session that is in no file yet, such as one from standard input.
    Session(Box<Session>),
}

/// Why the workbench did not start, or ended early.
#[derive(Debug, thiserror::Error)]
pub enum WorkbenchError {
    #[error("{0}")]
    Load(#[from] LoadError),
    #[error("{0}")]
    Terminal(#[from] TerminalError),
    #[error("the thread that saves could not be started: {0}")]
    Saver(#[from] std::io::Error),
}

/// Runs the workbench until the user quits.
pub fn run(launch: Launch) -> Result<(), WorkbenchError> {
    let (sender, inbox) = terminal::inbox::<WorkDone>();
    let waker = sender.clone();
    let saver = Saver::spawn(move |outcome| {
        sender.send(WorkDone::Saved(outcome));
    })?;
    let now = (launch.clock)();
    let notes = launch.catalogue.override_notes();
    let override_note = (!notes.is_empty()).then(|| notes.join("; "));
    let mut app = App::new(launch.catalogue, launch.keymap.commands(), launch.user, now);
    app.library_label = launch.sessions.dir.display().to_string();
    app.has_library = matches!(launch.start, Start::Library);
    let wake = Arc::new(move || {
        waker.send(WorkDone::LibraryRead);
    });
    let files = SessionFiles::new(launch.sessions, JournalFolder::find(), saver, wake);
    let mut shell = WorkbenchShell::new(app, launch.keymap, launch.theme, launch.clock, files);
    let tty = match launch.start {
        Start::Library => {
            shell.run_effects(vec![Effect::ScanLibrary]);
            Tty::open()
        }
        Start::File { path, read_only, loaded } => {
            shell.open(&path, read_only, *loaded)?;
            Tty::open()
        }
        Start::Session(session) => {
            shell.begin(*session);
            // Standard input was the document; keys come from the terminal behind standard output.
            Tty::from_stdout()
        }
    };
    shell.append_notice(override_note);
    let ended = terminal::run(Arc::new(tty?), &mut shell, inbox);
    if shell.files.is_saving() {
        // The screen is gone, and the shell has its prompt only when the disk has answered.
        eprintln!("weighbridge: waiting for the disk to finish a save…");
    }
    Ok(ended?)
}
