//! What exceeds a provider's published limit is ruled out on every surface, with the limit and its source.

use crate::support::Play;
use crate::support::cli::{row, run};
use weighbridge::model::text::from_text;

const SESSION: &str = "tests/data/fn-limits.ron";

/// Workload, alternative, what its reason says, and where the limit is published.
const RULED_OUT: [(&str, &str, &str, &str); 4] = [
    (
        "mem",
        "fn-azure",
        "an instance takes 4 GiB; limit 1.5 GiB on Azure Functions (consumption plan)",
        "functions-scale",
    ),
    (
        "time",
        "fn-azure",
        "a run takes 11.67 min; limit 10 min on Azure Functions (consumption plan)",
        "functions-scale",
    ),
    ("time", "fn-gcp", "a run takes 11.67 min; limit 9 min on Cloud Functions (1st gen)", "functions/quotas"),
    ("req", "aca", "a request takes 20 min; limit 4 min on Container Apps", "ingress-overview"),
];

#[test]
fn rank_rules_out_what_exceeds_a_limit() {
    for (workload, alternative, what, source) in RULED_OUT {
        let args = ["rank", SESSION, "--workload", workload];
        let ranked = run(&[&args[..], &["--format", "json"]].concat()).json();
        let ranked = row(&ranked["alternatives"], "id", alternative);
        assert_eq!((&ranked["feasible"], &ranked["rank"]), (&false.into(), &serde_json::Value::Null));
        let reason = ranked["reasons"][0].as_str().unwrap();
        assert!(reason.starts_with(what) && reason.contains(source), "{reason}");
        let table = run(&args);
        assert!(table.fine().contains(what), "{}", table.out);
    }
}

#[test]
fn cost_rules_out_what_exceeds_a_limit() {
    let costs = run(&["cost", SESSION, "--format", "json"]).json();
    let table = run(&["cost", SESSION]);
    for (workload, alternative, what, source) in RULED_OUT {
        let offer = row(&row(&costs["workloads"], "id", workload)["platforms"], "alternative", alternative);
        assert_eq!(offer["feasible"], false);
        let reason = offer["reasons"][0].as_str().unwrap();
        assert!(reason.starts_with(what) && reason.contains(source), "{reason}");
        assert!(table.fine().contains(what), "{}", table.out);
    }
    // What is within its limits stays.
    let within = |workload, alternative| {
        row(&row(&costs["workloads"], "id", workload)["platforms"], "alternative", alternative)["feasible"].clone()
    };
    assert_eq!(
        (within("mem", "fn-gcp"), within("mem", "aca"), within("time", "aca")),
        (true.into(), true.into(), true.into())
    );
}

#[test]
fn options_and_the_panes_of_compare_show_the_limit() {
    let text = std::fs::read_to_string(SESSION).unwrap();
    let session = from_text(&text).unwrap().session;
    let options = Play::on(session.clone()).keys("g3").at(200, 60);
    let options = options.text();
    for what in ["4 GiB", "1.5 GiB", "11.67 min", "10 min"] {
        assert!(options.contains(what), "{what} in {options}");
    }
    let compare = Play::on(session).keys("g7").at(200, 60).text();
    let ruled_out = "fn-azure: an instance takes 4 GiB; limit 1.5 GiB on Azure F";
    assert_eq!(compare.matches(ruled_out).count(), 3, "ranking, cost and burden: {compare}");
}
