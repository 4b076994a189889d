//! Every workload's leader on one line: `Catalogue → K8s  Checkout → Run …`.

use crate::appraisal::{DecisionMatrix, Scope};
use crate::view::context::PaneContext;
use crate::view::pen::Pen;
use crate::view::text::{max_text_width, text_width, to_u16, truncate};
use ratatui::layout::Rect;

/// Draws the line. Where names are too long together, all are cut to the same width.
pub fn render(pen: &mut Pen<'_>, context: &PaneContext<'_>, area: Rect) {
    if area.is_empty() {
        return;
    }
    let (mut x, y, end) = (area.x.saturating_add(1), area.y, area.right());
    let leaders: Vec<String> =
        context.workbench.appraisal.workload_matrices().map(|matrix| leader_names(context, matrix)).collect();
    let workloads = &context.session.workloads;
    let count = to_u16(workloads.len()).max(1);
    let fixed = leaders.iter().map(|leader| text_width(leader) + 3 + 2).sum::<u16>();
    let widest = max_text_width(workloads.iter().map(|workload| workload.name.as_str()));
    let whole: u16 = workloads.iter().map(|workload| text_width(&workload.name)).sum();
    let room = end.saturating_sub(x).saturating_sub(fixed);
    let most = if whole <= room { widest } else { room / count };
    let palette = pen.theme.palette.clone();
    for (at, (workload, leader)) in workloads.iter().zip(&leaders).enumerate() {
        let left = workloads.len() - at;
        let name = truncate(&workload.name, usize::from(most.max(4)));
        let needed = text_width(&name) + 3 + text_width(leader) + if left > 1 { 9 } else { 0 };
        let room = end.saturating_sub(x);
        if needed > room && at > 0 && left > 1 {
            pen.text(x, y, room, &format!("+{left} more"), palette.muted);
            return;
        }
        let is_shown = matches!(&context.matrix.scope, Scope::Workload(id) if *id == workload.id);
        let name_style = if is_shown { palette.selected } else { palette.text };
        let arrow = format!(" {} ", pen.theme.glyphs.arrow);
        let spans = [(name.as_str(), name_style), (arrow.as_str(), palette.muted), (leader.as_str(), palette.leader)];
        x = pen.spans(x, y, room, &spans).saturating_add(2);
    }
}

fn leader_names(context: &PaneContext<'_>, matrix: &DecisionMatrix) -> String {
    let names: Vec<String> = matrix
        .leaders()
        .iter()
        .filter_map(|column| matrix.columns.get(*column))
        .map(|column| context.alternative_name(&column.id).to_owned())
        .collect();
    match names.len() {
        0 => "none".to_owned(),
        1 | 2 => names.join("="),
        n => format!("{n} tied"),
    }
}
