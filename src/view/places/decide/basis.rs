//! Beside the decision: what today, the leader and the choice cost and ask, what it was when it was recorded, what can go
//! wrong, and which weights were changed after the totals were seen.

use crate::app::{App, Workbench, amount};
use crate::appraisal::outcome::open_risks;
use crate::appraisal::{Column as OptionColumn, ColumnId, DecisionMatrix};
use crate::burden::MustHaveState;
use crate::cost::Bill;
use crate::model::{AlternativeId, Choice, Evidence, LogEntry, UsdPerMonth};
use crate::view::pen::Pen;
use crate::view::text::{format_count, wrap_text};
use crate::view::widgets::layout::from_row;
use crate::view::widgets::table::{Cell, Column, Row, Table, draw_scroll_marks};
use ratatui::layout::Rect;

/// Draws it.
pub fn render(pen: &mut Pen<'_>, app: &App, workbench: &Workbench, area: Rect) {
    let Some(matrix) = workbench.appraisal.overall_matrix() else { return };
    let mut y = draw_figures(pen, workbench, matrix, area);
    y = draw_must_haves(pen, workbench, matrix, from_row(area, y.saturating_add(1)));
    y = draw_late_changes(pen, workbench, matrix, from_row(area, y.saturating_add(1)));
    draw_risks(pen, app, workbench, matrix, from_row(area, y.saturating_add(1)));
}

/// What one row of the comparison is about.
struct BasisRow<'a> {
    name: String,
    total: Option<f64>,
    cost: Option<f64>,
    hours: Option<f64>,
    column: Option<&'a OptionColumn>,
}

impl<'a> BasisRow<'a> {
    fn from_column(matrix: &'a DecisionMatrix, at: usize, what: &str) -> Option<Self> {
        let column = matrix.columns.get(at)?;
        Some(Self {
            name: if what.is_empty() { column.name.clone() } else { format!("{what}: {}", column.name) },
            total: matrix.total(at),
            cost: column.offer.bill.as_ref().and_then(Bill::known_monthly).map(UsdPerMonth::get),
            hours: column.offer.burden.as_ref().map(|burden| burden.mean.get()),
            column: Some(column),
        })
    }
}

/// Today, the leader, the choice, and the choice as it was recorded.
fn basis_rows<'a>(workbench: &Workbench, matrix: &'a DecisionMatrix) -> Vec<BasisRow<'a>> {
    let today = matrix.column_of(&ColumnId::Today);
    let leader = matrix.leader();
    let chosen = chosen_column(workbench, matrix);
    let mut sides = Vec::new();
    sides.extend(today.and_then(|at| BasisRow::from_column(matrix, at, "")));
    match (leader, chosen) {
        (Some(leader), Some(chosen)) if leader == chosen => {
            sides.extend(BasisRow::from_column(matrix, leader, "leader, chosen"));
        }
        (leader, chosen) => {
            sides.extend(leader.and_then(|at| BasisRow::from_column(matrix, at, "leader")));
            sides.extend(chosen.and_then(|at| BasisRow::from_column(matrix, at, "chosen")));
        }
    }
    let evidence = workbench.session.decision.as_ref().and_then(|decision| decision.evidence.as_ref());
    let column = chosen.or(leader).and_then(|at| matrix.columns.get(at));
    if let (Some(evidence), Some(column)) = (evidence, column) {
        sides.push(recorded_row(evidence, column, workbench));
    }
    sides
}

fn recorded_row<'a>(evidence: &Evidence, column: &OptionColumn, workbench: &Workbench) -> BasisRow<'a> {
    let day = evidence.at.day().format_short(workbench.session.log.last().map_or(evidence.at, |entry| entry.at).day());
    let of = |rows: &[(String, f64)]| rows.iter().find(|(id, _)| *id == column.id).map(|(_, value)| *value);
    let costs: Vec<(String, f64)> = evidence.costs.iter().map(|(id, cost)| (id.clone(), cost.get())).collect();
    let hours: Vec<(String, f64)> = evidence.hours.iter().map(|(id, hours)| (id.clone(), hours.get())).collect();
    BasisRow {
        name: format!("as recorded on {day}"),
        total: of(&evidence.totals),
        cost: of(&costs),
        hours: of(&hours),
        column: None,
    }
}

