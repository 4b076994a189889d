//! Score: the grid of scores, and beside it what the score under the cursor should rest on.

mod context;
mod detail;
mod grid;

use crate::app::{App, Workbench};
use crate::view::pen::Pen;
use crate::view::sizes::WIDE_FROM;
use crate::view::text::to_u16;
use crate::view::widgets::layout;
use crate::view::widgets::pane_frame::{GUTTER_WIDTH, draw_gutter};
use context::ScoreContext;
use ratatui::layout::Rect;

/// Draws the step.
pub fn render(pen: &mut Pen<'_>, app: &App, workbench: &Workbench, area: Rect) {
    let Some(context) = ScoreContext::new(app, workbench) else { return };
    if area.width >= WIDE_FROM {
        let split = grid::ideal_width(&context).clamp(area.width / 2, area.width * 13 / 20);
        let left = Rect { width: split.saturating_sub(GUTTER_WIDTH), ..area };
        let right = Rect { x: area.x + split, width: area.width - split, ..area };
        grid::render(pen, &context, left);
        detail::render(pen, &context, right);
        draw_gutter(pen, right, true);
        return;
    }
    let wanted = to_u16(context.session.criteria.len()) + 5;
    let height = wanted.min(area.height * 3 / 5).max(area.height.min(5));
    let (above, below) = layout::split_top(area, height);
    grid::render(pen, &context, above);
    detail::render(pen, &context, below);
}
