//! The list of weights: what was entered for each criterion, its share, and, once totals were seen, how far it can move.

use crate::appraisal::WeightRange;
use crate::appraisal::weights;
use crate::model::{Criterion, WeightingMethod};
use crate::theme::Theme;
use crate::view::context::PaneContext;
use crate::view::places::matrix;
use crate::view::text::max_text_width;
use crate::view::widgets::graphics::gauge;
use crate::view::widgets::table::{Cell, Column, Row, Table};

/// A row per criterion, in the order of display, and the sum below them.
pub fn build_table(
    theme: &Theme,
    context: &PaneContext<'_>,
    width: u16,
    (is_open, has_sum): (bool, bool),
    cursor: usize,
) -> Table {
    let names = max_text_width(context.session.criteria.iter().map(|row| row.name.as_str()));
    let has_stability = is_open && context.stability.is_some();
    let bar_header = if has_stability { format!("{} lead changes", theme.glyphs.flip) } else { String::new() };
    let columns = vec![
        Column::text("criterion").fixed(names.clamp(9, 28).min(width / 3).max(6)),
        Column::number(entry_header(context.session.weighing.way)).reserve(6),
        Column::number("%").reserve(5),
        Column::number("of group").priority(3),
        Column::graphic(bar_header, 8, 36).priority(2),
        Column::text("").min(1).reserve(1).grows_last(),
        Column::text("leader stays at").min(24).reserve(if has_stability { 24 } else { 0 }).priority(1),
    ];
    let scale = matrix::bar_scale(context);
    let order = weights::display_order(context.session).into_iter().enumerate();
    let rows = order.filter_map(|(place, at)| {
        let criterion = context.session.criteria.get(at)?;
        Some(build_row(theme, context, (at, criterion), is_open, cursor == place, scale))
    });
    let footer = if has_sum { vec![sum_row(theme, context)] } else { Vec::new() };
    Table { footer, ..Table::figures(columns, rows.collect()) }
}

fn build_row(
    theme: &Theme,
    context: &PaneContext<'_>,
    (at, criterion): (usize, &Criterion),
    is_open: bool,
    is_here: bool,
    scale: f64,
) -> Row {
    let palette = &theme.palette;
    let share = context.matrix.share(at);
    let marks = if is_open { matrix::flip_marks(context, at, scale) } else { Vec::new() };
    let agreed = Cell::new(matrix::agreed_mark(theme, criterion, 6), palette.muted);
    let range = context.stability.filter(|_| is_open).and_then(|stability| stability.weight_ranges.get(at));
    let stability = range.map_or_else(Cell::empty, |range| {
        let style = match (range.is_close(), range.is_unlimited()) {
            (true, _) => palette.warning,
            (false, true) => palette.muted,
            (false, false) => palette.text,
        };
        let close = if range.is_close() { "close: " } else { "" };
        Cell::new(format!("{close}{}", format_stability(context, range)), style)
    });
    Row::new(vec![
        Cell::new(&criterion.name, if is_here { palette.focus } else { palette.text }),
        Cell::new(format_entry(context, at), palette.heading),
        Cell::new(format!("{:.1}", share * 100.0), palette.text),
        Cell::new(format_local_weight(context, at, share), palette.muted),
        gauge(context.matrix.weights.display_value(at) / scale, marks),
        agreed.or_short(matrix::agreed_mark(theme, criterion, 1)),
        stability,
    ])
}

fn sum_row(theme: &Theme, context: &PaneContext<'_>) -> Row {
    let muted = theme.palette.muted;
    let sum = format_sum(context);
    let is_zero = sum == "0" && context.session.weighing.way == WeightingMethod::Points;
    let note = if is_zero { "  all weights are 0: give points to at least one" } else { "" };
    Row::spanning(vec![Cell::new("sum", muted), Cell::new(sum, muted), Cell::new(note, theme.palette.warning)])
}

/// The header of what was entered.
fn entry_header(way: WeightingMethod) -> &'static str {
    match way {
        WeightingMethod::Points => "points",
        WeightingMethod::Swing => "swing",
        WeightingMethod::Order => "rank",
        WeightingMethod::Pairs => "",
    }
}

/// What was entered for a criterion, a dot where nothing was.
fn format_entry(context: &PaneContext<'_>, at: usize) -> String {
    let Some(criterion) = context.session.criteria.get(at) else { return String::new() };
    let entry = match context.session.weighing.way {
        WeightingMethod::Points => return criterion.points.to_string(),
        WeightingMethod::Swing => context.session.weighing.swing(&criterion.id).map(|worth| worth.to_string()),
        WeightingMethod::Order => weights::criterion_rank(context.session, criterion).map(|rank| {
            let order = &context.session.weighing.order;
            let before: usize = order.iter().take(rank).map(Vec::len).sum();
            let level = order.get(rank).map_or(0, Vec::len) > 1;
            format!("{}{}", if level { "=" } else { "" }, before + 1)
        }),
        WeightingMethod::Pairs => None,
    };
    entry.unwrap_or_else(|| "·".to_owned())
}

fn format_sum(context: &PaneContext<'_>) -> String {
    let session = context.session;
    match session.weighing.way {
        WeightingMethod::Points => session.criteria.iter().map(|row| u64::from(row.points.0)).sum::<u64>().to_string(),
        WeightingMethod::Swing => {
            session.weighing.swings.iter().map(|row| u64::from(row.worth)).sum::<u64>().to_string()
        }
        WeightingMethod::Order | WeightingMethod::Pairs => String::new(),
    }
}

/// What a criterion weighs within its group, in per cent.
fn format_local_weight(context: &PaneContext<'_>, at: usize, share: f64) -> String {
    let groups = weights::group_criteria(context.session, |at| context.matrix.share(at));
    let group = groups.iter().find(|group| group.members.contains(&at) && !group.name.is_empty());
    group.map_or(String::new(), |group| format!("{:.0}", 100.0 * group.local_share(share)))
}

/// `3 to 61 %, else K8s or Fn`, `up to 28 %, then Functions`, `6 % or more, else K8s`, `any weight`.
fn format_stability(context: &PaneContext<'_>, range: &WeightRange) -> String {
    let (low, high) = (format_percent(range.low), format_percent(range.high));
    match (range.below, range.above) {
        (None, None) => "any weight".to_owned(),
        (Some(rival), None) => format!("{low} % or more, else {}", context.short_name(rival)),
        (None, Some(rival)) => format!("up to {high} %, then {}", context.short_name(rival)),
        (Some(below), Some(above)) if below == above => {
            format!("{low} to {high} %, else {}", context.short_name(below))
        }
        (Some(below), Some(above)) => {
            format!("{low} to {high} %, else {} or {}", context.short_name(below), context.short_name(above))
        }
    }
}

/// In per cent, with a decimal where the whole one says too little.
fn format_percent(share: f64) -> String {
    let value = 100.0 * share;
    if value < 10.0 && (value - value.round()).abs() > 0.05 { format!("{value:.1}") } else { format!("{value:.0}") }
}
