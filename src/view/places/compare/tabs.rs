//! The tabs of the lower part on a narrow screen.

use crate::app::Pane;
use crate::view::context::PaneContext;
use crate::view::pen::Pen;
use crate::view::text::text_width;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// `─[Cost]─Burden─Flips─`, over the pane's own title, with a note at the right end where there is room.
pub fn render(pen: &mut Pen<'_>, context: &PaneContext<'_>, pane: Pane, (note, style): (&str, Style), area: Rect) {
    let palette = pen.theme.palette.clone();
    let line = pen.theme.glyphs.horizontal;
    let tabs = Pane::for_step(context.workbench.step, context.session);
    let tabs: Vec<Pane> = tabs.into_iter().filter(|tab| *tab != Pane::Matrix).collect();
    let mut spans: Vec<(String, Style)> = Vec::new();
    for tab in tabs.iter().skip(first_visible_tab(&tabs, pane, area.width)) {
        let is_here = *tab == pane;
        let style = match (is_here, context.has_focus(*tab)) {
            (true, true) => palette.border_focus,
            (true, false) => palette.heading,
            (false, _) => palette.muted,
        };
        spans.push((line.to_owned(), palette.border));
        spans.push((if is_here { format!("[{}]", tab.name()) } else { tab.name().to_owned() }, style));
    }
    pen.rule(area.x, area.y, area.width);
    let spans: Vec<(&str, Style)> = spans.iter().map(|(text, style)| (text.as_str(), *style)).collect();
    let end = pen.spans(area.x, area.y, area.width, &spans);
    let left = area.right().saturating_sub(end);
    if !note.is_empty() && left > 8 {
        let wanted = text_width(note) + 4;
        let x = area.right().saturating_sub(wanted.min(left - 2));
        let at = pen.text(x, area.y, 1, " ", palette.border);
        let at = pen.text(at, area.y, (area.right() - at).saturating_sub(2), note, style);
        pen.text(at, area.y, 1, " ", palette.border);
    }
}

/// The first tab that is drawn, so that the pane's own is visible where there is too little room for all.
fn first_visible_tab(tabs: &[Pane], pane: Pane, width: u16) -> usize {
    let own = tabs.iter().position(|tab| *tab == pane).unwrap_or(0);
    let taken = |from: usize| -> u16 {
        let through = tabs.get(from..=own).unwrap_or_default();
        // Each with its line, the pane's own in brackets, and something of the next.
        through.iter().map(|tab| text_width(tab.name()) + 1).sum::<u16>() + 2 + 4
    };
    (0..=own).find(|from| taken(*from) <= width).unwrap_or(own)
}
