//! What goes wrong on a column's platforms, what helps, what that adds a month, and whether it is switched on.

use super::Shown;
use super::parts;
use crate::app::{Pane, amount};
use crate::appraisal::Column;
use crate::appraisal::hazards::{Hazard, Setting, hazards, priced};
use crate::appraisal::mitigation::State;
use crate::theme::Theme;
use crate::view::pen::{Pen, wrapped};
use ratatui::layout::Rect;
use ratatui::style::Style;

/// `+1,234`.
const USD: u16 = 8;
/// `+12.5`.
const HOURS: u16 = 6;
/// Cursor, box, a space.
const BOX: u16 = 5;
/// What helps stands further in than what goes wrong.
const INDENT: u16 = 2;

/// As many as its text takes.
pub fn rows(shown: &Shown<'_>, width: u16) -> u16 {
    let lines: usize = listed(shown).iter().map(|hazard| lines(shown, hazard, width).len()).sum();
    1 + parts::columns(lines).max(1)
}

/// What a line of tabs says of it.
pub fn said(shown: &Shown<'_>, theme: &Theme) -> String {
    let name = shown.label(shown.column_of(Pane::Risks));
    let turn = if shown.has_focus(Pane::Risks) && shown.sheet.columns.len() > 1 {
        format!(" {}{}", theme.glyphs.left, theme.glyphs.right)
    } else {
        String::new()
    };
    format!("{name}{turn} · +USD +h/mo")
}

fn column<'a>(shown: &'a Shown<'_>) -> Option<&'a Column> {
    shown.sheet.columns.get(shown.column_of(Pane::Risks))
}

fn listed<'a>(shown: &Shown<'a>) -> Vec<Hazard<'a>> {
    column(shown).map_or_else(Vec::new, |column| hazards(shown.session, &shown.app.catalogue, column))
}

/// Whether there is anything to show.
pub fn has_any(shown: &Shown<'_>) -> bool {
    !listed(shown).is_empty()
}

/// A line of a failure mode.
struct Line {
    /// Whether it says what goes wrong; otherwise what helps.
    is_mode: bool,
    /// Whether it is the first of its kind.
    is_first: bool,
    text: String,
}

/// Whether there is room for figures beside what helps.
fn has_figures(width: u16) -> bool {
    width > BOX + INDENT + 16 + USD + HOURS
}

fn broken(text: &str, room: u16, is_mode: bool) -> impl Iterator<Item = Line> {
    let lines = wrapped(text, usize::from(room)).into_iter().enumerate();
    lines.map(move |(at, text)| Line { is_mode, is_first: at == 0, text })
}

/// The mode, then what helps and where that shows. What adds to bill or hours leaves room for the figures.
fn lines(shown: &Shown<'_>, hazard: &Hazard<'_>, width: u16) -> Vec<Line> {
    let room = width.saturating_sub(BOX + 1);
    let below = room.saturating_sub(INDENT);
    let has_figures = hazard.setting() != Setting::Words && has_figures(width);
    let below = if has_figures { below.saturating_sub(USD + HOURS + 1) } else { below };
    let mode = broken(&hazard.risk.mode, room, true);
    mode.chain(broken(&helps(shown, hazard), below, false)).collect()
}

/// What helps, where; and where it shows if no figure says so.
fn helps(shown: &Shown<'_>, hazard: &Hazard<'_>) -> String {
    let risk = hazard.risk;
    let covering = hazard.covered_by();
    let named = |id: &crate::model::RiskId| {
        let known = shown.app.catalogue.risks.iter().find(|risk| risk.id == id.as_str());
        known.map_or_else(|| id.to_string(), |risk| risk.mitigation.clone())
    };
    if !covering.is_empty() {
        let by: Vec<String> = covering.into_iter().map(named).collect();
        return format!("no longer, because of: {}", by.join("; "));
    }
    let is_plain = hazard.setting() == Setting::Words;
    let price = if is_plain && !risk.price.is_empty() { format!(" ({})", risk.price) } else { String::new() };
    format!("{}{price}{}", risk.mitigation, places(shown, hazard))
}

/// ` · on Fleet, K8s`, in an estate of several; those on which it is switched on have a mark where others have not.
fn places(shown: &Shown<'_>, hazard: &Hazard<'_>) -> String {
    let used: std::collections::BTreeSet<&str> =
        column(shown).into_iter().flat_map(|column| &column.assign).map(|(_, to)| to.as_str()).collect();
    if used.len() < 2 {
        return String::new();
    }
    let is_mixed = hazard.setting() == Setting::Some;
    let names = hazard.on.iter().map(|row| {
        let name = shown.alternative(row.alternative.as_str());
        let mark = if is_mixed && row.state == State::Mitigated { " (on)" } else { "" };
        format!("{name}{mark}")
    });
    format!(" · {}", names.collect::<Vec<_>>().join(", "))
}

/// `+78`, or nothing for what is not known.
fn added(theme: &Theme, value: Option<f64>, shown: impl Fn(f64) -> String) -> String {
    let Some(value) = value else { return "–".to_owned() };
    let amount = shown(value.abs());
    match value {
        _ if amount == shown(0.0) => "0".to_owned(),
        value if value < 0.0 => format!("{}{amount}", theme.glyphs.minus),
        _ => format!("+{amount}"),
    }
}

