//! The book of operations: every recurring task, its hours at a reference scope, and what it grows with.
//!
//! ```text
//! assets/tasks.ron ─► load ─► rules ─► TaskBook ─┬─► hours
//! the user's tasks.ron ─► own ─► rules ─► ───────┘
//! ```

mod hours_band;
mod load;
mod overrides;
mod rules;

pub use hours_band::HoursBand;
pub use load::load;

use super::kind::PlatformKind;
use crate::model::HoursPerMonth;
use crate::model::text::TextError;
use serde::Deserialize;

/// The book that the program ships.
pub const SHIPPED: &str = include_str!("../../../assets/tasks.ron");

/// What a part of a task is done once per.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
pub enum HoursDriver {
    /// The team, however many kinds of platform it runs.
    Team,
    /// A kind of platform in use.
    PlatformKind,
    /// A cluster: every environment has one of its own, as on the bill.
    Cluster,
    /// An environment.
    Environment,
    /// A machine whose system the team looks after.
    Host,
    /// A service.
    Service,
    /// A database or cache.
    Engine,
}

impl HoursDriver {
    /// As it is printed: `once per host`.
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
    /// What it is done once per.
    pub once: HoursDriver,
    /// Its share of the hours at the reference scope, 0 to 1.
    pub share: f64,
}

/// The hours of a task on one kind of platform, at the reference scope.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TaskRow {
    /// On which kind.
    pub kind: PlatformKind,
    /// How long, per month.
    pub hours: HoursBand,
    /// What it consists of, when that is not what the task says.
    #[serde(default)]
    pub parts: Option<Vec<TaskPart>>,
    /// Whether these hours were published, when that is not what the task says.
    #[serde(default)]
    pub published: Option<bool>,
    /// Where these hours come from, when that is not what the task says.
    #[serde(default)]
    pub basis: Option<String>,
    /// Whether they are from the user's own task file.
    #[serde(skip)]
    pub is_override: bool,
}

/// A recurring task.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Task {
    /// Its slug.
    pub id: String,
    /// What is done, in words.
    pub name: String,
    /// How often.
    pub cadence: String,
    /// Where the hours come from.
    pub basis: String,
    /// Whether the hours were published; otherwise they are an estimate.
    #[serde(default)]
    pub published: bool,
    /// It is there for the rotation alone, and falls away where nobody is woken.
    #[serde(default)]
    pub for_rotation: bool,
    /// What it consists of; the shares add up to 1.
    pub parts: Vec<TaskPart>,
    /// Its hours per kind; a kind that is missing has none of this work.
    pub hours: Vec<TaskRow>,
}

impl Task {
    /// The row of this kind.
    pub fn row_for(&self, kind: PlatformKind) -> Option<&TaskRow> {
        self.hours.iter().find(|row| row.kind == kind)
    }

    /// What it consists of on this row's kind.
    pub fn parts<'a>(&'a self, row: &'a TaskRow) -> &'a [TaskPart] {
        row.parts.as_deref().unwrap_or(&self.parts)
    }

    /// What the larger part of it is done once per.
    pub fn main_driver(&self) -> HoursDriver {
        let larger = |a: TaskPart, b: &TaskPart| if b.share > a.share { *b } else { a };
        self.parts.iter().fold(TaskPart { once: HoursDriver::Team, share: 0.0 }, larger).once
    }
}

/// Hours that follow no kind of platform.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExtraTask {
    /// Its slug.
    pub id: String,
    /// What is done, in words.
    pub name: String,
    /// What it is done once per.
    pub once: HoursDriver,
    /// Where the hours come from.
    pub basis: String,
    /// Whether the hours were published; otherwise they are an estimate.
    #[serde(default)]
    pub published: bool,
    /// How long, per month and unit.
    pub hours: HoursBand,
    /// Whether they are from the user's own task file.
    #[serde(skip)]
    pub is_override: bool,
}

/// The scope at which the hours of the book hold.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReferenceScope {
    /// Services.
    pub services: u32,
    /// Environments, production included.
    pub environments: u32,
    /// Machines per kind; a kind that is missing shows none.
    pub hosts: Vec<(PlatformKind, u32)>,
}

impl ReferenceScope {
    /// Machines of this kind.
    pub fn hosts(&self, kind: PlatformKind) -> u32 {
        self.hosts.iter().find(|(of, _)| *of == kind).map_or(0, |(_, hosts)| *hosts)
    }
}

