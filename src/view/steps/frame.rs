//! The body of Frame: what is asked, under which circumstances, and by whom.

use super::layout;
use crate::app::forms;
use crate::app::{App, Pane, Workbench};
use crate::view::pen::Pen;
use crate::view::table::{Cell, Column, Row, Table};
use crate::view::{WIDE_FROM, form, tabs};
use ratatui::layout::Rect;

/// Draws it.
pub fn render(pen: &mut Pen<'_>, app: &App, bench: &Workbench, area: Rect) {
    if area.width < WIDE_FROM {
        tabs::render(pen, area.x, area.y, area.width, &Pane::for_step(bench.step, &bench.session), bench.pane());
        let rest = layout::skip_first_row(area);
        match bench.pane() {
            Pane::People => draw_participants(pen, app, bench, rest),
            _ => draw_form(pen, bench, rest),
        }
        return;
    }
    let (left, right) = layout::side_by_side(pen, area, 62);
    tabs::render_heading(pen, left.x + 1, left.y, left.width, "What is asked", bench.pane() == Pane::Form);
    draw_form(pen, bench, layout::skip_first_row(left));
    tabs::render_heading(pen, right.x + 1, right.y, right.width, "Who takes part", bench.pane() == Pane::People);
    draw_participants(pen, app, bench, layout::skip_first_row(right));
}

fn draw_form(pen: &mut Pen<'_>, bench: &Workbench, area: Rect) {
    let rows = forms::frame::rows(&bench.session);
    let cursor = bench.cursor(Pane::Form, rows.len());
    form::render(pen, &rows, cursor, bench.pane() == Pane::Form, area);
}

fn draw_participants(pen: &mut Pen<'_>, app: &App, bench: &Workbench, area: Rect) {
    let people = &bench.session.participants;
    if people.is_empty() {
        let what = "Nobody yet. Name who takes part, so that every change, vote and dissent says whose it is.";
        layout::draw_empty(pen, app, area, what);
        return;
    }
    let palette = pen.theme.palette.clone();
    let rows = people.iter().map(|person| {
        Row::new(vec![
            Cell::new(&person.name, palette.text),
            Cell::new(&person.role, palette.muted),
            Cell::new(person.weight.to_string(), palette.text),
            Cell::new(&person.account, palette.muted),
        ])
    });
    let columns = vec![
        Column::text("name", 10, 0),
        Column::text("role", 8, 1),
        Column::number("votes", 2),
        Column::text("account", 6, 3),
    ];
    let table = Table { columns, rows: rows.collect(), highlighted_column: 0 };
    let cursor = bench.cursor(Pane::People, people.len());
    table.render(pen, Some(cursor), bench.pane() == Pane::People, area);
}
