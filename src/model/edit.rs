//! The one vocabulary of change. Undo, the log, the crash journal and tests all speak it.

use super::alternative::{Alternative, OneTime};
use super::criterion::{Criterion, CriterionScope, Measure};
use super::decision::{Choice, Decision, Evidence, Rejection, SignOff, Trigger};
use super::demand::{Anchors, Constraint, Demand, FrontDoor};
use super::estimate::Estimate;
use super::hours::HoursFigures;
use super::id::{
    AlternativeId, CriterionId, EstateId, ParticipantId, PlatformId, QuestionId, RiskId, ScenarioId, TaskId, WorkloadId,
};
use super::market::{Cloud, Commitment, LabourPolicy, Market, Month};
use super::participant::Participant;
use super::robustness::{RobustnessSettings, WeightSpaceKind};
use super::scenario::Scenario;
use super::score::{CellKey, CellScore, Vote};
use super::session::{Estate, NoteSubject, Session, Status, TeamRule};
use super::team::{ProductPhase, Team};
use super::time::Day;
use super::units::*;
use super::weighting::{PairComparison, WeightingMethod};
use super::workload::{Reply, Workload};
use serde::{Deserialize, Serialize};

/// Defines the settable fields of a record: one variant per field, and `swap`, which sets it and hands back what stood there.
macro_rules! fields {
    ($(#[$doc:meta])* $name:ident of $target:ty { $($(#[$vdoc:meta])* $variant:ident => $field:ident: $kind:ty,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
        pub enum $name {
            $($(#[$vdoc])* #[doc = concat!("Sets `", stringify!($field), "`.")] $variant($kind),)*
        }

        impl $name {
            /// Sets the field and hands back its old value.
            pub fn swap(self, target: &mut $target) -> Self {
                match self {
                    $(Self::$variant(value) => Self::$variant(std::mem::replace(&mut target.$field, value)),)*
                }
            }

            /// The names of all fields in the file, in order.
            pub const FIELDS: &'static [&'static str] = &[$(stringify!($field)),*];

            /// The field's name in the file.
            pub fn field(&self) -> &'static str {
                match self {
                    $(Self::$variant(_) => stringify!($field),)*
                }
            }

            /// What the field of this name holds now; none when there is no such field.
            pub fn read(target: &$target, field: &str) -> Option<Self> {
                match field {
                    $(stringify!($field) => Some(Self::$variant(target.$field.clone())),)*
                    _ => None,
                }
            }
        }
    };
}

fields! {
    /// A field of the frame.
    FrameField of Session {
        Title => title: String,
        Question => question: String,
        Context => context: String,
        Status => status: Status,
        Tags => tags: Vec<String>,
        Deadline => deadline: Option<Day>,
        DecisionRule => decision_rule: String,
        TotalsSeen => totals_seen: bool,
        TeamRule => team_rule: TeamRule,
    }
}

fields! {
    /// A field of the team.
    TeamField of Team {
        Engineers => engineers: u32,
        OnCall => on_call: u32,
        Environments => environments: u32,
        HourlyRate => hourly_rate: UsdPerHour,
        Phase => phase: ProductPhase,
    }
}

fields! {
    /// A field of the market.
    MarketField of Market {
        Cloud => cloud: Cloud,
        Region => region: String,
        Currency => currency: String,
        Month => month: Month,
        FreeTier => free_tier: bool,
        Commitment => commitment: Commitment,
        Labour => labour: LabourPolicy,
    }
}

fields! {
    /// A field of an alternative.
    AlternativeField of Alternative {
        Name => name: String,
        Platform => platform: Option<PlatformId>,
        Cloud => cloud: Option<Cloud>,
        Commitment => commitment: Option<Commitment>,
        Quote => quote: Option<UsdPerMonth>,
        ExtendedSupport => extended_support: bool,
        Mitigated => mitigated: Vec<RiskId>,
        Note => note: String,
    }
}

fields! {
    /// A figure of what adopting an alternative costs once.
    OneTimeField of OneTime {
        Learning => learning: Estimate<HoursOnce>,
        Build => build: Estimate<HoursOnce>,
        Migration => migration: Estimate<HoursOnce>,
        Fees => fees: Estimate<UsdOnce>,
    }
}

fields! {
    /// A field of a workload.
    WorkloadField of Workload {
        Name => name: String,
        Importance => importance: u32,
        Services => services: u32,
        WaitsUntilMorning => waits_until_morning: bool,
        Constraints => constraints: Vec<Constraint>,
        Today => today: Option<AlternativeId>,
    }
}

fields! {
    /// A figure of a workload's demand.
    DemandField of Demand {
        RequestsPerMonth => requests_per_month: Estimate<Requests>,
        JobsPerDay => jobs_per_day: Estimate<Jobs>,
        DurationMs => duration_ms: Estimate<Millis>,
        CpuMs => cpu_ms: Estimate<Millis>,
        MemoryMib => memory_mib: Estimate<Mebibytes>,
        Vcpu => vcpu: Estimate<Vcpus>,
        Concurrency => concurrency: Estimate<Ratio>,
        PeakToAverage => peak_to_average: Estimate<Ratio>,
        ActiveHours => active_hours: Estimate<HoursPerDay>,
        AlwaysOn => always_on: bool,
        Replicas => replicas: u32,
        Zones => zones: u32,
        WarmInstances => warm_instances: u32,
        WarmHours => warm_hours: Estimate<HoursPerDay>,
        StorageGib => storage_gib: Estimate<Gibibytes>,
        EgressGib => egress_gib: Estimate<Gibibytes>,
        Stateful => stateful: bool,
        ManagedData => managed_data: u32,
        OwnData => own_data: u32,
        Gpus => gpus: u32,
        GpuHours => gpu_hours: Estimate<GpuHours>,
        FrontDoor => front_door: FrontDoor,
        QueuedPerMonth => queued_per_month: Estimate<Requests>,
        CdnGib => cdn_gib: Estimate<Gibibytes>,
        LogKib => log_kib: Estimate<Kibibytes>,
        BetweenZonesGib => between_zones_gib: Estimate<Gibibytes>,
        DatabaseProxy => database_proxy: bool,
        OffOutsideHours => off_outside_hours: bool,
        Interruptible => interruptible: bool,
    }
}

fields! {
    /// A field of a scenario, its overrides aside.
    ScenarioField of Scenario {
        Name => name: String,
        Note => note: String,
    }
}

fields! {
    /// A field of a criterion, its weight aside.
    CriterionField of Criterion {
        Name => name: String,
        Group => group: String,
        About => about: CriterionScope,
        Measure => measure: Measure,
        MeasuredBefore => measured_before: Option<Measure>,
    }
}

fields! {
    /// How it is tried whether the outcome holds.
    RobustnessField of RobustnessSettings {
        Samples => samples: u32,
        Seed => seed: u64,
        Space => space: WeightSpaceKind,
        Spread => spread: u32,
        FirstRank => first_rank: u32,
        Shift => shift: u32,
    }
}

fields! {
    /// A field of an estate.
    EstateField of Estate {
        Name => name: String,
        Assign => assign: Vec<(WorkloadId, AlternativeId)>,
    }
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

fields! {
    /// A field of the decision.
    DecisionField of Decision {
        Choices => choices: Vec<Choice>,
        Dissent => dissent: String,
        Triggers => triggers: Vec<Trigger>,
        Rejected => rejected: Vec<Rejection>,
        SignOffs => sign_offs: Vec<SignOff>,
        Evidence => evidence: Option<Evidence>,
    }
}

/// A change of the document. [`Session::apply`] carries it out and returns the change that takes it back.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Edit {
    /// Several changes as one.
    Batch(Vec<Edit>),
    SetFrame(FrameField),
    SetTeam(TeamField),
    SetMarket(MarketField),
    AddAlternative {
        at: usize,
        alternative: Alternative,
    },
    /// Refused while anything still refers to it: see [`super::remove`].
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
    AddWorkload {
        at: usize,
        workload: Workload,
    },
    /// Refused while anything still refers to it: see [`super::remove`].
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
    /// None goes back to the catalogue's hours.
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
    /// In this scenario the workload's demand has this figure instead.
    SetOverride {
        scenario: ScenarioId,
        workload: WorkloadId,
        field: DemandField,
    },
    /// In this scenario the workload's demand has the base's figure again. The field is named as in the file.
    ClearOverride {
        scenario: ScenarioId,
        workload: WorkloadId,
        field: String,
    },
    AddCriterion {
        at: usize,
        criterion: Criterion,
    },
    /// Refused while anything still refers to it: see [`super::remove`].
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
    /// 0 to 100; none takes the swing back.
    SetSwing {
        criterion: CriterionId,
        worth: Option<u32>,
    },
    /// From the most important to the least; equals share a rank.
    SetOrder(Vec<Vec<CriterionId>>),
    /// The first is the one whose id comes first in the alphabet. None takes the comparison back.
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
    /// An empty text takes the level's rubric away.
    SetRubric {
        criterion: CriterionId,
        level: u8,
        text: String,
    },
    /// None goes back to the share of the system's anchors.
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
    /// Whether the score is kept for later, while what the criterion derives stands.
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
    /// Refused while there are ballots of theirs.
    RemoveParticipant {
        id: ParticipantId,
    },
    SetParticipant {
        id: ParticipantId,
        field: ParticipantField,
    },
    /// None takes the ballot back.
    CastBallot {
        by: ParticipantId,
        cell: CellKey,
        vote: Option<Vote>,
    },
    /// An empty text takes the note away.
    SetNote {
        about: NoteSubject,
        text: String,
    },
    SetDecision(DecisionField),
}

impl Edit {
    /// What it changes, when it sets one value: two edits of the same target in a row become one entry and one undo step.
    pub fn target(&self) -> Option<String> {
        let cell = |cell: &CellKey| format!("{}/{}/{:?}", cell.criterion, cell.alternative, cell.workload);
        Some(match self {
            Self::SetFrame(field) => format!("frame {}", field.field()),
            Self::SetTeam(field) => format!("team {}", field.field()),
            Self::SetMarket(field) => format!("market {}", field.field()),
            Self::SetAlternative { id, field } => format!("alternative {id} {}", field.field()),
            Self::SetOneTime { alternative, field } => format!("one-time {alternative} {}", field.field()),
            Self::SetScenario { id, field } => format!("scenario {id} {}", field.field()),
            Self::SetOverride { scenario, workload, field } => {
                format!("override {scenario} {workload} {}", field.field())
            }
            Self::ClearOverride { scenario, workload, field } => format!("override {scenario} {workload} {field}"),
            Self::SetWorkload { id, field } => format!("workload {id} {}", field.field()),
            Self::SetDemand { workload, field } => format!("demand {workload} {}", field.field()),
            Self::SetCriterion { id, field } => format!("criterion {id} {}", field.field()),
            Self::SetWeight { criterion, .. } => format!("weight {criterion}"),
            Self::SetHours { task, platform, .. } => format!("hours {task} {platform:?}"),
            Self::SetWay(_) => "way".to_owned(),
            Self::SetSwing { criterion, .. } => format!("swing {criterion}"),
            Self::SetOrder(_) => "order".to_owned(),
            Self::SetPair { first, second, .. } => format!("pair {first} {second}"),
            Self::SetRobustness(field) => format!("robustness {}", field.field()),
            Self::SetAside { cell: at, .. } => format!("aside {}", cell(at)),
            Self::SetAgreed { criterion, .. } => format!("agreed {criterion}"),
            Self::SetRubric { criterion, level, .. } => format!("rubric {criterion} {level}"),
            Self::SetAnchors { criterion, workload, .. } => format!("anchors {criterion} {workload}"),
            Self::SetAnswer { workload, question, .. } => format!("answer {workload:?} {question}"),
            Self::SetScore { cell: at, .. } => format!("score {}", cell(at)),
            Self::SetRationale { cell: at, .. } => format!("rationale {}", cell(at)),
            Self::SetEvidence { cell: at, .. } => format!("evidence {}", cell(at)),
            Self::SetEstate { id, field } => format!("estate {id} {}", field.field()),
            Self::SetParticipant { id, field } => format!("participant {id} {}", field.field()),
            Self::CastBallot { by, cell: at, .. } => format!("ballot {by} {}", cell(at)),
            Self::SetNote { about, .. } => format!("note {about:?}"),
            Self::SetDecision(field) => format!("decision {}", field.field()),
            Self::Batch(_)
            | Self::AddAlternative { .. }
            | Self::RemoveAlternative { .. }
            | Self::MoveAlternative { .. }
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

    /// Whether it changes what decides: weights, anchors or rubrics. Made after the totals were seen, such a change is marked.
    pub fn changes_preferences(&self) -> bool {
        match self {
            Self::Batch(edits) => edits.iter().any(Self::changes_preferences),
            Self::SetWeight { .. }
            | Self::SetWay(_)
            | Self::SetSwing { .. }
            | Self::SetOrder(_)
            | Self::SetPair { .. }
            | Self::SetRubric { .. }
            | Self::SetAnchors { .. } => true,
            Self::SetCriterion { field, .. } => matches!(field, CriterionField::Measure(_)),
            _ => false,
        }
    }
}
