//! Estate: which workload runs where in every combination of platforms, and what each combination comes to.

use crate::app::places::estate;
use crate::app::{Pane, amount};
use crate::appraisal::{Column as OptionColumn, DecisionMatrix};
use crate::model::Workload;
use crate::theme::Theme;
use crate::view::context::{MAX_LABEL_WIDTH, PaneContext, short_names};
use crate::view::pane::{PaneView, Placement};
use crate::view::pen::Pen;
use crate::view::text::{max_text_width, split_over_two_lines, to_u16, visible_range};
use crate::view::widgets::column_layout::equal_columns;
use crate::view::widgets::layout;
use crate::view::widgets::lines::{Lines, draw_lines};
use crate::view::widgets::pane_frame::{draw_note, draw_pane_header, ruled_out_style};
use crate::view::widgets::table::{Cell, Column, Row, Table};
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

/// Brackets around the cell with the cursor, and the mark of a forced one.
const MARKS_WIDTH: u16 = 3;
/// The narrowest and the widest cell: a platform's short name, or a figure.
const CELL_WIDTHS: (u16, u16) = (7, 11);
const FORCED_NOTE: &str = "! forced by a constraint";

pub struct EstatePane;

impl PaneView for EstatePane {
    fn wanted_height(&self, context: &PaneContext<'_>, _width: u16) -> u16 {
        if !context.has_estates() {
            return 2;
        }
        // Header, names on two lines, and one row of figures more than there are.
        1 + 2 + to_u16(context.session.workloads.len() + FIGURES.len()) + 1 + duplicate_rows(context)
    }

    fn render(&self, pen: &mut Pen<'_>, context: &PaneContext<'_>, area: Rect) {
        let muted = pen.theme.palette.muted;
        let has_focus = context.has_focus(Pane::Estate);
        let body = layout::skip_first_row(area);
        let workloads = to_u16(context.session.workloads.len());
        let figures = to_u16(FIGURES.len());
        let has_two_lines = body.height >= workloads.saturating_add(figures.min(2) + 2);
        let Some(grid) = build_grid(context, area.width, has_two_lines) else {
            draw_pane_header(pen, area, "Estate", &[], has_focus);
            draw_note(pen, area, "Estates need at least two workloads. Add them in Workloads.");
            return;
        };
        let keys = if grid.cursor_column.is_some() { " · a adds an estate" } else { "" };
        let note = match grid.total.saturating_sub(grid.columns.len()) {
            0 => format!("what runs where · {FORCED_NOTE}{keys}"),
            _ => format!("{} of {} · {FORCED_NOTE}{keys}", grid.columns.len(), grid.total),
        };
        draw_pane_header(pen, area, "Estate", &[(&note, muted)], has_focus);
        let cursor = context.cursor(Pane::Estate, context.session.workloads.len());
        let mut table = build_table(pen.theme, context, &grid, has_two_lines, cursor);
        let left = body.height.saturating_sub(if has_two_lines { 2 } else { 1 });
        let for_figures = figures.min(left.saturating_sub(workloads.min(left / 2 + 1)));
        table.footer.truncate(for_figures.into());
        let y = table.render(pen, cursor, true, body);
        let duplicates: Lines = duplicate_texts(&grid).into_iter().map(|text| (text, muted)).collect();
        draw_lines(pen, layout::from_row(body, y), &duplicates);
    }

    fn tab_note(&self, _context: &PaneContext<'_>, _theme: &Theme) -> String {
        FORCED_NOTE.to_owned()
    }

    fn has_content(&self, context: &PaneContext<'_>) -> bool {
        context.has_estates()
    }

