//! Weigh: what each criterion matters, in points, by swings, by an order or by pairs. While totals are sealed nothing here
//! says who leads; once they have been seen it says how far each weight can move, and the ranking stands beside it.

mod beside;
mod notes;
mod pairs;

use crate::app::{App, Pane, Workbench};
use crate::appraisal::Room;
use crate::appraisal::weighing;
use crate::model::Way;
use crate::view::panes::parts::{self, Row};
use crate::view::panes::{self, Shown, matrix};
use crate::view::pen::{Pen, window};
use ratatui::layout::Rect;

/// From here on something stands beside the list.
const WIDE: u16 = 100;
/// What is said below the list takes so many lines at most while criteria would have to make room for it.
const NOTES: u16 = 3;

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
        beside::render(pen, &shown, right, seen);
        return;
    }
    let mut below = area;
    if seen {
        panes::ranking::strip(pen, &shown, Rect { height: 1, ..area });
        below.y += 1;
        below.height -= 1;
    }
    let notes = parts::columns(notes::lines(pen, &shown, area.width).len()).min(NOTES);
    let rows = rows.saturating_add(notes);
    let height = rows.min(below.height.saturating_sub(if below.height > 12 { 5 } else { 0 })).max(below.height / 2);
    list(pen, &shown, Rect { height, ..below }, seen);
    let under = Rect { y: below.y + height, height: below.height - height, ..below };
    beside::under(pen, &shown, under);
}

/// `close: `.
const CLOSE: u16 = 7;

/// The widths of the list.
struct Widths {
    name: u16,
    entry: u16,
    share: u16,
    local: u16,
    bar: u16,
    agreed: u16,
    stays: u16,
}

/// What stands above what was entered.
fn entry_head(way: Way) -> &'static str {
    match way {
        Way::Points => "points",
        Way::Swing => "swing",
        Way::Order => "rank",
        Way::Pairs => "",
    }
}

/// What was entered for a criterion, a dot where nothing was.
fn entered(shown: &Shown<'_>, at: usize) -> String {
    let Some(criterion) = shown.session.criteria.get(at) else { return String::new() };
    let told = match shown.session.weighing.way {
        Way::Points => return criterion.points.to_string(),
        Way::Swing => shown.session.weighing.swing(&criterion.id).map(|worth| worth.to_string()),
        Way::Order => weighing::rank(shown.session, criterion).map(|rank| {
            let order = &shown.session.weighing.order;
            let before: usize = order.iter().take(rank).map(Vec::len).sum();
            let level = order.get(rank).map_or(0, Vec::len) > 1;
            format!("{}{}", if level { "=" } else { "" }, before + 1)
        }),
        Way::Pairs => None,
    };
    told.unwrap_or_else(|| "·".to_owned())
}

fn sum_entered(shown: &Shown<'_>) -> String {
    let session = shown.session;
    match session.weighing.way {
        Way::Points => session.criteria.iter().map(|row| u64::from(row.points.0)).sum::<u64>().to_string(),
        Way::Swing => session.weighing.swings.iter().map(|row| u64::from(row.worth)).sum::<u64>().to_string(),
        Way::Order | Way::Pairs => String::new(),
    }
}

