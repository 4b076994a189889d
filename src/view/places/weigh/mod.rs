//! Weigh: what each criterion matters, in points, by swings, by an order or by pairs. While totals are sealed nothing here
//! says who leads; once they have been seen it says how far each weight can move, and the ranking stands beside it.

mod notes;
mod pairs;
mod side_panel;

use crate::app::{App, Pane, Workbench};
use crate::appraisal::WeightRange;
use crate::appraisal::weights;
use crate::model::WeightingMethod;
use crate::view::chrome::hints::key_for;
use crate::view::context::PaneContext;
use crate::view::pen::Pen;
use crate::view::places::matrix;
use crate::view::places::ranking;
use crate::view::text::{max_text_width, text_width, to_u16, visible_range};
use crate::view::widgets::pane_frame::{GUTTER_WIDTH, draw_pane_header, draw_pane_scroll_marks};
use crate::view::widgets::row_writer::RowWriter;
use ratatui::layout::Rect;

/// From here on something stands beside the list.
const SIDE_BY_SIDE_FROM: u16 = 100;
/// What is said below the list takes so many lines at most while criteria would have to make room for it.
const MAX_NOTE_ROWS: u16 = 3;

/// Draws the step.
pub fn render(pen: &mut Pen<'_>, app: &App, workbench: &Workbench, area: Rect) {
    if area.is_empty() {
        return;
    }
    let Some(context) = PaneContext::new(app, workbench) else { return };
    let seen = workbench.session.totals_seen;
    let rows = to_u16(workbench.session.criteria.len()) + 3;
    if area.width >= SIDE_BY_SIDE_FROM {
        let split = if seen { area.width * 3 / 5 } else { area.width * 11 / 20 };
        let left = Rect { width: split.saturating_sub(GUTTER_WIDTH), ..area };
        let right = Rect { x: area.x + split, width: area.width - split, ..area };
        draw_list(pen, &context, left, seen);
        side_panel::render(pen, &context, right, seen);
        return;
    }
    let mut below = area;
    if seen {
        ranking::draw_strip(pen, &context, Rect { height: 1, ..area });
        below.y += 1;
        below.height -= 1;
    }
    let notes = to_u16(notes::note_lines(pen, &context, area.width).len()).min(MAX_NOTE_ROWS);
    let rows = rows.saturating_add(notes);
    let height = rows.min(below.height.saturating_sub(if below.height > 12 { 5 } else { 0 })).max(below.height / 2);
    draw_list(pen, &context, Rect { height, ..below }, seen);
    let under = Rect { y: below.y + height, height: below.height - height, ..below };
    side_panel::render_criterion(pen, &context, under);
}

/// `close: `.
const CLOSE_WIDTH: u16 = 7;

/// The widths of the list.
struct WeightColumns {
    name: u16,
    entry: u16,
    share: u16,
    local: u16,
    bar: u16,
    agreed: u16,
    stability: u16,
}

/// What stands above what was entered.
fn entry_header(way: WeightingMethod) -> &'static str {
    match way {
        WeightingMethod::Points => "points",
        WeightingMethod::Swing => "swing",
        WeightingMethod::Order => "rank",
        WeightingMethod::Pairs => "",
    }
}

/// What was entered for a criterion, a dot where nothing was.
fn format_entry(context: &PaneContext<'_>, at: usize) -> String {
    let Some(criterion) = context.session.criteria.get(at) else { return String::new() };
    let told = match context.session.weighing.way {
        WeightingMethod::Points => return criterion.points.to_string(),
        WeightingMethod::Swing => context.session.weighing.swing(&criterion.id).map(|worth| worth.to_string()),
        WeightingMethod::Order => weights::criterion_rank(context.session, criterion).map(|rank| {
            let order = &context.session.weighing.order;
            let before: usize = order.iter().take(rank).map(Vec::len).sum();
            let level = order.get(rank).map_or(0, Vec::len) > 1;
            format!("{}{}", if level { "=" } else { "" }, before + 1)
        }),
        WeightingMethod::Pairs => None,
    };
    told.unwrap_or_else(|| "·".to_owned())
}

fn format_sum(context: &PaneContext<'_>) -> String {
    let session = context.session;
    match session.weighing.way {
        WeightingMethod::Points => session.criteria.iter().map(|row| u64::from(row.points.0)).sum::<u64>().to_string(),
        WeightingMethod::Swing => {
            session.weighing.swings.iter().map(|row| u64::from(row.worth)).sum::<u64>().to_string()
        }
        WeightingMethod::Order | WeightingMethod::Pairs => String::new(),
    }
}

