//! Filling in who makes an edit that was prepared before anybody had said so.

use crate::model::document::edit::Edit;
use crate::model::document::score::CellScore;

impl Edit {
    /// The same edit by this person, where it would hold a name and has none.
    #[must_use]
    pub fn with_author(self, name: &str) -> Self {
        match self {
            Self::SetScore { cell, score, by } if by.is_empty() && score != CellScore::Blank => {
                Self::SetScore { cell, score, by: name.to_owned() }
            }
            Self::SetHours { task, platform, said: Some(mut said) } if said.by.is_empty() => {
                said.by = name.to_owned();
                Self::SetHours { task, platform, said: Some(said) }
            }
            Self::SetMustHaveMark { must_have, alternative, said: Some(mut said) } if said.by.is_empty() => {
                said.by = name.to_owned();
                Self::SetMustHaveMark { must_have, alternative, said: Some(said) }
            }
            Self::Batch(edits) => Self::Batch(edits.into_iter().map(|edit| edit.with_author(name)).collect()),
            other => other,
        }
    }
}
