//! The body of Decide: the verdict, the form of the decision, and the grounds beside it.

use crate::view::pen::Pen;
mod basis;
mod verdict;

use crate::app::{App, Pane, Workbench};
use crate::view::sizes::WIDE_FROM;
use crate::view::widgets::{form, layout};
use ratatui::layout::Rect;
use verdict::VerdictLines;

/// Rows from which there is room for some of the grounds below the form.
const BASIS_FROM: u16 = 18;

/// Draws it.
pub fn render(pen: &mut Pen<'_>, app: &App, workbench: &Workbench, area: Rect) {
    let is_open = workbench.session.totals_seen || workbench.read_only;
    let verdict = if is_open { verdict::build_verdict(app, workbench) } else { sealed_verdict() };
    let y = draw_verdict(pen, workbench, &verdict, is_open, area);
    let rest = Rect { y, height: area.bottom().saturating_sub(y), ..area };
    if rest.height > 0 {
        pen.rule(rest.x, rest.y, rest.width);
    }
    let rest = layout::skip_first_row(rest);
    let rows = app.form_rows();
    let cursor = workbench.cursor(Pane::Form, rows.len());
    if area.width >= WIDE_FROM {
        let (left, right) = layout::side_by_side(pen, rest, 50);
        form::render(pen, &rows, cursor, true, left);
        if is_open {
            basis::render(pen, app, workbench, right);
        }
        return;
    }
    let below = if is_open && area.height >= BASIS_FROM { 5 } else { 0 };
    let (above, under) = layout::split_top(rest, rest.height.saturating_sub(below));
    form::render(pen, &rows, cursor, true, above);
    if under.height > 0 {
        pen.rule(under.x, under.y, under.width);
        let under = layout::skip_first_row(under);
        let place = Rect { x: under.x.saturating_add(2), width: under.width.saturating_sub(3), ..under };
        basis::render(pen, app, workbench, place);
    }
}

fn sealed_verdict() -> VerdictLines {
    let text = "Totals are still hidden. Set weights and scores, then open Compare to see who leads.";
    VerdictLines { word: "", text: text.to_owned() }
}

/// The verdict, and who leads for each workload. Returns the row after it.
fn draw_verdict(pen: &mut Pen<'_>, workbench: &Workbench, verdict: &VerdictLines, is_open: bool, area: Rect) -> u16 {
    let palette = pen.theme.palette.clone();
    let inner = Rect { x: area.x.saturating_add(2), width: area.width.saturating_sub(4), ..area };
    let text =
        if verdict.word.is_empty() { verdict.text.clone() } else { format!("{}: {}", verdict.word, verdict.text) };
    let y = pen.paragraph(Rect { height: inner.height.min(4), ..inner }, &text, palette.text);
    if !verdict.word.is_empty() {
        pen.set_style(Rect::new(inner.x, inner.y, pen.text_width(verdict.word), 1), palette.warning);
    }
    let each = if is_open { verdict::leaders_per_workload(workbench) } else { Vec::new() };
    if each.is_empty() || inner.height < 12 {
        return y;
    }
    let line = each.join(&format!("  {}  ", pen.theme.glyphs.dot));
    let place = Rect { y, height: inner.bottom().saturating_sub(y).min(2), ..inner };
    pen.paragraph(place, &line, palette.muted)
}
