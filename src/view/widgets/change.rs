//! How a figure differs from what it was.

use crate::theme::Theme;
use ratatui::style::Style;

/// Which way is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// More is better.
    HigherIsBetter,
    /// Less is better.
    LowerIsBetter,
}

/// `▲ +0.10`: the change since `was`, or nothing when it would read as none. `shown` prints an amount without its sign.
pub fn format_change(
    theme: &Theme,
    now: f64,
    was: Option<f64>,
    better: Direction,
    shown: impl Fn(f64) -> String,
) -> Option<(String, Style)> {
    let by = now - was?;
    let amount = shown(by.abs());
    if !by.is_finite() || amount == shown(0.0) {
        return None;
    }
    let rises = by > 0.0;
    let (arrow, sign) = if rises { (theme.glyphs.up, "+") } else { (theme.glyphs.down, theme.glyphs.minus) };
    let is_better = rises == (better == Direction::HigherIsBetter);
    Some((format!("{arrow} {sign}{amount}"), if is_better { theme.palette.up } else { theme.palette.down }))
}
