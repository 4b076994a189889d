//! `cost --horizon` as scripts see it.

#[allow(dead_code)] // each test file uses its part
use crate::support::cli::{arg, run};
use weighbridge::catalogue::templates;
use weighbridge::model::text::to_text;
use weighbridge::model::{Estimate, HoursOnce, OneTime, UsdOnce};

/// A session whose quoted cluster of 216 USD a month takes 100 hours at 90 USD and fees of 1,000 USD to adopt.
fn session(folder: &std::path::Path) -> std::path::PathBuf {
    let mut session = templates::find("api-100k").unwrap().to_session().unwrap();
    let cluster = session.alternatives.iter_mut().find(|row| row.quote.is_some()).unwrap();
    cluster.one_time = OneTime {
        learning: Estimate::Exact(HoursOnce::of(40.0)),
        build: Estimate::Exact(HoursOnce::of(60.0)),
        migration: Estimate::Unknown,
        fees: Estimate::Exact(UsdOnce::of(1000.0)),
    };
    crate::support::cli::file(folder, "once.ron", &to_text(&session).unwrap())
}

#[test]
fn a_longer_time_holds_what_is_paid_once_and_the_month_stays_what_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let path = session(folder.path());
    // 216; 12 × 216 + 10,000; 36 × 216 + 10,000.
    for (months, total) in [("1", 216.0), ("12", 12_592.0), ("36", 17_776.0)] {
        let ran = run(&["cost", arg(&path), "--horizon", months, "--format", "json"]);
        let costs = ran.json();
        let platforms = costs["workloads"][0]["platforms"].as_array().unwrap();
        let cluster = platforms.iter().find(|row| row["monthly"] == 216.0).unwrap();
        assert_eq!(cluster["over_horizon"]["likely"].as_f64(), Some(total), "{months}");
        assert_eq!(cluster["one_time"]["total"].as_f64(), Some(10_000.0));
        assert_eq!(costs["horizon_months"].to_string(), months);
    }
}

#[test]
fn the_table_says_over_how_long() {
    let folder = tempfile::tempdir().unwrap();
    let path = session(folder.path());
    let month = run(&["cost", arg(&path)]);
    assert!(!month.fine().contains("months"), "{}", month.out);
    let year = run(&["cost", arg(&path), "--horizon", "12"]);
    assert!(year.fine().contains("USD/month") && year.out.contains("USD in 12 months"), "{}", year.out);
    assert!(year.out.contains("12592.00") && year.out.contains("10000.00"), "{}", year.out);
    assert_eq!(run(&["cost", arg(&path), "--horizon", "5"]).code, 2);
}
