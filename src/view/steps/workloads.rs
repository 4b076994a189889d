//! The body of Workloads: what runs, how much of it, what it cannot do without, and what it leans toward.

use super::{questions, split};
use crate::app::forms::{self, constraints};
use crate::app::{App, Pane, Workbench, amount};
use crate::model::{Demand, Strength, Workload};
use crate::view::pen::Pen;
use crate::view::table::{Cell, Column, Row, Table};
use crate::view::{WIDE, form, tabs};
use ratatui::layout::Rect;

/// Draws it.
pub fn render(pen: &mut Pen<'_>, app: &App, bench: &Workbench, area: Rect) {
    let workloads = &bench.session.workloads;
    if workloads.is_empty() {
        let what = "No workloads. Where platforms are compared, begin here: an argument about platforms has the wrong shape until it is \
                    about what must run on them. Each workload gets its own matrix, its own bill and its own hours. A decision about \
                    something else needs none.";
        split::empty(pen, app, area, what);
        return;
    }
    let cursor = bench.cursor(Pane::List, workloads.len());
    let table = table(pen, app, bench);
    let list_has_keys = bench.pane() == Pane::List;
    if area.width < WIDE {
        let (list, rest) = split::stacked(pen, bench, area, table.height());
        table.render(pen, Some(cursor), list_has_keys, list);
        match bench.pane() {
            Pane::Questions => questions::render(pen, app, bench, cursor, rest),
            _ => details(pen, app, bench, cursor, rest),
        }
        return;
    }
    let (list, rest) = split::over(pen, area, table.height());
    table.render(pen, Some(cursor), list_has_keys, list);
    let (left, right) = split::beside(pen, rest, 50);
    let name = workloads.get(cursor).map_or("", |workload| workload.name.as_str());
    tabs::heading(pen, left.x + 1, left.y, left.width, name, bench.pane() == Pane::Form);
    details(pen, app, bench, cursor, split::below(left));
    let title = format!("Ask yourself about {name}");
    tabs::heading(pen, right.x + 1, right.y, right.width, &title, bench.pane() == Pane::Questions);
    questions::render(pen, app, bench, cursor, split::below(right));
}

fn details(pen: &mut Pen<'_>, app: &App, bench: &Workbench, cursor: usize, area: Rect) {
    let rows = forms::workload::rows_of(bench, cursor, &app.stamp().by);
    form::render(pen, &rows, bench.cursor(Pane::Form, rows.len()), bench.pane() == Pane::Form, area);
}

fn table(pen: &Pen<'_>, app: &App, bench: &Workbench) -> Table {
    let palette = &pen.theme.palette;
    let rows = bench.asked().workloads.iter().map(|workload| {
        let (must, is_hard) = must(workload);
        Row::of(vec![
            Cell::new(&workload.name, palette.text),
            Cell::new(volume(&workload.demand), palette.text),
            Cell::new(shape(&workload.demand, pen.theme.glyphs.times), palette.text),
            Cell::new(must, if is_hard { palette.warning } else { palette.muted }),
            Cell::of(questions::leaning(pen, app, bench, workload)),
        ])
    });
    let columns = vec![
        Column::words("workload", 20, 0),
        Column::numbers("volume", 1),
        Column::words("shape", 10, 4),
        Column::words("must", 16, 3),
        Column::words("leans toward", 12, 2),
    ];
    Table { columns, rows: rows.collect(), named: 0 }
}

/// How much it does.
fn volume(demand: &Demand) -> String {
    let requests =
        (!demand.requests_per_month.is_unknown()).then(|| amount::show(&demand.requests_per_month) + " req/mo");
    let count = amount::show(&demand.jobs_per_day);
    let unit = if count == "1" { "job/day" } else { "jobs/day" };
    let jobs = (!demand.jobs_per_day.is_unknown()).then(|| format!("{count} {unit}"));
    match (requests, jobs, demand.always_on) {
        (Some(requests), _, _) => requests,
        (None, Some(jobs), _) => jobs,
        (None, None, true) => "always on".to_owned(),
        (None, None, false) => "?".to_owned(),
    }
}

/// How evenly it does it, and what it keeps.
fn shape(demand: &Demand, times: &str) -> String {
    let mut parts = Vec::new();
    if !demand.peak_to_average.is_unknown() {
        parts.push(format!("{}{times} peak", amount::show(&demand.peak_to_average)));
    }
    if demand.stateful {
        parts.push("stateful".to_owned());
    }
    if parts.is_empty() && !demand.active_hours.is_unknown() {
        parts.push(format!("{} h/day", amount::show(&demand.active_hours)));
    }
    parts.join(", ")
}

/// What it cannot do without, hard constraints first, and whether any of them is hard.
fn must(workload: &Workload) -> (String, bool) {
    let hard = workload.constraints.iter().filter(|row| row.strength == Strength::Hard);
    let soft = workload.constraints.iter().filter(|row| row.strength == Strength::Soft);
    let is_hard = hard.clone().next().is_some();
    let mut words = hard.chain(soft).map(|row| constraints::words(&row.kind));
    let Some(first) = words.next() else { return ("–".to_owned(), false) };
    let first = if is_hard { first } else { format!("should: {first}") };
    let more = words.count();
    (if more > 0 { format!("{first} +{more}") } else { first }, is_hard)
}
