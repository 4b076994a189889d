//! How many hours each platform takes of the team, and for what.

use super::format::Report;
use super::grid::{Columns, Grid};
use super::json::{list, number, object, text, texts};
use super::page::Page;
use super::scope::ReportScope;
use crate::appraisal::{Appraisal, Column, Scope, offer};
use crate::burden::{Burden, OnCall, TaskHours, describe_coverage, find_unknown_overrides};
use crate::catalogue::{Catalogue, Layer, Platform};
use crate::model::{Alternative, Session};
use serde_json::{Value, json};

/// The burden of a session's platforms.
#[derive(Debug, Clone)]
pub struct BurdenReport<'a> {
    scope: ReportScope,
    /// One per alternative on a platform of the catalogue.
    alternatives: Vec<AlternativeBurden<'a>>,
    /// The estates of a session with several workloads, when the report covers all of them.
    estates: Vec<(&'a Column, &'a Burden)>,
    /// What the hours cover, how they grow, and what others publish.
    coverage: Vec<String>,
    /// Which file overrides hours of the catalogue.
    override_note: Option<String>,
    /// Overrides in the session for tasks and platforms that the catalogue does not know.
    unknown_overrides: Vec<String>,
}

#[derive(Debug, Clone)]
struct AlternativeBurden<'a> {
    alternative: &'a Alternative,
    platform: &'a Platform,
    burden: Burden,
}

impl<'a> BurdenReport<'a> {
    /// The burden of every alternative: for all workloads together, or for the one at `only`.
    pub fn build(
        session: &'a Session,
        catalogue: &'a Catalogue,
        appraisal: &'a Appraisal,
        only: Option<usize>,
    ) -> Self {
        let workload = only.and_then(|at| session.workloads.get(at));
        let alternatives = session.alternatives.iter().enumerate().filter_map(|(at, alternative)| {
            Some(AlternativeBurden {
                alternative,
                platform: offer::platform_of(catalogue, alternative)?,
                burden: alternative_burden(session, catalogue, appraisal, only, at)?,
            })
        });
        let system = appraisal.matrix(&Scope::System).filter(|_| workload.is_none());
        let columns = system.into_iter().flat_map(|matrix| &matrix.columns);
        let alternatives: Vec<AlternativeBurden> = alternatives.collect();
        let burdens = alternatives.iter().map(|row| (row.alternative.name.as_str(), &row.burden));
        let coverage = describe_coverage(&catalogue.tasks, burdens);
        let unknown = find_unknown_overrides(&catalogue.tasks, &catalogue.platforms, &session.hours);
        Self {
            scope: ReportScope::new(session, workload),
            alternatives,
            coverage,
            estates: columns.filter_map(|column| Some((column, column.offer.burden.as_ref()?))).collect(),
            override_note: catalogue.tasks.override_note(),
            unknown_overrides: unknown.into_iter().map(|row| format!("{}; {}", row.what, row.hint)).collect(),
        }
    }

    /// Every task on every platform, platform by platform.
    fn tasks(&self) -> impl Iterator<Item = &TaskHours> {
        self.alternatives.iter().flat_map(|row| &row.burden.tasks)
    }

    /// Warnings and notes, each once with the names of the alternatives that it applies to; without names when it applies to all.
    fn grouped_notes(&self) -> Vec<String> {
        let mut notes: Vec<(String, Vec<&str>)> = Vec::new();
        for row in &self.alternatives {
            let (warnings, remarks) = (row.burden.warnings.iter(), row.burden.notes.iter());
            for note in warnings.map(ToString::to_string).chain(remarks.map(ToString::to_string)) {
                match notes.iter_mut().find(|(known, _)| *known == note) {
                    Some((_, names)) => names.push(&row.alternative.name),
                    None => notes.push((note, vec![&row.alternative.name])),
                }
            }
        }
        let format =
            |(note, names): (String, Vec<&str>)| match names.len() > 1 && names.len() == self.alternatives.len() {
                true => note,
                false => format!("{}: {note}", names.join(", ")),
            };
        notes.into_iter().map(format).collect()
    }

