//! Estates: assignments of every workload to an alternative.

use super::fields::fields;
use crate::model::values::id::{AlternativeId, EstateId, WorkloadId};
use serde::{Deserialize, Serialize};

/// An assignment of every workload to an alternative.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Estate {
    pub id: EstateId,
    pub name: String,
    #[serde(default)]
    pub assign: Vec<(WorkloadId, AlternativeId)>,
}

fields! {
    /// A field of an estate.
    EstateField of Estate {
        Name => name: String,
        Assign => assign: Vec<(WorkloadId, AlternativeId)>,
    }
}

/// How criteria about the team count for an estate that uses several alternatives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum TeamRule {
    /// The worst of the alternatives in use.
    #[default]
    Worst,
    /// Their mean.
    Mean,
}
