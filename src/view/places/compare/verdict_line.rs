//! What leaves the lead in doubt and what would change it, in one line of a narrow screen.

use crate::appraisal::outcome::RankingLine;
use crate::view::context::PaneContext;
use crate::view::pen::Pen;
use crate::view::places::ranking;
use crate::view::text::text_width;
use ratatui::layout::Rect;

pub fn render(pen: &mut Pen<'_>, context: &PaneContext<'_>, area: Rect) {
    let mut lines = ranking::verdict_sentences(context, true);
    let mut prefix = ranking::verdict_prefix(context);
    let join = |lines: &[RankingLine]| lines.iter().map(RankingLine::text).collect::<Vec<_>>().join("; ");
    // Where there is no room, who leads goes first, which is in the line above, and then what matters least.
    while lines.len() > 1 && text_width(&join(&lines)) + text_width(&prefix) + 1 > area.width {
        match lines.first() {
            Some(RankingLine::Lead(_)) => drop(lines.remove(0)),
            _ => drop(lines.pop()),
        }
    }
    // What would change the leader is no reason for the verdict.
    if matches!(lines.first(), Some(RankingLine::Change(_))) {
        prefix = prefix.replace(": ", "; ");
    }
    let text = join(&lines);
    let palette = &pen.theme.palette;
    let spans = [(prefix.as_str(), palette.warning), (text.as_str(), palette.text)];
    pen.spans(area.x.saturating_add(1), area.y, area.width.saturating_sub(1), &spans);
}
