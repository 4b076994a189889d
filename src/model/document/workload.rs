//! Workloads, their constraints, and answers to the catalogue's questions about them.

use super::demand::Demand;
use super::fields::fields;
use crate::model::values::default::is_default;
use crate::model::values::id::{AlternativeId, QuestionId, WorkloadId};
use crate::model::values::units::{HoursPerMonth, Millis, UsdPerMonth};
use serde::{Deserialize, Serialize};

/// Something that has to run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Workload {
    pub id: WorkloadId,
    pub name: String,
    /// Importance relative to the other workloads, in points.
    #[serde(default = "default_importance")]
    pub importance: u32,
    /// Number of services, each deployed and monitored separately; at least 1.
    #[serde(default = "default_services", skip_serializing_if = "is_one")]
    pub services: u32,
    /// No night cover: a failure at night waits until morning.
    #[serde(default, skip_serializing_if = "is_default")]
    pub waits_until_morning: bool,
    #[serde(default)]
    pub demand: Demand,
    #[serde(default)]
    pub constraints: Vec<Constraint>,
    /// The alternative that it runs on today.
    #[serde(default)]
    pub today: Option<AlternativeId>,
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

impl Default for Workload {
    fn default() -> Self {
        Self {
            id: WorkloadId::default(),
            name: String::new(),
            importance: default_importance(),
            services: default_services(),
            waits_until_morning: false,
            demand: Demand::default(),
            constraints: Vec::new(),
            today: None,
        }
    }
}

fn default_importance() -> u32 {
    10
}

fn default_services() -> u32 {
    1
}

fn is_one(count: &u32) -> bool {
    *count == 1
}

/// Whether a constraint excludes or only warns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Strength {
    /// An alternative that violates it is infeasible.
    #[default]
    Hard,
    /// An alternative that violates it has a warning.
    Soft,
}

/// A requirement of a workload.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum ConstraintKind {
    /// It ships as a machine image that may not be changed.
    VendorAppliance,
    /// It needs a kernel module or driver of its own.
    KernelModule,
    /// It needs a GPU.
    Gpu,
    /// It holds connections open for longer than any request.
    LongLivedConnections,
    /// It cannot be put into a container image (yet).
    CannotContainerise,
    /// It must cost nothing while it is idle.
    ScaleToZero,
    /// Limit of the 95th percentile of the response time, after idle too.
    P95AfterIdle(Millis),
    /// Upper limit of the bill.
    Budget(UsdPerMonth),
    /// Upper limit of the operations hours.
    MostHours(HoursPerMonth),
    /// Its data must stay here: a country, an area such as `EU`, or a provider's region.
    DataResidency(String),
    /// Any other requirement; a person decides whether it holds.
    Other(String),
}

/// A requirement, with its author and reason.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Constraint {
    pub kind: ConstraintKind,
    #[serde(default)]
    pub strength: Strength,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub by: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub why: String,
}

impl Constraint {
    /// The author; `constraint` when there is none.
    pub fn author_label(&self) -> &str {
        if self.by.is_empty() { "constraint" } else { &self.by }
    }

    /// A violation, followed by the reason of the constraint.
    pub fn with_reason(&self, violation: String) -> String {
        if self.why.is_empty() { violation } else { format!("{violation}: {}", self.why) }
    }
}

/// An answer to one of the catalogue's questions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reply {
    Yes,
    No,
    Maybe,
}

/// An answer about a workload.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// None in a session without workloads.
    #[serde(default)]
    pub workload: Option<WorkloadId>,
    pub question: QuestionId,
    pub reply: Reply,
}
