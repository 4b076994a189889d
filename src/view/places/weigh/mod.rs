//! Weigh: the weights of the criteria, from points, swings, ranks or pairs. While totals are hidden nothing here says who
//! leads; once they were seen, each weight shows how far it can move, and the ranking is shown beside the list.

mod notes;
mod pairs;
mod side_panel;
mod table;

use crate::app::{App, Pane, Workbench};
use crate::appraisal::weights;
use crate::model::WeightingMethod;
use crate::view::chrome::hints::key_for;
use crate::view::context::PaneContext;
use crate::view::pen::Pen;
use crate::view::places::ranking;
use crate::view::sizes::WIDE_FROM;
use crate::view::text::to_u16;
use crate::view::widgets::layout;
use crate::view::widgets::lines::draw_lines;
use crate::view::widgets::pane_frame::{GUTTER_WIDTH, draw_note, draw_pane_header};
use ratatui::layout::Rect;

/// Rows of notes below the list that criteria make room for.
const MAX_NOTE_ROWS: u16 = 3;

/// Draws the step.
pub fn render(pen: &mut Pen<'_>, app: &App, workbench: &Workbench, area: Rect) {
    let Some(context) = PaneContext::new(app, workbench) else { return };
    let is_open = workbench.session.totals_seen;
    let rows = to_u16(workbench.session.criteria.len()) + 3;
    if area.width >= WIDE_FROM {
        let split = if is_open { area.width * 3 / 5 } else { area.width * 11 / 20 };
        let left = Rect { width: split.saturating_sub(GUTTER_WIDTH), ..area };
        let right = Rect { x: area.x + split, width: area.width - split, ..area };
        draw_list(pen, &context, left, is_open);
        side_panel::render(pen, &context, right, is_open);
        return;
    }
    let mut below = area;
    if is_open {
        ranking::draw_strip(pen, &context, Rect { height: 1, ..area });
        below.y += 1;
        below.height -= 1;
    }
    let notes = to_u16(notes::note_lines(pen, &context, area.width).len()).min(MAX_NOTE_ROWS);
    let rows = rows.saturating_add(notes);
    let height = rows.min(below.height.saturating_sub(if below.height > 12 { 5 } else { 0 })).max(below.height / 2);
    draw_list(pen, &context, Rect { height, ..below }, is_open);
    let under = Rect { y: below.y + height, height: below.height - height, ..below };
    side_panel::render_criterion(pen, &context, under);
}

/// The weights, and below them what to do next and what the weights imply.
fn draw_list(pen: &mut Pen<'_>, context: &PaneContext<'_>, area: Rect, is_open: bool) {
    let palette = &pen.theme.palette;
    let scope = context.scope_label();
    let method = context.session.weighing.way;
    let by = format!("by {}", method.label());
    let key = key_for(context.app, context.app.base_context(), &crate::app::places::weigh::NEXT_METHOD);
    let turn = key.map_or(String::new(), |key| format!(" · {key} changes method"));
    let note = if is_open && !scope.is_empty() { format!("{by} · for {scope}{turn}") } else { format!("{by}{turn}") };
    draw_pane_header(pen, area, "Weights", &[(&note, palette.muted)], context.has_focus(Pane::List));
    let criteria = &context.session.criteria;
    if criteria.is_empty() {
        draw_note(pen, area, "No criteria yet. Add them in Criteria.");
        return;
    }
    let is_pairs = method == WeightingMethod::Pairs;
    // Without the pane's header and that of the table.
    let room = area.height.saturating_sub(2);
    let count = if is_pairs { weights::criterion_pairs(context.session).count() } else { criteria.len() };
    let has_sum = !is_pairs && method != WeightingMethod::Order && room > 2;
    let notes = notes::note_lines(pen, context, area.width);
    let spare = room.saturating_sub(to_u16(count) + u16::from(has_sum));
    // Where there is too little room for all, criteria have most of it.
    let for_notes = to_u16(notes.len()).min(spare.max(MAX_NOTE_ROWS.min(room.saturating_sub(4))));
    let body = layout::skip_first_row(area);
    let cursor = context.workbench.cursor(context.workbench.pane(), count);
    let table = if is_pairs {
        pairs::build_table(pen.theme, context, area.width, cursor)
    } else {
        table::build_table(pen.theme, context, area.width, (is_open, has_sum), cursor)
    };
    let y = table.render(pen, Some(cursor), true, Rect { height: body.height.saturating_sub(for_notes), ..body });
    let has_gap = y + for_notes < area.bottom() && for_notes > 0;
    draw_lines(pen, Rect { height: for_notes, ..layout::from_row(area, y + u16::from(has_gap)) }, &notes);
}
