//! The frame of a chart: where plot, axes and labels stand, and the axes themselves.

use crate::model::number::format_volume;
use crate::view::pen::Pen;
use crate::view::text::text_width;
use crate::view::widgets::chart::log_axis::{LogAxis, format_tick};
use ratatui::layout::Rect;
use ratatui::style::Style;

/// `100 k`, as wide as a tick of money gets.
const TICK_WIDTH: u16 = 5;

/// The places of a chart.
#[derive(Debug, Clone, Copy)]
pub struct Plot {
    /// Where lines are drawn.
    pub inner: Rect,
    /// Columns to the right of it, for labels.
    label_width: u16,
}

impl Plot {
    /// A plot in an area, with so many columns of labels beside it; none where the area is too small for its frame.
    pub fn fit_into(area: Rect, beside: u16) -> Option<Self> {
        let width = area.width.checked_sub(1 + TICK_WIDTH + 1 + 1 + beside)?;
        let height = area.height.checked_sub(2)?;
        (width > 0 && height > 0).then_some(Self {
            inner: Rect { x: area.x + 1 + TICK_WIDTH + 1, y: area.y, width, height },
            label_width: beside,
        })
    }

    /// Puts a sign into a cell of the plot.
    pub fn draw_glyph(&self, pen: &mut Pen<'_>, (x, y): (u16, u16), sign: &str, style: Style) {
        if x < self.inner.width && y < self.inner.height {
            pen.glyph(self.inner.x + x, self.inner.y + y, sign, style);
        }
    }

    /// The cell of two values.
    pub fn cell_at(&self, (across, x): (LogAxis, f64), (up, y): (LogAxis, f64)) -> (u16, u16) {
        (across.cell(x, self.inner.width), self.inner.height - 1 - up.cell(y, self.inner.height))
    }

    /// The name of a line, beside a row of the plot.
    pub fn draw_label(&self, pen: &mut Pen<'_>, row: u16, text: &str, style: Style) {
        pen.text(self.inner.right() + 1, self.inner.y + row, self.label_width, text, style);
    }

    /// Both axes without ticks but these, up the left: a row of the plot and its label.
    pub fn draw_axes<const N: usize>(&self, pen: &mut Pen<'_>, ticks: [(u16, String); N]) {
        let (glyphs, palette) = (&pen.theme.glyphs, &pen.theme.palette);
        let (inner, x) = (self.inner, self.inner.x - 1);
        for y in inner.top()..inner.bottom() {
            pen.glyph(x, y, glyphs.vertical, palette.border);
        }
        pen.glyph(x, inner.bottom(), glyphs.bottom_left, palette.border);
        for x in inner.left()..inner.right() {
            pen.glyph(x, inner.bottom(), glyphs.horizontal, palette.border);
        }
        for (row, text) in ticks {
            pen.glyph(x, inner.y + row, glyphs.tee_right, palette.border);
            pen.text_right(x - TICK_WIDTH, inner.y + row, TICK_WIDTH, &text, palette.muted);
        }
    }

    /// Ticks below the axis, each at a column of the plot, and one that is emphasised; those that run into it are left out.
    pub fn draw_ticks(&self, pen: &mut Pen<'_>, ticks: &[(u16, &str)], (now, label): (u16, &str)) {
        let (glyphs, palette) = (&pen.theme.glyphs, &pen.theme.palette);
        let (inner, y) = (self.inner, self.inner.bottom() + 1);
        let taken = self.centred_span(pen.text_width(label), inner.x + now);
        for (column, text) in ticks {
            let (from, to) = self.centred_span(pen.text_width(text), inner.x + column);
            pen.glyph(inner.x + column, inner.bottom(), glyphs.tee_top, palette.border);
            if to < taken.0 || from > taken.1 {
                pen.text(from, y, to - from, text, palette.muted);
            }
        }
        if !label.is_empty() {
            pen.glyph(inner.x + now, inner.bottom(), glyphs.up, palette.heading);
            pen.text(taken.0, y, taken.1 - taken.0, label, palette.heading);
        }
    }

