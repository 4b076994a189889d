//! What goes wrong on a column's platforms, what helps, what that adds a month, and whether it is switched on.

use crate::app::{Pane, amount};
use crate::appraisal::Column;
use crate::appraisal::outcome::RiskState;
use crate::appraisal::outcome::{FailureMode, SwitchSetting};
use crate::theme::Theme;
use crate::view::context::PaneContext;
use crate::view::pane::{PaneView, Placement};
use crate::view::pen::Pen;
use crate::view::text::{text_width, to_u16, wrap_text};
use crate::view::widgets::pane_frame::{draw_note, draw_pane_header};
use ratatui::layout::Rect;
use ratatui::style::Style;

/// `+1,234`.
const USD_WIDTH: u16 = 8;
/// `+12.5`.
const HOURS_WIDTH: u16 = 6;
/// Cursor, box, a space.
const BOX_WIDTH: u16 = 5;
/// Mitigations are indented below their failure mode.
const INDENT: u16 = 2;

/// As many as its text takes.
pub fn wanted_height(context: &PaneContext<'_>, width: u16) -> u16 {
    let lines: usize = risk_list(context).iter().map(|hazard| risk_lines(context, hazard, width).len()).sum();
    1 + to_u16(lines).max(1)
}

/// What a line of tabs says of it.
pub fn tab_note(context: &PaneContext<'_>, theme: &Theme) -> String {
    let name = context.short_name(context.focused_column(Pane::Risks));
    let turn = if context.has_focus(Pane::Risks) && context.matrix.columns.len() > 1 {
        format!(" {}{}", theme.glyphs.left, theme.glyphs.right)
    } else {
        String::new()
    };
    format!("{name}{turn} · +USD +h/mo")
}

fn focused_column<'a>(context: &'a PaneContext<'_>) -> Option<&'a Column> {
    context.matrix.columns.get(context.focused_column(Pane::Risks))
}

fn risk_list<'a>(context: &PaneContext<'a>) -> &'a [FailureMode] {
    context.matrix.failure_modes(context.session, &context.app.catalogue, context.focused_column(Pane::Risks))
}

/// A line of a failure mode.
struct RiskLine {
    /// Whether it says what goes wrong; otherwise what helps.
    is_mode: bool,
    /// Whether it is the first of its kind.
    is_first: bool,
    text: String,
}

/// Whether there is room for figures beside what helps.
fn has_figures(width: u16) -> bool {
    width > BOX_WIDTH + INDENT + 16 + USD_WIDTH + HOURS_WIDTH
}

fn wrap_lines(text: &str, room: u16, is_mode: bool) -> impl Iterator<Item = RiskLine> {
    let lines = wrap_text(text, usize::from(room)).into_iter().enumerate();
    lines.map(move |(at, text)| RiskLine { is_mode, is_first: at == 0, text })
}

/// The mode, then what helps and where that shows. What adds to bill or hours leaves room for the figures.
fn risk_lines(context: &PaneContext<'_>, hazard: &FailureMode, width: u16) -> Vec<RiskLine> {
    let room = width.saturating_sub(BOX_WIDTH + 1);
    let below = room.saturating_sub(INDENT);
    let has_figures = hazard.setting() != SwitchSetting::NotModelled && has_figures(width);
    let below = if has_figures { below.saturating_sub(USD_WIDTH + HOURS_WIDTH + 1) } else { below };
    let mode = wrap_lines(&hazard.risk.mode, room, true);
    mode.chain(wrap_lines(&mitigation_text(context, hazard), below, false)).collect()
}

/// What helps, where; and where it shows if no figure says so.
fn mitigation_text(context: &PaneContext<'_>, hazard: &FailureMode) -> String {
    let risk = &hazard.risk;
    let covering = hazard.covered_by();
    let named = |id: &crate::model::RiskId| {
        let known = context.app.catalogue.risks.iter().find(|risk| risk.id == id.as_str());
        known.map_or_else(|| id.to_string(), |risk| risk.mitigation.clone())
    };
    if !covering.is_empty() {
        let by: Vec<String> = covering.into_iter().map(named).collect();
        return format!("resolved by: {}", by.join("; "));
    }
    let is_plain = hazard.setting() == SwitchSetting::NotModelled;
    let price = if is_plain && !risk.price.is_empty() { format!(" ({})", risk.price) } else { String::new() };
    format!("{}{price}{}", risk.mitigation, alternatives_text(context, hazard))
}

