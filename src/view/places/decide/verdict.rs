//! The verdict on the lead in a sentence, and who leads for each workload.

use crate::app::{App, Workbench};
use crate::appraisal::{DecisionMatrix, MatrixOutcome};

/// A verdict as it is shown.
pub struct VerdictLines {
    /// Emphasised; may be empty.
    pub word: &'static str,
    /// A sentence or two.
    pub text: String,
}

/// The verdict on the whole session.
pub fn build_verdict(app: &App, workbench: &Workbench) -> VerdictLines {
    let Some(matrix) = workbench.appraisal.overall_matrix() else {
        return VerdictLines { word: "", text: String::new() };
    };
    let name = |at: usize| column_name(matrix, at).to_owned();
    let verdict = app.verdict_on(workbench, matrix);
    let text = verdict.describe(&workbench.session, matrix, matrix.stability(), &name);
    VerdictLines { word: verdict.label(), text: format!("{text}.") }
}

fn column_name(matrix: &DecisionMatrix, at: usize) -> &str {
    matrix.columns.get(at).map_or("", |column| column.name.as_str())
}

/// Who leads for each workload and by how much, where there are several.
pub fn leaders_per_workload(workbench: &Workbench) -> Vec<String> {
    let matrices: Vec<&MatrixOutcome> = workbench.appraisal.workload_matrices().collect();
    if matrices.len() < 2 {
        return Vec::new();
    }
    let words = matrices.iter().map(|matrix| {
        let workload = matrix.scope.name(&workbench.session);
        let margin = matrix.ranking.as_ref().and_then(|ranking| ranking.margin);
        match (matrix.leader().map(|at| column_name(matrix, at)), margin) {
            (Some(leader), Some(margin)) => format!("{workload}: {leader} +{margin:.2}"),
            (Some(leader), None) => format!("{workload}: {leader} (only option)"),
            (None, _) => format!("{workload}: no leader"),
        }
    });
    words.collect()
}
