//! Weigh: points per criterion. While totals are sealed nothing here says who leads; once they have been seen it says how
//! far each weight can move, and the ranking stands beside it.

use crate::app::{App, Pane, Workbench};
use crate::appraisal::cell::anchors_for;
use crate::appraisal::words::plain;
use crate::appraisal::{Room, Scope};
use crate::cost::words::number;
use crate::model::{About, Anchors, Criterion, Measure};
use crate::view::panes::parts::{self, Row};
use crate::view::panes::{self, Shown, matrix};
use crate::view::pen::{Pen, window, wrapped};
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

/// From here on something stands beside the list.
const WIDE: u16 = 100;

/// Draws the step.
pub fn render(pen: &mut Pen<'_>, app: &App, bench: &Workbench, area: Rect) {
    if area.is_empty() {
        return;
    }
    let Some(shown) = Shown::of(app, bench) else { return };
    let seen = bench.session.totals_seen;
    let rows = parts::columns(bench.session.criteria.len()) + 3;
    if area.width >= WIDE {
        let split = if seen { area.width * 3 / 5 } else { area.width * 11 / 20 };
        let left = Rect { width: split.saturating_sub(parts::GUTTER), ..area };
        let right = Rect { x: area.x + split, width: area.width - split, ..area };
        list(pen, &shown, left, seen);
        beside(pen, &shown, right, seen);
        return;
    }
    let mut below = area;
    if seen {
        panes::ranking::strip(pen, &shown, Rect { height: 1, ..area });
        below.y += 1;
        below.height -= 1;
    }
    let height = rows.min(below.height.saturating_sub(if below.height > 12 { 5 } else { 0 })).max(below.height / 2);
    list(pen, &shown, Rect { height, ..below }, seen);
    let under = Rect { y: below.y + height, height: below.height - height, ..below };
    meaning(pen, &shown, under);
}

/// `close: `.
const CLOSE: u16 = 7;

/// The widths of the list.
struct Widths {
    name: u16,
    points: u16,
    bar: u16,
    share: u16,
    agreed: u16,
    stays: u16,
}

fn widths(shown: &Shown<'_>, width: u16, seen: bool) -> Widths {
    let criteria = &shown.session.criteria;
    let name = parts::widest(criteria.iter().map(|row| row.name.as_str())).clamp(9, 28).min(width / 3).max(6);
    let sum: u64 = criteria.iter().map(|row| u64::from(row.points.0)).sum();
    let points = parts::columns(sum.to_string().len()).max(6);
    let share = 5;
    let mut left = width.saturating_sub(1 + name + 1 + points + 1 + share + 1 + 2);
    let rooms = shown.firmness.as_ref().filter(|_| seen).map_or(&[][..], |firmness| &firmness.rooms);
    let said =
        rooms.iter().map(|room| parts::width(&stays(shown, room)) + if room.is_close() { CLOSE } else { 0 }).max();
    let wanted = said.map_or(0, |said| said.max(24));
    let stays = if left > 32 { wanted.min(left - 10) } else { wanted.min(left.saturating_sub(1)) };
    let stays = if stays < 12 { 0 } else { stays };
    left = left.saturating_sub(if stays > 0 { stays + 1 } else { 0 });
    let agreed = if left > 22 { 6 } else { 1 };
    left = left.saturating_sub(agreed - 1);
    let bar = if left > 5 { (left - 1).min(36) } else { 0 };
    Widths { name, points, bar, share, agreed, stays }
}

fn list(pen: &mut Pen<'_>, shown: &Shown<'_>, area: Rect, seen: bool) {
    let palette = &pen.theme.palette;
    let scope = shown.scope();
    let said = if seen && !scope.is_empty() {
        format!("points · share in % · for {scope}")
    } else {
        "points · share in %".to_owned()
    };
    parts::head(pen, area, "Weights", &[(&said, palette.muted)], shown.has_focus(Pane::List));
    let criteria = &shown.session.criteria;
    if criteria.is_empty() {
        if let Some(mut row) = Row::of(area, 1) {
            row.skip(1);
            row.put(pen, "no criteria yet: add them in step 4", palette.muted);
        }
        return;
    }
    let widths = widths(shown, area.width, seen);
    heads(pen, &widths, area);
    let room = area.height.saturating_sub(2);
    let has_sum = room > 2;
    let sealed = !seen && room > 4;
    let height = room.saturating_sub(u16::from(has_sum) + u16::from(sealed));
    let at = shown.bench.cursor(shown.bench.pane(), criteria.len());
    let most = criteria.iter().map(|row| row.points.0).max().unwrap_or(0);
    let scale = matrix::scale_of(most);
    let mut line = 2;
    let seen = window(criteria.len(), at, usize::from(height));
    let first = line;
    for place in seen.clone() {
        entry(pen, shown, &widths, (area, line), place, place == at, scale);
        line += 1;
    }
    parts::scrolled(pen, area, first, &seen, criteria.len());
    if has_sum {
        sum(pen, shown, &widths, area, line);
        line += 1;
    }
    if sealed {
        line += u16::from(line + 1 < area.height);
        if let Some(mut row) = Row::of(area, line) {
            row.skip(1);
            let text = "sealed: who leads is not shown until Compare is opened, so that nobody weighs for a winner";
            let short = "sealed: no totals until Compare is opened";
            let text = if parts::width(text) <= row.rest() { text } else { short };
            row.put(pen, text, pen.theme.palette.muted);
        }
    }
}

