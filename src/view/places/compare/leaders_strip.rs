//! Every workload's leader on one line: `Catalogue → K8s  Checkout → Run …`.

use crate::appraisal::Scope;
use crate::model::showable;
use crate::view::context::PaneContext;
use crate::view::pen::Pen;
use crate::view::text::{max_text_width, text_width, to_u16, truncate};
use crate::view::widgets::row_writer::RowWriter;
use ratatui::layout::Rect;

/// Draws the line. Where names are too long together, each is shortened by the same measure.
pub fn render(pen: &mut Pen<'_>, context: &PaneContext<'_>, area: Rect) {
    let Some(mut row) = RowWriter::at(area, 0) else { return };
    row.skip(1);
    let leaders: Vec<String> =
        context.workbench.appraisal.workload_matrices().map(|matrix| leader_names(context, matrix)).collect();
    let workloads = &context.session.workloads;
    let count = to_u16(workloads.len()).max(1);
    let fixed = leaders.iter().map(|leader| text_width(leader) + 3 + 2).sum::<u16>();
    let widest = max_text_width(workloads.iter().map(|workload| workload.name.as_str()));
    let whole: u16 = workloads.iter().map(|workload| text_width(&workload.name)).sum();
    let room = row.remaining().saturating_sub(fixed);
    let most = if whole <= room { widest } else { room / count };
    let palette = &pen.theme.palette;
    for (at, (workload, leader)) in workloads.iter().zip(&leaders).enumerate() {
        let left = workloads.len() - at;
        let name = truncate(&workload.name, usize::from(most.max(4)));
        let needed = to_u16(showable::width(&name)) + 3 + text_width(leader) + if left > 1 { 9 } else { 0 };
        if needed > row.remaining() && at > 0 && left > 1 {
            row.text(pen, &format!("+{left} more"), palette.muted);
            return;
        }
        let is_shown = matches!(&context.matrix.scope, Scope::Workload(id) if *id == workload.id);
        row.text(pen, &name, if is_shown { palette.selected } else { palette.text });
        row.text(pen, &format!(" {} ", pen.theme.glyphs.arrow), palette.muted);
        row.text(pen, leader, palette.leader);
        row.skip(2);
    }
}

fn leader_names(context: &PaneContext<'_>, matrix: &crate::appraisal::DecisionMatrix) -> String {
    let names: Vec<String> = matrix
        .leaders()
        .iter()
        .filter_map(|column| matrix.columns.get(*column))
        .map(|column| context.alternative_name(&column.id).to_owned())
        .collect();
    match names.len() {
        0 => "none".to_owned(),
        1 | 2 => names.join("="),
        n => format!("{n} level"),
    }
}
