//! Which option is cheapest as volume grows.

use super::explanation::Explanation;
use crate::appraisal::wording::describe_crossover;
use crate::appraisal::{DecisionMatrix, Growth};
use crate::model::Session;

/// Where each option is the cheapest as the volume of the workload grows: pair by pair, those of one option (by its index among
/// what can be chosen) first.
pub fn explain_growth(session: &Session, matrix: &DecisionMatrix, first: usize) -> Explanation {
    let mut why = Explanation::new("Which is cheapest, as volume grows?");
    let Ok(growth) = Growth::compute(session, matrix) else { return why };
    let name = |column: usize| matrix.columns.get(column).map_or("", |column| column.name.as_str());
    why.formula(growth.describe(|column| name(column).to_owned()));
    if let Some(said) = growth.describe_long_run(matrix.leader(), |column| name(column).to_owned()) {
        why.text(said);
    }
    let count = growth.options.len();
    let first = first.min(count.saturating_sub(1));
    let order: Vec<usize> = std::iter::once(first).chain((0..count).filter(|at| *at != first)).collect();
    for (nth, a) in order.iter().copied().enumerate() {
        let own = name(growth.options[a].column);
        let rivals = order.get(nth + 1..).unwrap_or_default();
        if !rivals.is_empty() {
            why.heading(own);
        }
        for b in rivals.iter().copied() {
            let other = name(growth.options[b].column);
            if let Some((found, in_order)) = growth.crossover(a, b) {
                let (left, right) = if in_order { (own, other) } else { (other, own) };
                why.formula(describe_crossover(found, left, right));
            }
        }
    }
    why.source("from the lines of the bills, with the rest of the demand unchanged; a quote is taken as constant");
    why
}
