//! The decision and the evidence it is based on.

use super::fields::fields;
use crate::model::values::digest::RecordDigest;
use crate::model::values::id::{AlternativeId, WorkloadId};
use crate::model::values::time::{Day, Moment};
use crate::model::values::units::{FigureError, HoursPerMonth, UnitError, UsdPerMonth};
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};
use std::fmt::Display;

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
    #[serde(deserialize_with = "recorded_rows")]
    pub totals: Vec<(String, f64)>,
    /// Every monthly bill, by the column's name.
    #[serde(deserialize_with = "recorded_rows")]
    pub costs: Vec<(String, UsdPerMonth)>,
    /// The hours per month, by the column's name.
    #[serde(deserialize_with = "recorded_rows")]
    pub hours: Vec<(String, HoursPerMonth)>,
}

/// A figure that was computed and written down. It may be larger than what can be entered.
trait Recorded: Sized {
    type Error: Display;
    fn recorded(value: f64) -> Result<Self, Self::Error>;
}

impl Recorded for f64 {
    type Error = FigureError;
    /// One that is not finite is equal to none, so the document could not be saved.
    fn recorded(value: f64) -> Result<Self, FigureError> {
        if value.is_finite() { Ok(value) } else { Err(FigureError::NotANumber(value)) }
    }
}

impl Recorded for UsdPerMonth {
    type Error = UnitError;
    fn recorded(value: f64) -> Result<Self, UnitError> {
        Self::recorded(value)
    }
}

impl Recorded for HoursPerMonth {
    type Error = UnitError;
    fn recorded(value: f64) -> Result<Self, UnitError> {
        Self::recorded(value)
    }
}

/// Reads a recorded figure, so that a wrong one is refused in its place.
struct RecordedFigure<T>(T);

impl<'de, T: Recorded> Deserialize<'de> for RecordedFigure<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::recorded(f64::deserialize(deserializer)?).map(Self).map_err(D::Error::custom)
    }
}

fn recorded_rows<'de, D: Deserializer<'de>, T: Recorded>(deserializer: D) -> Result<Vec<(String, T)>, D::Error> {
    let rows = Vec::<(String, RecordedFigure<T>)>::deserialize(deserializer)?;
    Ok(rows.into_iter().map(|(name, figure)| (name, figure.0)).collect())
}
