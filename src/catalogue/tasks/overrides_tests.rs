use super::super::override_file::EXAMPLE;
use super::*;
use crate::model::HoursPerMonth;

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
        let left = was.hours.iter().filter(|row| (was.id.as_str(), row.kind) != ("os-patching", PlatformKind::VmFleet));
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
        "2:52: 'os-patching on vm-fleet': hours must ascend from low through likely to high, but are 3, 1.5, 3",
        "2:90: 'os-patching on single-vm': ",
        "3:6: 'audit' is not a task of the book, and has no name, cadence, parts; look up its id",
        "4:26: 'incidents' has an empty basis; fill it in, or remove it",
        "4:76: 'incidents' gives hours on functions twice; keep one of the two",
        "5:6: 'incidents' is listed twice; keep one of the two",
        "6:22: 'learning': hours must ascend from low through likely to high, but are 9, 8, 7",
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
    assert!(shares[0].starts_with("3:9: the shares of 'a' on vm-fleet add up to 0.4, not 1; each share"), "{shares:?}");
    assert!(shares[1].starts_with("3:44: 'a' counts hosts on functions, but the reference"), "{shares:?}");
    let scope = error("\nreference: (services: 0, hosts: [(SingleVm, 0)])");
    assert!(scope[0].starts_with("2:12: the reference scope must have services and environments;"), "{scope:?}");
    assert!(scope[1].starts_with("2:12: 'os-patching' counts hosts on single-vm"), "{scope:?}");
    assert!(error("productive_hours: 0")[0].starts_with("1:40: an engineer must have productive hours"));
    assert!(error("productive_hours: -5")[0].starts_with("1:40: 'productive_hours': "));
    assert!(error("rotation: (cap: 25, source: \"s\")")[0].contains("must be shares of time"));
    assert!(error("rotation: (per_shift: 0, source: \"\")")[0].contains("empty source"));
    assert!(error("replace: true")[0].starts_with("1:31: the tasks of the book are removed, but there are no others"));
    assert!(
        error("replace: true, tasks: [(id: \"incidents\", hours: [])]")[0].contains("has no name, cadence, parts;")
    );
    let error = error("tasks: [(id: \"a\", name: \"A\", cadence: \"c\", parts: [(once: Team, share: 1)], hours: [])]");
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
