//! Tables: declared columns, rows of cells, a cursor, marks where there is more above or below.

pub use super::column_layout::Column;
use super::column_layout::{Align, Slot, column_widths};
use crate::theme::Theme;
use crate::view::pen::Pen;
use crate::view::text::{to_u16, visible_range};
use ratatui::layout::Rect;
use ratatui::style::Style;

/// How much space a table leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Density {
    /// Two columns for the cursor and between columns; scroll marks at the right edge.
    Spacious,
    /// One column for each; scroll marks in the cursor's column.
    Compact,
}

impl Density {
    /// Columns for the cursor, left of the first one.
    pub fn margin(self) -> u16 {
        match self {
            Self::Spacious => 2,
            Self::Compact => 1,
        }
    }
}

/// Draws as many glyphs as the column is wide.
pub type Graphic = Box<dyn Fn(&Theme, u16) -> Vec<(&'static str, Style)>>;

enum Content {
    Spans(Vec<(String, Style)>),
    Graphic(Graphic),
}

/// The content of one cell.
pub struct Cell {
    content: Content,
    /// Drawn instead where the whole text has no room.
    short: Option<String>,
    /// Characters that a search matched.
    matches: Vec<usize>,
}

impl Cell {
    /// A text in one style.
    pub fn new(text: impl Into<String>, style: Style) -> Self {
        Self::from_spans(vec![(text.into(), style)])
    }

    /// A text in several styles.
    pub fn from_spans(spans: Vec<(String, Style)>) -> Self {
        Self { content: Content::Spans(spans), short: None, matches: Vec::new() }
    }

    /// Nothing.
    pub fn empty() -> Self {
        Self::from_spans(Vec::new())
    }

    pub fn graphic(graphic: impl Fn(&Theme, u16) -> Vec<(&'static str, Style)> + 'static) -> Self {
        Self { content: Content::Graphic(Box::new(graphic)), short: None, matches: Vec::new() }
    }

    #[must_use]
    pub fn or_short(self, short: impl Into<String>) -> Self {
        Self { short: Some(short.into()), ..self }
    }

    #[must_use]
    pub fn preceded_by(mut self, span: (String, Style)) -> Self {
        if let Content::Spans(spans) = &mut self.content {
            spans.insert(0, span);
        }
        self
    }

    #[must_use]
    pub fn with_matches(self, at: &[usize]) -> Self {
        Self { matches: at.to_vec(), ..self }
    }

    fn text(&self) -> String {
        match &self.content {
            Content::Spans(spans) => spans.iter().map(|(text, _)| text.as_str()).collect(),
            Content::Graphic(_) => String::new(),
        }
    }

    fn draw(&self, pen: &mut Pen<'_>, slot: Slot, align: Align, y: u16) {
        let spans = match &self.content {
            Content::Graphic(graphic) => {
                let glyphs = graphic(pen.theme, slot.width);
                return pen.glyphs(slot.x, y, slot.width, glyphs);
            }
            Content::Spans(spans) => spans,
        };
        let mut text = self.text();
        let mut taken = pen.text_width(&text);
        let mut pieces: Vec<(&str, Style)> = spans.iter().map(|(text, style)| (text.as_str(), *style)).collect();
        if let (Some(short), true, [(_, style)]) = (&self.short, taken > slot.width, spans.as_slice()) {
            text = short.clone();
            taken = pen.text_width(&text);
            pieces = vec![(short.as_str(), *style)];
        }
        let spare = slot.width.saturating_sub(taken);
        let pad = match align {
            Align::Left => 0,
            Align::Centre => spare / 2,
            Align::Right => spare,
        };
        pen.spans(slot.x.saturating_add(pad), y, slot.width - pad, &pieces);
        if !self.matches.is_empty() {
            let style = pen.theme.palette.matched;
            pen.highlight(slot.x.saturating_add(pad), y, slot.width - pad, &text, &self.matches, style);
        }
    }
}

/// A row of a table.
pub struct Row {
    /// A cell per column; columns without one stay empty.
    pub cells: Vec<Cell>,
    /// The last cell takes all columns from its own on.
    pub spans_rest: bool,
}

impl Row {
    pub fn new(cells: Vec<Cell>) -> Self {
        Self { cells, spans_rest: false }
    }

    /// A row with a last cell that takes all columns from its own on.
    pub fn spanning(cells: Vec<Cell>) -> Self {
        Self { cells, spans_rest: true }
    }

    fn is_spanning(&self, at: usize) -> bool {
        self.spans_rest && at + 1 == self.cells.len()
    }
}

/// A table.
pub struct Table {
    pub columns: Vec<Column>,
    pub rows: Vec<Row>,
    /// Rows below the others that stay when those are scrolled.
    pub footer: Vec<Row>,
    pub density: Density,
    /// The column that is highlighted in the cursor's row.
    pub highlighted_column: Option<usize>,
    pub has_header: bool,
    /// Whether the cursor and the marks of scrolling are drawn.
    pub has_cursor: bool,
}

impl Table {
    /// A list: spacious, with the first column marked.
    pub fn list(columns: Vec<Column>, rows: Vec<Row>) -> Self {
        Self {
            columns,
            rows,
            footer: Vec::new(),
            density: Density::Spacious,
            highlighted_column: Some(0),
            has_header: true,
            has_cursor: true,
        }
    }

    /// A table of figures: compact, its rows bring their own styles.
    pub fn figures(columns: Vec<Column>, rows: Vec<Row>) -> Self {
        Self { density: Density::Compact, highlighted_column: None, ..Self::list(columns, rows) }
    }

    /// Rows that it takes, with header and footer.
    pub fn height(&self) -> u16 {
        to_u16(self.rows.len() + self.footer.len()).saturating_add(self.header_rows())
    }

    fn header_rows(&self) -> u16 {
        let is_double = self.columns.iter().any(|column| !column.header[0].is_empty());
        if self.has_header { 1 + u16::from(is_double) } else { 0 }
    }

    /// Where its columns stand in an area.
    pub fn slots(&self, pen: &Pen<'_>, area: Rect) -> Vec<Slot> {
        let inner = self.inner(area);
        let content: Vec<u16> = (0..self.columns.len()).map(|at| self.content_width(pen, at)).collect();
        let header = |column: &Column| column.header.iter().map(|line| pen.text_width(line)).max().unwrap_or(0);
        let headers: Vec<u16> =
            self.columns.iter().map(|column| if self.has_header { header(column) } else { 0 }).collect();
        let gap = self.density.margin();
        let mut x = inner.x;
        let place = |width: u16| {
            let width = width.min(inner.right().saturating_sub(x));
            let slot = Slot { x, width };
            x = if width > 0 { x.saturating_add(width + gap).min(inner.right()) } else { x };
            slot
        };
        column_widths(&self.columns, &content, &headers, inner.width, gap).into_iter().map(place).collect()
    }

    fn inner(&self, area: Rect) -> Rect {
        let margin = self.density.margin();
        // The right edge is for scroll marks.
        let right = if self.density == Density::Spacious { 1 } else { 0 };
        Rect { x: area.x.saturating_add(margin), width: area.width.saturating_sub(margin + right), ..area }
    }

    fn content_width(&self, pen: &Pen<'_>, at: usize) -> u16 {
        let rows = self.rows.iter().chain(&self.footer).filter(|row| !row.is_spanning(at));
        rows.filter_map(|row| row.cells.get(at)).map(|cell| pen.text_width(&cell.text())).max().unwrap_or(0)
    }

    /// Draws the header, as many rows as fit, those around the cursor, and the footer. Returns the row after it.
    pub fn render(&self, pen: &mut Pen<'_>, cursor: Option<usize>, has_focus: bool, area: Rect) -> u16 {
        if area.height == 0 || area.width <= self.density.margin() {
            return area.top();
        }
        let slots = self.slots(pen, area);
        let header = self.header_rows().min(area.height);
        self.draw_header(pen, &slots, area);
        let footer = to_u16(self.footer.len()).min(area.height - header);
        let body = Rect { y: area.y + header, height: area.height - header - footer, ..area };
        let visible = visible_range(self.rows.len(), cursor.unwrap_or(0), usize::from(body.height));
        let mut y = body.y;
        for at in visible.clone() {
            let Some(row) = self.rows.get(at) else { break };
            self.draw_row(pen, row, &slots, area, y);
            if cursor == Some(at) && self.has_cursor {
                self.draw_cursor(pen, &slots, area.x, y, has_focus);
            }
            y += 1;
        }
        let shown = Rect { height: y - body.y, ..body };
        match self.density {
            _ if !self.has_cursor => {}
            Density::Spacious => draw_scroll_marks(pen, body, visible.start > 0, visible.end < self.rows.len()),
            Density::Compact => {
                let margin = Rect { width: 1, ..shown };
                draw_free_scroll_marks(pen, margin, visible.start > 0, visible.end < self.rows.len());
            }
        }
        for row in self.footer.iter().take(usize::from(footer)) {
            self.draw_row(pen, row, &slots, area, y);
            y += 1;
        }
        y
    }

    fn draw_cursor(&self, pen: &mut Pen<'_>, slots: &[Slot], x: u16, y: u16, has_focus: bool) {
        let palette = &pen.theme.palette;
        let style = match (has_focus, self.density) {
            (false, _) => palette.muted,
            (true, Density::Spacious) => palette.selected,
            (true, Density::Compact) => palette.border_focus,
        };
        pen.text(x, y, 1, pen.theme.glyphs.cursor, style);
        let palette = &pen.theme.palette;
        let style = if has_focus { palette.focus } else { palette.focus_inactive };
        if let Some(slot) = self.highlighted_column.and_then(|at| slots.get(at)) {
            pen.set_style(Rect::new(slot.x, y, slot.width, 1), style);
        }
    }

    fn draw_header(&self, pen: &mut Pen<'_>, slots: &[Slot], area: Rect) {
        let lines = self.header_rows();
        for line in 0..lines.min(area.height) {
            for (column, slot) in self.columns.iter().zip(slots).filter(|(_, slot)| slot.width > 0) {
                let text = if line + 1 == lines { &column.header[1] } else { &column.header[0] };
                // Above a graphic it is a legend: whole, or not at all.
                if column.is_graphic() && pen.text_width(text) > slot.width {
                    continue;
                }
                let style = column.header_style.unwrap_or(pen.theme.palette.muted);
                Cell::new(text, style).draw(pen, *slot, column.align, area.y + line);
                if line + 1 == lines {
                    pen.text_right(slot.x, area.y + line, slot.width, column.header_end, style);
                }
            }
        }
    }

    fn draw_row(&self, pen: &mut Pen<'_>, row: &Row, slots: &[Slot], area: Rect, y: u16) {
        for (at, (cell, (slot, column))) in row.cells.iter().zip(slots.iter().zip(&self.columns)).enumerate() {
            if row.is_spanning(at) {
                let rest = Slot { width: self.inner(area).right().saturating_sub(slot.x), ..*slot };
                cell.draw(pen, rest, Align::Left, y);
            } else if slot.width > 0 {
                cell.draw(pen, *slot, column.align, y);
            }
        }
    }
}

/// Marks at the right edge that there is more above or below.
pub fn draw_scroll_marks(pen: &mut Pen<'_>, area: Rect, above: bool, below: bool) {
    let (Some(x), Some(bottom)) = (area.right().checked_sub(1), area.bottom().checked_sub(1)) else { return };
    if area.is_empty() {
        return;
    }
    let (up, down, style) = (pen.theme.glyphs.up, pen.theme.glyphs.down, pen.theme.palette.muted);
    if above {
        pen.text(x, area.top(), 1, up, style);
    }
    if below {
        pen.text(x, bottom, 1, down, style);
    }
}

/// As [`draw_scroll_marks`], but only over blank cells: in the column of the cursor, which says more.
pub fn draw_free_scroll_marks(pen: &mut Pen<'_>, area: Rect, above: bool, below: bool) {
    let is_free = |pen: &Pen<'_>, y: u16| {
        let cell = area.right().checked_sub(1).and_then(|x| pen.buf.cell((x, y)));
        cell.is_some_and(|cell| cell.symbol() == " ")
    };
    let above = above && is_free(pen, area.top());
    let below = below && area.bottom().checked_sub(1).is_some_and(|y| is_free(pen, y));
    draw_scroll_marks(pen, area, above, below);
}
