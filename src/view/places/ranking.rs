//! Who leads, by how much, since when, and what would change it.

use crate::analysis::Standing;
use crate::app::Pane;
use crate::appraisal::robustness::{DrawResult, describe_space, format_share};
use crate::appraisal::wording::format_volume;
use crate::appraisal::{Column, OpinionMethod, SecondOpinion, stability};
use crate::theme::Theme;
use crate::view::context::PaneContext;
use crate::view::pane::{PaneView, Placement};
use crate::view::pen::Pen;
use crate::view::text::{max_text_width, strip_leading_name, text_width, to_u16, visible_range, wrap_text};
use crate::view::widgets::change::{Direction, format_change};
use crate::view::widgets::pane_frame::{draw_pane_header, draw_pane_scroll_marks, ruled_out_style};
use crate::view::widgets::row_writer::{RowWriter, allocate_widths};
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

/// Rows that the verdict may take, with what other methods say and what the percentages are of.
const VERDICT_ROWS: u16 = 5;
/// `<1 %`, `100 %`.
const WINS_WIDTH: u16 = 5;
/// The widest change, `▲ +0.10`.
const CHANGE_WIDTH: u16 = 7;
struct Widths {
    rank: u16,
    name: u16,
    label: u16,
    bar: u16,
    interval: u16,
    delta: u16,
    wins: u16,
}

/// Header, columns, verdict.
pub fn wanted_height(context: &PaneContext<'_>) -> u16 {
    1 + to_u16(context.matrix.columns.len()) + max_verdict_rows(context)
}

/// Rows that the verdict may take: more where another method is asked, too.
fn max_verdict_rows(context: &PaneContext<'_>) -> u16 {
    VERDICT_ROWS + if context.workbench.show_topsis { 3 } else { 0 }
}

/// The width at which whole names, bars and figures have room.
pub fn ideal_width(context: &PaneContext<'_>) -> u16 {
    let columns = &context.matrix.columns;
    let rank = 2 * to_u16(columns.len().to_string().len()) + 2;
    let name = max_text_width(columns.iter().map(|column| column.name.as_str())).clamp(4, 28);
    1 + rank
        + 1
        + name
        + 1
        + 9
        + 5
        + CHANGE_WIDTH
        + 1
        + if win_counts(context).is_some() { WINS_WIDTH + 1 } else { 0 }
        + if has_intervals(context) { INTERVAL_WIDTHS.1 + 1 } else { 0 }
}

fn ranked_standing<'a>(context: &'a PaneContext<'_>, column: usize) -> Option<&'a Standing> {
    context.matrix.ranking.as_ref()?.standings.get(column)
}

fn has_intervals(context: &PaneContext<'_>) -> bool {
    let standings = context.matrix.ranking.as_ref().map_or(&[][..], |ranking| &ranking.standings);
    standings.iter().any(|standing| standing.bounds.high - standing.bounds.low > 0.004)
}

/// `1.00–5.00` where there is room, otherwise `±0.42`: the total is the middle.
const INTERVAL_WIDTHS: (u16, u16) = (9, 5);

/// Names and totals first, then what has changed, then what else there is room for; the bar takes the rest.
fn measure_columns(context: &PaneContext<'_>, width: u16) -> Widths {
    let columns = &context.matrix.columns;
    // Room for `3→=1`, so that nothing moves when ranks change.
    let rank = 2 * to_u16(columns.len().to_string().len()) + 2;
    let widest = max_text_width(columns.iter().map(|column| column.name.as_str())).clamp(4, 28);
    let open = has_intervals(context);
    let short = if open { INTERVAL_WIDTHS.1 } else { 0 };
    let fixed = 1 + rank + 1 + 5;
    let share = if win_counts(context).is_some() { WINS_WIDTH } else { 0 };
    let (name, [wins, delta, bar, interval], mut left) =
        allocate_widths(width.saturating_sub(fixed), (widest.min(16), widest), [share, CHANGE_WIDTH, 8, short]);
    // A name that was merely cut says nothing that the whole one beside it does not.
    let asides: Vec<String> = (0..columns.len()).map(|column| side_label(context, column)).collect();
    let label = max_text_width(asides.iter().map(String::as_str));
    let label = if label > 0 && left > label + 4 { label } else { 0 };
    left = left.saturating_sub(if label > 0 { label + 1 } else { 0 });
    let more = INTERVAL_WIDTHS.0 - INTERVAL_WIDTHS.1;
    let is_whole = interval > 0 && left > more + 4;
    left = left.saturating_sub(if is_whole { more } else { 0 });
    let interval = if is_whole { INTERVAL_WIDTHS.0 } else { interval };
    let bar = if bar > 0 { (bar + left).min(30) } else { 0 };
    Widths { rank, name, label, bar, interval, delta, wins }
}

