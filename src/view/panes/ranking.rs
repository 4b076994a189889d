//! Who leads, by how much, since when, and what would change it.

use super::Shown;
use super::parts::{self, Better, Row};
use crate::analysis::Standing;
use crate::app::Pane;
use crate::appraisal::robustness::{Found, percent, space_words};
use crate::appraisal::words::volume;
use crate::appraisal::{Column, Opinion, Other, firmness};
use crate::view::pen::{Pen, window, wrapped};
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

/// Rows that the verdict may take, with what other methods say and what the percentages are of.
const VERDICT: u16 = 5;
/// `<1 %`, `100 %`.
const WINS: u16 = 5;
/// The widest change, `▲ +0.10`.
const DELTA: u16 = 7;
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
pub fn rows(shown: &Shown<'_>) -> u16 {
    1 + parts::columns(shown.sheet.columns.len()) + verdict_rows(shown)
}

/// Rows that the verdict may take: more where another method is asked, too.
fn verdict_rows(shown: &Shown<'_>) -> u16 {
    VERDICT + if shown.bench.topsis { 3 } else { 0 }
}

/// The width at which whole names, bars and figures have room.
pub fn wanted_width(shown: &Shown<'_>) -> u16 {
    let columns = &shown.sheet.columns;
    let rank = 2 * parts::columns(columns.len().to_string().len()) + 2;
    let name = parts::widest(columns.iter().map(|column| column.name.as_str())).clamp(4, 28);
    1 + rank
        + 1
        + name
        + 1
        + 9
        + 5
        + DELTA
        + 1
        + if wins(shown).is_some() { WINS + 1 } else { 0 }
        + if has_intervals(shown) { INTERVAL.1 + 1 } else { 0 }
}

fn standing<'a>(shown: &'a Shown<'_>, column: usize) -> Option<&'a Standing> {
    shown.sheet.ranking.as_ref()?.standings.get(column)
}

fn has_intervals(shown: &Shown<'_>) -> bool {
    let standings = shown.sheet.ranking.as_ref().map_or(&[][..], |ranking| &ranking.standings);
    standings.iter().any(|standing| standing.bounds.high - standing.bounds.low > 0.004)
}

/// `1.00–5.00` where there is room, otherwise `±0.42`: the total is the middle.
const INTERVAL: (u16, u16) = (9, 5);

/// Names and totals first, then what has changed, then what else there is room for; the bar takes the rest.
fn widths(shown: &Shown<'_>, width: u16) -> Widths {
    let columns = &shown.sheet.columns;
    // Room for `3→=1`, so that nothing moves when ranks change.
    let rank = 2 * parts::columns(columns.len().to_string().len()) + 2;
    let widest = parts::widest(columns.iter().map(|column| column.name.as_str())).clamp(4, 28);
    let open = has_intervals(shown);
    let short = if open { INTERVAL.1 } else { 0 };
    let fixed = 1 + rank + 1 + 5;
    let share = if wins(shown).is_some() { WINS } else { 0 };
    let (name, [wins, delta, bar, interval], mut left) =
        parts::fit(width.saturating_sub(fixed), (widest.min(16), widest), [share, DELTA, 8, short]);
    // A name that was merely cut says nothing that the whole one beside it does not.
    let asides: Vec<String> = (0..columns.len()).map(|column| aside(shown, column)).collect();
    let label = parts::widest(asides.iter().map(String::as_str));
    let label = if label > 0 && left > label + 4 { label } else { 0 };
    left = left.saturating_sub(if label > 0 { label + 1 } else { 0 });
    let more = INTERVAL.0 - INTERVAL.1;
    let is_whole = interval > 0 && left > more + 4;
    left = left.saturating_sub(if is_whole { more } else { 0 });
    let interval = if is_whole { INTERVAL.0 } else { interval };
    let bar = if bar > 0 { (bar + left).min(30) } else { 0 };
    Widths { rank, name, label, bar, interval, delta, wins }
}

