//! Criteria: what matters, how it is scored, and what the levels mean.

use crate::app::forms;
use crate::app::{App, Pane, Workbench};
use crate::appraisal::Scope;
use crate::appraisal::ValueCurve;
use crate::model::{Criterion, CriterionScope};
use crate::view::pen::Pen;
use crate::view::sizes::WIDE_FROM;
use crate::view::widgets::chart::value_chart::ValueChart;
use crate::view::widgets::table::{Cell, Column, Row, Table};
use crate::view::widgets::{form, layout, tabs};
use ratatui::layout::Rect;

/// Draws it.
pub fn render(pen: &mut Pen<'_>, app: &App, workbench: &Workbench, area: Rect) {
    let criteria = &workbench.session.criteria;
    if criteria.is_empty() {
        let what = "No criteria yet. A criterion is scored from 1 to 5 against a rubric, measured in a unit, or derived from cost and \
                    operations.";
        layout::draw_empty(pen, app, area, what);
        return;
    }
    let cursor = workbench.cursor(Pane::List, criteria.len());
    let table = build_table(pen, criteria, !workbench.session.workloads.is_empty());
    let has_keys = workbench.pane() == Pane::List;
    if area.width < WIDE_FROM {
        let (list, rest) = layout::list_with_tabs(pen, workbench, area, table.height());
        table.render(pen, Some(cursor), has_keys, list);
        draw_form(pen, workbench, cursor, rest);
        return;
    }
    let (list, right) = layout::side_by_side(pen, area, if area.width < 120 { 50 } else { 52 });
    let end = table.render(pen, Some(cursor), has_keys, list);
    draw_value_chart(
        pen,
        workbench,
        cursor,
        Rect { y: end.saturating_add(1), height: list.bottom().saturating_sub(end + 1), ..list },
    );
    let name = criteria.get(cursor).map_or("", |criterion| criterion.name.as_str());
    tabs::render_heading(pen, right.x + 1, right.y, right.width, name, workbench.pane() == Pane::Form);
    draw_form(pen, workbench, cursor, layout::skip_first_row(right));
}

/// The value function of the criterion under the cursor, in what the list leaves free.
fn draw_value_chart(pen: &mut Pen<'_>, workbench: &Workbench, row: usize, area: Rect) {
    let (Some(criterion), Some(matrix)) = (workbench.session.criteria.get(row), workbench.score_matrix()) else {
        return;
    };
    let workload = match &matrix.scope {
        Scope::Workload(id) => workbench.session.workload(id),
        Scope::System | Scope::Matrix => None,
    };
    let Some(curve) = ValueCurve::for_criterion(&workbench.session, criterion, workload) else { return };
    let has_several = workbench.session.workloads.len() > 1;
    let workload_name = workload.filter(|_| has_several).map_or(String::new(), |workload| workload.name.clone());
    ValueChart { criterion, row, matrix, curve, workload_name }.render(pen, area);
}

fn draw_form(pen: &mut Pen<'_>, workbench: &Workbench, cursor: usize, area: Rect) {
    let Some(criterion) = workbench.session.criteria.get(cursor) else { return };
    let rows = forms::criterion::rows(&workbench.session, criterion, workbench.score_matrix());
    form::render(pen, &rows, workbench.cursor(Pane::Form, rows.len()), workbench.pane() == Pane::Form, area);
}

fn build_table(pen: &Pen<'_>, criteria: &[Criterion], has_workloads: bool) -> Table {
    let palette = &pen.theme.palette;
    let check = pen.theme.glyphs.check;
    let rows = criteria.iter().map(|criterion| {
        let about = match criterion.about {
            _ if !has_workloads => "",
            CriterionScope::Team => "team",
            CriterionScope::Workload => "workload",
        };
        Row::new(vec![
            Cell::new(&criterion.name, palette.text),
            Cell::new(criterion.points.to_string(), palette.text),
            Cell::new(if criterion.agreed { check } else { "" }, palette.good),
            Cell::new(measure_word(criterion), palette.text),
            Cell::new(about, palette.muted),
            Cell::new(&criterion.group, palette.muted),
        ])
    });
    let columns = vec![
        Column::text("criterion").min(20),
        Column::number("points").priority(1),
        Column::text("agreed").min(6).priority(5),
        Column::text("scored by").min(17).priority(2),
        Column::text("about").min(8).priority(4),
        Column::text("group").min(10).priority(3),
    ];
    Table::list(columns, rows.collect())
}

fn measure_word(criterion: &Criterion) -> String {
    match criterion.measure.derived_metric() {
        Some(source) => source.label().to_owned(),
        None => criterion.measure.label().to_owned(),
    }
}
