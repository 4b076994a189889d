//! Who leads, by how much, since when, and what would change it.

use super::PaneContext;
use super::widgets::{self, Direction, RowWriter};
use crate::analysis::Standing;
use crate::app::Pane;
use crate::appraisal::robustness::{DrawResult, describe_space, format_share};
use crate::appraisal::wording::format_volume;
use crate::appraisal::{Column, OpinionMethod, SecondOpinion, stability};
use crate::view::pen::{Pen, visible_range, wrap_text};
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
pub fn wanted_height(shown: &PaneContext<'_>) -> u16 {
    1 + widgets::to_u16(shown.matrix.columns.len()) + max_verdict_rows(shown)
}

/// Rows that the verdict may take: more where another method is asked, too.
fn max_verdict_rows(shown: &PaneContext<'_>) -> u16 {
    VERDICT_ROWS + if shown.bench.show_topsis { 3 } else { 0 }
}

/// The width at which whole names, bars and figures have room.
pub fn ideal_width(shown: &PaneContext<'_>) -> u16 {
    let columns = &shown.matrix.columns;
    let rank = 2 * widgets::to_u16(columns.len().to_string().len()) + 2;
    let name = widgets::max_text_width(columns.iter().map(|column| column.name.as_str())).clamp(4, 28);
    1 + rank
        + 1
        + name
        + 1
        + 9
        + 5
        + CHANGE_WIDTH
        + 1
        + if win_counts(shown).is_some() { WINS_WIDTH + 1 } else { 0 }
        + if has_intervals(shown) { INTERVAL_WIDTHS.1 + 1 } else { 0 }
}

fn ranked_standing<'a>(shown: &'a PaneContext<'_>, column: usize) -> Option<&'a Standing> {
    shown.matrix.ranking.as_ref()?.standings.get(column)
}

fn has_intervals(shown: &PaneContext<'_>) -> bool {
    let standings = shown.matrix.ranking.as_ref().map_or(&[][..], |ranking| &ranking.standings);
    standings.iter().any(|standing| standing.bounds.high - standing.bounds.low > 0.004)
}

/// `1.00–5.00` where there is room, otherwise `±0.42`: the total is the middle.
const INTERVAL_WIDTHS: (u16, u16) = (9, 5);

