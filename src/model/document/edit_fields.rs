//! The settable fields of each record: one enum per record with one variant per field.

pub use super::demand::DemandField;

use super::alternative::{Alternative, OneTime};
use super::criterion::{Criterion, CriterionScope, Measure};
use super::decision::{Choice, Decision, Evidence, Rejection, SignOff, Trigger};
use super::estate::{Estate, TeamRule};
use super::market::{Cloud, Commitment, LabourPolicy, Market, Month};
use super::participant::Participant;
use super::robustness::{RobustnessSettings, WeightSpaceKind};
use super::scenario::Scenario;
use super::status::Status;
use super::team::{ProductPhase, Team};
use super::workload::{Constraint, Workload};
use crate::model::values::estimate::Estimate;
use crate::model::values::id::{AlternativeId, PlatformId, RiskId, WorkloadId};
use crate::model::values::time::Day;
use crate::model::values::units::{HoursOnce, UsdOnce, UsdPerHour, UsdPerMonth};
use serde::{Deserialize, Serialize};

/// Defines the enum of a record's fields.
macro_rules! field_enum {
    ($(#[$doc:meta])* $name:ident of $target:ty { $($variant:ident => $field:ident: $kind:ty,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
        pub enum $name {
            $(#[doc = concat!("Sets `", stringify!($field), "`.")] $variant($kind),)*
        }

        impl $name {
            /// The field's name in the file.
            pub fn name(&self) -> &'static str {
                match self {
                    $(Self::$variant(_) => stringify!($field),)*
                }
            }
        }
    };
}

/// Defines how the fields are set.
macro_rules! field_access {
    ($(#[$doc:meta])* $name:ident of $target:ty { $($variant:ident => $field:ident: $kind:ty,)* }) => {
        impl $name {
            /// Sets the field and returns its old value.
            pub fn swap(self, target: &mut $target) -> Self {
                match self {
                    $(Self::$variant(value) => Self::$variant(std::mem::replace(&mut target.$field, value)),)*
                }
            }
        }
    };
}

pub(in crate::model) use field_access;

macro_rules! fields {
    ($($definition:tt)*) => {
        field_enum!($($definition)*);
        field_access!($($definition)*);
    };
}

/// The frame's fields, for the macro given: they are part of the session itself, which is defined after the edits that its
/// log holds.
macro_rules! frame_fields {
    ($macro:ident) => {
        $macro! {
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
    };
}

pub(in crate::model) use frame_fields;

frame_fields!(field_enum);

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
    /// A figure of the one-time adoption cost.
    OneTimeField of OneTime {
        Learning => learning: Estimate<HoursOnce>,
        Build => build: Estimate<HoursOnce>,
        Migration => migration: Estimate<HoursOnce>,
        Fees => fees: Estimate<UsdOnce>,
    }
}

impl OneTimeField {
    /// Every figure of a record, in the order of the file.
    pub fn all(record: &OneTime) -> [Self; 4] {
        let OneTime { learning, build, migration, fees } = *record;
        [Self::Learning(learning), Self::Build(build), Self::Migration(migration), Self::Fees(fees)]
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
    /// A field of a scenario, except its overrides.
    ScenarioField of Scenario {
        Name => name: String,
        Note => note: String,
    }
}

fields! {
    /// A field of a criterion, except its weight.
    CriterionField of Criterion {
        Name => name: String,
        Group => group: String,
        About => about: CriterionScope,
        Measure => measure: Measure,
        MeasuredBefore => measured_before: Option<Measure>,
    }
}

fields! {
    /// A setting of the robustness analysis.
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
