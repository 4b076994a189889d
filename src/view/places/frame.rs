//! Frame: the decision, its circumstances, and who takes part.

use crate::app::forms;
use crate::app::{App, Pane, Workbench};
use crate::view::pen::Pen;
use crate::view::sizes::WIDE_FROM;
use crate::view::widgets::table::{Cell, Column, Row, Table};
use crate::view::widgets::{form, layout, tabs};
use ratatui::layout::Rect;

/// Draws it.
pub fn render(pen: &mut Pen<'_>, app: &App, workbench: &Workbench, area: Rect) {
    if area.width < WIDE_FROM {
        tabs::render(
            pen,
            area.x,
            area.y,
            area.width,
            &Pane::for_step(workbench.step, &workbench.session),
            workbench.pane(),
        );
        let rest = layout::skip_first_row(area);
        if workbench.pane() == Pane::People {
            draw_participants(pen, app, workbench, rest);
        } else {
            draw_form(pen, workbench, rest);
        }
        return;
    }
    let (left, right) = layout::side_by_side(pen, area, 62);
    tabs::render_heading(pen, left.x + 1, left.y, left.width, "Decision", workbench.pane() == Pane::Form);
    draw_form(pen, workbench, layout::skip_first_row(left));
    tabs::render_heading(pen, right.x + 1, right.y, right.width, "Participants", workbench.pane() == Pane::People);
    draw_participants(pen, app, workbench, layout::skip_first_row(right));
}

fn draw_form(pen: &mut Pen<'_>, workbench: &Workbench, area: Rect) {
    let rows = forms::frame::rows(&workbench.session);
    let cursor = workbench.cursor(Pane::Form, rows.len());
    form::render(pen, &rows, cursor, workbench.pane() == Pane::Form, area);
}

fn draw_participants(pen: &mut Pen<'_>, app: &App, workbench: &Workbench, area: Rect) {
    let people = &workbench.session.participants;
    if people.is_empty() {
        let what = "No participants yet. Add them so that changes, votes and dissent carry names.";
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
        Column::text("name").min(10),
        Column::text("role").min(8).priority(1),
        Column::number("votes").priority(2),
        Column::text("account").min(6).priority(3),
    ];
    let table = Table::list(columns, rows.collect());
    let cursor = workbench.cursor(Pane::People, people.len());
    table.render(pen, Some(cursor), workbench.pane() == Pane::People, area);
}
