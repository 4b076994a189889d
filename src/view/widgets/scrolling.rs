//! Lines that are longer than the box they are in.

use crate::app::Scroll;

/// Which of `len` lines a box of `height` shows when it is scrolled this far; the last ones at most.
pub fn visible_lines(len: usize, height: u16, scroll: Scroll) -> std::ops::Range<usize> {
    let height = usize::from(height);
    let start = scroll.min(len.saturating_sub(height));
    start..(start + height).min(len)
}