fn heads(pen: &mut Pen<'_>, widths: &Widths, area: Rect) {
    let Some(mut row) = Row::of(area, 1) else { return };
    let muted = pen.theme.palette.muted;
    row.skip(1);
    row.left(pen, widths.name, "criterion", muted);
    row.right(pen, widths.points, "points", muted);
    row.right(pen, widths.share, "share", muted);
    if widths.bar > 0 {
        row.skip(widths.bar + 1);
    }
    row.skip(widths.agreed + 1);
    if widths.stays > 0 {
        row.left(pen, widths.stays, "the leader stays while …", muted);
    }
}

fn entry(
    pen: &mut Pen<'_>,
    shown: &Shown<'_>,
    widths: &Widths,
    (area, line): (Rect, u16),
    at: usize,
    here: bool,
    scale: f64,
) {
    let (Some(mut row), Some(criterion)) = (Row::of(area, line), shown.session.criteria.get(at)) else { return };
    let palette = &pen.theme.palette;
    let seen = shown.session.totals_seen;
    row.cursor(pen, here, true);
    row.left(pen, widths.name, &criterion.name, if here { palette.focus } else { palette.text });
    row.right(pen, widths.points, &criterion.points.to_string(), palette.heading);
    row.right(pen, widths.share, &format!("{:.1}", shown.sheet.share(at) * 100.0), palette.text);
    if widths.bar > 0 {
        let marks = if seen { matrix::flip_marks(shown, at, scale) } else { Vec::new() };
        row.gauge(pen, widths.bar, f64::from(criterion.points.0) / scale, &marks);
    }
    row.left(pen, widths.agreed, matrix::agreed(pen, criterion, widths.agreed), palette.muted);
    if widths.stays > 0
        && let Some(room) = shown.firmness.as_ref().and_then(|firmness| firmness.rooms.get(at))
    {
        let style = match (room.is_close(), room.is_always()) {
            (true, _) => palette.warning,
            (false, true) => palette.muted,
            (false, false) => palette.text,
        };
        let close = if room.is_close() { "close: " } else { "" };
        let text = format!("{close}{}", stays(shown, room));
        pen.text(row.x, area.y + line, widths.stays.min(row.rest()), &text, style);
    }
}

/// `between 3 and 61`, `up to 28, then Functions`, `from 6, below it K8s`, `always`.
fn stays(shown: &Shown<'_>, room: &Room) -> String {
    match (room.below, room.above) {
        (None, None) => "always".to_owned(),
        (Some(rival), None) => match room.least() {
            Some(least) => format!("{least} or more, else {}", shown.label(rival)),
            None => format!("{:.0} % or more, else {}", room.low * 100.0, shown.label(rival)),
        },
        (None, Some(rival)) => match room.most() {
            Some(most) => format!("up to {most}, then {}", shown.label(rival)),
            None => format!("up to {:.0} %, then {}", room.high * 100.0, shown.label(rival)),
        },
        (Some(_), Some(_)) => match (room.least(), room.most()) {
            (Some(least), Some(most)) => format!("between {least} and {most}"),
            _ => format!("between {:.0} and {:.0} %", room.low * 100.0, room.high * 100.0),
        },
    }
}

fn sum(pen: &mut Pen<'_>, shown: &Shown<'_>, widths: &Widths, area: Rect, line: u16) {
    let Some(mut row) = Row::of(area, line) else { return };
    let muted = pen.theme.palette.muted;
    let sum: u64 = shown.session.criteria.iter().map(|row| u64::from(row.points.0)).sum();
    row.skip(1);
    row.left(pen, widths.name, "sum", muted);
    row.right(pen, widths.points, &sum.to_string(), muted);
    if sum == 0 {
        row.put(pen, "  all are 0: give at least one some points", pen.theme.palette.warning);
    }
}

