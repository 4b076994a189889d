//! How firm the leader stands: the room of each weight, the least shift per rival, and single scores that decide.

use crate::app::Pane;
use crate::appraisal::{LeadStability, WeightRange, WeightShift};
use crate::theme::Theme;
use crate::view::context::PaneContext;
use crate::view::pane::{PaneView, Placement};
use crate::view::pen::Pen;
use crate::view::text::{max_text_width, text_width, to_u16, visible_range};
use crate::view::widgets::pane_frame::{draw_note, draw_pane_header, draw_pane_scroll_marks};
use crate::view::widgets::row_writer::RowWriter;
use ratatui::layout::Rect;

/// `100`.
const SHARE_WIDTH: u16 = 5;
/// `17–100`.
const RANGE_WIDTH: u16 = 7;

/// Header, heads, criteria, shifts.
pub fn wanted_height(context: &PaneContext<'_>) -> u16 {
    let rivals = context.matrix.columns.iter().filter(|column| column.offer.is_feasible()).count();
    3 + to_u16(context.session.criteria.len() + rivals.min(4))
}

/// Draws the pane.
pub fn render(pen: &mut Pen<'_>, context: &PaneContext<'_>, area: Rect) {
    let leader = context.stability.as_ref().map(|firmness| context.short_name(firmness.leader));
    let said = leader.map_or_else(String::new, |leader| format!("while {leader} leads · share in %"));
    draw_pane_header(pen, area, "Flips", &[(&said, pen.theme.palette.muted)], context.has_focus(Pane::Flips));
    let Some(firmness) = &context.stability else {
        draw_note(pen, area, "there is no leader with a rival yet, so nothing can flip");
        return;
    };
    let shifts = &firmness.shifts;
    let len = firmness.weight_ranges.len();
    let room = area.height.saturating_sub(1);
    let has_heads = room > 4;
    let rest = room.saturating_sub(u16::from(has_heads));
    let least = to_u16(len).min(rest);
    let for_shifts = (rest - least).min(to_u16(shifts.len()) + 1);
    let name =
        max_text_width(context.session.criteria.iter().map(|row| row.name.as_str())).clamp(4, 24).min(area.width / 3);
    let mut line = 1;
    let fixed = 1 + name + 1 + SHARE_WIDTH + 1 + RANGE_WIDTH + 1;
    let words = area.width.saturating_sub(fixed);
    let said = firmness
        .weight_ranges
        .iter()
        .map(|room| text_width(&format_rivals(context, room)) + if room.is_close() { 7 } else { 0 });
    let track = words.saturating_sub(said.max().unwrap_or(0).max(12) + 1).min(30);
    let track = if track < 8 { 0 } else { track };
    if has_heads {
        draw_headers(pen, area, line, name, track);
        line += 1;
    }
    let at = context.cursor(Pane::Flips, len);
    let seen = visible_range(len, at.unwrap_or(0), usize::from(least));
    let first = line;
    for place in seen.clone() {
        let (Some(room), Some(criterion)) = (firmness.weight_ranges.get(place), context.session.criteria.get(place))
        else {
            continue;
        };
        draw_weight(pen, context, area, line, (&criterion.name, room), (name, track), at == Some(place));
        line += 1;
    }
    draw_pane_scroll_marks(pen, area, first, &seen, len);
    if for_shifts > 1 {
        draw_shifts(pen, context, area, line, firmness);
    }
}

fn draw_headers(pen: &mut Pen<'_>, area: Rect, line: u16, name: u16, track: u16) {
    let Some(mut row) = RowWriter::at(area, line) else { return };
    let muted = pen.theme.palette.muted;
    row.skip(1);
    row.text_left(pen, name, "weight", muted);
    row.text_right(pen, SHARE_WIDTH, "share", muted);
    if track > 0 {
        row.text_left(pen, track, "0", muted);
        row.x = row.x.saturating_sub(5);
        row.text_right(pen, 4, "100", muted);
    }
    row.text_right(pen, RANGE_WIDTH, "holds", muted);
    row.text(pen, "then leads", muted);
}

