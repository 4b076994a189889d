//! How many hours each platform asks of the team, and for what.

use super::grid::{Grid, GridCell};
use super::json::{number, object, pretty, text, texts};
use super::table::render_table;
use super::{csv, showable_text};
use crate::appraisal::{Appraisal, Column, Scope, offers};
use crate::burden::{Burden, OnCall, TaskHours, find_unknown_overrides};
use crate::catalogue::{Catalogue, Layer, Platform};
use crate::model::Session;
use serde_json::{Value, json};

/// The burden of a session's platforms.
#[derive(Debug, Clone)]
pub struct BurdenReport<'a> {
    /// The session's title and the scope's name.
    pub title: String,
    /// `all`, or a workload's id.
    pub scope: String,
    /// One per alternative that stands on a platform of the catalogue.
    pub rows: Vec<AlternativeBurden<'a>>,
    /// The estates of a session with several workloads, when it is about all of them.
    pub estates: Vec<EstateBurden>,
    /// Whether hours of the user's own task file are among these, and from where; empty without.
    pub own_hours_note: Option<String>,
    /// What the session says of tasks and platforms that the catalogue does not know.
    pub unknown_hours: Vec<String>,
}

/// What an estate asks of the team.
#[derive(Debug, Clone)]
pub struct EstateBurden {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Which workload runs on which alternative.
    pub assign: Vec<(String, String)>,
    /// What it asks.
    pub burden: Burden,
}

impl EstateBurden {
    fn from_column(column: &Column) -> Option<Self> {
        let assign = column.assignment.iter().map(|(workload, to)| (workload.to_string(), to.to_string()));
        Some(Self {
            id: column.id.clone(),
            name: column.name.clone(),
            assign: assign.collect(),
            burden: column.offer.burden.clone()?,
        })
    }
}

/// What an alternative asks of the team.
#[derive(Debug, Clone)]
pub struct AlternativeBurden<'a> {
    /// The platform behind it.
    pub platform: &'a Platform,
    /// Its own id.
    pub alternative: String,
    /// Its name.
    pub name: String,
    /// What it asks.
    pub burden: Burden,
}

impl<'a> BurdenReport<'a> {
    /// Gathers the burden of every alternative: for all workloads together, or for the one at `only`.
    pub fn build(session: &Session, catalogue: &'a Catalogue, appraisal: &Appraisal, only: Option<usize>) -> Self {
        let workload = only.and_then(|at| session.workloads.get(at));
        let name = workload.map_or("all workloads", |workload| &workload.name);
        let rows = session.alternatives.iter().enumerate().filter_map(|(at, alternative)| {
            Some(AlternativeBurden {
                platform: offers::platform_of(catalogue, alternative)?,
                alternative: alternative.id.to_string(),
                name: alternative.name.clone(),
                burden: alternative_burden(session, catalogue, appraisal, only, at)?,
            })
        });
        let system = appraisal.matrix(&Scope::System).filter(|_| workload.is_none());
        let unknown = find_unknown_overrides(&catalogue.tasks, &catalogue.platforms, &session.hours);
        Self {
            title: format!("{} · {name}", session.title),
            scope: workload.map_or_else(|| "all".to_owned(), |workload| workload.id.to_string()),
            rows: rows.collect(),
            estates: system.iter().flat_map(|sheet| &sheet.columns).filter_map(EstateBurden::from_column).collect(),
            own_hours_note: catalogue.tasks.override_note(),
            unknown_hours: unknown.into_iter().map(|unknown| format!("{}; {}", unknown.what, unknown.hint)).collect(),
        }
    }
}

fn alternative_burden(
    session: &Session,
    catalogue: &Catalogue,
    appraisal: &Appraisal,
    only: Option<usize>,
    alternative: usize,
) -> Option<Burden> {
    match (only, session.workloads.len()) {
        (Some(workload), _) => appraisal.offers.offer(workload, alternative)?.burden.clone(),
        (None, 0 | 1) => appraisal.offers.offer(0, alternative)?.burden.clone(),
        (None, count) => offers::compute_estate_offer(session, catalogue, &vec![alternative; count]).burden,
    }
}

/// As `burden --format json` prints it. Hours are per month.
pub fn json(burdens: &BurdenReport) -> String {
    pretty(&json!({
        "scope": text(&burdens.scope),
        "title": text(&burdens.title),
        "unit": "h/month",
        "own_hours": texts(&burdens.own_hours_note),
        "unknown_hours": texts(&burdens.unknown_hours),
        "platforms": burdens.rows.iter().map(row_json).collect::<Value>(),
        "estates": burdens.estates.iter().map(estate_json).collect::<Value>(),
    }))
}

fn row_json(row: &AlternativeBurden) -> Value {
    let layer = |layer: Layer| (layer.id(), json!(row.platform.operator(layer).id()));
    let own = json!({
        "id": text(row.platform.id.as_str()),
        "alternative": text(&row.alternative),
        "name": text(&row.name),
        "layers": object(Layer::ALL.map(layer)),
    });
    merge_objects(own, burden_json(&row.burden))
}

