//! Weights and scores: the criteria with their weights, and the score of each option on them.

use crate::app::Pane;
use crate::appraisal::weights::WeightUnit;
use crate::appraisal::{CellSource, CellValue, wording};
use crate::model::Criterion;
use crate::theme::Theme;
use crate::view::context::{PaneContext, short_names};
use crate::view::pane::{PaneView, Placement};
use crate::view::pen::Pen;
use crate::view::text::{max_text_width, split_over_two_lines, text_width, to_u16};
use crate::view::widgets::graphics::gauge;
use crate::view::widgets::layout;
use crate::view::widgets::pane_frame::{draw_note, draw_pane_header, ruled_out_style};
use crate::view::widgets::table::{Cell, Column, Row, Table};
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

/// The widths of one drawing.
struct MatrixGrid {
    name: u16,
    bar: u16,
    points: u16,
    agreed: u16,
    cell: u16,
    gap: u16,
    /// The columns that fit, in the order of the session.
    columns: Vec<usize>,
    /// Their names, on two lines.
    names: Vec<[String; 2]>,
}

/// The narrowest bar, one that is long enough, and the longest.
const BAR_WIDTHS: (u16, u16, u16) = (6, 10, 20);
/// Marks a weight that was agreed on.
const AGREED_WORD: &str = "agreed";

pub struct MatrixPane;

impl PaneView for MatrixPane {
    fn wanted_height(&self, context: &PaneContext<'_>, width: u16) -> u16 {
        // Header, names, criteria, totals.
        let rows = to_u16(context.session.criteria.len());
        3 + u16::from(MatrixGrid::layout(context, width).needs_two_lines()) + rows.max(1)
    }

    fn render(&self, pen: &mut Pen<'_>, context: &PaneContext<'_>, area: Rect) {
        let grid = MatrixGrid::layout(context, area.width);
        draw_header(pen, context, &grid, area);
        if context.session.criteria.is_empty() {
            draw_note(pen, area, "No criteria yet. Add them in Criteria.");
            return;
        }
        let criteria = to_u16(context.session.criteria.len());
        let has_two_lines = grid.needs_two_lines() && area.height > criteria.min(12) + 3;
        let body = layout::skip_first_row(area);
        let mut table = build_table(pen.theme, context, &grid, has_two_lines);
        let left = body.height.saturating_sub(if has_two_lines { 2 } else { 1 });
        if left <= 3 && left <= criteria {
            table.footer.clear();
        }
        let cursor = context.workbench.cursor(Pane::Matrix, context.session.criteria.len());
        table.render(pen, Some(cursor), context.has_focus(Pane::Matrix), body);
    }

    fn placement(&self) -> Placement {
        Placement::Shared
    }
}

/// The width at which bars and every column have room.
pub fn ideal_width(context: &PaneContext<'_>) -> u16 {
    let count = to_u16(context.unique_columns().count());
    fixed_width(context, name_width(context))
        + BAR_WIDTHS.1
        + 1
        + count.saturating_mul(min_cell_width(context).max(7) + 2)
}

/// The widths at which every column still has room: beside a bar, and without one.
pub fn min_widths(context: &PaneContext<'_>) -> [u16; 2] {
    let count = to_u16(context.unique_columns().count());
    let without = fixed_width(context, name_width(context).min(14)) + count.saturating_mul(min_cell_width(context) + 1);
    [without.saturating_add(BAR_WIDTHS.0 + 1), without]
}

/// What is left of the columns, without the bar: cursor, name, points, mark.
fn fixed_width(context: &PaneContext<'_>, name: u16) -> u16 {
    1 + name + 1 + points_width(context) + 1 + 2
}

fn name_width(context: &PaneContext<'_>) -> u16 {
    max_text_width(context.session.criteria.iter().map(|criterion| criterion.name.as_str())).clamp(9, 24)
}

fn points_width(context: &PaneContext<'_>) -> u16 {
    let weights = &context.matrix.weights;
    let texts = (0..weights.figures.len()).map(|at| weights.format_weight(at)).chain([weights.format_sum()]);
    texts.map(|text| to_u16(text.len())).max().unwrap_or(0).max(3)
}

