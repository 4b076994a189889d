//! Criteria with their points, and what each column scores on them.

use crate::app::Pane;
use crate::appraisal::weights::WeightUnit;
use crate::appraisal::{CellSource, CellValue, wording};
use crate::model::Criterion;
use crate::view::context::{PaneContext, short_names};
use crate::view::pane::{PaneView, Placement};
use crate::view::pen::Pen;
use crate::view::text::{max_text_width, split_over_two_lines, text_width, to_u16, visible_range};
use crate::view::widgets::pane_frame::{draw_pane_header, draw_pane_scroll_marks, ruled_out_style};
use crate::view::widgets::row_writer::RowWriter;
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

/// The narrowest bar that says anything, the one that is enough, and the longest.
const BAR_WIDTHS: (u16, u16, u16) = (6, 10, 20);
/// The word that marks a settled weight.
const AGREED_WORD: &str = "agreed";

/// Header, names, criteria, totals.
pub fn wanted_height(context: &PaneContext<'_>, width: u16) -> u16 {
    let rows = to_u16(context.session.criteria.len());
    3 + u16::from(MatrixGrid::layout(context, width).needs_two_lines()) + rows.max(1)
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

/// What stands left of the columns, the bar aside: cursor, name, points, mark.
fn fixed_width(context: &PaneContext<'_>, name: u16) -> u16 {
    1 + name + 1 + points_width(context) + 1 + 2
}

fn name_width(context: &PaneContext<'_>) -> u16 {
    max_text_width(context.session.criteria.iter().map(|criterion| criterion.name.as_str())).clamp(9, 24)
}

fn points_width(context: &PaneContext<'_>) -> u16 {
    let weights = &context.matrix.weights;
    let told = (0..weights.figures.len()).map(|at| weights.format_weight(at)).chain([weights.format_sum()]);
    told.map(|told| to_u16(told.len())).max().unwrap_or(0).max(3)
}

/// As wide as the widest value, and as a name that can still be told.
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

/// A column's name above its figures: the short one, unless the whole one broken in two says more.
fn split_name(context: &PaneContext<'_>, column: usize, cell: usize) -> [String; 2] {
    let label = context.short_name(column);
    split_over_two_lines(if label.ends_with('…') { context.name(column) } else { label }, cell)
}

/// Draws the matrix.
pub fn render(pen: &mut Pen<'_>, context: &PaneContext<'_>, area: Rect) {
    let grid = MatrixGrid::layout(context, area.width);
    draw_header(pen, context, &grid, area);
    let mut line = 1;
    if context.session.criteria.is_empty() {
        if let Some(mut row) = RowWriter::at(area, line) {
            row.skip(1);
            row.text(pen, "no criteria yet: add them in step 4", pen.theme.palette.muted);
        }
        return;
    }
    let criteria = to_u16(context.session.criteria.len());
    let two = grid.needs_two_lines() && area.height > criteria.min(12) + 3;
    line = draw_names(pen, context, &grid, area, line, two);
    let left = area.height.saturating_sub(line);
    let has_total = left > 3 || left > criteria;
    let height = left.saturating_sub(u16::from(has_total));
    let at = context.workbench.cursor(Pane::Matrix, context.session.criteria.len());
    let scale = bar_scale(context);
    let seen = visible_range(context.session.criteria.len(), at, usize::from(height));
    let first = line;
    for row in seen.clone() {
        draw_criterion(pen, context, &grid, area, line, row, row == at, scale);
        line += 1;
    }
    draw_pane_scroll_marks(pen, area, first, &seen, context.session.criteria.len());
    if has_total {
        draw_totals(pen, context, &grid, area, line);
    }
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
    let said = [
        (scenario.as_str(), palette.warning),
        (then, palette.muted),
        (scope.as_str(), palette.text.add_modifier(Modifier::BOLD)),
        (turn.as_str(), palette.muted),
        (fewer.as_str(), palette.muted),
    ];
    let said = if scope.is_empty() && hidden == 0 { &said[..1] } else { &said[..] };
    draw_pane_header(pen, area, "Weights and scores", said, context.has_focus(Pane::Matrix));
}

/// The names of the columns, on one line or two.
fn draw_names(
    pen: &mut Pen<'_>,
    context: &PaneContext<'_>,
    grid: &MatrixGrid,
    area: Rect,
    from: u16,
    two: bool,
) -> u16 {
    let lines: u16 = if two { 2 } else { 1 };
    let muted = pen.theme.palette.muted;
    let single = if two {
        Vec::new()
    } else {
        short_names(context.session, &context.app.catalogue, context.matrix, usize::from(grid.cell))
    };
    for line in 0..lines {
        let Some(mut row) = RowWriter::at(area, from + line) else { break };
        let last = line + 1 == lines;
        row.skip(1);
        row.text_left(pen, grid.name, if last { "criterion" } else { "" }, muted);
        if grid.bar > 0 {
            let label = if last && grid.bar > 6 { rivals_header(pen, context, grid.bar) } else { String::new() };
            row.text_left(pen, grid.bar, &label, muted);
        }
        row.text_right(pen, grid.points, if last { context.matrix.weights.unit().heading() } else { "" }, muted);
        row.skip(grid.agreed + 1);
        for (place, column) in grid.columns.iter().enumerate() {
            let style = column_style(pen, context, *column).add_modifier(Modifier::BOLD);
            let text = match (single.get(*column), grid.names.get(place)) {
                (Some(label), _) => label.as_str(),
                (None, Some([upper, lower])) => {
                    if last {
                        lower
                    } else {
                        upper
                    }
                }
                (None, None) => "",
            };
            row.skip(grid.gap - 1);
            row.text_right(pen, grid.cell, text, style);
        }
    }
    from + lines
}

/// Above the bars: who waits at the marks of the row under the cursor, `│ <6 K8s >31 Fn`, in the words that there is room for.
fn rivals_header(pen: &Pen<'_>, context: &PaneContext<'_>, width: u16) -> String {
    let flip = pen.theme.glyphs.flip;
    let at = context.workbench.cursor(Pane::Matrix, context.session.criteria.len());
    let Some(firmness) = &context.stability else { return String::new() };
    let Some(room) = firmness.weight_ranges.get(at).filter(|room| !room.is_unlimited()) else {
        return format!("{flip} flips");
    };
    // Beyond half of all weight points outgrow the others and say less than per cent.
    let figure = |points: Option<u32>, share: f64| {
        points.filter(|_| share <= 0.5).map_or(format!("{:.0}%", 100.0 * share), |n| n.to_string())
    };
    let below =
        room.below.map(|rival| format!("<{} {}", figure(room.min_points(), room.low), context.short_name(rival)));
    let above =
        room.above.map(|rival| format!(">{} {}", figure(room.max_points(), room.high), context.short_name(rival)));
    // Without room for both sides the nearer one is told.
    let is_below_nearer = room.share - room.low < room.high - room.share;
    let nearer = if is_below_nearer { below.clone().or(above.clone()) } else { above.clone().or(below.clone()) };
    let both: Vec<String> = [below, above].into_iter().flatten().collect();
    let whole = format!("{flip} {}", both.join(" "));
    if text_width(&whole) <= width { whole } else { format!("{flip} {}", nearer.unwrap_or_default()) }
}

fn column_style(pen: &Pen<'_>, context: &PaneContext<'_>, column: usize) -> Style {
    let feasible = context.matrix.columns.get(column).is_some_and(|column| column.offer.is_feasible());
    match () {
        () if context.is_leader(column) => pen.theme.palette.leader,
        () if !feasible => ruled_out_style(pen.theme),
        () => pen.theme.palette.text,
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
    let Some(room) = context.stability.as_ref().and_then(|firmness| firmness.weight_ranges.get(row)) else {
        return Vec::new();
    };
    let ends = match context.matrix.weights.unit() {
        WeightUnit::Points | WeightUnit::Swings => [room.low_points, room.high_points],
        WeightUnit::Shares => [room.below.map(|_| 100.0 * room.low), room.above.map(|_| 100.0 * room.high)],
    };
    ends.into_iter().flatten().map(|figure| figure / scale).collect()
}

#[allow(clippy::too_many_arguments)] // a row of the grid: where, which, and on what scale
fn draw_criterion(
    pen: &mut Pen<'_>,
    context: &PaneContext<'_>,
    grid: &MatrixGrid,
    area: Rect,
    line: u16,
    at: usize,
    here: bool,
    scale: f64,
) {
    let (Some(mut row), Some(criterion)) = (RowWriter::at(area, line), context.session.criteria.get(at)) else {
        return;
    };
    let has_focus = context.has_focus(Pane::Matrix);
    row.cursor(pen, here, has_focus);
    row.text_left(pen, grid.name, &criterion.name, name_style(pen, here, has_focus));
    if grid.bar > 0 {
        row.gauge(pen, grid.bar, context.matrix.weights.display_value(at) / scale, &flip_marks(context, at, scale));
    }
    row.text_right(pen, grid.points, &context.matrix.weights.format_weight(at), pen.theme.palette.text);
    row.text_left(pen, grid.agreed, agreed_mark(pen, criterion, grid.agreed), pen.theme.palette.muted);
    for column in &grid.columns {
        let Some(value) = context.matrix.values.get(at).and_then(|row| row.get(*column)) else { continue };
        row.skip(grid.gap - 1);
        let (text, style) = (wording::format_score(value), value_style(pen, context, *column, value));
        match flip_mark(pen, context, *column, at).filter(|_| text_width(&text) < grid.cell) {
            Some(mark) => row.text_right(pen, grid.cell, &format!("{mark}{text}"), pen.theme.palette.flip),
            None => row.text_right(pen, grid.cell, &text, style),
        }
    }
}

/// Which way one point on a score gives the lead away, where it does.
pub fn flip_mark(pen: &Pen<'_>, context: &PaneContext<'_>, column: usize, row: usize) -> Option<&'static str> {
    let flip = context.stability.as_ref()?.flip_at(column, row)?;
    Some(if flip.to > flip.from { pen.theme.glyphs.up } else { pen.theme.glyphs.down })
}

fn name_style(pen: &Pen<'_>, here: bool, has_focus: bool) -> Style {
    match (here, has_focus) {
        (true, true) => pen.theme.palette.focus,
        (true, false) => pen.theme.palette.focus_inactive,
        _ => pen.theme.palette.text,
    }
}

/// The mark of a settled weight.
pub fn agreed_mark(pen: &Pen<'_>, criterion: &Criterion, width: u16) -> &'static str {
    match (criterion.agreed, width >= 6) {
        (true, true) => AGREED_WORD,
        (true, false) => pen.theme.glyphs.check,
        (false, _) => "",
    }
}

fn value_style(pen: &Pen<'_>, context: &PaneContext<'_>, column: usize, value: &CellValue) -> Style {
    let palette = &pen.theme.palette;
    match value.source {
        CellSource::Blank => palette.muted,
        CellSource::Unknown => palette.warning,
        _ => column_style(pen, context, column).remove_modifier(Modifier::CROSSED_OUT),
    }
}

fn draw_totals(pen: &mut Pen<'_>, context: &PaneContext<'_>, grid: &MatrixGrid, area: Rect, line: u16) {
    let Some(mut row) = RowWriter::at(area, line) else { return };
    let muted = pen.theme.palette.muted;
    row.skip(1);
    row.text_left(pen, grid.name, "total", muted);
    if grid.bar > 0 {
        row.skip(grid.bar + 1);
    }
    row.text_right(pen, grid.points, &context.matrix.weights.format_sum(), muted);
    row.skip(grid.agreed + 1);
    for column in &grid.columns {
        row.skip(grid.gap - 1);
        let total = context.matrix.total(*column).map_or_else(String::new, |total| format!("{total:.2}"));
        let style = column_style(pen, context, *column);
        row.text_right(pen, grid.cell, &total, if context.is_leader(*column) { style } else { muted });
    }
}

/// See the module.
pub struct MatrixPane;

impl PaneView for MatrixPane {
    fn wanted_height(&self, context: &PaneContext<'_>, width: u16) -> u16 {
        wanted_height(context, width)
    }

    fn render(&self, pen: &mut Pen<'_>, context: &PaneContext<'_>, area: Rect) {
        render(pen, context, area);
    }

    fn placement(&self) -> Placement {
        Placement::Shared
    }
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
