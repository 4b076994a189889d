//! What runs where: every workload on every estate, and the price of variety below.

use crate::app::{Pane, amount};
use crate::appraisal::{Column, DecisionMatrix};
use crate::theme::Theme;
use crate::view::context::{MAX_LABEL_WIDTH, PaneContext, short_names};
use crate::view::pane::{PaneView, Placement};
use crate::view::pen::Pen;
use crate::view::text::{max_text_width, split_over_two_lines, text_width, to_u16, visible_range};
use crate::view::widgets::pane_frame::{draw_pane_header, draw_pane_scroll_marks, ruled_out_style};
use crate::view::widgets::row_writer::RowWriter;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

/// Brackets around the cell with the cursor, and the mark of a forced one.
const MARKS_WIDTH: u16 = 3;
/// The narrowest and the widest cell: a platform's short name, or a figure.
const CELL_WIDTHS: (u16, u16) = (7, 11);

/// Header, names, workloads, platforms, money, hours, total.
pub fn wanted_height(context: &PaneContext<'_>) -> u16 {
    if context.has_estates() {
        1 + 2 + to_u16(context.session.workloads.len()) + 5 + duplicate_rows(context)
    } else {
        2
    }
}

/// Lines that say which estates are the same.
fn duplicate_rows(context: &PaneContext<'_>) -> u16 {
    let columns = context.workbench.appraisal.overall_matrix().map_or(&[][..], |matrix| &matrix.columns);
    let firsts: std::collections::BTreeSet<usize> = columns.iter().filter_map(|column| column.duplicate_of).collect();
    to_u16(firsts.len())
}

struct EstateGrid<'a> {
    matrix: &'a DecisionMatrix,
    name: u16,
    leader: u16,
    cell: u16,
    /// The estates that fit, in the order of the matrix.
    columns: Vec<usize>,
    /// How many there are that are told apart.
    total: usize,
    /// The one with the cursor, while the pane has the keys.
    cursor_column: Option<usize>,
    labels: Vec<String>,
}

fn build_grid<'a>(context: &'a PaneContext<'_>, width: u16, two: bool) -> Option<EstateGrid<'a>> {
    let matrix = context.has_estates().then(|| context.workbench.appraisal.overall_matrix()).flatten()?;
    let names = context.session.workloads.iter().map(|workload| workload.name.as_str());
    let wanted = max_text_width(names.chain(["USD/month"])).clamp(10, 24);
    let mut told = context.workbench.estate_columns();
    // Without the keys only what differs is shown; with them also one's own that does not differ yet.
    if !context.has_focus(Pane::Estate) {
        told.retain(|at| matrix.columns.get(*at).is_some_and(|column| column.duplicate_of.is_none()));
    }
    let count = to_u16(told.len()).max(1);
    let widest = max_text_width(context.alternative_names.iter().map(String::as_str));
    let least = widest.saturating_add(MARKS_WIDTH).clamp(CELL_WIDTHS.0, CELL_WIDTHS.1);
    let leads = widest.clamp(5, 9);
    let room = |name: u16| width.saturating_sub(1 + name + 1 + leads + 1);
    let name = if room(wanted) >= count.saturating_mul(least + 1) { wanted } else { wanted.min(13) };
    let cell = (room(name) / count).saturating_sub(1).clamp(least, CELL_WIDTHS.1.max(least));
    let fit = usize::from(room(name) / (cell + 1));
    let most = if two { MAX_LABEL_WIDTH } else { usize::from(cell) };
    let here = context.workbench.selected_estate().filter(|_| context.has_focus(Pane::Estate)).map(|(at, _)| at);
    // With the keys the cursor says which are shown, without them the ranking does.
    let columns = match here.and_then(|here| told.iter().position(|at| *at == here)) {
        Some(cursor) => told.get(visible_range(told.len(), cursor, fit)).unwrap_or_default().to_vec(),
        None => {
            let mut best: Vec<usize> =
                matrix.columns_by_rank().into_iter().filter(|at| told.contains(at)).take(fit).collect();
            best.sort_unstable();
            best
        }
    };
    let labels = short_names(context.session, &context.app.catalogue, matrix, most);
    Some(EstateGrid { matrix, name, leader: leads, cell, columns, total: told.len(), cursor_column: here, labels })
}

