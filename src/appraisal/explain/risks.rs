//! The open risks of a column.

use super::explanation::Explanation;
use crate::appraisal::Column;
use crate::appraisal::outcome::open_risks;
use crate::catalogue::Catalogue;
use crate::model::Session;

/// What goes wrong on a column's platforms.
pub fn explain_risks(session: &Session, catalogue: &Catalogue, column: &Column) -> Explanation {
    let mut why = Explanation::new(format!("What can go wrong on {}?", column.name));
    for risk in open_risks(session, catalogue, column) {
        why.heading(risk.mode.clone());
        why.text(risk.mitigation.clone());
        if !risk.price.is_empty() {
            why.text(format!("costs: {}", risk.price));
        }
        why.source(risk.source.clone());
    }
    why
}
