//! What the panes share: header lines, rows that are filled from left to right, bars, short names, differences.

use crate::model::showable::{self, showable};
use crate::theme::Theme;
use crate::view::pen::Pen;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

/// Between panes that stand side by side: a space, the divider, a space.
pub const GUTTER_WIDTH: u16 = 3;

/// A number of columns or rows; what is beyond any screen saturates.
pub fn to_u16(count: usize) -> u16 {
    u16::try_from(count).unwrap_or(u16::MAX)
}

/// The columns that a text takes on screen.
pub fn text_width(text: &str) -> u16 {
    to_u16(showable::width(&showable(text)))
}

/// The columns that the widest takes.
pub fn max_text_width<'t>(texts: impl Iterator<Item = &'t str>) -> u16 {
    texts.map(text_width).max().unwrap_or(0)
}

/// Puts one sign into one cell. Only for the theme's own signs, letters and dots, which are one column wide.
pub fn draw_glyph(pen: &mut Pen<'_>, x: u16, y: u16, sign: &str, style: Style) {
    if let Some(cell) = pen.buf.cell_mut((x, y)) {
        cell.set_symbol(sign).set_style(style);
    }
}

/// The header of a pane: a rule with its name, and what is said of it. The one that has the keys stands in brackets.
pub fn draw_header(pen: &mut Pen<'_>, area: Rect, title: &str, said: &[(&str, Style)], has_focus: bool) {
    let (palette, line) = (&pen.theme.palette, pen.theme.glyphs.horizontal);
    let (border, style) =
        if has_focus { (palette.border_focus, palette.border_focus) } else { (palette.border, palette.heading) };
    if area.height == 0 {
        return;
    }
    for x in area.left()..area.right() {
        draw_glyph(pen, x, area.y, line, border);
    }
    let (open, close) = if has_focus { ("[", "]") } else { (" ", " ") };
    let mut pieces = vec![(open, style), (title, style), (close, style)];
    let said = said.iter().copied().filter(|(text, _)| !text.is_empty());
    let before = pieces.len();
    pieces.extend(said);
    if pieces.len() > before {
        pieces.insert(before, (" ", style));
        pieces.push((" ", style));
    }
    pen.spans(area.x.saturating_add(1), area.y, area.width.saturating_sub(2), &pieces);
}

/// What a pane says when it has nothing to show: below its header, broken at words.
pub fn draw_note(pen: &mut Pen<'_>, area: Rect, text: &str) {
    let (y, height) = (area.y.saturating_add(1), area.height.saturating_sub(1));
    let below = Rect { x: area.x.saturating_add(1), y, width: area.width.saturating_sub(1), height };
    pen.paragraph(below, text, pen.theme.palette.muted);
}

/// Marks in the cursor's column that a list goes on above its first line, or below its last.
pub fn draw_scroll_marks(pen: &mut Pen<'_>, area: Rect, first: u16, shown: &std::ops::Range<usize>, len: usize) {
    let (up, down, style) = (pen.theme.glyphs.up, pen.theme.glyphs.down, pen.theme.palette.muted);
    let top = area.y.saturating_add(first);
    let last = top.saturating_add(to_u16(shown.len())).saturating_sub(1);
    for (is_cut, y, glyph) in [(shown.start > 0, top, up), (shown.end < len, last, down)] {
        let is_free = pen.buf.cell((area.x, y)).is_some_and(|cell| cell.symbol() == " ");
        if is_cut && is_free && !shown.is_empty() && y < area.bottom() {
            draw_glyph(pen, area.x, y, glyph, style);
        }
    }
}

/// A horizontal rule over the first row of an area.
pub fn draw_rule(pen: &mut Pen<'_>, area: Rect) {
    if area.height == 0 {
        return;
    }
    let (line, border) = (pen.theme.glyphs.horizontal, pen.theme.palette.border);
    for x in area.left()..area.right() {
        draw_glyph(pen, x, area.y, line, border);
    }
}

/// The divider to the left of a pane, below its header line; the line goes on to the pane beside it where that has one too.
pub fn draw_gutter(pen: &mut Pen<'_>, area: Rect, is_joined: bool) {
    let Some(x) = area.x.checked_sub(GUTTER_WIDTH).filter(|_| area.height > 0) else { return };
    let (line, divider, border) = (pen.theme.glyphs.horizontal, pen.theme.glyphs.divider, pen.theme.palette.border);
    if is_joined {
        for x in x..area.x {
            draw_glyph(pen, x, area.y, line, border);
        }
    }
    for y in area.y.saturating_add(u16::from(is_joined))..area.bottom() {
        draw_glyph(pen, x.saturating_add(1), y, divider, border);
    }
}

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
            draw_glyph(pen, self.x, self.y, pen.theme.glyphs.cursor, style);
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
                draw_glyph(pen, self.x + at, self.y, glyph, flip);
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
            draw_glyph(pen, self.x + column, self.y, glyph, style);
        }
        self.skip(width.saturating_add(1));
    }

    /// Signs one after the other, and one column of space.
    pub fn glyphs(&mut self, pen: &mut Pen<'_>, signs: impl Iterator<Item = (&'static str, Style)>) {
        for (glyph, style) in signs {
            if self.remaining() > 0 {
                draw_glyph(pen, self.x, self.y, glyph, style);
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
            _ if column < full => draw_glyph(pen, x + column, y, theme.glyphs.bar_full, style),
            Some(glyph) if column == full => draw_glyph(pen, x + column, y, glyph, style),
            _ if track => draw_glyph(pen, x + column, y, theme.glyphs.bar_empty, theme.palette.bar_rest),
            _ => {}
        }
    }
}

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