fn widths(shown: &Shown<'_>, width: u16, seen: bool) -> Widths {
    let criteria = &shown.session.criteria;
    let name = parts::widest(criteria.iter().map(|row| row.name.as_str())).clamp(9, 28).min(width / 3).max(6);
    let entry = parts::columns(sum_entered(shown).len()).max(6);
    let share = 5;
    let mut left = width.saturating_sub(1 + name + 1 + entry + 1 + share + 1 + 2);
    let rooms = shown.firmness.as_ref().filter(|_| seen).map_or(&[][..], |firmness| &firmness.rooms);
    let said =
        rooms.iter().map(|room| parts::width(&stays(shown, room)) + if room.is_close() { CLOSE } else { 0 }).max();
    let wanted = said.map_or(0, |said| said.max(24));
    let stays = if left > 32 { wanted.min(left - 10) } else { wanted.min(left.saturating_sub(1)) };
    let stays = if stays < 12 { 0 } else { stays };
    left = left.saturating_sub(if stays > 0 { stays + 1 } else { 0 });
    let agreed = if left > 22 { 6 } else { 1 };
    left = left.saturating_sub(agreed - 1);
    let has_groups = !weighing::groups(shown.session, |_| 0.0).is_empty();
    let local = if has_groups && left > 14 { 8 } else { 0 };
    left = left.saturating_sub(if local > 0 { local + 1 } else { 0 });
    let bar = if left > 5 { (left - 1).min(36) } else { 0 };
    Widths { name, entry, share, local, bar, agreed, stays }
}

fn list(pen: &mut Pen<'_>, shown: &Shown<'_>, area: Rect, seen: bool) {
    let palette = &pen.theme.palette;
    let scope = shown.scope();
    let way = shown.session.weighing.way;
    let by = format!("by {}", way.word());
    let key = crate::view::chrome::hints::key(shown.app, shown.app.base_context(), &crate::app::Msg::Way);
    let turn = key.map_or(String::new(), |key| format!(" · {key} another way"));
    let said = if seen && !scope.is_empty() { format!("{by} · for {scope}{turn}") } else { format!("{by}{turn}") };
    parts::head(pen, area, "Weights", &[(&said, palette.muted)], shown.has_focus(Pane::List));
    let criteria = &shown.session.criteria;
    if criteria.is_empty() {
        if let Some(mut row) = Row::of(area, 1) {
            row.skip(1);
            row.put(pen, "no criteria yet: add them in step 4", palette.muted);
        }
        return;
    }
    let room = area.height.saturating_sub(2);
    let count = if way == Way::Pairs { weighing::pairs(shown.session).count() } else { criteria.len() };
    let has_sum = way != Way::Pairs && way != Way::Order && room > 2;
    let notes = notes::lines(pen, shown, area.width);
    let spare = room.saturating_sub(parts::columns(count) + u16::from(has_sum));
    // Where there is too little room for all, criteria have most of it.
    let for_notes = parts::columns(notes.len()).min(spare.max(NOTES.min(room.saturating_sub(4))));
    let height = room.saturating_sub(u16::from(has_sum) + for_notes);
    let mut line =
        if way == Way::Pairs { pairs::list(pen, shown, area, height) } else { rows(pen, shown, area, height, seen) };
    if has_sum {
        let widths = widths(shown, area.width, seen);
        sum(pen, shown, &widths, area, line);
        line += 1;
    }
    line += u16::from(line + for_notes < area.height && for_notes > 0);
    for (text, style) in notes.iter().take(usize::from(for_notes)) {
        if let Some(mut row) = Row::of(area, line) {
            row.skip(1);
            row.put(pen, text, *style);
        }
        line += 1;
    }
}

/// One row per criterion; the line after them.
fn rows(pen: &mut Pen<'_>, shown: &Shown<'_>, area: Rect, height: u16, seen: bool) -> u16 {
    let widths = widths(shown, area.width, seen);
    heads(pen, shown, &widths, area);
    let places = weighing::listed(shown.session);
    let at = shown.bench.cursor(shown.bench.pane(), places.len());
    let mut line = 2;
    let window = window(places.len(), at, usize::from(height));
    let first = line;
    for place in window.clone() {
        let Some(criterion) = places.get(place) else { continue };
        entry(pen, shown, &widths, (area, line), *criterion, place == at);
        line += 1;
    }
    parts::scrolled(pen, area, first, &window, places.len());
    line
}

