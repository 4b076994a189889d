//! The edits: every change of the document. Undo, the log, the crash journal and the tests use the same ones.

pub use super::alternative::{AlternativeField, OneTimeField};
pub use super::criterion::CriterionField;
pub use super::decision::DecisionField;
pub use super::demand::DemandField;
pub use super::estate::EstateField;
pub use super::frame_field::FrameField;
pub use super::market::MarketField;
pub use super::must_have::MustHaveField;
pub use super::participant::ParticipantField;
pub use super::robustness::RobustnessField;
pub use super::scenario::ScenarioField;
pub use super::team::TeamField;
pub use super::workload::WorkloadField;

use super::alternative::Alternative;
use super::criterion::{Anchors, Criterion};
use super::estate::Estate;
use super::hours::HoursFigures;
use super::must_have::{Marking, MustHave};
use super::note::NoteSubject;
use super::participant::Participant;
use super::scenario::Scenario;
use super::score::{CellKey, CellScore, Vote};
use super::weighting::{PairComparison, WeightingMethod};
use super::workload::{Reply, Workload};
use crate::model::values::id::{
    AlternativeId, CriterionId, EstateId, MustHaveId, ParticipantId, PlatformId, QuestionId, ScenarioId, TaskId,
    WorkloadId,
};
use crate::model::values::units::Points;
use serde::{Deserialize, Serialize};

/// A change of the document. [`super::session::Session::apply`] applies it and returns its inverse.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Edit {
    /// Several edits as one.
    Batch(Vec<Edit>),
    SetFrame(FrameField),
    SetTeam(TeamField),
    SetMarket(MarketField),
    AddAlternative {
        at: usize,
        alternative: Alternative,
    },
    /// Refused while anything still refers to it: see [`crate::model::edits::remove`].
    RemoveAlternative {
        id: AlternativeId,
    },
    MoveAlternative {
        id: AlternativeId,
        to: usize,
    },
    SetAlternative {
        id: AlternativeId,
        field: AlternativeField,
    },
    SetOneTime {
        alternative: AlternativeId,
        field: OneTimeField,
    },
    AddMustHave {
        at: usize,
        must_have: MustHave,
    },
    /// Refused while alternatives are still marked under it: see [`crate::model::edits::remove`].
    RemoveMustHave {
        id: MustHaveId,
    },
    MoveMustHave {
        id: MustHaveId,
        to: usize,
    },
    SetMustHave {
        id: MustHaveId,
        field: MustHaveField,
    },
    /// None leaves it open again.
    SetMustHaveMark {
        must_have: MustHaveId,
        alternative: AlternativeId,
        said: Option<Marking>,
    },
    AddWorkload {
        at: usize,
        workload: Workload,
    },
    /// Refused while anything still refers to it: see [`crate::model::edits::remove`].
    RemoveWorkload {
        id: WorkloadId,
    },
    MoveWorkload {
        id: WorkloadId,
        to: usize,
    },
    SetWorkload {
        id: WorkloadId,
        field: WorkloadField,
    },
    SetDemand {
        workload: WorkloadId,
        field: DemandField,
    },
    /// None restores the catalogue's hours.
    SetHours {
        task: TaskId,
        platform: Option<PlatformId>,
        said: Option<HoursFigures>,
    },
    AddScenario {
        at: usize,
        scenario: Scenario,
    },
    RemoveScenario {
        id: ScenarioId,
    },
    SetScenario {
        id: ScenarioId,
        field: ScenarioField,
    },
    /// Overrides a figure of the demand in a scenario.
    SetOverride {
        scenario: ScenarioId,
        workload: WorkloadId,
        field: DemandField,
    },
    /// Restores the base's figure in a scenario. The field is named as in the file.
    ClearOverride {
        scenario: ScenarioId,
        workload: WorkloadId,
        field: String,
    },
    AddCriterion {
        at: usize,
        criterion: Criterion,
    },
    /// Refused while anything still refers to it: see [`crate::model::edits::remove`].
    RemoveCriterion {
        id: CriterionId,
    },
    MoveCriterion {
        id: CriterionId,
        to: usize,
    },
    SetCriterion {
        id: CriterionId,
        field: CriterionField,
    },
    SetWeight {
        criterion: CriterionId,
        points: Points,
    },
    SetWay(WeightingMethod),
    /// The method that weights rest on while the one in use is not complete.
    SetWayUntilComplete(WeightingMethod),
    /// 0 to 100; none removes the swing.
    SetSwing {
        criterion: CriterionId,
        worth: Option<u32>,
    },
    /// From the most important to the least; equally important criteria share a rank.
    SetOrder(Vec<Vec<CriterionId>>),
    /// The ids are in alphabetical order. None removes the comparison.
    SetPair {
        first: CriterionId,
        second: CriterionId,
        says: Option<PairComparison>,
    },
    SetRobustness(RobustnessField),
    SetAgreed {
        criterion: CriterionId,
        agreed: bool,
    },
    /// An empty text removes the rubric.
    SetRubric {
        criterion: CriterionId,
        level: u8,
        text: String,
    },
    /// None restores the share of the system's anchors.
    SetAnchors {
        criterion: CriterionId,
        workload: WorkloadId,
        anchors: Option<Anchors>,
    },
    SetAnswer {
        workload: Option<WorkloadId>,
        question: QuestionId,
        reply: Option<Reply>,
    },
    SetScore {
        cell: CellKey,
        score: CellScore,
        by: String,
    },
    /// Whether the score is suspended while the criterion is derived.
    SetAside {
        cell: CellKey,
        aside: bool,
    },
    SetRationale {
        cell: CellKey,
        text: String,
    },
    SetEvidence {
        cell: CellKey,
        text: String,
    },
    AddEstate {
        at: usize,
        estate: Estate,
    },
    RemoveEstate {
        id: EstateId,
    },
    SetEstate {
        id: EstateId,
        field: EstateField,
    },
    AddParticipant {
        at: usize,
        participant: Participant,
    },
    /// Refused while anything still refers to it: see [`crate::model::edits::remove`].
    RemoveParticipant {
        id: ParticipantId,
    },
    SetParticipant {
        id: ParticipantId,
        field: ParticipantField,
    },
    /// None removes the ballot.
    CastBallot {
        by: ParticipantId,
        cell: CellKey,
        vote: Option<Vote>,
    },
    /// An empty text removes the note.
    SetNote {
        about: NoteSubject,
        text: String,
    },
    SetDecision(DecisionField),
}

