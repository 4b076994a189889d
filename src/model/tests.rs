//! Examples of the document: the shape of its file, refusals, undo and replay.

use super::edit::*;
use super::history;
use super::text::{from_text, to_text};
use super::*;

const EXAMPLE: &str = r#"(
    schema: 1,
    title: "Checkout and friends",
    status: Draft,
    deadline: "2026-12-04",
    team: (engineers: 8, on_call: 2, environments: 2, hourly_rate: 90.0, phase: Growth),
    market: (cloud: Aws, region: "us-east-1", currency: "USD", month: Hours730, free_tier: false),
    alternatives: [
        (id: "vm", name: "VM fleet", platform: "vm-fleet"),
        (id: "caas", name: "Container-serverless", platform: Some("container-serverless"), cloud: Gcp),
    ],
    workloads: [
        (id: "checkout", name: "Checkout", importance: 40, demand: (requests_per_month: Likely(3000000), duration_ms: Exact(180)), constraints: [], today: Some("vm")),
        (id: "warehouse", name: "Warehouse gateway", importance: 10, demand: (always_on: true), constraints: [(kind: VendorAppliance, strength: Hard, by: "Bo")], today: Some("vm")),
    ],
    criteria: [
        (id: "cost", name: "Cost", group: "Business", about: Workload, measure: Derived(source: MonthlyCost, worst: 4000.0, best: 0.0), points: 22),
        (id: "fit", name: "Traffic fit", group: "Workload", about: Workload, measure: Judged, points: 16),
        (id: "skill", name: "Team skill", group: "Organisation", about: Team, measure: Judged, points: 12, agreed: true),
    ],
    scores: [
        (criterion: "skill", alternative: "caas", score: Range(2, 3), rationale: "two of eight", by: "Ana"),
        (criterion: "fit", alternative: "caas", workload: "checkout", score: Exact(4)),
    ],
)
"#;

fn example() -> Session {
    from_text(EXAMPLE).unwrap().session
}

fn stamp() -> Stamp {
    Stamp { at: "2026-11-20T14:00:00Z".parse().unwrap(), by: "ana".to_owned() }
}

#[test]
fn the_canonical_text_reads_back_as_the_same_document() {
    let session = example();
    let text = to_text(&session).unwrap();
    assert_eq!(from_text(&text).unwrap().session, session);
    assert_eq!(to_text(&from_text(&text).unwrap().session).unwrap(), text);
}

#[test]
fn one_weight_is_one_line() {
    let session = example();
    let before = to_text(&session).unwrap();
    let mut after = session.clone();
    after.apply(Edit::SetWeight { criterion: "fit".into(), points: Points(17) }).unwrap();
    let after = to_text(&after).unwrap();
    let changed = before.lines().zip(after.lines()).filter(|(a, b)| a != b).count();
    assert_eq!((changed, before.lines().count()), (1, after.lines().count()));
}

const SCENARIOS: &str = r#"    scenarios: [
        (id: "launch", name: "Launch day", note: "as Ana guesses", overrides: [
            ("checkout", RequestsPerMonth(Exact(12000000.0))),
            ("checkout", PeakToAverage(Range(4.0, 8.0))),
            ("warehouse", AlwaysOn(false)),
        ]),
        (id: "quiet", name: "Quiet season", overrides: []),
    ],
"#;

fn with_scenarios() -> Session {
    from_text(&EXAMPLE.replacen("    criteria: [\n", &format!("{SCENARIOS}    criteria: [\n"), 1)).unwrap().session
}

#[test]
fn every_figure_of_a_scenario_has_a_line_of_its_own() {
    let session = with_scenarios();
    let text = to_text(&session).unwrap();
    assert!(text.contains(SCENARIOS), "{text}");
    assert_eq!(from_text(&text).unwrap().session, session);
    assert!(!to_text(&example()).unwrap().contains("scenarios"));
}

#[test]
fn a_scenario_changes_the_demand_and_nothing_else() {
    let session = with_scenarios();
    let launch = session.for_scenario(Some(&"launch".into()));
    let demand = &launch.workloads[0].demand;
    assert_eq!(demand.requests_per_month, Estimate::Exact(Requests::of(12e6)));
    assert_eq!(demand.duration_ms, session.workloads[0].demand.duration_ms);
    assert_eq!((launch.workloads[1].demand.always_on, session.workloads[1].demand.always_on), (false, true));
    let as_before = Session { workloads: session.workloads.clone(), ..launch.into_owned() };
    assert_eq!(as_before, session);
    for same in [None, Some("quiet".into()), Some("nobody".into())] {
        assert_eq!(*session.for_scenario(same.as_ref()), session);
    }
}

