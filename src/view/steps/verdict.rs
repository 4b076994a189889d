//! What can be said about the lead before deciding: the verdict in a sentence, and who leads for each workload.

use crate::app::{App, Workbench};
use crate::appraisal::{DecisionMatrix, LeadStability};

/// What is said, and how much that should worry a reader.
pub struct VerdictLines {
    /// A word that stands out, or nothing.
    pub word: &'static str,
    /// A sentence or two.
    pub text: String,
}

/// The verdict on the whole session.
pub fn build_verdict(app: &App, bench: &Workbench) -> VerdictLines {
    let Some(sheet) = bench.appraisal.overall_matrix() else { return VerdictLines { word: "", text: String::new() } };
    let name = |at: usize| column_name(sheet, at).to_owned();
    let verdict = app.verdict_on(bench, sheet);
    let text = verdict.describe(&bench.session, sheet, LeadStability::compute(sheet).as_ref(), &name);
    VerdictLines { word: verdict.label(), text: format!("{text}.") }
}

fn column_name(sheet: &DecisionMatrix, at: usize) -> &str {
    sheet.columns.get(at).map_or("", |column| column.name.as_str())
}

/// Who leads for each workload and by how much, where there are several.
pub fn leaders_per_workload(bench: &Workbench) -> Vec<String> {
    let sheets: Vec<&DecisionMatrix> = bench.appraisal.workload_matrices().collect();
    if sheets.len() < 2 {
        return Vec::new();
    }
    let words = sheets.iter().map(|sheet| {
        let workload = sheet.scope.name(&bench.session);
        let margin = sheet.ranking.as_ref().and_then(|ranking| ranking.margin);
        match (sheet.leader().map(|at| column_name(sheet, at)), margin) {
            (Some(leader), Some(margin)) => format!("{workload}: {leader} +{margin:.2}"),
            (Some(leader), None) => format!("{workload}: {leader} alone"),
            (None, _) => format!("{workload}: nobody"),
        }
    });
    words.collect()
}
