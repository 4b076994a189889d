//! Must-haves: requirements of the whole decision in words, and whether each alternative meets them.

use super::fields::fields;
use super::workload::Strength;
use crate::model::values::id::{AlternativeId, MustHaveId};
use serde::{Deserialize, Serialize};

/// A requirement in words that every alternative is held against. Nothing can check it but people, who mark each alternative.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MustHave {
    pub id: MustHaveId,
    pub text: String,
    /// Hard: an alternative that fails it is ruled out. Soft: it has a warning.
    #[serde(default)]
    pub strength: Strength,
    /// Who asks for it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub by: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub why: String,
}

fields! {
    /// A field of a must-have.
    MustHaveField of MustHave {
        Text => text: String,
        Strength => strength: Strength,
        By => by: String,
        Why => why: String,
    }
}

/// Whether an alternative meets a must-have, as a person says. One without a mark is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Mark {
    Met,
    Failed,
    Doubtful,
}

impl Mark {
    pub const ALL: [Self; 3] = [Self::Met, Self::Failed, Self::Doubtful];

    /// In a word, on screen and in JSON.
    pub fn label(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::Failed => "failed",
            Self::Doubtful => "doubtful",
        }
    }
}

/// What is said of an alternative under a must-have, without naming the two.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Marking {
    pub mark: Mark,
    #[serde(default)]
    pub by: String,
    #[serde(default)]
    pub why: String,
}

/// A row of the marks: at most one per must-have and alternative.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MustHaveMark {
    pub must_have: MustHaveId,
    pub alternative: AlternativeId,
    pub mark: Mark,
    /// Who says so.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub by: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub why: String,
}

impl MustHaveMark {
    pub fn is_for(&self, must_have: &MustHaveId, alternative: &AlternativeId) -> bool {
        self.must_have == *must_have && self.alternative == *alternative
    }
}
