//! The book of operations: every recurring task, its hours at a reference scope, and what it grows with.

use super::kind::PlatformKind;
use super::refusal::{check_rows, refusal};
use crate::model::HoursPerMonth;
use crate::model::check::Step;
use crate::model::text::{TextError, value_from_text};
use serde::Deserialize;

/// The book that the program ships.
pub const SHIPPED: &str = include_str!("../../assets/tasks.ron");

/// What a part of a task is done once per.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
pub enum Once {
    /// The team, however many kinds of platform it runs.
    Team,
    /// A kind of platform in use.
    PlatformKind,
    /// A cluster: one per kind of Kubernetes in use, which its environments share.
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

impl Once {
    /// As it is printed: `once per host`.
    pub fn word(self) -> &'static str {
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

/// Hours per month: low, likely, high. In files `(1, 2.5, 5)`.
#[derive(Debug, Clone, Copy, PartialEq, Default, Deserialize)]
#[serde(try_from = "(f64, f64, f64)")]
pub struct Band {
    /// A good month.
    pub low: HoursPerMonth,
    /// An ordinary month.
    pub likely: HoursPerMonth,
    /// A bad month.
    pub high: HoursPerMonth,
}

impl TryFrom<(f64, f64, f64)> for Band {
    type Error = String;

    fn try_from((low, likely, high): (f64, f64, f64)) -> Result<Self, String> {
        let hours = |value| HoursPerMonth::new(value).map_err(|error| error.to_string());
        let band = Self { low: hours(low)?, likely: hours(likely)?, high: hours(high)? };
        if band.low > band.likely || band.likely > band.high {
            return Err(format!("hours go from low through likely to high, not {low}, {likely}, {high}"));
        }
        Ok(band)
    }
}

impl Band {
    /// The mean of a PERT distribution: (low + 4 likely + high) / 6.
    pub fn mean(self) -> HoursPerMonth {
        HoursPerMonth::of((self.low.get() + 4.0 * self.likely.get() + self.high.get()) / 6.0)
    }

    /// The larger of the two at each of the three.
    #[must_use]
    pub fn max(self, other: Self) -> Self {
        let larger = |a: HoursPerMonth, b: HoursPerMonth| HoursPerMonth::of(a.get().max(b.get()));
        Self {
            low: larger(self.low, other.low),
            likely: larger(self.likely, other.likely),
            high: larger(self.high, other.high),
        }
    }
}

impl std::ops::Add for Band {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { low: self.low + other.low, likely: self.likely + other.likely, high: self.high + other.high }
    }
}

impl std::ops::Mul<f64> for Band {
    type Output = Self;

    fn mul(self, factor: f64) -> Self {
        Self { low: self.low * factor, likely: self.likely * factor, high: self.high * factor }
    }
}

/// A part of a task.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// What it is done once per.
    pub once: Once,
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
    pub hours: Band,
    /// What it consists of, when that is not what the task says.
    #[serde(default)]
    pub parts: Option<Vec<Part>>,
    /// Whether these hours were published, when that is not what the task says.
    #[serde(default)]
    pub published: Option<bool>,
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
    /// What it consists of; the shares add up to 1.
    pub parts: Vec<Part>,
    /// Its hours per kind; a kind that is missing has none of this work.
    pub hours: Vec<TaskRow>,
}

impl Task {
    /// What it must say.
    fn said(&self) -> Vec<(&'static str, &str)> {
        vec![("name", &self.name), ("cadence", &self.cadence), ("basis", &self.basis)]
    }

    /// The row of this kind.
    pub fn row(&self, kind: PlatformKind) -> Option<&TaskRow> {
        self.hours.iter().find(|row| row.kind == kind)
    }

    /// What it consists of on this row's kind.
    pub fn parts<'a>(&'a self, row: &'a TaskRow) -> &'a [Part] {
        row.parts.as_deref().unwrap_or(&self.parts)
    }

    /// What the larger part of it is done once per.
    pub fn once(&self) -> Once {
        let larger = |a: Part, b: &Part| if b.share > a.share { *b } else { a };
        self.parts.iter().fold(Part { once: Once::Team, share: 0.0 }, larger).once
    }
}

