//! `weighbridge list [DIR]`: the library, unreadable files included.

use crate::app::session_summary::{SessionDetails, SessionSummary};
use crate::catalogue::Catalogue;
use crate::cli::catalogue::load_catalogue;
use crate::cli::output::{CommandResult, Failure};
use crate::cli::progress::Progress;
use crate::cli::session_args::FormatArgs;
use crate::cli::settings::Settings;
use crate::model::Moment;
use crate::report::Report;
use crate::report::grid::{Columns, Grid};
use crate::report::json::{list, number, text, texts};
use crate::report::page::Page;
use crate::store::{ListedFile, SessionFile, list_folder};
use clap::ValueHint;
use serde_json::{Value, json};
use std::cmp::Reverse;
use std::num::NonZero;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
use std::thread::{Builder, available_parallelism};

#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  weighbridge list saved-sessions --format json")]
pub struct Args {
    /// The folder to list, instead of the folder of saved sessions
    #[arg(value_hint = ValueHint::DirPath)]
    dir: Option<PathBuf>,
    #[command(flatten)]
    output: FormatArgs,
}

pub(super) fn run(args: &Args, settings: &Settings) -> CommandResult {
    let files = match &args.dir {
        Some(dir) => list_folder(dir),
        None => settings.sessions.list(),
    };
    let files = files.map_err(Failure::data)?;
    let catalogue = load_catalogue(settings)?;
    let dir = args.dir.as_ref().unwrap_or(&settings.sessions.dir).to_string_lossy().into_owned();
    args.output.answer(&SessionList { dir, rows: read_rows(files, &catalogue) })
}

/// Reads file after file on as many threads as there are processors. No more documents are in memory than threads.
fn read_rows(files: Vec<ListedFile>, catalogue: &Catalogue) -> Vec<ListRow> {
    let total = files.len();
    let rows = Mutex::new((Vec::with_capacity(total), Progress::start("sessions")));
    let waiting = Mutex::new(files.into_iter());
    let read = || {
        loop {
            // A lock is poisoned by a panic only, which ends the program.
            let next = waiting.lock().unwrap_or_else(PoisonError::into_inner).next();
            let Some(file) = next else { return };
            let row = ListRow::new(file.read(), catalogue);
            let mut rows = rows.lock().unwrap_or_else(PoisonError::into_inner);
            rows.0.push(row);
            let done = rows.0.len();
            rows.1.update(done as u64, total as u64);
        }
    };
    let threads = available_parallelism().map_or(1, NonZero::get).min(total.div_ceil(FILES_PER_THREAD));
    std::thread::scope(|scope| {
        for _ in 1..threads {
            // Without another thread this one reads all.
            let _ = Builder::new().spawn_scoped(scope, read);
        }
        read();
    });
    let (mut rows, _) = rows.into_inner().unwrap_or_else(PoisonError::into_inner);
    rows.sort_by(|a, b| (Reverse(a.changed), &a.path).cmp(&(Reverse(b.changed), &b.path)));
    rows
}

/// Fewer files are not worth another thread.
const FILES_PER_THREAD: usize = 8;

/// The sessions of a folder.
struct SessionList {
    dir: String,
    rows: Vec<ListRow>,
}

struct ListRow {
    path: PathBuf,
    file: String,
    changed: Moment,
    /// The day of it.
    day: String,
    content: Result<Box<SessionSummary>, String>,
}

impl ListRow {
    fn new(file: SessionFile, catalogue: &Catalogue) -> Self {
        let content = match file.content {
            Ok(loaded) => Ok(Box::new(SessionSummary::of(&SessionDetails::compute(loaded.session, catalogue)))),
            Err(error) => Err(error.to_string().lines().next().unwrap_or_default().to_owned()),
        };
        let day = file.changed.day().to_string();
        Self { file: file.path.to_string_lossy().into_owned(), path: file.path, changed: file.changed, day, content }
    }

    fn summary(&self) -> Option<&SessionSummary> {
        self.content.as_ref().ok().map(AsRef::as_ref)
    }

    fn error(&self) -> Option<&str> {
        self.content.as_ref().err().map(String::as_str)
    }

    fn json(&self) -> Value {
        let summary = match &self.content {
            Ok(summary) => summary,
            Err(error) => {
                return json!({"file": text(&self.file), "error": text(error), "changed": self.changed.to_string()});
            }
        };
        json!({
            "file": text(&self.file),
            "title": text(&summary.title),
            "status": summary.status.label(),
            "outcome": text(&summary.outcome),
            "leader": texts(summary.leaders.iter().map(String::as_str)),
            "choices": texts(summary.choices.iter().map(String::as_str)),
            "margin": number(summary.margin),
            "sealed": summary.is_sealed,
            "signatures": {"hold": summary.signatures.hold, "void": summary.signatures.void, "unbound": summary.signatures.unbound},
            "changed": self.changed.to_string(),
            "tags": texts(&summary.tags),
        })
    }
}

/// The columns of table and CSV. `unreadable` is the title of a file that cannot be read.
fn columns(unreadable: Option<&str>) -> Columns<'_, &ListRow> {
    Columns::new()
        .cell("title", move |row: &&ListRow| row.summary().map(|summary| summary.title.as_str()).or(unreadable).into())
        .cell("status", |row| row.summary().map(|summary| summary.status.label()).into())
        .cell("leader or choice", |row| row.summary().map(|summary| summary.outcome.as_str()).into())
        .number("margin", 2, |row| row.summary().and_then(|summary| summary.margin))
        .text("last change", |row| &row.day)
        .text("file", |row| &row.file)
}

impl Report for SessionList {
    /// The table, then why some files cannot be read.
    fn page(&self) -> Page {
        let mut page = Page::from(columns(Some("(cannot be read)")).grid(&self.rows));
        let errors: Vec<String> = self.rows.iter().filter_map(|row| row.error().map(str::to_owned)).collect();
        if !errors.is_empty() {
            page.blank();
            page.lines(errors);
        }
        page
    }

    fn json(&self) -> Value {
        list(&self.rows, ListRow::json)
    }

    fn grid(&self) -> Grid {
        columns(None).cell("error", |row| row.error().into()).grid(&self.rows)
    }

    fn notes(&self) -> Vec<String> {
        let note =
            || format!("{} contains no session yet; start with 'weighbridge new --template ID -o FILE'", self.dir);
        self.rows.is_empty().then(note).into_iter().collect()
    }
}
