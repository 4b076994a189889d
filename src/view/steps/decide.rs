//! The body of Decide: the verdict, the form of the decision, and the grounds beside it.

use super::verdict::{self, Verdict};
use super::{grounds, split};
use crate::app::{App, Pane, Workbench};
use crate::view::pen::Pen;
use crate::view::{WIDE, form};
use ratatui::layout::Rect;

/// Rows from which there is room for some of the grounds below the form.
const GROUNDS_FROM: u16 = 18;

/// Draws it.
pub fn render(pen: &mut Pen<'_>, app: &App, bench: &Workbench, area: Rect) {
    let is_open = bench.session.totals_seen || bench.read_only;
    let verdict = if is_open { verdict::of(app, bench) } else { sealed() };
    let y = said(pen, bench, &verdict, is_open, area);
    let rest = Rect { y, height: area.bottom().saturating_sub(y), ..area };
    if rest.height > 0 {
        pen.rule(rest.x, rest.y, rest.width);
    }
    let rest = split::below(rest);
    let rows = app.form();
    let cursor = bench.cursor(Pane::Form, rows.len());
    if area.width >= WIDE {
        let (left, right) = split::beside(pen, rest, 50);
        form::render(pen, &rows, cursor, true, left);
        if is_open {
            grounds::render(pen, app, bench, right);
        }
        return;
    }
    let below = if is_open && area.height >= GROUNDS_FROM { 5 } else { 0 };
    let (above, under) = split::top(rest, rest.height.saturating_sub(below));
    form::render(pen, &rows, cursor, true, above);
    if under.height > 0 {
        pen.rule(under.x, under.y, under.width);
        let under = split::below(under);
        let place = Rect { x: under.x.saturating_add(2), width: under.width.saturating_sub(3), ..under };
        grounds::render(pen, app, bench, place);
    }
}

fn sealed() -> Verdict {
    let text = "The totals are still sealed: who leads shows once somebody has gone to Compare. Weigh and score first.";
    Verdict { word: "", text: text.to_owned() }
}

/// The verdict, and who leads for each workload. Returns the row after it.
fn said(pen: &mut Pen<'_>, bench: &Workbench, verdict: &Verdict, is_open: bool, area: Rect) -> u16 {
    let palette = pen.theme.palette.clone();
    let inner = Rect { x: area.x.saturating_add(2), width: area.width.saturating_sub(4), ..area };
    let text =
        if verdict.word.is_empty() { verdict.text.clone() } else { format!("{}: {}", verdict.word, verdict.text) };
    let y = pen.paragraph(Rect { height: inner.height.min(4), ..inner }, &text, palette.text);
    if !verdict.word.is_empty() {
        pen.tint(Rect::new(inner.x, inner.y, pen.width(verdict.word), 1), palette.warning);
    }
    let each = if is_open { verdict::per_workload(bench) } else { Vec::new() };
    if each.is_empty() || inner.height < 12 {
        return y;
    }
    let line = each.join(&format!("  {}  ", pen.theme.glyphs.dot));
    let place = Rect { y, height: inner.bottom().saturating_sub(y).min(2), ..inner };
    pen.paragraph(place, &line, palette.muted)
}
