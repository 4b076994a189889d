//! The hours of a column task by task: what the book or the team says at the reference scope, what that grows with, and what
//! it comes to here.

use super::sheet::Column;
use crate::burden::KindScope;
use crate::catalogue::tasks::{Band, Extra, Once, Task};
use crate::catalogue::{Catalogue, PlatformKind};
use crate::model::{HoursPerMonth, OwnHours, PlatformId, Session};

/// A task on a kind of platform, as it can be looked at and changed.
#[derive(Debug, Clone, PartialEq)]
pub struct TaskLine {
    /// Which task of the book.
    pub task: String,
    /// On which platform; none for hours that follow no kind of platform.
    pub platform: Option<PlatformId>,
    /// The platform's short name; empty without one.
    pub on: String,
    /// What is done.
    pub name: String,
    /// How often; empty where the book does not say.
    pub cadence: String,
    /// What it grows with: `per service × 4`.
    pub grows: String,
    /// The book's hours at the reference scope; none for what is no task of the book, such as a measure against a risk.
    pub book: Option<Band>,
    /// The team's own, which stand in for the book's.
    pub own: Option<OwnHours>,
    /// What the task comes to here in a month, in the mean; none on the further lines of a task on several platforms.
    pub month: Option<HoursPerMonth>,
    /// Where the hours come from.
    pub basis: String,
    /// How they come about here.
    pub formula: String,
    /// Whether the book's hours were published.
    pub published: bool,
    /// Whether they are from the user's own task file.
    pub yours: bool,
}

impl TaskLine {
    /// What is reckoned with, at the reference scope.
    pub fn hours(&self) -> Option<Band> {
        let own = self.own.as_ref().map(|own| Band { low: own.low, likely: own.likely, high: own.high });
        own.or(self.book)
    }

    /// Who stands behind the hours: whoever said them, the user's file, a publication, or nobody but our estimate.
    pub fn by(&self) -> &str {
        match &self.own {
            Some(own) if own.by.is_empty() => "the team",
            Some(own) => &own.by,
            None if self.yours => "your file",
            None if self.published => "published",
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
            lines.extend(burden.scopes.iter().filter_map(|scope| on_kind(session, catalogue, task, scope)));
        } else if let Some(extra) = book.extras().into_iter().find(|extra| extra.id == hours.id) {
            lines.push(everywhere(session, extra, hours.likely));
        } else {
            let (name, basis, task) = (hours.name.clone(), hours.basis.clone(), hours.id.clone());
            let grows = "once".to_owned();
            lines.push(TaskLine { name, basis, task, grows, ..TaskLine::nothing() });
        }
        for (at, line) in lines.iter_mut().skip(first).enumerate() {
            line.month = (at == 0).then_some(hours.mean);
            line.formula = hours.formula.to_string();
        }
    }
    lines
}

impl TaskLine {
    fn nothing() -> Self {
        Self {
            task: String::new(),
            platform: None,
            on: String::new(),
            name: String::new(),
            cadence: String::new(),
            grows: String::new(),
            book: None,
            own: None,
            month: None,
            basis: String::new(),
            formula: String::new(),
            published: false,
            yours: false,
        }
    }
}

/// A task on one kind in use; none where neither the book nor the team has such work there.
fn on_kind(session: &Session, catalogue: &Catalogue, task: &Task, scope: &KindScope) -> Option<TaskLine> {
    let platform = PlatformId::from(scope.kind.id());
    let row = task.row(scope.kind);
    let exact = session.own_hours(&task.id, Some(&platform));
    let own = exact.or_else(|| session.own_hours(&task.id, None).filter(|_| row.is_some()));
    if row.is_none() && own.is_none() {
        return None;
    }
    Some(TaskLine {
        task: task.id.clone(),
        on: catalogue.platform(&platform).map_or_else(|| scope.name.clone(), |platform| platform.short.clone()),
        platform: Some(platform),
        name: task.name.clone(),
        cadence: task.cadence.clone(),
        grows: grows(task, scope),
        book: Some(row.map_or_else(Band::default, |row| row.hours)),
        own: own.cloned(),
        basis: row.and_then(|row| row.basis.clone()).unwrap_or_else(|| task.basis.clone()),
        published: row.map_or(task.published, |row| row.published.unwrap_or(task.published)),
        yours: row.is_some_and(|row| row.yours),
        ..TaskLine::nothing()
    })
}

/// Hours that are the same on every platform, by what there is to look after.
fn everywhere(session: &Session, extra: &Extra, likely: HoursPerMonth) -> TaskLine {
    let own = session.own_hours(&extra.id, None).cloned();
    let each = own.as_ref().map_or(extra.hours.likely, |own| own.likely).get();
    let units = if each > 0.0 { format!(" × {:.0}", likely.get() / each) } else { String::new() };
    TaskLine {
        task: extra.id.clone(),
        name: extra.name.clone(),
        grows: format!("per {}{units}", extra.once.word()),
        book: Some(extra.hours),
        own,
        basis: extra.basis.clone(),
        published: extra.published,
        yours: extra.yours,
        ..TaskLine::nothing()
    }
}

/// What the larger part of a task is in proportion to, and how many of it there are: `per service × 4`.
fn grows(task: &Task, scope: &KindScope) -> String {
    let parts = task.row(scope.kind).map_or(task.parts.as_slice(), |row| task.parts(row));
    let counted = parts.iter().filter_map(|part| Some((part.share, part.once, units(part.once, scope)?)));
    match counted.max_by(|one, other| one.0.total_cmp(&other.0)) {
        Some((_, once, count)) => format!("per {} × {count}", once.word()),
        None if parts.iter().any(|part| part.once == Once::Team) => "once per team".to_owned(),
        None => "once per kind".to_owned(),
    }
}

/// How many there are of what a part is done once per; none for what there is always one of.
fn units(once: Once, scope: &KindScope) -> Option<u32> {
    match once {
        Once::Host => Some(scope.hosts),
        Once::Service => Some(scope.services),
        Once::Environment => Some(scope.environments),
        Once::Cluster => Some(scope.clusters),
        Once::Team | Once::PlatformKind | Once::Engine => None,
    }
}

/// The reference scope in words: `4 services, 2 environments and 3 hosts`; machines only for one kind.
pub fn reference(catalogue: &Catalogue, kind: Option<PlatformKind>) -> String {
    let scope = &catalogue.tasks.reference;
    let hosts = kind.map_or(0, |kind| scope.hosts(kind));
    let machines = match hosts {
        0 => String::new(),
        1 => ", 1 host".to_owned(),
        count => format!(", {count} hosts"),
    };
    format!("{} services, {} environments{machines}", scope.services, scope.environments)
}
