//! The body of Workloads: what runs, how much of it, what it cannot do without, and what it leans toward.

use crate::view::pen::Pen;
mod questions;
use crate::app::forms::{self, constraints};
use crate::app::{App, Pane, Workbench, amount};
use crate::model::{Demand, Strength, Workload};
use crate::view::sizes::WIDE_FROM;
use crate::view::widgets::table::{Cell, Column, Row, Table};
use crate::view::widgets::{form, layout, tabs};
use ratatui::layout::Rect;

/// Draws it.
pub fn render(pen: &mut Pen<'_>, app: &App, workbench: &Workbench, area: Rect) {
    let workloads = &workbench.session.workloads;
    if workloads.is_empty() {
        let what = "No workloads yet. To compare platforms, start with what must run on them: each workload gets its own matrix, bill and \
                    hours. A decision about something else needs no workloads.";
        layout::draw_empty(pen, app, area, what);
        return;
    }
    let cursor = workbench.cursor(Pane::List, workloads.len());
    let table = build_table(pen, app, workbench);
    let list_has_keys = workbench.pane() == Pane::List;
    if area.width < WIDE_FROM {
        let (list, rest) = layout::list_with_tabs(pen, workbench, area, table.height());
        table.render(pen, Some(cursor), list_has_keys, list);
        if workbench.pane() == Pane::Questions {
            questions::render(pen, app, workbench, cursor, rest);
        } else {
            draw_form(pen, app, workbench, cursor, rest);
        }
        return;
    }
    let (list, rest) = layout::list_over(pen, area, table.height());
    table.render(pen, Some(cursor), list_has_keys, list);
    let (left, right) = layout::side_by_side(pen, rest, 50);
    let name = workloads.get(cursor).map_or("", |workload| workload.name.as_str());
    tabs::render_heading(pen, left.x + 1, left.y, left.width, name, workbench.pane() == Pane::Form);
    draw_form(pen, app, workbench, cursor, layout::skip_first_row(left));
    let title = format!("Questions about {name}");
    tabs::render_heading(pen, right.x + 1, right.y, right.width, &title, workbench.pane() == Pane::Questions);
    questions::render(pen, app, workbench, cursor, layout::skip_first_row(right));
}

fn draw_form(pen: &mut Pen<'_>, app: &App, workbench: &Workbench, cursor: usize, area: Rect) {
    let rows = forms::workload::scenario_rows(workbench, cursor, &app.stamp().by);
    form::render(pen, &rows, workbench.cursor(Pane::Form, rows.len()), workbench.pane() == Pane::Form, area);
}

fn build_table(pen: &Pen<'_>, app: &App, workbench: &Workbench) -> Table {
    let palette = &pen.theme.palette;
    let rows = workbench.effective_session().workloads.iter().map(|workload| {
        let (must, is_hard) = format_constraints(workload);
        Row::new(vec![
            Cell::new(&workload.name, palette.text),
            Cell::new(format_volume(&workload.demand), palette.text),
            Cell::new(format_shape(&workload.demand, pen.theme.glyphs.times), palette.text),
            Cell::new(must, if is_hard { palette.warning } else { palette.muted }),
            Cell::from_spans(questions::fit_spans(pen, app, workbench, workload)),
        ])
    });
    let columns = vec![
        Column::text("workload").min(20),
        Column::number("volume").priority(1),
        Column::text("shape").min(10).priority(4),
        Column::text("must").min(16).priority(3),
        Column::text("fits best").min(12).priority(2),
    ];
    Table::list(columns, rows.collect())
}

/// How much it does.
fn format_volume(demand: &Demand) -> String {
    let requests = (!demand.requests_per_month.is_unknown())
        .then(|| amount::format_estimate(&demand.requests_per_month) + " req/mo");
    let count = amount::format_estimate(&demand.jobs_per_day);
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
fn format_shape(demand: &Demand, times: &str) -> String {
    let mut parts = Vec::new();
    // A peak of 1 says nothing of the shape.
    if demand.peak_to_average.high().is_some_and(|peak| peak.get() > 1.0) {
        parts.push(format!("{}{times} peak", amount::format_estimate(&demand.peak_to_average)));
    }
    if demand.stateful {
        parts.push("stateful".to_owned());
    }
    if parts.is_empty() && !demand.active_hours.is_unknown() {
        parts.push(format!("{} h/day", amount::format_estimate(&demand.active_hours)));
    }
    parts.join(", ")
}

/// What it cannot do without, hard constraints first, and whether any of them is hard.
fn format_constraints(workload: &Workload) -> (String, bool) {
    let hard = workload.constraints.iter().filter(|row| row.strength == Strength::Hard);
    let soft = workload.constraints.iter().filter(|row| row.strength == Strength::Soft);
    let is_hard = hard.clone().next().is_some();
    let mut words = hard.chain(soft).map(|row| constraints::format_constraint(&row.kind));
    let Some(first) = words.next() else { return ("–".to_owned(), false) };
    let first = if is_hard { first } else { format!("prefer: {first}") };
    let more = words.count();
    (if more > 0 { format!("{first} +{more}") } else { first }, is_hard)
}
