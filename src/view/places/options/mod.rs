//! The body of Options: what there is to choose from, what each can do, and what rules it out.

mod must_haves;
mod platform;

use crate::app::forms;
use crate::app::{App, Pane, Workbench, amount};
use crate::appraisal::offer::platform_of;
use crate::model::{Alternative, UsdPerMonth};
use crate::view::pen::Pen;
use crate::view::sizes::WIDE_FROM;
use crate::view::widgets::table::{Cell, Column, Row, Table};
use crate::view::widgets::{form, layout, tabs};
use ratatui::layout::Rect;

/// Draws it.
pub fn render(pen: &mut Pen<'_>, app: &App, workbench: &Workbench, area: Rect) {
    let alternatives = &workbench.session.alternatives;
    if alternatives.is_empty() {
        let what = "No options yet. Add platforms from the catalogue, which has their limits, prices and hours, or custom options.";
        layout::draw_empty(pen, app, area, what);
        return;
    }
    let cursor = workbench.cursor(Pane::List, alternatives.len());
    let table = build_table(pen, app, workbench);
    let has_keys = workbench.pane() == Pane::List;
    if area.width < WIDE_FROM {
        let (list, rest) = layout::list_with_tabs(pen, workbench, area, table.height());
        table.render(pen, Some(cursor), has_keys, list);
        match workbench.pane() {
            Pane::Form => draw_form(pen, app, workbench, cursor, rest),
            Pane::MustHaves => must_haves::render(pen, app, workbench, cursor, rest),
            _ => platform::render(pen, app, workbench, cursor, rest),
        }
        return;
    }
    let (list, rest) = layout::list_over(pen, area, table.height());
    table.render(pen, Some(cursor), has_keys, list);
    let (left, right) = layout::side_by_side(pen, rest, 44);
    let name = alternatives.get(cursor).map_or("", |row| row.name.as_str());
    tabs::render_heading(pen, left.x + 1, left.y, left.width, name, workbench.pane() == Pane::Form);
    draw_form(pen, app, workbench, cursor, layout::skip_first_row(left));
    let has_keys = workbench.pane() == Pane::MustHaves;
    // Where nothing is about compute there is little else to say of an option.
    if has_keys || !(workbench.session.must_haves.is_empty() || workbench.session.is_about_compute()) {
        tabs::render_heading(pen, right.x, right.y, right.width, &format!("Must-haves for {name}"), has_keys);
        must_haves::render(pen, app, workbench, cursor, layout::skip_first_row(right));
        return;
    }
    tabs::render_heading(pen, right.x, right.y, right.width, "Platform facts", false);
    platform::render(pen, app, workbench, cursor, layout::skip_first_row(right));
}

fn draw_form(pen: &mut Pen<'_>, app: &App, workbench: &Workbench, cursor: usize, area: Rect) {
    let Some(alternative) = workbench.session.alternatives.get(cursor) else { return };
    let rows = forms::alternative::rows(&app.catalogue, &workbench.session, alternative);
    form::render(pen, &rows, workbench.cursor(Pane::Form, rows.len()), workbench.pane() == Pane::Form, area);
}

fn build_table(pen: &Pen<'_>, app: &App, workbench: &Workbench) -> Table {
    let rows = workbench
        .session
        .alternatives
        .iter()
        .enumerate()
        .map(|(at, alternative)| build_row(pen, app, workbench, at, alternative));
    let mut columns = vec![
        Column::text("option").min(20),
        Column::text("cloud").min(5).priority(4),
        Column::text("responsibilities").min(12).priority(2),
        Column::number("yours %").priority(3),
        Column::text("fits").min(10).priority(1),
        Column::text("must-haves").min(10).priority(1),
        Column::text("note").min(12).priority(7),
    ];
    if workbench.session.totals_seen {
        columns.insert(2, Column::number("USD/month").priority(5));
        columns.insert(3, Column::number("h/month").priority(6));
    }
    Table::list(columns, rows.collect())
}

fn build_row(pen: &Pen<'_>, app: &App, workbench: &Workbench, at: usize, alternative: &Alternative) -> Row {
    let palette = &pen.theme.palette;
    let platform = platform_of(&app.catalogue, alternative);
    // Where nothing is about compute, the columns about it say nothing and are left out.
    let is_compute = workbench.session.is_about_compute();
    let (none, own) = if is_compute { ("–", "custom") } else { ("", "") };
    let strip =
        platform.map_or_else(|| vec![(own.to_owned(), palette.muted)], |platform| platform::layer_spans(pen, platform));
    let share = platform.map_or(none.to_owned(), |platform| format!("{:.0}", crate::burden::operated_share(platform)));
    let cloud = platform.map_or(none, |_| alternative.cloud.unwrap_or(workbench.session.market.cloud).label());
    let mut cells = vec![
        Cell::new(&alternative.name, palette.text),
        Cell::new(cloud, palette.muted),
        Cell::from_spans(strip),
        Cell::new(share, palette.text),
        if is_compute { fit_cell(pen, workbench, at) } else { Cell::new("", palette.text) },
        must_haves::summary_cell(pen.theme, workbench, alternative),
        Cell::new(alternative.note.lines().next().unwrap_or("").to_owned(), palette.muted),
    ];
    if workbench.session.totals_seen {
        let (cost, hours) = single_alternative_figures(workbench, at, alternative);
        let has_quotes = workbench.session.alternatives.iter().any(|row| row.quote.is_some());
        let unpriced = if has_quotes { "–" } else { none };
        cells.insert(2, Cell::new(cost.map_or(unpriced.to_owned(), amount::format_money), palette.text));
        cells.insert(3, Cell::new(hours.map_or(none.to_owned(), |hours| format!("{hours:.0}")), palette.text));
    }
    Row::new(cells)
}

/// How many workloads it may carry.
fn fit_cell(pen: &Pen<'_>, workbench: &Workbench, at: usize) -> Cell {
    let (palette, glyphs) = (&pen.theme.palette, &pen.theme.glyphs);
    let offers: Vec<_> = workbench.appraisal.offers.rows.iter().filter_map(|row| row.get(at)).collect();
    let ruled_out = offers.iter().filter(|offer| !offer.is_feasible()).count();
    let is_warned = offers.iter().any(|offer| offer.soft.iter().any(|reason| reason.must_have().is_none()));
    if ruled_out > 0 {
        return Cell::new(format!("{} {} of {}", glyphs.cross, offers.len() - ruled_out, offers.len()), palette.error);
    }
    if is_warned {
        return Cell::new(format!("{} warnings", glyphs.warning), palette.warning);
    }
    Cell::new(format!("{} all", glyphs.check), palette.good)
}

/// The bill and the hours of everything on this one alternative, as far as it may run there.
fn single_alternative_figures(
    workbench: &Workbench,
    at: usize,
    alternative: &Alternative,
) -> (Option<f64>, Option<f64>) {
    let Some(matrix) = workbench.appraisal.overall_matrix() else { return (None, None) };
    let column = matrix
        .columns
        .iter()
        .find(|column| column.kind.is_all_on(&alternative.id) || column.kind.is_alternative(&alternative.id));
    let offer = column.or_else(|| matrix.columns.get(at)).map(|column| &column.offer);
    let cost = offer.and_then(|offer| offer.bill.as_ref()?.known_monthly()).map(UsdPerMonth::get);
    let hours = offer.and_then(|offer| offer.burden.as_ref()).map(|burden| burden.mean.get());
    (cost, hours)
}
