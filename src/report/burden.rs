//! How many hours each platform asks of the team, and for what.

use super::grid::{Cell, Grid};
use super::json::{number, object, pretty, text, texts};
use super::table::table;
use super::{csv, safe};
use crate::appraisal::{Appraisal, supply};
use crate::burden::{Burden, TaskHours};
use crate::catalogue::{Catalogue, Layer, Platform};
use crate::model::Session;
use serde_json::{Value, json};

/// The burden of a session's platforms.
#[derive(Debug, Clone)]
pub struct Burdens<'a> {
    /// The session's title and the scope's name.
    pub title: String,
    /// `all`, or a workload's id.
    pub scope: String,
    /// One per alternative that stands on a platform of the catalogue.
    pub rows: Vec<Loaded<'a>>,
}

/// What an alternative asks of the team.
#[derive(Debug, Clone)]
pub struct Loaded<'a> {
    /// The platform behind it.
    pub platform: &'a Platform,
    /// Its own id.
    pub alternative: String,
    /// Its name.
    pub name: String,
    /// What it asks.
    pub burden: Burden,
}

impl<'a> Burdens<'a> {
    /// Gathers the burden of every alternative: for all workloads together, or for the one at `only`.
    pub fn of(session: &Session, catalogue: &'a Catalogue, appraisal: &Appraisal, only: Option<usize>) -> Self {
        let workload = only.and_then(|at| session.workloads.get(at));
        let name = workload.map_or("all workloads", |workload| &workload.name);
        let rows = session.alternatives.iter().enumerate().filter_map(|(at, alternative)| {
            Some(Loaded {
                platform: supply::platform_of(catalogue, alternative)?,
                alternative: alternative.id.to_string(),
                name: alternative.name.clone(),
                burden: burden(session, catalogue, appraisal, only, at)?,
            })
        });
        Self {
            title: format!("{} · {name}", session.title),
            scope: workload.map_or_else(|| "all".to_owned(), |workload| workload.id.to_string()),
            rows: rows.collect(),
        }
    }
}

fn burden(
    session: &Session,
    catalogue: &Catalogue,
    appraisal: &Appraisal,
    only: Option<usize>,
    alternative: usize,
) -> Option<Burden> {
    match (only, session.workloads.len()) {
        (Some(workload), _) => appraisal.supply.offer(workload, alternative)?.burden.clone(),
        (None, 0 | 1) => appraisal.supply.offer(0, alternative)?.burden.clone(),
        (None, count) => supply::estate_offer(session, catalogue, &vec![alternative; count]).burden,
    }
}

/// As `burden --format json` prints it. Hours are per month.
pub fn json(burdens: &Burdens) -> String {
    pretty(&json!({
        "scope": text(&burdens.scope),
        "unit": "h/month",
        "platforms": burdens.rows.iter().map(row_json).collect::<Value>(),
    }))
}

fn row_json(row: &Loaded) -> Value {
    let burden = &row.burden;
    let layer = |layer: Layer| (layer.id(), json!(row.platform.operator(layer).id()));
    json!({
        "id": text(row.platform.id.as_str()),
        "alternative": text(&row.alternative),
        "name": text(&row.name),
        "low": number(Some(burden.low.get())),
        "mean": number(Some(burden.mean.get())),
        "high": number(Some(burden.high.get())),
        "fte": number(Some(burden.fte)),
        "share_of_team": number(Some(burden.share_of_team)),
        "on_call_share": number(burden.on_call_share()),
        "labour": number(Some(burden.labour.get())),
        "layers": object(Layer::ALL.map(layer)),
        "tasks": burden.tasks.iter().map(task_json).collect::<Value>(),
        "warnings": texts(&burden.warnings),
    })
}

fn task_json(task: &TaskHours) -> Value {
    json!({
        "id": text(&task.id),
        "name": text(&task.name),
        "low": number(Some(task.low.get())),
        "likely": number(Some(task.likely.get())),
        "high": number(Some(task.high.get())),
        "mean": number(Some(task.mean.get())),
        "basis": text(&task.basis),
        "published": task.published,
        "formula": text(&task.formula.to_string()),
    })
}

