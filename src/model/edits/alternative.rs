//! Edits of alternatives.

use super::demand::check_order;
use super::error::{EditError, EditResult};
use super::record::{MovableRecord, Record, record_basics};
use crate::model::document::alternative::Alternative;
use crate::model::document::edit::{Edit, OneTimeField};
use crate::model::document::note::NoteSubject;
use crate::model::document::session::Session;
use crate::model::values::id::AlternativeId;

impl Record for Alternative {
    record_basics!(AlternativeId, "alternative", alternatives, 200, AddAlternative { alternative }, RemoveAlternative);

    fn check_addition(&self, _: &Session) -> Result<(), EditError> {
        OneTimeField::all(&self.one_time).iter().try_for_each(OneTimeField::check)
    }

    fn references(session: &Session, id: &AlternativeId) -> Vec<(&'static str, usize)> {
        let decision = session.decision.as_ref().map_or(0, |decision| {
            decision.choices.iter().filter(|choice| choice.alternative == *id).count()
                + decision.rejected.iter().filter(|row| row.alternative == *id).count()
        });
        vec![
            ("scores", session.scores.iter().filter(|row| row.alternative == *id).count()),
            ("ballots", session.ballots.iter().filter(|row| row.alternative == *id).count()),
            (
                "workloads running on it today",
                session.workloads.iter().filter(|row| row.today.as_ref() == Some(id)).count(),
            ),
            ("estates", session.estates.iter().filter(|row| row.assign.iter().any(|(_, to)| to == id)).count()),
            ("marks", session.must_have_marks.iter().filter(|row| row.alternative == *id).count()),
            ("notes", usize::from(!session.note(&NoteSubject::Alternative(id.clone())).is_empty())),
            ("choices", decision),
        ]
    }
}

impl MovableRecord for Alternative {
    fn relocation(id: AlternativeId, to: usize) -> Edit {
        Edit::MoveAlternative { id, to }
    }
}

impl OneTimeField {
    /// Refuses a range whose lower end is above its upper end.
    pub(in crate::model) fn check(&self) -> Result<(), EditError> {
        match self {
            Self::Learning(hours) | Self::Build(hours) | Self::Migration(hours) => check_order(hours),
            Self::Fees(fees) => check_order(fees),
        }
    }
}

impl Session {
    pub(super) fn set_one_time(&mut self, alternative: AlternativeId, field: OneTimeField) -> EditResult {
        field.check()?;
        let field = field.swap(&mut self.record_mut::<Alternative>(&alternative)?.one_time);
        Ok(Edit::SetOneTime { alternative, field })
    }
}
