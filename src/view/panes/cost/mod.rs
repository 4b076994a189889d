//! What a month costs on each column.

mod idle;
mod row;

use super::Shown;
use super::parts::{self, Row};
use crate::app::{Pane, amount};
use crate::appraisal::{Column, Horizon, Scope, labour_counts};
use crate::model::Estimate;
use crate::theme::Theme;
use crate::view::pen::{Pen, window, wrapped};
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use row::Widths;

/// What a sum over more than a month holds.
const ONCE: &str = "with what adopting costs once: hours at your rate, fees";

/// What is said where hours are money and there is no room for a figure of their own.
const LABOUR: &str = "hours of operations are in it, at your rate: w shows them";

/// Header, columns, exceptions, a remark.
pub fn rows(shown: &Shown<'_>) -> u16 {
    let remarks = exceptions(shown).len() + usize::from(problem(shown).is_some()) + 1;
    1 + parts::columns(shown.sheet.columns.len() + remarks)
}

/// Draws the pane.
pub fn render(pen: &mut Pen<'_>, shown: &Shown<'_>, area: Rect) {
    head(pen, shown, area, Pane::Cost);
    let columns = &shown.sheet.columns;
    if columns.iter().all(|column| column.offer.bill.is_none()) {
        return nothing(pen, shown, area);
    }
    let mut remarks: Vec<(String, Style)> =
        exceptions(shown).into_iter().map(|text| (text, pen.theme.palette.text)).collect();
    remarks.extend(problem(shown).map(|text| (text, pen.theme.palette.warning)));
    let room = area.height.saturating_sub(1);
    // What must be said takes up to a third of the room from the columns; what may be said only what they leave.
    let must = parts::columns(remarks.len()).min(room / 3);
    let height = parts::columns(columns.len()).min(room - must);
    let for_remarks = room - height;
    let height = usize::from(height);
    let at = shown.cursor(Pane::Cost, columns.len());
    let widths = Widths::of(shown, area.width);
    let bills = || columns.iter().filter_map(|column| column.offer.bill.as_ref());
    if shown.bench.horizon != Horizon::Month {
        remarks.push((ONCE.to_owned(), pen.theme.palette.muted));
    }
    if widths.labour == 0 && labour_counts(shown.session) {
        remarks.push((LABOUR.to_owned(), pen.theme.palette.muted));
    }
    if widths.parts > 0 {
        remarks.push((idle::legend(pen.theme), pen.theme.palette.muted));
    }
    if bills().any(row::is_unverified) {
        let text = format!("{} rests on a price nobody has verified: w shows it", pen.theme.glyphs.estimate);
        remarks.push((text, pen.theme.palette.muted));
    }
    let mut line = 1;
    let seen = window(columns.len(), at.unwrap_or(0), height);
    let first = line;
    for place in seen.clone() {
        let Some(column) = columns.get(place) else { continue };
        row::entry(pen, shown, &widths, Row::of(area, line), (place, column), at == Some(place));
        line += 1;
    }
    parts::scrolled(pen, area, first, &seen, columns.len());
    for (text, style) in remarks.iter().take(usize::from(for_remarks)) {
        let Some(mut row) = Row::of(area, line) else { break };
        row.skip(1);
        row.put(pen, text, *style);
        line += 1;
    }
}

/// The header of a pane of money along a volume, the volume as it can be changed.
pub fn head(pen: &mut Pen<'_>, shown: &Shown<'_>, area: Rect, pane: Pane) {
    let palette = &pen.theme.palette;
    let (left, right) = (pen.theme.glyphs.left, pen.theme.glyphs.right);
    // One header is live: that of the chart where it has the keys, otherwise that of the bills.
    let is_live = shown.bench.volume && (pane == Pane::Volume) == shown.has_focus(Pane::Volume);
    let (title, has_focus) = (pane.name(), shown.has_focus(pane) || is_live);
    let unit = unit(shown, pane);
    let Some((volume, can_change)) = volume(shown) else {
        parts::head(pen, area, title, &[(&unit, palette.muted)], has_focus);
        return;
    };
    let unit = format!("{unit} · ");
    let unit = (unit.as_str(), palette.muted);
    if is_live {
        let live = format!(" {left} {volume} {right} ");
        let style = palette.heading.add_modifier(Modifier::REVERSED);
        parts::head(pen, area, title, &[unit, (&live, style)], has_focus);
    } else {
        let turn = if can_change { format!(" {left} v {right}") } else { String::new() };
        let said = [unit, (volume.as_str(), palette.text), (turn.as_str(), palette.muted)];
        parts::head(pen, area, title, &said, has_focus);
    }
}

