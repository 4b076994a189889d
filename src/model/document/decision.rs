//! The decision and the evidence it is based on.

use super::fields::fields;
use crate::model::values::digest::RecordDigest;
use crate::model::values::id::{AlternativeId, WorkloadId};
use crate::model::values::time::{Day, Moment};
use crate::model::values::units::{FigureError, HoursPerMonth, UnitError, UsdPerMonth};
use serde::{Deserialize, Deserializer, Serialize};

/// What was chosen, who signed it and why.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Decision {
    /// One per workload; in a plain matrix one without a workload.
    pub choices: Vec<Choice>,
    /// Who disagrees, and why.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub dissent: String,
    /// When to review the decision.
    pub triggers: Vec<Trigger>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rejected: Vec<Rejection>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sign_offs: Vec<SignOff>,
    /// The figures at the time the decision was recorded.
    pub evidence: Option<Evidence>,
}

fields! {
    /// A field of the decision.
    DecisionField of Decision {
        Choices => choices: Vec<Choice>,
        Dissent => dissent: String,
        Triggers => triggers: Vec<Trigger>,
        Rejected => rejected: Vec<Rejection>,
        SignOffs => sign_offs: Vec<SignOff>,
        Evidence => evidence: Option<Evidence>,
    }
}

/// The alternative chosen for a workload.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// None in a plain matrix.
    #[serde(default)]
    pub workload: Option<WorkloadId>,
    pub alternative: AlternativeId,
    /// Required when the alternative does not lead.
    #[serde(default)]
    pub reason: String,
}

/// A condition under which the decision is reviewed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trigger {
    pub metric: String,
    pub threshold: String,
    /// Who watches the metric.
    #[serde(default)]
    pub owner: String,
    /// The latest day of the review.
    #[serde(default)]
    pub date: Option<Day>,
}

/// An alternative that was rejected.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rejection {
    pub alternative: AlternativeId,
    pub reason: String,
}

/// A person's approval of the decision.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignOff {
    pub by: String,
    pub on: Day,
    /// Who was at the keyboard, if that was somebody else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub typed_by: Option<String>,
    /// What was signed; none in files of older versions. See [`content_digest`](crate::model::content_digest).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub digest: Option<RecordDigest>,
}

/// The figures at the time the decision was recorded, so that a reviewer can compare them with the present ones.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// Name and version of the program.
    pub program: String,
    /// The ranking method.
    pub method: String,
    /// Version of the catalogue: prices and hours.
    pub catalogue: String,
    pub at: Moment,
    pub leader: String,
    /// Every total of the matrix in which it was decided, by the column's name.
    #[serde(deserialize_with = "recorded_totals")]
    pub totals: Vec<(String, f64)>,
    /// Every monthly bill, by the column's name.
    #[serde(deserialize_with = "recorded_costs")]
    pub costs: Vec<(String, UsdPerMonth)>,
    /// The hours per month, by the column's name.
    #[serde(deserialize_with = "recorded_hours")]
    pub hours: Vec<(String, HoursPerMonth)>,
}

/// A total that was computed and written down. One that is not finite is equal to none, so the document could not be saved.
#[derive(Deserialize)]
#[serde(try_from = "f64")]
struct RecordedTotal(f64);

impl TryFrom<f64> for RecordedTotal {
    type Error = FigureError;
    fn try_from(value: f64) -> Result<Self, FigureError> {
        if value.is_finite() { Ok(Self(value)) } else { Err(FigureError::NotANumber(value)) }
    }
}

fn recorded_totals<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<(String, f64)>, D::Error> {
    let rows = Vec::<(String, RecordedTotal)>::deserialize(deserializer)?;
    Ok(rows.into_iter().map(|(name, total)| (name, total.0)).collect())
}

/// A bill that was computed and written down.
#[derive(Deserialize)]
#[serde(try_from = "f64")]
struct RecordedCost(UsdPerMonth);

impl TryFrom<f64> for RecordedCost {
    type Error = UnitError;
    fn try_from(value: f64) -> Result<Self, UnitError> {
        UsdPerMonth::recorded(value).map(Self)
    }
}

fn recorded_costs<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<(String, UsdPerMonth)>, D::Error> {
    let rows = Vec::<(String, RecordedCost)>::deserialize(deserializer)?;
    Ok(rows.into_iter().map(|(name, cost)| (name, cost.0)).collect())
}

/// Hours that were computed and written down.
#[derive(Deserialize)]
#[serde(try_from = "f64")]
struct RecordedHours(HoursPerMonth);

impl TryFrom<f64> for RecordedHours {
    type Error = UnitError;
    fn try_from(value: f64) -> Result<Self, UnitError> {
        HoursPerMonth::recorded(value).map(Self)
    }
}

fn recorded_hours<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<(String, HoursPerMonth)>, D::Error> {
    let rows = Vec::<(String, RecordedHours)>::deserialize(deserializer)?;
    Ok(rows.into_iter().map(|(name, hours)| (name, hours.0)).collect())
}
