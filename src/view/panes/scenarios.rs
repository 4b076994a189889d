//! The scenarios side by side: who leads under each, by how much, and what each alternative comes to.

use super::parts::{self, Row};
use super::{Shown, labels};
use crate::app::variants::Variant;
use crate::app::{Pane, amount};
use crate::appraisal::{Column, Sheet};
use crate::view::pen::{Pen, window};
use ratatui::layout::Rect;

/// `0.42`.
const MARGIN: u16 = 6;
/// The narrowest and the widest column of an alternative.
const CELL: (u16, u16) = (7, 12);

/// A figure that each alternative has under each scenario.
type Figure = fn(&Sheet, usize, &Column) -> Option<String>;

/// What is shown of each alternative, the most telling first.
const FIGURES: [(&str, Figure); 3] = [
    ("total of 5", |sheet, at, column| {
        column.offer.is_feasible().then(|| sheet.total(at))?.map(|total| format!("{total:.2}"))
    }),
    ("USD/month", |_, _, column| Some(amount::money(column.offer.bill.as_ref()?.monthly.get()))),
    ("h/month", |_, _, column| Some(format!("{:.1}", column.offer.burden.as_ref()?.mean.get()))),
];

fn count(shown: &Shown<'_>) -> u16 {
    parts::columns(shown.bench.session.scenarios.len() + 1)
}

/// Header, and a block of names and scenarios per figure.
pub fn rows(shown: &Shown<'_>) -> u16 {
    let figures = if shown.has_offers() { parts::columns(FIGURES.len()) } else { 1 };
    1 + (count(shown) + 1) * figures
}

/// A scenario's name; the base has its own word.
fn name<'a>(shown: &'a Shown<'_>, variant: &Variant) -> &'a str {
    let scenario = variant.scenario.as_ref().and_then(|id| shown.bench.session.scenario(id));
    scenario.map_or("base", |scenario| scenario.name.as_str())
}

/// The leaders of a sheet by their short names, in its order.
fn leaders(shown: &Shown<'_>, sheet: &Sheet) -> String {
    let names: Vec<&str> = sheet.leaders().iter().map(|at| shown.label(*at)).collect();
    if names.is_empty() { "–".to_owned() } else { names.join(" = ") }
}

struct Grid<'a> {
    /// Each with the sheet of the scope on screen.
    rows: Vec<(&'a Variant, &'a Sheet)>,
    name: u16,
    leads: u16,
    cell: u16,
    /// The columns that fit, of those that are told apart.
    columns: Vec<usize>,
    labels: Vec<String>,
}

impl<'a> Grid<'a> {
    fn of(shown: &'a Shown<'_>, width: u16) -> Self {
        let scope = &shown.sheet.scope;
        let variants = shown.bench.variants.rows().iter();
        let rows: Vec<_> = variants.filter_map(|row| Some((row, row.appraisal.sheet(scope)?))).collect();
        let names = rows.iter().map(|(variant, _)| name(shown, variant));
        let name = parts::widest(names.chain([FIGURES[0].0])).clamp(9, 22).min(width / 4);
        let said: Vec<String> = rows.iter().map(|(_, sheet)| leaders(shown, sheet)).collect();
        let leads = parts::widest(said.iter().map(String::as_str)).clamp(5, 18).min(width / 5);
        let room = width.saturating_sub(1 + name + 1 + leads + 1 + MARGIN + 1);
        let mut told: Vec<usize> = shown.told().collect();
        let wanted = parts::widest(shown.labels.iter().map(String::as_str)).clamp(CELL.0, CELL.1);
        let all = parts::columns(told.len()).max(1);
        let cell = (room / all).saturating_sub(1).clamp(CELL.0, wanted.max(CELL.0));
        told.truncate(usize::from(room / (cell + 1)));
        told.sort_unstable();
        let labels = labels(shown.session, &shown.app.catalogue, shown.sheet, usize::from(cell));
        Self { rows, name, leads, cell, columns: told, labels }
    }
}

