//! What would change the leader, in one line of a narrow screen.

use crate::view::context::PaneContext;
use crate::view::pen::Pen;
use crate::view::places::ranking;
use crate::view::text::text_width;
use ratatui::layout::Rect;

pub fn render(pen: &mut Pen<'_>, context: &PaneContext<'_>, area: Rect) {
    let mut sentences = ranking::verdict_sentences(context, true);
    let mut prefix = ranking::verdict_prefix(context);
    // Who leads is in the line above: that sentence goes first where there is no room.
    while sentences.len() > 1 && text_width(&sentences.join("; ")) + text_width(&prefix) + 1 > area.width {
        sentences.remove(0);
    }
    let text = sentences.join("; ");
    let palette = &pen.theme.palette;
    if !text.contains(" leads ") || text.starts_with("flips") {
        prefix = prefix.replace(": ", "; ");
    }
    let spans = [(prefix.as_str(), palette.warning), (text.as_str(), palette.text)];
    pen.spans(area.x.saturating_add(1), area.y, area.width.saturating_sub(1), &spans);
}