/// Draws the pane.
pub fn render(pen: &mut Pen<'_>, context: &PaneContext<'_>, area: Rect) {
    let muted = pen.theme.palette.muted;
    let workloads = to_u16(context.session.workloads.len());
    let room = area.height.saturating_sub(1);
    let figures = to_u16(FIGURES.len());
    let two = room >= workloads.saturating_add(figures.min(2) + 2);
    let Some(grid) = build_grid(context, area.width, two) else {
        draw_pane_header(pen, area, "Estate", &[], context.has_focus(Pane::Estate));
        if let Some(mut row) = RowWriter::at(area, 1) {
            row.skip(1);
            row.text(pen, "an estate takes two workloads: add them in step 2", muted);
        }
        return;
    };
    let keys = if grid.cursor_column.is_some() { " · a adds one" } else { "" };
    let said = match grid.total.saturating_sub(grid.columns.len()) {
        0 => format!("what runs where · ! forced there{keys}"),
        _ => format!("{} of {} · ! forced there{keys}", grid.columns.len(), grid.total),
    };
    draw_pane_header(pen, area, "Estate", &[(&said, muted)], context.has_focus(Pane::Estate));
    let mut line = draw_names(pen, &grid, area, two);
    let left = area.height.saturating_sub(line);
    let for_figures = figures.min(left.saturating_sub(workloads.min(left / 2 + 1)));
    let len = context.session.workloads.len();
    let at = context.cursor(Pane::Estate, len);
    let seen = visible_range(len, at.unwrap_or(0), usize::from(left - for_figures));
    let first = line;
    for place in seen.clone() {
        draw_workload(pen, context, &grid, area, line, place, at == Some(place));
        line += 1;
    }
    draw_pane_scroll_marks(pen, area, first, &seen, len);
    for (label, figure) in FIGURES.iter().take(usize::from(for_figures)) {
        draw_figure_row(pen, &grid, area, line, label, *figure);
        line += 1;
    }
    for text in duplicate_texts(&grid) {
        let Some(mut row) = RowWriter::at(area, line) else { break };
        row.skip(1);
        row.text(pen, &text, muted);
        line += 1;
    }
}

/// `Today = All VM fleet`: estates that are not shown because they are another under a second name.
fn duplicate_texts(grid: &EstateGrid<'_>) -> Vec<String> {
    let columns = &grid.matrix.columns;
    let of = |first: usize| {
        let names: Vec<&str> = columns
            .iter()
            .filter(|column| column.duplicate_of == Some(first))
            .map(|column| column.name.as_str())
            .collect();
        let name = columns.get(first).map_or("", |column| column.name.as_str());
        (!names.is_empty()).then(|| format!("{name} = {}", names.join(" = ")))
    };
    (0..columns.len()).filter_map(of).collect()
}

fn draw_names(pen: &mut Pen<'_>, grid: &EstateGrid<'_>, area: Rect, two: bool) -> u16 {
    let lines: u16 = if two { 2 } else { 1 };
    let palette = &pen.theme.palette;
    for line in 0..lines {
        let Some(mut row) = RowWriter::at(area, 1 + line) else { break };
        let last = line + 1 == lines;
        row.skip(1);
        row.text_left(pen, grid.name, if last { "workload" } else { "" }, palette.muted);
        row.text_left(pen, grid.leader, if last { "leads" } else { "" }, palette.muted);
        for at in &grid.columns {
            let (Some(column), Some(label)) = (grid.matrix.columns.get(*at), grid.labels.get(*at)) else { continue };
            let text = if label.ends_with('…') { &column.name } else { label };
            let [upper, lower] =
                if two { split_over_two_lines(text, usize::from(grid.cell)) } else { [String::new(), label.clone()] };
            let style =
                if grid.cursor_column == Some(*at) { palette.focus } else { estate_style(pen, grid, *at, column) };
            let text = if last { &lower } else { &upper };
            let taken = text_width(text).min(grid.cell);
            row.text_left(pen, taken, text, style);
            row.skip(grid.cell - taken);
        }
    }
    1 + lines
}

fn estate_style(pen: &Pen<'_>, grid: &EstateGrid<'_>, at: usize, column: &Column) -> Style {
    match () {
        () if grid.matrix.leaders().contains(&at) => pen.theme.palette.leader,
        () if !column.offer.is_feasible() => ruled_out_style(pen.theme),
        () => pen.theme.palette.heading,
    }
}

