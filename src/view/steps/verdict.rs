//! What can be said about the lead before deciding: the verdict in a sentence, and who leads for each workload.

use crate::app::{App, Workbench};
use crate::appraisal::{Firmness, Sheet};

/// What is said, and how much that should worry a reader.
pub struct Verdict {
    /// A word that stands out, or nothing.
    pub word: &'static str,
    /// A sentence or two.
    pub text: String,
}

/// The verdict on the whole session.
pub fn of(app: &App, bench: &Workbench) -> Verdict {
    let Some(sheet) = bench.appraisal.whole() else { return Verdict { word: "", text: String::new() } };
    let name = |at: usize| column(sheet, at).to_owned();
    let verdict = app.verdict_on(bench, sheet);
    let text = verdict.sentence(&bench.session, sheet, Firmness::of(sheet).as_ref(), &name);
    Verdict { word: verdict.word(), text: format!("{text}.") }
}

fn column(sheet: &Sheet, at: usize) -> &str {
    sheet.columns.get(at).map_or("", |column| column.name.as_str())
}

/// Who leads for each workload and by how much, where there are several.
pub fn per_workload(bench: &Workbench) -> Vec<String> {
    let sheets: Vec<&Sheet> = bench.appraisal.workload_sheets().collect();
    if sheets.len() < 2 {
        return Vec::new();
    }
    let words = sheets.iter().map(|sheet| {
        let workload = sheet.scope.name(&bench.session);
        let margin = sheet.ranking.as_ref().and_then(|ranking| ranking.margin);
        match (sheet.leader().map(|at| column(sheet, at)), margin) {
            (Some(leader), Some(margin)) => format!("{workload}: {leader} +{margin:.2}"),
            (Some(leader), None) => format!("{workload}: {leader} alone"),
            (None, _) => format!("{workload}: nobody"),
        }
    });
    words.collect()
}
