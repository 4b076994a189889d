//! One of the things to choose from.

use super::estimate::Estimate;
use super::id::{AlternativeId, PlatformId, RiskId};
use super::is_default;
use super::market::{Cloud, Commitment};
use super::units::{HoursOnce, UsdOnce, UsdPerMonth};
use serde::{Deserialize, Serialize};

/// One of the things to choose from.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Alternative {
    /// Its slug.
    pub id: AlternativeId,
    /// Its name on screen.
    pub name: String,
    /// The catalogue's platform behind it, for cost and burden.
    #[serde(default)]
    pub platform: Option<PlatformId>,
    /// The cloud, when it is not the session's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cloud: Option<Cloud>,
    /// The term, when it is not the session's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commitment: Option<Commitment>,
    /// A monthly price that somebody was quoted, which stands in for the model's bill.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quote: Option<UsdPerMonth>,
    /// It runs a version past its standard support, which some providers bill.
    #[serde(default, skip_serializing_if = "is_default")]
    pub extended_support: bool,
    /// What adopting it costs once.
    #[serde(default, skip_serializing_if = "is_default")]
    pub one_time: OneTime,
    /// The risks whose mitigation is taken on, and paid for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mitigated: Vec<RiskId>,
    /// What it is, in words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// What adopting an alternative costs once. Unknown counts as nothing, and is said.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct OneTime {
    /// Hours until the team can run it.
    #[serde(skip_serializing_if = "is_default")]
    pub learning: Estimate<HoursOnce>,
    /// Hours to set it up.
    #[serde(skip_serializing_if = "is_default")]
    pub build: Estimate<HoursOnce>,
    /// Hours to move one workload onto it; only for those that do not run on it today.
    #[serde(skip_serializing_if = "is_default")]
    pub migration: Estimate<HoursOnce>,
    /// Money besides hours: licences, training, consultants.
    #[serde(skip_serializing_if = "is_default")]
    pub fees: Estimate<UsdOnce>,
}
