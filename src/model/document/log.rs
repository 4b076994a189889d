//! The log: every edit of the document with its inverse.

use super::edit::Edit;
use crate::model::values::time::Moment;
use serde::{Deserialize, Serialize};

/// Who made a change, and when.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Stamp {
    /// UTC.
    pub at: Moment,
    pub by: String,
}

/// How an entry of the log came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum LogAction {
    #[default]
    Edit,
    Undo,
    Redo,
}

fn is_edit(act: &LogAction) -> bool {
    *act == LogAction::Edit
}

/// One change: who made it, when, the edit and its inverse.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LogEntry {
    /// UTC.
    pub at: Moment,
    pub by: String,
    #[serde(default, skip_serializing_if = "is_edit")]
    pub act: LogAction,
    pub edit: Edit,
    /// The inverse: applying it undoes the edit.
    pub was: Edit,
    /// For changes of weights, anchors and rubrics made after the totals were seen: the leader before and after.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub led: Option<(String, String)>,
}

/// One record of the crash journal. Replaying the records gives the same document and log.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum JournalRecord {
    Edit {
        stamp: Stamp,
        edit: Edit,
        /// As in [`LogEntry`].
        led: Option<(String, String)>,
    },
    Undo(Stamp),
    Redo(Stamp),
    /// The leader before and after the undo or redo before it, as in [`LogEntry`].
    Led {
        stamp: Stamp,
        before: String,
        after: String,
    },
}

impl JournalRecord {
    pub fn stamp(&self) -> &Stamp {
        match self {
            Self::Edit { stamp, .. } | Self::Led { stamp, .. } | Self::Undo(stamp) | Self::Redo(stamp) => stamp,
        }
    }
}