/// How the name of what is ruled out looks.
pub fn ruled_out_style(theme: &Theme) -> Style {
    theme.palette.muted.add_modifier(Modifier::CROSSED_OUT)
}

/// A name in at most `most` columns.
pub fn truncate(name: &str, most: usize) -> String {
    showable::truncate(&showable(name), most)
}

/// A name that needs no shortening, whatever else there is.
const ALWAYS_WHOLE_WIDTH: usize = 6;

/// Names in at most `most` columns each, told apart: the name where it is short, else a known short one, else the name, else
/// its beginning, and where that is not enough its beginning and its end, or a number.
pub fn unique_labels(names: &[(&str, Option<String>)], most: usize) -> Vec<String> {
    let mut taken: Vec<String> = Vec::with_capacity(names.len());
    for (at, (name, known)) in names.iter().enumerate() {
        let name = showable(name);
        let whole = |most: usize| (showable::width(&name) <= most).then(|| name.clone().into_owned());
        let known = known.clone();
        // An estate that puts everything on one platform may be called by the platform alone.
        let bare =
            known.as_ref().and_then(|known| known.strip_prefix("All ")).filter(|bare| showable::width(bare) <= most);
        let bare = bare.map(str::to_owned);
        let known = known.filter(|known| showable::width(known) <= most);
        let fitted = [Some(showable::truncate(&name, most)), Some(abbreviate_middle(&name, most))];
        let candidates = [whole(most.min(ALWAYS_WHOLE_WIDTH)), known, whole(most), bare].into_iter().chain(fitted);
        let label = candidates.flatten().find(|label| !label.is_empty() && !taken.contains(label));
        taken.push(label.unwrap_or_else(|| {
            let number = (at + 1).to_string();
            let head = showable::truncate(&name, most.saturating_sub(number.len()));
            showable::truncate_with(&format!("{head}{number}"), most, "")
        }));
    }
    taken
}

/// Why something is ruled out, without the name that stands before it.
pub fn strip_leading_name<'a>(name: &str, what: &'a str) -> &'a str {
    what.strip_prefix(name).map_or(what, str::trim_start)
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

/// The beginning and the end of a name: `All Ma…tes`.
fn abbreviate_middle(name: &str, most: usize) -> String {
    let tail = most / 3;
    let skip = name.chars().count().saturating_sub(tail);
    let end: String = name.chars().skip(skip).collect();
    let head = most.saturating_sub(showable::width(&end));
    format!("{}{end}", showable::truncate(name, head))
}

/// A name on two lines of at most `most` columns, the lower one filled first.
pub fn split_over_two_lines(name: &str, most: usize) -> [String; 2] {
    let name = showable(name);
    if showable::width(&name) <= most {
        return [String::new(), name.into_owned()];
    }
    let mut upper = String::new();
    let mut rest = name.trim();
    while let Some((word, after)) = split_first_word(rest) {
        let joined = showable::width(&upper) + usize::from(!upper.is_empty()) + showable::width(word);
        if joined > most {
            break;
        }
        if !upper.is_empty() && !upper.ends_with('-') {
            upper.push(' ');
        }
        upper.push_str(word);
        rest = after;
    }
    [upper, showable::truncate(rest, most)]
}

/// The first word, up to a space or with a hyphen, and the rest.
fn split_first_word(text: &str) -> Option<(&str, &str)> {
    let at = text.find([' ', '-'])?;
    let (word, rest) = text.split_at(at + usize::from(text.get(at..)?.starts_with('-')));
    let rest = rest.trim_start();
    (!rest.is_empty()).then_some((word, rest))
}

/// A count with its noun: `1 column`, `3 columns`.
pub fn format_count(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_told_apart_and_never_too_wide() {
        let names = [
            ("VM fleet", Some("Fleet".to_owned())),
            ("Managed Kubernetes", Some("K8s".to_owned())),
            ("Managed Kubernetes in Frankfurt", None),
            ("Managed Kubernetes in Stockholm", None),
            ("Managed Kubernetes in Stockholm", None),
            ("漢字漢字漢字漢字", None),
        ];
        for most in 1..30 {
            let labels = unique_labels(&names, most);
            assert!(labels.iter().all(|label| showable::width(label) <= most), "{most}: {labels:?}");
            if most > 3 {
                let mut unique = labels.clone();
                unique.sort();
                unique.dedup();
                assert_eq!(unique.len(), labels.len(), "{most}: {labels:?}");
            }
        }
        assert_eq!(unique_labels(&names[..2], 8), ["Fleet", "K8s"]);
        assert_eq!(unique_labels(&[("VM fleet", None), ("Functions", None)], 8), ["VM fleet", "Functio…"]);
    }

    #[test]
    fn what_matters_most_is_fitted_first_and_nothing_is_wider_than_the_table() {
        assert_eq!(allocate_widths(40, (10, 20), [4, 8, 30]), (20, [4, 8, 0], 5));
        for width in 0..120 {
            let (name, taken, left) = allocate_widths(width, (8, 24), [7, 9, 12, 4]);
            let sum: u16 = taken.iter().filter(|column| **column > 0).map(|column| column + 1).sum();
            assert!(name + 1 + sum + left <= width.max(9), "{width}");
        }
    }

    #[test]
    fn a_name_breaks_at_a_word() {
        assert_eq!(split_over_two_lines("VM fleet", 8), ["", "VM fleet"]);
        assert_eq!(split_over_two_lines("Keep the gateway, move the rest", 9), ["Keep the", "gateway,…"]);
        assert_eq!(split_over_two_lines("Three-node cluster", 7), ["Three-", "node c…"]);
        assert_eq!(split_over_two_lines("trailing-", 5), ["", "trai…"]);
        assert_eq!(split_over_two_lines("Functions", 7), ["", "Functi…"]);
    }
}
