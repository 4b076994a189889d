//! Edits of participants.

use super::error::EditError;
use super::record::{Record, record_basics};
use crate::model::document::edit::Edit;
use crate::model::document::participant::Participant;
use crate::model::document::session::Session;
use crate::model::values::id::ParticipantId;

impl Record for Participant {
    record_basics!(ParticipantId, "participant", participants, 1000, AddParticipant { participant }, RemoveParticipant);

    fn check_addition(&self, _: &Session) -> Result<(), EditError> {
        Ok(())
    }

    fn references(session: &Session, id: &ParticipantId) -> Vec<(&'static str, usize)> {
        vec![("ballots", session.ballots.iter().filter(|ballot| ballot.by == *id).count())]
    }
}
