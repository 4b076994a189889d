//! The table of the ranking: one row per option, the first ranked first.

use crate::analysis::Standing;
use crate::appraisal::Column as OptionColumn;
use crate::burden::MustHaveState;
use crate::model::number::format_frequency;
use crate::theme::Theme;
use crate::view::context::PaneContext;
use crate::view::option_row::{MAX_NAME_WIDTH, ruled_out_cell};
use crate::view::text::{max_text_width, to_u16};
use crate::view::widgets::change::{Direction, format_change};
use crate::view::widgets::graphics::bar;
use crate::view::widgets::table::{Cell, Column, Row, Table};
use ratatui::style::Modifier;

/// `<1 %`, `100 %`.
const WINS_WIDTH: u16 = 5;
/// The widest change, `▲ +0.10`.
const CHANGE_WIDTH: u16 = 7;
/// `±0.42`.
const INTERVAL_WIDTH: u16 = 5;
/// Narrower intervals come from rounding.
const MIN_INTERVAL: f64 = 0.004;

/// The ranking, those that are ruled out last.
pub fn build_table(theme: &Theme, context: &PaneContext<'_>, cursor: Option<usize>) -> Table {
    let columns = vec![
        Column::number("").fixed(rank_width(context)),
        Column::text("").min(16).max(MAX_NAME_WIDTH),
        Column::text("").late(), // another name
        Column::graphic("", 8, 30).priority(3),
        Column::number(""),
        Column::number("").min(INTERVAL_WIDTH).priority(4),
        Column::number("").reserve(if context.robustness.is_some() { WINS_WIDTH } else { 0 }).priority(1),
        Column::text("").reserve(CHANGE_WIDTH).priority(2),
        Column::text("").min(3).grows_last().priority(1),
    ];
    let rows = context.order.iter().enumerate().filter_map(|(place, at)| {
        let column = context.matrix.columns.get(*at)?;
        Some(build_row(theme, context, (*at, column), cursor == Some(place)))
    });
    Table { has_header: false, ..Table::figures(columns, rows.collect()) }
}

/// The width at which whole names, bars and figures have room.
pub fn ideal_width(context: &PaneContext<'_>) -> u16 {
    let name = max_text_width(context.matrix.columns.iter().map(|column| column.name.as_str()));
    let wins = if context.robustness.is_some() { WINS_WIDTH + 1 } else { 0 };
    let interval = if has_intervals(context) { INTERVAL_WIDTH + 1 } else { 0 };
    // Cursor, rank, name, bar, total, change.
    1 + rank_width(context) + 1 + name.clamp(4, MAX_NAME_WIDTH) + 1 + 9 + 5 + CHANGE_WIDTH + 1 + wins + interval
}

/// Room for `3→=1`, so that nothing moves when ranks change.
fn rank_width(context: &PaneContext<'_>) -> u16 {
    2 * to_u16(context.matrix.columns.len().to_string().len()) + 2
}

fn build_row(theme: &Theme, context: &PaneContext<'_>, (at, column): (usize, &OptionColumn), is_here: bool) -> Row {
    let palette = &theme.palette;
    if !column.offer.is_feasible() {
        let cross = Cell::new(theme.glyphs.cross, palette.error);
        return Row::spanning(vec![cross, ruled_out_cell(theme, column, MAX_NAME_WIDTH, is_here)]);
    }
    let is_leader = context.is_leader(at);
    let style = if is_leader { palette.leader } else { palette.text };
    let name = Cell::new(&column.name, if is_here { palette.focus } else { style });
    // A short name that is whole says more than a long one that is cut.
    let name = if has_distinct_label(context, at) { name.or_short(context.short_name(at)) } else { name };
    let mut cells = vec![
        Cell::new(rank_change(theme, context, at), style),
        name,
        Cell::new(side_label(context, at), palette.muted),
    ];
    let Some(standing) = ranked_standing(context, at) else { return Row::new(cells) };
    let bounds = standing.bounds;
    let interval = if is_interval(standing) {
        let half = format!("{}{:.2}", theme.glyphs.plus_minus, (bounds.high - bounds.low) / 2.0);
        Cell::new(format!("{:.2}–{:.2}", bounds.low, bounds.high), palette.muted).or_short(half)
    } else {
        Cell::empty()
    };
    let found = context.robustness.map(|robustness| &robustness.selected);
    let wins =
        found.filter(|_| column.duplicate_of.is_none()).map(|found| format_frequency(found.first_rank_share(at)));
    let was = context.baseline(column).and_then(|was| was.total);
    let (change, change_style) =
        format_change(theme, standing.total, was, Direction::HigherIsBetter, |by| format!("{by:.2}"))
            .unwrap_or_default();
    cells.extend([
        bar(standing.percent / 100.0, if is_leader { palette.leader } else { palette.bar }),
        Cell::new(format!("{:.2}", standing.total), style.add_modifier(Modifier::BOLD)),
        interval,
        Cell::new(wins.unwrap_or_default(), style),
        Cell::new(change, change_style),
        must_have_cell(theme, column),
    ]);
    Row::new(cells)
}

/// The gravest must-have that it is not said to meet, and how many more there are.
fn must_have_cell(theme: &Theme, column: &OptionColumn) -> Cell {
    let count = column.offer.must_have_issues().count();
    let Some(first) = column.offer.gravest_must_have() else { return Cell::empty() };
    let sign = if first.state == MustHaveState::Failed { theme.glyphs.warning } else { "?" };
    let more = if count > 1 { format!(" +{}", count - 1) } else { String::new() };
    Cell::new(format!("{sign} {}{more}", first.text), theme.palette.warning).or_short(format!("{sign} {count}"))
}

/// The rank, after the one at the baseline if that was another: `3→1`.
fn rank_change(theme: &Theme, context: &PaneContext<'_>, at: usize) -> String {
    let now = ranked_standing(context, at).and_then(|standing| standing.position).map(|position| position.rank);
    let was = context.matrix.columns.get(at).and_then(|column| context.baseline(column)).and_then(|was| was.rank);
    match was.filter(|was| Some(*was) != now) {
        Some(was) => format!("{was}{}{}", theme.glyphs.arrow, format_rank(context, at)),
        None => format_rank(context, at),
    }
}

/// Whether the total of any option is open.
pub fn has_intervals(context: &PaneContext<'_>) -> bool {
    context.matrix.ranking.iter().flat_map(|ranking| &ranking.standings).any(is_interval)
}

fn is_interval(standing: &Standing) -> bool {
    standing.bounds.high - standing.bounds.low > MIN_INTERVAL
}

fn ranked_standing<'a>(context: &'a PaneContext<'_>, column: usize) -> Option<&'a Standing> {
    context.matrix.ranking.as_ref()?.standings.get(column)
}

/// Beside a name: its short name, or which option it duplicates.
fn side_label(context: &PaneContext<'_>, column: usize) -> String {
    match context.duplicate_of(column) {
        Some(twin) => format!("= {}", context.short_name(twin)),
        None if has_distinct_label(context, column) => context.short_name(column).to_owned(),
        None => String::new(),
    }
}

/// Whether a short name is another than the name, or its beginning.
fn has_distinct_label(context: &PaneContext<'_>, column: usize) -> bool {
    context.short_name(column) != context.name(column) && !context.short_name(column).contains('…')
}

/// `1`, or `=1` where several stand level.
pub fn format_rank(context: &PaneContext<'_>, column: usize) -> String {
    let place = ranked_standing(context, column).and_then(|standing| standing.position);
    place.map_or_else(String::new, |place| format!("{}{}", if place.tied { "=" } else { "" }, place.rank))
}