/// As wide as the widest value, and as a name that can still be recognised.
fn min_cell_width(context: &PaneContext<'_>) -> u16 {
    context.max_value_width.max(6)
}

impl MatrixGrid {
    fn layout(context: &PaneContext<'_>, width: u16) -> Self {
        let count = to_u16(context.unique_columns().count());
        let (whole, points) = (name_width(context), points_width(context));
        let least = min_cell_width(context);
        let most = max_text_width(context.short_names.iter().map(String::as_str)).max(least);
        let narrow = whole.min(14);
        // What is given up first: wide columns, the space between them, the length of names, the bar.
        let roomy = least.max(7).min(most);
        let wide = (roomy..=most).rev().map(|cell| (whole, cell, 2, BAR_WIDTHS.1));
        let close =
            (least..=roomy).rev().flat_map(|cell| [(whole, cell, 2, BAR_WIDTHS.1), (whole, cell, 1, BAR_WIDTHS.1)]);
        let last = [(narrow, least, 1, BAR_WIDTHS.1), (narrow, least, 1, BAR_WIDTHS.0), (narrow, least, 1, 0)];
        let fits = |(name, cell, gap, bar): &(u16, u16, u16, u16)| {
            let bar = if *bar > 0 { bar + 1 } else { 0 };
            fixed_width(context, *name) + bar + count.saturating_mul(cell + gap) <= width
        };
        // Where not all columns fit, the first of the ranking do.
        let (name, cell, gap, bar) =
            wide.chain(close).chain(last).find(fits).unwrap_or((narrow.min(width / 4).max(4), least, 1, BAR_WIDTHS.0));
        let mut left = width.saturating_sub(fixed_width(context, name) + if bar > 0 { bar + 1 } else { 0 });
        let fit = usize::from(left / (cell + gap)).min(context.unique_columns().count());
        left = left.saturating_sub(to_u16(fit) * (cell + gap));
        let wants_word = left > 6 && context.session.criteria.iter().any(|row| row.agreed);
        let agreed = if wants_word { 6 } else { 1 };
        left = left.saturating_sub(agreed - 1);
        let bar = if bar > 0 { (bar + left).min(BAR_WIDTHS.2) } else { 0 };
        let mut columns: Vec<usize> = context.unique_columns().take(fit).collect();
        columns.sort_unstable();
        let names = columns.iter().map(|column| split_name(context, *column, usize::from(cell))).collect();
        Self { name, bar, points, agreed, cell, gap, columns, names }
    }

    fn needs_two_lines(&self) -> bool {
        self.names.iter().any(|[upper, _]| !upper.is_empty())
    }
}

/// A column's name above its figures: the short one, unless the whole one on two lines says more.
fn split_name(context: &PaneContext<'_>, column: usize, cell: usize) -> [String; 2] {
    let label = context.short_name(column);
    split_over_two_lines(if label.ends_with('…') { context.name(column) } else { label }, cell)
}

fn draw_header(pen: &mut Pen<'_>, context: &PaneContext<'_>, grid: &MatrixGrid, area: Rect) {
    let palette = &pen.theme.palette;
    let scope = context.scope_label();
    let scopes = context.workbench.appraisal.matrices.len();
    let turn =
        if scopes > 1 { format!(" {} ,. {}", pen.theme.glyphs.left, pen.theme.glyphs.right) } else { String::new() };
    let all = context.unique_columns().count();
    let hidden = all.saturating_sub(grid.columns.len());
    let dot = if scope.is_empty() { "" } else { " · " };
    let fewer = if hidden > 0 { format!("{dot}{} of {all}", grid.columns.len()) } else { String::new() };
    let scenario = context.scenario_label();
    let then = if scenario.is_empty() || (scope.is_empty() && hidden == 0) { "" } else { " · " };
    let note = [
        (scenario.as_str(), palette.warning),
        (then, palette.muted),
        (scope.as_str(), palette.text.add_modifier(Modifier::BOLD)),
        (turn.as_str(), palette.muted),
        (fewer.as_str(), palette.muted),
    ];
    let note = if scope.is_empty() && hidden == 0 { &note[..1] } else { &note[..] };
    draw_pane_header(pen, area, "Weights and scores", note, context.has_focus(Pane::Matrix));
}

