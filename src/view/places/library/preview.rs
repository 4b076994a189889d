//! What is in the session under the cursor: the question, who leads, what it costs, what was decided.

use crate::app::library::LibraryEntry;
use crate::app::session_summary::{SessionDetails, SessionSummary};
use crate::app::{App, Library, amount};
use crate::appraisal::{Column, ColumnId, DecisionMatrix, Step};
use crate::cost::Bill;
use crate::model::{Decision, Session, Status, UsdPerMonth};
use crate::view::pen::Pen;
use crate::view::widgets::layout::from_row;
use ratatui::layout::Rect;

/// Draws it.
pub fn render(pen: &mut Pen<'_>, _app: &App, shelf: &Library, area: Rect) {
    match (shelf.selected(), shelf.selected_details()) {
        (Some(LibraryEntry { content: Ok(summary), .. }), Some(details)) => draw_session(pen, summary, details, area),
        (Some(LibraryEntry { content: Ok(_), .. }), None) => {
            pen.text(area.x, area.y, area.width, "reading…", pen.theme.palette.muted);
        }
        (Some(LibraryEntry { content: Err(why), .. }), _) => draw_error(pen, why, area),
        (None, _) => {}
    }
}

fn draw_error(pen: &mut Pen<'_>, why: &str, area: Rect) {
    let palette = pen.theme.palette.clone();
    let y = pen.paragraph(area, "This file cannot be read", palette.heading);
    let y = pen.paragraph(from_row(area, y + 1), why, palette.error);
    pen.paragraph(
        from_row(area, y + 1),
        "The file was not changed. Fix it in a text editor to list it again.",
        palette.muted,
    );
}

fn draw_session(pen: &mut Pen<'_>, summary: &SessionSummary, content: &SessionDetails, area: Rect) {
    let palette = pen.theme.palette.clone();
    let session = &content.session;
    let y = pen.paragraph(Rect { height: area.height.min(2), ..area }, &session.title, palette.heading);
    let below = from_row(area, y);
    let y = pen.paragraph(Rect { height: below.height.min(4), ..below }, &session.question, palette.muted);
    let is_open = session.totals_seen || session.status == Status::Decided;
    let y = match content.appraisal.overall_matrix() {
        Some(matrix) if is_open && matrix.ranking.is_some() => {
            let y = draw_ranking(pen, matrix, from_row(area, y + 1));
            draw_figures(pen, matrix, from_row(area, y + 1))
        }
        _ => draw_progress(pen, content, from_row(area, y + 1)),
    };
    if let Some(decision) = &session.decision {
        draw_decision(pen, (summary, session), decision, from_row(area, y + 1));
    }
}

/// The columns in their order, with bars along the scale.
fn draw_ranking(pen: &mut Pen<'_>, matrix: &DecisionMatrix, area: Rect) -> u16 {
    let palette = pen.theme.palette.clone();
    let Some(ranking) = &matrix.ranking else { return area.top() };
    let order = matrix.columns_by_rank();
    let columns = || order.iter().filter_map(|at| matrix.columns.get(*at));
    let named = columns().map(|column| pen.text_width(&column.name)).max().unwrap_or(0).min(area.width / 2);
    let most = area.height.min(10);
    let mut y = area.top();
    for (at, column) in order.iter().zip(columns()) {
        let shown = y - area.top();
        if shown + 1 == most && order.len() > usize::from(most) {
            let more = format!("and {} more", order.len() - usize::from(shown));
            pen.text(area.x + 3, y, area.width.saturating_sub(3), &more, palette.muted);
            return y + 1;
        }
        let Some(standing) = ranking.standings.get(*at) else { continue };
        let is_leader = ranking.leaders.contains(at);
        let style = if is_leader { palette.leader } else { palette.text };
        let rank = standing.position.as_ref().map_or(pen.theme.glyphs.cross.to_owned(), |place| place.rank.to_string());
        pen.text_right(area.x, y, 2, &rank, style);
        pen.text(area.x + 3, y, named, &column.name, style);
        let left = area.x + 4 + named;
        let bar_width = area.right().saturating_sub(left + 5);
        let bar = pen.theme.bar(standing.percent / 100.0, bar_width);
        pen.text(left, y, bar_width, &bar, if is_leader { palette.leader } else { palette.bar });
        pen.text_right(left + bar_width, y, 5, &format!("{:.2}", standing.total), style);
        y += 1;
    }
    y
}

/// Money and hours, today's beside the leader's where today is known, and the range of all.
fn draw_figures(pen: &mut Pen<'_>, matrix: &DecisionMatrix, area: Rect) -> u16 {
    let cost = |column: &Column| column.offer.bill.as_ref().and_then(Bill::known_monthly).map(UsdPerMonth::get);
    let hours = |column: &Column| column.offer.burden.as_ref().map(|burden| burden.mean.get());
    let mut y = draw_figure(pen, matrix, area, "cost", "USD/month", &cost);
    y = draw_figure(pen, matrix, from_row(area, y), "burden", "h/month", &hours);
    y
}

