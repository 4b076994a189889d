//! The decision, and on what grounds it was taken.

use super::id::{AlternativeId, WorkloadId};
use super::time::{Day, Moment};
use super::units::{HoursPerMonth, UsdPerMonth};
use serde::{Deserialize, Serialize};

/// What was chosen, by whom, and on what grounds.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Decision {
    /// One per workload; one without a workload in an ordinary matrix.
    pub choices: Vec<Choice>,
    /// Who disagrees, and why.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub dissent: String,
    /// When to look again.
    pub triggers: Vec<Trigger>,
    /// What was turned down, and why.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rejected: Vec<Rejection>,
    /// Who stands behind it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sign_offs: Vec<SignOff>,
    /// What the figures were when it was recorded.
    pub evidence: Option<Evidence>,
}

/// What a workload shall run on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// Which workload; none in an ordinary matrix.
    #[serde(default)]
    pub workload: Option<WorkloadId>,
    /// What was chosen.
    pub alternative: AlternativeId,
    /// Why; asked for when it does not lead.
    #[serde(default)]
    pub reason: String,
}

/// When to look at the decision again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trigger {
    /// What is watched.
    pub metric: String,
    /// From where on.
    pub threshold: String,
    /// Who watches.
    #[serde(default)]
    pub owner: String,
    /// By when at the latest.
    #[serde(default)]
    pub date: Option<Day>,
}

/// What was turned down.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rejection {
    /// Which alternative.
    pub alternative: AlternativeId,
    /// Why.
    pub reason: String,
}

/// Somebody who stands behind the decision.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignOff {
    /// Who.
    pub by: String,
    /// When.
    pub on: Day,
}

/// What the figures were when the decision was recorded, so that a reviewer sees then beside now.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// The program and its version.
    pub program: String,
    /// The method of the ranking.
    pub method: String,
    /// The version of the catalogue: prices and hours.
    pub catalogue: String,
    /// When.
    pub at: Moment,
    /// Who led.
    pub leader: String,
    /// Every total of the scope in which it was decided, by the column's name.
    pub totals: Vec<(String, f64)>,
    /// Every monthly bill, by the column's name.
    pub costs: Vec<(String, UsdPerMonth)>,
    /// Every month's hours, by the column's name.
    pub hours: Vec<(String, HoursPerMonth)>,
}