    /// Where the hours of each task come from, without repetitions.
    fn hours_sources(&self) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        for task in self.tasks() {
            let line = format!("{} {}: {}", OriginMark::new(task).sign(), task.name, task.basis);
            if !lines.contains(&line) {
                lines.push(line);
            }
        }
        lines
    }

    fn layers_grid(&self) -> Grid {
        Columns::new()
            .text("layer, operated by", |layer: &Layer| layer.id())
            .each(&self.alternatives, |columns, row| {
                columns.text(&row.alternative.name, |layer| row.platform.operator(*layer).id())
            })
            .grid(Layer::ALL)
    }

    /// Rows are tasks, in the order in which they first appear; cells are mean hours.
    fn tasks_grid(&self) -> Grid {
        let mut tasks: Vec<&TaskHours> = Vec::new();
        for task in self.tasks() {
            if tasks.iter().all(|known| known.id != task.id) {
                tasks.push(task);
            }
        }
        let mark = |id: &str| {
            self.tasks().filter(|task| task.id == id).map(OriginMark::new).max().unwrap_or(OriginMark::Published)
        };
        Columns::new()
            .cell("task, mean hours", |task: &&TaskHours| format!("{} {}", mark(&task.id).sign(), task.name).into())
            .each(&self.alternatives, |columns, row| {
                columns.number(&row.alternative.name, 1, |task| {
                    row.burden.tasks.iter().find(|own| own.id == task.id).map(|own| own.mean.get())
                })
            })
            .grid(tasks)
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
        (None, count) => offer::compute_estate_offer(session, catalogue, &vec![alternative; count]).burden,
    }
}

/// Sums of a burden, in columns that follow what names the row.
fn sum_columns<'c, R>(columns: Columns<'c, R>, burden: impl Fn(&R) -> &Burden + Copy + 'c) -> Columns<'c, R> {
    columns
        .number("good month", 1, move |row| burden(row).low.get())
        .number("mean", 1, move |row| burden(row).mean.get())
        .number("bad month", 1, move |row| burden(row).high.get())
        .number("full-time people", 2, move |row| burden(row).fte)
        .number("% of the team", 1, move |row| 100.0 * burden(row).share_of_team)
        .number("USD/month", 0, move |row| burden(row).labour.get())
        .number("% of time on call", 1, move |row| burden(row).on_call_share().map(|share| 100.0 * share))
}

/// Where hours come from, in one character; of several the last one counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum OriginMark {
    Published,
    Estimate,
    Own,
}

impl OriginMark {
    fn new(task: &TaskHours) -> Self {
        match (task.estimated, task.hours_override.is_some() || task.from_task_file) {
            (_, true) => Self::Own,
            (true, false) => Self::Estimate,
            (false, false) => Self::Published,
        }
    }

    fn sign(self) -> char {
        match self {
            Self::Published => ' ',
            Self::Estimate => '~',
            Self::Own => '*',
        }
    }
}

/// Where the hours come from. Of several origins the least reliable comes first.
fn hours_origin(task: &TaskHours) -> &'static str {
    match (task.estimated, task.hours_override.is_some(), task.from_task_file) {
        (true, true, _) => "~ estimate, own",
        (true, false, _) => "~ estimate",
        (false, true, _) => "own",
        (false, false, true) => "your task file",
        (false, false, false) => "published",
    }
}

impl Report for BurdenReport<'_> {
    /// The sums, who operates which layer, the tasks and where their hours come from.
    fn page(&self) -> Page {
        let mut page = Page::titled(format!("{} · hours per month", self.scope.title));
        let sums = Columns::new()
            .text("alternative", |row: &&AlternativeBurden| &row.alternative.name)
            .text("platform", |row| row.platform.id.as_str());
        for grid in
            [sum_columns(sums, |row| &row.burden).grid(&self.alternatives), self.layers_grid(), self.tasks_grid()]
        {
            page.blank();
            page.table(grid);
        }
        let sources = self.hours_sources();
        if !sources.is_empty() {
            page.blank();
            page.line("where the hours come from (~ the catalogue's estimate, * the team's own)");
            page.lines(sources);
        }
        if !self.alternatives.is_empty() {
            page.blank();
            page.line("what the hours are for, and how they grow");
            page.lines(self.coverage.iter().cloned());
        }
        if !self.estates.is_empty() {
            let names = Columns::new().text("estate", |(column, _): &(&Column, &Burden)| &column.name);
            page.blank();
            page.table(sum_columns(names, |(_, burden)| burden).grid(self.estates.iter().copied()));
        }
        let notes: Vec<String> = self.grouped_notes().into_iter().chain(self.override_note.clone()).collect();
        if !notes.is_empty() {
            page.blank();
            page.lines(notes);
        }
        page
    }

    fn json(&self) -> Value {
        json!({
            "scope": text(&self.scope.id),
            "title": text(&self.scope.title),
            "unit": "h/month",
            "coverage": texts(&self.coverage),
            "own_hours": texts(&self.override_note),
            "unknown_hours": texts(&self.unknown_overrides),
            "platforms": list(&self.alternatives, alternative_json),
            "estates": list(&self.estates, |(column, burden)| estate_json(column, burden)),
        })
    }

    /// One row per task, its platform repeated. Estates are in JSON only.
    fn grid(&self) -> Grid {
        let rows = self.alternatives.iter().flat_map(|row| row.burden.tasks.iter().map(move |task| (row, task)));
        Columns::new()
            .text("platform", |(row, _): &(&AlternativeBurden, &TaskHours)| row.platform.id.as_str())
            .text("alternative", |(row, _)| row.alternative.id.as_str())
            .number("platform_low", 1, |(row, _)| row.burden.low.get())
            .number("platform_mean", 1, |(row, _)| row.burden.mean.get())
            .number("platform_high", 1, |(row, _)| row.burden.high.get())
            .number("fte", 2, |(row, _)| row.burden.fte)
            .number("share_of_team", 2, |(row, _)| row.burden.share_of_team)
            .text("task", |(_, task)| &task.id)
            .number("low", 1, |(_, task)| task.low.get())
            .number("likely", 1, |(_, task)| task.likely.get())
            .number("high", 1, |(_, task)| task.high.get())
            .number("mean", 1, |(_, task)| task.mean.get())
            .text("basis", |(_, task)| &task.basis)
            .text("whose", |(_, task)| hours_origin(task))
            .cell("own_by", |(_, task)| task.hours_override.as_ref().map(|own| own.by.as_str()).into())
            .cell("own_why", |(_, task)| task.hours_override.as_ref().map(|own| own.why.as_str()).into())
            .number("on_call_share", 2, |(row, _)| row.burden.on_call_share())
            .grid(rows)
    }

    fn notes(&self) -> Vec<String> {
        let nothing =
            "no alternative runs on a platform of the catalogue, so there are no hours: name platforms in the session";
        let unknown = self.unknown_overrides.iter().map(|unknown| format!("own hours: {unknown}"));
        unknown.chain(self.alternatives.is_empty().then(|| nothing.to_owned())).collect()
    }
}

