//! What edits are about: whether they change what a signature stands for, and whether they change preferences.

use super::decision::DecisionField;
use super::edit::Edit;
use super::frame_field::FrameField;

/// What an edit is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Touches {
    /// What a person read before signing. Changing it reopens a decision and voids its signatures.
    Content,
    /// What is noted about the record: its status, who signed, how it is filed.
    Upkeep,
}

/// What an edit is about in the end, the weightiest last: a batch is about the weightiest of its edits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Subject {
    Upkeep,
    /// Content other than preferences.
    Facts,
    /// Weights, anchors and rubrics: content that is not to be bent toward a result.
    Preferences,
}

impl Edit {
    /// What the edit is about; a batch is about content if any of its edits is.
    pub fn touches(&self) -> Touches {
        if self.subject() == Subject::Upkeep { Touches::Upkeep } else { Touches::Content }
    }

    /// Whether it changes weights, anchors or rubrics. Such a change is marked when it is made after the totals were seen.
    pub fn changes_preferences(&self) -> bool {
        self.subject() == Subject::Preferences
    }

    fn subject(&self) -> Subject {
        match self {
            Self::Batch(edits) => edits.iter().map(Self::subject).max().unwrap_or(Subject::Upkeep),
            Self::SetFrame(field) => match field {
                FrameField::Status(_) | FrameField::Tags(_) | FrameField::TotalsSeen(_) => Subject::Upkeep,
                FrameField::Title(_)
                | FrameField::Question(_)
                | FrameField::Context(_)
                | FrameField::Deadline(_)
                | FrameField::DecisionRule(_)
                | FrameField::TeamRule(_) => Subject::Facts,
            },
            Self::SetDecision(field) => match field {
                DecisionField::SignOffs(_) => Subject::Upkeep,
                DecisionField::Choices(_)
                | DecisionField::Dissent(_)
                | DecisionField::Triggers(_)
                | DecisionField::Rejected(_)
                | DecisionField::Evidence(_) => Subject::Facts,
            },
            Self::SetWeight { .. }
            | Self::SetWay(_)
            | Self::SetWayUntilComplete(_)
            | Self::SetSwing { .. }
            | Self::SetOrder(_)
            | Self::SetPair { .. }
            | Self::SetRubric { .. }
            | Self::SetAnchors { .. } => Subject::Preferences,
            Self::SetCriterion { field, .. } if field.changes_preferences() => Subject::Preferences,
            Self::SetTeam(_)
            | Self::SetMarket(_)
            | Self::AddAlternative { .. }
            | Self::RemoveAlternative { .. }
            | Self::MoveAlternative { .. }
            | Self::SetAlternative { .. }
            | Self::SetOneTime { .. }
            | Self::AddMustHave { .. }
            | Self::RemoveMustHave { .. }
            | Self::MoveMustHave { .. }
            | Self::SetMustHave { .. }
            | Self::SetMustHaveMark { .. }
            | Self::AddWorkload { .. }
            | Self::RemoveWorkload { .. }
            | Self::MoveWorkload { .. }
            | Self::SetWorkload { .. }
            | Self::SetDemand { .. }
            | Self::SetHours { .. }
            | Self::AddScenario { .. }
            | Self::RemoveScenario { .. }
            | Self::SetScenario { .. }
            | Self::SetOverride { .. }
            | Self::ClearOverride { .. }
            | Self::AddCriterion { .. }
            | Self::RemoveCriterion { .. }
            | Self::MoveCriterion { .. }
            | Self::SetCriterion { .. }
            | Self::SetRobustness(_)
            | Self::SetAgreed { .. }
            | Self::SetAnswer { .. }
            | Self::SetScore { .. }
            | Self::SetAside { .. }
            | Self::SetRationale { .. }
            | Self::SetEvidence { .. }
            | Self::AddEstate { .. }
            | Self::RemoveEstate { .. }
            | Self::SetEstate { .. }
            | Self::AddParticipant { .. }
            | Self::RemoveParticipant { .. }
            | Self::SetParticipant { .. }
            | Self::CastBallot { .. }
            | Self::SetNote { .. } => Subject::Facts,
        }
    }
}
