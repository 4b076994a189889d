//! Alternatives: the options to choose from.

use super::fields::fields;
use super::market::{Cloud, Commitment};
use crate::model::values::default::is_default;
use crate::model::values::estimate::Estimate;
use crate::model::values::id::{AlternativeId, PlatformId, RiskId};
use crate::model::values::units::{HoursOnce, UsdOnce, UsdPerMonth};
use serde::{Deserialize, Serialize};

/// One of the options to choose from.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Alternative {
    pub id: AlternativeId,
    pub name: String,
    /// The catalogue platform, from which cost and burden follow.
    #[serde(default)]
    pub platform: Option<PlatformId>,
    /// Overrides the session's cloud.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cloud: Option<Cloud>,
    /// Overrides the session's commitment term.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commitment: Option<Commitment>,
    /// A quoted monthly price, used instead of the calculated bill.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quote: Option<UsdPerMonth>,
    /// It runs a version past its standard support, which some providers bill.
    #[serde(default, skip_serializing_if = "is_default")]
    pub extended_support: bool,
    /// One-time adoption cost.
    #[serde(default, skip_serializing_if = "is_default")]
    pub one_time: OneTime,
    /// Risks whose mitigation is switched on and paid for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mitigated: Vec<RiskId>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

fields! {
    /// A field of an alternative.
    AlternativeField of Alternative {
        Name => name: String,
        Platform => platform: Option<PlatformId>,
        Cloud => cloud: Option<Cloud>,
        Commitment => commitment: Option<Commitment>,
        Quote => quote: Option<UsdPerMonth>,
        ExtendedSupport => extended_support: bool,
        Mitigated => mitigated: Vec<RiskId>,
        Note => note: String,
    }
}

/// One-time cost of adopting an alternative. An unknown figure counts as nothing, and the result says so.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct OneTime {
    /// Hours until the team can operate it.
    #[serde(skip_serializing_if = "is_default")]
    pub learning: Estimate<HoursOnce>,
    /// Hours to set it up.
    #[serde(skip_serializing_if = "is_default")]
    pub build: Estimate<HoursOnce>,
    /// Hours to move one workload to it; only for workloads that do not run on it today.
    #[serde(skip_serializing_if = "is_default")]
    pub migration: Estimate<HoursOnce>,
    /// Money besides hours: licences, training, consultants.
    #[serde(skip_serializing_if = "is_default")]
    pub fees: Estimate<UsdOnce>,
}

fields! {
    /// A figure of the one-time adoption cost.
    OneTimeField of OneTime {
        Learning => learning: Estimate<HoursOnce>,
        Build => build: Estimate<HoursOnce>,
        Migration => migration: Estimate<HoursOnce>,
        Fees => fees: Estimate<UsdOnce>,
    }
}

impl OneTimeField {
    /// Every figure of a record, in the order of the file.
    pub fn all(record: &OneTime) -> [Self; 4] {
        let OneTime { learning, build, migration, fees } = *record;
        [Self::Learning(learning), Self::Build(build), Self::Migration(migration), Self::Fees(fees)]
    }
}
