//! A line being typed, scrolled so that its caret is in sight.

use crate::app::line_input::LineInput;
use crate::view::pen::Pen;
use ratatui::style::Style;
use unicode_segmentation::UnicodeSegmentation;

/// Draws the line within `width` columns from `x` on and puts the caret into it. Returns the column after it.
pub fn render(pen: &mut Pen<'_>, x: u16, y: u16, width: u16, line: &LineInput, style: Style) -> u16 {
    let start = first_visible(pen, line.before_caret(), width.saturating_sub(1));
    let (text, before) = (line.text(), line.before_caret());
    let end = pen.text(x, y, width, text.get(start..).unwrap_or(""), style);
    let columns = pen.text_width(before.get(start..).unwrap_or(""));
    if width > 0 {
        pen.place_caret(x.saturating_add(columns), y);
    }
    end
}

/// The byte from which the text before the caret fits into the width.
fn first_visible(pen: &Pen<'_>, before: &str, width: u16) -> usize {
    let mut starts = before.grapheme_indices(true).map(|(at, _)| at).chain([before.len()]);
    starts.find(|at| before.get(*at..).is_none_or(|rest| pen.text_width(rest) <= width)).unwrap_or(before.len())
}
