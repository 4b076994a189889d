//! What a month costs on each column.

use super::Shown;
use super::parts::{self, Better, Row};
use crate::app::{Pane, amount};
use crate::appraisal::{Column, Scope};
use crate::cost::Bill;
use crate::model::Estimate;
use crate::theme::Theme;
use crate::view::pen::{Pen, window, wrapped};
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

/// `idle 100 %`.
const IDLE: u16 = 10;
/// `p95 12,500 ms`.
const LATENCY: u16 = 13;
/// `▲ +1,240`; its place is kept, so that nothing moves when something changes.
const DELTA: u16 = 8;

struct Widths {
    name: u16,
    exceptions: u16,
    bar: u16,
    amount: u16,
    delta: u16,
    idle: u16,
    latency: u16,
    most: f64,
}

/// Header, columns, exceptions, a remark.
pub fn rows(shown: &Shown<'_>) -> u16 {
    let remarks = exceptions(shown).len() + usize::from(problem(shown).is_some()) + 1;
    1 + parts::columns(shown.sheet.columns.len() + remarks)
}

fn bill(column: &Column) -> Option<&Bill> {
    column.offer.bill.as_ref()
}

/// Whether the amount rests on anything assumed, or on a price that nobody has verified.
fn is_estimate(bill: &Bill) -> bool {
    !bill.assumptions.is_empty() || bill.lines.iter().any(|line| !line.status.is_verified())
}

fn widths(shown: &Shown<'_>, width: u16) -> Widths {
    let columns = &shown.sheet.columns;
    let bills = || columns.iter().filter_map(bill);
    let most = bills().map(|bill| bill.monthly.get()).fold(0.0, f64::max);
    let amount = bills().map(|bill| parts::width(&amount::money(bill.monthly.get()))).max().unwrap_or(1).max(4) + 1;
    let has_exceptions = columns.iter().any(|column| !column.exceptions.is_empty());
    let exceptions = if has_exceptions { 2 } else { 0 };
    let widest = parts::widest(columns.iter().map(|column| column.name.as_str())).clamp(4, 28);
    let fixed = 1 + amount + 1 + if has_exceptions { 3 } else { 0 };
    let has_idle = bills().any(|bill| bill.idle_share.is_some());
    let has_latency = columns.iter().any(|column| column.offer.p95.is_some());
    let (name, [bar, delta, idle], mut left) =
        parts::fit(width.saturating_sub(fixed), (widest.min(14), widest), [6, DELTA, if has_idle { IDLE } else { 0 }]);
    let latency = if has_latency && left > LATENCY + 6 { LATENCY } else { 0 };
    left = left.saturating_sub(if latency > 0 { latency + 1 } else { 0 });
    let bar = if bar > 0 { (bar + left).min(30) } else { 0 };
    Widths { name, exceptions, bar, amount, delta, idle, latency, most }
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
    if columns.iter().filter_map(bill).any(is_estimate) {
        let text =
            format!("{} rests on assumptions or on prices not verified: w shows them", pen.theme.glyphs.estimate);
        remarks.push((text, pen.theme.palette.muted));
    }
    let for_remarks = room - height;
    let height = usize::from(height);
    let at = shown.cursor(Pane::Cost, columns.len());
    let widths = widths(shown, area.width);
    let mut line = 1;
    let seen = window(columns.len(), at.unwrap_or(0), height);
    let first = line;
    for place in seen.clone() {
        let Some(column) = columns.get(place) else { continue };
        entry(pen, shown, &widths, area, line, (place, column), at == Some(place));
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
    let (title, has_focus) = (pane.name(), shown.has_focus(pane) || shown.bench.volume);
    let Some((volume, can_change)) = volume(shown) else {
        parts::head(pen, area, title, &[("USD/month", palette.muted)], has_focus);
        return;
    };
    let unit = ("USD/month · ", palette.muted);
    if shown.bench.volume {
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
    match volume(shown) {
        None => "USD/month".to_owned(),
        Some((volume, _)) if shown.bench.volume => format!("USD/month {left} {volume} {right}"),
        Some((volume, true)) => format!("USD/month · {volume} {left} v {right}"),
        Some((volume, false)) => format!("USD/month · {volume}"),
    }
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

fn entry(
    pen: &mut Pen<'_>,
    shown: &Shown<'_>,
    widths: &Widths,
    area: Rect,
    line: u16,
    (at, column): (usize, &Column),
    here: bool,
) {
    let Some(mut row) = begun(pen, shown, Row::of(area, line), widths.name, (at, column), here) else { return };
    let palette = &pen.theme.palette;
    if widths.exceptions > 0 {
        let count = column.exceptions.len();
        row.left(pen, 2, &if count > 0 { format!("+{count}") } else { String::new() }, palette.warning);
    }
    let Some(bill) = bill(column) else {
        row.put(pen, "no platform, no quote", palette.muted);
        return;
    };
    let monthly = bill.monthly.get();
    if widths.bar > 0 {
        row.bar(pen, widths.bar, if widths.most > 0.0 { monthly / widths.most } else { 0.0 }, palette.bar);
    }
    let about = if is_estimate(bill) { pen.theme.glyphs.estimate } else { "" };
    row.right(pen, widths.amount, &format!("{about}{}", amount::money(monthly)), palette.heading);
    if widths.delta > 0 {
        let was = shown.was(column).and_then(|was| was.cost);
        let (text, style) =
            parts::delta(pen.theme, monthly, was, Better::Less, amount::money).unwrap_or((String::new(), Style::new()));
        row.right(pen, widths.delta, &text, style);
    }
    if widths.idle > 0 {
        let idle = bill.idle_share.map_or_else(String::new, |idle| format!("idle {:>3.0} %", idle * 100.0));
        row.right(pen, widths.idle, &idle, palette.muted);
    }
    if widths.latency > 0 {
        let time = column.offer.p95.map_or_else(String::new, |p95| format!("p95 {} ms", amount::grouped(p95.get())));
        row.right(pen, widths.latency, &time, palette.muted);
    }
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
