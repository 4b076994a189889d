//! The grid: a row per criterion, a column per option.

use super::context::ScoreContext;
use crate::app::Pane;
use crate::app::places::score::NEXT_OPEN;
use crate::appraisal::{CellSource, CellValue, progress, wording};
use crate::model::{Criterion, Measure};
use crate::theme::Theme;
use crate::view::chrome::hints::key_for;
use crate::view::context::{max_value_width, short_names};
use crate::view::pen::Pen;
use crate::view::text::{max_text_width, split_over_two_lines, text_width, to_u16, visible_range};
use crate::view::widgets::column_layout::equal_columns;
use crate::view::widgets::layout;
use crate::view::widgets::pane_frame::{GUTTER_WIDTH, draw_note, draw_pane_header};
use crate::view::widgets::table::{Cell, Column, Row, Table};
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use std::ops::Range;

/// `derived`, or the most of a unit.
const MAX_MEASURE_WIDTH: u16 = 10;

pub fn render(pen: &mut Pen<'_>, context: &ScoreContext<'_>, area: Rect) {
    let (rows, columns) = (context.session.criteria.len(), context.matrix.columns.len());
    let plain = cell_width(context);
    let name = name_width(context).min(area.width / 3).max(4);
    let widest = max_text_width(context.short_names.iter().map(String::as_str));
    let measure = measure_width(context);
    let before = |measure: u16| 1 + name + 1 + measure + u16::from(measure > 0);
    // Names of options come before units.
    let has_names = |measure: u16| {
        let (cell, fit) = equal_columns(area.width.saturating_sub(before(measure)), columns, (plain, widest));
        fit >= columns && cell >= widest
    };
    let has_measure = has_names(measure) || (!has_names(0) && area.width > name + 10 + 4 * (plain + 1));
    let measure = if has_measure { measure } else { 0 };
    let fixed = before(measure);
    // Figures stand beside their scores where every option still has room.
    let with_figures = plain + figure_width(context);
    let has_figures = equal_columns(area.width.saturating_sub(fixed), columns, (with_figures, widest)).1 >= columns;
    let narrow = if has_figures { with_figures } else { plain };
    let (cell, fit) = equal_columns(area.width.saturating_sub(fixed), columns, (narrow, widest));
    let visible = visible_range(columns, context.column, fit.max(1));
    draw_header(pen, context, area, &visible, columns);
    let missing = match (rows, columns) {
        (0, 0) => Some("No criteria or alternatives yet. Add them in Options and Criteria."),
        (0, _) => Some("No criteria yet. Add them in Criteria."),
        (_, 0) => Some("No alternatives yet. Add them in Options."),
        _ => None,
    };
    if let Some(missing) = missing {
        draw_note(pen, area, missing);
        return;
    }
    let labels = short_names(context.session, &context.app.catalogue, context.matrix, cell.into());
    let is_cut = visible.clone().any(|column| labels.get(column).is_some_and(|label| label.contains('…')));
    let has_two_lines = is_cut && usize::from(area.height) > rows.min(6) + 4;
    let mut headers = vec![Column::text("criterion").fixed(name)];
    headers.push(Column::text("").fixed(measure));
    headers.extend(visible.clone().map(|at| {
        let style = if at == context.column { pen.theme.palette.selected } else { pen.theme.palette.heading };
        let label = labels.get(at).map_or("", String::as_str);
        let whole = context.matrix.columns.get(at).map_or("", |column| column.name.as_str());
        let header = match has_two_lines {
            true => split_over_two_lines(if label.contains('…') { whole } else { label }, cell.into()),
            false => [String::new(), label.to_owned()],
        };
        Column::text("").header_lines(header, style).fixed(cell).centred()
    }));
    let grid = context.session.criteria.iter().enumerate();
    let grid = grid.map(|(at, criterion)| build_row(pen.theme, context, (at, criterion), visible.clone(), has_figures));
    let table = Table::figures(headers, grid.collect());
    // A blank row and a line of progress below it.
    let body = layout::skip_first_row(area);
    table.render(pen, Some(context.row), true, Rect { height: body.height.saturating_sub(2), ..body });
    if area.height > 3 {
        draw_progress(pen, context, layout::from_row(area, area.bottom() - 1));
    }
}

/// The width at which every column has room.
pub fn ideal_width(context: &ScoreContext<'_>) -> u16 {
    let count = to_u16(context.matrix.columns.len());
    let cell = cell_width(context) + figure_width(context);
    let cell = cell.max(max_text_width(context.short_names.iter().map(String::as_str)));
    let measure = measure_width(context);
    1 + name_width(context) + 1 + measure + u16::from(measure > 0) + count.saturating_mul(cell + 1) + GUTTER_WIDTH
}

fn name_width(context: &ScoreContext<'_>) -> u16 {
    max_text_width(context.session.criteria.iter().map(|row| row.name.as_str())).clamp(9, 26)
}

/// As wide as the widest value in brackets, with the mark of an override.
fn cell_width(context: &ScoreContext<'_>) -> u16 {
    max_value_width(context.matrix) + 5
}

/// What the widest figure of a measured criterion takes beside its score; nothing where there is none.
fn figure_width(context: &ScoreContext<'_>) -> u16 {
    let rows = 0..context.session.criteria.len();
    let cells = rows.flat_map(|row| (0..context.matrix.columns.len()).map(move |column| (row, column)));
    cells.map(|(row, column)| text_width(&figure_beside_score(context, row, column))).max().unwrap_or(0)
}

