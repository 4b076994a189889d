//! Bars and tracks: what a cell of a table draws instead of text. Shares run from 0 to 1 along the width.

use super::table::Cell;
use crate::theme::Theme;
use ratatui::style::Style;

type Glyphs = Vec<(&'static str, Style)>;

/// A bar on a blank ground.
pub fn bar(share: f64, style: Style) -> Cell {
    Cell::graphic(move |theme, width| bar_glyphs(theme, width, share, style, (" ", Style::new())))
}

/// A bar on a track, with marks where something changes.
pub fn gauge(share: f64, marks: Vec<f64>) -> Cell {
    Cell::graphic(move |theme, width| {
        let track = (theme.glyphs.bar_empty, theme.palette.bar_rest);
        let mut glyphs = bar_glyphs(theme, width, share, theme.palette.bar, track);
        for mark in marks.iter().filter(|mark| (0.0..=1.0).contains(*mark)) {
            if let Some(glyph) = position(*mark, width).and_then(|at| glyphs.get_mut(usize::from(at))) {
                *glyph = (theme.glyphs.flip, theme.palette.flip);
            }
        }
        glyphs
    })
}

/// A track with the range from `low` to `high` marked, and a sign at `at`.
pub fn track(low: f64, high: f64, at: f64) -> Cell {
    Cell::graphic(move |theme, width| {
        let (glyphs, palette) = (&theme.glyphs, &theme.palette);
        let (Some(from), Some(to), Some(here)) = (position(low, width), position(high, width), position(at, width))
        else {
            return Vec::new();
        };
        let glyph = |column: u16| match column {
            _ if column == here => (glyphs.complete, palette.heading),
            _ if column == from && low > 0.0 => (glyphs.flip, palette.flip),
            _ if column == to && high < 1.0 => (glyphs.flip, palette.flip),
            _ if (from..=to).contains(&column) => (glyphs.horizontal, palette.good),
            _ => (glyphs.dot, palette.muted),
        };
        (0..width).map(glyph).collect()
    })
}

/// The column of a share along `width` columns.
fn position(share: f64, width: u16) -> Option<u16> {
    let last = width.checked_sub(1)?;
    Some(((share.clamp(0.0, 1.0) * f64::from(width)) as u16).min(last))
}

/// Filled in the smallest parts that the terminal has; what is above 0 shows at least one of them.
fn bar_glyphs(theme: &Theme, width: u16, share: f64, style: Style, ground: (&'static str, Style)) -> Glyphs {
    let share = if share.is_finite() { share.clamp(0.0, 1.0) } else { 0.0 };
    let width = usize::from(width);
    let steps = theme.glyphs.bar_fractions.len() + 1;
    let drawn = (share * (width * steps) as f64).round() as usize;
    let drawn = if share > 0.0 { drawn.max(1) } else { drawn };
    let (full, part) = (drawn / steps, drawn % steps);
    let part = part.checked_sub(1).and_then(|at| theme.glyphs.bar_fractions.get(at));
    let glyph = |column: usize| match part {
        _ if column < full => (theme.glyphs.bar_full, style),
        Some(part) if column == full => (*part, style),
        _ => ground,
    };
    (0..width).map(glyph).collect()
}
