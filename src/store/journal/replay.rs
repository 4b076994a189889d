//! Doing again what a journal says was done.

use crate::model::{History, JournalRecord, Session};

/// A session rebuilt from a journal.
#[derive(Debug)]
pub(super) struct ReplayOutcome {
    pub(super) session: Session,
    /// Records that were done again.
    pub(super) done: usize,
    /// After how many records the session was last the same as `landmark`.
    pub(super) saved_after: Option<usize>,
    /// Why the next record could not be.
    pub(super) stopped: Option<String>,
}

/// Does the records again, one after the other, up to the first that does not fit. On the way it looks for `landmark`.
pub(super) fn replay(
    mut session: Session,
    records: impl Iterator<Item = JournalRecord>,
    landmark: Option<&Session>,
) -> ReplayOutcome {
    let mut history = History::from_log(&session.log);
    let mut seen = (landmark == Some(&session)).then_some(0);
    let (mut done, mut stopped) = (0, None);
    for record in records {
        if let Err(reason) = history.replay(&mut session, record) {
            stopped = Some(format!("record {} does not fit the document: {reason}", done + 1));
            break;
        }
        done += 1;
        if landmark == Some(&session) {
            seen = Some(done);
        }
    }
    ReplayOutcome { session, done, saved_after: seen, stopped }
}
