//! The body of Frame: what is asked, under which circumstances, and by whom.

use super::split;
use crate::app::forms;
use crate::app::{App, Pane, Workbench};
use crate::view::pen::Pen;
use crate::view::table::{Cell, Column, Row, Table};
use crate::view::{WIDE, form, tabs};
use ratatui::layout::Rect;

/// Draws it.
pub fn render(pen: &mut Pen<'_>, app: &App, bench: &Workbench, area: Rect) {
    if area.width < WIDE {
        tabs::render(pen, area.x, area.y, area.width, &Pane::of(bench.step, &bench.session), bench.pane());
        let rest = split::below(area);
        match bench.pane() {
            Pane::People => people(pen, app, bench, rest),
            _ => details(pen, bench, rest),
        }
        return;
    }
    let (left, right) = split::beside(pen, area, 62);
    tabs::heading(pen, left.x + 1, left.y, left.width, "What is asked", bench.pane() == Pane::Form);
    details(pen, bench, split::below(left));
    tabs::heading(pen, right.x + 1, right.y, right.width, "Who takes part", bench.pane() == Pane::People);
    people(pen, app, bench, split::below(right));
}

fn details(pen: &mut Pen<'_>, bench: &Workbench, area: Rect) {
    let rows = forms::frame::rows(&bench.session);
    let cursor = bench.cursor(Pane::Form, rows.len());
    form::render(pen, &rows, cursor, bench.pane() == Pane::Form, area);
}

fn people(pen: &mut Pen<'_>, app: &App, bench: &Workbench, area: Rect) {
    let people = &bench.session.participants;
    if people.is_empty() {
        let what = "Nobody yet. Name who takes part, so that every change, vote and dissent says whose it is.";
        split::empty(pen, app, area, what);
        return;
    }
    let palette = pen.theme.palette.clone();
    let rows = people.iter().map(|person| {
        Row::of(vec![
            Cell::new(&person.name, palette.text),
            Cell::new(&person.role, palette.muted),
            Cell::new(person.weight.to_string(), palette.text),
            Cell::new(&person.account, palette.muted),
        ])
    });
    let columns = vec![
        Column::words("name", 10, 0),
        Column::words("role", 8, 1),
        Column::numbers("votes", 2),
        Column::words("account", 6, 3),
    ];
    let table = Table { columns, rows: rows.collect(), named: 0 };
    let cursor = bench.cursor(Pane::People, people.len());
    table.render(pen, Some(cursor), bench.pane() == Pane::People, area);
}
