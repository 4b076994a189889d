//! Pairs: two criteria side by side with how much more one of them matters, and the weights that all comparisons result in.

use crate::app::Msg;
use crate::appraisal::weights::{self, WeightingGap};
use crate::model::{PairComparison, Session};
use crate::theme::Theme;
use crate::view::chrome::hints::key_for;
use crate::view::context::PaneContext;
use crate::view::pen::Pen;
use crate::view::text::{format_count, max_text_width};
use crate::view::widgets::graphics::bar;
use crate::view::widgets::layout;
use crate::view::widgets::lines::{draw_lines, wrap_lines};
use crate::view::widgets::pane_frame::draw_pane_header;
use crate::view::widgets::table::{Cell, Column, Row, Table};
use ratatui::layout::Rect;
use ratatui::style::Style;

/// From 9 times on one side to 9 times on the other.
const TRACK_WIDTH: u16 = 17;

/// How a pair was compared, the criterion that is listed first being `First`.
pub fn comparison_of(session: &Session, (one, other): (usize, usize)) -> Option<PairComparison> {
    let ratio = weights::pair_ratio(session, (one, other))?;
    // Both figures are whole: the rest comes from dividing.
    Some(if ratio >= 1.0 {
        PairComparison::First(ratio.round() as u8)
    } else {
        PairComparison::Second((1.0 / ratio).round() as u8)
    })
}

/// A row per pair: both names, and on a track between them which one matters more.
pub fn build_table(theme: &Theme, context: &PaneContext<'_>, width: u16, cursor: usize) -> Table {
    let names = max_text_width(context.session.criteria.iter().map(|row| row.name.as_str()));
    let name = names.clamp(12, 28).min(width.saturating_sub(TRACK_WIDTH + 4) / 2).max(4);
    let columns = vec![
        Column::number("matters more").fixed(name),
        Column::graphic("9 . . . 1 . . . 9", TRACK_WIDTH, TRACK_WIDTH),
        Column::text("matters more").fixed(name),
        Column::text("").min(5),
    ];
    let pairs = weights::criterion_pairs(context.session).enumerate();
    let rows = pairs.map(|(at, pair)| pair_row(theme, context, pair, at == cursor));
    Table::figures(columns, rows.collect())
}

fn pair_row(theme: &Theme, context: &PaneContext<'_>, pair: (usize, usize), is_here: bool) -> Row {
    let palette = &theme.palette;
    let name = |at: usize| context.session.criteria.get(at).map_or("", |row| row.name.as_str());
    let comparison = comparison_of(context.session, pair);
    let (left, right) = match comparison {
        Some(PairComparison::First(times)) if times > 1 => (palette.heading, palette.muted),
        Some(PairComparison::Second(times)) if times > 1 => (palette.muted, palette.heading),
        Some(PairComparison::First(_) | PairComparison::Second(_)) | None => (palette.text, palette.text),
    };
    let style = |style: Style| if is_here { palette.focus } else { style };
    let text = match comparison {
        None => String::new(),
        Some(PairComparison::First(1) | PairComparison::Second(1)) => "equal".to_owned(),
        Some(PairComparison::First(times) | PairComparison::Second(times)) => format!("{times} times"),
    };
    Row::new(vec![
        Cell::new(name(pair.0), style(left)),
        comparison_track(comparison),
        Cell::new(name(pair.1), style(right)),
        Cell::new(text, palette.text),
    ])
}

/// A mark between 9 times at either end and equal in the middle.
fn comparison_track(comparison: Option<PairComparison>) -> Cell {
    let mark = comparison.map(|comparison| match comparison {
        PairComparison::First(times) => 9 - u16::from(times),
        PairComparison::Second(times) => 7 + u16::from(times),
    });
    Cell::graphic(move |theme, width| {
        let (glyphs, palette) = (&theme.glyphs, &theme.palette);
        let glyph = |at: u16| match mark {
            Some(mark) if mark == at => (glyphs.complete, palette.heading),
            Some(mark) if (mark.min(8)..=mark.max(8)).contains(&at) => (glyphs.horizontal, palette.bar),
            _ if at == 8 => (glyphs.vertical, palette.muted),
            _ => (glyphs.dot, palette.muted),
        };
        (0..width).map(glyph).collect()
    })
}

/// The question about the pair under the cursor, while pairs are open.
pub fn next_question(context: &PaneContext<'_>) -> Option<String> {
    let session = context.session;
    let pair = weights::criterion_pairs(session).nth(context.workbench.cursor(context.workbench.pane(), usize::MAX))?;
    let name = |at: usize| session.criteria.get(at).map_or("", |row| row.name.as_str());
    let next = key_for(context.app, context.app.base_context(), &Msg::Enter).unwrap_or("enter");
    if comparison_of(session, pair).is_none() {
        return Some(format!(
            "Which matters more, {} or {}, and by how much? 1 equal, 3 moderate, 5 strong, 7 very strong, 9 extreme",
            name(pair.0),
            name(pair.1)
        ));
    }
    match weights::find_gap(session) {
        Some(WeightingGap::Pairs { open, .. }) => {
            Some(format!("{} not compared yet: {next} goes to the next", format_count(open, "pair")))
        }
        _ => None,
    }
}

/// What the comparisons result in: shares with bars, how consistent they are, and where they contradict each other most.
pub fn draw_result(pen: &mut Pen<'_>, context: &PaneContext<'_>, area: Rect) {
    let weights = &context.matrix.weights;
    let is_in_use = weights.gap.is_none();
    let note = match is_in_use {
        true => "share in %".to_owned(),
        false => format!("share in % · from {} until all pairs are compared", weights.effective_method().label()),
    };
    draw_pane_header(pen, area, "Weights from pairs", &[(&note, pen.theme.palette.muted)], false);
    let palette = &pen.theme.palette;
    let criteria = &context.session.criteria;
    let names = max_text_width(criteria.iter().map(|row| row.name.as_str()));
    let columns = vec![
        Column::text("").fixed(names.clamp(6, 28).min(area.width / 2)),
        Column::number("").reserve(5),
        Column::graphic("", 5, 30),
    ];
    let rows = criteria.iter().enumerate().map(|(at, criterion)| {
        let share = context.matrix.share(at);
        Row::new(vec![
            Cell::new(&criterion.name, palette.text),
            Cell::new(format!("{:.1}", 100.0 * share), palette.heading),
            bar(share, palette.bar),
        ])
    });
    let table = Table { has_header: false, has_cursor: false, ..Table::figures(columns, rows.collect()) };
    let consistency = weights.consistency.as_ref().filter(|_| is_in_use);
    let body = layout::skip_first_row(area);
    // The first criteria have room even where the consistency has none.
    let kept = if consistency.is_some() { 4.min(body.height.saturating_sub(3)) } else { 0 };
    let y = table.render(pen, None, false, Rect { height: body.height - kept, ..body });
    let Some(consistency) = consistency else { return };
    let palette = &pen.theme.palette;
    let style = if consistency.is_consistent() { palette.good } else { palette.warning };
    let mut texts = vec![(consistency.describe(), style)];
    texts.extend(consistency.describe_contradiction(context.session).map(|text| (text, palette.text)));
    let lines = wrap_lines(texts, area.width.saturating_sub(1));
    let has_gap = y + 3 < area.bottom();
    draw_lines(pen, layout::from_row(area, y + u16::from(has_gap)), &lines);
}
