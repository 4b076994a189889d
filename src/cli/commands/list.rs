//! `weighbridge list [DIR]`: the library, unreadable files included.

use crate::app::library::SessionSummary;
use crate::catalogue::Catalogue;
use crate::cli::catalogue::load_catalogue;
use crate::cli::output::{CommandResult, Failure};
use crate::cli::session_args::FormatArgs;
use crate::cli::settings::Settings;
use crate::model::Status;
use crate::report::Report;
use crate::report::grid::{Columns, Grid};
use crate::report::json::{list, number, text, texts};
use crate::report::page::Page;
use crate::store::{SessionFile, scan_folder};
use clap::ValueHint;
use serde_json::{Value, json};
use std::path::PathBuf;

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
        Some(dir) => scan_folder(dir),
        None => settings.sessions.scan(),
    };
    let files = files.map_err(Failure::data)?;
    let catalogue = load_catalogue(settings)?;
    let dir = args.dir.as_ref().unwrap_or(&settings.sessions.dir).to_string_lossy().into_owned();
    args.output
        .answer(&SessionList { dir, rows: files.into_iter().map(|file| ListRow::new(file, &catalogue)).collect() })
}

/// The sessions of a folder.
struct SessionList {
    dir: String,
    rows: Vec<ListRow>,
}

struct ListRow {
    file: String,
    changed: String,
    content: Result<Box<SessionSummary>, String>,
}

impl ListRow {
    fn new(file: SessionFile, catalogue: &Catalogue) -> Self {
        let content = match file.content {
            Ok(loaded) => Ok(Box::new(SessionSummary::build(loaded.session, catalogue))),
            Err(error) => Err(error.to_string().lines().next().unwrap_or_default().to_owned()),
        };
        Self { file: file.path.to_string_lossy().into_owned(), changed: file.changed.to_string(), content }
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
            Err(error) => return json!({"file": text(&self.file), "error": text(error), "changed": self.changed}),
        };
        let session = &summary.session;
        json!({
            "file": text(&self.file),
            "title": text(&session.title),
            "status": session.status.label(),
            "outcome": text(&summary.outcome),
            "leader": texts(leader_ids(summary)),
            "choices": texts(choice_ids(summary)),
            "margin": number(summary.margin),
            "sealed": is_sealed(summary),
            "signatures": {"hold": summary.signatures.hold, "void": summary.signatures.void, "unbound": summary.signatures.unbound},
            "changed": self.changed,
            "tags": texts(&session.tags),
        })
    }
}

/// Totals stay sealed until somebody has seen them.
fn is_sealed(summary: &SessionSummary) -> bool {
    !summary.session.totals_seen && summary.session.status != Status::Decided
}

fn leader_ids(summary: &SessionSummary) -> Vec<&str> {
    let matrix = summary.appraisal.overall_matrix().filter(|_| !is_sealed(summary));
    matrix.map_or_else(Vec::new, |matrix| matrix.leaders().iter().map(|at| matrix.columns[*at].id.as_str()).collect())
}

fn choice_ids(summary: &SessionSummary) -> Vec<&str> {
    let decision = summary.session.decision.as_ref();
    decision.map_or_else(Vec::new, |decision| decision.choices.iter().map(|row| row.alternative.as_str()).collect())
}

/// The columns of table and CSV. `unreadable` is the title of a file that cannot be read.
fn columns(unreadable: Option<&str>) -> Columns<'_, &ListRow> {
    Columns::new()
        .cell("title", move |row: &&ListRow| {
            row.summary().map(|summary| summary.session.title.as_str()).or(unreadable).into()
        })
        .cell("status", |row| row.summary().map(|summary| summary.session.status.label()).into())
        .cell("leader or choice", |row| row.summary().map(|summary| summary.outcome.as_str()).into())
        .number("margin", 2, |row| row.summary().and_then(|summary| summary.margin))
        .text("last change", |row| row.changed.split('T').next().unwrap_or_default())
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
