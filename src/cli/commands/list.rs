//! `weighbridge list [DIR]`: the library, unreadable files included.

use crate::app::library::SessionSummary;
use crate::catalogue::Catalogue;
use crate::cli::args::{ListArgs, OutputFormat};
use crate::cli::output::{CommandResult, Failure, Output};
use crate::cli::settings::Settings;
use crate::model::Status;
use crate::model::showable::showable;
use crate::report::grid::{Grid, GridCell};
use crate::report::json::{number, pretty, text, texts};
use crate::report::{csv, table};
use crate::store::{SessionFile, scan_folder};
use serde_json::{Value, json};

pub(in crate::cli) fn run(args: &ListArgs, settings: &Settings) -> CommandResult {
    let shelves = match &args.dir {
        Some(dir) => scan_folder(dir),
        None => settings.sessions.scan(),
    };
    let shelves = shelves.map_err(Failure::data)?;
    let catalogue = super::catalogue(settings)?;
    let rows: Vec<ListRow> = shelves.into_iter().map(|shelf| ListRow::from_entry(shelf, &catalogue)).collect();
    let mut output = Output::of(match args.format {
        OutputFormat::Table => table::render_table(&grid(&rows)) + &error_lines(&rows),
        OutputFormat::Csv => csv::render_csv(&csv_grid(&rows)),
        OutputFormat::Json => pretty(&rows.iter().map(ListRow::json).collect::<Value>()),
    });
    if rows.is_empty() {
        let dir = args.dir.as_ref().unwrap_or(&settings.sessions.dir).to_string_lossy();
        output.notes.push(format!("{dir} holds no session yet; begin with 'weighbridge new --template ID -o FILE'"));
    }
    Ok(output)
}

/// A file of the folder.
struct ListRow {
    file: String,
    changed: String,
    content: Result<Box<SessionSummary>, String>,
}

impl ListRow {
    fn from_entry(shelf: SessionFile, catalogue: &Catalogue) -> Self {
        let content = match shelf.content {
            Ok(loaded) => Ok(Box::new(SessionSummary::build(loaded.session, catalogue))),
            Err(error) => Err(error.to_string().lines().next().unwrap_or_default().to_owned()),
        };
        Self { file: shelf.path.to_string_lossy().into_owned(), changed: shelf.changed.to_string(), content }
    }

    fn json(&self) -> Value {
        match &self.content {
            Ok(content) => {
                let session = &content.session;
                json!({
                    "file": text(&self.file),
                    "title": text(&session.title),
                    "status": session.status.label(),
                    "outcome": text(&content.outcome),
                    "leader": texts(leader_ids(content)),
                    "choices": texts(choice_ids(content)),
                    "margin": number(content.margin),
                    "sealed": is_sealed(content),
                    "changed": self.changed,
                    "tags": texts(&session.tags),
                })
            }
            Err(error) => json!({"file": text(&self.file), "error": text(error), "changed": self.changed}),
        }
    }
}

/// Totals stay sealed until somebody has looked at them.
fn is_sealed(content: &SessionSummary) -> bool {
    !content.session.totals_seen && content.session.status != Status::Decided
}

fn leader_ids(content: &SessionSummary) -> Vec<&str> {
    let sheet = content.appraisal.overall_matrix().filter(|_| !is_sealed(content));
    sheet.map_or_else(Vec::new, |sheet| sheet.leaders().iter().map(|at| sheet.columns[*at].id.as_str()).collect())
}

fn choice_ids(content: &SessionSummary) -> Vec<&str> {
    let decision = content.session.decision.as_ref();
    decision.map_or_else(Vec::new, |decision| decision.choices.iter().map(|row| row.alternative.as_str()).collect())
}

fn grid(rows: &[ListRow]) -> Grid {
    let mut grid = Grid::new(["title", "status", "leader or choice", "margin", "last change", "file"]);
    for row in rows {
        let day = row.changed.split('T').next().unwrap_or_default();
        match &row.content {
            Ok(content) => grid.push_row([
                content.session.title.as_str().into(),
                content.session.status.label().into(),
                content.outcome.as_str().into(),
                GridCell::optional(content.margin, 2),
                day.into(),
                row.file.as_str().into(),
            ]),
            Err(_) => grid.push_row([
                "(cannot be read)".into(),
                GridCell::Empty,
                GridCell::Empty,
                GridCell::Empty,
                day.into(),
                row.file.as_str().into(),
            ]),
        }
    }
    grid
}

/// The grid with a column for errors.
fn csv_grid(rows: &[ListRow]) -> Grid {
    let mut grid = grid(rows);
    grid.headers.push("error".to_owned());
    for (cells, row) in grid.rows.iter_mut().zip(rows) {
        if let Err(error) = &row.content {
            cells[0] = GridCell::Empty;
            cells.push(error.as_str().into());
        }
    }
    grid
}

/// Why some cannot be read, beneath the table.
fn error_lines(rows: &[ListRow]) -> String {
    let errors = rows.iter().filter_map(|row| row.content.as_ref().err());
    let lines: String = errors.map(|error| format!("{}\n", showable(error))).collect();
    if lines.is_empty() { lines } else { format!("\n{lines}") }
}
