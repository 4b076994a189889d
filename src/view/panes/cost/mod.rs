//! What a month costs on each column.

mod idle;
mod row;

use super::PaneContext;
use super::widgets::{self, RowWriter};
use crate::app::{Pane, amount};
use crate::appraisal::{Column, Horizon, Scope, includes_labour};
use crate::model::Estimate;
use crate::theme::Theme;
use crate::view::pen::{Pen, visible_range, wrap_text};
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use row::CostColumns;

/// What a sum over more than a month holds.
const ONE_TIME_NOTE: &str = "with what adopting costs once: hours at your rate, fees";

/// What is said where hours are money and there is no room for a figure of their own.
const LABOUR_NOTE: &str = "hours of operations are in it, at your rate: w shows them";

/// Header, columns, exceptions, a remark.
pub fn wanted_height(shown: &PaneContext<'_>) -> u16 {
    let remarks = exception_texts(shown).len() + usize::from(first_problem(shown).is_some()) + 1;
    1 + widgets::to_u16(shown.matrix.columns.len() + remarks)
}

/// Draws the pane.
pub fn render(pen: &mut Pen<'_>, shown: &PaneContext<'_>, area: Rect) {
    draw_header(pen, shown, area, Pane::Cost);
    let columns = &shown.matrix.columns;
    if columns.iter().all(|column| column.offer.bill.is_none()) {
        return draw_empty(pen, shown, area);
    }
    let mut remarks: Vec<(String, Style)> =
        exception_texts(shown).into_iter().map(|text| (text, pen.theme.palette.text)).collect();
    remarks.extend(first_problem(shown).map(|text| (text, pen.theme.palette.warning)));
    let room = area.height.saturating_sub(1);
    // What must be said takes up to a third of the room from the columns; what may be said only what they leave.
    let must = widgets::to_u16(remarks.len()).min(room / 3);
    let height = widgets::to_u16(columns.len()).min(room - must);
    let for_remarks = room - height;
    let height = usize::from(height);
    let at = shown.cursor(Pane::Cost, columns.len());
    let widths = CostColumns::measure(shown, area.width);
    let bills = || columns.iter().filter_map(|column| column.offer.bill.as_ref());
    if shown.bench.horizon != Horizon::Month {
        remarks.push((ONE_TIME_NOTE.to_owned(), pen.theme.palette.muted));
    }
    if widths.labour == 0 && includes_labour(shown.session) {
        remarks.push((LABOUR_NOTE.to_owned(), pen.theme.palette.muted));
    }
    if widths.parts > 0 {
        remarks.push((idle::legend(pen.theme), pen.theme.palette.muted));
    }
    if bills().any(row::is_unverified) {
        let text = format!("{} rests on a price nobody has verified: w shows it", pen.theme.glyphs.estimate);
        remarks.push((text, pen.theme.palette.muted));
    }
    let mut line = 1;
    let seen = visible_range(columns.len(), at.unwrap_or(0), height);
    let first = line;
    for place in seen.clone() {
        let Some(column) = columns.get(place) else { continue };
        row::draw_row(pen, shown, &widths, RowWriter::at(area, line), (place, column), at == Some(place));
        line += 1;
    }
    widgets::draw_scroll_marks(pen, area, first, &seen, columns.len());
    for (text, style) in remarks.iter().take(usize::from(for_remarks)) {
        let Some(mut row) = RowWriter::at(area, line) else { break };
        row.skip(1);
        row.text(pen, text, *style);
        line += 1;
    }
}

/// The header of a pane of money along a volume, the volume as it can be changed.
pub fn draw_header(pen: &mut Pen<'_>, shown: &PaneContext<'_>, area: Rect, pane: Pane) {
    let palette = &pen.theme.palette;
    let (left, right) = (pen.theme.glyphs.left, pen.theme.glyphs.right);
    // One header is live: that of the chart where it has the keys, otherwise that of the bills.
    let is_live = shown.bench.volume_mode && (pane == Pane::Volume) == shown.has_focus(Pane::Volume);
    let (title, has_focus) = (pane.name(), shown.has_focus(pane) || is_live);
    let unit = unit_label(shown, pane);
    let Some((volume, can_change)) = volume_label(shown) else {
        widgets::draw_header(pen, area, title, &[(&unit, palette.muted)], has_focus);
        return;
    };
    let unit = format!("{unit} · ");
    let unit = (unit.as_str(), palette.muted);
    if is_live {
        let live = format!(" {left} {volume} {right} ");
        let style = palette.heading.add_modifier(Modifier::REVERSED);
        widgets::draw_header(pen, area, title, &[unit, (&live, style)], has_focus);
    } else {
        let turn = if can_change { format!(" {left} v {right}") } else { String::new() };
        let said = [unit, (volume.as_str(), palette.text), (turn.as_str(), palette.muted)];
        widgets::draw_header(pen, area, title, &said, has_focus);
    }
}