fn build_table(theme: &Theme, context: &PaneContext<'_>, grid: &MatrixGrid, has_two_lines: bool) -> Table {
    let bar_header = if grid.bar > BAR_WIDTHS.0 { rivals_header(theme, context, grid.bar) } else { String::new() };
    let mut columns = vec![
        Column::text("criterion").fixed(grid.name),
        Column::graphic(bar_header, grid.bar, grid.bar),
        Column::number(context.matrix.weights.unit().heading()).fixed(grid.points),
        Column::text("").fixed(grid.agreed),
    ];
    let labels = short_names(context.session, &context.app.catalogue, context.matrix, grid.cell.into());
    columns.extend(grid.columns.iter().zip(&grid.names).map(|(column, name)| {
        let single = || [String::new(), labels.get(*column).cloned().unwrap_or_default()];
        let header = if has_two_lines { name.clone() } else { single() };
        let style = column_style(theme, context, *column).add_modifier(Modifier::BOLD);
        Column::number("").header_lines(header, style).fixed(grid.cell + grid.gap - 1)
    }));
    let scale = bar_scale(context);
    let rows = context.session.criteria.iter().enumerate();
    let rows = rows.map(|(at, criterion)| criterion_row(theme, context, grid, (at, criterion), scale));
    Table { footer: vec![total_row(theme, context, grid)], ..Table::figures(columns, rows.collect()) }
}

/// Above the bars: who leads beyond the marks of the row under the cursor, `│ <6 K8s >31 Fn`, as far as there is range.
fn rivals_header(theme: &Theme, context: &PaneContext<'_>, width: u16) -> String {
    let flip = theme.glyphs.flip;
    let at = context.workbench.cursor(Pane::Matrix, context.session.criteria.len());
    let Some(stability) = context.stability else { return String::new() };
    let Some(range) = stability.weight_ranges.get(at).filter(|range| !range.is_unlimited()) else {
        return format!("{flip} flips");
    };
    // Beyond half of all weight, points exceed all others and say less than per cent.
    let figure = |points: Option<u32>, share: f64| {
        points.filter(|_| share <= 0.5).map_or(format!("{:.0}%", 100.0 * share), |n| n.to_string())
    };
    let below =
        range.below.map(|rival| format!("<{} {}", figure(range.min_points(), range.low), context.short_name(rival)));
    let above =
        range.above.map(|rival| format!(">{} {}", figure(range.max_points(), range.high), context.short_name(rival)));
    // Without range for both sides the nearer one is shown.
    let is_below_nearer = range.share - range.low < range.high - range.share;
    let nearer = if is_below_nearer { below.clone().or(above.clone()) } else { above.clone().or(below.clone()) };
    let both: Vec<String> = [below, above].into_iter().flatten().collect();
    let whole = format!("{flip} {}", both.join(" "));
    if text_width(&whole) <= width { whole } else { format!("{flip} {}", nearer.unwrap_or_default()) }
}

fn column_style(theme: &Theme, context: &PaneContext<'_>, column: usize) -> Style {
    let is_feasible = context.matrix.columns.get(column).is_some_and(|column| column.offer.is_feasible());
    match () {
        () if context.is_leader(column) => theme.palette.leader,
        () if !is_feasible => ruled_out_style(theme),
        () => theme.palette.text,
    }
}

/// The figure at the right end of every bar: a round number that seldom changes.
pub fn bar_scale(context: &PaneContext<'_>) -> f64 {
    round_bar_scale(context.matrix.weights.max_display_value())
}

/// The next of 10, 20, 30, 50, 70 times a power of ten that leaves a quarter of the bar free.
pub fn round_bar_scale(most: f64) -> f64 {
    let wanted = (most * 1.25).max(10.0);
    let mut decade = 10.0;
    loop {
        for step in [1.0, 2.0, 3.0, 4.0, 5.0, 7.0] {
            if step * decade >= wanted {
                return step * decade;
            }
        }
        decade *= 10.0;
    }
}

