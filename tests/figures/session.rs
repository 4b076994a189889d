//! What a session says beside its demand: currency, region, and how its weights were found.

use crate::support::Play;
use crate::support::cli::{close, run, run_with};
use serde_json::Value;
use weighbridge::app::Pane;

fn path(name: &str) -> String {
    format!("tests/data/figures/{name}.ron")
}

fn text(name: &str) -> String {
    std::fs::read_to_string(path(name)).unwrap()
}

fn failed_tests(ranked: &Value) -> Vec<&str> {
    ranked["verdict"]["failed"].as_array().unwrap().iter().filter_map(Value::as_str).collect()
}

/// Three criteria in a circle, each 3 times the next: the principal eigenvalue of that matrix is 1 + 3 + 1/3 = 13/3, so the
/// consistency index is (13/3 - 3) / 2 = 2/3, and by Saaty's random index of 0.58 the ratio is 1.149.
#[test]
fn pairs_that_contradict_each_other_make_no_verdict_clear() {
    let ranked = run(&["rank", &path("ahp-cr"), "--format", "json"]).json();
    close(&ranked["consistency"], 2.0 / 3.0 / 0.58, 1e-9);
    assert_eq!((ranked["verdict"]["call"].as_str(), failed_tests(&ranked)), (Some("fragile"), vec!["inconsistent"]));
    let ranked = run(&["rank", &path("ahp-cr")]);
    assert!(ranked.fine().contains("consistency ratio 1.15"), "{}", ranked.out);
    let sensitivity = run(&["sensitivity", &path("ahp-cr"), "--format", "json"]).json();
    close(&sensitivity["consistency"], 2.0 / 3.0 / 0.58, 1e-9);
    assert!(run(&["sensitivity", &path("ahp-cr")]).fine().contains("contradict each other"));
    // The same answers without the contradiction: 3 × 3 = 9 times.
    let consistent = text("ahp-cr").replace("says: Second(3)", "says: First(9)");
    let ranked = run_with(&["rank", "-", "--format", "json"], &consistent).json();
    close(&ranked["consistency"], 0.0, 1e-9);
    assert_eq!(ranked["verdict"]["call"], "clear");
    // Weights that are not from pairs have no ratio.
    let points = text("ahp-cr").replace("way: Pairs", "way: Points");
    assert!(run_with(&["rank", "-", "--format", "json"], &points).json()["consistency"].is_null());
}

#[test]
fn amounts_in_another_currency_are_not_added_up_with_prices() {
    let refused = run(&["check", &path("eur")]);
    assert_eq!(refused.code, 1, "{}", refused.err);
    assert!(refused.err.contains("eur.ron:4:") && refused.err.contains("exchange rate"), "{}", refused.err);
    let cost = run(&["cost", &path("eur"), "--format", "json"]).json();
    let platforms = cost["workloads"][0]["platforms"].as_array().unwrap();
    let monthly = |id: &str| platforms.iter().find(|row| row["alternative"] == id).unwrap()["monthly"].clone();
    assert!(monthly("q").is_null(), "a quote in another currency is no figure in the currency of the prices");
    assert!(monthly("vm").as_f64().unwrap() > 20.0);
    assert!(cost["warnings"][0].as_str().unwrap().contains("EUR"), "{}", cost["warnings"]);
    let page = run(&["cost", &path("eur")]);
    assert!(page.out.lines().any(|line| line.starts_with("warning: amounts are in EUR")), "{}", page.out);
    // An hourly rate in euros makes hours that count as money unknown.
    let labour = text("eur").replace("labour: Off", "labour: On");
    let cost = run_with(&["cost", "-", "--format", "json"], &labour).json();
    assert!(cost["workloads"][0]["platforms"].as_array().unwrap().iter().all(|row| row["monthly"].is_null()));
    let dollars = text("eur").replace("EUR", "usd");
    assert_eq!(run_with(&["check", "-"], &dollars).code, 0);
    let cost = run_with(&["cost", "-", "--format", "json"], &dollars).json();
    assert_eq!(cost["warnings"].as_array().map(Vec::len), Some(0));
}

#[test]
fn a_region_without_prices_is_named_wherever_its_bills_are() {
    let elsewhere = text("eur").replace("EUR", "USD").replace("us-east-1", "ap-southeast-2");
    let checked = run_with(&["check", "-"], &elsewhere);
    assert_eq!(checked.code, 0);
    assert!(checked.err.contains(":4:") && checked.err.contains("ap-southeast-2"), "{}", checked.err);
    let page = run_with(&["cost", "-"], &elsewhere);
    let warning = page.out.lines().position(|line| line.contains("no AWS prices for ap-southeast-2")).unwrap();
    assert!(warning < 3, "at the head: {}", page.out);
    assert!(run_with(&["rank", "-"], &elsewhere).err.contains("ap-southeast-2"));
    let home = run_with(&["check", "-"], &text("eur").replace("EUR", "USD"));
    assert_eq!((home.code, home.err.as_str()), (0, ""));
}

/// What is on screen says why there is no amount, at the smallest size, too.
#[test]
fn a_quote_in_another_currency_says_so_in_its_row() {
    let session = weighbridge::model::text::from_text(&text("eur")).unwrap().session;
    let screen = Play::on(session).go_to(Pane::Cost).at(80, 24).text();
    assert!(screen.contains("the quote is in EUR, prices are in USD: no exchange rate"), "{screen}");
    assert!(screen.contains("! amounts are in EUR and prices in USD, and there is no exchange rate"), "{screen}");
}
