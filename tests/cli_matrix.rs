//! The command line on matrices: worked cases of the literature through CSV, and what is refused, with its place.

use crate::support::cli::{Ran, arg, close, file, row, run};
use serde_json::Value;
use std::path::PathBuf;
use tempfile::TempDir;
use weighbridge::report::Format;

/// A case of the table of worked cases.
fn case(id: &str) -> Value {
    let table: Value = serde_json::from_str(include_str!("data/mcda_cases.json")).unwrap();
    let found = table.as_array().unwrap().iter().find(|case| case["id"] == id).cloned();
    found.unwrap_or_else(|| panic!("no case {id}"))
}

/// A matrix file that lives as long as its folder.
struct Csv {
    _dir: TempDir,
    path: PathBuf,
}

impl Csv {
    fn of(text: &str) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let path = file(dir.path(), "matrix.csv", text);
        Self { _dir: dir, path }
    }

    /// The input of a case; names are made up where it has none.
    fn of_case(case: &Value) -> Self {
        let input = &case["input"];
        let scores = input.get("scores").or(input.get("matrix")).unwrap().as_array().unwrap();
        let named = |key: &str, at: usize| match input.get(key).and_then(|names| names.get(at)) {
            Some(name) => name.as_str().unwrap().to_owned(),
            None => format!("{key} {at}"),
        };
        let mut writer = csv::Writer::from_writer(Vec::new());
        let names = (0..scores.len()).map(|at| named("alternatives", at));
        let header = ["criterion", "weight", "goal"].map(str::to_owned).into_iter().chain(names);
        writer.write_record(header).unwrap();
        for (at, weight) in input["weights"].as_array().unwrap().iter().enumerate() {
            let goal = input["types"][at].as_str().unwrap().to_owned();
            let values = scores.iter().map(|alternative| alternative[at].to_string());
            writer.write_record([named("criteria", at), weight.to_string(), goal].into_iter().chain(values)).unwrap();
        }
        Self::of(&String::from_utf8(writer.into_inner().unwrap()).unwrap())
    }

    fn rank(&self, more: &[&str]) -> Ran {
        run(&[&["rank", arg(&self.path)], more].concat())
    }

    fn json(&self, more: &[&str]) -> Value {
        self.rank(&[&["--format", "json"], more].concat()).json()
    }
}

/// Totals and ranks of a case, in the order of its alternatives.
fn agrees(ranked: &Value, case: &Value, totals: &str) {
    let tolerance = case["tolerance"].as_f64().unwrap();
    let expected = case["expected"][totals].as_array().unwrap();
    let alternatives = ranked["alternatives"].as_array().unwrap();
    assert_eq!(alternatives.len(), expected.len());
    for (at, one) in alternatives.iter().enumerate() {
        close(&one["total"], expected[at].as_f64().unwrap(), tolerance);
        assert_eq!(one["rank"], case["expected"]["rank"][at], "{one}");
        assert!(one.get("total_low").is_none(), "nothing is missing");
    }
}

#[test]
fn the_weighted_sum_of_the_flagship() {
    let case = case("wsm-02-flagship-1to5");
    let ranked = Csv::of_case(&case).json(&[]);
    agrees(&ranked, &case, "total");
    assert_eq!(ranked["leader"], serde_json::json!(["container-serverless"]));
    close(&row(&ranked["alternatives"], "id", "container-serverless")["total"], 3.95, 1e-9);
    close(&ranked["margin"], case["expected"]["margin_leader"].as_f64().unwrap(), 1e-9);
    let ids = ["cost", "ops-burden", "scalability", "latency", "portability", "team-skill", "time-to-market"];
    assert!(ranked["weights"].as_object().unwrap().keys().eq(ids));
    for (at, one) in ranked["alternatives"].as_array().unwrap().iter().enumerate() {
        close(&one["percent"], case["expected"]["total_percent"][at].as_f64().unwrap(), 1e-9);
        for (row, id) in ids.iter().enumerate() {
            let expected = case["expected"]["contributions"][at][row].as_f64().unwrap();
            close(&one["contributions"][id], expected, 1e-9);
        }
    }
}