fn alternative_json(row: &AlternativeBurden) -> Value {
    let layer = |layer: Layer| (layer.id(), json!(row.platform.operator(layer).id()));
    let identity = json!({
        "id": text(row.platform.id.as_str()),
        "alternative": text(row.alternative.id.as_str()),
        "name": text(&row.alternative.name),
        "layers": object(Layer::ALL.map(layer)),
    });
    merge_objects(identity, burden_json(&row.burden))
}

fn estate_json(column: &Column, burden: &Burden) -> Value {
    let identity = json!({
        "id": text(&column.id),
        "name": text(&column.name),
        "assign": list(&column.assignment, |(workload, to)| {
            json!({"workload": text(workload.as_str()), "alternative": text(to.as_str())})
        }),
    });
    merge_objects(identity, burden_json(burden))
}

fn merge_objects(mut one: Value, other: Value) -> Value {
    if let (Value::Object(into), Value::Object(more)) = (&mut one, other) {
        into.extend(more);
    }
    one
}

fn burden_json(burden: &Burden) -> Value {
    json!({
        "low": number(burden.low.get()),
        "mean": number(burden.mean.get()),
        "high": number(burden.high.get()),
        "fte": number(burden.fte),
        "share_of_team": number(burden.share_of_team),
        "on_call_share": number(burden.on_call_share()),
        "on_call": burden.on_call.as_ref().map(on_call_json),
        "labour": number(burden.labour.get()),
        "tasks": list(&burden.tasks, task_json),
        "warnings": list(&burden.warnings, |warning| text(&warning.to_string())),
        "remarks": list(&burden.notes, |note| text(&note.to_string())),
    })
}

fn on_call_json(on_call: &OnCall) -> Value {
    json!({
        "people": on_call.people,
        "share": number(on_call.share),
        "weeks_between": number(on_call.weeks_between),
        "people_short": on_call.people_short,
        "at_cap": on_call.at_cap,
        "over_cap": on_call.over_cap,
        "incidents_per_shift": number(on_call.incidents_per_shift),
        "pages_nobody": on_call.no_paging,
        "saved": number(on_call.hours_saved.get()),
    })
}

fn task_json(task: &TaskHours) -> Value {
    json!({
        "id": text(&task.id),
        "name": text(&task.name),
        "low": number(task.low.get()),
        "likely": number(task.likely.get()),
        "high": number(task.high.get()),
        "mean": number(task.mean.get()),
        "basis": text(&task.basis),
        "published": task.published,
        "estimated": task.estimated,
        "own": task.hours_override.as_ref().map(|own| json!({"by": text(&own.by), "why": text(&own.why)})),
        "own_file": task.from_task_file,
        "once_per": task.driver.label(),
        "formula": text(&task.formula.to_string()),
    })
}