/// Draws the pane.
pub fn render(pen: &mut Pen<'_>, shown: &Shown<'_>, area: Rect) {
    let has_focus = shown.has_focus(Pane::Risks);
    head(pen, shown, area, has_focus);
    let hazards = column(shown).map_or_else(Vec::new, |column| priced(shown.session, &shown.app.catalogue, column));
    if hazards.is_empty() {
        parts::note(pen, area, "the catalogue knows no platform behind it");
        return;
    }
    let at = shown.cursor(Pane::Risks, hazards.len());
    let all: Vec<Vec<Line>> = hazards.iter().map(|hazard| lines(shown, hazard, area.width)).collect();
    let height = usize::from(area.height.saturating_sub(1));
    let first = first(&all, at.unwrap_or(0), height);
    let mut y = area.y.saturating_add(1);
    for (place, (hazard, lines)) in hazards.iter().zip(&all).enumerate().skip(first) {
        let free = area.bottom().saturating_sub(y);
        let left = hazards.len() - place;
        let needed = parts::columns(lines.len()) + u16::from(left > 1);
        // The one under the cursor is shown as far as there is room.
        if free == 0 || (needed > free && at != Some(place)) {
            if free > 0 {
                let text = match at {
                    Some(_) => format!("{} {left} more", pen.theme.glyphs.down),
                    None => format!("{left} more: w shows all, with sources"),
                };
                let style = pen.theme.palette.muted;
                pen.text(area.x.saturating_add(1), y, area.width.saturating_sub(1), &text, style);
            }
            break;
        }
        let here = at == Some(place);
        let place = Rect { y, height: free.min(parts::columns(lines.len())), ..area };
        entry(pen, hazard, lines, here, place);
        y += place.height;
    }
    if first > 0 && area.height > 1 {
        let (up, style) = (pen.theme.glyphs.up, pen.theme.palette.muted);
        pen.text(area.right().saturating_sub(1), area.y.saturating_add(1), 1, up, style);
    }
}

/// The first that is shown, so that the one under the cursor is shown whole.
fn first(all: &[Vec<Line>], at: usize, height: usize) -> usize {
    let tall = |from: usize| all.iter().take(at + 1).skip(from).map(Vec::len).sum::<usize>();
    let more = usize::from(at + 1 < all.len());
    (0..=at).find(|from| tall(*from) + more <= height).unwrap_or(at)
}

fn head(pen: &mut Pen<'_>, shown: &Shown<'_>, area: Rect, has_focus: bool) {
    let palette = &pen.theme.palette;
    let name = shown.name(shown.column_of(Pane::Risks)).to_owned();
    let turn = if has_focus && shown.sheet.columns.len() > 1 {
        format!(" {}{}", pen.theme.glyphs.left, pen.theme.glyphs.right)
    } else {
        String::new()
    };
    parts::head(pen, area, "Risks", &[(name.as_str(), palette.text), (turn.as_str(), palette.muted)], has_focus);
    let taken = parts::width(&name) + parts::width(&turn) + 10;
    if area.width > taken + USD + HOURS + 4 {
        let muted = pen.theme.palette.muted;
        // Over the figures, the rule going on between them.
        for (end, title) in [(area.right() - HOURS - 1, " USD "), (area.right(), " h/mo ")] {
            pen.text(end.saturating_sub(parts::width(title)), area.y, parts::width(title), title, muted);
        }
    }
}

fn entry(pen: &mut Pen<'_>, hazard: &Hazard<'_>, lines: &[Line], here: bool, area: Rect) {
    let (palette, glyphs) = (pen.theme.palette.clone(), pen.theme.glyphs.clone());
    let is_covered = !hazard.covered_by().is_empty();
    let setting = hazard.setting();
    let (mark, mark_style) = match setting {
        _ if is_covered => (format!(" {} ", glyphs.check), palette.good),
        Setting::Words => (format!(" {} ", glyphs.bullet), palette.warning),
        Setting::Off => ("[ ]".to_owned(), palette.warning),
        Setting::Some => ("[-]".to_owned(), palette.warning),
        Setting::On => ("[x]".to_owned(), palette.good),
    };
    let is_done = is_covered || setting == Setting::On;
    let mode: Style = match (here, is_done) {
        (true, _) => palette.focus,
        (_, true) => palette.muted,
        _ => palette.text,
    };
    for (y, line) in (area.top()..area.bottom()).zip(lines) {
        if line.is_mode && line.is_first {
            if here {
                pen.text(area.x, y, 1, glyphs.cursor, palette.border_focus);
            }
            pen.text(area.x.saturating_add(1), y, area.width.saturating_sub(1).min(3), &mark, mark_style);
        }
        let indent = if line.is_mode { BOX } else { BOX + INDENT };
        let style = if line.is_mode { mode } else { palette.muted };
        pen.text(area.x.saturating_add(indent), y, area.width.saturating_sub(indent), &line.text, style);
        if !line.is_mode && line.is_first && setting != Setting::Words && !is_covered && has_figures(area.width) {
            figures(pen, hazard, setting, Rect { y, height: 1, ..area });
        }
    }
}

/// What the measure adds, or would add.
fn figures(pen: &mut Pen<'_>, hazard: &Hazard<'_>, setting: Setting, area: Rect) {
    let style = if setting == Setting::Off { pen.theme.palette.muted } else { pen.theme.palette.text };
    let (usd, hours) = hazard.price();
    let usd = added(pen.theme, usd, amount::money);
    let hours = added(pen.theme, hours, |hours| format!("{hours:.1}"));
    let x = area.right().saturating_sub(USD + HOURS + 1);
    pen.right(x, area.y, USD - 1, &usd, style);
    pen.right(x + USD, area.y, HOURS, &hours, style);
}