#[test]
fn net_flows_of_the_flagship() {
    let case = case("promethee2-15-flagship-usual");
    let ranked = Csv::of_case(&case).json(&["--method", "promethee2"]);
    agrees(&ranked, &case, "phi_net");
    assert_eq!(ranked["method"], "promethee2");
    for one in ranked["alternatives"].as_array().unwrap() {
        let sum: f64 = one["contributions"].as_object().unwrap().values().filter_map(Value::as_f64).sum();
        close(&one["total"], sum, 1e-9);
    }
}

#[test]
fn closeness_of_the_fighters() {
    let case = case("topsis-09-fighter-vector");
    let matrix = Csv::of_case(&case);
    let ranked = matrix.json(&["--method", "topsis", "--measured"]);
    agrees(&ranked, &case, "closeness");
    assert_eq!(ranked["leader"].as_array().unwrap().len(), 1);
    assert!(matrix.rank(&["--method", "topsis"]).refused(1).contains("--measured"), "1500 is no score");
    assert!(matrix.rank(&["--measured"]).refused(2).contains("--normalise minmax"));
    let summed = matrix.json(&["--measured", "--normalise", "minmax"]);
    for one in summed["alternatives"].as_array().unwrap() {
        close(&one["percent"], one["total"].as_f64().unwrap() * 100.0, 1e-9);
    }
}

#[test]
fn a_tie_has_two_leaders_and_no_margin() {
    let ranked = Csv::of("criterion,weight,goal,A,B,C\nx,0.1,max,1,2,1\ny,0.1,max,2,1,1\n").json(&[]);
    assert_eq!(ranked["leader"], serde_json::json!(["a", "b"]));
    assert_eq!((ranked["tie"].as_bool(), ranked["margin"].as_f64()), (Some(true), Some(0.0)));
    assert_eq!(row(&ranked["alternatives"], "id", "c")["rank"], 3);
    let one = Csv::of("criterion,weight,goal,A\nx,1,max,2\n").json(&[]);
    assert_eq!((&one["margin"], one["leader"].as_array().unwrap().len()), (&Value::Null, 1));
}

#[test]
fn less_is_better_reflects_and_scale_may_be_another() {
    let text = "criterion,weight,goal,A,B\nCost,1,min,2,5\n";
    let ranked = Csv::of(text).json(&[]);
    close(&row(&ranked["alternatives"], "id", "a")["total"], 4.0, 0.0);
    let ranked = Csv::of(text).json(&["--scale", "0..10"]);
    close(&row(&ranked["alternatives"], "id", "a")["total"], 8.0, 0.0);
    close(&row(&ranked["alternatives"], "id", "b")["percent"], 50.0, 0.0);
    let ranked = Csv::of("criterion,weight,goal,A\nx,1,max,-0.5\n").json(&["--scale", "-1..1"]);
    close(&ranked["alternatives"][0]["percent"], 25.0, 0.0);
}

#[test]
fn an_empty_cell_is_an_interval_and_never_zero() {
    let matrix = Csv::of("criterion,weight,goal,A,B\nx,1,max,,3\ny,3,min,2,2\n");
    let ranked = matrix.json(&[]);
    let a = row(&ranked["alternatives"], "id", "a");
    close(&a["total_low"], (1.0 + 3.0 * 4.0) / 4.0, 1e-12);
    close(&a["total_high"], (5.0 + 3.0 * 4.0) / 4.0, 1e-12);
    close(&a["total"], (3.0 + 3.0 * 4.0) / 4.0, 1e-12);
    let b = row(&ranked["alternatives"], "id", "b");
    assert_eq!((&b["total_low"], &b["total_high"]), (&b["total"], &b["total"]));
    let flows = matrix.json(&["--method", "promethee2"]);
    let a = row(&flows["alternatives"], "id", "a");
    close(&a["total_low"], -0.25, 1e-12);
    close(&a["total_high"], 0.25, 1e-12);
    let measured = matrix.json(&["--measured", "--normalise", "minmax"]);
    close(&row(&measured["alternatives"], "id", "a")["total_low"], 0.75, 1e-12);
    assert!(matrix.rank(&["--measured", "--method", "topsis"]).refused(1).contains("'x' has no value for 'A'"));
}

