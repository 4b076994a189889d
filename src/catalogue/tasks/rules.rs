//! Rules for every task book, whoever wrote it.

use super::book::{HoursDriver, ReferenceScope, Task, TaskBook, TaskRow};
use crate::catalogue::kind::PlatformKind;
use crate::model::check::PathStep;

/// Where a fault is.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum FaultLocation {
    /// In a field of the book.
    Field(&'static str),
    /// In a task, by index; in its hours for this kind, if given.
    Task(usize, Option<PlatformKind>),
}

/// A problem, its location, and what to do.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct TaskFault {
    pub at: FaultLocation,
    pub what: String,
    pub hint: &'static str,
}

impl TaskFault {
    /// Path from the book to the task or field.
    pub fn path(&self) -> Vec<PathStep> {
        match self.at {
            FaultLocation::Field(field) => vec![PathStep::Field(field)],
            FaultLocation::Task(place, _) => vec![PathStep::Field("tasks"), PathStep::Item(place)],
        }
    }
}

/// All problems of a book.
pub(super) fn find_faults(book: &TaskBook) -> Vec<TaskFault> {
    let mut faults = Vec::new();
    let mut field = |at, is_wrong: bool, what: &str, hint| {
        if is_wrong {
            faults.push(TaskFault { at: FaultLocation::Field(at), what: what.to_owned(), hint });
        }
    };
    let (scope, rule) = (&book.reference, &book.rotation);
    let none = scope.services == 0 || scope.environments == 0;
    field("reference", none, "the reference scope must have services and environments", "give each at least 1");
    let none = book.productive_hours.get() <= 0.0;
    field("productive_hours", none, "an engineer must have productive hours", "give a number above 0");
    let is_share = |share: f64| share > 0.0 && share <= 1.0;
    let beyond = !is_share(rule.cap) || !is_share(rule.toil_cap);
    field("rotation", beyond, "cap and toil_cap must be shares of time", "give each a number above 0 and at most 1");
    let none = rule.hours_per_incident.get() <= 0.0 || !rule.per_shift.is_finite() || rule.per_shift <= 0.0;
    field("rotation", none, "hours_per_incident and per_shift must be positive", "give each a number above 0");
    for (place, task) in book.tasks.iter().enumerate() {
        for (at, row) in task.hours.iter().enumerate() {
            if let Some((what, hint)) = row_fault(scope, task, at, row) {
                faults.push(TaskFault { at: FaultLocation::Task(place, Some(row.kind)), what, hint });
            }
        }
        if task.hours.is_empty() {
            let what = format!("'{}' has no hours on any kind of platform", task.id);
            faults.push(TaskFault {
                at: FaultLocation::Task(place, None),
                what,
                hint: "give its hours on at least one kind",
            });
        }
    }
    faults
}

fn row_fault(reference: &ReferenceScope, task: &Task, at: usize, row: &TaskRow) -> Option<(String, &'static str)> {
    let (id, on) = (&task.id, row.kind.id());
    if task.hours[..at].iter().any(|other| other.kind == row.kind) {
        return Some((format!("'{id}' gives hours on {on} twice"), "keep one of the two"));
    }
    let parts = task.parts(row);
    let sum: f64 = parts.iter().map(|part| part.share).sum();
    if parts.iter().any(|part| !(0.0..=1.0).contains(&part.share)) || (sum - 1.0).abs() > 1e-9 {
        let hint = "each share is from 0 to 1, and together they are 1";
        return Some((format!("the shares of '{id}' on {on} add up to {sum}, not 1"), hint));
    }
    if parts.iter().any(|part| part.once == HoursDriver::Host) && reference.hosts(row.kind) == 0 {
        let what = format!("'{id}' counts hosts on {on}, but the reference scope has none");
        return Some((
            what,
            "add hosts of this kind to the reference scope, or let the part scale with something else",
        ));
    }
    if parts.iter().any(|part| part.once == HoursDriver::Engine) {
        let what = format!("'{id}' counts databases, which belong to managed_data and own_data");
        return Some((what, "give the hours there"));
    }
    None
}
