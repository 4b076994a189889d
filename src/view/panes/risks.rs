//! What goes wrong on a column's platforms, and what helps.

use super::Shown;
use super::parts;
use crate::app::Pane;
use crate::appraisal::risks_of_column;
use crate::catalogue::risks::Risk;
use crate::view::pen::{Pen, wrapped};
use ratatui::layout::Rect;
use ratatui::style::Style;

/// As many as its text takes.
pub fn rows(shown: &Shown<'_>, width: u16) -> u16 {
    let risks = risks(shown);
    1 + parts::columns(risks.iter().map(|risk| lines(risk, width).len()).sum::<usize>()).max(1)
}

fn risks<'a>(shown: &Shown<'a>) -> Vec<&'a Risk> {
    let column = shown.sheet.columns.get(shown.column_of(Pane::Risks));
    column.map_or_else(Vec::new, |column| risks_of_column(shown.session, &shown.app.catalogue, column))
}

/// Whether there is anything to show.
pub fn has_any(shown: &Shown<'_>) -> bool {
    !risks(shown).is_empty()
}

/// The mode, then what helps and where that shows, each line with whether it is the mode's.
fn lines(risk: &Risk, width: u16) -> Vec<(bool, String)> {
    let room = usize::from(width.saturating_sub(5));
    let price = if risk.price.is_empty() { String::new() } else { format!(" ({})", risk.price) };
    let mode = wrapped(&risk.mode, room).into_iter().map(|line| (true, line));
    let helps = wrapped(&format!("{}{price}", risk.mitigation), room).into_iter().map(|line| (false, line));
    mode.chain(helps).collect()
}

/// Draws the pane.
pub fn render(pen: &mut Pen<'_>, shown: &Shown<'_>, area: Rect) {
    let palette = &pen.theme.palette;
    let has_focus = shown.has_focus(Pane::Risks);
    let risks = risks(shown);
    let name = shown.name(shown.column_of(Pane::Risks)).to_owned();
    let turn =
        if has_focus { format!("  {}{} another", pen.theme.glyphs.up, pen.theme.glyphs.down) } else { String::new() };
    let said = [(name.as_str(), palette.text), (turn.as_str(), palette.muted)];
    parts::head(pen, area, "Risks", &said, has_focus);
    let bottom = area.bottom();
    let mut y = area.y.saturating_add(1);
    if risks.is_empty() {
        parts::note(pen, area, "the catalogue knows no platform behind it");
        return;
    }
    for (at, risk) in risks.iter().enumerate() {
        let lines = lines(risk, area.width);
        let left = risks.len() - at;
        let free = bottom.saturating_sub(y);
        let needed = parts::columns(lines.len()) + u16::from(left > 1);
        if needed > free {
            if free > 0 {
                let text = format!("{} more: w shows all, with sources", left);
                pen.text(area.x.saturating_add(1), y, area.width.saturating_sub(1), &text, palette.muted);
            }
            return;
        }
        let mut first = true;
        for (is_mode, line) in lines {
            let (mark, style): (&str, Style) = match (is_mode, first) {
                (true, true) => (pen.theme.glyphs.bullet, palette.text),
                (true, false) => ("", palette.text),
                (false, _) => ("", palette.muted),
            };
            let indent = if is_mode { 3 } else { 5 };
            pen.text(area.x.saturating_add(1), y, 2, mark, palette.warning);
            pen.text(area.x.saturating_add(indent), y, area.width.saturating_sub(indent), &line, style);
            first = false;
            y += 1;
        }
    }
}