/// Beside the list: the ranking with what the leader costs and asks, and what the criterion means.
fn beside(pen: &mut Pen<'_>, shown: &Shown<'_>, area: Rect, seen: bool) {
    let mut rest = area;
    if seen {
        let height = panes::ranking::rows(shown).saturating_add(2).min(area.height);
        let place = Rect { height, ..area };
        panes::ranking::render(pen, shown, Rect { height: height.saturating_sub(2), ..place });
        parts::gutter(pen, place, true);
        leader(pen, shown, place);
        rest.y += height;
        rest.height -= height;
    }
    if rest.height > 1 {
        meaning(pen, shown, rest);
        parts::gutter(pen, rest, !seen);
    }
}

/// `Cloud Run: 38 USD/month · 14 h/month`.
fn leader(pen: &mut Pen<'_>, shown: &Shown<'_>, area: Rect) {
    let Some(column) = shown.sheet.leader().and_then(|at| shown.sheet.columns.get(at)) else { return };
    let Some(mut row) = Row::of(area, area.height.saturating_sub(2)) else { return };
    let bill =
        column.offer.bill.as_ref().map(|bill| format!("{} USD/month", crate::app::amount::money(bill.monthly.get())));
    let burden = column.offer.burden.as_ref().map(|burden| format!("{:.1} h/month", burden.mean.get()));
    let figures: Vec<String> = [bill, burden].into_iter().flatten().collect();
    if !figures.is_empty() {
        row.skip(1);
        let said = figures.join(" · ");
        let whole = parts::width(&column.name) + parts::width(&said) + 2 <= row.rest();
        let name = if whole { column.name.as_str() } else { shown.sheet.leader().map_or("", |at| shown.label(at)) };
        row.put(pen, &format!("{name}: {said}"), pen.theme.palette.text);
    }
}

/// What the criterion under the cursor means: how it is scored, its levels, and why it weighs what it weighs.
fn meaning(pen: &mut Pen<'_>, shown: &Shown<'_>, area: Rect) {
    let session = shown.session;
    let at = shown.bench.cursor(shown.bench.pane(), session.criteria.len());
    let Some(criterion) = session.criteria.get(at) else { return };
    if area.height < 2 {
        return;
    }
    let palette = &pen.theme.palette;
    let workload = match &shown.sheet.scope {
        Scope::Workload(id) if criterion.about == About::Workload => session.workload(id),
        _ => None,
    };
    let told = how(criterion, anchors_for(session, criterion, workload));
    parts::head(pen, area, &criterion.name, &[(&told, palette.muted)], false);
    let levels: Vec<(u8, &str)> =
        (1..=5u8).rev().filter_map(|level| Some((level, session.rubric(&criterion.id, level)?))).collect();
    let mut line = 1;
    let mut write = |pen: &mut Pen<'_>, mark: &str, text: &str, style: Style| {
        for (place, text) in wrapped(text, usize::from(area.width.saturating_sub(4))).into_iter().enumerate() {
            let Some(mut row) = Row::of(area, line) else { return };
            row.skip(1);
            row.left(pen, 1, if place == 0 { mark } else { "" }, pen.theme.palette.heading);
            row.put(pen, &text, style);
            line += 1;
        }
    };
    for (level, text) in &levels {
        write(pen, &level.to_string(), text, palette.text);
    }
    if levels.is_empty() && criterion.measure == Measure::Judged {
        write(pen, "", "no rubric yet: say in step 4 what a 5 and a 1 would look like", palette.muted);
    }
    let note = session.note(&crate::model::Subject::Criterion(criterion.id.clone()));
    if !note.is_empty() {
        write(pen, "", note, palette.muted.add_modifier(Modifier::ITALIC));
    }
}

/// `judged 1 to 5`, or `reckoned: 2,000 USD/month is 1, 0 is 5`, with the anchors of the matrix that is shown.
pub fn how(criterion: &Criterion, anchors: Option<Anchors>) -> String {
    let figure = |value: f64| if value.fract() == 0.0 { number(value) } else { plain(value) };
    let ends = |what: &str, unit: &str, anchors: Anchors| {
        format!("{what}: {} {unit} is 1, {} is 5", figure(anchors.worst.get()), figure(anchors.best.get()))
    };
    match (&criterion.measure, anchors) {
        (Measure::Measured { unit, .. }, Some(anchors)) => ends("measured", unit, anchors),
        (Measure::Derived { source, .. }, Some(anchors)) => ends("reckoned", source.unit(), anchors),
        _ => "judged 1 to 5".to_owned(),
    }
}