fn heads(pen: &mut Pen<'_>, shown: &Shown<'_>, widths: &Widths, area: Rect) {
    let Some(mut row) = Row::of(area, 1) else { return };
    let muted = pen.theme.palette.muted;
    row.skip(1);
    row.left(pen, widths.name, "criterion", muted);
    row.right(pen, widths.entry, entry_head(shown.session.weighing.way), muted);
    row.right(pen, widths.share, "%", muted);
    if widths.local > 0 {
        row.right(pen, widths.local, "of group", muted);
    }
    if widths.bar > 0 {
        let flips = shown.firmness.is_some() && widths.stays > 0 && widths.bar > 14;
        let text = if flips { format!("{} flips the lead", pen.theme.glyphs.flip) } else { String::new() };
        row.left(pen, widths.bar, &text, muted);
    }
    row.skip(widths.agreed + 1);
    if widths.stays > 0 {
        row.left(pen, widths.stays, "the leader stays at …", muted);
    }
}

fn entry(pen: &mut Pen<'_>, shown: &Shown<'_>, widths: &Widths, (area, line): (Rect, u16), at: usize, here: bool) {
    let (Some(mut row), Some(criterion)) = (Row::of(area, line), shown.session.criteria.get(at)) else { return };
    let palette = &pen.theme.palette;
    let seen = shown.session.totals_seen;
    let share = shown.sheet.share(at);
    row.cursor(pen, here, true);
    row.left(pen, widths.name, &criterion.name, if here { palette.focus } else { palette.text });
    row.right(pen, widths.entry, &entered(shown, at), palette.heading);
    row.right(pen, widths.share, &format!("{:.1}", share * 100.0), palette.text);
    if widths.local > 0 {
        row.right(pen, widths.local, &local(shown, at, share), palette.muted);
    }
    if widths.bar > 0 {
        let scale = matrix::scale(shown);
        let marks = if seen { matrix::flip_marks(shown, at, scale) } else { Vec::new() };
        row.gauge(pen, widths.bar, shown.sheet.weights.drawn(at) / scale, &marks);
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

/// What a criterion weighs within its group, in per cent.
fn local(shown: &Shown<'_>, at: usize, share: f64) -> String {
    let groups = weighing::groups(shown.session, |at| shown.sheet.share(at));
    let group = groups.iter().find(|group| group.members.contains(&at) && !group.name.is_empty());
    group.map_or(String::new(), |group| format!("{:.0}", 100.0 * group.local(share)))
}

/// `3 to 61 %, else K8s or Fn`, `up to 28 %, then Functions`, `6 % or more, else K8s`, `any weight`.
fn stays(shown: &Shown<'_>, room: &Room) -> String {
    let (low, high) = (percent(room.low), percent(room.high));
    match (room.below, room.above) {
        (None, None) => "any weight".to_owned(),
        (Some(rival), None) => format!("{low} % or more, else {}", shown.label(rival)),
        (None, Some(rival)) => format!("up to {high} %, then {}", shown.label(rival)),
        (Some(below), Some(above)) if below == above => format!("{low} to {high} %, else {}", shown.label(below)),
        (Some(below), Some(above)) => {
            format!("{low} to {high} %, else {} or {}", shown.label(below), shown.label(above))
        }
    }
}

/// In per cent, with a decimal where the whole one says too little.
fn percent(share: f64) -> String {
    let value = 100.0 * share;
    if value < 10.0 && (value - value.round()).abs() > 0.05 { format!("{value:.1}") } else { format!("{value:.0}") }
}

fn sum(pen: &mut Pen<'_>, shown: &Shown<'_>, widths: &Widths, area: Rect, line: u16) {
    let Some(mut row) = Row::of(area, line) else { return };
    let muted = pen.theme.palette.muted;
    let sum = sum_entered(shown);
    row.skip(1);
    row.left(pen, widths.name, "sum", muted);
    row.right(pen, widths.entry, &sum, muted);
    if sum == "0" && shown.session.weighing.way == Way::Points {
        row.put(pen, "  all are 0: give at least one some points", pen.theme.palette.warning);
    }
}
