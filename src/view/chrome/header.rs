//! The line on top: session, step, which matrix, and whether the session is saved.

use crate::app::{App, Library, Workbench};
use crate::appraisal::{Step, StepStatus};
use crate::theme::Theme;
use crate::view::pen::Pen;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// From this width on the names of all steps are shown.
const FULL_RAIL_FROM: u16 = 110;
/// Below this width even the marks of the steps are left out.
const RAIL_FROM: u16 = 60;

/// The head of the library.
pub fn render_library(pen: &mut Pen<'_>, app: &App, shelf: &Library, area: Rect) {
    let palette = &pen.theme.palette;
    let (heading, muted) = (palette.heading, palette.muted);
    let dot = pen.theme.glyphs.dot;
    let count = match (shelf.entries.len(), shelf.unread()) {
        (0, 0) => "no sessions".to_owned(),
        (1, 0) => "1 session".to_owned(),
        (n, 0) => format!("{n} sessions"),
        (n, unread) => format!("reading {n} of {} sessions", n + unread),
    };
    let right = if app.library_label.is_empty() { count } else { format!("{} {dot} {count}", app.library_label) };
    let room = area.width.saturating_sub(2);
    let after = pen.text(area.x.saturating_add(1), area.y, room, "weighbridge", heading);
    let left = after.saturating_add(2);
    let end = area.right().saturating_sub(1);
    pen.text_right(left, area.y, end.saturating_sub(left), &right, muted);
    draw_rule(pen, area);
}

/// The head of a session.
pub fn render_workbench(pen: &mut Pen<'_>, workbench: &Workbench, area: Rect) {
    draw_rule(pen, area);
    let palette = pen.theme.palette.clone();
    let (left, end) = (area.x.saturating_add(1), area.right().saturating_sub(1));
    let (state, style) = save_state(workbench, pen.theme, area.width < RAIL_FROM);
    let end = end.saturating_sub(pen.text_width(&state));
    pen.text(end, area.y, area.right().saturating_sub(end), &state, style);
    let mut end = end.saturating_sub(2);
    let scope = scope_label(workbench, pen.theme);
    if let Some(scenario) = workbench.scenario() {
        // It changes what every figure means, so it goes before the title and the scope.
        let text = format!("scenario: {}", scenario.name);
        let room = end.saturating_sub(left).saturating_sub(if area.width < RAIL_FROM { 12 } else { 24 });
        let width = pen.text_width(&text).min(room);
        let from = end.saturating_sub(width);
        pen.text(from, area.y, width, &text, palette.warning);
        end = from.saturating_sub(2);
    }
    let rail = if area.width >= FULL_RAIL_FROM {
        rail_spans(workbench, pen.theme)
    } else {
        short_rail_spans(workbench, pen.theme, area.width)
    };
    let rail_width: u16 = rail.iter().map(|(text, _)| pen.text_width(text)).sum();
    let room = end.saturating_sub(left);
    let spare = room.saturating_sub(rail_width.saturating_add(3));
    let scope_width = scope.as_ref().map_or(0, |scope| pen.text_width(scope).saturating_add(2)).min(spare / 2);
    if let Some(scope) = scope.filter(|_| scope_width > 8) {
        let from = end.saturating_sub(scope_width.saturating_sub(2));
        pen.text_right(from, area.y, end - from, &scope, palette.heading);
        end = from.saturating_sub(2);
    }
    let title = end.saturating_sub(left).saturating_sub(rail_width.saturating_add(3));
    let mut at = left;
    if title >= 6 {
        at = pen.text(at, area.y, title, &workbench.session.title, palette.heading);
        let between = format!(" {} ", pen.theme.glyphs.right);
        at = pen.text(at, area.y, 3, &between, palette.muted);
    }
    let pieces: Vec<(&str, Style)> = rail.iter().map(|(text, style)| (text.as_str(), *style)).collect();
    pen.spans(at, area.y, end.saturating_sub(at), &pieces);
}

