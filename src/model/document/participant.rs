//! Participants in the decision.

use crate::model::values::id::ParticipantId;
use serde::{Deserialize, Serialize};

/// A person who takes part in the decision.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Participant {
    pub id: ParticipantId,
    pub name: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub role: String,
    /// Weight of the person's votes, in points.
    #[serde(default = "default_weight")]
    pub weight: u32,
    /// The account on this machine by which the person is recognised.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub account: String,
}

fn default_weight() -> u32 {
    1
}
