//! The scenarios side by side: who leads under each, by how much, and what each alternative comes to.

use crate::app::scenario_appraisals::ScenarioAppraisal;
use crate::app::{Pane, amount};
use crate::appraisal::{Column, DecisionMatrix};
use crate::theme::Theme;
use crate::view::context::{PaneContext, short_names};
use crate::view::pane::PaneView;
use crate::view::pen::Pen;
use crate::view::text::{max_text_width, to_u16, visible_range};
use crate::view::widgets::pane_frame::{draw_note, draw_pane_header, draw_pane_scroll_marks};
use crate::view::widgets::row_writer::RowWriter;
use ratatui::layout::Rect;

/// `0.42`.
const MARGIN_WIDTH: u16 = 6;
/// The narrowest and the widest column of an alternative.
const CELL_WIDTHS: (u16, u16) = (7, 12);

/// A figure that each alternative has under each scenario.
type Figure = fn(&DecisionMatrix, usize, &Column) -> Option<String>;

/// What is shown of each alternative, the most telling first.
const FIGURES: [(&str, Figure); 3] = [
    ("total of 5", |matrix, at, column| {
        column.offer.is_feasible().then(|| matrix.total(at))?.map(|total| format!("{total:.2}"))
    }),
    ("USD/month", |_, _, column| Some(amount::format_money(column.offer.bill.as_ref()?.monthly.get()))),
    ("h/month", |_, _, column| Some(format!("{:.1}", column.offer.burden.as_ref()?.mean.get()))),
];

fn scenario_rows(context: &PaneContext<'_>) -> u16 {
    to_u16(context.workbench.session.scenarios.len() + 1)
}

/// Header, and a block of names and scenarios per figure.
pub fn wanted_height(context: &PaneContext<'_>) -> u16 {
    let figures = if context.has_offers() { to_u16(FIGURES.len()) } else { 1 };
    1 + (scenario_rows(context) + 1) * figures
}

/// A scenario's name; the base has its own word.
fn scenario_name<'a>(context: &'a PaneContext<'_>, variant: &ScenarioAppraisal) -> &'a str {
    let scenario = variant.scenario.as_ref().and_then(|id| context.workbench.session.scenario(id));
    scenario.map_or("base", |scenario| scenario.name.as_str())
}

/// The leaders of a matrix by their short names, in its order.
fn format_leaders(context: &PaneContext<'_>, matrix: &DecisionMatrix) -> String {
    let names: Vec<&str> = matrix.leaders().iter().map(|at| context.short_name(*at)).collect();
    if names.is_empty() { "–".to_owned() } else { names.join(" = ") }
}

struct ScenarioGrid<'a> {
    /// Each with the matrix of the scope on screen.
    rows: Vec<(&'a ScenarioAppraisal, &'a DecisionMatrix)>,
    name: u16,
    leader: u16,
    cell: u16,
    /// The columns that fit, of those that are told apart.
    columns: Vec<usize>,
    labels: Vec<String>,
}

impl<'a> ScenarioGrid<'a> {
    fn layout(context: &'a PaneContext<'_>, width: u16) -> Self {
        let scope = &context.matrix.scope;
        let variants = context.workbench.scenario_appraisals.rows().iter();
        let rows: Vec<_> = variants.filter_map(|row| Some((row, row.appraisal.matrix(scope)?))).collect();
        let names = rows.iter().map(|(variant, _)| scenario_name(context, variant));
        let name = max_text_width(names.chain([FIGURES[0].0])).clamp(9, 22).min(width / 4);
        let said: Vec<String> = rows.iter().map(|(_, matrix)| format_leaders(context, matrix)).collect();
        let leads = max_text_width(said.iter().map(String::as_str)).clamp(5, 18).min(width / 5);
        let room = width.saturating_sub(1 + name + 1 + leads + 1 + MARGIN_WIDTH + 1);
        let mut told: Vec<usize> = context.unique_columns().collect();
        let wanted = max_text_width(context.short_names.iter().map(String::as_str)).clamp(CELL_WIDTHS.0, CELL_WIDTHS.1);
        let all = to_u16(told.len()).max(1);
        let cell = (room / all).saturating_sub(1).clamp(CELL_WIDTHS.0, wanted.max(CELL_WIDTHS.0));
        told.truncate(usize::from(room / (cell + 1)));
        told.sort_unstable();
        let labels = short_names(context.session, &context.app.catalogue, context.matrix, usize::from(cell));
        Self { rows, name, leader: leads, cell, columns: told, labels }
    }
}

