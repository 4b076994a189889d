//! `weighbridge robustness`: exact answers through CSV, the same figures for the same seed, sessions, and what is refused.

use crate::support::cli::{Ran, arg, close, file, row, run, run_with, template};
use serde_json::{Value, json};

const GROCER: &str = "saved-sessions/grocer.ron";

/// Three alternatives on two criteria, whose acceptabilities follow from where lines cross: at 1/3, 3/7 and 1/2.
const EXACT: &str = "criterion,weight,goal,A,B,C\nFirst,2,max,5,1,3\nSecond,1,max,1,4,3\n";

fn with(text: &str, more: &[&str]) -> Ran {
    let dir = tempfile::tempdir().unwrap();
    let path = file(dir.path(), "matrix.csv", text);
    run(&[&["robustness", arg(&path)], more].concat())
}

fn case(id: &str) -> Value {
    let table: Value = serde_json::from_str(include_str!("data/mcda_cases.json")).unwrap();
    table.as_array().unwrap().iter().find(|case| case["id"] == id).unwrap().clone()
}

#[test]
fn all_weightings_come_to_the_exact_shares() {
    let more = ["--space", "simplex", "--samples", "200000", "--seed", "5", "--format", "json"];
    let seen = with(EXACT, &more).json();
    assert_eq!((&seen["samples"], &seen["seed"], &seen["space"]), (&json!(200_000), &json!(5), &json!("simplex")));
    let case = case("smaa-46-2crit-exact");
    for (at, id) in ["a", "b", "c"].into_iter().enumerate() {
        let found = row(&seen["alternatives"], "id", id);
        for rank in 0..3 {
            let exact = case["expected"]["rank_acceptability"][at][rank].as_f64().unwrap();
            let most = 4.0 * (exact * (1.0 - exact) / 200_000.0_f64).sqrt() + 1e-12;
            close(&found["acceptability"][rank], exact, most);
        }
        for (k, key) in ["first", "second"].into_iter().enumerate() {
            close(&found["central_weights"][key], case["expected"]["central_weights"][at][k].as_f64().unwrap(), 3e-3);
        }
        let first = found["acceptability"][0].as_f64().unwrap();
        close(&found["first_rank_error"], (first * (1.0 - first) / 200_000.0).sqrt(), 1e-12);
    }
    close(&seen["pairwise"][0][1], 4.0 / 7.0, 5e-3);
    close(&seen["pairwise"][1][2], 1.0 / 3.0, 5e-3);
    assert_eq!(seen["pairwise"][0][0], 0.0);
}

/// In order first, second the share t of the first is anywhere from 1/2 to 1, where A always leads.
#[test]
fn spaces_differ_and_say_their_names() {
    let of = |space: &str| with(EXACT, &["--space", space, "--samples", "20000", "--format", "json"]).json();
    let ordinal = of("ordinal");
    assert_eq!(ordinal["alternatives"][0]["acceptability"], json!([1.0, 0.0, 0.0]));
    assert_eq!(ordinal["alternatives"][1]["central_weights"], Value::Null);
    close(&ordinal["alternatives"][0]["central_weights"]["first"], 0.75, 0.005);
    // from 2/3 down by as much as 0.5·2/3: t is uniform on 1/3 to 5/6, and A leads above 1/2
    let local = of("local:0.5");
    assert_eq!(local["space"], "local:0.5");
    close(&local["alternatives"][0]["acceptability"][0], 2.0 / 3.0, 0.014);
    let usual = with(EXACT, &["--samples", "1000", "--format", "json"]).json();
    assert_eq!((&usual["space"], &usual["seed"]), (&json!("local:0.2"), &json!(1)));
}

#[test]
fn the_same_seed_gives_the_same_figures() {
    let of =
        |seed: &str| with(EXACT, &["--space", "simplex", "--samples", "3333", "--seed", seed, "--format", "json"]).out;
    assert_eq!(of("7"), of("7"));
    assert_ne!(of("7"), of("8"));
}

#[test]
fn a_table_names_its_space_and_its_error() {
    let told = with(EXACT, &["--space", "ordinal", "--samples", "100000"]);
    let text = told.fine();
    assert!(
        text.starts_with("matrix.csv · 100000 draws of ordinal: all weightings in the stated order, with equal weights kept equal (seed 1, ")
    );
    for part in ["in % of ordinal; ± is one standard error", "beats", "central weights, in %"] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    assert!(text.lines().any(|line| line == "A               100.0  0.00    0.0    0.0"), "{text}");
    let csv = with(EXACT, &["--samples", "1000", "--format", "csv"]);
    assert_eq!(csv.fine().lines().count(), 4);
    assert!(
        csv.out.starts_with("id,name,space,samples,seed,feasible,first_rank_error,rank_1,rank_2,rank_3,central_first,")
    );
}

#[test]
fn open_scores_are_drawn_too() {
    // B is anywhere from 1 to 5 on the only criterion, A is 4: B leads in a quarter
    let seen = with("criterion,weight,goal,A,B\nOnly,1,max,4,\n", &["--samples", "100000", "--format", "json"]).json();
    close(&row(&seen["alternatives"], "id", "b")["acceptability"][0], 0.25, 0.006);
}

#[test]
fn sessions_say_which_draws_they_want_and_who_takes_part() {
    let whole = run(&["robustness", GROCER, "--samples", "5000", "--format", "json"]).json();
    let twin = row(&whole["alternatives"], "id", "best-each");
    assert!(twin["same_as"].is_string());
    let sum: f64 =
        whole["alternatives"].as_array().unwrap().iter().map(|row| row["acceptability"][0].as_f64().unwrap()).sum();
    assert!((sum - 1.0).abs() < 1e-9, "a second name leads in no draw of its own");
    let one = run(&["robustness", GROCER, "--workload", "warehouse", "--samples", "500", "--format", "json"]).json();
    assert_eq!(row(&one["alternatives"], "id", "vm")["acceptability"], json!([1.0]));
    let out = row(&one["alternatives"], "id", "k8s");
    assert_eq!((&out["feasible"], &out["central_weights"]), (&json!(false), &Value::Null));
    let text = template("api-100k");
    let stated =
        text.replacen("workloads: [", "robustness: (samples: 700, seed: 9, space: Ordinal),\n    workloads: [", 1);
    let seen = run_with(&["robustness", "-", "--format", "json"], &stated).json();
    assert_eq!((&seen["samples"], &seen["seed"], &seen["space"]), (&json!(700), &json!(9), &json!("ordinal")));
}

#[test]
fn what_means_nothing_is_refused() {
    for (more, told) in [
        (["--space", "local:2"], "local:E with E from 0 to 1"),
        (["--space", "all"], "'all' is not a weight space"),
        (["--samples", "0"], "0 is not in 1..=10000000"),
        (["--seed", "one"], "--seed"),
    ] {
        let ran = with(EXACT, &more);
        assert!(ran.refused(2).contains(told), "{}", ran.err);
    }
}

#[test]
fn a_number_of_draws_is_read_as_people_type_it() {
    for samples in ["2000", "2k", "2,000", "2 000", "2_000"] {
        let seen = with(EXACT, &["--samples", samples, "--format", "json"]).json();
        assert_eq!(seen["samples"], json!(2000), "{samples}");
    }
    for samples in ["0", "1.5", "2,00", "many", "5G"] {
        assert_eq!(with(EXACT, &["--samples", samples]).code, 2, "{samples}");
    }
}
