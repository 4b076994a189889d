//! A user's own task file: measured hours, additional tasks, another scope.
//!
//! ```ron
//! (
//!     version: "2026-11",
//!     tasks: [
//!         (id: "os-patching", hours: [(kind: VmFleet, hours: (1, 1.5, 3))]),
//!     ],
//! )
//! ```
//!
//! Rows that are given replace those of the book. `replace: true` removes the tasks of the book; scope, rules and extra tasks stay as
//! they are unless the file changes them.

use super::book::{ExtraTask, OverrideInfo, Task, TaskBook, TaskRow};
use super::override_file::{ErrorCollector, ExtraEntry, HOURS, OverrideFile, TASKS, TaskEntry, parse_file};
use super::rules::{FaultLocation, TaskFault, find_faults};
use crate::catalogue::kind::PlatformKind;
use crate::model::check::PathStep;
use crate::model::text::TextError;
use std::collections::HashSet;

impl TaskBook {
    /// This book with a user's own task file, given as text, applied to it: task by task and row by row, or with `replace: true` in
    /// place of all tasks. `name` is the name of the file as it is shown. Refuses a file with errors, each with line and column.
    pub fn with_overrides(&self, name: &str, text: &str) -> Result<Self, Vec<TextError>> {
        apply_overrides(self, name, text)
    }
}

fn apply_overrides(book: &TaskBook, name: &str, text: &str) -> Result<TaskBook, Vec<TextError>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let sheet = parse_file(text).map_err(|error| vec![error])?;
    let mut blame = ErrorCollector { text, problems: Vec::new() };
    if sheet.version.trim().is_empty() {
        let hint = "add its date, as in version: \"2026-11\"";
        blame.add(&[PathStep::Field("version")], "the file has no version".to_owned(), hint);
    }
    let usual = format!("your task file {name}, {}", sheet.version);
    let mut laid = book.clone();
    apply_settings(&mut laid, &sheet, &usual, &mut blame);
    if sheet.replace {
        laid.tasks.clear();
        if sheet.tasks.is_empty() {
            let what = "the tasks of the book are removed, but there are no others".to_owned();
            blame.add(&[PathStep::Field("replace")], what, "give tasks, or remove replace");
        }
    }
    let mut seen = HashSet::new();
    for (at, entry) in sheet.tasks.iter().enumerate() {
        if !seen.insert(entry.id.as_str()) {
            let path = [TASKS, PathStep::Item(at), PathStep::Field("id")];
            blame.add(&path, format!("'{}' is listed twice", entry.id), "keep one of the two");
            continue;
        }
        let rows = build_rows(at, entry, &usual, &mut blame);
        match laid.tasks.iter_mut().find(|task| task.id == entry.id) {
            Some(task) => update_task(task, entry, rows),
            None => laid.tasks.extend(new_task(at, entry, rows, &usual, sheet.replace, &mut blame)),
        }
    }
    if blame.problems.is_empty() {
        for fault in find_faults(&laid) {
            let path = locate_fault(&laid, &sheet, &fault);
            blame.add(&path, fault.what, fault.hint);
        }
    }
    if !blame.problems.is_empty() {
        blame.problems.sort_by_key(|problem| problem.position);
        return Err(blame.problems);
    }
    let extras = [&sheet.learning, &sheet.managed_data, &sheet.own_data];
    let count = sheet.tasks.len() + extras.into_iter().flatten().count();
    laid.version = match sheet.replace {
        true => sheet.version.clone(),
        false => format!("{} + {}", book.version, sheet.version),
    };
    laid.overrides = Some(OverrideInfo { name: name.to_owned(), count });
    Ok(laid)
}

