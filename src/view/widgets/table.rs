//! Rows of a list: columns as wide as what is in them, numbers at the right, the least important columns left out first.

use crate::view::pen::Pen;
use crate::view::text::visible_range;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// Columns between columns.
const COLUMN_GAP: u16 = 2;
/// Columns for the cursor.
pub const CURSOR_MARGIN: u16 = 2;

/// A column of a list.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// What is in it, with the unit of its numbers.
    pub header: &'static str,
    /// Whether it is of numbers.
    pub is_number: bool,
    /// The width that it is never cut below.
    pub min_width: u16,
    /// Columns of the highest rank are left out first; those of rank 0 never.
    pub drop_rank: u8,
}

impl Column {
    /// A column of words.
    pub fn text(title: &'static str, least: u16, rank: u8) -> Self {
        Self { header: title, is_number: false, min_width: least, drop_rank: rank }
    }

    /// A column of numbers, which are never cut.
    pub fn number(title: &'static str, rank: u8) -> Self {
        Self { header: title, is_number: true, min_width: u16::MAX, drop_rank: rank }
    }
}

/// What stands in one place of a list.
#[derive(Debug, Clone, Default)]
pub struct Cell {
    /// Its text, in pieces.
    pub spans: Vec<(String, Style)>,
    /// Characters that a search matched.
    pub matched: Vec<usize>,
}

impl Cell {
    /// A text in one style.
    pub fn new(text: impl Into<String>, style: Style) -> Self {
        Self { spans: vec![(text.into(), style)], matched: Vec::new() }
    }

    /// A text in several styles.
    pub fn from_spans(pieces: Vec<(String, Style)>) -> Self {
        Self { spans: pieces, matched: Vec::new() }
    }

    /// With the characters that a search matched.
    #[must_use]
    pub fn matched(mut self, at: &[usize]) -> Self {
        self.matched = at.to_vec();
        self
    }

    fn text(&self) -> String {
        self.spans.iter().map(|(text, _)| text.as_str()).collect()
    }
}

/// A row of a list.
#[derive(Debug, Clone)]
pub struct Row {
    /// One cell per column.
    pub cells: Vec<Cell>,
    /// The last cell takes all columns from its own on.
    pub spans_rest: bool,
}

impl Row {
    /// A row of as many cells as there are columns.
    pub fn new(cells: Vec<Cell>) -> Self {
        Self { cells, spans_rest: false }
    }
}

/// A list.
#[derive(Debug, Clone)]
pub struct Table {
    /// What is in its columns.
    pub columns: Vec<Column>,
    /// Its rows.
    pub rows: Vec<Row>,
    /// Which column is marked in the cursor's row.
    pub highlighted_column: usize,
}

impl Table {
    /// Rows that it takes, its titles included.
    pub fn height(&self) -> u16 {
        u16::try_from(self.rows.len()).unwrap_or(u16::MAX).saturating_add(1)
    }

    /// Draws it: titles, then as many rows as fit, those around the cursor. Returns the row after it.
    pub fn render(&self, pen: &mut Pen<'_>, cursor: Option<usize>, has_keys: bool, area: Rect) -> u16 {
        if area.height == 0 || area.width <= CURSOR_MARGIN {
            return area.top();
        }
        let inner = Rect { x: area.x + CURSOR_MARGIN, width: area.width - CURSOR_MARGIN - 1, ..area };
        let places = self.layout(pen, inner);
        self.draw_headers(pen, &places, area.y);
        let shown = visible_range(self.rows.len(), cursor.unwrap_or(0), usize::from(area.height - 1));
        let mut y = area.y + 1;
        for at in shown.clone() {
            let Some(row) = self.rows.get(at) else { break };
            let is_here = cursor == Some(at);
            draw_row(pen, row, &places, inner, y);
            if is_here {
                let mark = pen.theme.glyphs.cursor;
                let palette = &pen.theme.palette;
                let style = if has_keys { palette.selected } else { palette.muted };
                pen.text(area.x, y, 1, mark, style);
                self.draw_cursor(pen, &places, y, has_keys);
            }
            y += 1;
        }
        draw_scroll_marks(
            pen,
            Rect { y: area.y + 1, height: area.height - 1, ..area },
            shown.start > 0,
            shown.end < self.rows.len(),
        );
        y
    }

    fn draw_cursor(&self, pen: &mut Pen<'_>, places: &[ColumnSlot], y: u16, has_keys: bool) {
        let palette = &pen.theme.palette;
        let style = if has_keys { palette.focus } else { palette.focus_inactive };
        if let Some(place) = places.get(self.highlighted_column) {
            pen.set_style(Rect::new(place.x, y, place.width, 1), style);
        }
    }