/// Names and totals first, then what has changed, then what else there is room for; the bar takes the rest.
fn measure_columns(shown: &PaneContext<'_>, width: u16) -> Widths {
    let columns = &shown.matrix.columns;
    // Room for `3→=1`, so that nothing moves when ranks change.
    let rank = 2 * widgets::to_u16(columns.len().to_string().len()) + 2;
    let widest = widgets::max_text_width(columns.iter().map(|column| column.name.as_str())).clamp(4, 28);
    let open = has_intervals(shown);
    let short = if open { INTERVAL_WIDTHS.1 } else { 0 };
    let fixed = 1 + rank + 1 + 5;
    let share = if win_counts(shown).is_some() { WINS_WIDTH } else { 0 };
    let (name, [wins, delta, bar, interval], mut left) = widgets::allocate_widths(
        width.saturating_sub(fixed),
        (widest.min(16), widest),
        [share, CHANGE_WIDTH, 8, short],
    );
    // A name that was merely cut says nothing that the whole one beside it does not.
    let asides: Vec<String> = (0..columns.len()).map(|column| side_label(shown, column)).collect();
    let label = widgets::max_text_width(asides.iter().map(String::as_str));
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
pub fn render(pen: &mut Pen<'_>, shown: &PaneContext<'_>, area: Rect) {
    let said = header_text(shown, area.width);
    let muted = pen.theme.palette.muted;
    widgets::draw_header(pen, area, "Ranking", &[(&said, muted)], shown.has_focus(Pane::Ranking));
    let verdict = verdict_lines(pen, shown, area.width);
    let room = area.height.saturating_sub(1);
    let for_verdict =
        widgets::to_u16(verdict.len()).min(if room > 4 { max_verdict_rows(shown) + 1 } else { 1 }).min(room);
    let len = shown.order.len();
    let at = shown.cursor(Pane::Ranking, len);
    let height = usize::from(room - for_verdict).min(len);
    let widths = measure_columns(shown, area.width);
    let mut line = 1;
    let seen = visible_range(len, at.unwrap_or(0), height);
    let first = line;
    for place in seen.clone() {
        let Some(column) = shown.order.get(place).copied() else { continue };
        draw_row(pen, shown, &widths, area, line, column, at == Some(place));
        line += 1;
    }
    widgets::draw_scroll_marks(pen, area, first, &seen, len);
    for (place, (text, style)) in verdict.iter().take(usize::from(for_verdict)).enumerate() {
        if let Some(mut row) = RowWriter::at(area, line + widgets::to_u16(place)) {
            row.skip(1);
            row.text(pen, text, *style);
        }
    }
}

/// What the header says of the figures: the percentages always with their space, the rest as far as there is room.
fn header_text(shown: &PaneContext<'_>, width: u16) -> String {
    let wins = win_counts(shown).map(|found| format!("% wins in {}", found.space));
    let open = has_intervals(shown).then(|| "open cells ±".to_owned());
    let parts = [wins, Some(shown.baseline_label().to_owned()), open, Some("total of 5".to_owned())];
    let mut said = String::new();
    for part in parts.into_iter().flatten() {
        let dot = if said.is_empty() { "" } else { " · " };
        if said.is_empty() || widgets::text_width(&said) + widgets::text_width(&part) + 3 + 14 <= width {
            said = format!("{said}{dot}{part}");
        }
    }
    said
}

/// How often each wins; none while it is not counted.
fn win_counts<'a>(shown: &'a PaneContext<'_>) -> Option<&'a DrawResult> {
    shown.robustness.map(|robust| &robust.selected)
}

/// The verdict in sentences, with short names or whole ones.
pub fn verdict_sentences(shown: &PaneContext<'_>, short: bool) -> Vec<String> {
    let name = |column: usize| if short { shown.short_name(column) } else { shown.name(column) }.to_owned();
    stability::describe_ranking(shown.session, shown.matrix, shown.stability.as_ref(), &name)
}

/// The word for the verdict and a colon, where there is one.
pub fn verdict_prefix(shown: &PaneContext<'_>) -> String {
    let word = shown.verdict.label();
    if word.is_empty() || word == "TIE" { String::new() } else { format!("{word}: ") }
}

/// What percentages are of: `%: wins in weights near ours (local:0.2) · 100 k draws`.
fn percentage_legend(found: &DrawResult) -> String {
    let space = describe_space(found.space);
    let draws = format_volume(found.acceptance.samples as f64).replace(".00", "");
    format!("%: wins in {space} · {draws} draws")
}

/// The verdict, what other methods say, and what percentages are of, broken into lines.
fn verdict_lines(pen: &Pen<'_>, shown: &PaneContext<'_>, width: u16) -> Vec<(String, Style)> {
    let palette = &pen.theme.palette;
    let short = width < 70;
    let name = |column: usize| if short { shown.short_name(column) } else { shown.name(column) }.to_owned();
    let mut said: Vec<(String, Style)> = Vec::new();
    for (at, text) in verdict_sentences(shown, short).into_iter().enumerate() {
        match at {
            0 => said.push((verdict_prefix(shown) + &text, palette.heading)),
            _ => said.push((text, palette.text)),
        }
    }
    let others = [Some(OpinionMethod::PrometheeII), Some(OpinionMethod::Topsis).filter(|_| shown.bench.show_topsis)];
    for opinion in others.into_iter().flatten().filter_map(|other| SecondOpinion::compute(shown.matrix, other)) {
        let style = if opinion.agrees { palette.muted } else { palette.warning };
        said.push((opinion.describe(shown.session, shown.matrix, &name), style));
    }
    if let Some(found) = win_counts(shown) {
        said.push((percentage_legend(found), palette.muted));
    }
    let width = usize::from(width.saturating_sub(1));
    said.into_iter()
        .flat_map(|(text, style)| wrap_text(&text, width).into_iter().map(move |line| (line, style)))
        .collect()
}

fn draw_row(pen: &mut Pen<'_>, shown: &PaneContext<'_>, widths: &Widths, area: Rect, line: u16, at: usize, here: bool) {
    let (Some(mut row), Some(column)) = (RowWriter::at(area, line), shown.matrix.columns.get(at)) else { return };
    let palette = &pen.theme.palette;
    row.cursor(pen, here, true);
    if !column.offer.is_feasible() {
        return draw_ruled_out(pen, &mut row, widths, column, here);
    }
    let leads = shown.is_leader(at);
    let style = if leads { palette.leader } else { palette.text };
    let name_style = if here { palette.focus } else { style };
    draw_rank(pen, shown, &mut row, widths, at, style);
    // A short name that is whole says more than a long one that is cut.
    let is_cut = widgets::text_width(&column.name) > widths.name && has_distinct_label(shown, at);
    row.text_left(pen, widths.name, if is_cut { shown.short_name(at) } else { &column.name }, name_style);
    if widths.label > 0 {
        row.text_left(pen, widths.label, &side_label(shown, at), palette.muted);
    }
    let Some(standing) = ranked_standing(shown, at) else { return };
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
    if let Some(found) = win_counts(shown).filter(|_| widths.wins > 0) {
        let text = if column.duplicate_of.is_some() { String::new() } else { format_share(found.first_rank_share(at)) };
        row.text_right(pen, widths.wins, &text, if leads { palette.leader } else { palette.text });
    }
    draw_change(pen, shown, &mut row, widths, column, standing);
}

/// What stands beside a name: what else it is called, or what it is the same as.
fn side_label(shown: &PaneContext<'_>, column: usize) -> String {
    match shown.duplicate_of(column) {
        Some(twin) => format!("= {}", shown.short_name(twin)),
        None if has_distinct_label(shown, column) => shown.short_name(column).to_owned(),
        None => String::new(),
    }
}

/// Whether a short name is another than the name, or its beginning.
fn has_distinct_label(shown: &PaneContext<'_>, column: usize) -> bool {
    shown.short_name(column) != shown.name(column) && !shown.short_name(column).contains('…')
}

fn draw_change(
    pen: &mut Pen<'_>,
    shown: &PaneContext<'_>,
    row: &mut RowWriter,
    widths: &Widths,
    column: &Column,
    now: &Standing,
) {
    let Some(was) = shown.baseline(column) else { return };
    if widths.delta > 0 {
        let (text, style) =
            widgets::format_change(pen.theme, now.total, was.total, Direction::HigherIsBetter, |by| format!("{by:.2}"))
                .unwrap_or((String::new(), Style::new()));
        row.text_left(pen, widths.delta, &text, style);
    }
}

/// The rank, behind the one it had if that was another: `3→1`.
fn draw_rank(
    pen: &mut Pen<'_>,
    shown: &PaneContext<'_>,
    row: &mut RowWriter,
    widths: &Widths,
    at: usize,
    style: Style,
) {
    let now = ranked_standing(shown, at).and_then(|standing| standing.position).map(|place| place.rank);
    let was = shown.matrix.columns.get(at).and_then(|column| shown.baseline(column)).and_then(|was| was.rank);
    let text = match was.filter(|was| Some(*was) != now) {
        Some(was) => format!("{was}{}{}", pen.theme.glyphs.arrow, format_rank(shown, at)),
        None => format_rank(shown, at),
    };
    row.text_right(pen, widths.rank, &text, style);
}

/// `1`, or `=1` where several stand level.
fn format_rank(shown: &PaneContext<'_>, column: usize) -> String {
    let place = ranked_standing(shown, column).and_then(|standing| standing.position);
    place.map_or_else(String::new, |place| format!("{}{}", if place.tied { "=" } else { "" }, place.rank))
}

/// Name struck through, and the reason in place of the figures.
fn draw_ruled_out(pen: &mut Pen<'_>, row: &mut RowWriter, widths: &Widths, column: &Column, here: bool) {
    let palette = &pen.theme.palette;
    row.text_right(pen, widths.rank, pen.theme.glyphs.cross, palette.error);
    let style =
        if here { palette.focus.add_modifier(Modifier::CROSSED_OUT) } else { widgets::ruled_out_style(pen.theme) };
    let name = widgets::text_width(&column.name).min(widths.name);
    row.text_left(pen, name, &column.name, style);
    row.x = row.x.saturating_sub(1);
    if let Some(reason) = column.offer.hard.first() {
        row.text(
            pen,
            &format!(": {}", widgets::strip_leading_name(&column.name, &reason.what)),
            pen.theme.palette.warning,
        );
    }
}

/// One line for narrow screens: `1 Run 4.12 ▲  2 Fn 3.90  …`.
pub fn draw_strip(pen: &mut Pen<'_>, shown: &PaneContext<'_>, area: Rect) {
    let Some(mut row) = RowWriter::at(area, 0) else { return };
    let palette = &pen.theme.palette;
    row.skip(1);
    if shown.matrix.ranking.is_none() || shown.matrix.columns.is_empty() {
        row.text(pen, &verdict_sentences(shown, true).join("; "), palette.warning);
        return;
    }
    let told: Vec<usize> = shown.unique_columns().collect();
    for (place, at) in told.iter().enumerate() {
        let Some(column) = shown.matrix.columns.get(*at) else { continue };
        let (text, style) = strip_entry(pen, shown, *at, column);
        let left = told.len() - place;
        let needed = widgets::text_width(&text) + if left > 1 { 4 + 8 } else { 0 };
        if needed > row.remaining() {
            row.text(pen, &format!("+{left} more"), palette.muted);
            return;
        }
        row.text(pen, &text, style);
        if column.offer.is_feasible()
            && let Some((delta, style)) = trend_arrow(pen, shown, *at, column)
        {
            row.text(pen, " ", style);
            row.text(pen, delta, style);
        }
        row.skip(2);
    }
}

fn strip_entry(pen: &Pen<'_>, shown: &PaneContext<'_>, at: usize, column: &Column) -> (String, Style) {
    let label = shown.short_name(at);
    if !column.offer.is_feasible() {
        return (format!("{}{label}", pen.theme.glyphs.cross), widgets::ruled_out_style(pen.theme));
    }
    let total = shown.matrix.total(at).unwrap_or(0.0);
    let style = if shown.is_leader(at) { pen.theme.palette.leader } else { pen.theme.palette.text };
    (format!("{} {label} {total:.2}", format_rank(shown, at)), style)
}

/// Only the arrow: the strip has no room for more.
fn trend_arrow(pen: &Pen<'_>, shown: &PaneContext<'_>, at: usize, column: &Column) -> Option<(&'static str, Style)> {
    let was = shown.baseline(column)?.total;
    let (_, style) =
        widgets::format_change(pen.theme, shown.matrix.total(at)?, was, Direction::HigherIsBetter, |by| {
            format!("{by:.2}")
        })?;
    let rises = shown.matrix.total(at)? > was?;
    Some((if rises { pen.theme.glyphs.up } else { pen.theme.glyphs.down }, style))
}