/// Applies scope, productive hours, rotation rules and extra tasks.
fn apply_settings(book: &mut TaskBook, sheet: &OverrideFile, usual: &str, blame: &mut ErrorCollector) {
    if let Some(scope) = &sheet.reference {
        book.reference.services = scope.services.unwrap_or(book.reference.services);
        book.reference.environments = scope.environments.unwrap_or(book.reference.environments);
        for (kind, hosts) in &scope.hosts {
            match book.reference.hosts.iter_mut().find(|(of, _)| of == kind) {
                Some((_, known)) => *known = *hosts,
                None => book.reference.hosts.push((*kind, *hosts)),
            }
        }
    }
    let productive = [PathStep::Field("productive_hours")];
    if let Some(hours) = blame.parse_hours(&productive, "productive_hours", sheet.productive_hours) {
        book.productive_hours = hours;
        book.productive_basis = usual.to_owned();
    }
    let extras: [(&'static str, &Option<ExtraEntry>, &mut ExtraTask); 3] = [
        ("learning", &sheet.learning, &mut book.learning),
        ("managed_data", &sheet.managed_data, &mut book.managed_data),
        ("own_data", &sheet.own_data, &mut book.own_data),
    ];
    for (field, entry, extra) in extras {
        let Some(entry) = entry else { continue };
        blame.check_not_empty(&[PathStep::Field(field)], field, &[("basis", entry.basis.as_ref())]);
        if let Some(band) = blame.parse_band(&[PathStep::Field(field), HOURS], field, entry.hours) {
            extra.hours = band;
            extra.basis = entry.basis.clone().unwrap_or_else(|| usual.to_owned());
            extra.published = false;
            extra.is_override = true;
        }
    }
    if let Some(entry) = &sheet.rotation {
        let rotation = [PathStep::Field("rotation")];
        blame.check_not_empty(&rotation, "rotation", &[("source", Some(&entry.source))]);
        let per_incident = [rotation[0], PathStep::Field("hours_per_incident")];
        let per_incident = blame.parse_hours(&per_incident, "hours_per_incident", entry.hours_per_incident);
        let rule = &mut book.rotation;
        rule.floor = entry.floor.unwrap_or(rule.floor);
        if let Some(fewest) = entry.fewest {
            rule.fewest = fewest;
            rule.fewest_source.clone_from(&entry.source);
        }
        rule.cap = entry.cap.unwrap_or(rule.cap);
        rule.toil_cap = entry.toil_cap.unwrap_or(rule.toil_cap);
        rule.hours_per_incident = per_incident.unwrap_or(rule.hours_per_incident);
        rule.per_shift = entry.per_shift.unwrap_or(rule.per_shift);
        rule.source.clone_from(&entry.source);
    }
}

/// The rows of an entry, marked as the user's own.
fn build_rows(at: usize, entry: &TaskEntry, usual: &str, blame: &mut ErrorCollector) -> Vec<TaskRow> {
    let task = [TASKS, PathStep::Item(at)];
    let given = [("name", &entry.name), ("cadence", &entry.cadence), ("basis", &entry.basis)];
    blame.check_not_empty(&task, &entry.id, &given.map(|(field, text)| (field, text.as_ref())));
    if entry.id.trim().is_empty() {
        blame.add(&[task[0], task[1], PathStep::Field("id")], "a task has no id".to_owned(), "add one");
    }
    let mut seen: Vec<PlatformKind> = Vec::new();
    let mut rows = Vec::new();
    for (place, row) in entry.hours.iter().enumerate() {
        let path = [task[0], task[1], HOURS, PathStep::Item(place)];
        if seen.contains(&row.kind) {
            let what = format!("'{}' gives hours on {} twice", entry.id, row.kind.id());
            blame.add(&path, what, "keep one of the two");
        }
        seen.push(row.kind);
        blame.check_not_empty(&path, &entry.id, &[("basis", row.basis.as_ref())]);
        let of = format!("{} on {}", entry.id, row.kind.id());
        let band = blame.parse_band(&[&path[..], &[HOURS]].concat(), &of, row.hours);
        rows.extend(band.map(|hours| TaskRow {
            kind: row.kind,
            hours,
            parts: row.parts.clone(),
            published: Some(false),
            basis: Some(row.basis.as_ref().or(entry.basis.as_ref()).map_or(usual, String::as_str).to_owned()),
            is_override: true,
        }));
    }
    rows
}

/// Replaces rows of a task of the book.
fn update_task(task: &mut Task, entry: &TaskEntry, rows: Vec<TaskRow>) {
    for mut row in rows {
        let known = task.hours.iter_mut().find(|known| known.kind == row.kind);
        if let Some(known) = &known
            && entry.parts.is_none()
        {
            row.parts = row.parts.or_else(|| known.parts.clone());
        }
        match known {
            Some(known) => *known = row,
            None => task.hours.push(row),
        }
    }
    let set = |into: &mut String, given: &Option<String>| given.iter().for_each(|text| into.clone_from(text));
    set(&mut task.name, &entry.name);
    set(&mut task.cadence, &entry.cadence);
    if let Some(parts) = &entry.parts {
        task.parts.clone_from(parts);
    }
    task.for_rotation = entry.for_rotation.unwrap_or(task.for_rotation);
}

/// A task that is not in the book.
fn new_task(
    at: usize,
    entry: &TaskEntry,
    rows: Vec<TaskRow>,
    usual: &str,
    replaces: bool,
    blame: &mut ErrorCollector,
) -> Option<Task> {
    let (Some(name), Some(cadence), Some(parts)) = (&entry.name, &entry.cadence, &entry.parts) else {
        let given = [entry.name.is_some(), entry.cadence.is_some(), entry.parts.is_some()];
        let missing = ["name", "cadence", "parts"].into_iter().zip(given).filter(|(_, is_given)| !is_given);
        let missing = missing.map(|(field, _)| field).collect::<Vec<_>>().join(", ");
        let (what, hint) = match replaces {
            true => (
                format!("'{}' has no {missing}", entry.id),
                "the tasks of the book are removed: give name, cadence, parts and hours",
            ),
            false => (
                format!("'{}' is not a task of the book, and has no {missing}", entry.id),
                "look up its id with 'weighbridge burden FILE --format csv', or give a new task name, cadence, parts and hours",
            ),
        };
        blame.add(&[TASKS, PathStep::Item(at), PathStep::Field("id")], what, hint);
        return None;
    };
    Some(Task {
        id: entry.id.clone(),
        name: name.clone(),
        cadence: cadence.clone(),
        basis: entry.basis.clone().unwrap_or_else(|| usual.to_owned()),
        published: false,
        for_rotation: entry.for_rotation.unwrap_or(false),
        parts: parts.clone(),
        hours: rows,
    })
}

/// Locates a fault in the file. A fault in a task that is not in the file is due to its scope.
fn locate_fault(book: &TaskBook, sheet: &OverrideFile, fault: &TaskFault) -> Vec<PathStep> {
    let FaultLocation::Task(task, kind) = fault.at else { return fault.path() };
    let found = sheet.tasks.iter().position(|entry| book.tasks.get(task).is_some_and(|task| task.id == entry.id));
    let Some(at) = found else { return vec![PathStep::Field("reference")] };
    let row = sheet.tasks[at].hours.iter().position(|row| Some(row.kind) == kind);
    let path = [TASKS, PathStep::Item(at)];
    row.map_or(path.to_vec(), |row| [&path[..], &[HOURS, PathStep::Item(row)]].concat())
}

#[cfg(test)]
#[path = "overrides_tests.rs"]
mod tests;
