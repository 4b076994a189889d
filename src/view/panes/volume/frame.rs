//! The frame of a chart: where plot, axes and labels stand, and the axes themselves.

use super::axis::{Axis, tick};
use crate::appraisal::words;
use crate::view::panes::parts;
use crate::view::pen::Pen;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// `100 k`, as wide as a tick of money gets.
const TICK: u16 = 5;

/// The places of a chart.
#[derive(Debug, Clone, Copy)]
pub struct Plot {
    /// Where lines are drawn.
    pub inner: Rect,
    /// Columns to the right of it, for labels.
    beside: u16,
}

impl Plot {
    /// A plot in an area, with so many columns of labels beside it; none where the area is too small for its frame.
    pub fn within(area: Rect, beside: u16) -> Option<Self> {
        let width = area.width.checked_sub(1 + TICK + 1 + 1 + beside)?;
        let height = area.height.checked_sub(2)?;
        (width > 0 && height > 0)
            .then_some(Self { inner: Rect { x: area.x + 1 + TICK + 1, y: area.y, width, height }, beside })
    }

    /// Puts a sign into a cell of the plot.
    pub fn sign(&self, pen: &mut Pen<'_>, (x, y): (u16, u16), sign: &str, style: Style) {
        if x < self.inner.width && y < self.inner.height {
            parts::sign(pen, self.inner.x + x, self.inner.y + y, sign, style);
        }
    }

    /// The cell of two values.
    pub fn place(&self, (across, x): (Axis, f64), (up, y): (Axis, f64)) -> (u16, u16) {
        (across.place(x, self.inner.width), self.inner.height - 1 - up.place(y, self.inner.height))
    }

    /// The name of a line, beside a row of the plot.
    pub fn label(&self, pen: &mut Pen<'_>, row: u16, text: &str, style: Style) {
        pen.text(self.inner.right() + 1, self.inner.y + row, self.beside, text, style);
    }

    /// Both axes without ticks but these, up the left: a row of the plot and what stands beside it.
    pub fn frame<const N: usize>(&self, pen: &mut Pen<'_>, ticks: [(u16, String); N]) {
        let (glyphs, palette) = (&pen.theme.glyphs, &pen.theme.palette);
        let (inner, x) = (self.inner, self.inner.x - 1);
        for y in inner.top()..inner.bottom() {
            parts::sign(pen, x, y, glyphs.vertical, palette.border);
        }
        parts::sign(pen, x, inner.bottom(), glyphs.bottom_left, palette.border);
        for x in inner.left()..inner.right() {
            parts::sign(pen, x, inner.bottom(), glyphs.horizontal, palette.border);
        }
        for (row, text) in ticks {
            parts::sign(pen, x, inner.y + row, glyphs.tee_right, palette.border);
            pen.right(x - TICK, inner.y + row, TICK, &text, palette.muted);
        }
    }

    /// Ticks below the axis, each at a column of the plot, and one that stands out; those that run into it are left out.
    pub fn below(&self, pen: &mut Pen<'_>, ticks: &[(u16, &str)], (now, said): (u16, &str)) {
        let (glyphs, palette) = (&pen.theme.glyphs, &pen.theme.palette);
        let (inner, y) = (self.inner, self.inner.bottom() + 1);
        let taken = self.centred(pen.width(said), inner.x + now);
        for (column, text) in ticks {
            let (from, to) = self.centred(pen.width(text), inner.x + column);
            parts::sign(pen, inner.x + column, inner.bottom(), glyphs.tee_top, palette.border);
            if to < taken.0 || from > taken.1 {
                pen.text(from, y, to - from, text, palette.muted);
            }
        }
        if !said.is_empty() {
            parts::sign(pen, inner.x + now, inner.bottom(), glyphs.up, palette.heading);
            pen.text(taken.0, y, taken.1 - taken.0, said, palette.heading);
        }
    }

