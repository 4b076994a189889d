//! Must-haves that an option fails or may fail, as data.

use crate::model::{Mark, MustHave, Strength};
use std::fmt;

/// A must-have that an option is not said to meet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MustHaveIssue {
    /// The requirement in its author's words.
    pub text: String,
    pub strength: Strength,
    pub state: MustHaveState,
    /// The option in question, where it does not go without saying: an estate has several.
    pub option: Option<String>,
}

/// How an option stands under a must-have that it is not said to meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MustHaveState {
    /// It fails it.
    Failed,
    /// Somebody doubts that it meets it.
    Doubtful,
    /// Nobody has said anything, which counts as doubt.
    Open,
}

impl MustHaveIssue {
    /// None where the option meets it.
    pub fn new(must_have: &MustHave, mark: Option<Mark>, option: Option<&str>) -> Option<Self> {
        let state = match mark {
            Some(Mark::Met) => return None,
            Some(Mark::Failed) => MustHaveState::Failed,
            Some(Mark::Doubtful) => MustHaveState::Doubtful,
            None => MustHaveState::Open,
        };
        let (text, option) = (must_have.text.clone(), option.map(str::to_owned));
        Some(Self { text, strength: must_have.strength, state, option })
    }

    /// Whether it rules the option out.
    pub fn rules_out(&self) -> bool {
        self.strength == Strength::Hard && self.state == MustHaveState::Failed
    }

    /// Whether the option may turn out to be ruled out.
    pub fn could_rule_out(&self) -> bool {
        self.strength == Strength::Hard && self.state != MustHaveState::Failed
    }

    /// In a sentence about an option of this name, which stands as it is given; the one in question comes before it.
    pub fn sentence(&self, name: &str) -> String {
        let own = self.option.as_ref().map(|option| format!("'{option}'"));
        let (name, text) = (own.as_deref().unwrap_or(name), &self.text);
        match self.state {
            MustHaveState::Failed => format!("{name} does not meet '{text}'"),
            MustHaveState::Doubtful => format!("{name} may not meet '{text}'"),
            MustHaveState::Open => format!("nobody has said whether {name} meets '{text}'"),
        }
    }
}

impl fmt::Display for MustHaveIssue {
    /// `does not meet 'fits on the desk'`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = &self.text;
        match (self.state, &self.option) {
            (_, Some(_)) => f.write_str(&self.sentence("")),
            (MustHaveState::Failed, None) => write!(f, "does not meet '{text}'"),
            (MustHaveState::Doubtful, None) => write!(f, "may not meet '{text}'"),
            (MustHaveState::Open, None) => write!(f, "nobody has said whether it meets '{text}'"),
        }
    }
}
