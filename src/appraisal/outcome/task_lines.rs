//! The hours of a column task by task: what the book or the team says at the reference scope, what that grows with, and what
//! it comes to here.

use crate::appraisal::matrix::Column;
use crate::burden::KindScope;
use crate::catalogue::HoursBand;
use crate::catalogue::tasks::{ExtraTask, HoursDriver, Task};
use crate::catalogue::{Catalogue, PlatformKind};
use crate::model::{HoursOverride, HoursPerMonth, PlatformId, Session};

/// A task on a kind of platform, as it can be looked at and changed.
#[derive(Debug, Clone, PartialEq)]
pub struct TaskLine {
    /// Id in the task catalogue.
    pub task: String,
    /// On which platform; none for hours that follow no kind of platform.
    pub platform: Option<PlatformId>,
    /// The platform's short name; empty without one.
    pub platform_name: String,
    /// What is done.
    pub name: String,
    /// How often; empty where the book does not say.
    pub cadence: String,
    /// What it grows with: `per service × 4`.
    pub scaling: String,
    /// The book's hours at the reference scope; none for what is no task of the book, such as a measure against a risk.
    pub catalogue_hours: Option<HoursBand>,
    /// The team's own, which stand in for the book's.
    pub own_hours: Option<HoursOverride>,
    /// What the task comes to here in a month, in the mean; none on the further lines of a task on several platforms.
    pub monthly_hours: Option<HoursPerMonth>,
    /// Where the hours come from.
    pub basis: String,
    /// How they come about here.
    pub formula: String,
    /// Whether the book's hours were published.
    pub is_published: bool,
    /// Whether they are from the user's own task file.
    pub is_from_own_file: bool,
}

impl TaskLine {
    /// What is computed with, at the reference scope.
    pub fn hours(&self) -> Option<HoursBand> {
        let own = self.own_hours.as_ref().map(|own| HoursBand { low: own.low, likely: own.likely, high: own.high });
        own.or(self.catalogue_hours)
    }

    /// Who stands behind the hours: whoever said them, the user's file, a publication, or nobody but our estimate.
    pub fn author(&self) -> &str {
        match &self.own_hours {
            Some(own) if own.by.is_empty() => "the team",
            Some(own) => &own.by,
            None if self.is_from_own_file => "your file",
            None if self.is_published => "published",
            None => "estimate",
        }
    }
}

/// The lines of a column, in the book's order; nothing where its hours are not known.
pub fn task_lines(session: &Session, catalogue: &Catalogue, column: &Column) -> Vec<TaskLine> {
    let Some(burden) = &column.offer.burden else { return Vec::new() };
    let book = &catalogue.tasks;
    let mut lines = Vec::new();
    for hours in &burden.tasks {
        let first = lines.len();
        if let Some(task) = book.task(&hours.id) {
            lines.extend(burden.scopes.iter().filter_map(|scope| line_on_kind(session, catalogue, task, scope)));
        } else if let Some(extra) = book.extra_tasks().into_iter().find(|extra| extra.id == hours.id) {
            lines.push(line_without_kind(session, extra, hours.likely));
        } else {
            let (name, basis, task) = (hours.name.clone(), hours.basis.clone(), hours.id.clone());
            let grows = "once".to_owned();
            lines.push(TaskLine { name, basis, task, scaling: grows, ..TaskLine::empty() });
        }
        for (at, line) in lines.iter_mut().skip(first).enumerate() {
            line.monthly_hours = (at == 0).then_some(hours.mean);
            line.formula = hours.formula.to_string();
        }
    }
    lines
}

impl TaskLine {
    fn empty() -> Self {
        Self {
            task: String::new(),
            platform: None,
            platform_name: String::new(),
            name: String::new(),
            cadence: String::new(),
            scaling: String::new(),
            catalogue_hours: None,
            own_hours: None,
            monthly_hours: None,
            basis: String::new(),
            formula: String::new(),
            is_published: false,
            is_from_own_file: false,
        }
    }
}

