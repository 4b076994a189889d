//! What runs where: every workload on every estate, and the price of variety below.

use super::parts::{self, Row};
use super::{LABEL, Shown, labels};
use crate::app::{Pane, amount};
use crate::appraisal::{Column, Sheet};
use crate::view::pen::{Pen, window};
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

/// Brackets around the cell with the cursor, and the mark of a forced one.
const MARKS: u16 = 3;
/// The narrowest and the widest cell: a platform's short name, or a figure.
const CELL: (u16, u16) = (7, 11);

/// Header, names, workloads, platforms, money, hours, total.
pub fn rows(shown: &Shown<'_>) -> u16 {
    if shown.has_estates() { 1 + 2 + parts::columns(shown.session.workloads.len()) + 5 + twin_rows(shown) } else { 2 }
}

/// Lines that say which estates are the same.
fn twin_rows(shown: &Shown<'_>) -> u16 {
    let columns = shown.bench.appraisal.whole().map_or(&[][..], |sheet| &sheet.columns);
    let firsts: std::collections::BTreeSet<usize> = columns.iter().filter_map(|column| column.same_as).collect();
    parts::columns(firsts.len())
}

struct Grid<'a> {
    sheet: &'a Sheet,
    name: u16,
    leads: u16,
    cell: u16,
    /// The estates that fit, in the order of the sheet.
    columns: Vec<usize>,
    /// How many there are that are told apart.
    all: usize,
    /// The one with the cursor, while the pane has the keys.
    here: Option<usize>,
    labels: Vec<String>,
}

fn grid<'a>(shown: &'a Shown<'_>, width: u16, two: bool) -> Option<Grid<'a>> {
    let sheet = shown.has_estates().then(|| shown.bench.appraisal.whole()).flatten()?;
    let names = shown.session.workloads.iter().map(|workload| workload.name.as_str());
    let wanted = parts::widest(names.chain(["USD/month"])).clamp(10, 24);
    let mut told = shown.bench.estates();
    // Without the keys only what differs is shown; with them also one's own that does not differ yet.
    if !shown.has_focus(Pane::Estate) {
        told.retain(|at| sheet.columns.get(*at).is_some_and(|column| column.same_as.is_none()));
    }
    let count = parts::columns(told.len()).max(1);
    let widest = parts::widest(shown.alternatives.iter().map(String::as_str));
    let least = widest.saturating_add(MARKS).clamp(CELL.0, CELL.1);
    let leads = widest.clamp(5, 9);
    let room = |name: u16| width.saturating_sub(1 + name + 1 + leads + 1);
    let name = if room(wanted) >= count.saturating_mul(least + 1) { wanted } else { wanted.min(13) };
    let cell = (room(name) / count).saturating_sub(1).clamp(least, CELL.1.max(least));
    let fit = usize::from(room(name) / (cell + 1));
    let most = if two { LABEL } else { usize::from(cell) };
    let here = shown.bench.estate().filter(|_| shown.has_focus(Pane::Estate)).map(|(at, _)| at);
    // With the keys the cursor says which are shown, without them the ranking does.
    let columns = match here.and_then(|here| told.iter().position(|at| *at == here)) {
        Some(cursor) => told.get(window(told.len(), cursor, fit)).unwrap_or_default().to_vec(),
        None => {
            let mut best: Vec<usize> = sheet.order().into_iter().filter(|at| told.contains(at)).take(fit).collect();
            best.sort_unstable();
            best
        }
    };
    let labels = labels(shown.session, &shown.app.catalogue, sheet, most);
    Some(Grid { sheet, name, leads, cell, columns, all: told.len(), here, labels })
}

/// Draws the pane.
pub fn render(pen: &mut Pen<'_>, shown: &Shown<'_>, area: Rect) {
    let muted = pen.theme.palette.muted;
    let workloads = parts::columns(shown.session.workloads.len());
    let room = area.height.saturating_sub(1);
    let figures = parts::columns(FIGURES.len());
    let two = room >= workloads.saturating_add(figures.min(2) + 2);
    let Some(grid) = grid(shown, area.width, two) else {
        parts::head(pen, area, "Estate", &[], shown.has_focus(Pane::Estate));
        if let Some(mut row) = Row::of(area, 1) {
            row.skip(1);
            row.put(pen, "an estate takes two workloads: add them in step 2", muted);
        }
        return;
    };
    let keys = if grid.here.is_some() { " · a adds one" } else { "" };
    let said = match grid.all.saturating_sub(grid.columns.len()) {
        0 => format!("what runs where · ! forced there{keys}"),
        _ => format!("{} of {} · ! forced there{keys}", grid.columns.len(), grid.all),
    };
    parts::head(pen, area, "Estate", &[(&said, muted)], shown.has_focus(Pane::Estate));
    let mut line = names(pen, &grid, area, two);
    let left = area.height.saturating_sub(line);
    let for_figures = figures.min(left.saturating_sub(workloads.min(left / 2 + 1)));
    let len = shown.session.workloads.len();
    let at = shown.cursor(Pane::Estate, len);
    let seen = window(len, at.unwrap_or(0), usize::from(left - for_figures));
    let first = line;
    for place in seen.clone() {
        workload(pen, shown, &grid, area, line, place, at == Some(place));
        line += 1;
    }
    parts::scrolled(pen, area, first, &seen, len);
    for (label, figure) in FIGURES.iter().take(usize::from(for_figures)) {
        figures_row(pen, &grid, area, line, label, *figure);
        line += 1;
    }
    for text in twins(&grid) {
        let Some(mut row) = Row::of(area, line) else { break };
        row.skip(1);
        row.put(pen, &text, muted);
        line += 1;
    }
}

