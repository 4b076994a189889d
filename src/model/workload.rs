//! One of the things that must run, and what was answered about it.

use super::demand::{Constraint, Demand};
use super::id::{AlternativeId, QuestionId, WorkloadId};
use super::is_default;
use serde::{Deserialize, Serialize};

/// One of the things that must run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Workload {
    /// Its slug.
    pub id: WorkloadId,
    /// Its name on screen.
    pub name: String,
    /// How much it matters beside the others, in points.
    #[serde(default = "one_importance")]
    pub importance: u32,
    /// Services that it consists of, each deployed and watched by itself; at least 1.
    #[serde(default = "one_service", skip_serializing_if = "is_one")]
    pub services: u32,
    /// Nobody is woken for it: what breaks at night waits until morning.
    #[serde(default, skip_serializing_if = "is_default")]
    pub waits_until_morning: bool,
    /// What it asks for.
    #[serde(default)]
    pub demand: Demand,
    /// What it cannot do without.
    #[serde(default)]
    pub constraints: Vec<Constraint>,
    /// What it runs on today.
    #[serde(default)]
    pub today: Option<AlternativeId>,
}

impl Default for Workload {
    fn default() -> Self {
        Self {
            id: WorkloadId::default(),
            name: String::new(),
            importance: one_importance(),
            services: one_service(),
            waits_until_morning: false,
            demand: Demand::default(),
            constraints: Vec::new(),
            today: None,
        }
    }
}

fn one_importance() -> u32 {
    10
}

fn one_service() -> u32 {
    1
}

fn is_one(count: &u32) -> bool {
    *count == 1
}

/// An answer to a question that leans.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reply {
    /// It is so.
    Yes,
    /// It is not so.
    No,
    /// Perhaps.
    Maybe,
}

/// An answer about a workload.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// About which workload; none in a session without workloads.
    #[serde(default)]
    pub workload: Option<WorkloadId>,
    /// To which question of the catalogue.
    pub question: QuestionId,
    /// What was said.
    pub reply: Reply,
}