fn draw_figure(
    pen: &mut Pen<'_>,
    matrix: &DecisionMatrix,
    area: Rect,
    label: &str,
    unit: &str,
    of: &dyn Fn(&Column) -> Option<f64>,
) -> u16 {
    let palette = pen.theme.palette.clone();
    let leader = matrix.leader().and_then(|at| matrix.columns.get(at)).and_then(of);
    let (Some(leader), true) = (leader, area.height > 0) else { return area.top() };
    let shown = |value: f64| if unit.starts_with('h') { format!("{value:.0}") } else { amount::format_money(value) };
    let today = matrix.columns.iter().find(|column| column.kind == ColumnId::Today).and_then(of);
    let all: Vec<f64> = matrix.columns.iter().filter_map(of).collect();
    let low = all.iter().copied().fold(f64::INFINITY, f64::min);
    let high = all.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let arrow = pen.theme.glyphs.arrow;
    let change = today.map_or(shown(leader), |today| format!("{} {arrow} {}", shown(today), shown(leader)));
    let range = format!("of {}–{}", shown(low), shown(high));
    let (left, room) = (area.x + 8, area.width.saturating_sub(8));
    let needed = pen.text_width(&change) + pen.text_width(unit) + pen.text_width(&range) + 3;
    pen.text(area.x, area.y, 7, label, palette.muted);
    let x = pen.spans(left, area.y, room, &[(&change, palette.text), (" ", palette.text), (unit, palette.muted)]);
    if needed <= room {
        pen.spans(x, area.y, area.right().saturating_sub(x), &[("  ", palette.text), (&range, palette.muted)]);
        return area.y + 1;
    }
    if area.height > 1 {
        pen.text(left, area.y + 1, room, &range, palette.muted);
    }
    (area.y + 2).min(area.bottom())
}

/// How far it has come, while its totals are sealed.
fn draw_progress(pen: &mut Pen<'_>, content: &SessionDetails, area: Rect) -> u16 {
    let palette = pen.theme.palette.clone();
    let y = pen.paragraph(area, "Totals are hidden until someone opens Compare.", palette.muted);
    let mut y = y.saturating_add(1);
    for step in Step::ALL.into_iter().filter(|step| *step < Step::Compare) {
        let missing = content.appraisal.progress.missing(step);
        if missing.is_empty() || y >= area.bottom() {
            continue;
        }
        pen.text(area.x, y, 10, step.name(), palette.text);
        let left = area.x + 11;
        let place = Rect { x: left, width: area.right().saturating_sub(left), ..from_row(area, y) };
        y = pen.paragraph(place, &format!("missing: {}", missing.join(", ")), palette.muted).max(y + 1);
    }
    y
}

fn draw_decision(pen: &mut Pen<'_>, (content, session): (&SessionSummary, &Session), decision: &Decision, area: Rect) {
    let palette = pen.theme.palette.clone();
    let named =
        session.workloads.iter().map(|workload| pen.text_width(&workload.name)).max().unwrap_or(6).min(area.width / 2);
    let mut y = area.top();
    for choice in &decision.choices {
        if y >= area.bottom() {
            return;
        }
        let workload = choice.workload.as_ref().and_then(|id| session.workload(id));
        let name = session.alternative(&choice.alternative).map_or("", |row| row.name.as_str());
        pen.text(area.x, y, named, workload.map_or("choice", |workload| workload.name.as_str()), palette.muted);
        let left = area.x + named + 2;
        pen.text(left, y, area.right().saturating_sub(left), name, palette.text);
        y += 1;
    }
    if content.signatures.total() > 0 && y < area.bottom() {
        let style = if content.signatures.void > 0 { palette.warning } else { palette.muted };
        y = pen.paragraph(from_row(area, y), &format_signatures(content), style);
    }
    if y > area.top() {
        y += 1;
    }
    for trigger in &decision.triggers {
        if y >= area.bottom() {
            return;
        }
        let text = format!("review when {} {}", trigger.metric, trigger.threshold);
        y = pen.paragraph(Rect { height: from_row(area, y).height.min(2), ..from_row(area, y) }, &text, palette.muted);
    }
}

/// `5/6 signed, 2 void`: of those who take part, or of all who signed where nobody is listed.
fn format_signatures(content: &SessionSummary) -> String {
    let count = content.signatures;
    let people = content.participants.max(count.total());
    let mut text = format!("{}/{people} signed", count.hold + count.unbound);
    for (number, what) in [(count.void, "void"), (count.unbound, "not bound to the content")] {
        if number > 0 {
            text.push_str(&format!(", {number} {what}"));
        }
    }
    text
}