/// ` · on Fleet, K8s`, in an estate of several; those on which it is switched on have a mark where others have not.
fn alternatives_text(context: &PaneContext<'_>, hazard: &FailureMode) -> String {
    let used: std::collections::BTreeSet<&str> =
        focused_column(context).into_iter().flat_map(|column| &column.assignment).map(|(_, to)| to.as_str()).collect();
    if used.len() < 2 {
        return String::new();
    }
    let is_mixed = hazard.setting() == SwitchSetting::Partial;
    let names = hazard.switches.iter().map(|row| {
        let name = context.alternative_name(row.alternative.as_str());
        let mark = if is_mixed && row.state == RiskState::Mitigated { " (on)" } else { "" };
        format!("{name}{mark}")
    });
    format!(" · {}", names.collect::<Vec<_>>().join(", "))
}

/// `+78`, or nothing for what is not known.
fn format_addition(theme: &Theme, value: Option<f64>, context: impl Fn(f64) -> String) -> String {
    let Some(value) = value else { return "–".to_owned() };
    let amount = context(value.abs());
    match value {
        _ if amount == context(0.0) => "0".to_owned(),
        value if value < 0.0 => format!("{}{amount}", theme.glyphs.minus),
        _ => format!("+{amount}"),
    }
}

/// Draws the pane.
pub fn render(pen: &mut Pen<'_>, context: &PaneContext<'_>, area: Rect) {
    let has_focus = context.has_focus(Pane::Risks);
    draw_header(pen, context, area, has_focus);
    let column = context.focused_column(Pane::Risks);
    let hazards = context.matrix.priced_failure_modes(context.session, &context.app.catalogue, column);
    if hazards.is_empty() {
        draw_note(pen, area, "No catalogue platform, so no failure modes are listed.");
        return;
    }
    let at = context.cursor(Pane::Risks, hazards.len());
    let all: Vec<Vec<RiskLine>> = hazards.iter().map(|hazard| risk_lines(context, hazard, area.width)).collect();
    let height = usize::from(area.height.saturating_sub(1));
    let first = first_visible(&all, at.unwrap_or(0), height);
    let mut y = area.y.saturating_add(1);
    for (place, (hazard, lines)) in hazards.iter().zip(&all).enumerate().skip(first) {
        let free = area.bottom().saturating_sub(y);
        let left = hazards.len() - place;
        let needed = to_u16(lines.len()) + u16::from(left > 1);
        // The one under the cursor is shown as far as there is room.
        if free == 0 || (needed > free && at != Some(place)) {
            if free > 0 {
                let text = match at {
                    Some(_) => format!("{} {left} more", pen.theme.glyphs.down),
                    None => format!("{left} more: w lists all, with sources"),
                };
                let style = pen.theme.palette.muted;
                pen.text(area.x.saturating_add(1), y, area.width.saturating_sub(1), &text, style);
            }
            break;
        }
        let here = at == Some(place);
        let place = Rect { y, height: free.min(to_u16(lines.len())), ..area };
        draw_risk(pen, hazard, lines, here, place);
        y += place.height;
    }
    if first > 0 && area.height > 1 {
        let (up, style) = (pen.theme.glyphs.up, pen.theme.palette.muted);
        pen.text(area.right().saturating_sub(1), area.y.saturating_add(1), 1, up, style);
    }
}

/// The first that is shown, so that the one under the cursor is shown whole.
fn first_visible(all: &[Vec<RiskLine>], at: usize, height: usize) -> usize {
    let tall = |from: usize| all.iter().take(at + 1).skip(from).map(Vec::len).sum::<usize>();
    let more = usize::from(at + 1 < all.len());
    (0..=at).find(|from| tall(*from) + more <= height).unwrap_or(at)
}