/// Draws the ranking.
pub fn render(pen: &mut Pen<'_>, shown: &Shown<'_>, area: Rect) {
    let said = said(pen, shown, area.width);
    let muted = pen.theme.palette.muted;
    parts::head(pen, area, "Ranking", &[(&said, muted)], shown.has_focus(Pane::Ranking));
    let verdict = verdict(pen, shown, area.width);
    let room = area.height.saturating_sub(1);
    let for_verdict = parts::columns(verdict.len()).min(if room > 4 { verdict_rows(shown) + 1 } else { 1 }).min(room);
    let len = shown.order.len();
    let at = shown.cursor(Pane::Ranking, len);
    let height = usize::from(room - for_verdict).min(len);
    let widths = widths(shown, area.width);
    let mut line = 1;
    let seen = window(len, at.unwrap_or(0), height);
    let first = line;
    for place in seen.clone() {
        let Some(column) = shown.order.get(place).copied() else { continue };
        entry(pen, shown, &widths, area, line, column, at == Some(place));
        line += 1;
    }
    parts::scrolled(pen, area, first, &seen, len);
    for (place, (text, style)) in verdict.iter().take(usize::from(for_verdict)).enumerate() {
        if let Some(mut row) = Row::of(area, line + parts::columns(place)) {
            row.skip(1);
            row.put(pen, text, *style);
        }
    }
}

/// What the header says of the figures: the percentages always with their space, the rest as far as there is room.
fn said(pen: &Pen<'_>, shown: &Shown<'_>, width: u16) -> String {
    let wins = wins(shown).map(|found| {
        let more = if found.is_complete() { "" } else { pen.theme.glyphs.ellipsis };
        format!("% wins in {}{more}", found.space)
    });
    let open = has_intervals(shown).then(|| "open cells ±".to_owned());
    let parts = [wins, Some(shown.since().to_owned()), open, Some("total of 5".to_owned())];
    let mut said = String::new();
    for part in parts.into_iter().flatten() {
        let dot = if said.is_empty() { "" } else { " · " };
        if said.is_empty() || parts::width(&said) + parts::width(&part) + 3 + 14 <= width {
            said = format!("{said}{dot}{part}");
        }
    }
    said
}

/// How often each wins; none while it is not counted.
fn wins<'a>(shown: &'a Shown<'_>) -> Option<&'a Found> {
    shown.robust.map(|robust| &robust.shown)
}

/// The verdict in sentences, with short names or whole ones.
pub fn sentences(shown: &Shown<'_>, short: bool) -> Vec<String> {
    let name = |column: usize| if short { shown.label(column) } else { shown.name(column) }.to_owned();
    firmness::verdict(shown.session, shown.sheet, shown.firmness.as_ref(), &name)
}

/// The word for the verdict and a colon, where there is one.
pub fn word(shown: &Shown<'_>) -> String {
    let word = shown.verdict.word();
    if word.is_empty() || word == "TIE" { String::new() } else { format!("{word}: ") }
}

/// What percentages are of: `%: wins in weights near ours (local:0.2) · 100 k of 1 M draws …`.
fn legend(pen: &Pen<'_>, found: &Found) -> String {
    let space = space_words(found.space);
    let count = |draws: u64| volume(draws as f64).replace(".00", "");
    let samples = found.acceptance.samples;
    if found.is_complete() {
        return format!("%: wins in {space} · {} draws", count(samples));
    }
    let (more, all) = (pen.theme.glyphs.ellipsis, count(found.wanted));
    format!("%: wins in {space} · {} of {all} draws {more}", count(samples))
}

