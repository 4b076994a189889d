//! Why a figure is what it is.

use crate::app::{App, Context, Msg, Scroll};
use crate::appraisal::{Explanation, LineKind};
use crate::view::chrome::Regions;
use crate::view::chrome::hints::key_hints;
use crate::view::pen::Pen;
use crate::view::text::wrap_text;
use crate::view::widgets::dialog;
use crate::view::widgets::scrolling::visible_lines;
use crate::view::widgets::table::draw_scroll_marks;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// Draws it.
pub fn render(pen: &mut Pen<'_>, app: &App, explanation: &Explanation, scroll: Scroll, regions: &Regions) {
    let area = regions.above_keys();
    let width = area.width.saturating_sub(2).min(100);
    let lines = explanation_lines(pen, explanation, usize::from(width.saturating_sub(6)));
    let height = u16::try_from(lines.len()).unwrap_or(u16::MAX).saturating_add(2);
    let place = dialog::centred(area, width, height);
    let hint = key_hints(app, Context::Reading, pen.theme.glyphs.dot, &[(Msg::Down, "scroll"), (Msg::Back, "close")]);
    let inner = dialog::draw_frame(pen, place, &explanation.title, &hint);
    let shown = visible_lines(lines.len(), inner.height, scroll);
    for (y, (text, style)) in (inner.top()..inner.bottom()).zip(lines.get(shown.clone()).unwrap_or_default()) {
        pen.text(inner.x, y, inner.width.saturating_sub(2), text, *style);
    }
    draw_scroll_marks(pen, Rect { ..inner }, shown.start > 0, shown.end < lines.len());
}

/// Every line as it is drawn: titles apart from what is above them, what a source says further in.
pub fn explanation_lines(pen: &Pen<'_>, explanation: &Explanation, width: usize) -> Vec<(String, Style)> {
    let palette = &pen.theme.palette;
    let mut lines = Vec::new();
    for (part, text) in &explanation.lines {
        let (style, indent) = match part {
            LineKind::Formula => (palette.text, 0),
            LineKind::Text => (palette.text, 0),
            LineKind::Source => (palette.muted, 2),
            LineKind::Heading => (palette.heading, 0),
        };
        if *part == LineKind::Heading && !lines.is_empty() {
            lines.push((String::new(), style));
        }
        for line in wrap_text(text, width.saturating_sub(indent)) {
            lines.push((format!("{:indent$}{line}", ""), style));
        }
    }
    lines
}
