//! `weighbridge sensitivity`: the worked cases of the literature through CSV, sessions, and what is refused.

use crate::support::cli::{arg, close, file, row, run, run_with, template};
use serde_json::{Value, json};

const GROCER: &str = "saved-sessions/grocer.ron";

const FLAGSHIP: &str = "\
criterion,weight,goal,VMs,Kubernetes,Serverless functions,Container-serverless,Managed PaaS
Cost,20,max,3,3,4,4,2
Ops burden,25,max,2,1,5,4,5
Scalability,15,max,2,5,5,5,3
Latency,10,max,5,4,2,3,4
Portability,10,max,5,5,1,4,2
Team skill,10,max,4,2,3,3,4
Time to market,10,max,2,2,5,4,5
";

fn with(text: &str, command: &str, more: &[&str]) -> crate::support::cli::Ran {
    let dir = tempfile::tempdir().unwrap();
    let path = file(dir.path(), "matrix.csv", text);
    run(&[&[command, arg(&path)], more].concat())
}

fn json_of(text: &str) -> Value {
    with(text, "sensitivity", &["--format", "json"]).json()
}

/// The figures that are worked out by hand for this matrix: operations burden up to 2/7, time to market up to 1/7, and 1.25 of
/// 100 points from portability to operations burden.
#[test]
fn the_flagship_matrix_tells_where_it_flips() {
    let seen = json_of(FLAGSHIP);
    assert_eq!(seen["leader"], json!(["container-serverless"]));
    close(&seen["margin"], 0.05, 1e-9);
    let burden = row(&seen["criteria"], "id", "ops-burden");
    close(&burden["weight"], 0.25, 1e-12);
    close(&burden["low"], 0.0, 0.0);
    close(&burden["high"], 2.0 / 7.0, 1e-9);
    assert_eq!((&burden["rival_low"], burden["rival_high"].as_str()), (&Value::Null, Some("serverless-functions")));
    close(&row(&seen["criteria"], "id", "time-to-market")["high"], 1.0 / 7.0, 1e-9);
    close(&row(&seen["shift"], "rival", "serverless-functions")["points"], 1.25, 1e-9);
    assert_eq!(seen["shift"].as_array().unwrap().len(), 4);
    let flips = seen["flips"].as_array().unwrap();
    assert_eq!(flips.len(), 11);
    let want = json!({"alternative": "serverless-functions", "criterion": "cost", "from": 4.0, "to": 5.0, "new_leader": "serverless-functions"});
    assert_eq!(flips[0], want);
    assert_eq!(seen["critical"]["criterion"], "portability");
}

#[test]
fn a_table_is_for_reading() {
    let told = with(FLAGSHIP, "sensitivity", &[]);
    for line in [
        "leader: Container-serverless, 0.05 of 4 ahead",
        "nearest change: Portability below 8.5 % (now 10.0 %), then Serverless functions leads",
        "Ops burden          25.0     0.0   28.6  –                     Serverless functions",
        "Serverless functions       0.05    1.25  Portability                 Ops burden",
    ] {
        assert!(told.fine().lines().any(|other| other == line), "{line}\n{}", told.out);
    }
    let csv = with(FLAGSHIP, "sensitivity", &["--format", "csv"]);
    assert!(csv.fine().contains("criterion,ops-burden,,0.25,0,0.28571"), "{}", csv.out);
    assert_eq!(csv.out.lines().count(), 1 + 7 + 4 + 11);
}

#[test]
fn scores_are_told_as_they_were_entered() {
    // less is better: 2 and 3 count as 4 and 3; a point on the weightier criterion decides
    let seen = json_of("criterion,weight,goal,A,B\nCost,3,min,2,3\nSkill,1,max,3,4\n");
    assert_eq!(seen["leader"], json!(["a"]));
    let flip = row(&seen["flips"], "alternative", "b");
    assert_eq!((flip["from"].as_f64(), flip["to"].as_f64()), (Some(3.0), Some(2.0)), "fewer is the point gained");
}

#[test]
fn ties_single_alternatives_and_gaps_have_answers() {
    let tie = json_of("criterion,weight,goal,A,B\nCost,1,max,4,2\nSkill,1,max,2,4\n");
    assert_eq!((&tie["leader"], &tie["tie"]), (&json!(["a", "b"]), &json!(true)));
    close(&tie["criteria"][0]["low"], 0.5, 1e-12);
    close(&tie["shift"][0]["points"], 0.0, 0.0);
    let single = json_of("criterion,weight,goal,A\nCost,1,max,4\n");
    assert_eq!((&single["shift"], &single["flips"], &single["critical"]), (&json!([]), &json!([]), &Value::Null));
    close(&single["criteria"][0]["high"], 1.0, 0.0);
    let ahead = json_of("criterion,weight,goal,A,B\nCost,1,max,4,2\nSkill,1,max,5,1\n");
    assert_eq!(ahead["shift"][0]["points"], Value::Null, "no weighting lets it draw level");
    let gap = json_of("criterion,weight,goal,A,B\nCost,1,max,4,\nSkill,1,max,3,3\n");
    assert_eq!(gap["open"], json!([{"alternative": "b", "criterion": "cost", "swing": 2.0, "new_leader": "b"}]));
}