    /// Both axes with their ticks, the present volume among them. Money below the axis is marked as at most its first tick.
    pub fn draw_log_axes(
        &self,
        pen: &mut Pen<'_>,
        across: LogAxis,
        (up, is_cut): (LogAxis, bool),
        now: f64,
        unit: &str,
    ) {
        let (glyphs, palette) = (&pen.theme.glyphs, &pen.theme.palette);
        let (border, muted) = (palette.border, palette.muted);
        let (inner, x) = (self.inner, self.inner.x - 1);
        for y in inner.top()..inner.bottom() {
            pen.glyph(x, y, glyphs.vertical, border);
        }
        pen.glyph(x, inner.bottom(), glyphs.bottom_left, border);
        for x in inner.left()..inner.right() {
            pen.glyph(x, inner.bottom(), glyphs.horizontal, border);
        }
        for value in thin_ticks(up, inner.height, 1) {
            let y = inner.bottom() - 1 - up.cell(value, inner.height);
            pen.glyph(x, y, glyphs.tee_right, border);
            let below = if is_cut && y + 1 == inner.bottom() { "≤" } else { "" };
            pen.text_right(x - TICK_WIDTH, y, TICK_WIDTH, &format!("{below}{}", format_tick(value)), muted);
        }
        self.draw_volume_ticks(pen, across, now, unit);
    }

    /// The ticks of the volume below the axis; those that the present one would run into are left out.
    fn draw_volume_ticks(&self, pen: &mut Pen<'_>, across: LogAxis, now: f64, unit: &str) {
        let (glyphs, palette) = (&pen.theme.glyphs, &pen.theme.palette);
        let (inner, y) = (self.inner, self.inner.bottom() + 1);
        let label = self.now_label(across, now, (glyphs.left, glyphs.right));
        let at = inner.x + across.cell(now, inner.width);
        let taken = self.centred_span(pen.text_width(&label), at);
        for value in thin_ticks(across, inner.width, 8) {
            let text = format_tick(value);
            let x = inner.x + across.cell(value, inner.width);
            let (from, to) = self.centred_span(text_width(&text), x);
            pen.glyph(x, inner.bottom(), glyphs.tee_top, palette.border);
            if to < taken.0 || from > taken.1 {
                pen.text(from, y, to - from, &text, palette.muted);
            }
        }
        pen.glyph(at, inner.bottom(), glyphs.up, palette.heading);
        pen.text(taken.0, y, taken.1 - taken.0, &label, palette.heading);
        pen.text(inner.right() + 1, y, self.label_width, unit, palette.muted);
    }

    /// `now 3.0 M`, with an arrow where that lies beyond the axis.
    fn now_label(&self, across: LogAxis, now: f64, (left, right): (&str, &str)) -> String {
        let label = format!("now {}", format_volume(now));
        match (across.contains(now), across.position(now) < 0.5) {
            (true, _) => label,
            (false, true) => format!("{left} {label}"),
            (false, false) => format!("{label} {right}"),
        }
    }

    /// The first and last column of a text with its middle at `x`, kept within the plot.
    fn centred_span(&self, width: u16, x: u16) -> (u16, u16) {
        let last = self.inner.right().saturating_sub(width);
        let from = x.saturating_sub(width / 2).min(last).max(self.inner.x);
        (from, from.saturating_add(width).min(self.inner.right() + self.label_width))
    }

    /// The present volume, from top to bottom.
    pub fn draw_now(&self, pen: &mut Pen<'_>, across: LogAxis, now: f64) {
        if across.contains(now) {
            let x = across.cell(now, self.inner.width);
            for y in 0..self.inner.height {
                self.draw_glyph(pen, (x, y), pen.theme.glyphs.vertical, pen.theme.palette.heading);
            }
        }
    }
}

/// The powers of ten on an axis of so many cells, evenly thinned so that each has at least `least` of them.
fn thin_ticks(axis: LogAxis, cells: u16, least: u16) -> impl Iterator<Item = f64> {
    let count = axis.powers_of_ten().count().max(1);
    let each = usize::from(cells) / count;
    let stride = usize::from(least).div_ceil(each.max(1)).max(1);
    axis.powers_of_ten().step_by(stride)
}
