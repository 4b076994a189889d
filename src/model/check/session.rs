//! The check of a whole document.

use super::checker::Checker;
use super::diagnostic::Diagnostic;
use crate::model::document::session::Session;
use crate::model::text::position::PathStep::Field;

/// Reports everything that is wrong with a document, in the order of the file; no more than about fifty errors.
pub fn check_session(session: &Session) -> Vec<Diagnostic> {
    let mut checker = Checker::new(session);
    checker.check_sizes();
    if !checker.diagnostics.is_empty() {
        return checker.diagnostics; // checking lists that are too long could take years
    }
    checker.check_records();
    checker.check_weighting();
    checker.check_hours();
    checker.check_tables();
    checker.check_decision();
    if !session.criteria.is_empty() && session.criteria.iter().all(|criterion| criterion.points.0 == 0) {
        let what = "every criterion has 0 points, so nothing can be ranked";
        checker.warning(&[Field("criteria")], what, "give at least one criterion points");
    }
    checker.diagnostics
}