fn draw_header(pen: &mut Pen<'_>, context: &PaneContext<'_>, area: Rect, has_focus: bool) {
    let palette = &pen.theme.palette;
    let name = context.name(context.focused_column(Pane::Risks)).to_owned();
    let turn = if has_focus && context.matrix.columns.len() > 1 {
        format!(" {}{}", pen.theme.glyphs.left, pen.theme.glyphs.right)
    } else {
        String::new()
    };
    draw_pane_header(pen, area, "Risks", &[(name.as_str(), palette.text), (turn.as_str(), palette.muted)], has_focus);
    let taken = text_width(&name) + text_width(&turn) + 10;
    if area.width > taken + USD_WIDTH + HOURS_WIDTH + 4 {
        let muted = pen.theme.palette.muted;
        // Over the figures, the rule going on between them.
        for (end, title) in [(area.right() - HOURS_WIDTH - 1, " USD "), (area.right(), " h/mo ")] {
            pen.text(end.saturating_sub(text_width(title)), area.y, text_width(title), title, muted);
        }
    }
}

fn draw_risk(pen: &mut Pen<'_>, hazard: &FailureMode, lines: &[RiskLine], here: bool, area: Rect) {
    let (palette, glyphs) = (pen.theme.palette.clone(), pen.theme.glyphs.clone());
    let is_covered = !hazard.covered_by().is_empty();
    let setting = hazard.setting();
    let (mark, mark_style) = match setting {
        _ if is_covered => (format!(" {} ", glyphs.check), palette.good),
        SwitchSetting::NotModelled => (format!(" {} ", glyphs.bullet), palette.warning),
        SwitchSetting::Off => ("[ ]".to_owned(), palette.warning),
        SwitchSetting::Partial => ("[-]".to_owned(), palette.warning),
        SwitchSetting::On => ("[x]".to_owned(), palette.good),
    };
    let is_done = is_covered || setting == SwitchSetting::On;
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
        let indent = if line.is_mode { BOX_WIDTH } else { BOX_WIDTH + INDENT };
        let style = if line.is_mode { mode } else { palette.muted };
        pen.text(area.x.saturating_add(indent), y, area.width.saturating_sub(indent), &line.text, style);
        if !line.is_mode
            && line.is_first
            && setting != SwitchSetting::NotModelled
            && !is_covered
            && has_figures(area.width)
        {
            draw_additions(pen, hazard, setting, Rect { y, height: 1, ..area });
        }
    }
}

/// What the measure adds, or would add.
fn draw_additions(pen: &mut Pen<'_>, hazard: &FailureMode, setting: SwitchSetting, area: Rect) {
    let style = if setting == SwitchSetting::Off { pen.theme.palette.muted } else { pen.theme.palette.text };
    let (usd, hours) = hazard.price();
    let usd = format_addition(pen.theme, usd, amount::format_money);
    let hours = format_addition(pen.theme, hours, |hours| format!("{hours:.1}"));
    let x = area.right().saturating_sub(USD_WIDTH + HOURS_WIDTH + 1);
    pen.text_right(x, area.y, USD_WIDTH - 1, &usd, style);
    pen.text_right(x + USD_WIDTH, area.y, HOURS_WIDTH, &hours, style);
}

/// See the module.
pub struct RisksPane;

impl PaneView for RisksPane {
    fn wanted_height(&self, context: &PaneContext<'_>, width: u16) -> u16 {
        wanted_height(context, width)
    }

    fn render(&self, pen: &mut Pen<'_>, context: &PaneContext<'_>, area: Rect) {
        render(pen, context, area);
    }

    fn tab_note(&self, context: &PaneContext<'_>, theme: &Theme) -> String {
        tab_note(context, theme)
    }

    fn has_content(&self, context: &PaneContext<'_>) -> bool {
        !risk_list(context).is_empty()
    }

    fn placement(&self) -> Placement {
        Placement::Shared
    }
}
