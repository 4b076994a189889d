//! How firm the leader stands: the room of each weight, the least shift per rival, and single scores that decide.

use super::Shown;
use super::parts::{self, Row};
use crate::app::Pane;
use crate::appraisal::{Firmness, Room, Shift};
use crate::view::pen::{Pen, window};
use ratatui::layout::Rect;

/// `100`.
const SHARE: u16 = 5;
/// `17–100`.
const RANGE: u16 = 7;

/// Header, heads, criteria, shifts.
pub fn rows(shown: &Shown<'_>) -> u16 {
    let rivals = shown.sheet.columns.iter().filter(|column| column.offer.is_feasible()).count();
    3 + parts::columns(shown.session.criteria.len() + rivals.min(4))
}

/// Draws the pane.
pub fn render(pen: &mut Pen<'_>, shown: &Shown<'_>, area: Rect) {
    let leader = shown.firmness.as_ref().map(|firmness| shown.label(firmness.leader));
    let said = leader.map_or_else(String::new, |leader| format!("while {leader} leads · share in %"));
    parts::head(pen, area, "Flips", &[(&said, pen.theme.palette.muted)], shown.has_focus(Pane::Flips));
    let Some(firmness) = &shown.firmness else {
        parts::note(pen, area, "there is no leader with a rival yet, so nothing can flip");
        return;
    };
    let shifts = &firmness.shifts;
    let len = firmness.rooms.len();
    let room = area.height.saturating_sub(1);
    let has_heads = room > 4;
    let rest = room.saturating_sub(u16::from(has_heads));
    let least = parts::columns(len).min(rest);
    let for_shifts = (rest - least).min(parts::columns(shifts.len()) + 1);
    let name =
        parts::widest(shown.session.criteria.iter().map(|row| row.name.as_str())).clamp(4, 24).min(area.width / 3);
    let mut line = 1;
    let fixed = 1 + name + 1 + SHARE + 1 + RANGE + 1;
    let words = area.width.saturating_sub(fixed);
    let said =
        firmness.rooms.iter().map(|room| parts::width(&rivals(shown, room)) + if room.is_close() { 7 } else { 0 });
    let track = words.saturating_sub(said.max().unwrap_or(0).max(12) + 1).min(30);
    let track = if track < 8 { 0 } else { track };
    if has_heads {
        heads(pen, area, line, name, track);
        line += 1;
    }
    let at = shown.cursor(Pane::Flips, len);
    let seen = window(len, at.unwrap_or(0), usize::from(least));
    let first = line;
    for place in seen.clone() {
        let (Some(room), Some(criterion)) = (firmness.rooms.get(place), shown.session.criteria.get(place)) else {
            continue;
        };
        weight(pen, shown, area, line, (&criterion.name, room), (name, track), at == Some(place));
        line += 1;
    }
    parts::scrolled(pen, area, first, &seen, len);
    if for_shifts > 1 {
        below(pen, shown, area, line, firmness);
    }
}

fn heads(pen: &mut Pen<'_>, area: Rect, line: u16, name: u16, track: u16) {
    let Some(mut row) = Row::of(area, line) else { return };
    let muted = pen.theme.palette.muted;
    row.skip(1);
    row.left(pen, name, "weight", muted);
    row.right(pen, SHARE, "share", muted);
    if track > 0 {
        row.left(pen, track, "0", muted);
        row.x = row.x.saturating_sub(5);
        row.right(pen, 4, "100", muted);
    }
    row.right(pen, RANGE, "holds", muted);
    row.put(pen, "then leads", muted);
}

fn weight(
    pen: &mut Pen<'_>,
    shown: &Shown<'_>,
    area: Rect,
    line: u16,
    (criterion, room): (&str, &Room),
    (name, track): (u16, u16),
    here: bool,
) {
    let Some(mut row) = Row::of(area, line) else { return };
    let palette = &pen.theme.palette;
    row.cursor(pen, here, true);
    row.left(pen, name, criterion, if here { palette.focus } else { palette.text });
    row.right(pen, SHARE, &format!("{:.0}", room.share * 100.0), palette.heading);
    if track > 0 {
        row.track(pen, track, room.low, room.high, room.share);
    }
    if room.is_always() {
        row.right(pen, RANGE, "always", palette.muted);
        return;
    }
    let style = if room.is_close() { palette.warning } else { palette.text };
    row.right(pen, RANGE, &format!("{:.0}–{:.0}", room.low * 100.0, room.high * 100.0), style);
    if room.is_close() {
        row.put(pen, "close: ", palette.warning);
    }
    row.put(pen, &rivals(shown, room), palette.rival);
}

/// Who waits on either side: `below K8s, above Fn`.
fn rivals(shown: &Shown<'_>, room: &Room) -> String {
    let side = |rival: Option<usize>, word: &str| rival.map(|rival| format!("{word} {}", shown.label(rival)));
    let sides: Vec<String> = [side(room.below, "below"), side(room.above, "above")].into_iter().flatten().collect();
    sides.join(", ")
}

/// The least shift per rival, nearest first, then the single scores that decide.
fn below(pen: &mut Pen<'_>, shown: &Shown<'_>, area: Rect, mut line: u16, firmness: &Firmness) {
    let palette = &pen.theme.palette;
    if let Some(mut row) = Row::of(area, line) {
        row.skip(1);
        row.put(pen, "points of 100 to move before a rival draws level", palette.muted);
    }
    line += 1;
    let mut order: Vec<&Shift> = firmness.shifts.iter().collect();
    order.sort_by(|a, b| a.moved.unwrap_or(f64::MAX).total_cmp(&b.moved.unwrap_or(f64::MAX)));
    let name =
        parts::widest(shown.sheet.columns.iter().map(|column| column.name.as_str())).clamp(4, 24).min(area.width / 3);
    for shift in order {
        let Some(mut row) = Row::of(area, line) else { return };
        row.skip(1);
        row.left(pen, name, shown.name(shift.rival), palette.text);
        match shift.moved {
            Some(moved) => {
                row.right(pen, 5, &format!("{moved:.1}"), if moved <= 5.0 { palette.warning } else { palette.heading });
                row.put(pen, &route(shown, shift, pen.theme.glyphs.arrow), palette.muted);
            }
            None => row.put(pen, "behind on every criterion: no weights help", palette.muted),
        }
        line += 1;
    }
    for flip in &firmness.flips {
        let Some(mut row) = Row::of(area, line) else { return };
        let Some(criterion) = shown.session.criteria.get(flip.criterion) else { continue };
        row.skip(1);
        let text = format!(
            "one score: {} · {} {:.1} {} {:.1}, then {} leads",
            criterion.name,
            shown.label(flip.alternative),
            flip.from,
            pen.theme.glyphs.arrow,
            flip.to,
            shown.label(flip.new_leader)
        );
        row.put(pen, &text, palette.warning);
        line += 1;
    }
}

/// `Cost, Portability → Ops burden`.
fn route(shown: &Shown<'_>, shift: &Shift, arrow: &str) -> String {
    let name = |row: usize| shown.session.criteria.get(row).map_or("", |criterion| criterion.name.as_str());
    let from: Vec<&str> = shift.from.iter().map(|row| name(*row)).collect();
    match shift.to {
        Some(to) => format!("{} {arrow} {}", from.join(", "), name(to)),
        None => "level already".to_owned(),
    }
}