/// Draws the pane.
pub fn render(pen: &mut Pen<'_>, context: &PaneContext<'_>, area: Rect) {
    let grid = ScenarioGrid::layout(context, area.width);
    let (muted, heading) = (pen.theme.palette.muted, pen.theme.palette.heading);
    let (scope, all) = (context.scope_label(), context.unique_columns().count());
    let hidden = all.saturating_sub(grid.columns.len());
    let fewer = if hidden > 0 { format!(" {} of {all}", grid.columns.len()) } else { String::new() };
    let said = [(scope.as_str(), heading), (fewer.as_str(), muted), (" · enter works in one", muted)];
    draw_pane_header(pen, area, "Scenarios", &said, context.has_focus(Pane::Scenarios));
    if grid.rows.is_empty() {
        draw_note(pen, area, "tab here to see the scenarios side by side");
        return;
    }
    let room = area.height.saturating_sub(1);
    let figures = if context.has_offers() { FIGURES.len() } else { 1 };
    let block = scenario_rows(context).saturating_add(1);
    // One block at least; further ones only whole, so that none is taken for the scenarios of another.
    let blocks = usize::from(room / block.max(1)).clamp(1, figures);
    let mut line = 1;
    for (place, (title, figure)) in FIGURES.iter().enumerate().take(blocks) {
        let height = if place == 0 { room.min(block) } else { block };
        draw_block(pen, context, &grid, (area, line, height), (title, *figure, place == 0));
        line += height;
    }
}

/// A block: the names of the alternatives, and one figure of each per scenario.
fn draw_block(
    pen: &mut Pen<'_>,
    context: &PaneContext<'_>,
    grid: &ScenarioGrid<'_>,
    (area, from, height): (Rect, u16, u16),
    (title, figure, is_first): (&str, Figure, bool),
) {
    let palette = pen.theme.palette.clone();
    let Some(mut row) = RowWriter::at(area, from) else { return };
    row.skip(1);
    row.text_left(pen, grid.name, title, palette.muted);
    row.text_left(pen, grid.leader, if is_first { "leads" } else { "" }, palette.muted);
    row.text_right(pen, MARGIN_WIDTH, if is_first { "by" } else { "" }, palette.muted);
    for at in &grid.columns {
        row.text_right(pen, grid.cell, grid.labels.get(*at).map_or("", String::as_str), palette.heading);
    }
    let here = context.cursor(Pane::Scenarios, grid.rows.len());
    let now = context.workbench.scenario().map(|scenario| &scenario.id);
    let seen = visible_range(grid.rows.len(), here.unwrap_or(0), usize::from(height.saturating_sub(1)));
    for (line, place) in (from + 1..).zip(seen.clone()) {
        let (Some(mut row), Some((variant, matrix))) = (RowWriter::at(area, line), grid.rows.get(place)) else {
            continue;
        };
        let is_here = here == Some(place) && is_first;
        row.cursor(pen, is_here, true);
        let is_shown = variant.scenario.as_ref() == now;
        let style = match (is_here, is_shown) {
            (true, _) => palette.focus,
            (false, true) => palette.heading,
            (false, false) => palette.text,
        };
        row.text_left(pen, grid.name, scenario_name(context, variant), style);
        if is_first {
            row.text_left(pen, grid.leader, &format_leaders(context, matrix), palette.leader);
            let margin = matrix.ranking.as_ref().and_then(|ranking| ranking.margin);
            let text = margin.map_or_else(|| "–".to_owned(), |margin| format!("{margin:.2}"));
            row.text_right(pen, MARGIN_WIDTH, &text, palette.text);
        } else {
            row.skip(grid.leader + 1 + MARGIN_WIDTH + 1);
        }
        for at in &grid.columns {
            let Some(column) = matrix.columns.get(*at) else { continue };
            let text = figure(matrix, *at, column).unwrap_or_else(|| "–".to_owned());
            let style = match matrix.leaders().contains(at) {
                true => palette.leader,
                false if !column.offer.is_feasible() => palette.muted,
                false => palette.text,
            };
            row.text_right(pen, grid.cell, &text, style);
        }
    }
    if is_first {
        draw_pane_scroll_marks(pen, area, from + 1, &seen, grid.rows.len());
    }
}

/// See the module.
pub struct ScenariosPane;

impl PaneView for ScenariosPane {
    fn wanted_height(&self, context: &PaneContext<'_>, _width: u16) -> u16 {
        wanted_height(context)
    }

    fn render(&self, pen: &mut Pen<'_>, context: &PaneContext<'_>, area: Rect) {
        render(pen, context, area);
    }

    fn tab_note(&self, _context: &PaneContext<'_>, _theme: &Theme) -> String {
        "enter works in one".to_owned()
    }
}