/// Draws the ranking.
pub fn render(pen: &mut Pen<'_>, context: &PaneContext<'_>, area: Rect) {
    let said = header_text(context, area.width);
    let muted = pen.theme.palette.muted;
    draw_pane_header(pen, area, "Ranking", &[(&said, muted)], context.has_focus(Pane::Ranking));
    let verdict = verdict_lines(pen, context, area.width);
    let room = area.height.saturating_sub(1);
    let for_verdict = to_u16(verdict.len()).min(if room > 4 { max_verdict_rows(context) + 1 } else { 1 }).min(room);
    let len = context.order.len();
    let at = context.cursor(Pane::Ranking, len);
    let height = usize::from(room - for_verdict).min(len);
    let widths = measure_columns(context, area.width);
    let mut line = 1;
    let seen = visible_range(len, at.unwrap_or(0), height);
    let first = line;
    for place in seen.clone() {
        let Some(column) = context.order.get(place).copied() else { continue };
        draw_row(pen, context, &widths, area, line, column, at == Some(place));
        line += 1;
    }
    draw_pane_scroll_marks(pen, area, first, &seen, len);
    for (place, (text, style)) in verdict.iter().take(usize::from(for_verdict)).enumerate() {
        if let Some(mut row) = RowWriter::at(area, line + to_u16(place)) {
            row.skip(1);
            row.text(pen, text, *style);
        }
    }
}

/// What the header says of the figures: the percentages always with their space, the rest as far as there is room.
fn header_text(context: &PaneContext<'_>, width: u16) -> String {
    let wins = win_counts(context).map(|found| format!("% wins in {}", found.space));
    let open = has_intervals(context).then(|| "open cells ±".to_owned());
    let parts = [wins, Some(context.baseline_label().to_owned()), open, Some("total of 5".to_owned())];
    let mut said = String::new();
    for part in parts.into_iter().flatten() {
        let dot = if said.is_empty() { "" } else { " · " };
        if said.is_empty() || text_width(&said) + text_width(&part) + 3 + 14 <= width {
            said = format!("{said}{dot}{part}");
        }
    }
    said
}

/// How often each wins; none while it is not counted.
fn win_counts<'a>(context: &'a PaneContext<'_>) -> Option<&'a DrawResult> {
    context.robustness.map(|robust| &robust.selected)
}

/// The verdict in sentences, with short names or whole ones.
pub fn verdict_sentences(context: &PaneContext<'_>, short: bool) -> Vec<String> {
    let name = |column: usize| if short { context.short_name(column) } else { context.name(column) }.to_owned();
    stability::describe_ranking(context.session, context.matrix, context.stability.as_ref(), &name)
}

/// The word for the verdict and a colon, where there is one.
pub fn verdict_prefix(context: &PaneContext<'_>) -> String {
    let word = context.verdict.label();
    if word.is_empty() || word == "TIE" { String::new() } else { format!("{word}: ") }
}

/// What percentages are of: `%: wins in weights near ours (local:0.2) · 100 k draws`.
fn percentage_legend(found: &DrawResult) -> String {
    let space = describe_space(found.space);
    let draws = format_volume(found.acceptance.samples as f64).replace(".00", "");
    format!("%: wins in {space} · {draws} draws")
}

