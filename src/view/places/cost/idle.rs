//! What becomes of the capacity that is paid for, as a bar cut in three.

use crate::cost::CapacityUse;
use crate::theme::Theme;
use ratatui::style::Style;

/// Cells of the bar.
pub const BAR_WIDTH: u16 = 10;

/// The signs of the bar: used, reserved and not used, not allocated.
pub fn bar_glyphs(theme: &Theme, idle: CapacityUse) -> impl Iterator<Item = (&'static str, Style)> + use<> {
    let cells = f64::from(BAR_WIDTH);
    // Ends are rounded, not lengths, so that the three always fill the bar.
    let end = |share: f64| (share.clamp(0.0, 1.0) * cells).round() as u16;
    let (used, reserved) = (end(idle.used), end(idle.used + idle.reserved));
    let [a, b, c] = part_looks(theme);
    (0..BAR_WIDTH).map(move |cell| match cell {
        cell if cell < used => a,
        cell if cell < reserved => b,
        _ => c,
    })
}

/// A sign and a style for each part; they differ without colour, too.
fn part_looks(theme: &Theme) -> [(&'static str, Style); 3] {
    let (glyphs, palette) = (&theme.glyphs, &theme.palette);
    [(glyphs.you, palette.bar), (glyphs.shared, palette.text), (glyphs.provider, palette.muted)]
}

/// What the signs mean.
pub fn legend(theme: &Theme) -> String {
    let [(used, _), (reserved, _), (left, _)] = part_looks(theme);
    format!("{used} used  {reserved} reserved, not used  {left} not allocated")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theme::{Capability, Charset, Colour};

    #[test]
    fn three_parts_fill_the_bar_in_ascii_too() {
        let theme = Theme::new(Capability { colour: Colour::Mono, charset: Charset::Ascii });
        let drawn = |used: f64, reserved: f64, unallocated: f64| {
            let bar: String =
                bar_glyphs(&theme, CapacityUse { unallocated, reserved, used }).map(|(sign, _)| sign).collect();
            bar
        };
        assert_eq!(drawn(0.39, 0.36, 0.25), "####++++--");
        assert_eq!(drawn(1.0, 0.0, 0.0), "##########");
        assert_eq!(drawn(0.0, 0.04, 0.96), "----------");
        assert_eq!(drawn(0.05, 0.05, 0.9), "#---------");
    }
}