impl Edit {
    /// Identifies the value that it sets, if it sets a single one: consecutive edits of the same target are merged into one entry
    /// and one undo step.
    pub fn target(&self) -> Option<String> {
        let cell = |cell: &CellKey| format!("{}/{}/{:?}", cell.criterion, cell.alternative, cell.workload);
        Some(match self {
            Self::SetFrame(field) => format!("frame {}", field.name()),
            Self::SetTeam(field) => format!("team {}", field.name()),
            Self::SetMarket(field) => format!("market {}", field.name()),
            Self::SetAlternative { id, field } => format!("alternative {id} {}", field.name()),
            Self::SetOneTime { alternative, field } => format!("one-time {alternative} {}", field.name()),
            Self::SetMustHave { id, field } => format!("must-have {id} {}", field.name()),
            Self::SetMustHaveMark { must_have, alternative, .. } => format!("mark {must_have} {alternative}"),
            Self::SetScenario { id, field } => format!("scenario {id} {}", field.name()),
            Self::SetOverride { scenario, workload, field } => {
                format!("override {scenario} {workload} {}", field.name())
            }
            Self::ClearOverride { scenario, workload, field } => format!("override {scenario} {workload} {field}"),
            Self::SetWorkload { id, field } => format!("workload {id} {}", field.name()),
            Self::SetDemand { workload, field } => format!("demand {workload} {}", field.name()),
            Self::SetCriterion { id, field } => format!("criterion {id} {}", field.name()),
            Self::SetWeight { criterion, .. } => format!("weight {criterion}"),
            Self::SetHours { task, platform, .. } => format!("hours {task} {platform:?}"),
            Self::SetWay(_) => "way".to_owned(),
            Self::SetWayUntilComplete(_) => "way until complete".to_owned(),
            Self::SetSwing { criterion, .. } => format!("swing {criterion}"),
            Self::SetOrder(_) => "order".to_owned(),
            Self::SetPair { first, second, .. } => format!("pair {first} {second}"),
            Self::SetRobustness(field) => format!("robustness {}", field.name()),
            Self::SetAside { cell: at, .. } => format!("aside {}", cell(at)),
            Self::SetAgreed { criterion, .. } => format!("agreed {criterion}"),
            Self::SetRubric { criterion, level, .. } => format!("rubric {criterion} {level}"),
            Self::SetAnchors { criterion, workload, .. } => format!("anchors {criterion} {workload}"),
            Self::SetAnswer { workload, question, .. } => format!("answer {workload:?} {question}"),
            Self::SetScore { cell: at, .. } => format!("score {}", cell(at)),
            Self::SetRationale { cell: at, .. } => format!("rationale {}", cell(at)),
            Self::SetEvidence { cell: at, .. } => format!("evidence {}", cell(at)),
            Self::SetEstate { id, field } => format!("estate {id} {}", field.name()),
            Self::SetParticipant { id, field } => format!("participant {id} {}", field.name()),
            Self::CastBallot { by, cell: at, .. } => format!("ballot {by} {}", cell(at)),
            Self::SetNote { about, .. } => format!("note {about:?}"),
            Self::SetDecision(field) => format!("decision {}", field.name()),
            Self::Batch(_)
            | Self::AddAlternative { .. }
            | Self::RemoveAlternative { .. }
            | Self::MoveAlternative { .. }
            | Self::AddMustHave { .. }
            | Self::RemoveMustHave { .. }
            | Self::MoveMustHave { .. }
            | Self::AddWorkload { .. }
            | Self::RemoveWorkload { .. }
            | Self::MoveWorkload { .. }
            | Self::AddScenario { .. }
            | Self::RemoveScenario { .. }
            | Self::AddCriterion { .. }
            | Self::RemoveCriterion { .. }
            | Self::MoveCriterion { .. }
            | Self::AddEstate { .. }
            | Self::RemoveEstate { .. }
            | Self::AddParticipant { .. }
            | Self::RemoveParticipant { .. } => return None,
        })
    }
}