    fn placement(&self) -> Placement {
        Placement::Shared
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
    /// How many distinct estates there are.
    total: usize,
    /// The one with the cursor, while the pane has the focus.
    cursor_column: Option<usize>,
    labels: Vec<String>,
}

fn build_grid<'a>(context: &'a PaneContext<'_>, width: u16, two: bool) -> Option<EstateGrid<'a>> {
    let matrix = context.has_estates().then(|| context.workbench.appraisal.overall_matrix()).flatten()?;
    let names = context.session.workloads.iter().map(|workload| workload.name.as_str());
    let wanted = max_text_width(names.chain(["USD/month"])).clamp(10, 24);
    let mut estates = estate::columns(context.workbench);
    // Without the focus only estates that differ are shown; with it also a custom one that does not differ yet.
    if !context.has_focus(Pane::Estate) {
        estates.retain(|at| matrix.columns.get(*at).is_some_and(|column| column.duplicate_of.is_none()));
    }
    let count = to_u16(estates.len()).max(1);
    let widest = max_text_width(context.alternative_names.iter().map(String::as_str));
    let least = widest.saturating_add(MARKS_WIDTH).clamp(CELL_WIDTHS.0, CELL_WIDTHS.1);
    let leads = widest.clamp(6, 9);
    let room = |name: u16| width.saturating_sub(1 + name + 1 + leads + 1);
    let name = if room(wanted) >= count.saturating_mul(least + 1) { wanted } else { wanted.min(13) };
    let (cell, fit) = equal_columns(room(name), estates.len(), (least, CELL_WIDTHS.1));
    let most = if two { MAX_LABEL_WIDTH } else { usize::from(cell) };
    let here = estate::selected(context.workbench).filter(|_| context.has_focus(Pane::Estate)).map(|(at, _)| at);
    // With the focus the cursor says which are shown, without it the ranking does.
    let columns = match here.and_then(|here| estates.iter().position(|at| *at == here)) {
        Some(cursor) => estates.get(visible_range(estates.len(), cursor, fit)).unwrap_or_default().to_vec(),
        None => {
            let mut best: Vec<usize> =
                matrix.columns_by_rank().into_iter().filter(|at| estates.contains(at)).take(fit).collect();
            best.sort_unstable();
            best
        }
    };
    let labels = short_names(context.session, &context.app.catalogue, matrix, most);
    Some(EstateGrid { matrix, name, leader: leads, cell, columns, total: estates.len(), cursor_column: here, labels })
}

/// A row per workload, and below them what each estate comes to.
fn build_table(
    theme: &Theme,
    context: &PaneContext<'_>,
    grid: &EstateGrid<'_>,
    has_two_lines: bool,
    cursor: Option<usize>,
) -> Table {
    let mut columns = vec![Column::text("workload").fixed(grid.name), Column::text("leader").fixed(grid.leader)];
    columns.extend(grid.columns.iter().map(|at| {
        let label = grid.labels.get(*at).cloned().unwrap_or_default();
        let name = grid.matrix.columns.get(*at).map_or("", |column| column.name.as_str());
        let header = if has_two_lines {
            split_over_two_lines(if label.ends_with('…') { name } else { &label }, grid.cell.into())
        } else {
            [String::new(), label]
        };
        Column::text("").header_lines(header, estate_style(theme, grid, *at)).fixed(grid.cell)
    }));
    let rows = context.session.workloads.iter().enumerate();
    let rows = rows.map(|(at, workload)| workload_row(theme, context, grid, (at, workload), cursor == Some(at)));
    let footer = FIGURES.iter().map(|(label, figure)| {
        let begin = [Cell::new(*label, theme.palette.muted), Cell::empty()];
        let figures = grid.columns.iter().map(|at| figure_cell(theme, grid, *at, *figure));
        Row::new(begin.into_iter().chain(figures).collect())
    });
    Table { footer: footer.collect(), ..Table::figures(columns, rows.collect()) }
}

fn estate_style(theme: &Theme, grid: &EstateGrid<'_>, at: usize) -> Style {
    let is_feasible = grid.matrix.columns.get(at).is_some_and(|column| column.offer.is_feasible());
    match () {
        () if grid.cursor_column == Some(at) => theme.palette.focus,
        () if grid.matrix.leaders().contains(&at) => theme.palette.leader,
        () if !is_feasible => ruled_out_style(theme),
        () => theme.palette.heading,
    }
}

fn workload_row(
    theme: &Theme,
    context: &PaneContext<'_>,
    grid: &EstateGrid<'_>,
    (at, workload): (usize, &Workload),
    is_here: bool,
) -> Row {
    let palette = &theme.palette;
    let matrix = context.workbench.appraisal.matrices.get(at);
    let leader = matrix.and_then(|matrix| matrix.columns.get(matrix.leader()?)).map(|column| column.id.as_str());
    let short = |id: Option<&str>| id.map_or_else(|| "–".to_owned(), |id| context.alternative_name(id).to_owned());
    let mut cells = vec![
        Cell::new(&workload.name, if is_here { palette.focus } else { palette.text }),
        Cell::new(short(leader), palette.leader),
    ];
    cells.extend(grid.columns.iter().map(|place| {
        let Some(column) = grid.matrix.columns.get(*place) else { return Cell::empty() };
        let to = column.assignment.iter().find(|(id, _)| *id == workload.id).map(|(_, to)| to.as_str());
        let is_forced = column.exceptions.iter().any(|(id, _)| *id == workload.id);
        let label = if is_forced { format!("{} !", short(to)) } else { short(to) };
        match (is_here && grid.cursor_column == Some(*place), is_forced, to == leader) {
            (true, _, _) => Cell::new(format!("[{label}]"), palette.focus),
            (_, true, _) => Cell::new(label, palette.warning),
            (_, _, true) => Cell::new(label, palette.good),
            _ => Cell::new(label, palette.text),
        }
    }));
    Row::new(cells)
}

fn figure_cell(theme: &Theme, grid: &EstateGrid<'_>, at: usize, figure: Figure) -> Cell {
    let Some(column) = grid.matrix.columns.get(at) else { return Cell::empty() };
    let text = figure(grid.matrix, at, column).unwrap_or_else(|| "–".to_owned());
    let is_leader = grid.matrix.leaders().contains(&at);
    let style = if is_leader { theme.palette.leader } else { theme.palette.text.add_modifier(Modifier::BOLD) };
    Cell::new(format!("{text:>width$}", width = FIGURE_WIDTH.min(grid.cell.into())), style)
}

/// `Today = All VM fleet`: estates that are not shown because they are the same as another.
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

/// The width of a figure, so that those of one estate stand right below each other.
const FIGURE_WIDTH: usize = 6;

type Figure = fn(&DecisionMatrix, usize, &OptionColumn) -> Option<String>;

/// What each estate comes to.
const FIGURES: [(&str, Figure); 4] = [
    ("USD/month", |_, _, column| Some(amount::format_money(column.offer.bill.as_ref()?.known_monthly()?.get()))),
    ("h/month", |_, _, column| Some(format!("{:.1}", column.offer.burden.as_ref()?.mean.get()))),
    ("total of 5", |matrix, at, column| {
        column.offer.is_feasible().then(|| matrix.total(at))?.map(|total| format!("{total:.2}"))
    }),
    ("platforms", |_, _, column| {
        let used: std::collections::BTreeSet<_> = column.assignment.iter().map(|(_, to)| to).collect();
        Some(used.len().to_string())
    }),
];