#[test]
fn a_figure_of_a_scenario_is_set_changed_and_cleared_in_place() {
    let mut session = with_scenarios();
    let before = session.clone();
    let set = |field| Edit::SetOverride { scenario: "launch".into(), workload: "checkout".into(), field };
    // A new figure takes its place between those there are, and changing one keeps its place.
    let added = session.apply(set(DemandField::DurationMs(Estimate::Exact(Millis::of(90.0))))).unwrap();
    let fields = |session: &Session| session.scenarios[0].overrides.iter().map(|row| row.1.name()).collect::<Vec<_>>();
    assert_eq!(fields(&session), ["requests_per_month", "duration_ms", "peak_to_average", "always_on"]);
    let changed = session.apply(set(DemandField::DurationMs(Estimate::Unknown))).unwrap();
    session.apply(changed).unwrap();
    session.apply(added).unwrap();
    assert_eq!(session, before);
    let clear = |field: &str| Edit::ClearOverride {
        scenario: "launch".into(),
        workload: "checkout".into(),
        field: field.to_owned(),
    };
    assert_eq!(set(DemandField::Gpus(1)).target(), clear("gpus").target());
    let refused = session.apply(clear("gpus")).unwrap_err().to_string();
    assert!(refused.contains("gpus of checkout"), "{refused}");
    let twice = Scenario { id: "new".into(), ..session.scenarios[0].clone() };
    let mut twice = Scenario { overrides: twice.overrides[..1].to_vec(), ..twice };
    twice.overrides.push(("checkout".into(), DemandField::RequestsPerMonth(Estimate::Unknown)));
    assert!(session.apply(Edit::AddScenario { at: 0, scenario: twice }).is_err());
    let downwards = Estimate::Range(Ratio::of(3.0), Ratio::of(2.0));
    assert!(session.apply(set(DemandField::PeakToAverage(downwards))).is_err());
    assert_eq!(session, before);
}

#[test]
fn a_workload_leaves_the_scenarios_when_it_goes() {
    let mut session = with_scenarios();
    let before = session.clone();
    let refused = session.apply(Edit::RemoveWorkload { id: "warehouse".into() }).unwrap_err().to_string();
    assert!(refused.contains("1 figures in scenarios"), "{refused}");
    let inverse = session.apply(session.workload_removal(&"warehouse".into())).unwrap();
    assert_eq!(session.scenarios[0].overrides.len(), 2);
    session.apply(inverse).unwrap();
    assert_eq!(session, before);
}

#[test]
fn what_adopting_costs_once_is_set_figure_by_figure() {
    let mut session = example();
    let before = session.clone();
    let set = |field| Edit::SetOneTime { alternative: "caas".into(), field };
    let inverse = session.apply(set(OneTimeField::Learning(Estimate::Likely(HoursOnce::of(120.0))))).unwrap();
    assert!(to_text(&session).unwrap().contains("one_time: (learning: Likely(120.0))"));
    let downwards = Estimate::Range(UsdOnce::of(3.0), UsdOnce::of(2.0));
    assert!(session.apply(set(OneTimeField::Fees(downwards))).is_err());
    session.apply(inverse).unwrap();
    assert_eq!(session, before);
}

#[test]
fn wrong_files_are_refused_with_their_place() {
    let refused = |from: &str, to: &str| from_text(&EXAMPLE.replacen(from, to, 1)).unwrap_err().remove(0).to_string();
    assert!(refused("points: 16", "piont: 16").starts_with("18:95: "), "{}", refused("points: 16", "piont: 16"));
    assert!(refused("schema: 1", "schema: 7").starts_with("2:13: schema 7 is newer"));
    assert!(refused("Exact(4)", "Exact(9)").contains("9 is not a score"));
    assert!(refused("\"fit\", alternative", "\"fitt\", alternative").contains("there is no criterion 'fitt'"));
    assert!(refused("duration_ms: Exact(180)", "duration_ms: Exact(1e999)").contains("must be finite"));
    assert!(refused("id: \"fit\"", "id: \"cost\"").contains("duplicate id 'cost' in criteria"));
}

#[test]
fn a_refused_batch_changes_nothing() {
    let mut session = example();
    let before = session.clone();
    let batch = Edit::Batch(vec![
        Edit::SetWeight { criterion: "cost".into(), points: Points(1) },
        Edit::SetWeight { criterion: "nothing".into(), points: Points(1) },
    ]);
    assert!(session.apply(batch).is_err());
    assert_eq!(session, before);
}

