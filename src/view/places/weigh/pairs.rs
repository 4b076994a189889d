//! Pairs: each two criteria side by side with how much more one of them matters, and what all the answers come to.

use crate::app::Msg;
use crate::appraisal::weights::{self, WeightingGap};
use crate::model::{PairComparison, Session};
use crate::view::chrome::hints::key_for;
use crate::view::context::PaneContext;
use crate::view::pen::Pen;
use crate::view::text::{format_count, max_text_width, visible_range, wrap_text};
use crate::view::widgets::pane_frame::{draw_pane_header, draw_pane_scroll_marks};
use crate::view::widgets::row_writer::RowWriter;
use ratatui::layout::Rect;

/// From 9 times on one side to 9 times on the other.
const TRACK_WIDTH: u16 = 17;

/// How a pair was compared, the criterion that is listed first being `First`.
pub fn comparison_of(session: &Session, (one, other): (usize, usize)) -> Option<PairComparison> {
    let ratio = weights::pair_ratio(session, (one, other))?;
    // Both figures are whole: what rounding leaves is not meant.
    Some(if ratio >= 1.0 {
        PairComparison::First(ratio.round() as u8)
    } else {
        PairComparison::Second((1.0 / ratio).round() as u8)
    })
}

/// Draws the pairs; the line after them.
pub fn draw_list(pen: &mut Pen<'_>, context: &PaneContext<'_>, area: Rect, height: u16) -> u16 {
    let session = context.session;
    let pairs: Vec<(usize, usize)> = weights::criterion_pairs(session).collect();
    let at = context.workbench.cursor(context.workbench.pane(), pairs.len());
    let name = max_text_width(session.criteria.iter().map(|row| row.name.as_str())).clamp(6, 28);
    let name = name.min(area.width.saturating_sub(TRACK_WIDTH + 4) / 2).max(4);
    if let Some(mut row) = RowWriter::at(area, 1) {
        let muted = pen.theme.palette.muted;
        row.skip(1);
        row.text_right(pen, name, "matters more", muted);
        row.text_left(pen, TRACK_WIDTH, "9 . . . 1 . . . 9", muted);
        row.text_left(pen, name, "matters more", muted);
    }
    let seen = visible_range(pairs.len(), at, usize::from(height));
    let mut line = 2;
    for place in seen.clone() {
        let Some(pair) = pairs.get(place) else { continue };
        draw_pair(pen, context, (area, line), *pair, name, place == at);
        line += 1;
    }
    draw_pane_scroll_marks(pen, area, 2, &seen, pairs.len());
    line
}

fn draw_pair(
    pen: &mut Pen<'_>,
    context: &PaneContext<'_>,
    (area, line): (Rect, u16),
    pair: (usize, usize),
    name: u16,
    here: bool,
) {
    let Some(mut row) = RowWriter::at(area, line) else { return };
    let palette = &pen.theme.palette;
    let of = |at: usize| context.session.criteria.get(at).map_or("", |row| row.name.as_str());
    let says = comparison_of(context.session, pair);
    let (left, right) = match says {
        Some(PairComparison::First(times)) if times > 1 => (palette.heading, palette.muted),
        Some(PairComparison::Second(times)) if times > 1 => (palette.muted, palette.heading),
        _ => (palette.text, palette.text),
    };
    row.cursor(pen, here, true);
    row.text_right(pen, name, of(pair.0), if here { palette.focus } else { left });
    let mark = says.map(|says| match says {
        PairComparison::First(times) => 9 - u16::from(times),
        PairComparison::Second(times) => 7 + u16::from(times),
    });
    let glyphs = &pen.theme.glyphs;
    let sign = |at: u16| match mark {
        Some(mark) if mark == at => (glyphs.complete, palette.heading),
        Some(mark) if (mark.min(8)..=mark.max(8)).contains(&at) => (glyphs.horizontal, palette.bar),
        _ if at == 8 => (glyphs.vertical, palette.muted),
        _ => (glyphs.dot, palette.muted),
    };
    row.glyphs(pen, (0..TRACK_WIDTH).map(sign));
    row.text_left(pen, name, of(pair.1), if here { palette.focus } else { right });
    let text = match says {
        None => String::new(),
        Some(PairComparison::First(1) | PairComparison::Second(1)) => "equal".to_owned(),
        Some(PairComparison::First(times) | PairComparison::Second(times)) => format!("{times} times"),
    };
    row.text(pen, &text, palette.text);
}

/// What is asked of the pair under the cursor, while pairs are open.
pub fn next_question(context: &PaneContext<'_>) -> Option<String> {
    let session = context.session;
    let pair = weights::criterion_pairs(session).nth(context.workbench.cursor(context.workbench.pane(), usize::MAX))?;
    let name = |at: usize| session.criteria.get(at).map_or("", |row| row.name.as_str());
    let next = key_for(context.app, context.app.base_context(), &Msg::Enter).unwrap_or("enter");
    if comparison_of(session, pair).is_none() {
        return Some(format!(
            "Which matters more, {} or {}, and how many times: 1 equal, 3 somewhat, 5 clearly, 7 strongly, 9 by far?",
            name(pair.0),
            name(pair.1)
        ));
    }
    match weights::find_gap(session) {
        Some(WeightingGap::Pairs { open, .. }) => {
            Some(format!("{} still open: {next} goes to the next", format_count(open, "pair")))
        }
        _ => None,
    }
}

/// What the answers come to: shares with bars, how consistent they are, and where they contradict each other most.
pub fn draw_result(pen: &mut Pen<'_>, context: &PaneContext<'_>, area: Rect) {
    let session = context.session;
    let weights = &context.matrix.weights;
    let in_use = weights.gap.is_none();
    let said = if in_use { "share in %" } else { "share in % · by points, until all pairs are compared" };
    draw_pane_header(pen, area, "What the pairs come to", &[(said, pen.theme.palette.muted)], false);
    let mut line = 1;
    let name = max_text_width(session.criteria.iter().map(|row| row.name.as_str())).clamp(6, 28).min(area.width / 2);
    let consistency = weights.consistency.as_ref().filter(|_| in_use);
    let below = if consistency.is_some() { 4 } else { 0 };
    for (at, criterion) in session.criteria.iter().enumerate() {
        if line + below >= area.height && at > 2 {
            break;
        }
        let Some(mut row) = RowWriter::at(area, line) else { return };
        let share = context.matrix.share(at);
        row.skip(1);
        row.text_left(pen, name, &criterion.name, pen.theme.palette.text);
        row.text_right(pen, 5, &format!("{:.1}", 100.0 * share), pen.theme.palette.heading);
        let width = row.remaining().min(30);
        row.bar(pen, width, share, pen.theme.palette.bar);
        line += 1;
    }
    let Some(consistency) = consistency else { return };
    let palette = &pen.theme.palette;
    let style = if consistency.is_consistent() { palette.good } else { palette.warning };
    let mut texts = vec![(consistency.describe(), style)];
    texts.extend(consistency.describe_contradiction(session).map(|text| (text, palette.text)));
    line += u16::from(line + 3 < area.height);
    for (text, style) in texts {
        for text in wrap_text(&text, usize::from(area.width.saturating_sub(1))) {
            let Some(mut row) = RowWriter::at(area, line) else { return };
            row.skip(1);
            row.text(pen, &text, style);
            line += 1;
        }
    }
}
