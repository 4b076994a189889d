//! Replaying a journal.

use crate::model::{History, JournalRecord, Session};

/// A session rebuilt from a journal.
#[derive(Debug)]
pub(super) struct ReplayOutcome {
    pub(super) session: Session,
    /// Number of records replayed.
    pub(super) done: usize,
    /// Number of records after which the session last equalled `landmark`.
    pub(super) saved_after: Option<usize>,
    /// Why the next record could not be replayed.
    pub(super) stopped: Option<String>,
}

/// Replays the records up to the first that does not fit, and compares each state with `landmark`.
pub(super) fn replay(
    mut session: Session,
    records: impl Iterator<Item = JournalRecord>,
    landmark: Option<&Session>,
) -> ReplayOutcome {
    let mut history = History::from_log(&session.log);
    let mut saved_after = (landmark == Some(&session)).then_some(0);
    let (mut done, mut stopped) = (0, None);
    for record in records {
        if let Err(reason) = history.replay(&mut session, record) {
            stopped = Some(format!("record {} does not fit the document: {reason}", done + 1));
            break;
        }
        done += 1;
        if landmark == Some(&session) {
            saved_after = Some(done);
        }
    }
    ReplayOutcome { session, done, saved_after, stopped }
}