/// The column of the recorded choice, if there is one.
fn chosen_column(workbench: &Workbench, matrix: &DecisionMatrix) -> Option<usize> {
    let choices = &workbench.session.decision.as_ref()?.choices;
    if let [Choice { alternative, .. }] = choices.as_slice()
        && workbench.session.workloads.len() < 2
    {
        return matrix.columns.iter().position(|column| column.id == alternative.as_str());
    }
    let wanted: Option<Vec<&AlternativeId>> = workbench
        .session
        .workloads
        .iter()
        .map(|workload| {
            choices.iter().find(|choice| choice.workload.as_ref() == Some(&workload.id)).map(|row| &row.alternative)
        })
        .collect();
    let wanted = wanted.filter(|wanted| !wanted.is_empty())?;
    let runs = |column: &OptionColumn| column.assignment.iter().map(|(_, to)| to).eq(wanted.iter().copied());
    let leader = matrix.leader().filter(|at| matrix.columns.get(*at).is_some_and(runs));
    leader.or_else(|| matrix.columns.iter().position(runs))
}

/// Money and hours beside each other.
fn draw_figures(pen: &mut Pen<'_>, workbench: &Workbench, matrix: &DecisionMatrix, area: Rect) -> u16 {
    let palette = pen.theme.palette.clone();
    let sides = basis_rows(workbench, matrix);
    // A column in which nothing is known is left out: an ordinary decision has neither bills nor hours.
    let has = [sides.iter().any(|side| side.cost.is_some()), sides.iter().any(|side| side.hours.is_some())];
    let number = |value: Option<f64>, show: fn(f64) -> String, has: bool| {
        let none = if has { "–" } else { "" };
        Cell::new(value.map_or(none.to_owned(), show), palette.text)
    };
    let rows = sides.iter().map(|side| {
        let is_past = side.column.is_none();
        Row::new(vec![
            Cell::new(&side.name, if is_past { palette.muted } else { palette.text }),
            number(side.total, |total| format!("{total:.2}"), true),
            number(side.cost, amount::format_money, has[0]),
            number(side.hours, |hours| format!("{hours:.0}"), has[1]),
        ])
    });
    let columns = vec![
        Column::text("figures").min(16),
        Column::number("total").priority(3),
        Column::number("USD/month").priority(1),
        Column::number("h/month").priority(2),
    ];
    let table = Table::list(columns, rows.collect());
    // It has no cursor, and needs no margin for one.
    let margin = table.density.margin();
    let left = Rect { x: area.x.saturating_sub(margin), width: area.width.saturating_add(margin), ..area };
    let y = table.render(pen, None, false, left);
    let caveats = format_caveats(&sides);
    if caveats.is_empty() { y } else { pen.paragraph(from_row(area, y), &caveats, palette.estimate) }
}