/// The verdict, what other methods say, and what percentages are of, broken into lines.
fn verdict_lines(pen: &Pen<'_>, context: &PaneContext<'_>, width: u16) -> Vec<(String, Style)> {
    let palette = &pen.theme.palette;
    let short = width < 70;
    let name = |column: usize| if short { context.short_name(column) } else { context.name(column) }.to_owned();
    let mut said: Vec<(String, Style)> = Vec::new();
    for (at, text) in verdict_sentences(context, short).into_iter().enumerate() {
        match at {
            0 => said.push((verdict_prefix(context) + &text, palette.heading)),
            _ => said.push((text, palette.text)),
        }
    }
    let others =
        [Some(OpinionMethod::PrometheeII), Some(OpinionMethod::Topsis).filter(|_| context.workbench.show_topsis)];
    for opinion in others.into_iter().flatten().filter_map(|other| SecondOpinion::compute(context.matrix, other)) {
        let style = if opinion.agrees { palette.muted } else { palette.warning };
        said.push((opinion.describe(context.session, context.matrix, &name), style));
    }
    if let Some(found) = win_counts(context) {
        said.push((percentage_legend(found), palette.muted));
    }
    let width = usize::from(width.saturating_sub(1));
    said.into_iter()
        .flat_map(|(text, style)| wrap_text(&text, width).into_iter().map(move |line| (line, style)))
        .collect()
}

fn draw_row(
    pen: &mut Pen<'_>,
    context: &PaneContext<'_>,
    widths: &Widths,
    area: Rect,
    line: u16,
    at: usize,
    here: bool,
) {
    let (Some(mut row), Some(column)) = (RowWriter::at(area, line), context.matrix.columns.get(at)) else { return };
    let palette = &pen.theme.palette;
    row.cursor(pen, here, true);
    if !column.offer.is_feasible() {
        return draw_ruled_out(pen, &mut row, widths, column, here);
    }
    let leads = context.is_leader(at);
    let style = if leads { palette.leader } else { palette.text };
    let name_style = if here { palette.focus } else { style };
    draw_rank(pen, context, &mut row, widths, at, style);
    // A short name that is whole says more than a long one that is cut.
    let is_cut = text_width(&column.name) > widths.name && has_distinct_label(context, at);
    row.text_left(pen, widths.name, if is_cut { context.short_name(at) } else { &column.name }, name_style);
    if widths.label > 0 {
        row.text_left(pen, widths.label, &side_label(context, at), palette.muted);
    }
    let Some(standing) = ranked_standing(context, at) else { return };
    if widths.bar > 0 {
        row.bar(pen, widths.bar, standing.percent / 100.0, if leads { palette.leader } else { palette.bar });
    }
    row.text_right(pen, 4, &format!("{:.2}", standing.total), style.add_modifier(Modifier::BOLD));
    if widths.interval > 0 {
        let bounds = standing.bounds;
        let is_open = bounds.high - bounds.low > 0.004;
        let text = match (is_open, widths.interval < INTERVAL_WIDTHS.0) {
            (false, _) => String::new(),
            (true, true) => format!("{}{:.2}", pen.theme.glyphs.plus_minus, (bounds.high - bounds.low) / 2.0),
            (true, false) => format!("{:.2}–{:.2}", bounds.low, bounds.high),
        };
        row.text_right(pen, widths.interval, &text, palette.muted);
    }
    if let Some(found) = win_counts(context).filter(|_| widths.wins > 0) {
        let text = if column.duplicate_of.is_some() { String::new() } else { format_share(found.first_rank_share(at)) };
        row.text_right(pen, widths.wins, &text, if leads { palette.leader } else { palette.text });
    }
    draw_change(pen, context, &mut row, widths, column, standing);
}

/// What stands beside a name: what else it is called, or what it is the same as.
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

fn draw_change(
    pen: &mut Pen<'_>,
    context: &PaneContext<'_>,
    row: &mut RowWriter,
    widths: &Widths,
    column: &Column,
    now: &Standing,
) {
    let Some(was) = context.baseline(column) else { return };
    if widths.delta > 0 {
        let (text, style) =
            format_change(pen.theme, now.total, was.total, Direction::HigherIsBetter, |by| format!("{by:.2}"))
                .unwrap_or((String::new(), Style::new()));
        row.text_left(pen, widths.delta, &text, style);
    }
}

/// The rank, behind the one it had if that was another: `3→1`.
fn draw_rank(
    pen: &mut Pen<'_>,
    context: &PaneContext<'_>,
    row: &mut RowWriter,
    widths: &Widths,
    at: usize,
    style: Style,
) {
    let now = ranked_standing(context, at).and_then(|standing| standing.position).map(|place| place.rank);
    let was = context.matrix.columns.get(at).and_then(|column| context.baseline(column)).and_then(|was| was.rank);
    let text = match was.filter(|was| Some(*was) != now) {
        Some(was) => format!("{was}{}{}", pen.theme.glyphs.arrow, format_rank(context, at)),
        None => format_rank(context, at),
    };
    row.text_right(pen, widths.rank, &text, style);
}