/// How many people a rotation takes, and how much it may ask of them.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RotationRule {
    /// The fewest engineers for a round-the-clock rotation at one site.
    pub floor: u32,
    /// The fewest engineers for a rotation that shares the clock with another site.
    pub fewest: u32,
    /// The largest share of one's time on call, 0 to 1.
    pub cap: f64,
    /// The largest share of the team's time for operations, 0 to 1.
    pub toil_cap: f64,
    /// The id of the task whose hours are incidents.
    pub incidents: String,
    /// What an incident takes, its follow-up included.
    pub hours_per_incident: HoursPerMonth,
    /// The most incidents in a shift of 12 hours.
    pub per_shift: f64,
    /// Who says so.
    pub source: String,
    /// Who says how few may share the clock with another site.
    pub fewest_source: String,
}

/// Whose hours stand in place of the book's.
#[derive(Debug, Clone, PartialEq)]
struct OverrideInfo {
    name: String,
    count: usize,
}

/// Every task, and what is needed to turn its hours into people.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TaskBook {
    /// When it was put together; reports name it.
    pub version: String,
    /// Hours per month that one engineer spends on work.
    pub productive_hours: HoursPerMonth,
    /// Where that figure comes from.
    pub productive_basis: String,
    /// The scope at which the hours hold.
    pub reference: ReferenceScope,
    /// Keeping up one more kind of platform.
    pub learning: ExtraTask,
    /// Looking after a database or cache that the provider runs.
    pub managed_data: ExtraTask,
    /// Looking after a database or cache that the team runs.
    pub own_data: ExtraTask,
    /// How many people a rotation takes.
    pub rotation: RotationRule,
    /// The tasks.
    pub tasks: Vec<Task>,
    #[serde(skip)]
    overrides: Option<OverrideInfo>,
}

impl TaskBook {
    /// The shipped book.
    pub fn shipped() -> Result<Self, TextError> {
        load(SHIPPED)
    }

    /// This book with a user's own task file, whose text this is, laid over it: task by task and row by row, or with `replace:
    /// true` in place of all tasks. `name` is the file's name as it is shown. Refuses a file that is wrong with every problem, each
    /// with its line and column.
    pub fn with_overrides(&self, name: &str, text: &str) -> Result<Self, Vec<TextError>> {
        overrides::apply_overrides(self, name, text)
    }

    /// The task of this id.
    pub fn task(&self, id: &str) -> Option<&Task> {
        self.tasks.iter().find(|task| task.id == id)
    }

    /// What follows no kind of platform: data that the provider runs, data that the team runs, learning.
    pub fn extra_tasks(&self) -> [&ExtraTask; 3] {
        [&self.managed_data, &self.own_data, &self.learning]
    }

    /// The user's own task file, as its name is shown, and how many tasks it gives hours for; none without one.
    pub fn overrides(&self) -> Option<(&str, usize)> {
        self.overrides.as_ref().map(|own| (own.name.as_str(), own.count))
    }

    /// `the hours of 2 tasks are yours, from tasks.ron`; none without an own file.
    pub fn override_note(&self) -> Option<String> {
        self.overrides().map(|(name, count)| match count {
            0 => format!("the rules for hours are yours, from {name}"),
            1 => format!("the hours of 1 task are yours, from {name}"),
            _ => format!("the hours of {count} tasks are yours, from {name}"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_book_loads_and_says_where_each_figure_comes_from() {
        let book = load(SHIPPED).unwrap();
        assert_eq!(book.tasks.len(), 13);
        assert!([&book.learning, &book.managed_data, &book.own_data].iter().all(|extra| !extra.basis.is_empty()));
        assert!(!book.productive_basis.is_empty() && !book.rotation.source.is_empty());
    }

    #[test]
    fn a_band_out_of_order_is_refused_where_it_stands() {
        let error = load(&SHIPPED.replacen("(0.5, 1.5, 4)", "(5, 1.5, 4)", 1)).unwrap_err();
        assert!(error.what.contains("low through likely to high"), "{error}");
        assert!(error.position.line > 1);
    }

    #[test]
    fn a_task_that_stands_twice_and_shares_that_do_not_add_up_are_refused() {
        let twice = load(&SHIPPED.replacen("id: \"emergency-cve\"", "id: \"os-patching\"", 1)).unwrap_err();
        assert!(twice.what.contains("twice"), "{twice}");
        let more = load(&SHIPPED.replacen("share: 0.4", "share: 0.5", 1)).unwrap_err();
        assert!(more.what.contains("not 1"), "{more}");
    }
}
