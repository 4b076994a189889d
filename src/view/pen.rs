//! Putting text into cells: always made showable first, never past its width, with ASCII twins where the terminal asks.

use super::text::{visible_prefix, wrap_rows};
use crate::model::showable::{self, showable};
use crate::theme::Theme;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use std::borrow::Cow;
use unicode_segmentation::UnicodeSegmentation;

/// Writes into one frame.
pub struct Pen<'a> {
    /// The cells.
    pub buf: &'a mut Buffer,
    /// Looks.
    pub theme: &'a Theme,
    /// Where text is typed; none hides the terminal's cursor.
    caret: Option<Position>,
}

impl<'a> Pen<'a> {
    /// Writes into these cells.
    pub fn new(buf: &'a mut Buffer, theme: &'a Theme) -> Self {
        Self { buf, theme, caret: None }
    }
}

impl Pen<'_> {
    /// Puts the terminal's cursor where text is typed, so that input methods and screen readers follow.
    pub fn place_caret(&mut self, x: u16, y: u16) {
        let at = Position { x, y };
        self.caret = self.buf.area.contains(at).then_some(at);
    }

    /// Hides the cursor: what is drawn next lies over where it was.
    pub fn hide_caret(&mut self) {
        self.caret = None;
    }

    /// Where the cursor is to be; none hides it.
    pub fn caret(&self) -> Option<Position> {
        self.caret
    }

    /// Text from `x` on, at most `width` columns, cut with an ellipsis. Returns the column after it.
    pub fn text(&mut self, x: u16, y: u16, width: u16, text: &str, style: Style) -> u16 {
        let area = self.buf.area;
        if y < area.top() || y >= area.bottom() || x >= area.right() || width == 0 {
            return x;
        }
        let width = width.min(area.right() - x);
        let clean = showable(visible_prefix(text, usize::from(width), 1));
        let twin = self.to_charset(&clean);
        let fitted = showable::truncate_with(&twin, usize::from(width), self.theme.glyphs.ellipsis);
        self.buf.set_stringn(x, y, fitted, usize::from(width), style).0
    }

    /// Text that ends at the right edge of `width` columns from `x` on; cut at its end when it is too long.
    pub fn text_right(&mut self, x: u16, y: u16, width: u16, text: &str, style: Style) {
        let clean = showable(visible_prefix(text, usize::from(width), 1));
        let taken = showable::width(&self.to_charset(&clean));
        let pad = usize::from(width).saturating_sub(taken);
        let pad = u16::try_from(pad).unwrap_or(width);
        self.text(x.saturating_add(pad), y, width - pad.min(width), text, style);
    }

    /// Several pieces one after the other within `width` columns, an ellipsis where they end too early. Returns the column
    /// after them.
    pub fn spans(&mut self, x: u16, y: u16, width: u16, pieces: &[(&str, Style)]) -> u16 {
        let end = x.saturating_add(width);
        let mut at = x;
        for (place, (text, style)) in pieces.iter().enumerate() {
            let room = end.saturating_sub(at);
            let rest = pieces.iter().skip(place + 1).map(|(text, _)| visible_prefix(text, usize::from(room), 1));
            let rest: String = rest.collect();
            let taken = showable::width(&self.to_charset(&showable(visible_prefix(text, usize::from(room), 1))));
            if taken >= usize::from(room) && !rest.trim().is_empty() {
                return self.text(at, y, room, &format!("{text}{rest}"), *style);
            }
            at = self.text(at, y, room, text, *style);
        }
        at
    }

    /// Columns that a text takes, as it is drawn.
    pub fn text_width(&self, text: &str) -> u16 {
        let seen = visible_prefix(text, usize::from(self.buf.area.width), 1);
        let columns = showable::width(&self.to_charset(&showable(seen)));
        u16::try_from(columns).unwrap_or(u16::MAX)
    }

    /// A style over some characters of a text that was drawn from `x` on within `width` columns.
    pub fn highlight(&mut self, x: u16, y: u16, width: u16, text: &str, characters: &[usize], style: Style) {
        let (mut character, mut column) = (0, 0_u16);
        for grapheme in text.graphemes(true) {
            let count = grapheme.chars().count();
            let wide = self.text_width(grapheme);
            let is_marked = characters.iter().any(|at| (character..character + count).contains(at));
            if is_marked && column.saturating_add(wide) <= width {
                self.set_style(Rect::new(x.saturating_add(column), y, wide, 1), style);
            }
            character += count;
            column = column.saturating_add(wide);
        }
    }

    /// Puts one glyph into one cell. Only for the theme's own glyphs, letters and dots, which are one column wide.
    pub fn glyph(&mut self, x: u16, y: u16, glyph: &str, style: Style) {
        if let Some(cell) = self.buf.cell_mut((x, y)) {
            cell.set_symbol(glyph).set_style(style);
        }
    }

    /// Glyphs one after the other within `width` columns; see [`Self::glyph`].
    pub fn glyphs(&mut self, x: u16, y: u16, width: u16, glyphs: impl IntoIterator<Item = (&'static str, Style)>) {
        for (x, (glyph, style)) in (x..x.saturating_add(width)).zip(glyphs) {
            self.glyph(x, y, glyph, style);
        }
    }

    /// A horizontal rule.
    pub fn rule(&mut self, x: u16, y: u16, width: u16) {
        let line = self.theme.glyphs.horizontal.repeat(usize::from(width));
        self.text(x, y, width, &line, self.theme.palette.border);
    }

    /// A vertical divider.
    pub fn divider(&mut self, x: u16, top: u16, bottom: u16) {
        for y in top..bottom {
            self.text(x, y, 1, self.theme.glyphs.divider, self.theme.palette.border);
        }
    }

    /// A style over an area, text kept.
    pub fn set_style(&mut self, area: Rect, style: Style) {
        self.buf.set_style(area.intersection(self.buf.area), style);
    }

    /// Empties an area, and what is left of wide characters that reach into it.
    pub fn clear(&mut self, area: Rect) {
        let area = area.intersection(self.buf.area);
        if let Some(before) = area.left().checked_sub(1) {
            for y in area.top()..area.bottom() {
                let cell = self.buf.cell_mut((before, y));
                if let Some(cell) = cell.filter(|cell| showable::width(cell.symbol()) > 1) {
                    cell.set_symbol(" ");
                }
            }
        }
        for y in area.top()..area.bottom() {
            for x in area.left()..area.right() {
                self.buf[(x, y)].reset();
            }
        }
    }

    /// Text broken at words into lines of at most `width` columns, drawn downwards; the last line there is room for ends in
    /// an ellipsis when there is more. Returns the line after it.
    pub fn paragraph(&mut self, area: Rect, text: &str, style: Style) -> u16 {
        let lines = wrap_rows(text, usize::from(area.width), usize::from(area.height));
        let mut y = area.top();
        for (at, line) in lines.iter().enumerate() {
            if y >= area.bottom() {
                break;
            }
            let is_last = y + 1 == area.bottom();
            if is_last && at + 1 < lines.len() {
                let rest = lines.get(at..).unwrap_or_default().join(" ");
                self.text(area.left(), y, area.width, &rest, style);
            } else {
                self.text(area.left(), y, area.width, line, style);
            }
            y += 1;
        }
        y
    }

    /// The text in ASCII, where the terminal shows nothing else.
    fn to_charset<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if text.is_ascii() {
            return Cow::Borrowed(text);
        }
        if self.theme.capability.has_unicode() {
            // A console has most of what is written, but not always the ellipsis.
            let has_own = self.theme.glyphs.ellipsis == "…" || !text.contains('…');
            return if has_own {
                Cow::Borrowed(text)
            } else {
                Cow::Owned(text.replace('…', self.theme.glyphs.ellipsis))
            };
        }
        let mut out = String::with_capacity(text.len());
        for c in text.chars() {
            match c {
                '–' | '—' | '−' | '‐' => out.push('-'),
                '…' => out.push_str(".."),
                '·' | '•' => out.push('.'),
                '→' => out.push_str("->"),
                '←' => out.push_str("<-"),
                '↑' => out.push('^'),
                '↓' => out.push('v'),
                '×' => out.push('x'),
                '‘' | '’' => out.push('\''),
                '“' | '”' => out.push('"'),
                '≥' => out.push_str(">="),
                '≤' => out.push_str("<="),
                '≈' => out.push('~'),
                '±' => out.push_str("+-"),
                '\u{a0}' => out.push(' '),
                c if c.is_ascii() => out.push(c),
                _ => out.push('?'),
            }
        }
        Cow::Owned(out)
    }
}
