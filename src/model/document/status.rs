//! Status of the decision.

use serde::{Deserialize, Serialize};

/// Status of the decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Status {
    /// In preparation.
    #[default]
    Draft,
    /// Under discussion.
    Open,
    Decided,
    /// Replaced by a later decision.
    Superseded,
}

impl Status {
    pub fn label(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Open => "open",
            Self::Decided => "decided",
            Self::Superseded => "superseded",
        }
    }
}
