//! What stands in the cells of the matrix, and what each person voted there.

use super::id::{AlternativeId, CriterionId, ParticipantId, WorkloadId};
use super::is_default;
use super::units::Figure;
use serde::{Deserialize, Serialize};

/// Where a score stands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CellKey {
    /// Row.
    pub criterion: CriterionId,
    /// Column.
    pub alternative: AlternativeId,
    /// Sheet, for criteria about the workload.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub workload: Option<WorkloadId>,
}

/// The state of a cell. Blank is never zero.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub enum CellScore {
    /// Nobody has said anything.
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

/// A cell of the matrix: its score, and why.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Score {
    /// Row.
    pub criterion: CriterionId,
    /// Column.
    pub alternative: AlternativeId,
    /// Sheet, for criteria about the workload.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub workload: Option<WorkloadId>,
    /// What was said.
    #[serde(default)]
    pub score: CellScore,
    /// Why.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub rationale: String,
    /// Where that can be looked up.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub evidence: String,
    /// Who said it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub by: String,
    /// It is kept for later: the criterion has become derived since, and this does not stand in for what follows from that.
    #[serde(default, skip_serializing_if = "is_default")]
    pub aside: bool,
}

impl Score {
    /// An empty row for a cell.
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

    /// Where it stands.
    pub fn cell(&self) -> CellKey {
        CellKey {
            criterion: self.criterion.clone(),
            alternative: self.alternative.clone(),
            workload: self.workload.clone(),
        }
    }

    /// Whether it stands at this cell.
    pub fn is_for(&self, cell: &CellKey) -> bool {
        self.criterion == cell.criterion && self.alternative == cell.alternative && self.workload == cell.workload
    }

    /// Whether the row is worth keeping.
    pub(super) fn is_worth_keeping(&self) -> bool {
        !self.is_empty() || !self.by.is_empty() || self.aside
    }

    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        self.score == CellScore::Blank && self.rationale.is_empty() && self.evidence.is_empty()
    }
}

/// What one person voted on one cell.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ballot {
    /// Who.
    pub by: ParticipantId,
    /// Row.
    pub criterion: CriterionId,
    /// Column.
    pub alternative: AlternativeId,
    /// Sheet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub workload: Option<WorkloadId>,
    /// What.
    pub vote: Vote,
}

/// A vote: a score, or a deliberate abstention.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Vote {
    /// 1 to 5.
    Scored(u8),
    /// Leaves it to the others.
    Abstained,
}
