//! Pairs: each two criteria side by side with how much more one of them matters, and what all the answers come to.

use crate::app::Msg;
use crate::appraisal::weighing::{self, Gap};
use crate::model::{Comparison, Session};
use crate::view::chrome::hints;
use crate::view::panes::Shown;
use crate::view::panes::parts::{self, Row};
use crate::view::pen::{Pen, window, wrapped};
use ratatui::layout::Rect;

/// From 9 times on one side to 9 times on the other.
const TRACK: u16 = 17;

/// How a pair was compared, the criterion that is listed first being `First`.
pub fn said(session: &Session, (one, other): (usize, usize)) -> Option<Comparison> {
    let ratio = weighing::ratio(session, (one, other))?;
    // Both figures are whole: what rounding leaves is not meant.
    Some(if ratio >= 1.0 {
        Comparison::First(ratio.round() as u8)
    } else {
        Comparison::Second((1.0 / ratio).round() as u8)
    })
}

/// Draws the pairs; the line after them.
pub fn list(pen: &mut Pen<'_>, shown: &Shown<'_>, area: Rect, height: u16) -> u16 {
    let session = shown.session;
    let pairs: Vec<(usize, usize)> = weighing::pairs(session).collect();
    let at = shown.bench.cursor(shown.bench.pane(), pairs.len());
    let name = parts::widest(session.criteria.iter().map(|row| row.name.as_str())).clamp(6, 28);
    let name = name.min(area.width.saturating_sub(TRACK + 4) / 2).max(4);
    if let Some(mut row) = Row::of(area, 1) {
        let muted = pen.theme.palette.muted;
        row.skip(1);
        row.right(pen, name, "matters more", muted);
        row.left(pen, TRACK, "9 . . . 1 . . . 9", muted);
        row.left(pen, name, "matters more", muted);
    }
    let seen = window(pairs.len(), at, usize::from(height));
    let mut line = 2;
    for place in seen.clone() {
        let Some(pair) = pairs.get(place) else { continue };
        pair_row(pen, shown, (area, line), *pair, name, place == at);
        line += 1;
    }
    parts::scrolled(pen, area, 2, &seen, pairs.len());
    line
}

fn pair_row(
    pen: &mut Pen<'_>,
    shown: &Shown<'_>,
    (area, line): (Rect, u16),
    pair: (usize, usize),
    name: u16,
    here: bool,
) {
    let Some(mut row) = Row::of(area, line) else { return };
    let palette = &pen.theme.palette;
    let of = |at: usize| shown.session.criteria.get(at).map_or("", |row| row.name.as_str());
    let says = said(shown.session, pair);
    let (left, right) = match says {
        Some(Comparison::First(times)) if times > 1 => (palette.heading, palette.muted),
        Some(Comparison::Second(times)) if times > 1 => (palette.muted, palette.heading),
        _ => (palette.text, palette.text),
    };
    row.cursor(pen, here, true);
    row.right(pen, name, of(pair.0), if here { palette.focus } else { left });
    let mark = says.map(|says| match says {
        Comparison::First(times) => 9 - u16::from(times),
        Comparison::Second(times) => 7 + u16::from(times),
    });
    let glyphs = &pen.theme.glyphs;
    let sign = |at: u16| match mark {
        Some(mark) if mark == at => (glyphs.complete, palette.heading),
        Some(mark) if (mark.min(8)..=mark.max(8)).contains(&at) => (glyphs.horizontal, palette.bar),
        _ if at == 8 => (glyphs.vertical, palette.muted),
        _ => (glyphs.dot, palette.muted),
    };
    row.signs(pen, (0..TRACK).map(sign));
    row.left(pen, name, of(pair.1), if here { palette.focus } else { right });
    let text = match says {
        None => String::new(),
        Some(Comparison::First(1) | Comparison::Second(1)) => "equal".to_owned(),
        Some(Comparison::First(times) | Comparison::Second(times)) => format!("{times} times"),
    };
    row.put(pen, &text, palette.text);
}

/// What is asked of the pair under the cursor, while pairs are open.
pub fn question(shown: &Shown<'_>) -> Option<String> {
    let session = shown.session;
    let pair = weighing::pairs(session).nth(shown.bench.cursor(shown.bench.pane(), usize::MAX))?;
    let name = |at: usize| session.criteria.get(at).map_or("", |row| row.name.as_str());
    let next = hints::key(shown.app, shown.app.base_context(), &Msg::Enter).unwrap_or("enter");
    if said(session, pair).is_none() {
        return Some(format!(
            "Which matters more, {} or {}, and how many times: 1 equal, 3 somewhat, 5 clearly, 7 strongly, 9 by far?",
            name(pair.0),
            name(pair.1)
        ));
    }
    match weighing::gap(session) {
        Some(Gap::Pairs { open, .. }) => {
            Some(format!("{} still open: {next} goes to the next", parts::counted(open, "pair")))
        }
        _ => None,
    }
}

/// What the answers come to: shares with bars, how consistent they are, and where they contradict each other most.
pub fn result(pen: &mut Pen<'_>, shown: &Shown<'_>, area: Rect) {
    let session = shown.session;
    let weights = &shown.sheet.weights;
    let in_use = weights.gap.is_none();
    let said = if in_use { "share in %" } else { "share in % · by points, until all pairs are compared" };
    parts::head(pen, area, "What the pairs come to", &[(said, pen.theme.palette.muted)], false);
    let mut line = 1;
    let name = parts::widest(session.criteria.iter().map(|row| row.name.as_str())).clamp(6, 28).min(area.width / 2);
    let consistency = weights.consistency.as_ref().filter(|_| in_use);
    let below = if consistency.is_some() { 4 } else { 0 };
    for (at, criterion) in session.criteria.iter().enumerate() {
        if line + below >= area.height && at > 2 {
            break;
        }
        let Some(mut row) = Row::of(area, line) else { return };
        let share = shown.sheet.share(at);
        row.skip(1);
        row.left(pen, name, &criterion.name, pen.theme.palette.text);
        row.right(pen, 5, &format!("{:.1}", 100.0 * share), pen.theme.palette.heading);
        let width = row.rest().min(30);
        row.bar(pen, width, share, pen.theme.palette.bar);
        line += 1;
    }
    let Some(consistency) = consistency else { return };
    let palette = &pen.theme.palette;
    let style = if consistency.is_consistent() { palette.good } else { palette.warning };
    let mut texts = vec![(consistency.words(), style)];
    texts.extend(consistency.worst_words(session).map(|text| (text, palette.text)));
    line += u16::from(line + 3 < area.height);
    for (text, style) in texts {
        for text in wrapped(&text, usize::from(area.width.saturating_sub(1))) {
            let Some(mut row) = Row::of(area, line) else { return };
            row.skip(1);
            row.put(pen, &text, style);
            line += 1;
        }
    }
}
