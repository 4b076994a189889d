//! What leaving one kind of platform for another takes: rows are left, columns are gone to, hours once for a service.

use super::{hint, sheet};
use crate::app::{App, Context, Exits, Msg};
use crate::appraisal::leaving::{TO, band, kind_name, kinds_at_hand};
use crate::catalogue::PlatformKind;
use crate::view::chrome::Regions;
use crate::view::panes::parts::{self, Row};
use crate::view::pen::Pen;
use ratatui::layout::Rect;

/// The narrowest and the widest column.
const CELL: (u16, u16) = (6, 10);

/// Draws it.
pub fn render(pen: &mut Pen<'_>, app: &App, at: Exits, regions: &Regions) {
    let area = regions.above_keys();
    let leaving = app.leaving();
    let keys = [(Msg::Why, "its steps"), (Msg::Back, "close")];
    let hint = hint(app, Context::Exits, pen.theme.glyphs.dot, &keys);
    let height = parts::columns(PlatformKind::ALL.len()) + 2 + 4 + 2;
    let place = sheet::middle(area, area.width.saturating_sub(2).min(124), height);
    let inner = sheet::draw(pen, place, "Leaving a platform: hours once, for one service", &hint);
    if inner.height < 3 || inner.width < 30 {
        return;
    }
    let palette = pen.theme.palette.clone();
    let names: Vec<String> = (0..PlatformKind::ALL.len()).map(|kind| kind_name(&app.catalogue, kind)).collect();
    let shorts: Vec<String> = PlatformKind::ALL.iter().map(|kind| short(app, *kind)).collect();
    let columns = parts::columns(TO);
    let wide = parts::widest(names.iter().map(String::as_str));
    let has_room = inner.width > wide + 3 + columns * (CELL.0 + 2);
    let label = if has_room { wide } else { parts::widest(shorts.iter().map(String::as_str)) };
    let cell = ((inner.width.saturating_sub(label + 3)) / columns).saturating_sub(1).clamp(CELL.0, CELL.1);
    let at_hand = app.bench().map_or_else(Vec::new, |bench| kinds_at_hand(&bench.session));
    let is_at_hand = |kind: usize| PlatformKind::ALL.get(kind).is_some_and(|kind| at_hand.contains(kind));
    if let Some(mut row) = Row::of(inner, 0) {
        row.left(pen, 1, "", palette.muted);
        row.left(pen, label, "from, to", palette.muted);
        for to in 0..TO {
            let name = shorts.get(to).map_or("cloud", String::as_str);
            let style = if to == at.to || is_at_hand(to) { palette.heading } else { palette.muted };
            row.right(pen, cell, &parts::short(name, usize::from(cell)), style);
        }
    }
    for from in 0..PlatformKind::ALL.len() {
        let Some(mut row) = Row::of(inner, 1 + parts::columns(from)) else { break };
        row.cursor(pen, from == at.from, true);
        row.skip(1);
        let name = if has_room { &names[from] } else { &shorts[from] };
        let style = if from == at.from || is_at_hand(from) { palette.heading } else { palette.muted };
        row.left(pen, label, name, style);
        for to in 0..TO {
            let text = leaving
                .between(from, to)
                .map_or_else(|| pen.theme.glyphs.dot.to_owned(), |hours| format!("{:.0}", hours.mean().get()));
            let is_here = (from, to) == (at.from, at.to);
            let style = match is_here {
                true => palette.focus,
                false if is_at_hand(from) && (is_at_hand(to) || to + 1 == TO) => palette.text,
                false => palette.muted,
            };
            let text = if is_here { format!("[{text}]") } else { format!("{text} ") };
            row.right(pen, cell, &text, style);
        }
    }
    words(pen, app, at, parts::columns(PlatformKind::ALL.len()) + 2, inner);
}

fn short(app: &App, kind: PlatformKind) -> String {
    let platform = app.catalogue.platforms.iter().find(|platform| platform.kind == kind);
    platform.map_or_else(|| kind.id().to_owned(), |platform| platform.short.clone())
}

/// The move under the cursor, and what the figures are of.
fn words(pen: &mut Pen<'_>, app: &App, at: Exits, line: u16, area: Rect) {
    let leaving = app.leaving();
    let palette = pen.theme.palette.clone();
    let (from, to) = (kind_name(&app.catalogue, at.from), kind_name(&app.catalogue, at.to));
    let said = match leaving.between(at.from, at.to) {
        Some(hours) => format!("{from} to {to}: {}, {:.0} h in the mean", band(hours), hours.mean().get()),
        None if at.to + 1 == TO => format!("{from} belongs to no cloud"),
        None => format!("{from} stays where it is"),
    };
    let state =
        if leaving.is_stateful { "of a service that keeps state" } else { "of a service without state of its own" };
    let estimate = pen.theme.glyphs.estimate;
    let note = format!("{estimate} means, {state}, all of them our estimates; cloud is the same kind on another one");
    let mut y = area.y.saturating_add(line);
    for (text, style) in [(said, palette.text), (note, palette.muted)] {
        let place =
            Rect { x: area.x + 2, y, width: area.width.saturating_sub(3), height: area.bottom().saturating_sub(y) };
        y = pen.paragraph(place, &text, style).min(area.bottom());
    }
}
