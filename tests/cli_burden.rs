//! Hours as scripts see them: the published scope, a user's own task file, the team's own hours, nights that nobody watches.

use crate::support::cli::{Ran, arg, close, file, program, row, run, run_with, template};
use serde_json::Value;

const GROCER: &str = "saved-sessions/grocer.ron";
const OWN: &str = "(version: \"2026-11\", tasks: [(id: \"incidents\", hours: [(kind: VmFleet, hours: (1, 2, 9))])])";

/// The burden of a session on standard input.
fn burden(text: &str, more: &[&str]) -> Value {
    run_with(&[&["burden", "-", "--format", "json"], more].concat(), text).json()
}

fn platform<'v>(burdens: &'v Value, id: &str) -> &'v Value {
    row(&burdens["platforms"], "id", id)
}

/// A session with one workload of four services on each of three platforms.
fn session(team: &str, workload: &str, more: &str) -> String {
    format!(
        "(schema: 1, title: \"t\", team: ({team}),
        alternatives: [
            (id: \"k8s\", name: \"K8s\", platform: Some(\"managed-k8s\")),
            (id: \"fn\", name: \"Fn\", platform: Some(\"functions\")),
            (id: \"fleet\", name: \"Fleet\", platform: Some(\"vm-fleet\")),
        ],
        workloads: [(id: \"w\", name: \"W\", services: 4, {workload})],
        {more}
        )"
    )
}

/// Runs the program with a home of its own in which `tasks.ron` says this.
fn with_configured(text: &str, args: &[&str]) -> Ran {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join(".config/weighbridge");
    std::fs::create_dir_all(&folder).unwrap();
    file(&folder, "tasks.ron", text);
    let output = crate::support::processes::output(program().env("HOME", home.path()).args(args)).unwrap();
    Ran {
        code: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

#[test]
fn managed_kubernetes_takes_about_sixteen_hours_more_than_functions_at_the_published_scope() {
    let burdens = burden(&template("api-100k"), &[]);
    let mean = |alternative| row(&burdens["platforms"], "alternative", alternative)["mean"].as_f64().unwrap();
    // 32.5 and 16.1 h/month at four services in two environments; its bill has the three nodes of that scope.
    close(&Value::from(mean("managed-kubernetes")), 32.5, 0.05);
    close(&Value::from(mean("functions")), 16.1, 0.05);
    close(&Value::from(mean("managed-kubernetes") - mean("functions")), 16.4, 0.1);
    let cluster = row(&burdens["platforms"], "alternative", "managed-kubernetes");
    // 0.234 people of 138.7 h, of eight; 2,921 USD at 90.
    close(&cluster["fte"], 0.234, 0.0005);
    close(&cluster["share_of_team"], 0.0293, 0.00005);
    close(&cluster["labour"], 2921.0, 0.5);
}

#[test]
fn json_says_whose_each_figure_is_and_who_is_on_call() {
    let burdens = burden(&session("engineers: 8, on_call: 2", "", ""), &[]);
    assert_eq!((burdens["scope"].as_str(), burdens["unit"].as_str()), (Some("all"), Some("h/month")));
    assert_eq!((&burdens["own_hours"], &burdens["estates"]), (&Value::from(vec![""; 0]), &Value::from(vec![""; 0])));
    let k8s = platform(&burdens, "managed-k8s");
    for task in k8s["tasks"].as_array().unwrap() {
        let [low, likely, high] = ["low", "likely", "high"].map(|key| task[key].as_f64().unwrap());
        assert!(low <= likely && likely <= high, "{task}");
        assert!(!task["basis"].as_str().unwrap().is_empty() && task["own"].is_null(), "{task}");
        assert_eq!(task["published"].as_bool(), Some(task["id"] == "k8s-minor-upgrade"), "{task}");
        assert_eq!(task["estimated"].as_bool(), Some(task["id"] != "k8s-minor-upgrade"), "{task}");
    }
    let on_call = &k8s["on_call"];
    assert_eq!((on_call["share"].as_f64(), on_call["weeks_between"].as_f64()), (Some(0.25), Some(4.0)));
    assert_eq!((on_call["at_cap"].as_bool(), on_call["over_cap"].as_bool()), (Some(true), Some(false)));
    assert_eq!((on_call["people_short"].as_u64(), on_call["pages_nobody"].as_bool()), (Some(0), Some(false)));
}

#[test]
fn three_people_are_told_what_they_cannot_do_and_eight_that_they_sit_at_the_cap() {
    let three = run_with(&["burden", "-"], &session("engineers: 3, on_call: 2", "", ""));
    let text = three.fine();
    assert!(text.contains("3 engineers cannot sustain 24x7 on-call, which needs at least 8 at one site"));
    assert!(text.contains("takes 66.67 % of everyone's time, above the limit of 25 %"), "{text}");
    // Said once, although it holds for three platforms.
    assert_eq!(text.matches("cannot sustain").count(), 1, "{text}");
    let eight = burden(&session("engineers: 8, on_call: 2", "", ""), &[]);
    let warnings = platform(&eight, "functions")["warnings"].as_array().unwrap();
    assert!(warnings.len() == 1 && warnings[0].as_str().unwrap().contains("exactly the minimum"), "{warnings:?}");
}

#[test]
fn what_waits_until_morning_gives_the_hours_of_handing_over_back() {
    let with = burden(&session("engineers: 3, on_call: 2", "", ""), &[]);
    let without = burden(&session("engineers: 3, on_call: 2", "waits_until_morning: true", ""), &[]);
    let (with, without) = (platform(&with, "vm-fleet"), platform(&without, "vm-fleet"));
    let saved = (2.0 + 4.0 * 4.3 + 8.0) / 6.0;
    close(&Value::from(with["mean"].as_f64().unwrap() - without["mean"].as_f64().unwrap()), saved, 1e-9);
    close(&without["on_call"]["saved"], saved, 1e-9);
    assert!(without["on_call"]["pages_nobody"].as_bool().unwrap() && without["on_call_share"].is_null());
    assert_eq!(without["warnings"], Value::from(vec![""; 0]));
    assert!(without["remarks"][0].as_str().unwrap().starts_with("all of it can wait until morning"), "{without}");
}

#[test]
fn the_teams_own_hours_are_marked_with_who_says_so_and_why() {
    let hours = "hours: [(task: \"incidents\", platform: Some(\"vm-fleet\"), low: 1.0, likely: 2.0, high: 9.0, \
                 why: \"we rebuilt it in March\", by: \"Ana\")],";
    let text = session("engineers: 8, on_call: 2", "", hours);
    let burdens = burden(&text, &[]);
    let incidents = row(&platform(&burdens, "vm-fleet")["tasks"], "id", "incidents");
    assert_eq!(incidents["own"], serde_json::json!({"by": "Ana", "why": "we rebuilt it in March"}));
    assert_eq!(incidents["basis"], "Ana: we rebuilt it in March");
    close(&incidents["likely"], 2.0, 1e-12);
    assert!(row(&platform(&burdens, "functions")["tasks"], "id", "incidents")["own"].is_null());
    let table = run_with(&["burden", "-"], &text);
    assert!(table.fine().contains("* Incidents and follow-up: Ana: we rebuilt it in March"), "{}", table.out);
    let csv = run_with(&["burden", "-", "--format", "csv"], &text);
    let mut rows = csv::Reader::from_reader(csv.fine().as_bytes());
    let headers = rows.headers().unwrap().clone();
    let at = |name| headers.iter().position(|header| header == name).unwrap();
    let own: Vec<_> = rows.records().map(Result::unwrap).filter(|row| &row[at("whose")] == "own").collect();
    assert_eq!(own.len(), 1);
    assert_eq!((&own[0][at("task")], &own[0][at("own_by")], &own[0][at("platform")]), ("incidents", "Ana", "vm-fleet"));
}

#[test]
fn hours_of_the_unknown_are_kept_and_named_with_their_place() {
    let hours = "hours: [\n(task: \"os-paching\", platform: Some(\"vm-fleet\"), low: 1.0, likely: 2.0, high: 9.0),\n\
                 (task: \"incidents\", platform: Some(\"mainframe\"), low: 1.0, likely: 2.0, high: 9.0),\n],";
    let text = session("engineers: 8", "", hours);
    let dir = tempfile::tempdir().unwrap();
    let path = file(dir.path(), "s.ron", &text);
    for (ran, name) in [(run(&["check", arg(&path)]), arg(&path)), (run_with(&["check", "-"], &text), "<stdin>")] {
        assert_eq!((ran.code, ran.out.as_str()), (0, ""), "{}", ran.err);
        let lines: Vec<&str> = ran.err.lines().collect();
        let wanted = format!("{name}:9:8: warning: 'os-paching' is not a task of the catalogue");
        assert!(lines.iter().any(|line| line.starts_with(&wanted)), "{}", ran.err);
        let wanted = format!("{name}:10:31: warning: 'mainframe' is not a platform of the catalogue");
        assert!(lines.iter().any(|line| line.starts_with(&wanted) && line.contains("bare-metal")), "{}", ran.err);
    }
    let ran = run(&["burden", arg(&path), "--format", "json"]);
    assert!(ran.err.contains("own hours: 'os-paching' is not a task of the catalogue"), "{}", ran.err);
    assert_eq!(ran.json()["unknown_hours"].as_array().unwrap().len(), 2);
    assert!(run(&["fmt", "--check", arg(&path)]).code == 1 && run(&["fmt", arg(&path)]).code == 0);
    assert!(std::fs::read_to_string(&path).unwrap().contains("os-paching"), "it is kept");
}

#[test]
fn an_own_task_file_stands_in_place_of_the_book_and_says_so() {
    let dir = tempfile::tempdir().unwrap();
    let own = file(dir.path(), "ours.ron", OWN);
    let text = session("engineers: 8", "", "");
    let (book, ours) = (burden(&text, &[]), burden(&text, &["--hours", arg(&own)]));
    let says = format!("the hours of 1 task are yours, from {}", arg(&own));
    assert_eq!((&ours["own_hours"], &book["own_hours"]), (&serde_json::json!([says]), &serde_json::json!([])));
    let incidents = |burdens: &Value, id| row(&platform(burdens, id)["tasks"], "id", "incidents").clone();
    let changed = incidents(&ours, "vm-fleet");
    assert_eq!((changed["high"].as_f64(), changed["own_file"].as_bool()), (Some(9.0), Some(true)));
    assert_eq!(changed["basis"], format!("your task file {}, 2026-11 (as they occur)", arg(&own)));
    // The task on another platform, and every other task, are as they were.
    assert_eq!(platform(&ours, "functions"), platform(&book, "functions"));
    let shift = (1.0 + 8.0 + 9.0) / 6.0 - (1.2 + 4.0 * 2.4 + 4.8) / 6.0;
    let mean = |burdens: &Value| platform(burdens, "vm-fleet")["mean"].as_f64().unwrap();
    close(&Value::from(mean(&ours) - mean(&book)), shift, 1e-9);
    let table = run(&["burden", GROCER, "--hours", arg(&own)]);
    assert!(table.fine().ends_with(&format!("{says}\n")), "{}", table.out);
    let found = with_configured(OWN, &["burden", GROCER, "--format", "json"]).json();
    assert!(found["own_hours"][0].as_str().unwrap().ends_with(".config/weighbridge/tasks.ron"));
    let beaten = with_configured("not even RON", &["burden", GROCER, "--format", "json", "--hours", arg(&own)]).json();
    assert_eq!(beaten["own_hours"], serde_json::json!([says]));
}

#[test]
fn a_task_file_that_is_wrong_is_refused_with_every_problem_by_every_command_that_counts() {
    let dir = tempfile::tempdir().unwrap();
    let text = "(version: \"v\", tasks: [\n(id: \"incidents\", hours: [(kind: VmFleet, hours: (3, 2, 1))]),\n\
                (id: \"audit\", hours: []),\n])";
    let own = file(dir.path(), "ours.ron", text);
    for command in [&["cost", GROCER][..], &["rank", GROCER], &["burden", GROCER], &["list"], &[]] {
        let ran = run(&[command, &["--hours", arg(&own)]].concat());
        let lines: Vec<&str> = ran.refused(1).lines().collect();
        assert_eq!(lines.len(), 2, "{command:?}: {lines:?}");
        let place =
            format!("{}:2:50: 'incidents on vm-fleet': hours must ascend from low through likely to high", arg(&own));
        assert!(lines[0].starts_with(&place), "{command:?}: {lines:?}");
        assert!(lines[1].starts_with(&format!("{}:3:6: 'audit' is not a task of the book", arg(&own))), "{lines:?}");
    }
    let missing = run(&["burden", GROCER, "--hours", "nowhere.ron"]);
    assert!(
        missing.refused(1).starts_with("nowhere.ron: there is no such task file; check --hours"),
        "{}",
        missing.err
    );
    let configured = with_configured("(version: \"\")", &["burden", GROCER]);
    assert!(configured.refused(1).contains("tasks.ron:1:11: the file has no version"), "{}", configured.err);
}

#[test]
fn estates_are_counted_as_a_whole() {
    let burdens = run(&["burden", GROCER, "--format", "json"]).json();
    let estates = burdens["estates"].as_array().unwrap();
    assert!(estates.len() >= 4, "{estates:?}");
    for estate in estates {
        let tasks = estate["tasks"].as_array().unwrap();
        let ids: Vec<&str> = tasks.iter().map(|task| task["id"].as_str().unwrap()).collect();
        let mut once = ids.clone();
        once.sort_unstable();
        once.dedup();
        assert_eq!(once.len(), ids.len(), "each task once: {ids:?}");
        close(&row(&estate["tasks"], "id", "on-call-handover")["likely"], 4.3, 1e-9);
        let mut used: Vec<&Value> = estate["assign"].as_array().unwrap().iter().map(|to| &to["alternative"]).collect();
        used.sort_by_key(|id| id.as_str());
        used.dedup();
        let learning =
            tasks.iter().find(|task| task["id"] == "learning").map_or(0.0, |task| task["mean"].as_f64().unwrap());
        close(&Value::from(learning), 3.0 * (used.len() - 1) as f64, 1e-9);
        // Four kinds one by one are 78 h at their reference scope.
        assert!(estate["mean"].as_f64().unwrap() < 78.0, "{estate}");
    }
    let one = run(&["burden", GROCER, "--workload", "checkout", "--format", "json"]).json();
    assert_eq!(one["estates"], Value::from(vec![""; 0]));
}