#[test]
fn a_criterion_goes_and_comes_back_with_all_that_hung_on_it() {
    let mut session = example();
    let before = session.clone();
    assert!(session.apply(Edit::RemoveCriterion { id: "fit".into() }).is_err());
    let inverse = session.apply(session.criterion_removal(&"fit".into())).unwrap();
    assert!(check_session(&session).iter().all(|problem| problem.severity == Severity::Warning));
    assert_eq!((session.criteria.len(), session.scores.len()), (2, 1));
    session.apply(inverse).unwrap();
    assert_eq!(session, before);
    for edit in [
        session.alternative_removal(&"vm".into()),
        session.alternative_removal(&"caas".into()),
        session.workload_removal(&"checkout".into()),
    ] {
        let inverse = session.apply(edit).unwrap();
        session.apply(inverse).unwrap();
        assert_eq!(session, before);
    }
}

#[test]
fn presses_on_one_weight_are_one_entry_and_one_undo() {
    let mut session = example();
    let mut history = History::from_log(&session.log);
    for points in 17..=20 {
        let edit = Edit::SetWeight { criterion: "fit".into(), points: Points(points) };
        history.record(&mut session, edit, stamp()).unwrap();
    }
    assert_eq!(session.log.len(), 1);
    history.undo(&mut session, stamp()).unwrap();
    assert_eq!(session.criteria[1].points, Points(16));
    assert_eq!(session.log.len(), 2);
    // What undo and redo can do follows from the log alone, so it survives a file.
    let mut reopened = from_text(&to_text(&session).unwrap()).unwrap().session;
    let mut again = History::from_log(&reopened.log);
    assert_eq!(again, history);
    again.redo(&mut reopened, stamp()).unwrap();
    assert_eq!(reopened.criteria[1].points, Points(20));
    assert!(again.redo(&mut reopened, stamp()).unwrap().is_none());
}

#[test]
fn a_press_and_its_opposite_leave_no_entry() {
    let mut session = example();
    let mut history = History::from_log(&session.log);
    for points in [17, 16] {
        let edit = Edit::SetWeight { criterion: "fit".into(), points: Points(points) };
        history.record(&mut session, edit, stamp()).unwrap();
    }
    assert!(session.log.is_empty());
    assert!(history.undo(&mut session, stamp()).unwrap().is_none());
}

#[test]
fn a_log_that_does_not_fit_is_named() {
    let mut session = example();
    let mut history = History::from_log(&session.log);
    let edit = Edit::SetWeight { criterion: "fit".into(), points: Points(30) };
    history.record(&mut session, edit, stamp()).unwrap();
    assert_eq!(history::rewind_all(&session).unwrap().criteria[1].points, Points(16));
    session.criteria[1].points = Points(31);
    assert_eq!(history::rewind_all(&session).unwrap_err().number, 1);
}

#[test]
fn no_edit_makes_more_rows_than_a_file_may_hold() {
    let mut session = Session::new("Everything");
    let add = |n: usize| Edit::AddAlternative {
        at: 0,
        alternative: Alternative { id: AlternativeId(format!("a{n}")), ..Alternative::default() },
    };
    let refused = (0..).find_map(|n| session.apply(add(n)).err());
    assert!(matches!(refused, Some(EditError::TooMany { max, .. }) if max == session.alternatives.len()));
    assert!(check_session(&session).iter().all(|problem| problem.severity == Severity::Warning));
}

#[test]
fn an_id_that_the_program_generates_is_warned_about_and_opens() {
    let estates = r#"estates: [
        (id: "today", name: "a"), (id: "all-vm", name: "b"), (id: "all-else", name: "c"), (id: "best-each", name: "d"),
    ],
    scores: ["#;
    let parsed = from_text(&EXAMPLE.replacen("scores: [", estates, 1)).unwrap();
    let warnings: Vec<String> = parsed.warnings.iter().map(ToString::to_string).collect();
    assert_eq!(warnings.len(), 3, "{warnings:?}");
    for (warning, id) in warnings.iter().zip(["today", "all-vm", "best-each"]) {
        assert!(
            warning.contains(&format!("'{id}' is also the id of an estate that the program generates")),
            "{warning}"
        );
    }
    assert!(warnings[0].starts_with("22:14: "), "{}", warnings[0]);
    // Replaying the log of such a session must stay possible.
    let mut session = parsed.session;
    let before = session.clone();
    let inverse = session.apply(Edit::RemoveEstate { id: "today".into() }).unwrap();
    session.apply(inverse).unwrap();
    assert_eq!(session, before);
}