fn estate_json(estate: &EstateBurden) -> Value {
    let assigned = |(workload, to): &(String, String)| json!({"workload": text(workload), "alternative": text(to)});
    let own = json!({
        "id": text(&estate.id),
        "name": text(&estate.name),
        "assign": estate.assign.iter().map(assigned).collect::<Value>(),
    });
    merge_objects(own, burden_json(&estate.burden))
}

fn merge_objects(mut one: Value, other: Value) -> Value {
    if let (Value::Object(into), Value::Object(more)) = (&mut one, other) {
        into.extend(more);
    }
    one
}

fn burden_json(burden: &Burden) -> Value {
    json!({
        "low": number(Some(burden.low.get())),
        "mean": number(Some(burden.mean.get())),
        "high": number(Some(burden.high.get())),
        "fte": number(Some(burden.fte)),
        "share_of_team": number(Some(burden.share_of_team)),
        "on_call_share": number(burden.on_call_share()),
        "on_call": burden.on_call.as_ref().map(on_call_json),
        "labour": number(Some(burden.labour.get())),
        "tasks": burden.tasks.iter().map(task_json).collect::<Value>(),
        "warnings": texts(&burden.warnings),
        "remarks": texts(&burden.notes),
    })
}

fn on_call_json(on_call: &OnCall) -> Value {
    json!({
        "people": on_call.people,
        "share": number(Some(on_call.share)),
        "weeks_between": number(on_call.weeks_between),
        "people_short": on_call.people_short,
        "at_cap": on_call.at_cap,
        "over_cap": on_call.over_cap,
        "incidents_per_shift": number(Some(on_call.incidents_per_shift)),
        "pages_nobody": on_call.no_paging,
        "saved": number(Some(on_call.hours_saved.get())),
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
        "estimated": task.estimated,
        "own": task.hours_override.as_ref().map(|own| json!({"by": text(&own.by), "why": text(&own.why)})),
        "own_file": task.from_task_file,
        "once_per": task.driver.label(),
        "formula": text(&task.formula.to_string()),
    })
}

/// As `burden --format csv` prints it: one row per task, its platform repeated. Estates are in JSON.
pub fn csv(burdens: &BurdenReport) -> String {
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
        "whose",
        "own_by",
        "own_why",
        "on_call_share",
    ]);
    for row in &burdens.rows {
        let burden = &row.burden;
        for task in &burden.tasks {
            grid.push_row([
                row.platform.id.as_str().into(),
                row.alternative.as_str().into(),
                GridCell::Number(burden.low.get(), 1),
                GridCell::Number(burden.mean.get(), 1),
                GridCell::Number(burden.high.get(), 1),
                GridCell::Number(burden.fte, 2),
                GridCell::Number(burden.share_of_team, 2),
                task.id.as_str().into(),
                GridCell::Number(task.low.get(), 1),
                GridCell::Number(task.likely.get(), 1),
                GridCell::Number(task.high.get(), 1),
                GridCell::Number(task.mean.get(), 1),
                task.basis.as_str().into(),
                hours_origin(task).into(),
                task.hours_override.as_ref().map_or(GridCell::Empty, |own| own.by.as_str().into()),
                task.hours_override.as_ref().map_or(GridCell::Empty, |own| own.why.as_str().into()),
                GridCell::optional(burden.on_call_share(), 2),
            ]);
        }
    }
    csv::render_csv(&grid)
}

/// Whose hours they are: of several, what is to be trusted least comes first.
fn hours_origin(task: &TaskHours) -> &'static str {
    match (task.estimated, task.hours_override.is_some(), task.from_task_file) {
        (true, true, _) => "~ estimate, own",
        (true, false, _) => "~ estimate",
        (false, true, _) => "own",
        (false, false, true) => "your task file",
        (false, false, false) => "published",
    }
}

/// As `burden` prints it for people: the sums, who operates which layer, the tasks and where their hours come from.
pub fn text_table(burdens: &BurdenReport) -> String {
    let title = format!("{} · hours per month\n\n", showable_text(&burdens.title));
    let grids = [sums_grid(burdens), layers_grid(burdens), tasks_grid(burdens)];
    let mut whole = title + &grids.map(|grid| render_table(&grid)).join("\n") + &hours_sources(burdens);
    if !burdens.estates.is_empty() {
        whole.push('\n');
        whole.push_str(&render_table(&estates_grid(burdens)));
    }
    whole.push('\n');
    for (of, said) in grouped_notes(burdens) {
        whole.push_str(&format!("{}{}\n", showable_text(&of), showable_text(&said)));
    }
    whole.extend(burdens.own_hours_note.iter().map(|own| format!("{}\n", showable_text(own))));
    whole.truncate(whole.trim_end().len());
    whole + "\n"
}

