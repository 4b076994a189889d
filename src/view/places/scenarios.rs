//! The scenarios side by side: who leads under each, by how much, and what each alternative comes to.

use crate::app::scenario_appraisals::ScenarioAppraisal;
use crate::app::{Pane, amount};
use crate::appraisal::{Column as OptionColumn, MatrixOutcome};
use crate::theme::Theme;
use crate::view::context::{PaneContext, short_names};
use crate::view::pane::PaneView;
use crate::view::pen::Pen;
use crate::view::text::{max_text_width, to_u16};
use crate::view::widgets::column_layout::equal_columns;
use crate::view::widgets::pane_frame::{draw_note, draw_pane_header};
use crate::view::widgets::table::{Cell, Column, Row, Table};
use ratatui::layout::Rect;

/// `0.42`.
const MARGIN_WIDTH: u16 = 6;
/// The narrowest and the widest column of an alternative.
const CELL_WIDTHS: (u16, u16) = (7, 12);

/// A figure that each alternative has under each scenario.
type Figure = fn(&MatrixOutcome, usize, &OptionColumn) -> Option<String>;

/// What is shown of each alternative, the most telling first.
const FIGURES: [(&str, Figure); 3] = [
    ("total of 5", |matrix, at, column| {
        column.offer.is_feasible().then(|| matrix.total(at))?.map(|total| format!("{total:.2}"))
    }),
    ("USD/month", |_, _, column| Some(amount::format_money(column.offer.bill.as_ref()?.known_monthly()?.get()))),
    ("h/month", |_, _, column| Some(format!("{:.1}", column.offer.burden.as_ref()?.mean.get()))),
];

pub struct ScenariosPane;

impl PaneView for ScenariosPane {
    fn wanted_height(&self, context: &PaneContext<'_>, _width: u16) -> u16 {
        let figures = if context.has_offers() { to_u16(FIGURES.len()) } else { 1 };
        1 + (scenario_rows(context) + 1) * figures
    }

    fn render(&self, pen: &mut Pen<'_>, context: &PaneContext<'_>, area: Rect) {
        let grid = ScenarioGrid::layout(context, area.width);
        let (muted, heading) = (pen.theme.palette.muted, pen.theme.palette.heading);
        let (scope, all) = (context.scope_label(), context.unique_columns().count());
        let hidden = all.saturating_sub(grid.columns.len());
        let fewer = if hidden > 0 { format!(" {} of {all}", grid.columns.len()) } else { String::new() };
        let note = [(scope.as_str(), heading), (fewer.as_str(), muted), (" · enter switches to one", muted)];
        draw_pane_header(pen, area, "Scenarios", &note, context.has_focus(Pane::Scenarios));
        if grid.rows.is_empty() {
            draw_note(pen, area, "Move the focus here to compare scenarios.");
            return;
        }
        let room = area.height.saturating_sub(1);
        let figures = if context.has_offers() { FIGURES.len() } else { 1 };
        let block = scenario_rows(context).saturating_add(1);
        // One block at least; further ones only whole, so that none is taken for the scenarios of another.
        let blocks = usize::from(room / block.max(1)).clamp(1, figures);
        let mut y = area.y + 1;
        for (at, figure) in FIGURES.iter().enumerate().take(blocks) {
            let height = if at == 0 { room.min(block) } else { block };
            draw_block(pen, context, &grid, Rect { y, height, ..area }, (*figure, at == 0));
            y += height;
        }
    }

    fn tab_note(&self, _context: &PaneContext<'_>, _theme: &Theme) -> String {
        "enter switches to one".to_owned()
    }
}

fn scenario_rows(context: &PaneContext<'_>) -> u16 {
    to_u16(context.workbench.session.scenarios.len() + 1)
}

/// A scenario's name; the base has its own word.
fn scenario_name<'a>(context: &'a PaneContext<'_>, variant: &ScenarioAppraisal) -> &'a str {
    let scenario = variant.scenario.as_ref().and_then(|id| context.workbench.session.scenario(id));
    scenario.map_or("base", |scenario| scenario.name.as_str())
}

