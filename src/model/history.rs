//! Undo and redo, as the log implies them. Undo appends to the log and erases nothing.

use super::document::edit::{Edit, FrameField};
use super::document::log::{JournalRecord, LogAction, LogEntry, Stamp};
use super::document::session::Session;
use super::edits::error::EditError;

/// The entries that can be undone and redone, as indices into the log. It follows from the log alone, so it survives saving.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct History {
    done: Vec<usize>,
    undone: Vec<usize>,
}

impl History {
    /// An edit can be undone; an undo can be redone until the next edit.
    pub fn from_log(log: &[LogEntry]) -> Self {
        let mut history = Self::default();
        for (place, entry) in log.iter().enumerate() {
            history.track(entry, place);
        }
        history
    }

    /// That totals were seen is not undone: who saw them does not forget them.
    fn track(&mut self, entry: &LogEntry, place: usize) {
        if matches!(entry.edit, Edit::SetFrame(FrameField::TotalsSeen(_))) {
            return;
        }
        match entry.act {
            LogAction::Edit => {
                self.done.push(place);
                self.undone.clear();
            }
            LogAction::Undo => {
                self.done.pop();
                self.undone.push(place);
            }
            LogAction::Redo => {
                self.undone.pop();
                self.done.push(place);
            }
        }
    }

    /// The entry that undo would revert.
    pub fn next_undo<'a>(&self, log: &'a [LogEntry]) -> Option<&'a LogEntry> {
        self.done.last().and_then(|place| log.get(*place))
    }

    /// The entry that redo would revert.
    pub fn next_redo<'a>(&self, log: &'a [LogEntry]) -> Option<&'a LogEntry> {
        self.undone.last().and_then(|place| log.get(*place))
    }

    /// Applies an edit and logs it. Consecutive edits of the same target by the same person become one entry; edits that cancel
    /// out leave no entry, unless totals were seen and they are about preferences. Returns whether the document changed.
    pub fn record(&mut self, session: &mut Session, edit: Edit, stamp: Stamp) -> Result<bool, EditError> {
        let was = session.apply(edit.clone())?;
        if was == edit {
            return Ok(false);
        }
        // What is changed after totals were seen leaves an entry, even if it is changed back.
        let is_marked = session.marks(&edit);
        let continues_last = session.log.last().is_some_and(|last| {
            last.act == LogAction::Edit
                && last.by == stamp.by
                && self.done.last() == Some(&(session.log.len() - 1))
                && edit.target().is_some()
                && edit.target() == last.edit.target()
                && !(is_marked && last.was == edit)
        });
        if continues_last {
            self.merge(session, edit, stamp);
            return Ok(true);
        }
        self.push(session, LogAction::Edit, edit, was, stamp);
        Ok(true)
    }

    fn merge(&mut self, session: &mut Session, edit: Edit, stamp: Stamp) {
        if let Some(last) = session.log.last_mut() {
            last.edit = edit;
            last.at = stamp.at;
            if last.edit == last.was {
                // The edits cancel out: what could be redone before them can be redone again.
                session.log.pop();
                *self = Self::from_log(&session.log);
            }
        }
    }

    fn push(&mut self, session: &mut Session, act: LogAction, edit: Edit, was: Edit, stamp: Stamp) {
        let entry = LogEntry { at: stamp.at, by: stamp.by, act, edit, was, led: None };
        self.track(&entry, session.log.len());
        session.log.push(entry);
    }

    /// Undoes the last change. Returns the edit that was applied, or none when there is nothing to undo.
    pub fn undo(&mut self, session: &mut Session, stamp: Stamp) -> Result<Option<Edit>, EditError> {
        let Some(entry) = self.next_undo(&session.log) else { return Ok(None) };
        self.step(session, LogAction::Undo, entry.was.clone(), stamp).map(Some)
    }

    /// Redoes the last undo. Returns the edit that was applied, or none when there is nothing to redo.
    pub fn redo(&mut self, session: &mut Session, stamp: Stamp) -> Result<Option<Edit>, EditError> {
        let Some(entry) = self.next_redo(&session.log) else { return Ok(None) };
        self.step(session, LogAction::Redo, entry.was.clone(), stamp).map(Some)
    }

    /// Repeats a change from the crash journal.
    pub fn replay(&mut self, session: &mut Session, trace: JournalRecord) -> Result<(), EditError> {
        match trace {
            JournalRecord::Edit { stamp, edit, led } => {
                self.record(session, edit.clone(), stamp)?;
                if let Some((before, after)) = led {
                    record_leaders(session, &edit, before, after);
                }
                Ok(())
            }
            JournalRecord::Undo(stamp) => self.undo(session, stamp).map(|_| ()),
            JournalRecord::Redo(stamp) => self.redo(session, stamp).map(|_| ()),
            JournalRecord::Led { before, after, .. } => {
                if let Some(last) = session.log.last().map(|entry| entry.edit.clone()) {
                    record_leaders(session, &last, before, after);
                }
                Ok(())
            }
        }
    }

    fn step(&mut self, session: &mut Session, act: LogAction, edit: Edit, stamp: Stamp) -> Result<Edit, EditError> {
        let was = session.apply(edit.clone())?;
        self.push(session, act, edit.clone(), was, stamp);
        Ok(edit)
    }
}

/// Records the leader before and after `edit` in its entry, if that is the last one. In a merged entry, the leader before the
/// first edit is kept.
pub fn record_leaders(session: &mut Session, edit: &Edit, before: String, after: String) {
    if let Some(last) = session.log.last_mut()
        && last.edit == *edit
    {
        let before = last.led.take().map_or(before, |(first, _)| first);
        last.led = Some((before, after));
    }
}

/// The newest entry that does not fit the document, because the file was edited by hand since.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("log entry {number} of {total} does not fit the document: {reason}")]
pub struct HistoryMismatch {
    /// Counted from 1, oldest first.
    pub number: usize,
    /// Number of entries.
    pub total: usize,
    pub reason: String,
}

/// Replays the log backwards and returns the document as it was before its first entry, without the log.
pub fn rewind_all(session: &Session) -> Result<Session, HistoryMismatch> {
    rewind_to(session, 0)
}

/// Replays the log backwards until only the `keep` oldest entries remain. The returned log holds only these.
pub fn rewind_to(session: &Session, keep: usize) -> Result<Session, HistoryMismatch> {
    let mut past = session.clone();
    let of = session.log.len();
    while past.log.len() > keep {
        let Some(entry) = past.log.pop() else { break };
        let number = past.log.len() + 1;
        let misfit = |reason: String| HistoryMismatch { number, total: of, reason };
        let undone = past.apply(entry.was).map_err(|error| misfit(error.to_string()))?;
        if undone != entry.edit {
            return Err(misfit("the document was changed by other means since".to_owned()));
        }
    }
    Ok(past)
}