fn draw_rule(pen: &mut Pen<'_>, area: Rect) {
    if area.height > 1 {
        pen.rule(area.x, area.y.saturating_add(1), area.width);
    }
}

fn progress_glyph(workbench: &Workbench, step: Step, theme: &Theme) -> &'static str {
    match workbench.appraisal.progress.status(step) {
        StepStatus::Complete => theme.glyphs.complete,
        StepStatus::Started => theme.glyphs.partial,
        StepStatus::NotStarted => theme.glyphs.untouched,
    }
}

/// All eight names; brackets around the present one take the place of the spaces, so that nothing moves.
fn rail_spans(workbench: &Workbench, theme: &Theme) -> Vec<(String, Style)> {
    let palette = &theme.palette;
    let mut pieces = Vec::new();
    let mut before: Option<Step> = None;
    for step in Step::ALL {
        let is_here = step == workbench.step;
        let between = match (before == Some(workbench.step), is_here) {
            (_, true) => "[",
            (true, false) => "]",
            _ => " ",
        };
        let style = if is_here { palette.selected } else { palette.text };
        pieces.push((between.to_owned(), palette.selected));
        pieces.push((format!("{}{}", progress_glyph(workbench, step, theme), step.name()), style));
        before = Some(step);
    }
    let last = if workbench.step == Step::Decide { "]" } else { " " };
    pieces.push((last.to_owned(), palette.selected));
    pieces
}

/// The marks alone, and the name of the present step.
fn short_rail_spans(workbench: &Workbench, theme: &Theme, width: u16) -> Vec<(String, Style)> {
    let palette = &theme.palette;
    let mut pieces = Vec::new();
    if width >= RAIL_FROM {
        for step in Step::ALL {
            let style = if step == workbench.step { palette.focus } else { palette.text };
            pieces.push((progress_glyph(workbench, step, theme).to_owned(), style));
        }
        pieces.push((" ".to_owned(), palette.text));
    }
    pieces.push((workbench.step.name().to_owned(), palette.selected));
    pieces.push((format!(" {}/{}", workbench.step.index() + 1, Step::ALL.len()), palette.muted));
    pieces
}

/// Which matrix is shown, where there are several and the step depends on it.
fn scope_label(workbench: &Workbench, theme: &Theme) -> Option<String> {
    let matrix = match workbench.step {
        Step::Weigh | Step::Compare => workbench.matrix(),
        Step::Score => workbench.score_matrix(),
        Step::Frame | Step::Workloads | Step::Options | Step::Criteria | Step::Decide => None,
    }?;
    let glyphs = &theme.glyphs;
    let has_others = workbench.appraisal.matrices.len() > 1;
    has_others.then(|| format!("{} {}{}", matrix.scope.name(&workbench.session), glyphs.left, glyphs.right))
}

fn save_state(workbench: &Workbench, theme: &Theme, is_short: bool) -> (String, Style) {
    let (palette, glyphs) = (&theme.palette, &theme.glyphs);
    let (text, style) = if workbench.read_only {
        (if is_short { "review" } else { "review (read-only)" }.to_owned(), palette.warning)
    } else if workbench.saving {
        ("saving…".to_owned(), palette.muted)
    } else if workbench.is_new {
        (if is_short { "new" } else { "new, not saved" }.to_owned(), palette.warning)
    } else if workbench.is_dirty() {
        (format!("{} unsaved", glyphs.bullet), palette.warning)
    } else {
        (format!("{} saved", glyphs.check), palette.good)
    };
    // Not while everything is on disk: then there is nothing that a journal would hold.
    if workbench.journal_off.is_some() && workbench.is_dirty() && !workbench.read_only {
        return (if is_short { "no journal".to_owned() } else { format!("{text}, no journal") }, palette.error);
    }
    (text, style)
}
