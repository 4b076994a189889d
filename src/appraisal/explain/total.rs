//! Why a column has its total.

use super::explanation::Explanation;
use super::parts::{add_reasons, format_product};
use crate::appraisal::{Column, DecisionMatrix};
use crate::model::Session;

/// Why a column's total is what it is.
pub fn explain_total(session: &Session, matrix: &DecisionMatrix, column: usize) -> Explanation {
    let Some(shown) = matrix.columns.get(column) else { return Explanation::default() };
    let mut why = Explanation::new(format!("Why this total for {}?", shown.name));
    let Some(standing) = matrix.ranking.as_ref().and_then(|ranking| ranking.standings.get(column)) else {
        why.text("nothing can be ranked yet");
        return why;
    };
    for (row, criterion) in session.criteria.iter().enumerate() {
        why.formula(format_product(&criterion.name, matrix.share(row), &matrix.values[row][column]));
    }
    why.formula(format!("total = {:.4} of 5, {:.1} % of the way from 1 to 5", standing.total, standing.percent));
    if standing.bounds.low < standing.bounds.high {
        why.text(format!(
            "some scores are open: the total lies between {:.2} and {:.2}",
            standing.bounds.low, standing.bounds.high
        ));
    }
    add_reasons(shown, &mut why);
    add_assignment(session, shown, &mut why);
    why
}

fn add_assignment(session: &Session, column: &Column, why: &mut Explanation) {
    if column.assignment.len() < 2 {
        return;
    }
    why.heading("what runs where");
    for (workload, to) in &column.assignment {
        let name = session.workload(workload).map_or(workload.as_str(), |row| row.name.as_str());
        let on = session.alternative(to).map_or(to.as_str(), |row| row.name.as_str());
        let forced = column.exceptions.iter().any(|(of, _)| of == workload);
        why.text(format!("{name} → {on}{}", if forced { "  (forced exception)" } else { "" }));
    }
}
