//! Must-haves of the decision: what people say rules an alternative out, warns, or is open.

use super::offer::Offer;
use crate::burden::{MustHaveIssue, Objection, Reason};
use crate::model::{Alternative, MustHave, MustHaveMark, Session};

/// Adds every must-have that an alternative is not said to meet. `name` says which alternative it is, where several are in use.
pub fn add_must_haves(session: &Session, alternative: &Alternative, name: Option<&str>, offer: &mut Offer) {
    let marks: Vec<&MustHaveMark> =
        session.must_have_marks.iter().filter(|row| row.alternative == alternative.id).collect();
    for must_have in &session.must_haves {
        let row = marks.iter().copied().find(|row| row.must_have == must_have.id);
        let Some(issue) = MustHaveIssue::new(must_have, row.map(|row| row.mark), name) else { continue };
        let side = if issue.rules_out() { &mut offer.hard } else { &mut offer.soft };
        side.push(to_reason(must_have, row, issue));
    }
}

/// Who marked it says why; while nobody did, who asks for it.
fn to_reason(must_have: &MustHave, row: Option<&MustHaveMark>, issue: MustHaveIssue) -> Reason {
    let (why, by) = row.map_or((String::new(), must_have.by.clone()), |row| (row.why.clone(), row.by.clone()));
    Reason { what: Objection::MustHave(issue), why, by }
}