/// `1`, or `=1` where several stand level.
fn format_rank(context: &PaneContext<'_>, column: usize) -> String {
    let place = ranked_standing(context, column).and_then(|standing| standing.position);
    place.map_or_else(String::new, |place| format!("{}{}", if place.tied { "=" } else { "" }, place.rank))
}

/// Name struck through, and the reason in place of the figures.
fn draw_ruled_out(pen: &mut Pen<'_>, row: &mut RowWriter, widths: &Widths, column: &Column, here: bool) {
    let palette = &pen.theme.palette;
    row.text_right(pen, widths.rank, pen.theme.glyphs.cross, palette.error);
    let style = if here { palette.focus.add_modifier(Modifier::CROSSED_OUT) } else { ruled_out_style(pen.theme) };
    let name = text_width(&column.name).min(widths.name);
    row.text_left(pen, name, &column.name, style);
    row.x = row.x.saturating_sub(1);
    if let Some(reason) = column.offer.hard.first() {
        row.text(pen, &format!(": {}", strip_leading_name(&column.name, &reason.text())), pen.theme.palette.warning);
    }
}

/// One line for narrow screens: `1 Run 4.12 ▲  2 Fn 3.90  …`.
pub fn draw_strip(pen: &mut Pen<'_>, context: &PaneContext<'_>, area: Rect) {
    let Some(mut row) = RowWriter::at(area, 0) else { return };
    let palette = &pen.theme.palette;
    row.skip(1);
    if context.matrix.ranking.is_none() || context.matrix.columns.is_empty() {
        row.text(pen, &verdict_sentences(context, true).join("; "), palette.warning);
        return;
    }
    let told: Vec<usize> = context.unique_columns().collect();
    for (place, at) in told.iter().enumerate() {
        let Some(column) = context.matrix.columns.get(*at) else { continue };
        let (text, style) = strip_entry(pen, context, *at, column);
        let left = told.len() - place;
        let needed = text_width(&text) + if left > 1 { 4 + 8 } else { 0 };
        if needed > row.remaining() {
            row.text(pen, &format!("+{left} more"), palette.muted);
            return;
        }
        row.text(pen, &text, style);
        if column.offer.is_feasible()
            && let Some((delta, style)) = trend_arrow(pen, context, *at, column)
        {
            row.text(pen, " ", style);
            row.text(pen, delta, style);
        }
        row.skip(2);
    }
}

fn strip_entry(pen: &Pen<'_>, context: &PaneContext<'_>, at: usize, column: &Column) -> (String, Style) {
    let label = context.short_name(at);
    if !column.offer.is_feasible() {
        return (format!("{}{label}", pen.theme.glyphs.cross), ruled_out_style(pen.theme));
    }
    let total = context.matrix.total(at).unwrap_or(0.0);
    let style = if context.is_leader(at) { pen.theme.palette.leader } else { pen.theme.palette.text };
    (format!("{} {label} {total:.2}", format_rank(context, at)), style)
}

/// Only the arrow: the strip has no room for more.
fn trend_arrow(pen: &Pen<'_>, context: &PaneContext<'_>, at: usize, column: &Column) -> Option<(&'static str, Style)> {
    let was = context.baseline(column)?.total;
    let (_, style) =
        format_change(pen.theme, context.matrix.total(at)?, was, Direction::HigherIsBetter, |by| format!("{by:.2}"))?;
    let rises = context.matrix.total(at)? > was?;
    Some((if rises { pen.theme.glyphs.up } else { pen.theme.glyphs.down }, style))
}

/// See the module.
pub struct RankingPane;

impl PaneView for RankingPane {
    fn wanted_height(&self, context: &PaneContext<'_>, _width: u16) -> u16 {
        wanted_height(context)
    }

    fn render(&self, pen: &mut Pen<'_>, context: &PaneContext<'_>, area: Rect) {
        render(pen, context, area);
    }

    fn tab_note(&self, context: &PaneContext<'_>, _theme: &Theme) -> String {
        context.baseline_label().to_owned()
    }

    fn placement(&self) -> Placement {
        Placement::Shared
    }
}
