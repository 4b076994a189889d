//! Every workload's leader on one line: `Catalogue → K8s  Checkout → Run …`.

use super::Shown;
use super::parts::{self, Row};
use crate::appraisal::Scope;
use crate::model::showable;
use crate::view::pen::Pen;
use ratatui::layout::Rect;

/// Draws the line. Where names are too long together, each is shortened by the same measure.
pub fn render(pen: &mut Pen<'_>, shown: &Shown<'_>, area: Rect) {
    let Some(mut row) = Row::of(area, 0) else { return };
    row.skip(1);
    let leaders: Vec<String> = shown.bench.appraisal.workload_sheets().map(|sheet| leader(shown, sheet)).collect();
    let workloads = &shown.session.workloads;
    let count = parts::columns(workloads.len()).max(1);
    let fixed = leaders.iter().map(|leader| parts::width(leader) + 3 + 2).sum::<u16>();
    let widest = parts::widest(workloads.iter().map(|workload| workload.name.as_str()));
    let whole: u16 = workloads.iter().map(|workload| parts::width(&workload.name)).sum();
    let room = row.rest().saturating_sub(fixed);
    let most = if whole <= room { widest } else { room / count };
    let palette = &pen.theme.palette;
    for (at, (workload, leader)) in workloads.iter().zip(&leaders).enumerate() {
        let left = workloads.len() - at;
        let name = parts::short(&workload.name, usize::from(most.max(4)));
        let needed = parts::columns(showable::width(&name)) + 3 + parts::width(leader) + if left > 1 { 9 } else { 0 };
        if needed > row.rest() && at > 0 && left > 1 {
            row.put(pen, &format!("+{left} more"), palette.muted);
            return;
        }
        let is_shown = matches!(&shown.sheet.scope, Scope::Workload(id) if *id == workload.id);
        row.put(pen, &name, if is_shown { palette.selected } else { palette.text });
        row.put(pen, &format!(" {} ", pen.theme.glyphs.arrow), palette.muted);
        row.put(pen, leader, palette.leader);
        row.skip(2);
    }
}

fn leader(shown: &Shown<'_>, sheet: &crate::appraisal::Sheet) -> String {
    let names: Vec<String> = sheet
        .leaders()
        .iter()
        .filter_map(|column| sheet.columns.get(*column))
        .map(|column| shown.alternative(&column.id).to_owned())
        .collect();
    match names.len() {
        0 => "none".to_owned(),
        1 | 2 => names.join("="),
        n => format!("{n} level"),
    }
}