/// As `burden --format csv` prints it: one row per task, its platform repeated.
pub fn csv(burdens: &Burdens) -> String {
    let mut grid = Grid::new([
        "platform",
        "alternative",
        "platform_low",
        "platform_mean",
        "platform_high",
        "fte",
        "share_of_team",
        "task",
        "low",
        "likely",
        "high",
        "mean",
        "basis",
    ]);
    for row in &burdens.rows {
        let burden = &row.burden;
        for task in &burden.tasks {
            grid.row([
                row.platform.id.as_str().into(),
                row.alternative.as_str().into(),
                Cell::Number(burden.low.get(), 1),
                Cell::Number(burden.mean.get(), 1),
                Cell::Number(burden.high.get(), 1),
                Cell::Number(burden.fte, 2),
                Cell::Number(burden.share_of_team, 2),
                task.id.as_str().into(),
                Cell::Number(task.low.get(), 1),
                Cell::Number(task.likely.get(), 1),
                Cell::Number(task.high.get(), 1),
                Cell::Number(task.mean.get(), 1),
                task.basis.as_str().into(),
            ]);
        }
    }
    csv::csv(&grid)
}

/// As `burden` prints it for people: the sums, who operates which layer, and the tasks.
pub fn text_table(burdens: &Burdens) -> String {
    let title = format!("{} · hours per month\n\n", safe(&burdens.title));
    let mut whole = title + &table(&sums(burdens)) + "\n" + &table(&layers(burdens)) + "\n" + &table(&tasks(burdens));
    for row in &burdens.rows {
        for warning in &row.burden.warnings {
            whole.push_str(&format!("\n{}: {}", safe(&row.name), safe(warning)));
        }
    }
    whole.truncate(whole.trim_end().len());
    whole + "\n"
}

fn sums(burdens: &Burdens) -> Grid {
    let mut grid =
        Grid::new(["alternative", "platform", "good month", "mean", "bad month", "full-time people", "% of the team"]);
    for row in &burdens.rows {
        grid.row([
            row.name.as_str().into(),
            row.platform.id.as_str().into(),
            Cell::Number(row.burden.low.get(), 1),
            Cell::Number(row.burden.mean.get(), 1),
            Cell::Number(row.burden.high.get(), 1),
            Cell::Number(row.burden.fte, 2),
            Cell::Number(100.0 * row.burden.share_of_team, 1),
        ]);
    }
    grid
}

fn names<'a>(first: &'a str, burdens: &'a Burdens) -> Grid {
    Grid::new(std::iter::once(first).chain(burdens.rows.iter().map(|row| row.name.as_str())))
}

fn layers(burdens: &Burdens) -> Grid {
    let mut grid = names("layer, operated by", burdens);
    for layer in Layer::ALL {
        let by = burdens.rows.iter().map(|row| Cell::from(row.platform.operator(layer).id()));
        grid.row(std::iter::once(Cell::from(layer.id())).chain(by));
    }
    grid
}

/// Rows are tasks, in the order in which they first appear; cells are mean hours.
fn tasks(burdens: &Burdens) -> Grid {
    let mut seen: Vec<(&str, &str)> = Vec::new();
    for task in burdens.rows.iter().flat_map(|row| &row.burden.tasks) {
        if !seen.iter().any(|(id, _)| *id == task.id) {
            seen.push((&task.id, &task.name));
        }
    }
    let mut grid = names("task, mean hours", burdens);
    for (id, name) in seen {
        let hours = burdens.rows.iter().map(|row| {
            let task = row.burden.tasks.iter().find(|task| task.id == id);
            Cell::maybe(task.map(|task| task.mean.get()), 1)
        });
        grid.row(std::iter::once(Cell::from(name)).chain(hours));
    }
    grid
}
