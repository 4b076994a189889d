//! How things look, by what they mean: styles and glyphs chosen once from what the terminal can show.
mod capability;
mod glyphs;
mod palette;

pub use capability::{Capability, Charset, Colour, ColourChoice, LookFlags};
pub use glyphs::Glyphs;
pub use palette::Palette;

/// Everything a view needs to know about looks.
#[derive(Debug, Clone, PartialEq)]
pub struct Theme {
    pub capability: Capability,
    pub palette: Palette,
    pub glyphs: Glyphs,
}

impl Theme {
    pub fn new(capability: Capability) -> Self {
        Self { capability, palette: Palette::new(capability.colour), glyphs: Glyphs::new(capability.charset) }
    }

    /// A bar `width` columns wide, filled for `share` (0 to 1; beyond is clamped, and what is not a number is 0).
    ///
    /// Filled in eighths of a column where the terminal can, and any share above 0 shows at least a sliver.
    pub fn bar(&self, share: f64, width: u16) -> String {
        let glyphs = &self.glyphs;
        let share = if share.is_nan() { 0.0 } else { share.clamp(0.0, 1.0) };
        // One step is the smallest part that can be drawn: an eighth, a half or a whole column.
        let steps = glyphs.bar_fractions.len() + 1;
        let width = usize::from(width);
        let mut drawn = (share * (width * steps) as f64).round() as usize;
        if drawn == 0 && share > 0.0 && width > 0 {
            drawn = 1;
        }
        let (full, part) = (drawn / steps, drawn % steps);
        let part = part.checked_sub(1).and_then(|index| glyphs.bar_fractions.get(index));
        let rest = width - full - usize::from(part.is_some());
        let mut bar = glyphs.bar_full.repeat(full);
        bar.push_str(part.copied().unwrap_or_default());
        bar.push_str(&glyphs.bar_empty.repeat(rest));
        bar
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn theme(repertoire: Charset) -> Theme {
        Theme::new(Capability { colour: Colour::Sixteen, charset: repertoire })
    }

    #[test]
    fn bars_fill_in_the_smallest_part_the_terminal_has() {
        let (full, console, ascii) = (theme(Charset::Unicode), theme(Charset::Console), theme(Charset::Ascii));
        for (share, in_eighths, in_halves, in_columns) in [
            (0.0, "░░░░", "░░░░", "...."),
            (1.0, "████", "████", "####"),
            (0.5, "██░░", "██░░", "##.."),
            (0.28, "█▏░░", "█░░░", "#..."),
            (0.62, "██▌░", "██▌░", "##.."),
            (1e-9, "▏░░░", "▌░░░", "#..."),
            (7.0, "████", "████", "####"),
            (-7.0, "░░░░", "░░░░", "...."),
            (f64::NAN, "░░░░", "░░░░", "...."),
            (f64::INFINITY, "████", "████", "####"),
        ] {
            assert_eq!(full.bar(share, 4), in_eighths, "{share}");
            assert_eq!(console.bar(share, 4), in_halves, "{share}");
            assert_eq!(ascii.bar(share, 4), in_columns, "{share}");
        }
        assert_eq!(full.bar(0.5, 0), "");
    }

    #[test]
    fn bars_are_as_wide_as_asked_and_never_shrink_as_the_share_grows() {
        for repertoire in [Charset::Unicode, Charset::Console, Charset::Ascii] {
            let theme = theme(repertoire);
            for width in [1_u16, 3, 10, 37] {
                for step in 0..=1000 {
                    let bar = theme.bar(f64::from(step) / 1000.0, width);
                    assert_eq!(bar.chars().count(), usize::from(width));
                }
            }
        }
    }
}