fn draw_workload(
    pen: &mut Pen<'_>,
    context: &PaneContext<'_>,
    grid: &EstateGrid<'_>,
    area: Rect,
    line: u16,
    at: usize,
    here: bool,
) {
    let (Some(mut row), Some(workload)) = (RowWriter::at(area, line), context.session.workloads.get(at)) else {
        return;
    };
    let palette = &pen.theme.palette;
    row.cursor(pen, here, true);
    row.text_left(pen, grid.name, &workload.name, if here { palette.focus } else { palette.text });
    let matrix = context.workbench.appraisal.matrices.get(at);
    let leader = matrix.and_then(|matrix| matrix.columns.get(matrix.leader()?)).map(|column| column.id.as_str());
    let text = leader.map_or_else(|| "–".to_owned(), |id| context.alternative_name(id).to_owned());
    row.text_left(pen, grid.leader, &text, palette.leader);
    for place in &grid.columns {
        let Some(column) = grid.matrix.columns.get(*place) else { continue };
        let to = column.assignment.iter().find(|(id, _)| *id == workload.id).map(|(_, to)| to.as_str());
        let label = to.map_or_else(|| "–".to_owned(), |id| context.alternative_name(id).to_owned());
        let forced = column.exceptions.iter().any(|(id, _)| *id == workload.id);
        let style = match (forced, to == leader) {
            (true, _) => palette.warning,
            (false, true) => palette.good,
            (false, false) => palette.text,
        };
        let label = if forced { format!("{label} !") } else { label };
        if here && grid.cursor_column == Some(*place) {
            row.text_left(pen, grid.cell, &format!("[{label}]"), palette.focus);
        } else {
            row.text_left(pen, grid.cell, &label, style);
        }
    }
}

/// The width of a figure, so that those of one estate stand right below each other.
const FIGURE_WIDTH: u16 = 6;

type Figure = fn(&DecisionMatrix, usize, &Column) -> Option<String>;

/// What each estate comes to.
const FIGURES: [(&str, Figure); 4] = [
    ("USD/month", |_, _, column| Some(amount::format_money(column.offer.bill.as_ref()?.monthly.get()))),
    ("h/month", |_, _, column| Some(format!("{:.1}", column.offer.burden.as_ref()?.mean.get()))),
    ("total of 5", |matrix, at, column| {
        column.offer.is_feasible().then(|| matrix.total(at))?.map(|total| format!("{total:.2}"))
    }),
    ("platforms", |_, _, column| {
        let used: std::collections::BTreeSet<_> = column.assignment.iter().map(|(_, to)| to).collect();
        Some(used.len().to_string())
    }),
];

fn draw_figure_row(pen: &mut Pen<'_>, grid: &EstateGrid<'_>, area: Rect, line: u16, label: &str, figure: Figure) {
    let Some(mut row) = RowWriter::at(area, line) else { return };
    let palette = &pen.theme.palette;
    row.skip(1);
    row.text_left(pen, grid.name, label, palette.muted);
    row.skip(grid.leader + 1);
    for at in &grid.columns {
        let Some(column) = grid.matrix.columns.get(*at) else { continue };
        let text = figure(grid.matrix, *at, column).unwrap_or_else(|| "–".to_owned());
        let leads = grid.matrix.leaders().contains(at);
        let style = if leads { palette.leader } else { palette.text.add_modifier(Modifier::BOLD) };
        row.text_right(pen, FIGURE_WIDTH.min(grid.cell), &text, style);
        row.skip(grid.cell.saturating_sub(FIGURE_WIDTH));
    }
}

/// See the module.
pub struct EstatePane;

impl PaneView for EstatePane {
    fn wanted_height(&self, context: &PaneContext<'_>, _width: u16) -> u16 {
        wanted_height(context)
    }

    fn render(&self, pen: &mut Pen<'_>, context: &PaneContext<'_>, area: Rect) {
        render(pen, context, area);
    }

    fn tab_note(&self, _context: &PaneContext<'_>, _theme: &Theme) -> String {
        "! forced there".to_owned()
    }

    fn has_content(&self, context: &PaneContext<'_>) -> bool {
        context.has_estates()
    }

    fn placement(&self) -> Placement {
        Placement::Shared
    }
}