/// The verdict, what other methods say, and what percentages are of, broken into lines.
fn verdict(pen: &Pen<'_>, shown: &Shown<'_>, width: u16) -> Vec<(String, Style)> {
    let palette = &pen.theme.palette;
    let short = width < 70;
    let name = |column: usize| if short { shown.label(column) } else { shown.name(column) }.to_owned();
    let mut said: Vec<(String, Style)> = Vec::new();
    for (at, text) in sentences(shown, short).into_iter().enumerate() {
        match at {
            0 => said.push((word(shown) + &text, palette.heading)),
            _ => said.push((text, palette.text)),
        }
    }
    let others = [Some(Other::PrometheeII), Some(Other::Topsis).filter(|_| shown.bench.topsis)];
    for opinion in others.into_iter().flatten().filter_map(|other| Opinion::of(shown.sheet, other)) {
        let style = if opinion.agrees { palette.muted } else { palette.warning };
        said.push((opinion.words(shown.session, shown.sheet, &name), style));
    }
    if let Some(found) = wins(shown) {
        said.push((legend(pen, found), palette.muted));
    }
    let width = usize::from(width.saturating_sub(1));
    said.into_iter()
        .flat_map(|(text, style)| wrapped(&text, width).into_iter().map(move |line| (line, style)))
        .collect()
}

fn entry(pen: &mut Pen<'_>, shown: &Shown<'_>, widths: &Widths, area: Rect, line: u16, at: usize, here: bool) {
    let (Some(mut row), Some(column)) = (Row::of(area, line), shown.sheet.columns.get(at)) else { return };
    let palette = &pen.theme.palette;
    row.cursor(pen, here, true);
    if !column.offer.is_feasible() {
        return ruled_out(pen, &mut row, widths, column, here);
    }
    let leads = shown.leads(at);
    let style = if leads { palette.leader } else { palette.text };
    let name_style = if here { palette.focus } else { style };
    place(pen, shown, &mut row, widths, at, style);
    // A short name that is whole says more than a long one that is cut.
    let is_cut = parts::width(&column.name) > widths.name && says_more(shown, at);
    row.left(pen, widths.name, if is_cut { shown.label(at) } else { &column.name }, name_style);
    if widths.label > 0 {
        row.left(pen, widths.label, &aside(shown, at), palette.muted);
    }
    let Some(standing) = standing(shown, at) else { return };
    if widths.bar > 0 {
        row.bar(pen, widths.bar, standing.percent / 100.0, if leads { palette.leader } else { palette.bar });
    }
    row.right(pen, 4, &format!("{:.2}", standing.total), style.add_modifier(Modifier::BOLD));
    if widths.interval > 0 {
        let bounds = standing.bounds;
        let is_open = bounds.high - bounds.low > 0.004;
        let text = match (is_open, widths.interval < INTERVAL.0) {
            (false, _) => String::new(),
            (true, true) => format!("{}{:.2}", pen.theme.glyphs.plus_minus, (bounds.high - bounds.low) / 2.0),
            (true, false) => format!("{:.2}–{:.2}", bounds.low, bounds.high),
        };
        row.right(pen, widths.interval, &text, palette.muted);
    }
    if let Some(found) = wins(shown).filter(|_| widths.wins > 0) {
        let text = if column.same_as.is_some() { String::new() } else { percent(found.first(at)) };
        row.right(pen, widths.wins, &text, if leads { palette.leader } else { palette.text });
    }
    changes(pen, shown, &mut row, widths, column, standing);
}

/// What stands beside a name: what else it is called, or what it is the same as.
fn aside(shown: &Shown<'_>, column: usize) -> String {
    match shown.twin(column) {
        Some(twin) => format!("= {}", shown.label(twin)),
        None if says_more(shown, column) => shown.label(column).to_owned(),
        None => String::new(),
    }
}

/// Whether a short name is another than the name, or its beginning.
fn says_more(shown: &Shown<'_>, column: usize) -> bool {
    shown.label(column) != shown.name(column) && !shown.label(column).contains('…')
}

fn changes(pen: &mut Pen<'_>, shown: &Shown<'_>, row: &mut Row, widths: &Widths, column: &Column, now: &Standing) {
    let Some(was) = shown.was(column) else { return };
    if widths.delta > 0 {
        let (text, style) = parts::delta(pen.theme, now.total, was.total, Better::More, |by| format!("{by:.2}"))
            .unwrap_or((String::new(), Style::new()));
        row.left(pen, widths.delta, &text, style);
    }
}

