//! How the panes of a step share its area.

use crate::app::{App, Msg, Pane, Workbench};
use crate::view::chrome::hints::key_for;
use crate::view::pen::Pen;
use crate::view::widgets::tabs;
use ratatui::layout::Rect;

/// Two areas side by side with a divider between them; the left one gets this share of the width, in per cent.
pub fn side_by_side(pen: &mut Pen<'_>, area: Rect, share: u16) -> (Rect, Rect) {
    let left = u16::try_from(u32::from(area.width) * u32::from(share) / 100).unwrap_or(area.width);
    let middle = area.x.saturating_add(left);
    pen.divider(middle, area.top(), area.bottom());
    let right = middle.saturating_add(2).min(area.right());
    (Rect { width: left.saturating_sub(1), ..area }, Rect { x: right, width: area.right() - right, ..area })
}

/// Cuts `height` rows off the top.
pub fn split_top(area: Rect, height: u16) -> (Rect, Rect) {
    let height = height.min(area.height);
    (Rect { height, ..area }, Rect { y: area.y.saturating_add(height), height: area.height - height, ..area })
}

/// An area without its first row.
pub fn skip_first_row(area: Rect) -> Rect {
    split_top(area, 1).1
}

/// An area from row `y` of the screen on.
pub fn from_row(area: Rect, y: u16) -> Rect {
    let y = y.min(area.bottom());
    Rect { y, height: area.bottom() - y, ..area }
}

/// The rows of a list on top with tabs under it, and what is left. A list takes what it needs, up to half.
pub fn list_with_tabs(pen: &mut Pen<'_>, workbench: &Workbench, area: Rect, wanted: u16) -> (Rect, Rect) {
    let most = (area.height / 2).max(3);
    let (list, rest) = split_top(area, wanted.min(most));
    let panes = Pane::for_step(workbench.step, &workbench.session);
    if rest.height > 0 {
        tabs::render(pen, rest.x, rest.y, rest.width, &panes, workbench.pane());
    }
    (list, skip_first_row(rest))
}

/// The rows of a list on top, over the whole width, a rule, and what is left.
pub fn list_over(pen: &mut Pen<'_>, area: Rect, wanted: u16) -> (Rect, Rect) {
    let (list, rest) = split_top(area, wanted.min((area.height / 2).max(3)));
    if rest.height > 0 {
        pen.rule(rest.x, rest.y, rest.width);
    }
    (list, skip_first_row(rest))
}

/// Instead of an empty list: what it is for, and the key that adds the first item.
pub fn draw_empty(pen: &mut Pen<'_>, app: &App, area: Rect, what: &str) {
    let context = app.base_context();
    let add = key_for(app, context, &Msg::Add).unwrap_or_default();
    let palette = pen.theme.palette.clone();
    let place = Rect { x: area.x.saturating_add(2), width: area.width.saturating_sub(2).min(76), ..area };
    let y = pen.paragraph(place, what, palette.text);
    if !add.is_empty() && y.saturating_add(1) < area.bottom() {
        pen.spans(place.x, y + 1, place.width, &[(add, palette.key), (" adds one", palette.muted)]);
    }
}