fn measure_columns(context: &PaneContext<'_>, width: u16, seen: bool) -> WeightColumns {
    let criteria = &context.session.criteria;
    let name = max_text_width(criteria.iter().map(|row| row.name.as_str())).clamp(9, 28).min(width / 3).max(6);
    let entry = to_u16(format_sum(context).len()).max(6);
    let share = 5;
    let mut left = width.saturating_sub(1 + name + 1 + entry + 1 + share + 1 + 2);
    let rooms = context.stability.as_ref().filter(|_| seen).map_or(&[][..], |firmness| &firmness.weight_ranges);
    let said = rooms
        .iter()
        .map(|room| text_width(&format_stability(context, room)) + if room.is_close() { CLOSE_WIDTH } else { 0 })
        .max();
    let wanted = said.map_or(0, |said| said.max(24));
    let stays = if left > 32 { wanted.min(left - 10) } else { wanted.min(left.saturating_sub(1)) };
    let stays = if stays < 12 { 0 } else { stays };
    left = left.saturating_sub(if stays > 0 { stays + 1 } else { 0 });
    let agreed = if left > 22 { 6 } else { 1 };
    left = left.saturating_sub(agreed - 1);
    let has_groups = !weights::group_criteria(context.session, |_| 0.0).is_empty();
    let local = if has_groups && left > 14 { 8 } else { 0 };
    left = left.saturating_sub(if local > 0 { local + 1 } else { 0 });
    let bar = if left > 5 { (left - 1).min(36) } else { 0 };
    WeightColumns { name, entry, share, local, bar, agreed, stability: stays }
}

fn draw_list(pen: &mut Pen<'_>, context: &PaneContext<'_>, area: Rect, seen: bool) {
    let palette = &pen.theme.palette;
    let scope = context.scope_label();
    let way = context.session.weighing.way;
    let by = format!("by {}", way.label());
    let key = key_for(context.app, context.app.base_context(), &crate::app::places::weigh::NEXT_METHOD);
    let turn = key.map_or(String::new(), |key| format!(" · {key} another way"));
    let said = if seen && !scope.is_empty() { format!("{by} · for {scope}{turn}") } else { format!("{by}{turn}") };
    draw_pane_header(pen, area, "Weights", &[(&said, palette.muted)], context.has_focus(Pane::List));
    let criteria = &context.session.criteria;
    if criteria.is_empty() {
        if let Some(mut row) = RowWriter::at(area, 1) {
            row.skip(1);
            row.text(pen, "no criteria yet: add them in step 4", palette.muted);
        }
        return;
    }
    let room = area.height.saturating_sub(2);
    let count =
        if way == WeightingMethod::Pairs { weights::criterion_pairs(context.session).count() } else { criteria.len() };
    let has_sum = way != WeightingMethod::Pairs && way != WeightingMethod::Order && room > 2;
    let notes = notes::note_lines(pen, context, area.width);
    let spare = room.saturating_sub(to_u16(count) + u16::from(has_sum));
    // Where there is too little room for all, criteria have most of it.
    let for_notes = to_u16(notes.len()).min(spare.max(MAX_NOTE_ROWS.min(room.saturating_sub(4))));
    let height = room.saturating_sub(u16::from(has_sum) + for_notes);
    let mut line = if way == WeightingMethod::Pairs {
        pairs::draw_list(pen, context, area, height)
    } else {
        draw_rows(pen, context, area, height, seen)
    };
    if has_sum {
        let widths = measure_columns(context, area.width, seen);
        draw_sum(pen, context, &widths, area, line);
        line += 1;
    }
    line += u16::from(line + for_notes < area.height && for_notes > 0);
    for (text, style) in notes.iter().take(usize::from(for_notes)) {
        if let Some(mut row) = RowWriter::at(area, line) {
            row.skip(1);
            row.text(pen, text, *style);
        }
        line += 1;
    }
}

/// One row per criterion; the line after them.
fn draw_rows(pen: &mut Pen<'_>, context: &PaneContext<'_>, area: Rect, height: u16, seen: bool) -> u16 {
    let widths = measure_columns(context, area.width, seen);
    draw_headers(pen, context, &widths, area);
    let places = weights::display_order(context.session);
    let at = context.workbench.cursor(context.workbench.pane(), places.len());
    let mut line = 2;
    let window = visible_range(places.len(), at, usize::from(height));
    let first = line;
    for place in window.clone() {
        let Some(criterion) = places.get(place) else { continue };
        draw_row(pen, context, &widths, (area, line), *criterion, place == at);
        line += 1;
    }
    draw_pane_scroll_marks(pen, area, first, &window, places.len());
    line
}