#[test]
fn sessions_are_looked_at_by_scope() {
    let whole = run(&["sensitivity", GROCER, "--format", "json"]).json();
    let ranked = run(&["rank", GROCER, "--format", "json"]).json();
    assert_eq!((&whole["leader"], &whole["margin"]), (&ranked["leader"], &ranked["margin"]));
    // what is another under a second name is no rival
    let rivals: Vec<&str> =
        whole["shift"].as_array().unwrap().iter().map(|row| row["rival"].as_str().unwrap()).collect();
    assert!(!rivals.contains(&"best-each") && rivals.contains(&"today"), "{rivals:?}");
    let one = run(&["sensitivity", GROCER, "--workload", "warehouse", "--format", "json"]).json();
    assert_eq!((one["leader"].clone(), one["shift"].clone()), (json!(["vm"]), json!([])), "nothing else is feasible");
    let shares: f64 = one["criteria"].as_array().unwrap().iter().map(|row| row["weight"].as_f64().unwrap()).sum();
    assert!((shares - 1.0).abs() < 1e-9);
    let piped = run_with(&["sensitivity", "-", "--format", "json"], &template("api-100k")).json();
    assert_eq!(piped["leader"].as_array().unwrap().len(), 1);
}

#[test]
fn what_means_nothing_is_refused_with_its_place() {
    for command in ["sensitivity", "robustness"] {
        for (text, told) in [
            ("criterion,weight,goal,A,B\nCost,-2,max,4,2\n", "2:6: the weight -2 is negative"),
            ("criterion,weight,goal,A,B\nCost,NaN,max,4,2\n", "2:6: the weight 'NaN' is not a number"),
            ("criterion,weight,goal,A,B\nCost,0,max,4,2\nSkill,0,max,1,1\n", "2:6: all weights are 0"),
            ("criterion,weight,goal,A,B\nCost,1,4,2\n", "4 cells where the first line has 5"),
        ] {
            let ran = with(text, command, &[]);
            assert!(ran.refused(1).contains(told), "{command}: {}", ran.err);
        }
        let measured = with(FLAGSHIP, command, &["--measured"]);
        assert!(measured.refused(2).contains("--normalise minmax"));
        assert!(with(FLAGSHIP, command, &["--workload", "x"]).refused(2).contains("no workloads"));
        assert!(run(&[command, GROCER, "--scale", "0..9"]).refused(2).contains("a session defines how"));
        assert!(run(&[command, GROCER, "--workload", "nowhere"]).refused(2).contains("no workload 'nowhere'"));
    }
    let measured = "criterion,weight,goal,A,B\nCost,1,min,120,300\nSpeed,1,max,9,30\n";
    let seen = with(measured, "sensitivity", &["--measured", "--normalise", "minmax", "--format", "json"]).json();
    assert_eq!(seen["leader"], json!(["a", "b"]));
}

/// Exactly five points are enough here, and five do not do: more must have to move.
#[test]
fn a_shift_of_exactly_the_threshold_is_too_little() {
    let text = "criterion,weight,goal,A,B,C\n\
                c0,4,max,1,1,3\nc1,2,min,4,3,2\nc2,4,max,2,3,2\nc3,5,max,1,1,4\nc4,5,max,4,5,2\n";
    let found = with(text, "sensitivity", &["--format", "json"]).json();
    let least =
        found["shift"].as_array().unwrap().iter().filter_map(|row| row["points"].as_f64()).fold(100.0, f64::min);
    close(&json!(least), 5.0, 1e-9);
    let called = with(text, "rank", &["--format", "json"]).json();
    assert!(called["verdict"]["failed"].as_array().unwrap().contains(&json!("shift")), "{}", called["verdict"]);
}

#[test]
fn scores_of_an_estate_are_tried_by_workload_and_twins_have_one_figure() {
    let whole = run(&["sensitivity", GROCER]);
    assert!(whole.fine().contains("use --workload ID to change each by one point"), "{}", whole.out);
    let called = run(&["rank", GROCER, "--format", "json"]).json();
    assert!(!called["verdict"]["failed"].as_array().unwrap().contains(&json!("one_point")), "{}", called["verdict"]);
    for method in ["promethee2", "topsis"] {
        let ranked = run(&["rank", GROCER, "--method", method, "--format", "json"]).json();
        let rows = ranked["alternatives"].as_array().unwrap();
        let twins: Vec<_> = rows.iter().filter(|row| row["same_as"].is_string()).collect();
        assert!(!twins.is_empty());
        for twin in twins {
            let first = rows.iter().find(|row| row["id"] == twin["same_as"]).unwrap();
            assert_eq!(twin["total"], first["total"], "{method}: {} and {}", twin["id"], first["id"]);
        }
    }
}

#[test]
fn a_way_of_weighing_that_is_not_complete_says_so_beside_the_figures() {
    let text = std::fs::read_to_string(GROCER).unwrap();
    let swing = "    weighing: (\n        way: Swing,\n        swings: [\n            (criterion: \"cost\", worth: 100),\n        ],\n    ),\n";
    let changed = text.replacen("    rubrics: [", &format!("{swing}    rubrics: ["), 1);
    assert_ne!(changed, text);
    for command in ["rank", "sensitivity"] {
        let told = run_with(&[command, "-"], &changed);
        assert!(!told.out.is_empty());
        assert!(told.err.contains("until then the totals use points"), "{command}: {}", told.err);
    }
}
