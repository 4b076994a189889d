//! Scores and ballots: the cells of the decision matrix.

use crate::model::values::default::is_default;
use crate::model::values::id::{AlternativeId, CriterionId, ParticipantId, WorkloadId};
use crate::model::values::units::Figure;
use serde::{Deserialize, Serialize};

/// Identifies a cell of the matrix.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename = "Cell", deny_unknown_fields)]
pub struct CellKey {
    pub criterion: CriterionId,
    pub alternative: AlternativeId,
    /// For criteria about the workload.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub workload: Option<WorkloadId>,
}

/// The content of a cell. A blank cell is never zero.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub enum CellScore {
    /// Not scored yet.
    #[default]
    Blank,
    /// 1 to 5.
    Exact(u8),
    /// From low to high, both 1 to 5.
    Range(u8, u8),
    /// Nobody can tell; the total becomes an interval.
    Unknown,
    /// A measured figure, in the criterion's unit.
    Value(Figure),
    /// A measured figure between two bounds.
    Between(Figure, Figure),
}

/// A cell of the matrix: its score and the reason for it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Score {
    pub criterion: CriterionId,
    pub alternative: AlternativeId,
    /// For criteria about the workload.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub workload: Option<WorkloadId>,
    #[serde(default)]
    pub score: CellScore,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub rationale: String,
    /// Where the rationale can be verified.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub evidence: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub by: String,
    /// Suspended: the criterion is derived now, and the calculated score replaces this one.
    #[serde(default, skip_serializing_if = "is_default")]
    pub aside: bool,
}

impl Score {
    pub fn blank(cell: &CellKey) -> Self {
        Self {
            criterion: cell.criterion.clone(),
            alternative: cell.alternative.clone(),
            workload: cell.workload.clone(),
            score: CellScore::Blank,
            rationale: String::new(),
            evidence: String::new(),
            by: String::new(),
            aside: false,
        }
    }

    pub fn cell(&self) -> CellKey {
        CellKey {
            criterion: self.criterion.clone(),
            alternative: self.alternative.clone(),
            workload: self.workload.clone(),
        }
    }

    pub fn is_for(&self, cell: &CellKey) -> bool {
        self.criterion == cell.criterion && self.alternative == cell.alternative && self.workload == cell.workload
    }

    /// Whether the row holds anything that must be written to the file.
    pub(in crate::model) fn is_worth_keeping(&self) -> bool {
        !self.is_empty() || !self.by.is_empty() || self.aside
    }

    /// Whether there is neither a score nor a text.
    pub fn is_empty(&self) -> bool {
        self.score == CellScore::Blank && self.rationale.is_empty() && self.evidence.is_empty()
    }
}

/// A participant's vote on one cell.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ballot {
    pub by: ParticipantId,
    pub criterion: CriterionId,
    pub alternative: AlternativeId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub workload: Option<WorkloadId>,
    pub vote: Vote,
}

impl Ballot {
    pub fn cell(&self) -> CellKey {
        CellKey {
            criterion: self.criterion.clone(),
            alternative: self.alternative.clone(),
            workload: self.workload.clone(),
        }
    }
}

/// A score or a deliberate abstention.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Vote {
    /// 1 to 5.
    Scored(u8),
    Abstained,
}
