//! Notes: longer texts, each about one thing.

use crate::model::values::id::{AlternativeId, CriterionId, WorkloadId};
use serde::{Deserialize, Serialize};

/// What a note is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum NoteSubject {
    Frame,
    Workload(WorkloadId),
    /// One figure of a workload's demand, by its name in the file.
    Demand(WorkloadId, String),
    Alternative(AlternativeId),
    Criterion(CriterionId),
    Decision,
}

/// A longer text about one thing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Note {
    pub about: NoteSubject,
    pub text: String,
}
