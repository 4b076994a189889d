//! What leaving one kind of platform for another takes: rows are left, columns are gone to, hours once for a service.

use crate::app::{App, Context, ExitCostsOverlay, Msg, Workbench};
use crate::appraisal::explain::{DESTINATIONS, format_hours_band, kind_name, kinds_in_use};
use crate::catalogue::PlatformKind;
use crate::theme::Theme;
use crate::view::chrome::Regions;
use crate::view::chrome::hints::key_hints;
use crate::view::pen::Pen;
use crate::view::text::{max_text_width, to_u16, truncate};
use crate::view::widgets::column_layout::equal_columns;
use crate::view::widgets::dialog;
use crate::view::widgets::layout;
use crate::view::widgets::lines::{draw_lines, wrap_lines};
use crate::view::widgets::table::{Cell, Column, Row, Table};
use ratatui::layout::Rect;

/// The narrowest and the widest column.
const CELL_WIDTHS: (u16, u16) = (6, 10);

/// Draws it.
pub fn render(pen: &mut Pen<'_>, app: &App, at: ExitCostsOverlay, regions: &Regions) {
    let Some(workbench) = app.workbench() else { return };
    let area = regions.above_keys();
    let keys = [(Msg::Why, "steps"), (Msg::Back, "close")];
    let hint = key_hints(app, Context::ExitCosts, pen.theme.glyphs.dot, &keys);
    let height = to_u16(PlatformKind::ALL.len()) + 2 + 4 + 2;
    let place = dialog::centred(area, area.width.saturating_sub(2).min(124), height);
    let inner = dialog::draw_frame(pen, place, "Exit cost: one-time hours per service", &hint);
    if inner.height < 3 || inner.width < 30 {
        return;
    }
    let table = build_table(pen.theme, app, workbench, at, inner);
    let y = table.render(pen, Some(at.from), true, inner);
    draw_summary(pen, app, workbench, at, layout::from_row(inner, y.saturating_add(1)));
}

/// A row per platform that is left, a column per platform that is moved to.
fn build_table(theme: &Theme, app: &App, workbench: &Workbench, at: ExitCostsOverlay, area: Rect) -> Table {
    let palette = &theme.palette;
    let costs = workbench.exit_costs();
    let names: Vec<String> = (0..PlatformKind::ALL.len()).map(|kind| kind_name(&app.catalogue, kind)).collect();
    let shorts: Vec<String> = PlatformKind::ALL.iter().map(|kind| short_kind_name(app, *kind)).collect();
    let wide = max_text_width(names.iter().map(String::as_str));
    let has_room = area.width > wide + 3 + to_u16(DESTINATIONS) * (CELL_WIDTHS.0 + 2);
    let names = if has_room { names } else { shorts.clone() };
    let label = max_text_width(names.iter().map(String::as_str));
    let (cell, _) = equal_columns(area.width.saturating_sub(label + 3), DESTINATIONS, CELL_WIDTHS);
    let in_use = kinds_in_use(&workbench.session);
    let is_in_use = |kind: usize| PlatformKind::ALL.get(kind).is_some_and(|kind| in_use.contains(kind));
    let mut columns = vec![Column::text("from / to").fixed(label)];
    columns.extend((0..DESTINATIONS).map(|to| {
        let name = shorts.get(to).map_or("cloud", String::as_str);
        let style = if to == at.to || is_in_use(to) { palette.heading } else { palette.muted };
        Column::number("").header_lines([String::new(), truncate(name, cell.into())], style).fixed(cell)
    }));
    let rows = names.into_iter().enumerate().map(|(from, name)| {
        let style = if from == at.from || is_in_use(from) { palette.heading } else { palette.muted };
        let figures = (0..DESTINATIONS).map(|to| {
            let hours = costs.hours_between(from, to);
            let text = hours.map_or_else(|| theme.glyphs.dot.to_owned(), |hours| format!("{:.0}", hours.mean().get()));
            if (from, to) == (at.from, at.to) {
                return Cell::new(format!("[{text}]"), palette.focus);
            }
            let is_relevant = is_in_use(from) && (is_in_use(to) || to + 1 == DESTINATIONS);
            Cell::new(format!("{text} "), if is_relevant { palette.text } else { palette.muted })
        });
        Row::new(std::iter::once(Cell::new(name, style)).chain(figures).collect())
    });
    Table::figures(columns, rows.collect())
}

fn short_kind_name(app: &App, kind: PlatformKind) -> String {
    let platform = app.catalogue.platforms.iter().find(|platform| platform.kind == kind);
    platform.map_or_else(|| kind.id().to_owned(), |platform| platform.short.clone())
}

/// The move under the cursor, and what the figures are of.
fn draw_summary(pen: &mut Pen<'_>, app: &App, workbench: &Workbench, at: ExitCostsOverlay, area: Rect) {
    let costs = workbench.exit_costs();
    let palette = pen.theme.palette.clone();
    let (from, to) = (kind_name(&app.catalogue, at.from), kind_name(&app.catalogue, at.to));
    let hours = match costs.hours_between(at.from, at.to) {
        Some(hours) => format!("{from} to {to}: {}, mean {:.0} h", format_hours_band(hours), hours.mean().get()),
        None if at.to + 1 == DESTINATIONS => format!("{from} is not tied to a cloud"),
        None => format!("{from}: no move"),
    };
    let state = if costs.is_stateful { "for a stateful service" } else { "for a stateless service" };
    let estimate = pen.theme.glyphs.estimate;
    let note = format!(
        "{estimate} mean hours {state}; all figures are our estimates. \"cloud\" is the same platform at another provider."
    );
    let texts = vec![(hours, palette.text), (note, palette.muted)];
    draw_lines(pen, area, &wrap_lines(texts, area.width.saturating_sub(3)));
}