/// Draws the pane.
pub fn render(pen: &mut Pen<'_>, shown: &Shown<'_>, area: Rect) {
    let grid = Grid::of(shown, area.width);
    let (muted, heading) = (pen.theme.palette.muted, pen.theme.palette.heading);
    let (scope, all) = (shown.scope(), shown.told().count());
    let hidden = all.saturating_sub(grid.columns.len());
    let fewer = if hidden > 0 { format!(" {} of {all}", grid.columns.len()) } else { String::new() };
    let said = [(scope.as_str(), heading), (fewer.as_str(), muted), (" · enter works in one", muted)];
    parts::head(pen, area, "Scenarios", &said, shown.has_focus(Pane::Scenarios));
    if grid.rows.is_empty() {
        parts::note(pen, area, "tab here to see the scenarios side by side");
        return;
    }
    let room = area.height.saturating_sub(1);
    let figures = if shown.has_offers() { FIGURES.len() } else { 1 };
    let block = count(shown).saturating_add(1);
    // One block at least; further ones only whole, so that none is taken for the scenarios of another.
    let blocks = usize::from(room / block.max(1)).clamp(1, figures);
    let mut line = 1;
    for (place, (title, figure)) in FIGURES.iter().enumerate().take(blocks) {
        let height = if place == 0 { room.min(block) } else { block };
        draw(pen, shown, &grid, (area, line, height), (title, *figure, place == 0));
        line += height;
    }
}

/// A block: the names of the alternatives, and one figure of each per scenario.
fn draw(
    pen: &mut Pen<'_>,
    shown: &Shown<'_>,
    grid: &Grid<'_>,
    (area, from, height): (Rect, u16, u16),
    (title, figure, is_first): (&str, Figure, bool),
) {
    let palette = pen.theme.palette.clone();
    let Some(mut row) = Row::of(area, from) else { return };
    row.skip(1);
    row.left(pen, grid.name, title, palette.muted);
    row.left(pen, grid.leads, if is_first { "leads" } else { "" }, palette.muted);
    row.right(pen, MARGIN, if is_first { "by" } else { "" }, palette.muted);
    for at in &grid.columns {
        row.right(pen, grid.cell, grid.labels.get(*at).map_or("", String::as_str), palette.heading);
    }
    let here = shown.cursor(Pane::Scenarios, grid.rows.len());
    let now = shown.bench.scenario().map(|scenario| &scenario.id);
    let seen = window(grid.rows.len(), here.unwrap_or(0), usize::from(height.saturating_sub(1)));
    for (line, place) in (from + 1..).zip(seen.clone()) {
        let (Some(mut row), Some((variant, sheet))) = (Row::of(area, line), grid.rows.get(place)) else { continue };
        let is_here = here == Some(place) && is_first;
        row.cursor(pen, is_here, true);
        let is_shown = variant.scenario.as_ref() == now;
        let style = match (is_here, is_shown) {
            (true, _) => palette.focus,
            (false, true) => palette.heading,
            (false, false) => palette.text,
        };
        row.left(pen, grid.name, name(shown, variant), style);
        if is_first {
            row.left(pen, grid.leads, &leaders(shown, sheet), palette.leader);
            let margin = sheet.ranking.as_ref().and_then(|ranking| ranking.margin);
            let text = margin.map_or_else(|| "–".to_owned(), |margin| format!("{margin:.2}"));
            row.right(pen, MARGIN, &text, palette.text);
        } else {
            row.skip(grid.leads + 1 + MARGIN + 1);
        }
        for at in &grid.columns {
            let Some(column) = sheet.columns.get(*at) else { continue };
            let text = figure(sheet, *at, column).unwrap_or_else(|| "–".to_owned());
            let style = match sheet.leaders().contains(at) {
                true => palette.leader,
                false if !column.offer.is_feasible() => palette.muted,
                false => palette.text,
            };
            row.right(pen, grid.cell, &text, style);
        }
    }
    if is_first {
        parts::scrolled(pen, area, from + 1, &seen, grid.rows.len());
    }
}
