//! A user's own task file, laid over the book: hours that a team has measured, work that the book does not have, another scope.
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
//! A task of the book changes in the rows that are given, and nowhere else. `replace: true` takes the tasks of the book away;
//! scope, rules and what follows no kind of platform stay as the book has them, unless the file says otherwise.

use super::rules::{FaultLocation, TaskFault, find_faults};
use super::{ExtraTask, HoursBand, OverrideInfo, Task, TaskBook, TaskPart, TaskRow};
use crate::catalogue::PlatformKind;
use crate::catalogue::load_error::error_at;
use crate::model::HoursPerMonth;
use crate::model::check::PathStep;
use crate::model::position::locate;
use crate::model::text::{TextError, value_from_text};
use serde::Deserialize;
use std::collections::HashSet;

const EXAMPLE: &str =
    "write (version: \"2026-11\", tasks: [(id: \"os-patching\", hours: [(kind: VmFleet, hours: (1, 1.5, 3))])])";
const TASKS: PathStep = PathStep::Field("tasks");
const HOURS: PathStep = PathStep::Field("hours");

/// Hours as they are written: a good month, an ordinary one, a bad one. They are checked one by one, so that each is blamed.
type RawBand = (f64, f64, f64);

/// The file as it is written. What it leaves out is as the book has it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct OverrideFile {
    version: String,
    #[serde(default)]
    replace: bool,
    #[serde(default)]
    productive_hours: Option<f64>,
    #[serde(default)]
    reference: Option<ScopeEntry>,
    #[serde(default)]
    learning: Option<ExtraEntry>,
    #[serde(default)]
    managed_data: Option<ExtraEntry>,
    #[serde(default)]
    own_data: Option<ExtraEntry>,
    #[serde(default)]
    rotation: Option<RotationEntry>,
    #[serde(default)]
    tasks: Vec<TaskEntry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ScopeEntry {
    #[serde(default)]
    services: Option<u32>,
    #[serde(default)]
    environments: Option<u32>,
    #[serde(default)]
    hosts: Vec<(PlatformKind, u32)>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ExtraEntry {
    #[serde(default)]
    basis: Option<String>,
    hours: RawBand,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RotationEntry {
    #[serde(default)]
    floor: Option<u32>,
    #[serde(default)]
    fewest: Option<u32>,
    #[serde(default)]
    cap: Option<f64>,
    #[serde(default)]
    toil_cap: Option<f64>,
    #[serde(default)]
    hours_per_incident: Option<f64>,
    #[serde(default)]
    per_shift: Option<f64>,
    source: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct TaskEntry {
    id: String,
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    cadence: Option<String>,
    #[serde(default)]
    basis: Option<String>,
    #[serde(default)]
    for_rotation: Option<bool>,
    #[serde(default)]
    parts: Option<Vec<TaskPart>>,
    hours: Vec<HoursEntry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct HoursEntry {
    kind: PlatformKind,
    hours: RawBand,
    #[serde(default)]
    parts: Option<Vec<TaskPart>>,
    #[serde(default)]
    basis: Option<String>,
}

/// What is wrong with the file so far.
struct ErrorCollector<'a> {
    text: &'a str,
    problems: Vec<TextError>,
}

impl ErrorCollector<'_> {
    fn add(&mut self, path: &[PathStep], what: String, hint: &str) {
        self.problems.push(error_at(self.text, path, what, hint));
    }

    /// The hours as a band; none, with a problem, where they are none.
    fn parse_band(&mut self, path: &[PathStep], of: &str, written: RawBand) -> Option<HoursBand> {
        let why = match HoursBand::try_from(written) {
            Ok(band) => return Some(band),
            Err(why) => why,
        };
        self.add(path, format!("'{of}': {why}"), "give a good month, an ordinary one and a bad one, each from 0 on");
        None
    }

    fn parse_hours(&mut self, path: &[PathStep], of: &str, written: Option<f64>) -> Option<HoursPerMonth> {
        let hours = HoursPerMonth::new(written?);
        hours.map_err(|error| self.add(path, format!("'{of}': {error}"), "give a figure above 0")).ok()
    }

    /// A text that is given may not be empty.
    fn check_not_empty(&mut self, path: &[PathStep], of: &str, given: &[(&'static str, Option<&String>)]) {
        for (field, _) in given.iter().filter(|(_, text)| text.is_some_and(|text| text.trim().is_empty())) {
            self.add(
                &[path, &[PathStep::Field(field)]].concat(),
                format!("'{of}' has an empty {field}"),
                "say it, or take it away",
            );
        }
    }
}

/// `book` with what the file `name` says in place of its own.
pub(super) fn apply_overrides(book: &TaskBook, name: &str, text: &str) -> Result<TaskBook, Vec<TextError>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let sheet = parse_file(text).map_err(|error| vec![error])?;
    let mut blame = ErrorCollector { text, problems: Vec::new() };
    if sheet.version.trim().is_empty() {
        let hint = "say when it was made, as in version: \"2026-11\"";
        blame.add(&[PathStep::Field("version")], "the file has no version".to_owned(), hint);
    }
    let usual = format!("your task file {name}, {}", sheet.version);
    let mut laid = book.clone();
    apply_settings(&mut laid, &sheet, &usual, &mut blame);
    if sheet.replace {
        laid.tasks.clear();
        if sheet.tasks.is_empty() {
            let what = "the tasks of the book are taken away, and there are none in their place".to_owned();
            blame.add(&[PathStep::Field("replace")], what, "give tasks, or take replace away");
        }
    }
    let mut seen = HashSet::new();
    for (at, entry) in sheet.tasks.iter().enumerate() {
        if !seen.insert(entry.id.as_str()) {
            let path = [TASKS, PathStep::Item(at), PathStep::Field("id")];
            blame.add(&path, format!("'{}' stands here twice", entry.id), "keep one of the two");
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

/// The shape of the file. What reading says of sessions would lead astray here.
fn parse_file(text: &str) -> Result<OverrideFile, TextError> {
    value_from_text(text).map_err(|error| {
        let is_astray =
            error.position == locate(text, &[]) || error.hint.contains("session") || error.hint.contains("new");
        if is_astray { TextError { hint: EXAMPLE.to_owned(), ..error } } else { error }
    })
}

/// Scope, productive hours, the rules of a rotation, and what follows no kind of platform.
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

/// The rows of an entry, each marked as the user's own.
fn build_rows(at: usize, entry: &TaskEntry, usual: &str, blame: &mut ErrorCollector) -> Vec<TaskRow> {
    let task = [TASKS, PathStep::Item(at)];
    let given = [("name", &entry.name), ("cadence", &entry.cadence), ("basis", &entry.basis)];
    blame.check_not_empty(&task, &entry.id, &given.map(|(field, text)| (field, text.as_ref())));
    if entry.id.trim().is_empty() {
        blame.add(&[task[0], task[1], PathStep::Field("id")], "a task has no id".to_owned(), "every task has one");
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

/// A task of the book in which these rows stand in place of its own.
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

/// A task that the book does not have.
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
                "the tasks of the book are taken away: say all of name, cadence, parts and hours",
            ),
            false => (
                format!("'{}' is no task of the book, and has no {missing}", entry.id),
                "look its id up with 'weighbridge burden FILE --format csv', or give a new task all of name, cadence, parts and \
                 hours",
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

/// Where the file says what is at fault: a fault in a task that it leaves alone comes of its scope.
fn locate_fault(book: &TaskBook, sheet: &OverrideFile, fault: &TaskFault) -> Vec<PathStep> {
    let FaultLocation::Task(task, kind) = fault.at else { return fault.path() };
    let found = sheet.tasks.iter().position(|entry| book.tasks.get(task).is_some_and(|task| task.id == entry.id));
    let Some(at) = found else { return vec![PathStep::Field("reference")] };
    let row = sheet.tasks[at].hours.iter().position(|row| Some(row.kind) == kind);
    let path = [TASKS, PathStep::Item(at)];
    row.map_or(path.to_vec(), |row| [&path[..], &[HOURS, PathStep::Item(row)]].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn laid(rest: &str) -> Result<TaskBook, Vec<String>> {
        let text = format!("(version: \"2026-11\", {rest})");
        let laid = TaskBook::shipped().unwrap().with_overrides("my.ron", &text);
        laid.map_err(|errors| errors.iter().map(ToString::to_string).collect())
    }

    fn band(book: &TaskBook, task: &str, kind: PlatformKind) -> [f64; 3] {
        let hours = book.task(task).unwrap().row_for(kind).unwrap().hours;
        [hours.low, hours.likely, hours.high].map(HoursPerMonth::get)
    }

    #[test]
    fn a_file_with_one_row_changes_that_row_alone() {
        let book = TaskBook::shipped().unwrap();
        let own = laid("tasks: [(id: \"os-patching\", hours: [(kind: VmFleet, hours: (1, 1.5, 3))])]").unwrap();
        assert_eq!(band(&own, "os-patching", PlatformKind::VmFleet), [1.0, 1.5, 3.0]);
        let row = own.task("os-patching").unwrap().row_for(PlatformKind::VmFleet).unwrap();
        assert!(row.is_override && row.published == Some(false));
        assert_eq!(row.basis.as_deref(), Some("your task file my.ron, 2026-11"));
        for (task, was) in own.tasks.iter().zip(&book.tasks) {
            let others = |task: &Task| task.hours.iter().filter(|row| !row.is_override).cloned().collect::<Vec<_>>();
            assert_eq!((&task.id, &task.name, &task.parts), (&was.id, &was.name, &was.parts));
            let left =
                was.hours.iter().filter(|row| (was.id.as_str(), row.kind) != ("os-patching", PlatformKind::VmFleet));
            assert_eq!(others(task), left.cloned().collect::<Vec<_>>());
        }
        assert_eq!((&own.reference, &own.rotation, &own.learning), (&book.reference, &book.rotation, &book.learning));
        assert_eq!(own.version, format!("{} + 2026-11", book.version));
        assert_eq!((own.overrides(), book.overrides()), (Some(("my.ron", 1)), None));
        assert_eq!(own.override_note().unwrap(), "the hours of 1 task are yours, from my.ron");
    }

    #[test]
    fn everything_else_may_be_said_too() {
        let own = laid(
            "productive_hours: 120, reference: (services: 6, hosts: [(VmFleet, 5), (Functions, 1)]),
            learning: (hours: (2, 4, 6), basis: \"our last two platforms\"), own_data: (hours: (1, 2, 3)),
            rotation: (floor: 6, cap: 0.3, fewest: 4, per_shift: 3, source: \"our works council\"),
            tasks: [
                (id: \"audit\", name: \"Audits\", cadence: \"yearly\", parts: [(once: Team, share: 1)], for_rotation: false,
                 hours: [(kind: Functions, hours: (0, 1, 2), basis: \"counted\"), (kind: VmFleet, hours: (1, 1, 1))]),
                (id: \"on-call-handover\", name: \"Handover\", cadence: \"monthly\", basis: \"clock\", hours: [
                    (kind: VmFleet, hours: (1, 1, 1), parts: [(once: PlatformKind, share: 1)]),
                ]),
            ]",
        )
        .unwrap();
        assert_eq!((own.productive_hours.get(), own.reference.services, own.reference.environments), (120.0, 6, 2));
        assert_eq!((own.reference.hosts(PlatformKind::VmFleet), own.reference.hosts(PlatformKind::BareMetal)), (5, 2));
        assert_eq!((own.learning.hours.likely.get(), own.learning.basis.as_str()), (4.0, "our last two platforms"));
        assert!(own.own_data.is_override && !own.managed_data.is_override);
        assert_eq!((own.rotation.floor, own.rotation.fewest, own.rotation.toil_cap), (6, 4, 0.5));
        assert_eq!(
            (own.rotation.source.as_str(), own.tasks.len(), own.overrides()),
            ("our works council", 14, Some(("my.ron", 4)))
        );
        let audit = own.task("audit").unwrap();
        assert_eq!(audit.hours[0].basis.as_deref(), Some("counted"));
        let handover = own.task("on-call-handover").unwrap();
        assert!(handover.for_rotation && handover.name == "Handover" && handover.hours.len() == 8);
        let row = handover.row_for(PlatformKind::VmFleet).unwrap();
        assert_eq!(
            (row.basis.as_deref(), handover.parts(row)[0].once),
            (Some("clock"), crate::catalogue::tasks::HoursDriver::PlatformKind)
        );
    }

    #[test]
    fn replace_takes_the_tasks_of_the_book_away() {
        let rows = "replace: true, tasks: [(id: \"os-patching\", name: \"Patching\", cadence: \"monthly\",
            parts: [(once: Host, share: 1)], hours: [(kind: VmFleet, hours: (1, 1.5, 3))])]";
        let own = laid(rows).unwrap();
        assert_eq!((own.tasks.len(), own.version.as_str()), (1, "2026-11"));
        assert_eq!(own.tasks[0].basis, "your task file my.ron, 2026-11");
        assert_eq!(own.reference, TaskBook::shipped().unwrap().reference);
    }

    #[test]
    fn every_problem_is_told_where_it_stands() {
        let errors = laid(
            "tasks: [
(id: \"os-patching\", hours: [(kind: VmFleet, hours: (3, 1.5, 3)), (kind: SingleVm, hours: (-1, 0, 0))]),
(id: \"audit\", hours: [(kind: VmFleet, hours: (1, 1, 1))]),
(id: \"incidents\", basis: \" \", hours: [(kind: Functions, hours: (1, 1, 1)), (kind: Functions, hours: (2, 2, 2))]),
(id: \"incidents\", hours: []),
], learning: (hours: (9, 8, 7))",
        )
        .unwrap_err();
        let wanted = [
            "2:52: 'os-patching on vm-fleet': hours go from low through likely to high, not 3, 1.5, 3",
            "2:90: 'os-patching on single-vm': ",
            "3:6: 'audit' is no task of the book, and has no name, cadence, parts; look its id up",
            "4:26: 'incidents' has an empty basis; say it, or take it away",
            "4:76: 'incidents' gives hours on functions twice; keep one of the two",
            "5:6: 'incidents' stands here twice; keep one of the two",
            "6:22: 'learning': hours go from low through likely to high, not 9, 8, 7",
        ];
        assert_eq!(errors.len(), wanted.len(), "{errors:#?}");
        for (error, wanted) in errors.iter().zip(wanted) {
            assert!(error.starts_with(wanted), "{error} is not {wanted}");
        }
    }

    #[test]
    fn what_is_wrong_with_the_whole_is_refused_at_its_cause() {
        let error = |rest: &str| laid(rest).unwrap_err();
        let shares = error(
            "\ntasks: [(id: \"a\", name: \"A\", cadence: \"c\", parts: [(once: Host, share: 0.4)],
hours: [(kind: VmFleet, hours: (1, 1, 1)), (kind: Functions, hours: (1, 1, 1), parts: [(once: Host, share: 1)])])]",
        );
        assert_eq!(shares.len(), 2, "{shares:?}");
        assert!(
            shares[0].starts_with("3:9: the shares of 'a' on vm-fleet add up to 0.4, not 1; each share"),
            "{shares:?}"
        );
        assert!(shares[1].starts_with("3:44: 'a' counts hosts on functions, where the reference"), "{shares:?}");
        let scope = error("\nreference: (services: 0, hosts: [(SingleVm, 0)])");
        assert!(scope[0].starts_with("2:12: the reference scope must have services and environments;"), "{scope:?}");
        assert!(scope[1].starts_with("2:12: 'os-patching' counts hosts on single-vm"), "{scope:?}");
        assert!(error("productive_hours: 0")[0].starts_with("1:40: an engineer must have productive hours"));
        assert!(error("productive_hours: -5")[0].starts_with("1:40: 'productive_hours': "));
        assert!(error("rotation: (cap: 25, source: \"s\")")[0].contains("shares of one's time"));
        assert!(error("rotation: (per_shift: 0, source: \"\")")[0].contains("empty source"));
        assert!(
            error("replace: true")[0].starts_with("1:31: the tasks of the book are taken away, and there are none")
        );
        assert!(
            error("replace: true, tasks: [(id: \"incidents\", hours: [])]")[0].contains("has no name, cadence, parts;")
        );
        let error =
            error("tasks: [(id: \"a\", name: \"A\", cadence: \"c\", parts: [(once: Team, share: 1)], hours: [])]");
        assert!(error[0].contains("'a' has no hours on any kind of platform; give its hours"), "{error:?}");
    }

    #[test]
    fn a_shape_that_is_wrong_says_what_one_looks_like() {
        let book = TaskBook::shipped().unwrap();
        let error = |text: &str| book.with_overrides("my.ron", text).unwrap_err()[0].clone();
        for text in ["", "[(\"undo\", [\"u\"])]", "os-patching: 3"] {
            assert_eq!(error(text).hint, EXAMPLE, "{text}");
        }
        let typo = error("(version: \"v\", tasks: [(id: \"incidents\", hour: [])])").to_string();
        assert!(typo.ends_with("did you mean field 'hours'?"), "{typo}");
        let kind = error("(version: \"v\", tasks: [(id: \"incidents\", hours: [(kind: VmFlet, hours: (1, 2, 3))])])");
        assert!(kind.to_string().ends_with("did you mean value 'VmFleet'?"), "{kind}");
        assert!(error("(version: \"\")").to_string().starts_with("1:11: the file has no version"));
    }

    #[test]
    fn what_the_errors_show_as_an_example_is_taken() {
        let example = EXAMPLE.strip_prefix("write ").unwrap();
        assert!(TaskBook::shipped().unwrap().with_overrides("my.ron", example).is_ok());
    }
}
