//! Published claims: all of them above, the one under the cursor in full below.

use crate::app::{App, ClaimsOverlay, Context, Msg};
use crate::claims::{CheckedClaim, ClaimVerdict};
use crate::view::chrome::Regions;
use crate::view::chrome::hints::key_hints;
use crate::view::pen::Pen;
use crate::view::places::explanation;
use crate::view::widgets::dialog;
use crate::view::widgets::scrolling::visible_lines;
use crate::view::widgets::table::{Cell, Column, Row, Table, draw_scroll_marks};
use ratatui::layout::Rect;
use ratatui::style::Style;

/// Rows of the list: titles and so many claims at least, where there is room.
const MIN_LIST_ROWS: u16 = 8;

/// Draws it.
pub fn render(pen: &mut Pen<'_>, app: &App, claims: &ClaimsOverlay, regions: &Regions) {
    let area = regions.above_keys();
    let what = [(Msg::Down, "next"), (Msg::PageDown, "scroll text"), (Msg::Back, "close")];
    let hint = key_hints(app, Context::Reading, pen.theme.glyphs.dot, &what);
    let inner = dialog::draw_frame(pen, area, "Published claims, recomputed", &hint);
    if inner.is_empty() {
        return;
    }
    let above = (inner.height * 2 / 5).max(MIN_LIST_ROWS).min(inner.height);
    let list = Rect { height: above, ..inner };
    build_table(pen, &claims.rows).render(pen, Some(claims.selected), true, list);
    let below = inner.height.saturating_sub(above + 1);
    if below > 0 {
        pen.rule(inner.x, list.bottom(), inner.width);
        draw_detail(pen, claims, Rect { y: list.bottom() + 1, height: below, ..inner });
    }
}

fn build_table(pen: &Pen<'_>, rows: &[CheckedClaim]) -> Table {
    let columns = vec![
        Column::text("").min(6),
        Column::text("claim").min(12),
        Column::number("claimed"),
        Column::number("recomputed"),
        Column::text("unit").min(10),
        Column::text("verdict").min(14),
    ];
    Table::list(columns, rows.iter().map(|claim| build_row(pen, claim)).collect())
}

fn build_row(pen: &Pen<'_>, claim: &CheckedClaim) -> Row {
    let palette = &pen.theme.palette;
    let main = claim.main_figure();
    let dash = || "–".to_owned();
    let printed = main.and_then(|main| main.printed.as_ref()).map(|printed| printed.text.clone());
    let found = main.map(|main| main.format_recomputed_figure()).filter(|figure| !figure.is_empty());
    let has_figure = printed.is_some() || found.is_some();
    let unit = main.filter(|_| has_figure).map_or("", |main| main.unit.short_label());
    let (mark, style) = verdict_mark(pen, claim.verdict);
    Row::new(vec![
        Cell::new(&claim.id, palette.text),
        Cell::new(&claim.title, palette.text),
        Cell::new(printed.unwrap_or_else(dash), palette.text),
        Cell::new(found.unwrap_or_else(dash), palette.text),
        Cell::new(unit, palette.muted),
        Cell::from_spans(vec![(format!("{mark} "), style), (claim.verdict.code().to_owned(), style)]),
    ])
}

/// A verdict's mark and style; the word beside it says which it is.
fn verdict_mark(pen: &Pen<'_>, verdict: ClaimVerdict) -> (&'static str, Style) {
    let (palette, glyphs) = (&pen.theme.palette, &pen.theme.glyphs);
    match verdict {
        ClaimVerdict::Holds | ClaimVerdict::Rounding => (glyphs.check, palette.good),
        ClaimVerdict::InputError | ClaimVerdict::UnitError | ClaimVerdict::Inconsistent => {
            (glyphs.cross, palette.warning)
        }
        ClaimVerdict::Unsupported | ClaimVerdict::CannotBeChecked => ("?", palette.text),
        ClaimVerdict::NoFigure => (glyphs.dot, palette.muted),
    }
}

fn draw_detail(pen: &mut Pen<'_>, claims: &ClaimsOverlay, area: Rect) {
    let Some(claim) = claims.rows.get(claims.selected) else { return };
    let explanation = claim.explanation();
    let room = usize::from(area.width.saturating_sub(2));
    let mut lines = vec![(explanation.title.clone(), pen.theme.palette.heading)];
    lines.extend(explanation::explanation_lines(pen, &explanation, room));
    let shown = visible_lines(lines.len(), area.height, claims.scroll);
    for (y, (text, style)) in (area.top()..area.bottom()).zip(lines.get(shown.clone()).unwrap_or_default()) {
        pen.text(area.x, y, area.width.saturating_sub(2), text, *style);
    }
    draw_scroll_marks(pen, area, shown.start > 0, shown.end < lines.len());
}