    fn draw_headers(&self, pen: &mut Pen<'_>, places: &[ColumnSlot], y: u16) {
        let style = pen.theme.palette.muted;
        for (column, place) in self.columns.iter().zip(places) {
            if column.is_number {
                pen.text_right(place.x, y, place.width, column.header, style);
            } else {
                pen.text(place.x, y, place.width, column.header, style);
            }
        }
    }

    fn layout(&self, pen: &Pen<'_>, area: Rect) -> Vec<ColumnSlot> {
        let naturals: Vec<u16> =
            self.columns.iter().enumerate().map(|(at, column)| natural_width(pen, column, &self.rows, at)).collect();
        let leasts: Vec<u16> =
            self.columns.iter().zip(&naturals).map(|(column, natural)| column.min_width.min(*natural)).collect();
        let kept = visible_columns(&self.columns, &leasts, area.width);
        let taken: u16 = leasts
            .iter()
            .zip(&kept)
            .filter(|(_, kept)| **kept)
            .map(|(least, _)| least.saturating_add(COLUMN_GAP))
            .sum();
        let mut spare = area.width.saturating_sub(taken.saturating_sub(COLUMN_GAP));
        let mut x = area.x;
        let mut places = Vec::new();
        for ((column, kept), (natural, least)) in self.columns.iter().zip(kept).zip(naturals.iter().zip(&leasts)) {
            if !kept {
                places.push(ColumnSlot { x, width: 0, is_number: column.is_number });
                continue;
            }
            let width =
                least.saturating_add(spare.min(natural.saturating_sub(*least))).min(area.right().saturating_sub(x));
            spare = spare.saturating_sub(width.saturating_sub(*least));
            places.push(ColumnSlot { x, width, is_number: column.is_number });
            x = x.saturating_add(width).saturating_add(COLUMN_GAP).min(area.right());
        }
        places
    }
}

#[derive(Debug, Clone, Copy)]
struct ColumnSlot {
    x: u16,
    width: u16,
    is_number: bool,
}

fn natural_width(pen: &Pen<'_>, column: &Column, rows: &[Row], at: usize) -> u16 {
    let cells = rows.iter().filter_map(|row| {
        let is_spilling = row.spans_rest && at + 1 == row.cells.len();
        row.cells.get(at).filter(|_| !is_spilling)
    });
    let widest = cells.map(|cell| pen.text_width(&cell.text())).max().unwrap_or(0);
    // A column that says nothing needs no title.
    if widest == 0 { 0 } else { widest.max(pen.text_width(column.header)) }
}

/// Which columns there is room for.
fn visible_columns(columns: &[Column], leasts: &[u16], width: u16) -> Vec<bool> {
    let mut kept: Vec<bool> = leasts.iter().map(|least| *least > 0).collect();
    loop {
        let taken: u16 = leasts
            .iter()
            .zip(&kept)
            .filter(|(_, kept)| **kept)
            .map(|(least, _)| least.saturating_add(COLUMN_GAP))
            .sum();
        let fits = taken.saturating_sub(COLUMN_GAP) <= width;
        let last =
            columns.iter().enumerate().filter(|(at, column)| column.drop_rank > 0 && kept.get(*at) == Some(&true));
        let Some((at, _)) = last.max_by_key(|(_, column)| column.drop_rank).filter(|_| !fits) else { return kept };
        if let Some(kept) = kept.get_mut(at) {
            *kept = false;
        }
    }
}

fn draw_row(pen: &mut Pen<'_>, row: &Row, places: &[ColumnSlot], area: Rect, y: u16) {
    for (at, (cell, place)) in row.cells.iter().zip(places).enumerate() {
        let is_spilling = row.spans_rest && at + 1 == row.cells.len();
        let width = if is_spilling { area.right().saturating_sub(place.x) } else { place.width };
        let text = cell.text();
        let pad = if place.is_number && !is_spilling { width.saturating_sub(pen.text_width(&text)) } else { 0 };
        let pieces: Vec<(&str, Style)> = cell.spans.iter().map(|(text, style)| (text.as_str(), *style)).collect();
        pen.spans(place.x.saturating_add(pad), y, width - pad, &pieces);
        if !cell.matched.is_empty() {
            let style = pen.theme.palette.matched;
            pen.highlight(place.x, y, width, &text, &cell.matched, style);
        }
    }
}

/// Marks at the right edge that there is more above or below.
pub fn draw_scroll_marks(pen: &mut Pen<'_>, area: Rect, above: bool, below: bool) {
    let (Some(x), Some(bottom)) = (area.right().checked_sub(1), area.bottom().checked_sub(1)) else { return };
    let (up, down, style) = (pen.theme.glyphs.up, pen.theme.glyphs.down, pen.theme.palette.muted);
    if above {
        pen.text(x, area.top(), 1, up, style);
    }
    if below {
        pen.text(x, bottom, 1, down, style);
    }
}