/// Where along a bar the leader changes.
pub fn flip_marks(context: &PaneContext<'_>, row: usize, scale: f64) -> Vec<f64> {
    let Some(range) = context.stability.and_then(|stability| stability.weight_ranges.get(row)) else {
        return Vec::new();
    };
    let ends = match context.matrix.weights.unit() {
        WeightUnit::Points | WeightUnit::Swings => [range.low_points, range.high_points],
        WeightUnit::Shares => [range.below.map(|_| 100.0 * range.low), range.above.map(|_| 100.0 * range.high)],
    };
    ends.into_iter().flatten().map(|figure| figure / scale).collect()
}

fn criterion_row(
    theme: &Theme,
    context: &PaneContext<'_>,
    grid: &MatrixGrid,
    (at, criterion): (usize, &Criterion),
    scale: f64,
) -> Row {
    let palette = &theme.palette;
    let weights = &context.matrix.weights;
    let is_here = context.workbench.cursor(Pane::Matrix, context.session.criteria.len()) == at;
    let name = match (is_here, context.has_focus(Pane::Matrix)) {
        (true, true) => palette.focus,
        (true, false) => palette.focus_inactive,
        (false, _) => palette.text,
    };
    let mut cells = vec![
        Cell::new(&criterion.name, name),
        gauge(weights.display_value(at) / scale, flip_marks(context, at, scale)),
        Cell::new(weights.format_weight(at), palette.text),
        Cell::new(agreed_mark(theme, criterion, grid.agreed), palette.muted),
    ];
    cells.extend(grid.columns.iter().map(|column| {
        let Some(value) = context.matrix.values.get(at).and_then(|row| row.get(*column)) else { return Cell::empty() };
        let text = wording::format_score(value);
        match flip_mark(theme, context, *column, at).filter(|_| text_width(&text) < grid.cell) {
            Some(mark) => Cell::new(format!("{mark}{text}"), palette.flip),
            None => Cell::new(text, value_style(theme, context, *column, value)),
        }
    }));
    Row::new(cells)
}

/// Which way a change of one point on a score changes the leader, where it does.
pub fn flip_mark(theme: &Theme, context: &PaneContext<'_>, column: usize, row: usize) -> Option<&'static str> {
    let flip = context.stability?.flip_at(column, row)?;
    Some(if flip.to > flip.from { theme.glyphs.up } else { theme.glyphs.down })
}

/// The mark of a weight that was agreed on.
pub fn agreed_mark(theme: &Theme, criterion: &Criterion, width: u16) -> &'static str {
    match (criterion.agreed, width >= 6) {
        (true, true) => AGREED_WORD,
        (true, false) => theme.glyphs.check,
        (false, _) => "",
    }
}

fn value_style(theme: &Theme, context: &PaneContext<'_>, column: usize, value: &CellValue) -> Style {
    match value.source {
        CellSource::Blank => theme.palette.muted,
        CellSource::Unknown => theme.palette.warning,
        CellSource::Judged
        | CellSource::Measured
        | CellSource::Derived
        | CellSource::Aggregated
        | CellSource::Overridden => column_style(theme, context, column).remove_modifier(Modifier::CROSSED_OUT),
    }
}

fn total_row(theme: &Theme, context: &PaneContext<'_>, grid: &MatrixGrid) -> Row {
    let muted = theme.palette.muted;
    let sum = Cell::new(context.matrix.weights.format_sum(), muted);
    let mut cells = vec![Cell::new("total", muted), Cell::empty(), sum, Cell::empty()];
    cells.extend(grid.columns.iter().map(|column| {
        let total = context.matrix.total(*column).map_or_else(String::new, |total| format!("{total:.2}"));
        let style = if context.is_leader(*column) { column_style(theme, context, *column) } else { muted };
        Cell::new(total, style)
    }));
    Row::new(cells)
}

#[cfg(test)]
mod tests {
    use super::round_bar_scale;

    #[test]
    fn the_scale_is_round_and_leaves_room() {
        for (most, scale) in
            [(0, 10.0), (8, 10.0), (9, 20.0), (22, 30.0), (25, 40.0), (40, 50.0), (1_000_000, 2_000_000.0)]
        {
            let most = f64::from(most);
            assert_eq!(round_bar_scale(most), scale, "{most}");
        }
    }
}
