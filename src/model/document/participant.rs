//! Participants in the decision.

use super::fields::fields;
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

fields! {
    /// A field of a participant.
    ParticipantField of Participant {
        Name => name: String,
        Role => role: String,
        Weight => weight: u32,
        Account => account: String,
    }
}

fn default_weight() -> u32 {
    1
}