/// `Today = All VM fleet`: estates that are not shown because they are another under a second name.
fn twins(grid: &Grid<'_>) -> Vec<String> {
    let columns = &grid.sheet.columns;
    let of = |first: usize| {
        let names: Vec<&str> =
            columns.iter().filter(|column| column.same_as == Some(first)).map(|column| column.name.as_str()).collect();
        let name = columns.get(first).map_or("", |column| column.name.as_str());
        (!names.is_empty()).then(|| format!("{name} = {}", names.join(" = ")))
    };
    (0..columns.len()).filter_map(of).collect()
}

fn names(pen: &mut Pen<'_>, grid: &Grid<'_>, area: Rect, two: bool) -> u16 {
    let lines: u16 = if two { 2 } else { 1 };
    let palette = &pen.theme.palette;
    for line in 0..lines {
        let Some(mut row) = Row::of(area, 1 + line) else { break };
        let last = line + 1 == lines;
        row.skip(1);
        row.left(pen, grid.name, if last { "workload" } else { "" }, palette.muted);
        row.left(pen, grid.leads, if last { "leads" } else { "" }, palette.muted);
        for at in &grid.columns {
            let (Some(column), Some(label)) = (grid.sheet.columns.get(*at), grid.labels.get(*at)) else { continue };
            let text = if label.ends_with('…') { &column.name } else { label };
            let [upper, lower] =
                if two { parts::two_lines(text, usize::from(grid.cell)) } else { [String::new(), label.clone()] };
            let style = if grid.here == Some(*at) { palette.focus } else { estate_style(pen, grid, *at, column) };
            let text = if last { &lower } else { &upper };
            let taken = parts::width(text).min(grid.cell);
            row.left(pen, taken, text, style);
            row.skip(grid.cell - taken);
        }
    }
    1 + lines
}

fn estate_style(pen: &Pen<'_>, grid: &Grid<'_>, at: usize, column: &Column) -> Style {
    match () {
        () if grid.sheet.leaders().contains(&at) => pen.theme.palette.leader,
        () if !column.offer.is_feasible() => parts::struck(pen.theme),
        () => pen.theme.palette.heading,
    }
}

fn workload(pen: &mut Pen<'_>, shown: &Shown<'_>, grid: &Grid<'_>, area: Rect, line: u16, at: usize, here: bool) {
    let (Some(mut row), Some(workload)) = (Row::of(area, line), shown.session.workloads.get(at)) else { return };
    let palette = &pen.theme.palette;
    row.cursor(pen, here, true);
    row.left(pen, grid.name, &workload.name, if here { palette.focus } else { palette.text });
    let sheet = shown.bench.appraisal.sheets.get(at);
    let leader = sheet.and_then(|sheet| sheet.columns.get(sheet.leader()?)).map(|column| column.id.as_str());
    let text = leader.map_or_else(|| "–".to_owned(), |id| shown.alternative(id).to_owned());
    row.left(pen, grid.leads, &text, palette.leader);
    for place in &grid.columns {
        let Some(column) = grid.sheet.columns.get(*place) else { continue };
        let to = column.assign.iter().find(|(id, _)| *id == workload.id).map(|(_, to)| to.as_str());
        let label = to.map_or_else(|| "–".to_owned(), |id| shown.alternative(id).to_owned());
        let forced = column.exceptions.iter().any(|(id, _)| *id == workload.id);
        let style = match (forced, to == leader) {
            (true, _) => palette.warning,
            (false, true) => palette.good,
            (false, false) => palette.text,
        };
        let label = if forced { format!("{label} !") } else { label };
        if here && grid.here == Some(*place) {
            row.left(pen, grid.cell, &format!("[{label}]"), palette.focus);
        } else {
            row.left(pen, grid.cell, &label, style);
        }
    }
}

/// The width of a figure, so that those of one estate stand right below each other.
const FIGURE: u16 = 6;

type Figure = fn(&Sheet, usize, &Column) -> Option<String>;

/// What each estate comes to.
const FIGURES: [(&str, Figure); 4] = [
    ("USD/month", |_, _, column| Some(amount::money(column.offer.bill.as_ref()?.monthly.get()))),
    ("h/month", |_, _, column| Some(format!("{:.1}", column.offer.burden.as_ref()?.mean.get()))),
    ("total of 5", |sheet, at, column| {
        column.offer.is_feasible().then(|| sheet.total(at))?.map(|total| format!("{total:.2}"))
    }),
    ("platforms", |_, _, column| {
        let used: std::collections::BTreeSet<_> = column.assign.iter().map(|(_, to)| to).collect();
        Some(used.len().to_string())
    }),
];

fn figures_row(pen: &mut Pen<'_>, grid: &Grid<'_>, area: Rect, line: u16, label: &str, figure: Figure) {
    let Some(mut row) = Row::of(area, line) else { return };
    let palette = &pen.theme.palette;
    row.skip(1);
    row.left(pen, grid.name, label, palette.muted);
    row.skip(grid.leads + 1);
    for at in &grid.columns {
        let Some(column) = grid.sheet.columns.get(*at) else { continue };
        let text = figure(grid.sheet, *at, column).unwrap_or_else(|| "–".to_owned());
        let leads = grid.sheet.leaders().contains(at);
        let style = if leads { palette.leader } else { palette.text.add_modifier(Modifier::BOLD) };
        row.right(pen, FIGURE.min(grid.cell), &text, style);
        row.skip(grid.cell.saturating_sub(FIGURE));
    }
}