/// The rank, behind the one it had if that was another: `3→1`.
fn place(pen: &mut Pen<'_>, shown: &Shown<'_>, row: &mut Row, widths: &Widths, at: usize, style: Style) {
    let now = standing(shown, at).and_then(|standing| standing.place).map(|place| place.rank);
    let was = shown.sheet.columns.get(at).and_then(|column| shown.was(column)).and_then(|was| was.rank);
    let text = match was.filter(|was| Some(*was) != now) {
        Some(was) => format!("{was}{}{}", pen.theme.glyphs.arrow, rank(shown, at)),
        None => rank(shown, at),
    };
    row.right(pen, widths.rank, &text, style);
}

/// `1`, or `=1` where several stand level.
fn rank(shown: &Shown<'_>, column: usize) -> String {
    let place = standing(shown, column).and_then(|standing| standing.place);
    place.map_or_else(String::new, |place| format!("{}{}", if place.tied { "=" } else { "" }, place.rank))
}

/// Name struck through, and the reason in place of the figures.
fn ruled_out(pen: &mut Pen<'_>, row: &mut Row, widths: &Widths, column: &Column, here: bool) {
    let palette = &pen.theme.palette;
    row.right(pen, widths.rank, pen.theme.glyphs.cross, palette.error);
    let style = if here { palette.focus.add_modifier(Modifier::CROSSED_OUT) } else { parts::struck(pen.theme) };
    let name = parts::width(&column.name).min(widths.name);
    row.left(pen, name, &column.name, style);
    row.x = row.x.saturating_sub(1);
    if let Some(reason) = column.offer.hard.first() {
        row.put(pen, &format!(": {}", parts::reason(&column.name, &reason.what)), pen.theme.palette.warning);
    }
}

/// One line for narrow screens: `1 Run 4.12 ▲  2 Fn 3.90  …`.
pub fn strip(pen: &mut Pen<'_>, shown: &Shown<'_>, area: Rect) {
    let Some(mut row) = Row::of(area, 0) else { return };
    let palette = &pen.theme.palette;
    row.skip(1);
    if shown.sheet.ranking.is_none() || shown.sheet.columns.is_empty() {
        row.put(pen, &sentences(shown, true).join("; "), palette.warning);
        return;
    }
    let told: Vec<usize> = shown.told().collect();
    for (place, at) in told.iter().enumerate() {
        let Some(column) = shown.sheet.columns.get(*at) else { continue };
        let (text, style) = chip(pen, shown, *at, column);
        let left = told.len() - place;
        let needed = parts::width(&text) + if left > 1 { 4 + 8 } else { 0 };
        if needed > row.rest() {
            row.put(pen, &format!("+{left} more"), palette.muted);
            return;
        }
        row.put(pen, &text, style);
        if column.offer.is_feasible()
            && let Some((delta, style)) = trend(pen, shown, *at, column)
        {
            row.put(pen, " ", style);
            row.put(pen, delta, style);
        }
        row.skip(2);
    }
}

fn chip(pen: &Pen<'_>, shown: &Shown<'_>, at: usize, column: &Column) -> (String, Style) {
    let label = shown.label(at);
    if !column.offer.is_feasible() {
        return (format!("{}{label}", pen.theme.glyphs.cross), parts::struck(pen.theme));
    }
    let total = shown.sheet.total(at).unwrap_or(0.0);
    let style = if shown.leads(at) { pen.theme.palette.leader } else { pen.theme.palette.text };
    (format!("{} {label} {total:.2}", rank(shown, at)), style)
}

/// Only the arrow: the strip has no room for more.
fn trend(pen: &Pen<'_>, shown: &Shown<'_>, at: usize, column: &Column) -> Option<(&'static str, Style)> {
    let was = shown.was(column)?.total;
    let (_, style) = parts::delta(pen.theme, shown.sheet.total(at)?, was, Better::More, |by| format!("{by:.2}"))?;
    let rises = shown.sheet.total(at)? > was?;
    Some((if rises { pen.theme.glyphs.up } else { pen.theme.glyphs.down }, style))
}
