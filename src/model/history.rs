//! The log, and the undo and redo that it implies. Undo appends; it erases nothing.

use super::apply::EditError;
use super::edit::Edit;
use super::session::Session;
use super::time::Moment;
use serde::{Deserialize, Serialize};

/// Who changes something, and when.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Stamp {
    /// When, UTC.
    pub at: Moment,
    /// Who.
    pub by: String,
}

/// How an entry came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum LogAction {
    /// Somebody changed something.
    #[default]
    Edit,
    /// Somebody took a change back.
    Undo,
    /// Somebody repeated what was taken back.
    Redo,
}

fn is_edit(act: &LogAction) -> bool {
    *act == LogAction::Edit
}

/// One change: who, when, what, and what stood there before.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LogEntry {
    /// When, UTC.
    pub at: Moment,
    /// Who.
    pub by: String,
    /// How it came about.
    #[serde(default, skip_serializing_if = "is_edit")]
    pub act: LogAction,
    /// What was done.
    pub edit: Edit,
    /// What takes it back.
    pub was: Edit,
    /// For changes of weights, anchors and rubrics made after the totals were seen: who led before, and after.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub led: Option<(String, String)>,
}

/// One thing that was done, as the crash journal keeps it. Following the traces again gives the same document and log.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum JournalRecord {
    /// An edit was carried out.
    Edit {
        /// By whom, and when.
        stamp: Stamp,
        /// What was done.
        edit: Edit,
        /// Who led before and after, when it moved the yardstick after the totals were seen.
        led: Option<(String, String)>,
    },
    /// The last edit was taken back.
    Undo(Stamp),
    /// What was taken back was repeated.
    Redo(Stamp),
}

/// Where undo and redo stand: indices into the log. Wholly implied by the log, so it survives saving and reopening.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct History {
    done: Vec<usize>,
    undone: Vec<usize>,
}

impl History {
    /// Reads the log: an edit can be undone, an undo can be redone until the next edit.
    pub fn from_log(log: &[LogEntry]) -> Self {
        let mut history = Self::default();
        for (place, entry) in log.iter().enumerate() {
            history.track(entry.act, place);
        }
        history
    }

    fn track(&mut self, act: LogAction, place: usize) {
        match act {
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

    /// The entry that undo would take back.
    pub fn next_undo<'a>(&self, log: &'a [LogEntry]) -> Option<&'a LogEntry> {
        self.done.last().and_then(|place| log.get(*place))
    }

    /// The entry that redo would take back.
    pub fn next_redo<'a>(&self, log: &'a [LogEntry]) -> Option<&'a LogEntry> {
        self.undone.last().and_then(|place| log.get(*place))
    }

    /// Carries out an edit and logs it. An edit of the same target by the same person, straight after, becomes one entry
    /// with the one before; one that ends where it began leaves no entry. Says whether the document changed.
    pub fn record(&mut self, session: &mut Session, edit: Edit, stamp: Stamp) -> Result<bool, EditError> {
        let was = session.apply(edit.clone())?;
        if was == edit {
            return Ok(false);
        }
        if let Some(last) = session.log.last_mut()
            && last.act == LogAction::Edit
            && last.by == stamp.by
            && self.done.last() == Some(&(session.log.len() - 1))
            && edit.target().is_some()
            && edit.target() == session.log.last().and_then(|entry| entry.edit.target())
        {
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
                // As if it had never been: what could be redone before can be redone again, as the log says.
                session.log.pop();
                *self = Self::from_log(&session.log);
            }
        }
    }

    fn push(&mut self, session: &mut Session, act: LogAction, edit: Edit, was: Edit, stamp: Stamp) {
        session.log.push(LogEntry { at: stamp.at, by: stamp.by, act, edit, was, led: None });
        self.track(act, session.log.len() - 1);
    }

    /// Takes the last change back. Returns what was done, or none when there is nothing to undo.
    pub fn undo(&mut self, session: &mut Session, stamp: Stamp) -> Result<Option<Edit>, EditError> {
        let Some(entry) = self.next_undo(&session.log) else { return Ok(None) };
        self.step(session, LogAction::Undo, entry.was.clone(), stamp).map(Some)
    }

    /// Repeats the last change taken back. Returns what was done, or none when there is nothing to redo.
    pub fn redo(&mut self, session: &mut Session, stamp: Stamp) -> Result<Option<Edit>, EditError> {
        let Some(entry) = self.next_redo(&session.log) else { return Ok(None) };
        self.step(session, LogAction::Redo, entry.was.clone(), stamp).map(Some)
    }

    /// Does again what a trace says.
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
        }
    }

    fn step(&mut self, session: &mut Session, act: LogAction, edit: Edit, stamp: Stamp) -> Result<Edit, EditError> {
        let was = session.apply(edit.clone())?;
        self.push(session, act, edit.clone(), was, stamp);
        Ok(edit)
    }
}

/// Notes on the entry of `edit`, if it is the last, who led before and after it. Where presses were joined, who led before
/// the first stays.
pub fn record_leaders(session: &mut Session, edit: &Edit, before: String, after: String) {
    if let Some(last) = session.log.last_mut()
        && last.edit == *edit
    {
        let before = last.led.take().map_or(before, |(first, _)| first);
        last.led = Some((before, after));
    }
}

/// The first entry, from the newest, that does not fit the document: the file was edited by hand since.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("log entry {number} of {total} does not fit the document: {reason}")]
pub struct HistoryMismatch {
    /// Counted from 1, oldest first.
    pub number: usize,
    /// Entries in all.
    pub total: usize,
    /// Why.
    pub reason: String,
}

/// Replays the log backwards and returns the document as it was before its first entry, without the log.
pub fn rewind_all(session: &Session) -> Result<Session, HistoryMismatch> {
    rewind_to(session, 0)
}

/// Replays the log backwards until only the `keep` oldest entries remain done; the log returned is cut to them.
pub fn rewind_to(session: &Session, keep: usize) -> Result<Session, HistoryMismatch> {
    let mut past = session.clone();
    let of = session.log.len();
    while past.log.len() > keep {
        let Some(entry) = past.log.pop() else { break };
        let number = past.log.len() + 1;
        let misfit = |reason: String| HistoryMismatch { number, total: of, reason };
        let undone = past.apply(entry.was).map_err(|error| misfit(error.to_string()))?;
        if undone != entry.edit {
            return Err(misfit("it was changed since by other means".to_owned()));
        }
    }
    Ok(past)
}