/// Hours that follow no kind of platform.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Extra {
    /// Its slug.
    pub id: String,
    /// What is done, in words.
    pub name: String,
    /// What it is done once per.
    pub once: Once,
    /// Where the hours come from.
    pub basis: String,
    /// Whether the hours were published; otherwise they are an estimate.
    #[serde(default)]
    pub published: bool,
    /// How long, per month and unit.
    pub hours: Band,
}

/// The scope at which the hours of the book hold.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scope {
    /// Services.
    pub services: u32,
    /// Environments, production included.
    pub environments: u32,
    /// Machines per kind; a kind that is missing shows none.
    pub hosts: Vec<(PlatformKind, u32)>,
}

impl Scope {
    /// Machines of this kind.
    pub fn hosts(&self, kind: PlatformKind) -> u32 {
        self.hosts.iter().find(|(of, _)| *of == kind).map_or(0, |(_, hosts)| *hosts)
    }
}

/// How many people a rotation takes.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RotationRule {
    /// The fewest engineers for a round-the-clock rotation at one site.
    pub floor: u32,
    /// The largest share of one's time on call, 0 to 1.
    pub cap: f64,
    /// The largest share of the team's time for operations, 0 to 1.
    pub toil_cap: f64,
    /// Who says so.
    pub source: String,
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
    pub reference: Scope,
    /// Keeping up one more kind of platform.
    pub learning: Extra,
    /// Looking after a database or cache that the provider runs.
    pub managed_data: Extra,
    /// Looking after a database or cache that the team runs.
    pub own_data: Extra,
    /// How many people a rotation takes.
    pub rotation: RotationRule,
    /// The tasks.
    pub tasks: Vec<Task>,
}

impl TaskBook {
    /// The task of this id.
    pub fn task(&self, id: &str) -> Option<&Task> {
        self.tasks.iter().find(|task| task.id == id)
    }
}

/// Reads a book: no task twice, no figure without its basis, shares that add up to 1, nothing divided by 0.
pub fn load(text: &str) -> Result<TaskBook, TextError> {
    let book: TaskBook = value_from_text(text)?;
    if book.reference.services == 0 || book.reference.environments == 0 || book.productive_hours.get() <= 0.0 {
        let what = "the reference scope must have services, environments and productive hours".to_owned();
        return Err(refusal(text, &[Step::Field("reference")], what, "give each a figure above 0"));
    }
    let list = [Step::Field("tasks")];
    check_rows(text, &list, book.tasks.iter().map(|task| (task.id.as_str(), task.said())))?;
    for (at, task) in book.tasks.iter().enumerate() {
        check_task(&book.reference, task)
            .map_err(|what| refusal(text, &[list[0], Step::Item(at)], what, "mend this task"))?;
    }
    Ok(book)
}

fn check_task(reference: &Scope, task: &Task) -> Result<(), String> {
    for (at, row) in task.hours.iter().enumerate() {
        let on = row.kind.id();
        if task.hours[..at].iter().any(|other| other.kind == row.kind) {
            return Err(format!("'{}' gives hours on {on} twice", task.id));
        }
        let parts = task.parts(row);
        let sum: f64 = parts.iter().map(|part| part.share).sum();
        if parts.iter().any(|part| !(0.0..=1.0).contains(&part.share)) || (sum - 1.0).abs() > 1e-9 {
            return Err(format!("the shares of '{}' on {on} add up to {sum}, not 1", task.id));
        }
        if parts.iter().any(|part| part.once == Once::Host) && reference.hosts(row.kind) == 0 {
            return Err(format!("'{}' counts hosts on {on}, where the reference scope has none", task.id));
        }
        if parts.iter().any(|part| part.once == Once::Engine) {
            return Err(format!("'{}' counts databases, which stand in managed_data and own_data", task.id));
        }
    }
    Ok(())
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
        assert!(error.place.line > 1);
    }

    #[test]
    fn a_task_that_stands_twice_and_shares_that_do_not_add_up_are_refused() {
        let twice = load(&SHIPPED.replacen("id: \"emergency-cve\"", "id: \"os-patching\"", 1)).unwrap_err();
        assert!(twice.what.contains("twice"), "{twice}");
        let more = load(&SHIPPED.replacen("share: 0.4", "share: 0.5", 1)).unwrap_err();
        assert!(more.what.contains("not 1"), "{more}");
    }
}
