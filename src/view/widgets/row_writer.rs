//! A row that is filled from left to right, and the graphics in it.

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::view::pen::Pen;
use crate::view::text::to_u16;

/// A row that is filled from left to right and ends where its pane ends.
pub struct RowWriter {
    /// The next column.
    pub x: u16,
    y: u16,
    end: u16,
}

impl RowWriter {
    /// Row `line` of an area, if it has one.
    pub fn at(area: Rect, line: u16) -> Option<Self> {
        let y = area.y.checked_add(line)?;
        (y < area.bottom()).then_some(Self { x: area.x, y, end: area.right() })
    }

    /// Columns that are left.
    pub fn remaining(&self) -> u16 {
        self.end.saturating_sub(self.x)
    }

    /// Leaves columns empty.
    pub fn skip(&mut self, width: u16) {
        self.x = self.x.saturating_add(width).min(self.end);
    }

    /// Text at the left of `width` columns, and one column of space.
    pub fn text_left(&mut self, pen: &mut Pen<'_>, width: u16, text: &str, style: Style) {
        pen.text(self.x, self.y, width.min(self.remaining()), text, style);
        self.skip(width.saturating_add(1));
    }

    /// Text at the right of `width` columns, and one column of space.
    pub fn text_right(&mut self, pen: &mut Pen<'_>, width: u16, text: &str, style: Style) {
        pen.text_right(self.x, self.y, width.min(self.remaining()), text, style);
        self.skip(width.saturating_add(1));
    }

    /// Text as wide as it is; no space after it.
    pub fn text(&mut self, pen: &mut Pen<'_>, text: &str, style: Style) {
        self.x = pen.text(self.x, self.y, self.remaining(), text, style).min(self.end);
    }

    /// The cursor's sign, or its place left empty.
    pub fn cursor(&mut self, pen: &mut Pen<'_>, here: bool, has_focus: bool) {
        if here && self.remaining() > 0 {
            let palette = &pen.theme.palette;
            let style = if has_focus { palette.border_focus } else { palette.muted };
            pen.glyph(self.x, self.y, pen.theme.glyphs.cursor, style);
        }
        self.skip(1);
    }

    /// A bar in `width` columns, and one column of space.
    pub fn bar(&mut self, pen: &mut Pen<'_>, width: u16, share: f64, style: Style) {
        draw_bar(pen, self.x, self.y, width.min(self.remaining()), share, style, false);
        self.skip(width.saturating_add(1));
    }

    /// A bar on a track, with marks where something changes, each from 0 to 1 along it.
    pub fn gauge(&mut self, pen: &mut Pen<'_>, width: u16, share: f64, marks: &[f64]) {
        let width = width.min(self.remaining());
        let (style, flip, glyph) = (pen.theme.palette.bar, pen.theme.palette.flip, pen.theme.glyphs.flip);
        draw_bar(pen, self.x, self.y, width, share, style, true);
        for mark in marks.iter().filter(|mark| (0.0..=1.0).contains(*mark)) {
            if let Some(at) = position_on_track(*mark, width) {
                pen.glyph(self.x + at, self.y, glyph, flip);
            }
        }
        self.skip(width.saturating_add(1));
    }

    /// A track with what lies between `low` and `high` marked off, and a sign at `at`; all from 0 to 1.
    pub fn track(&mut self, pen: &mut Pen<'_>, width: u16, low: f64, high: f64, at: f64) {
        let width = width.min(self.remaining());
        let theme = pen.theme;
        let (glyphs, palette) = (&theme.glyphs, &theme.palette);
        let (Some(from), Some(to), Some(here)) =
            (position_on_track(low, width), position_on_track(high, width), position_on_track(at, width))
        else {
            return;
        };
        for column in 0..width {
            let inside = (from..=to).contains(&column);
            let (glyph, style) = match column {
                _ if column == here => (glyphs.complete, palette.heading),
                _ if column == from && low > 0.0 => (glyphs.flip, palette.flip),
                _ if column == to && high < 1.0 => (glyphs.flip, palette.flip),
                _ if inside => (glyphs.horizontal, palette.good),
                _ => (glyphs.dot, palette.muted),
            };
            pen.glyph(self.x + column, self.y, glyph, style);
        }
        self.skip(width.saturating_add(1));
    }

    /// Signs one after the other, and one column of space.
    pub fn glyphs(&mut self, pen: &mut Pen<'_>, signs: impl Iterator<Item = (&'static str, Style)>) {
        for (glyph, style) in signs {
            if self.remaining() > 0 {
                pen.glyph(self.x, self.y, glyph, style);
                self.skip(1);
            }
        }
        self.skip(1);
    }
}

/// The column of a share along `width` columns.
fn position_on_track(share: f64, width: u16) -> Option<u16> {
    let last = width.checked_sub(1)?;
    Some(((share.clamp(0.0, 1.0) * f64::from(width)) as u16).min(last))
}

fn draw_bar(pen: &mut Pen<'_>, x: u16, y: u16, width: u16, share: f64, style: Style, track: bool) {
    let theme = pen.theme;
    let share = if share.is_finite() { share.clamp(0.0, 1.0) } else { 0.0 };
    let steps = theme.glyphs.bar_fractions.len() + 1;
    let drawn = (share * (usize::from(width) * steps) as f64).round() as usize;
    let drawn = if share > 0.0 { drawn.max(1) } else { drawn };
    let (full, part) = (to_u16(drawn / steps), drawn % steps);
    for column in 0..width {
        let partial = part.checked_sub(1).and_then(|at| theme.glyphs.bar_fractions.get(at));
        match partial {
            _ if column < full => pen.glyph(x + column, y, theme.glyphs.bar_full, style),
            Some(glyph) if column == full => pen.glyph(x + column, y, glyph, style),
            _ if track => pen.glyph(x + column, y, theme.glyphs.bar_empty, theme.palette.bar_rest),
            _ => {}
        }
    }
}

/// Chooses the columns of a table in the order of their importance, as long as the name keeps `least`. What is left is the
/// name's up to `wanted`, and after that the last figure is what nobody took.
pub fn allocate_widths<const N: usize>(
    width: u16,
    (least, wanted): (u16, u16),
    columns: [u16; N],
) -> (u16, [u16; N], u16) {
    let mut left = width.saturating_sub(least.min(wanted) + 1);
    let taken = columns.map(|column| {
        let fits = column > 0 && left > column;
        left -= if fits { column + 1 } else { 0 };
        if fits { column } else { 0 }
    });
    let more = wanted.saturating_sub(least).min(left);
    (least.min(wanted) + more, taken, left - more)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_matters_most_is_fitted_first_and_nothing_is_wider_than_the_table() {
        assert_eq!(allocate_widths(40, (10, 20), [4, 8, 30]), (20, [4, 8, 0], 5));
        for width in 0..120 {
            let (name, taken, left) = allocate_widths(width, (8, 24), [7, 9, 12, 4]);
            let sum: u16 = taken.iter().filter(|column| **column > 0).map(|column| column + 1).sum();
            assert!(name + 1 + sum + left <= width.max(9), "{width}");
        }
    }
}
