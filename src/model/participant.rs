//! Who takes part.

use super::id::ParticipantId;
use serde::{Deserialize, Serialize};

/// Somebody who takes part.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Participant {
    /// A slug.
    pub id: ParticipantId,
    /// As others call them.
    pub name: String,
    /// What they do.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub role: String,
    /// How much their vote counts, in points.
    #[serde(default = "one_vote")]
    pub weight: u32,
    /// Their account on the machine, by which they are recognised.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub account: String,
}

fn one_vote() -> u32 {
    1
}