fn draw_weight(
    pen: &mut Pen<'_>,
    context: &PaneContext<'_>,
    area: Rect,
    line: u16,
    (criterion, room): (&str, &WeightRange),
    (name, track): (u16, u16),
    here: bool,
) {
    let Some(mut row) = RowWriter::at(area, line) else { return };
    let palette = &pen.theme.palette;
    row.cursor(pen, here, true);
    row.text_left(pen, name, criterion, if here { palette.focus } else { palette.text });
    row.text_right(pen, SHARE_WIDTH, &format!("{:.0}", room.share * 100.0), palette.heading);
    if track > 0 {
        row.track(pen, track, room.low, room.high, room.share);
    }
    if room.is_unlimited() {
        row.text_right(pen, RANGE_WIDTH, "always", palette.muted);
        return;
    }
    let style = if room.is_close() { palette.warning } else { palette.text };
    row.text_right(pen, RANGE_WIDTH, &format!("{:.0}–{:.0}", room.low * 100.0, room.high * 100.0), style);
    if room.is_close() {
        row.text(pen, "close: ", palette.warning);
    }
    row.text(pen, &format_rivals(context, room), palette.rival);
}

/// Who waits on either side: `below K8s, above Fn`.
fn format_rivals(context: &PaneContext<'_>, room: &WeightRange) -> String {
    let side = |rival: Option<usize>, word: &str| rival.map(|rival| format!("{word} {}", context.short_name(rival)));
    let sides: Vec<String> = [side(room.below, "below"), side(room.above, "above")].into_iter().flatten().collect();
    sides.join(", ")
}

/// The least shift per rival, nearest first, then the single scores that decide.
fn draw_shifts(pen: &mut Pen<'_>, context: &PaneContext<'_>, area: Rect, mut line: u16, firmness: &LeadStability) {
    let palette = &pen.theme.palette;
    if let Some(mut row) = RowWriter::at(area, line) {
        row.skip(1);
        row.text(pen, "points of 100 to move before a rival draws level", palette.muted);
    }
    line += 1;
    let mut order: Vec<&WeightShift> = firmness.shifts.iter().collect();
    order.sort_by(|a, b| a.points.unwrap_or(f64::MAX).total_cmp(&b.points.unwrap_or(f64::MAX)));
    let name = max_text_width(context.matrix.columns.iter().map(|column| column.name.as_str()))
        .clamp(4, 24)
        .min(area.width / 3);
    for shift in order {
        let Some(mut row) = RowWriter::at(area, line) else { return };
        row.skip(1);
        row.text_left(pen, name, context.name(shift.rival), palette.text);
        match shift.points {
            Some(moved) => {
                row.text_right(
                    pen,
                    5,
                    &format!("{moved:.1}"),
                    if moved <= 5.0 { palette.warning } else { palette.heading },
                );
                row.text(pen, &format_route(context, shift, pen.theme.glyphs.arrow), palette.muted);
            }
            None => row.text(pen, "behind on every criterion: no weights help", palette.muted),
        }
        line += 1;
    }
    for flip in &firmness.score_flips {
        let Some(mut row) = RowWriter::at(area, line) else { return };
        let Some(criterion) = context.session.criteria.get(flip.criterion) else { continue };
        row.skip(1);
        let text = format!(
            "one score: {} · {} {:.1} {} {:.1}, then {} leads",
            criterion.name,
            context.short_name(flip.alternative),
            flip.from,
            pen.theme.glyphs.arrow,
            flip.to,
            context.short_name(flip.new_leader)
        );
        row.text(pen, &text, palette.warning);
        line += 1;
    }
}

/// `Cost, Portability → Ops burden`.
fn format_route(context: &PaneContext<'_>, shift: &WeightShift, arrow: &str) -> String {
    let name = |row: usize| context.session.criteria.get(row).map_or("", |criterion| criterion.name.as_str());
    let from: Vec<&str> = shift.from.iter().map(|row| name(*row)).collect();
    match shift.to {
        Some(to) => format!("{} {arrow} {}", from.join(", "), name(to)),
        None => "level already".to_owned(),
    }
}

/// See the module.
pub struct FlipsPane;

impl PaneView for FlipsPane {
    fn wanted_height(&self, context: &PaneContext<'_>, _width: u16) -> u16 {
        wanted_height(context)
    }

    fn render(&self, pen: &mut Pen<'_>, context: &PaneContext<'_>, area: Rect) {
        render(pen, context, area);
    }

    fn tab_note(&self, _context: &PaneContext<'_>, _theme: &Theme) -> String {
        "share in %".to_owned()
    }

    fn placement(&self) -> Placement {
        Placement::Shared
    }
}
