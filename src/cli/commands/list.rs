//! `weighbridge list [DIR]`: the library, unreadable files included.

use crate::app::library::Content;
use crate::catalogue::Catalogue;
use crate::cli::args::{Format, ListArgs};
use crate::cli::outcome::{Failure, Outcome, Output};
use crate::cli::settings::Settings;
use crate::model::Status;
use crate::model::showable::showable;
use crate::report::grid::{Cell, Grid};
use crate::report::json::{number, pretty, text, texts};
use crate::report::{csv, table};
use crate::store::{Shelf, scan};
use serde_json::{Value, json};

pub(in crate::cli) fn run(args: &ListArgs, settings: &Settings) -> Outcome {
    let shelves = match &args.dir {
        Some(dir) => scan(dir),
        None => settings.sessions.scan(),
    };
    let shelves = shelves.map_err(Failure::data)?;
    let catalogue = super::catalogue(settings)?;
    let rows: Vec<Row> = shelves.into_iter().map(|shelf| Row::of(shelf, &catalogue)).collect();
    let mut output = Output::of(match args.format {
        Format::Table => table::table(&grid(&rows)) + &errors(&rows),
        Format::Csv => csv::csv(&csv_grid(&rows)),
        Format::Json => pretty(&rows.iter().map(Row::json).collect::<Value>()),
    });
    if rows.is_empty() {
        let dir = args.dir.as_ref().unwrap_or(&settings.sessions.dir).to_string_lossy();
        output.notes.push(format!("{dir} holds no session yet; begin with 'weighbridge new --template ID -o FILE'"));
    }
    Ok(output)
}

/// A file of the folder.
struct Row {
    file: String,
    changed: String,
    content: Result<Box<Content>, String>,
}

impl Row {
    fn of(shelf: Shelf, catalogue: &Catalogue) -> Self {
        let content = match shelf.content {
            Ok(loaded) => Ok(Box::new(Content::of(loaded.session, catalogue))),
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
                    "status": session.status.word(),
                    "outcome": text(&content.outcome),
                    "leader": texts(leaders(content)),
                    "choices": texts(choices(content)),
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
fn is_sealed(content: &Content) -> bool {
    !content.session.totals_seen && content.session.status != Status::Decided
}

fn leaders(content: &Content) -> Vec<&str> {
    let sheet = content.appraisal.whole().filter(|_| !is_sealed(content));
    sheet.map_or_else(Vec::new, |sheet| sheet.leaders().iter().map(|at| sheet.columns[*at].id.as_str()).collect())
}

fn choices(content: &Content) -> Vec<&str> {
    let decision = content.session.decision.as_ref();
    decision.map_or_else(Vec::new, |decision| decision.choices.iter().map(|row| row.alternative.as_str()).collect())
}

fn grid(rows: &[Row]) -> Grid {
    let mut grid = Grid::new(["title", "status", "leader or choice", "margin", "last change", "file"]);
    for row in rows {
        let day = row.changed.split('T').next().unwrap_or_default();
        match &row.content {
            Ok(content) => grid.row([
                content.session.title.as_str().into(),
                content.session.status.word().into(),
                content.outcome.as_str().into(),
                Cell::maybe(content.margin, 2),
                day.into(),
                row.file.as_str().into(),
            ]),
            Err(_) => grid.row([
                "(cannot be read)".into(),
                Cell::Empty,
                Cell::Empty,
                Cell::Empty,
                day.into(),
                row.file.as_str().into(),
            ]),
        }
    }
    grid
}

/// The grid with a column for errors.
fn csv_grid(rows: &[Row]) -> Grid {
    let mut grid = grid(rows);
    grid.headers.push("error".to_owned());
    for (cells, row) in grid.rows.iter_mut().zip(rows) {
        if let Err(error) = &row.content {
            cells[0] = Cell::Empty;
            cells.push(error.as_str().into());
        }
    }
    grid
}

/// Why some cannot be read, beneath the table.
fn errors(rows: &[Row]) -> String {
    let errors = rows.iter().filter_map(|row| row.content.as_ref().err());
    let lines: String = errors.map(|error| format!("{}\n", showable(error))).collect();
    if lines.is_empty() { lines } else { format!("\n{lines}") }
}