/// What the figures leave open.
fn format_caveats(sides: &[BasisRow<'_>]) -> String {
    let bills = || sides.iter().filter_map(|side| side.column?.offer.bill.as_ref());
    let problems: usize = bills().map(|bill| bill.caveats.len()).max().unwrap_or(0);
    let assumed: usize = bills().map(|bill| bill.assumptions.len()).max().unwrap_or(0);
    let parts = [(problems, "not included in a bill"), (assumed, "assumed in a bill")];
    let parts: Vec<String> =
        parts.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{} {what}", format_count(*n, "item"))).collect();
    if parts.is_empty() { String::new() } else { format!("~ {}; w in Compare lists them", parts.join(", ")) }
}

/// What the choice, or the leader, is not said to meet, with who says so.
fn draw_must_haves(pen: &mut Pen<'_>, workbench: &Workbench, matrix: &DecisionMatrix, area: Rect) -> u16 {
    let (palette, glyphs) = (pen.theme.palette.clone(), pen.theme.glyphs.clone());
    let column = chosen_column(workbench, matrix).or(matrix.leader()).and_then(|at| matrix.columns.get(at));
    let reasons = column.into_iter().flat_map(|column| column.offer.hard.iter().chain(&column.offer.soft));
    let issues: Vec<_> = reasons.filter_map(|reason| Some((reason, reason.must_have()?))).collect();
    let above = area.top().saturating_sub(1);
    let Some(column) = column.filter(|_| !issues.is_empty() && area.height > 1) else { return above };
    pen.text(area.x, area.y, area.width, &format!("Must-haves of {}", column.name), palette.heading);
    let mut y = area.y + 1;
    for (reason, issue) in issues {
        if y >= area.bottom() {
            draw_scroll_marks(pen, area, false, true);
            break;
        }
        let (sign, style) = match issue.state {
            MustHaveState::Failed if issue.rules_out() => (glyphs.cross, palette.error),
            MustHaveState::Failed => (glyphs.warning, palette.warning),
            MustHaveState::Doubtful | MustHaveState::Open => ("?", palette.warning),
        };
        pen.text(area.x, y, 1, sign, style);
        let place = Rect { x: area.x.saturating_add(2), width: area.width.saturating_sub(3), ..from_row(area, y) };
        y = pen.paragraph(place, &reason.to_string(), palette.text);
    }
    y
}

/// Weights, anchors and rubrics that were changed after the totals were seen, the last ones.
fn draw_late_changes(pen: &mut Pen<'_>, workbench: &Workbench, matrix: &DecisionMatrix, area: Rect) -> u16 {
    let palette = pen.theme.palette.clone();
    let entries: Vec<&LogEntry> = workbench.session.log.iter().filter(|entry| entry.led.is_some()).collect();
    if entries.is_empty() || area.height < 2 {
        return area.top().saturating_sub(1);
    }
    let times = match entries.len() {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        n => format!("{n} times"),
    };
    let title = format!("Weights or anchors changed {times} after totals were seen");
    let mut y = pen.paragraph(area, &title, palette.warning);
    for entry in entries.iter().rev().take(4) {
        if y >= area.bottom() {
            break;
        }
        let place = Rect { x: area.x.saturating_add(2), width: area.width.saturating_sub(2), ..from_row(area, y) };
        y = pen.paragraph(place, &format_late_change(workbench, matrix, entry), palette.text);
    }
    y
}

fn format_late_change(workbench: &Workbench, matrix: &DecisionMatrix, entry: &LogEntry) -> String {
    let what = entry.edit.describe(&workbench.session);
    let today = workbench.session.log.last().map_or(entry.at, |last| last.at).day();
    let name = |ids: &str| {
        let names = ids
            .split(", ")
            .map(|id| matrix.columns.iter().find(|column| column.id == id).map_or(id, |column| &column.name));
        names.collect::<Vec<_>>().join(", ")
    };
    let led = match &entry.led {
        Some((before, after)) if before == after => "same leader".to_owned(),
        Some((before, after)) => format!("leader changed from {} to {}", name(before), name(after)),
        None => String::new(),
    };
    format!("{} {}: {what}; {led}", entry.at.day().format_short(today), entry.by)
}

/// What goes wrong on what was chosen, or on what leads, and what helps.
fn draw_risks(pen: &mut Pen<'_>, app: &App, workbench: &Workbench, matrix: &DecisionMatrix, area: Rect) {
    let palette = pen.theme.palette.clone();
    let Some(column) = chosen_column(workbench, matrix).or(matrix.leader()).and_then(|at| matrix.columns.get(at))
    else {
        return;
    };
    let risks = open_risks(&workbench.session, &app.catalogue, column);
    if risks.is_empty() || area.height < 2 {
        return;
    }
    pen.text(area.x, area.y, area.width, &format!("Failure modes of {}", column.name), palette.heading);
    let mut y = area.y + 1;
    for risk in risks {
        let text = format!("{}: {}", risk.mode, risk.mitigation);
        let place = Rect { x: area.x.saturating_add(2), width: area.width.saturating_sub(3), ..from_row(area, y) };
        let lines = wrap_text(&text, usize::from(place.width)).len();
        if usize::from(place.height) < lines {
            draw_scroll_marks(pen, Rect { y: area.y, ..area }, false, true);
            return;
        }
        y = pen.paragraph(place, &text, palette.text);
    }
}