/// The figure of a measured criterion, as it stands beside its score; empty where there is none.
fn figure_beside_score(context: &ScoreContext<'_>, row: usize, column: usize) -> String {
    context.measured_figure(row, column).map_or_else(String::new, |figure| format!(" ({figure})"))
}

/// How a criterion is scored: its unit where it is measured, nothing where people judge it.
fn measure_label(measure: &Measure) -> &str {
    match measure {
        Measure::Judged => "",
        Measure::Measured { unit, .. } if !unit.is_empty() => unit,
        measure => measure.label(),
    }
}

fn measure_width(context: &ScoreContext<'_>) -> u16 {
    let labels = context.session.criteria.iter().map(|criterion| measure_label(&criterion.measure));
    max_text_width(labels).min(MAX_MEASURE_WIDTH)
}

fn has_several(context: &ScoreContext<'_>) -> bool {
    context.workbench.appraisal.workload_matrices().count() > 1
}

fn draw_header(pen: &mut Pen<'_>, context: &ScoreContext<'_>, area: Rect, visible: &Range<usize>, columns: usize) {
    let palette = &pen.theme.palette;
    let scope = context.workload().map_or(String::new(), |workload| format!("for {}", workload.name));
    let turn = if has_several(context) {
        format!(" {} ,. {}", pen.theme.glyphs.left, pen.theme.glyphs.right)
    } else {
        String::new()
    };
    let part = if visible.len() < columns {
        format!(" · columns {}–{} of {columns}", visible.start + 1, visible.end)
    } else {
        String::new()
    };
    let note = [(scope.as_str(), palette.text), (turn.as_str(), palette.muted), (part.as_str(), palette.muted)];
    let note = if scope.is_empty() && part.is_empty() { &note[..0] } else { &note[..] };
    draw_pane_header(pen, area, "Scores 1–5", note, context.workbench.pane() == Pane::Grid);
}

fn build_row(
    theme: &Theme,
    context: &ScoreContext<'_>,
    (at, criterion): (usize, &Criterion),
    visible: Range<usize>,
    has_figures: bool,
) -> Row {
    let palette = &theme.palette;
    let is_here = at == context.row;
    let measure = measure_label(&criterion.measure);
    let name = Cell::new(&criterion.name, if is_here { palette.heading } else { palette.text });
    let scores = visible.map(|column| {
        let Some(value) = context.value(at, column) else { return Cell::empty() };
        let mark = context.lead_change_mark(theme, at, column);
        let figure = if has_figures { figure_beside_score(context, at, column) } else { String::new() };
        let text = format!("{}{}{figure}", mark.unwrap_or(""), format_value(value));
        if is_here && column == context.column {
            return Cell::new(format!("[ {text} ]"), palette.focus);
        }
        Cell::new(text, if mark.is_some() { palette.flip } else { value_style(theme, value) })
    });
    Row::new([name, Cell::new(measure, palette.muted)].into_iter().chain(scores).collect())
}

/// The value, marked where it overrides a derived one.
fn format_value(value: &CellValue) -> String {
    let text = wording::format_score(value);
    if value.source == CellSource::Overridden { format!("{text}!") } else { text }
}

fn value_style(theme: &Theme, value: &CellValue) -> Style {
    let palette = &theme.palette;
    match value.source {
        CellSource::Blank => palette.muted,
        CellSource::Unknown => palette.warning,
        CellSource::Derived | CellSource::Aggregated => palette.muted.add_modifier(Modifier::ITALIC),
        CellSource::Overridden => palette.warning,
        CellSource::Judged | CellSource::Measured => palette.text,
    }
}

/// `24 of 28 scored for Checkout, 61 of 72 overall`, which open scores could change the leader, and what the signs mean.
fn draw_progress(pen: &mut Pen<'_>, context: &ScoreContext<'_>, area: Rect) {
    let palette = &pen.theme.palette;
    let cells = context.matrix.values.iter().map(Vec::len).sum::<usize>();
    let scored = cells - context.matrix.blank_count().min(cells);
    let matrices = &context.workbench.appraisal.matrices;
    let (all_scored, all) = progress::count_filled_cells(context.session, matrices);
    let mut text = format!("{scored} of {cells} scored");
    if let Some(workload) = context.workload().filter(|_| has_several(context)) {
        text = format!("{text} for {}, {all_scored} of {all} overall", workload.name);
    }
    let is_done = all_scored == all;
    let style = if is_done { palette.good } else { palette.text };
    let check = if is_done { format!("{} ", pen.theme.glyphs.check) } else { String::new() };
    let key = key_for(context.app, context.app.base_context(), &NEXT_OPEN).unwrap_or_default();
    let deciding = match context.count_deciding_cells() {
        0 => String::new(),
        1 => format!("; 1 open score could change the leader: {key}"),
        n => format!("; {n} open scores could change the leader: {key}"),
    };
    let (x, end) = (area.x.saturating_add(1), area.right());
    let spans = [(check.as_str(), palette.good), (text.as_str(), style), (deciding.as_str(), palette.flip)];
    let muted = palette.muted;
    let x = pen.spans(x, area.y, end.saturating_sub(x), &spans);
    let legend = format!("  {} not scored  ? unknown  ! overrides derived", pen.theme.glyphs.dot);
    if text_width(&legend) <= end.saturating_sub(x) {
        pen.text(x, area.y, end.saturating_sub(x), &legend, muted);
    }
}