#[test]
fn every_fault_is_told_with_its_place() {
    let matrix = Csv::of("criterion,weight,goal,A,A\nx,-1,max,1,\"2,5\"\nx,1,best,inf,9\ny,1,max,1\n");
    let told = matrix.rank(&[]);
    let name = arg(&matrix.path);
    let lines: Vec<&str> = told.refused(1).lines().collect();
    for (place, part) in [
        ("1:25", "'A' appears twice"),
        ("2:3", "negative"),
        ("2:12", "as in 3.5"),
        ("3:1", "'x' appears twice"),
        ("3:5", "'best'"),
        ("3:10", "'inf' is not a number"),
        ("3:14", "--scale"),
        ("4:10", "4 cells"),
    ] {
        let start = format!("{name}:{place}: ");
        assert!(lines.iter().any(|line| line.starts_with(&start) && line.contains(part)), "{place}: {lines:#?}");
    }
    assert_eq!(lines.len(), 8, "{lines:#?}");
    let checked = run(&["check", name]);
    assert_eq!(checked.refused(1), told.err);
}

#[test]
fn weights_of_nothing_are_an_error() {
    let matrix = Csv::of("criterion,weight,goal,A,B\nx,0,max,1,2\ny,0,max,1,2\n");
    let told = matrix.rank(&["--format", "json"]);
    assert!(told.refused(1).contains(":2:3: all weights are 0; give"), "{}", told.err);
}

#[test]
fn what_does_not_go_together_is_wrong_usage() {
    let matrix = Csv::of("criterion,weight,goal,A,B\nx,1,max,1,2\n");
    for more in [
        &["--workload", "checkout"][..],
        &["--normalise", "minmax"],
        &["--measured", "--scale", "0..1"],
        &["--measured", "--method", "topsis", "--normalise", "minmax"],
    ] {
        matrix.rank(more).refused(2);
    }
    let one = Csv::of("criterion,weight,goal,A\nx,1,max,1\n");
    assert!(one.rank(&["--method", "promethee2"]).refused(1).contains("fewer than two"));
}

#[test]
fn names_from_a_matrix_are_made_safe() {
    let matrix = Csv::of("criterion,weight,goal,\"=A\u{1b}[31m\",\u{202e}B\n@x,1,max,1,2\n");
    for (format, _) in Format::ALL.iter().map(|format| format.describe()) {
        let ran = matrix.rank(&["--format", format]);
        assert!(!ran.fine().contains(['\u{1b}', '\u{202e}']), "{}", ran.out);
    }
    let csv = matrix.rank(&["--format", "csv"]);
    assert!(csv.out.contains(",'=A\u{fffd}[31m,2,1,"), "{}", csv.out);
}

#[test]
fn values_off_the_scale_are_refused_with_the_range_to_choose() {
    let matrix = Csv::of("criterion,weight,goal,A,B\nx,1,max,12,80\ny,1,max,3,-4.5\n");
    let refused = matrix.rank(&[]);
    let text = refused.refused(1);
    assert!(text.contains("12 is outside the scale 1 to 5") && text.contains("run from -4.5 to 80"), "{text}");
    assert_eq!(matrix.rank(&["--scale=-5..80"]).code, 0);
}

#[test]
fn what_nobody_has_scored_is_no_tie() {
    let text = r#"(schema: 1, title: "Laptops", alternatives: [(id: "a", name: "A"), (id: "b", name: "B")],
        criteria: [(id: "k", name: "Keyboard", points: 10)])"#;
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("laptops.ron");
    std::fs::write(&path, text).unwrap();
    let path = path.to_str().unwrap();
    let ranked = run(&["rank", path]);
    let page = ranked.fine();
    assert!(page.contains("not scored yet") && !page.contains("tie:") && !page.contains("3.00"), "{page}");
    let json = run(&["rank", path, "--format", "json"]).json();
    assert!(json.to_string().contains(r#""total":null"#), "{json}");
    for command in ["sensitivity", "robustness"] {
        assert!(run(&[command, path]).refused(1).contains("not scored yet"), "{command}");
    }
}