/// Warnings and remarks, each once with the names of those it is about; without names when it is about all.
fn grouped_notes(burdens: &BurdenReport) -> Vec<(String, String)> {
    let mut told: Vec<(&str, Vec<&str>)> = Vec::new();
    for row in &burdens.rows {
        for said in row.burden.warnings.iter().chain(&row.burden.notes) {
            match told.iter_mut().find(|(known, _)| known == said) {
                Some((_, names)) => names.push(&row.name),
                None => told.push((said, vec![&row.name])),
            }
        }
    }
    let whom = |names: &[&str]| match names.len() == burdens.rows.len() && names.len() > 1 {
        true => String::new(),
        false => format!("{}: ", names.join(", ")),
    };
    told.into_iter().map(|(said, names)| (whom(&names), said.to_owned())).collect()
}

/// Where the hours of each task come from, a line for each thing that is said of it.
fn hours_sources(burdens: &BurdenReport) -> String {
    let mut lines: Vec<String> = Vec::new();
    for task in burdens.rows.iter().flat_map(|row| &row.burden.tasks) {
        let line = format!("{} {}: {}", origin_mark(task), showable_text(&task.name), showable_text(&task.basis));
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    let heading = "\nwhere the hours come from (~ the catalogue's estimate, * the team's own)\n";
    if lines.is_empty() { String::new() } else { format!("{heading}{}\n", lines.join("\n")) }
}

fn origin_mark(task: &TaskHours) -> &'static str {
    match (task.estimated, task.hours_override.is_some() || task.from_task_file) {
        (_, true) => "*",
        (true, false) => "~",
        (false, false) => " ",
    }
}

/// What columns of sums are called.
const SUM_HEADERS: [&str; 7] =
    ["good month", "mean", "bad month", "full-time people", "% of the team", "USD/month", "% of time on call"];

fn sum_cells(burden: &Burden) -> [GridCell; 7] {
    [
        GridCell::Number(burden.low.get(), 1),
        GridCell::Number(burden.mean.get(), 1),
        GridCell::Number(burden.high.get(), 1),
        GridCell::Number(burden.fte, 2),
        GridCell::Number(100.0 * burden.share_of_team, 1),
        GridCell::Number(burden.labour.get(), 0),
        GridCell::optional(burden.on_call_share().map(|share| 100.0 * share), 1),
    ]
}

fn sums_grid(burdens: &BurdenReport) -> Grid {
    let mut grid = Grid::new(["alternative", "platform"].into_iter().chain(SUM_HEADERS));
    for row in &burdens.rows {
        let names = [row.name.as_str().into(), row.platform.id.as_str().into()];
        grid.push_row(names.into_iter().chain(sum_cells(&row.burden)));
    }
    grid
}

fn estates_grid(burdens: &BurdenReport) -> Grid {
    let mut grid = Grid::new(std::iter::once("estate").chain(SUM_HEADERS));
    for estate in &burdens.estates {
        grid.push_row(std::iter::once(estate.name.as_str().into()).chain(sum_cells(&estate.burden)));
    }
    grid
}

fn grid_by_alternative<'a>(first: &'a str, burdens: &'a BurdenReport) -> Grid {
    Grid::new(std::iter::once(first).chain(burdens.rows.iter().map(|row| row.name.as_str())))
}

fn layers_grid(burdens: &BurdenReport) -> Grid {
    let mut grid = grid_by_alternative("layer, operated by", burdens);
    for layer in Layer::ALL {
        let by = burdens.rows.iter().map(|row| GridCell::from(row.platform.operator(layer).id()));
        grid.push_row(std::iter::once(GridCell::from(layer.id())).chain(by));
    }
    grid
}

/// Rows are tasks, in the order in which they first appear; cells are mean hours.
fn tasks_grid(burdens: &BurdenReport) -> Grid {
    let mut seen: Vec<(&str, &str)> = Vec::new();
    for task in burdens.rows.iter().flat_map(|row| &row.burden.tasks) {
        if !seen.iter().any(|(id, _)| *id == task.id) {
            seen.push((&task.id, &task.name));
        }
    }
    let mut grid = grid_by_alternative("task, mean hours", burdens);
    for (id, name) in seen {
        let hours = burdens.rows.iter().map(|row| {
            let task = row.burden.tasks.iter().find(|task| task.id == id);
            GridCell::optional(task.map(|task| task.mean.get()), 1)
        });
        let of = burdens.rows.iter().flat_map(|row| &row.burden.tasks).filter(|task| task.id == id);
        let mark = of.map(origin_mark).max_by_key(|mark| [" ", "~", "*"].iter().position(|known| known == mark));
        let name = format!("{} {name}", mark.unwrap_or(" "));
        grid.push_row(std::iter::once(GridCell::from(name)).chain(hours));
    }
    grid
}
