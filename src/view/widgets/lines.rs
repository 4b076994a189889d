//! Lines of text one below the other.

use crate::view::pen::Pen;
use crate::view::text::wrap_text;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// Lines as they are drawn, each in one style.
pub type Lines = Vec<(String, Style)>;

/// Texts broken at words into lines of at most `width` columns.
pub fn wrap_lines(texts: Lines, width: u16) -> Lines {
    let wrap =
        |(text, style): (String, Style)| wrap_text(&text, width.into()).into_iter().map(move |line| (line, style));
    texts.into_iter().flat_map(wrap).collect()
}

/// Draws the lines that there is room for, one column from the left edge. Returns the row after them.
pub fn draw_lines(pen: &mut Pen<'_>, area: Rect, lines: &[(String, Style)]) -> u16 {
    let mut y = area.top();
    for (text, style) in lines.iter().take(area.height.into()) {
        pen.text(area.x.saturating_add(1), y, area.width.saturating_sub(1), text, *style);
        y += 1;
    }
    y
}

/// Paragraphs one below the other, each behind a mark.
pub struct MarkedText {
    area: Rect,
    y: u16,
    mark_width: u16,
}

impl MarkedText {
    /// Text in an area, one column from its left edge.
    pub fn new(area: Rect, mark_width: u16) -> Self {
        let inner = Rect { x: area.x.saturating_add(1), width: area.width.saturating_sub(1), ..area };
        Self { area: inner, y: area.y, mark_width }
    }

    /// Draws a paragraph as far as there is room.
    pub fn write(&mut self, pen: &mut Pen<'_>, (mark, mark_style): (&str, Style), text: &str, style: Style) {
        let indent = self.mark_width + 1;
        let width = self.area.width.saturating_sub(indent);
        // A column at the right edge stays free.
        for (at, line) in wrap_text(text, width.saturating_sub(1).into()).iter().enumerate() {
            if self.y >= self.area.bottom() {
                return;
            }
            if at == 0 {
                pen.text(self.area.x, self.y, self.mark_width.min(self.area.width), mark, mark_style);
            }
            pen.text(self.area.x.saturating_add(indent), self.y, width, line, style);
            self.y += 1;
        }
    }

    /// Leaves a row empty.
    pub fn skip_row(&mut self) {
        self.y = self.y.saturating_add(1);
    }
}
