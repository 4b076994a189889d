//! The types of the task book.

use crate::catalogue::hours_band::HoursBand;
use crate::catalogue::kind::PlatformKind;
use crate::model::HoursPerMonth;
use serde::Deserialize;

/// What the hours of a part of a task scale with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
pub enum HoursDriver {
    /// Nothing: once per team.
    Team,
    /// Kinds of platform in use.
    PlatformKind,
    /// Clusters: one per environment, as on the bill.
    Cluster,
    /// Environments.
    Environment,
    /// Machines that the team operates.
    Host,
    /// Services.
    Service,
    /// Databases and caches.
    Engine,
}

impl HoursDriver {
    /// One unit of it, as in `once per host`.
    pub fn label(self) -> &'static str {
        match self {
            Self::Team => "team",
            Self::PlatformKind => "kind of platform",
            Self::Cluster => "cluster",
            Self::Environment => "environment",
            Self::Host => "host",
            Self::Service => "service",
            Self::Engine => "database or cache",
        }
    }
}

/// A part of a task.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TaskPart {
    /// What it scales with.
    pub once: HoursDriver,
    /// Its share of the hours at the reference scope, 0 to 1.
    pub share: f64,
}

/// The hours of a task on one kind of platform, at the reference scope.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TaskRow {
    pub kind: PlatformKind,
    /// Hours per month.
    pub hours: HoursBand,
    /// Parts, if other than the task's.
    #[serde(default)]
    pub parts: Option<Vec<TaskPart>>,
    /// Whether these hours are published, if other than the task's.
    #[serde(default)]
    pub published: Option<bool>,
    /// Source of these hours, if other than the task's.
    #[serde(default)]
    pub basis: Option<String>,
    /// From the user's own task file.
    #[serde(skip)]
    pub is_override: bool,
}

/// A recurring task.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Task {
    pub id: String,
    /// What is done.
    pub name: String,
    /// How often, as text.
    pub cadence: String,
    /// Source of the hours.
    pub basis: String,
    /// Whether the hours are published; otherwise they are an estimate.
    #[serde(default)]
    pub published: bool,
    /// Only needed with an on-call rotation; left out where nobody is paged.
    #[serde(default)]
    pub for_rotation: bool,
    /// Parts, with shares that add up to 1.
    pub parts: Vec<TaskPart>,
    /// Hours per kind; missing kinds have none of this work.
    pub hours: Vec<TaskRow>,
}

impl Task {
    /// The row for a kind.
    pub fn row_for(&self, kind: PlatformKind) -> Option<&TaskRow> {
        self.hours.iter().find(|row| row.kind == kind)
    }

    /// The parts for a row.
    pub fn parts<'a>(&'a self, row: &'a TaskRow) -> &'a [TaskPart] {
        row.parts.as_deref().unwrap_or(&self.parts)
    }

    /// What the largest part scales with.
    pub fn main_driver(&self) -> HoursDriver {
        let larger = |a: TaskPart, b: &TaskPart| if b.share > a.share { *b } else { a };
        self.parts.iter().fold(TaskPart { once: HoursDriver::Team, share: 0.0 }, larger).once
    }
}

/// A task whose hours do not depend on the kind of platform.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExtraTask {
    pub id: String,
    /// What is done.
    pub name: String,
    /// What it scales with.
    pub once: HoursDriver,
    /// Source of the hours.
    pub basis: String,
    /// Whether the hours are published; otherwise they are an estimate.
    #[serde(default)]
    pub published: bool,
    /// Hours per month and unit.
    pub hours: HoursBand,
    /// From the user's own task file.
    #[serde(skip)]
    pub is_override: bool,
}

/// The scope to which the hours of the book apply.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReferenceScope {
    pub services: u32,
    /// Environments, including production.
    pub environments: u32,
    /// Machines per kind; missing kinds have none.
    pub hosts: Vec<(PlatformKind, u32)>,
}

impl ReferenceScope {
    /// Machines of this kind.
    pub fn hosts(&self, kind: PlatformKind) -> u32 {
        self.hosts.iter().find(|(of, _)| *of == kind).map_or(0, |(_, hosts)| *hosts)
    }
}

/// Rules for the size and load of an on-call rotation.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RotationRule {
    /// Minimum engineers for 24x7 on-call at one site.
    pub floor: u32,
    /// Minimum engineers per site for a rotation shared by two sites.
    pub fewest: u32,
    /// Cap on the share of an engineer's time on call, 0 to 1.
    pub cap: f64,
    /// Cap on the share of the team's time for operations, 0 to 1.
    pub toil_cap: f64,
    /// Id of the task for incidents.
    pub incidents: String,
    /// Hours per incident, including follow-up.
    pub hours_per_incident: HoursPerMonth,
    /// Cap on incidents per 12-hour shift.
    pub per_shift: f64,
    /// Source of the rules.
    pub source: String,
    /// Source of `fewest`.
    pub fewest_source: String,
}

/// The user's own task file, and how many tasks it changes.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct OverrideInfo {
    pub name: String,
    pub count: usize,
}

/// What the hours of the book are for, and what others publish for more.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HoursCoverage {
    /// Work that is in the hours.
    pub covers: String,
    /// Work that is not.
    pub excludes: String,
    /// Published numbers of people, for comparison.
    pub staffing: Vec<PublishedStaffing>,
}

/// A published number of people for a kind of platform.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublishedStaffing {
    pub kind: PlatformKind,
    /// Full-time people.
    pub engineers: f64,
    /// What they look after.
    pub what: String,
    pub source: String,
    pub date: String,
}

/// All tasks, and what converts their hours to people.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TaskBook {
    /// Date of the book, shown in reports.
    pub version: String,
    /// Productive hours per engineer and month.
    pub productive_hours: HoursPerMonth,
    /// Source of that figure.
    pub productive_basis: String,
    /// Scope to which the hours apply.
    pub reference: ReferenceScope,
    /// What the hours are for.
    pub coverage: HoursCoverage,
    /// Skills in one more kind of platform.
    pub learning: ExtraTask,
    /// A managed database or cache.
    pub managed_data: ExtraTask,
    /// A self-hosted database or cache.
    pub own_data: ExtraTask,
    /// On-call rules.
    pub rotation: RotationRule,
    pub tasks: Vec<Task>,
    #[serde(skip)]
    pub(super) overrides: Option<OverrideInfo>,
}

impl TaskBook {
    /// The task with this id.
    pub fn task(&self, id: &str) -> Option<&Task> {
        self.tasks.iter().find(|task| task.id == id)
    }

    /// The tasks that do not depend on the kind of platform: managed databases, self-hosted databases, learning.
    pub fn extra_tasks(&self) -> [&ExtraTask; 3] {
        [&self.managed_data, &self.own_data, &self.learning]
    }

    /// Name of the user's own task file and the number of tasks that it changes; none without one.
    pub fn overrides(&self) -> Option<(&str, usize)> {
        self.overrides.as_ref().map(|own| (own.name.as_str(), own.count))
    }

    /// `the hours of 2 tasks are yours, from tasks.ron`; none without such a file.
    pub fn override_note(&self) -> Option<String> {
        self.overrides().map(|(name, count)| match count {
            0 => format!("the rules for hours are yours, from {name}"),
            1 => format!("the hours of 1 task are yours, from {name}"),
            _ => format!("the hours of {count} tasks are yours, from {name}"),
        })
    }
}
