//! What leaving one kind of platform for another takes: rows are left, columns are gone to, hours once for a service.

use crate::app::{App, Context, ExitCostsOverlay, Msg};
use crate::appraisal::exit_cost::{DESTINATIONS, format_hours_band, kind_name, kinds_in_use};
use crate::catalogue::PlatformKind;
use crate::view::chrome::Regions;
use crate::view::chrome::hints::key_hints;
use crate::view::pen::Pen;
use crate::view::text::{max_text_width, to_u16, truncate};
use crate::view::widgets::dialog;
use crate::view::widgets::row_writer::RowWriter;
use ratatui::layout::Rect;

/// The narrowest and the widest column.
const CELL_WIDTHS: (u16, u16) = (6, 10);

/// Draws it.
pub fn render(pen: &mut Pen<'_>, app: &App, at: ExitCostsOverlay, regions: &Regions) {
    let Some(leaving) = app.workbench().map(|workbench| workbench.exit_costs()) else { return };
    let area = regions.above_keys();
    let keys = [(Msg::Why, "its steps"), (Msg::Back, "close")];
    let hint = key_hints(app, Context::ExitCosts, pen.theme.glyphs.dot, &keys);
    let height = to_u16(PlatformKind::ALL.len()) + 2 + 4 + 2;
    let place = dialog::centred(area, area.width.saturating_sub(2).min(124), height);
    let inner = dialog::draw_frame(pen, place, "Leaving a platform: hours once, for one service", &hint);
    if inner.height < 3 || inner.width < 30 {
        return;
    }
    let palette = pen.theme.palette.clone();
    let names: Vec<String> = (0..PlatformKind::ALL.len()).map(|kind| kind_name(&app.catalogue, kind)).collect();
    let shorts: Vec<String> = PlatformKind::ALL.iter().map(|kind| short_kind_name(app, *kind)).collect();
    let columns = to_u16(DESTINATIONS);
    let wide = max_text_width(names.iter().map(String::as_str));
    let has_room = inner.width > wide + 3 + columns * (CELL_WIDTHS.0 + 2);
    let label = if has_room { wide } else { max_text_width(shorts.iter().map(String::as_str)) };
    let cell =
        ((inner.width.saturating_sub(label + 3)) / columns).saturating_sub(1).clamp(CELL_WIDTHS.0, CELL_WIDTHS.1);
    let at_hand = app.workbench().map_or_else(Vec::new, |workbench| kinds_in_use(&workbench.session));
    let is_at_hand = |kind: usize| PlatformKind::ALL.get(kind).is_some_and(|kind| at_hand.contains(kind));
    if let Some(mut row) = RowWriter::at(inner, 0) {
        row.text_left(pen, 1, "", palette.muted);
        row.text_left(pen, label, "from, to", palette.muted);
        for to in 0..DESTINATIONS {
            let name = shorts.get(to).map_or("cloud", String::as_str);
            let style = if to == at.to || is_at_hand(to) { palette.heading } else { palette.muted };
            row.text_right(pen, cell, &truncate(name, usize::from(cell)), style);
        }
    }
    for from in 0..PlatformKind::ALL.len() {
        let Some(mut row) = RowWriter::at(inner, 1 + to_u16(from)) else { break };
        row.cursor(pen, from == at.from, true);
        row.skip(1);
        let name = if has_room { &names[from] } else { &shorts[from] };
        let style = if from == at.from || is_at_hand(from) { palette.heading } else { palette.muted };
        row.text_left(pen, label, name, style);
        for to in 0..DESTINATIONS {
            let text = leaving
                .hours_between(from, to)
                .map_or_else(|| pen.theme.glyphs.dot.to_owned(), |hours| format!("{:.0}", hours.mean().get()));
            let is_here = (from, to) == (at.from, at.to);
            let style = match is_here {
                true => palette.focus,
                false if is_at_hand(from) && (is_at_hand(to) || to + 1 == DESTINATIONS) => palette.text,
                false => palette.muted,
            };
            let text = if is_here { format!("[{text}]") } else { format!("{text} ") };
            row.text_right(pen, cell, &text, style);
        }
    }
    draw_summary(pen, app, at, to_u16(PlatformKind::ALL.len()) + 2, inner);
}

fn short_kind_name(app: &App, kind: PlatformKind) -> String {
    let platform = app.catalogue.platforms.iter().find(|platform| platform.kind == kind);
    platform.map_or_else(|| kind.id().to_owned(), |platform| platform.short.clone())
}

/// The move under the cursor, and what the figures are of.
fn draw_summary(pen: &mut Pen<'_>, app: &App, at: ExitCostsOverlay, line: u16, area: Rect) {
    let Some(leaving) = app.workbench().map(|workbench| workbench.exit_costs()) else { return };
    let palette = pen.theme.palette.clone();
    let (from, to) = (kind_name(&app.catalogue, at.from), kind_name(&app.catalogue, at.to));
    let said = match leaving.hours_between(at.from, at.to) {
        Some(hours) => format!("{from} to {to}: {}, {:.0} h in the mean", format_hours_band(hours), hours.mean().get()),
        None if at.to + 1 == DESTINATIONS => format!("{from} belongs to no cloud"),
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
