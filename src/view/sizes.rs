//! Sizes of the screen at which the layout changes.

/// The least width and height at which the program can be used.
pub const MIN_SIZE: (u16, u16) = (40, 12);

/// From this width on, two areas stand side by side.
pub const WIDE_FROM: u16 = 100;
