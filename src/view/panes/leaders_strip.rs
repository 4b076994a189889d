//! Every workload's leader on one line: `Catalogue → K8s  Checkout → Run …`.

use super::PaneContext;
use super::widgets::{self, RowWriter};
use crate::appraisal::Scope;
use crate::model::showable;
use crate::view::pen::Pen;
use ratatui::layout::Rect;

/// Draws the line. Where names are too long together, each is shortened by the same measure.
pub fn render(pen: &mut Pen<'_>, shown: &PaneContext<'_>, area: Rect) {
    let Some(mut row) = RowWriter::at(area, 0) else { return };
    row.skip(1);
    let leaders: Vec<String> =
        shown.bench.appraisal.workload_matrices().map(|sheet| leader_names(shown, sheet)).collect();
    let workloads = &shown.session.workloads;
    let count = widgets::to_u16(workloads.len()).max(1);
    let fixed = leaders.iter().map(|leader| widgets::text_width(leader) + 3 + 2).sum::<u16>();
    let widest = widgets::max_text_width(workloads.iter().map(|workload| workload.name.as_str()));
    let whole: u16 = workloads.iter().map(|workload| widgets::text_width(&workload.name)).sum();
    let room = row.remaining().saturating_sub(fixed);
    let most = if whole <= room { widest } else { room / count };
    let palette = &pen.theme.palette;
    for (at, (workload, leader)) in workloads.iter().zip(&leaders).enumerate() {
        let left = workloads.len() - at;
        let name = widgets::truncate(&workload.name, usize::from(most.max(4)));
        let needed =
            widgets::to_u16(showable::width(&name)) + 3 + widgets::text_width(leader) + if left > 1 { 9 } else { 0 };
        if needed > row.remaining() && at > 0 && left > 1 {
            row.text(pen, &format!("+{left} more"), palette.muted);
            return;
        }
        let is_shown = matches!(&shown.matrix.scope, Scope::Workload(id) if *id == workload.id);
        row.text(pen, &name, if is_shown { palette.selected } else { palette.text });
        row.text(pen, &format!(" {} ", pen.theme.glyphs.arrow), palette.muted);
        row.text(pen, leader, palette.leader);
        row.skip(2);
    }
}

fn leader_names(shown: &PaneContext<'_>, sheet: &crate::appraisal::DecisionMatrix) -> String {
    let names: Vec<String> = sheet
        .leaders()
        .iter()
        .filter_map(|column| sheet.columns.get(*column))
        .map(|column| shown.alternative_name(&column.id).to_owned())
        .collect();
    match names.len() {
        0 => "none".to_owned(),
        1 | 2 => names.join("="),
        n => format!("{n} level"),
    }
}
