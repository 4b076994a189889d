//! Published claims: all of them above, the one under the cursor in full below.

use super::reading::visible;
use super::{hint, sheet, why};
use crate::app::{App, Claims, Context, Msg};
use crate::appraisal::claims::{Checked, Verdict};
use crate::view::chrome::Regions;
use crate::view::pen::Pen;
use crate::view::table::{Cell, Column, Row, Table, more};
use ratatui::layout::Rect;
use ratatui::style::Style;

/// Rows of the list: titles and so many claims at least, where there is room.
const LEAST: u16 = 8;

/// Draws it.
pub fn render(pen: &mut Pen<'_>, app: &App, claims: &Claims, regions: &Regions) {
    let area = regions.above_keys();
    let what = [(Msg::Down, "next"), (Msg::PageDown, "its text"), (Msg::Back, "close")];
    let hint = hint(app, Context::Reading, pen.theme.glyphs.dot, &what);
    let inner = sheet::draw(pen, area, "Published claims, reckoned again", &hint);
    if inner.is_empty() {
        return;
    }
    let above = (inner.height * 2 / 5).max(LEAST).min(inner.height);
    let list = Rect { height: above, ..inner };
    table(pen, &claims.rows).render(pen, Some(claims.at), true, list);
    let below = inner.height.saturating_sub(above + 1);
    if below > 0 {
        pen.rule(inner.x, list.bottom(), inner.width);
        in_full(pen, claims, Rect { y: list.bottom() + 1, height: below, ..inner });
    }
}

fn table(pen: &Pen<'_>, rows: &[Checked]) -> Table {
    let columns = vec![
        Column::words("", 6, 0),
        Column::words("what is claimed", 12, 0),
        Column::numbers("claimed", 0),
        Column::numbers("recomputed", 0),
        Column::words("unit", 10, 0),
        Column::words("verdict", 14, 0),
    ];
    Table { columns, rows: rows.iter().map(|claim| row(pen, claim)).collect(), named: 0 }
}

fn row(pen: &Pen<'_>, claim: &Checked) -> Row {
    let palette = &pen.theme.palette;
    let main = claim.main();
    let dash = || "–".to_owned();
    let said = main.and_then(|main| main.said.as_ref()).map(|said| said.text.clone());
    let found = main.map(|main| main.figure()).filter(|figure| !figure.is_empty());
    let has_figure = said.is_some() || found.is_some();
    let unit = main.filter(|_| has_figure).map_or("", |main| main.unit.short());
    let (mark, style) = mark(pen, claim.verdict);
    Row::of(vec![
        Cell::new(&claim.id, palette.text),
        Cell::new(&claim.title, palette.text),
        Cell::new(said.unwrap_or_else(dash), palette.text),
        Cell::new(found.unwrap_or_else(dash), palette.text),
        Cell::new(unit, palette.muted),
        Cell::of(vec![(format!("{mark} "), style), (claim.verdict.code().to_owned(), style)]),
    ])
}

/// A verdict's mark and style; the word beside it says which it is.
fn mark(pen: &Pen<'_>, verdict: Verdict) -> (&'static str, Style) {
    let (palette, glyphs) = (&pen.theme.palette, &pen.theme.glyphs);
    match verdict {
        _ if verdict.is_good() => (glyphs.check, palette.good),
        _ if verdict.is_fault() => (glyphs.cross, palette.warning),
        Verdict::NoFigure => (glyphs.dot, palette.muted),
        _ => ("?", palette.text),
    }
}

fn in_full(pen: &mut Pen<'_>, claims: &Claims, area: Rect) {
    let Some(claim) = claims.rows.get(claims.at) else { return };
    let explanation = claim.explanation();
    let room = usize::from(area.width.saturating_sub(2));
    let mut lines = vec![(explanation.title.clone(), pen.theme.palette.heading)];
    lines.extend(why::lines(pen, &explanation, room));
    let shown = visible(lines.len(), area.height, claims.scroll);
    for (y, (text, style)) in (area.top()..area.bottom()).zip(lines.get(shown.clone()).unwrap_or_default()) {
        pen.text(area.x, y, area.width.saturating_sub(2), text, *style);
    }
    more(pen, area, shown.start > 0, shown.end < lines.len());
}