/// A task on one kind in use; none where neither the book nor the team has such work there.
fn line_on_kind(session: &Session, catalogue: &Catalogue, task: &Task, scope: &KindScope) -> Option<TaskLine> {
    let platform = PlatformId::from(scope.kind.id());
    let row = task.row_for(scope.kind);
    let exact = session.hours_override(&task.id, Some(&platform));
    let own = exact.or_else(|| session.hours_override(&task.id, None).filter(|_| row.is_some()));
    if row.is_none() && own.is_none() {
        return None;
    }
    Some(TaskLine {
        task: task.id.clone(),
        platform_name: catalogue
            .platform(&platform)
            .map_or_else(|| scope.name.clone(), |platform| platform.short.clone()),
        platform: Some(platform),
        name: task.name.clone(),
        cadence: task.cadence.clone(),
        scaling: describe_scaling(task, scope),
        catalogue_hours: Some(row.map_or_else(HoursBand::default, |row| row.hours)),
        own_hours: own.cloned(),
        basis: row.and_then(|row| row.basis.clone()).unwrap_or_else(|| task.basis.clone()),
        is_published: row.map_or(task.published, |row| row.published.unwrap_or(task.published)),
        is_from_own_file: row.is_some_and(|row| row.is_override),
        ..TaskLine::empty()
    })
}

/// Hours that are the same on every platform, by what there is to look after.
fn line_without_kind(session: &Session, extra: &ExtraTask, likely: HoursPerMonth) -> TaskLine {
    let own = session.hours_override(&extra.id, None).cloned();
    let each = own.as_ref().map_or(extra.hours.likely, |own| own.likely).get();
    let units = if each > 0.0 { format!(" × {:.0}", likely.get() / each) } else { String::new() };
    TaskLine {
        task: extra.id.clone(),
        name: extra.name.clone(),
        scaling: format!("per {}{units}", extra.once.label()),
        catalogue_hours: Some(extra.hours),
        own_hours: own,
        basis: extra.basis.clone(),
        is_published: extra.published,
        is_from_own_file: extra.is_override,
        ..TaskLine::empty()
    }
}

/// What the larger part of a task is in proportion to, and how many of it there are: `per service × 4`.
fn describe_scaling(task: &Task, scope: &KindScope) -> String {
    let parts = task.row_for(scope.kind).map_or(task.parts.as_slice(), |row| task.parts(row));
    let counted = parts.iter().filter_map(|part| Some((part.share, part.once, unit_count(part.once, scope)?)));
    match counted.max_by(|one, other| one.0.total_cmp(&other.0)) {
        Some((_, once, count)) => format!("per {} × {count}", once.label()),
        None if parts.iter().any(|part| part.once == HoursDriver::Team) => "once per team".to_owned(),
        None => "once per kind".to_owned(),
    }
}

/// How many there are of what a part is done once per; none for what there is always one of.
fn unit_count(once: HoursDriver, scope: &KindScope) -> Option<u32> {
    match once {
        HoursDriver::Host => Some(scope.hosts),
        HoursDriver::Service => Some(scope.services),
        HoursDriver::Environment => Some(scope.environments),
        HoursDriver::Cluster => Some(scope.clusters),
        HoursDriver::Team | HoursDriver::PlatformKind | HoursDriver::Engine => None,
    }
}

/// The reference scope in words: `4 services, 2 environments and 3 hosts`; machines only for one kind.
pub fn describe_reference_scope(catalogue: &Catalogue, kind: Option<PlatformKind>) -> String {
    let scope = &catalogue.tasks.reference;
    let hosts = kind.map_or(0, |kind| scope.hosts(kind));
    let machines = match hosts {
        0 => String::new(),
        1 => ", 1 host".to_owned(),
        count => format!(", {count} hosts"),
    };
    format!("{} services, {} environments{machines}", scope.services, scope.environments)
}