/// The leaders of a matrix by their short names, in its order.
fn format_leaders(context: &PaneContext<'_>, matrix: &MatrixOutcome) -> String {
    let names: Vec<&str> = matrix.leaders().iter().map(|at| context.short_name(*at)).collect();
    if names.is_empty() { "–".to_owned() } else { names.join(" = ") }
}

struct ScenarioGrid<'a> {
    /// Each with the matrix of the scope on screen.
    rows: Vec<(&'a ScenarioAppraisal, &'a MatrixOutcome)>,
    name: u16,
    leader: u16,
    cell: u16,
    /// The columns that fit.
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
        let leaders: Vec<String> = rows.iter().map(|(_, matrix)| format_leaders(context, matrix)).collect();
        let leads = max_text_width(leaders.iter().map(String::as_str)).clamp(6, 18).min(width / 5);
        let room = width.saturating_sub(1 + name + 1 + leads + 1 + MARGIN_WIDTH + 1);
        let wanted = max_text_width(context.short_names.iter().map(String::as_str)).clamp(CELL_WIDTHS.0, CELL_WIDTHS.1);
        let (cell, fit) = equal_columns(room, context.unique_columns().count(), (CELL_WIDTHS.0, wanted));
        // The best ranked, in the order of the matrix.
        let mut columns: Vec<usize> = context.unique_columns().take(fit).collect();
        columns.sort_unstable();
        let labels = short_names(context.session, &context.app.catalogue, context.matrix, usize::from(cell));
        Self { rows, name, leader: leads, cell, columns, labels }
    }
}

/// A row per scenario with one figure of each alternative; the first block also says who leads and by how much.
fn draw_block(
    pen: &mut Pen<'_>,
    context: &PaneContext<'_>,
    grid: &ScenarioGrid<'_>,
    area: Rect,
    ((title, figure), is_first): ((&str, Figure), bool),
) {
    let palette = &pen.theme.palette;
    let cursor = context.cursor(Pane::Scenarios, grid.rows.len());
    let (leader, margin) = if is_first { ("leader", "margin") } else { ("", "") };
    let mut columns = vec![
        Column::text(title).fixed(grid.name),
        Column::text(leader).fixed(grid.leader),
        Column::number(margin).fixed(MARGIN_WIDTH),
    ];
    columns.extend(grid.columns.iter().map(|at| {
        let label = grid.labels.get(*at).cloned().unwrap_or_default();
        Column::number("").header_lines([String::new(), label], palette.heading).fixed(grid.cell)
    }));
    let shown = context.workbench.scenario().map(|scenario| &scenario.id);
    let rows = grid.rows.iter().enumerate().map(|(at, (variant, matrix))| {
        let style = match (is_first && cursor == Some(at), variant.scenario.as_ref() == shown) {
            (true, _) => palette.focus,
            (false, true) => palette.heading,
            (false, false) => palette.text,
        };
        let mut cells = vec![Cell::new(scenario_name(context, variant), style)];
        if is_first {
            let margin = matrix.ranking.as_ref().and_then(|ranking| ranking.margin);
            let margin = margin.map_or_else(|| "–".to_owned(), |margin| format!("{margin:.2}"));
            cells.extend([Cell::new(format_leaders(context, matrix), palette.leader), Cell::new(margin, palette.text)]);
        } else {
            cells.extend([Cell::empty(), Cell::empty()]);
        }
        cells.extend(grid.columns.iter().map(|at| {
            let Some(column) = matrix.columns.get(*at) else { return Cell::empty() };
            let style = match matrix.leaders().contains(at) {
                true => palette.leader,
                false if !column.offer.is_feasible() => palette.muted,
                false => palette.text,
            };
            Cell::new(figure(matrix, *at, column).unwrap_or_else(|| "–".to_owned()), style)
        }));
        Row::new(cells)
    });
    let table = Table { has_cursor: is_first, ..Table::figures(columns, rows.collect()) };
    table.render(pen, cursor, true, area);
}
