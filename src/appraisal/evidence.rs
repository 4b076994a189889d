//! What the figures are at the moment a decision is recorded, so that a reviewer sees then beside now.

use super::{Appraisal, DecisionMatrix};
use crate::catalogue::Catalogue;
use crate::model::{Evidence, Moment};
use std::collections::BTreeSet;

/// Takes down the whole session's ranking, bills and hours. Of hours that are the team's own it says how many tasks they are for;
/// the document has them itself.
pub fn collect_evidence(appraisal: &Appraisal, catalogue: &Catalogue, at: Moment) -> Option<Evidence> {
    let matrix = appraisal.overall_matrix()?;
    let leaders: Vec<&str> = matrix.leaders().iter().map(|column| matrix.columns[*column].id.as_str()).collect();
    let columns = || matrix.columns.iter().enumerate();
    Some(Evidence {
        program: format!("weighbridge {}", env!("CARGO_PKG_VERSION")),
        method: "weighted sum".to_owned(),
        catalogue: catalogue.version() + &describe_own_hours(matrix),
        at,
        leader: leaders.join(", "),
        totals: columns().filter_map(|(place, column)| Some((column.id.clone(), matrix.total(place)?))).collect(),
        costs: columns()
            .filter_map(|(_, column)| Some((column.id.clone(), column.offer.bill.as_ref()?.known_monthly()?)))
            .collect(),
        hours: columns()
            .filter_map(|(_, column)| Some((column.id.clone(), column.offer.burden.as_ref()?.mean)))
            .collect(),
    })
}

/// `, own hours of 2 tasks`; nothing where the catalogue's hold.
fn describe_own_hours(matrix: &DecisionMatrix) -> String {
    let burdens = matrix.columns.iter().filter_map(|column| column.offer.burden.as_ref());
    let own = burdens.flat_map(|burden| &burden.tasks).filter(|task| task.hours_override.is_some());
    match own.map(|task| &task.id).collect::<BTreeSet<_>>().len() {
        0 => String::new(),
        1 => ", own hours of 1 task".to_owned(),
        count => format!(", own hours of {count} tasks"),
    }
}