    /// Both axes with their ticks, the present volume among them. Money below its axis is said to be at most what stands there.
    pub fn axes(&self, pen: &mut Pen<'_>, across: Axis, (up, is_cut): (Axis, bool), now: f64, unit: &str) {
        let (glyphs, palette) = (&pen.theme.glyphs, &pen.theme.palette);
        let (border, muted) = (palette.border, palette.muted);
        let (inner, x) = (self.inner, self.inner.x - 1);
        for y in inner.top()..inner.bottom() {
            parts::sign(pen, x, y, glyphs.vertical, border);
        }
        parts::sign(pen, x, inner.bottom(), glyphs.bottom_left, border);
        for x in inner.left()..inner.right() {
            parts::sign(pen, x, inner.bottom(), glyphs.horizontal, border);
        }
        for value in thinned(up, inner.height, 1) {
            let y = inner.bottom() - 1 - up.place(value, inner.height);
            parts::sign(pen, x, y, glyphs.tee_right, border);
            let below = if is_cut && y + 1 == inner.bottom() { "≤" } else { "" };
            pen.right(x - TICK, y, TICK, &format!("{below}{}", tick(value)), muted);
        }
        self.volumes(pen, across, now, unit);
    }

    /// The ticks of the volume below the axis; those that the present one would run into are left out.
    fn volumes(&self, pen: &mut Pen<'_>, across: Axis, now: f64, unit: &str) {
        let (glyphs, palette) = (&pen.theme.glyphs, &pen.theme.palette);
        let (inner, y) = (self.inner, self.inner.bottom() + 1);
        let told = self.now_said(across, now, (glyphs.left, glyphs.right));
        let at = inner.x + across.place(now, inner.width);
        let taken = self.centred(pen.width(&told), at);
        for value in thinned(across, inner.width, 8) {
            let text = tick(value);
            let x = inner.x + across.place(value, inner.width);
            let (from, to) = self.centred(parts::width(&text), x);
            parts::sign(pen, x, inner.bottom(), glyphs.tee_top, palette.border);
            if to < taken.0 || from > taken.1 {
                pen.text(from, y, to - from, &text, palette.muted);
            }
        }
        parts::sign(pen, at, inner.bottom(), glyphs.up, palette.heading);
        pen.text(taken.0, y, taken.1 - taken.0, &told, palette.heading);
        pen.text(inner.right() + 1, y, self.beside, unit, palette.muted);
    }

    /// `now 3.0 M`, with an arrow where that lies beyond the axis.
    fn now_said(&self, across: Axis, now: f64, (left, right): (&str, &str)) -> String {
        let told = format!("now {}", words::volume(now));
        match (across.holds(now), across.share(now) < 0.5) {
            (true, _) => told,
            (false, true) => format!("{left} {told}"),
            (false, false) => format!("{told} {right}"),
        }
    }

    /// From and to which column a text stands whose middle is at `x`, kept within the plot.
    fn centred(&self, width: u16, x: u16) -> (u16, u16) {
        let last = self.inner.right().saturating_sub(width);
        let from = x.saturating_sub(width / 2).min(last).max(self.inner.x);
        (from, from.saturating_add(width).min(self.inner.right() + self.beside))
    }

    /// The present volume, from top to bottom.
    pub fn now(&self, pen: &mut Pen<'_>, across: Axis, now: f64) {
        if across.holds(now) {
            let x = across.place(now, self.inner.width);
            for y in 0..self.inner.height {
                self.sign(pen, (x, y), pen.theme.glyphs.vertical, pen.theme.palette.heading);
            }
        }
    }
}

/// The powers of ten on an axis of so many cells, evenly thinned so that each has at least `least` of them.
fn thinned(axis: Axis, cells: u16, least: u16) -> impl Iterator<Item = f64> {
    let count = axis.powers().count().max(1);
    let each = usize::from(cells) / count;
    let stride = usize::from(least).div_ceil(each.max(1)).max(1);
    axis.powers().step_by(stride)
}