/// Unit and volume in one text, for a line of tabs.
pub fn tab_note(shown: &PaneContext<'_>, theme: &Theme) -> String {
    let (left, right) = (theme.glyphs.left, theme.glyphs.right);
    let unit = unit_label(shown, Pane::Cost);
    match volume_label(shown) {
        None => unit,
        Some((volume, _)) if shown.bench.volume_mode => format!("{unit} {left} {volume} {right}"),
        Some((volume, true)) => format!("{unit} · {volume} {left} v {right}"),
        Some((volume, false)) => format!("{unit} · {volume}"),
    }
}

/// What amounts are in: bills may be summed up over a longer time, the chart is of a month.
fn unit_label(shown: &PaneContext<'_>, pane: Pane) -> String {
    let horizon = if pane == Pane::Volume { Horizon::Month } else { shown.bench.horizon };
    horizon.unit("USD")
}

/// How much is billed, and whether the arrows could change it.
fn volume_label(shown: &PaneContext<'_>) -> Option<(String, bool)> {
    match &shown.matrix.scope {
        Scope::Matrix => None,
        Scope::System => Some(("all workloads together".to_owned(), false)),
        Scope::Workload(id) => {
            let demand = &shown.session.workload(id)?.demand;
            Some(match (&demand.requests_per_month, &demand.jobs_per_day) {
                (Estimate::Unknown, Estimate::Unknown) if demand.always_on => ("always on".to_owned(), false),
                (Estimate::Unknown, Estimate::Unknown) => ("volume not known".to_owned(), false),
                (Estimate::Unknown, jobs) => (format!("{} jobs/day", amount::format_estimate(jobs)), true),
                (requests, _) => (format!("{} req/month", amount::format_estimate(requests)), true),
            })
        }
    }
}

fn draw_empty(pen: &mut Pen<'_>, shown: &PaneContext<'_>, area: Rect) {
    let text = match (shown.matrix.columns.is_empty(), shown.session.workloads.is_empty()) {
        (true, _) => "no alternatives yet: add them in step 3",
        (_, true) => "nothing is billed: there is no workload (step 2), and no alternative has a quote (step 3)",
        _ => "nothing is billed: no alternative has a platform of the catalogue or a quote (step 3)",
    };
    widgets::draw_note(pen, area, text);
}

/// Begins the row of a column: the cursor and the name, emphasised where the cursor is or where it leads. None where there is no
/// room for the row, or where what rules the column out takes the rest of it.
pub fn begin_row(
    pen: &mut Pen<'_>,
    shown: &PaneContext<'_>,
    row: Option<RowWriter>,
    width: u16,
    (at, column): (usize, &Column),
    here: bool,
) -> Option<RowWriter> {
    let mut row = row?;
    let palette = &pen.theme.palette;
    row.cursor(pen, here, true);
    if !column.offer.is_feasible() {
        draw_ruled_out(pen, &mut row, width, column, here);
        return None;
    }
    let style = match (here, shown.is_leader(at)) {
        (true, _) => palette.focus,
        (false, true) => palette.leader,
        (false, false) => palette.text,
    };
    row.text_left(pen, width, &column.name, style);
    Some(row)
}

/// Name struck through, and why.
fn draw_ruled_out(pen: &mut Pen<'_>, row: &mut RowWriter, name: u16, column: &Column, here: bool) {
    let palette = &pen.theme.palette;
    row.text(pen, pen.theme.glyphs.cross, palette.error);
    row.text(pen, " ", palette.text);
    let style =
        if here { palette.focus.add_modifier(Modifier::CROSSED_OUT) } else { widgets::ruled_out_style(pen.theme) };
    let width = widgets::text_width(&column.name).min(name);
    row.text_left(pen, width, &column.name, style);
    row.x = row.x.saturating_sub(1);
    if let Some(reason) = column.offer.hard.first() {
        row.text(pen, &format!(": {}", widgets::strip_leading_name(&column.name, &reason.what)), palette.warning);
    }
}

/// What cannot run where all else runs, said once: `+1 exception: Warehouse gateway on VM fleet`.
pub fn exception_texts(shown: &PaneContext<'_>) -> Vec<String> {
    let mut said: Vec<String> = Vec::new();
    for column in shown.matrix.columns.iter().filter(|column| !column.exceptions.is_empty()) {
        let parts: Vec<String> = column
            .exceptions
            .iter()
            .map(|(workload, to)| {
                let what = shown.session.workload(workload).map_or(workload.as_str(), |row| row.name.as_str());
                format!("{what} on {}", shown.alternative_name(to.as_str()))
            })
            .collect();
        let text = format!("+{}: {}", widgets::format_count(parts.len(), "exception"), parts.join(", "));
        if !said.contains(&text) {
            said.push(text);
        }
    }
    said
}

/// The first thing that is wrong with the bill that the pane speaks of.
fn first_problem(shown: &PaneContext<'_>) -> Option<String> {
    let column = shown.matrix.columns.get(shown.focused_column(Pane::Cost))?;
    let problem = column.offer.bill.as_ref()?.problems.first()?;
    let line = wrap_text(problem, usize::from(u16::MAX)).into_iter().next()?;
    Some(format!("! {}: {line}", column.name))
}
