//! Which edits change what a signature stands for.

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

impl Edit {
    /// What the edit is about; a batch is about content if any of its edits is.
    pub fn touches(&self) -> Touches {
        match self {
            Self::Batch(edits) if edits.iter().all(|edit| edit.touches() == Touches::Upkeep) => Touches::Upkeep,
            Self::SetFrame(field) => match field {
                FrameField::Status(_) | FrameField::Tags(_) | FrameField::TotalsSeen(_) => Touches::Upkeep,
                FrameField::Title(_)
                | FrameField::Question(_)
                | FrameField::Context(_)
                | FrameField::Deadline(_)
                | FrameField::DecisionRule(_)
                | FrameField::TeamRule(_) => Touches::Content,
            },
            Self::SetDecision(field) => match field {
                DecisionField::SignOffs(_) => Touches::Upkeep,
                DecisionField::Choices(_)
                | DecisionField::Dissent(_)
                | DecisionField::Triggers(_)
                | DecisionField::Rejected(_)
                | DecisionField::Evidence(_) => Touches::Content,
            },
            Self::Batch(_)
            | Self::SetTeam(_)
            | Self::SetMarket(_)
            | Self::AddAlternative { .. }
            | Self::RemoveAlternative { .. }
            | Self::MoveAlternative { .. }
            | Self::SetAlternative { .. }
            | Self::SetOneTime { .. }
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
            | Self::SetWeight { .. }
            | Self::SetWay(_)
            | Self::SetWayUntilComplete(_)
            | Self::SetSwing { .. }
            | Self::SetOrder(_)
            | Self::SetPair { .. }
            | Self::SetRobustness(_)
            | Self::SetAgreed { .. }
            | Self::SetRubric { .. }
            | Self::SetAnchors { .. }
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
            | Self::SetNote { .. } => Touches::Content,
        }
    }
}