fn draw_headers(pen: &mut Pen<'_>, context: &PaneContext<'_>, widths: &WeightColumns, area: Rect) {
    let Some(mut row) = RowWriter::at(area, 1) else { return };
    let muted = pen.theme.palette.muted;
    row.skip(1);
    row.text_left(pen, widths.name, "criterion", muted);
    row.text_right(pen, widths.entry, entry_header(context.session.weighing.way), muted);
    row.text_right(pen, widths.share, "%", muted);
    if widths.local > 0 {
        row.text_right(pen, widths.local, "of group", muted);
    }
    if widths.bar > 0 {
        let flips = context.stability.is_some() && widths.stability > 0 && widths.bar > 14;
        let text = if flips { format!("{} flips the lead", pen.theme.glyphs.flip) } else { String::new() };
        row.text_left(pen, widths.bar, &text, muted);
    }
    row.skip(widths.agreed + 1);
    if widths.stability > 0 {
        row.text_left(pen, widths.stability, "the leader stays at …", muted);
    }
}

fn draw_row(
    pen: &mut Pen<'_>,
    context: &PaneContext<'_>,
    widths: &WeightColumns,
    (area, line): (Rect, u16),
    at: usize,
    here: bool,
) {
    let (Some(mut row), Some(criterion)) = (RowWriter::at(area, line), context.session.criteria.get(at)) else {
        return;
    };
    let palette = &pen.theme.palette;
    let seen = context.session.totals_seen;
    let share = context.matrix.share(at);
    row.cursor(pen, here, true);
    row.text_left(pen, widths.name, &criterion.name, if here { palette.focus } else { palette.text });
    row.text_right(pen, widths.entry, &format_entry(context, at), palette.heading);
    row.text_right(pen, widths.share, &format!("{:.1}", share * 100.0), palette.text);
    if widths.local > 0 {
        row.text_right(pen, widths.local, &format_local_weight(context, at, share), palette.muted);
    }
    if widths.bar > 0 {
        let scale = matrix::bar_scale(context);
        let marks = if seen { matrix::flip_marks(context, at, scale) } else { Vec::new() };
        row.gauge(pen, widths.bar, context.matrix.weights.display_value(at) / scale, &marks);
    }
    row.text_left(pen, widths.agreed, matrix::agreed_mark(pen, criterion, widths.agreed), palette.muted);
    if widths.stability > 0
        && let Some(room) = context.stability.as_ref().and_then(|firmness| firmness.weight_ranges.get(at))
    {
        let style = match (room.is_close(), room.is_unlimited()) {
            (true, _) => palette.warning,
            (false, true) => palette.muted,
            (false, false) => palette.text,
        };
        let close = if room.is_close() { "close: " } else { "" };
        let text = format!("{close}{}", format_stability(context, room));
        pen.text(row.x, area.y + line, widths.stability.min(row.remaining()), &text, style);
    }
}

/// What a criterion weighs within its group, in per cent.
fn format_local_weight(context: &PaneContext<'_>, at: usize, share: f64) -> String {
    let groups = weights::group_criteria(context.session, |at| context.matrix.share(at));
    let group = groups.iter().find(|group| group.members.contains(&at) && !group.name.is_empty());
    group.map_or(String::new(), |group| format!("{:.0}", 100.0 * group.local_share(share)))
}

/// `3 to 61 %, else K8s or Fn`, `up to 28 %, then Functions`, `6 % or more, else K8s`, `any weight`.
fn format_stability(context: &PaneContext<'_>, room: &WeightRange) -> String {
    let (low, high) = (format_percent(room.low), format_percent(room.high));
    match (room.below, room.above) {
        (None, None) => "any weight".to_owned(),
        (Some(rival), None) => format!("{low} % or more, else {}", context.short_name(rival)),
        (None, Some(rival)) => format!("up to {high} %, then {}", context.short_name(rival)),
        (Some(below), Some(above)) if below == above => {
            format!("{low} to {high} %, else {}", context.short_name(below))
        }
        (Some(below), Some(above)) => {
            format!("{low} to {high} %, else {} or {}", context.short_name(below), context.short_name(above))
        }
    }
}

/// In per cent, with a decimal where the whole one says too little.
fn format_percent(share: f64) -> String {
    let value = 100.0 * share;
    if value < 10.0 && (value - value.round()).abs() > 0.05 { format!("{value:.1}") } else { format!("{value:.0}") }
}

fn draw_sum(pen: &mut Pen<'_>, context: &PaneContext<'_>, widths: &WeightColumns, area: Rect, line: u16) {
    let Some(mut row) = RowWriter::at(area, line) else { return };
    let muted = pen.theme.palette.muted;
    let sum = format_sum(context);
    row.skip(1);
    row.text_left(pen, widths.name, "sum", muted);
    row.text_right(pen, widths.entry, &sum, muted);
    if sum == "0" && context.session.weighing.way == WeightingMethod::Points {
        row.text(pen, "  all are 0: give at least one some points", pen.theme.palette.warning);
    }
}