/// Unit and volume in one text, for a line of tabs.
pub fn said(shown: &Shown<'_>, theme: &Theme) -> String {
    let (left, right) = (theme.glyphs.left, theme.glyphs.right);
    let unit = unit(shown, Pane::Cost);
    match volume(shown) {
        None => unit,
        Some((volume, _)) if shown.bench.volume => format!("{unit} {left} {volume} {right}"),
        Some((volume, true)) => format!("{unit} · {volume} {left} v {right}"),
        Some((volume, false)) => format!("{unit} · {volume}"),
    }
}

/// What amounts are in: bills may be summed up over a longer time, the chart is of a month.
fn unit(shown: &Shown<'_>, pane: Pane) -> String {
    let horizon = if pane == Pane::Volume { Horizon::Month } else { shown.bench.horizon };
    horizon.unit("USD")
}

/// How much is billed, and whether the arrows could change it.
fn volume(shown: &Shown<'_>) -> Option<(String, bool)> {
    match &shown.sheet.scope {
        Scope::Matrix => None,
        Scope::System => Some(("all workloads together".to_owned(), false)),
        Scope::Workload(id) => {
            let demand = &shown.session.workload(id)?.demand;
            Some(match (&demand.requests_per_month, &demand.jobs_per_day) {
                (Estimate::Unknown, Estimate::Unknown) if demand.always_on => ("always on".to_owned(), false),
                (Estimate::Unknown, Estimate::Unknown) => ("volume not known".to_owned(), false),
                (Estimate::Unknown, jobs) => (format!("{} jobs/day", amount::show(jobs)), true),
                (requests, _) => (format!("{} req/month", amount::show(requests)), true),
            })
        }
    }
}

fn nothing(pen: &mut Pen<'_>, shown: &Shown<'_>, area: Rect) {
    let text = match (shown.sheet.columns.is_empty(), shown.session.workloads.is_empty()) {
        (true, _) => "no alternatives yet: add them in step 3",
        (_, true) => "nothing is billed: there is no workload (step 2), and no alternative has a quote (step 3)",
        _ => "nothing is billed: no alternative has a platform of the catalogue or a quote (step 3)",
    };
    parts::note(pen, area, text);
}

/// Begins the row of a column: the cursor and the name, emphasised where the cursor is or where it leads. None where there is no
/// room for the row, or where what rules the column out takes the rest of it.
pub fn begun(
    pen: &mut Pen<'_>,
    shown: &Shown<'_>,
    row: Option<Row>,
    width: u16,
    (at, column): (usize, &Column),
    here: bool,
) -> Option<Row> {
    let mut row = row?;
    let palette = &pen.theme.palette;
    row.cursor(pen, here, true);
    if !column.offer.is_feasible() {
        ruled_out(pen, &mut row, width, column, here);
        return None;
    }
    let style = match (here, shown.leads(at)) {
        (true, _) => palette.focus,
        (false, true) => palette.leader,
        (false, false) => palette.text,
    };
    row.left(pen, width, &column.name, style);
    Some(row)
}

/// Name struck through, and why.
fn ruled_out(pen: &mut Pen<'_>, row: &mut Row, name: u16, column: &Column, here: bool) {
    let palette = &pen.theme.palette;
    row.put(pen, pen.theme.glyphs.cross, palette.error);
    row.put(pen, " ", palette.text);
    let style = if here { palette.focus.add_modifier(Modifier::CROSSED_OUT) } else { parts::struck(pen.theme) };
    let width = parts::width(&column.name).min(name);
    row.left(pen, width, &column.name, style);
    row.x = row.x.saturating_sub(1);
    if let Some(reason) = column.offer.hard.first() {
        row.put(pen, &format!(": {}", parts::reason(&column.name, &reason.what)), palette.warning);
    }
}

/// What cannot run where all else runs, said once: `+1 exception: Warehouse gateway on VM fleet`.
pub fn exceptions(shown: &Shown<'_>) -> Vec<String> {
    let mut said: Vec<String> = Vec::new();
    for column in shown.sheet.columns.iter().filter(|column| !column.exceptions.is_empty()) {
        let parts: Vec<String> = column
            .exceptions
            .iter()
            .map(|(workload, to)| {
                let what = shown.session.workload(workload).map_or(workload.as_str(), |row| row.name.as_str());
                format!("{what} on {}", shown.alternative(to.as_str()))
            })
            .collect();
        let text = format!("+{}: {}", parts::counted(parts.len(), "exception"), parts.join(", "));
        if !said.contains(&text) {
            said.push(text);
        }
    }
    said
}

/// The first thing that is wrong with the bill that the pane speaks of.
fn problem(shown: &Shown<'_>) -> Option<String> {
    let column = shown.sheet.columns.get(shown.column_of(Pane::Cost))?;
    let problem = column.offer.bill.as_ref()?.problems.first()?;
    let line = wrapped(problem, usize::from(u16::MAX)).into_iter().next()?;
    Some(format!("! {}: {line}", column.name))
}
