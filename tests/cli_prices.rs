//! Prices as scripts see them: the list, a user's own file, and where that file is refused.

use crate::support::cli::{Ran, arg, close, file, program, row, run};
#[allow(dead_code)] // each test file uses its part
use crate::support::pty::Home;
use serde_json::Value;
use std::path::Path;
use std::process::Stdio;

const GROCER: &str = "saved-sessions/grocer.ron";
const OWN: &str =
    "(version: \"2026-11\", prices: [(id: \"aws.egress.t1\", value: 0.045), (id: \"aws.alb.hour\", value: 0.01125)])";

/// A list of prices, read back from its CSV.
fn csv_rows(ran: &Ran) -> (Vec<String>, Vec<Vec<String>>) {
    let mut reader = csv::Reader::from_reader(ran.fine().as_bytes());
    let own = |record: &csv::StringRecord| record.iter().map(str::to_owned).collect::<Vec<_>>();
    let headers = own(reader.headers().unwrap());
    (headers, reader.records().map(|record| own(&record.unwrap())).collect())
}

/// Runs the program with a home of its own in which `prices.ron` says this.
fn with_configured(text: &str, args: &[&str]) -> Ran {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join(".config/weighbridge");
    std::fs::create_dir_all(&folder).unwrap();
    file(&folder, "prices.ron", text);
    let mut command = program();
    command.env("HOME", home.path()).args(args).stdin(Stdio::null());
    let output = crate::support::processes::output(&mut command).unwrap();
    Ran {
        code: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

fn line<'v>(costs: &'v Value, price: &str) -> &'v Value {
    let workloads = costs["workloads"].as_array().unwrap().iter();
    let platforms = workloads.flat_map(|workload| workload["platforms"].as_array().unwrap());
    let mut lines = platforms.flat_map(|platform| platform["lines"].as_array().unwrap());
    lines.find(|line| line["price_id"] == price).unwrap_or_else(|| panic!("no line of {price}"))
}

#[test]
fn every_price_is_listed_with_all_that_is_known_of_it() {
    let listed = run(&["prices", "--format", "json"]).json();
    assert_eq!((listed["currency"].as_str(), &listed["own"]), (Some("USD"), &Value::Null));
    let request = row(&listed["prices"], "id", "aws.lambda.req");
    assert_eq!((request["unit"].as_str(), request["region"].as_str()), (Some("USD/million"), Some("us-east-1")));
    assert_eq!((request["status"].as_str(), request["verified"].as_bool()), (Some("verified"), Some(true)));
    assert_eq!((request["date"].as_str(), request["cloud"].as_str()), (Some("2024-07-01"), Some("AWS")));
    close(&request["value"], 0.2, 0.0);
    let machine = &row(&listed["prices"], "id", "aws.vm.g4dn.12xlarge.od")["machine"];
    assert_eq!((machine["family"].as_str(), machine["gpus"].as_f64()), (Some("g4dn"), Some(4.0)));
    for price in listed["prices"].as_array().unwrap() {
        for field in ["id", "item", "unit", "region", "status", "source", "date"] {
            assert!(!price[field].as_str().unwrap().is_empty(), "{field} of {price}");
        }
    }
}

#[test]
fn words_narrow_the_list_and_what_is_not_verified_is_marked() {
    let (headers, rows) = csv_rows(&run(&["prices", "LAMBDA", "x86", "--format", "csv"]));
    assert_eq!(headers, ["id", "item", "value", "unit", "region", "status", "source", "date"]);
    let ids: Vec<&str> = rows.iter().map(|row| row[0].as_str()).collect();
    let tiers = ["aws.lambda.gbs.x86", "aws.lambda.gbs.x86.t2", "aws.lambda.gbs.x86.t3"];
    assert_eq!(ids, [&tiers[..], &["aws.lambda.init.x86", "aws.lambda.pc.x86", "aws.lambda.pcd.x86"]].concat());
    assert_eq!((rows[0][2].as_str(), rows[0][5].as_str()), ("0.0000166667", "verified"));
    assert_eq!((rows[3][5].as_str(), rows[4][5].as_str()), ("~ unverified", "~ second-hand"));
    let text = run(&["prices", "lambda", "x86"]);
    assert!(text.fine().contains("~ second-hand") && text.out.contains("6 of 343 prices of"), "{}", text.out);
    assert!(text.out.contains("3 of them not verified (~)"), "{}", text.out);
    let none = run(&["prices", "lambda", "mainframe"]);
    assert_eq!(none.code, 0);
    assert!(none.err.contains("no price contains 'lambda' and 'mainframe'"), "{}", none.err);
}

#[test]
fn an_own_file_stands_in_place_of_the_list_and_says_so() {
    let dir = tempfile::tempdir().unwrap();
    let own = file(dir.path(), "ours.ron", OWN);
    let costs = run(&["cost", GROCER, "--prices", arg(&own), "--format", "json"]).json();
    let (list, line) = (run(&["cost", GROCER, "--format", "json"]).json(), |costs| line(costs, "aws.alb.hour").clone());
    assert_eq!((line(&costs)["status"].as_str(), line(&costs)["date"].as_str()), (Some("your price"), Some("2026-11")));
    // Half the list price of 0.0225 is half the amount.
    close(&line(&costs)["amount"], line(&list)["amount"].as_f64().unwrap() / 2.0, 1e-9);
    assert_eq!(line(&list)["status"], "verified");
    let text = run(&["--prices", arg(&own), "cost", GROCER, "--lines"]);
    let says = format!("2 prices are yours, from {}", arg(&own));
    assert!(text.fine().contains(&says) && text.out.contains("your price"), "{}", text.out);
    assert_eq!((&costs["own_prices"], &list["own_prices"]), (&serde_json::json!([says]), &serde_json::json!([])));
    let listed = run(&["prices", "yours", "--prices", arg(&own)]);
    assert!(listed.out.contains(&says), "{}", listed.out);
    let (_, rows) = csv_rows(&run(&["prices", "your price", "--format", "csv", "--prices", arg(&own)]));
    assert_eq!(rows.iter().map(|row| row[0].as_str()).collect::<Vec<_>>(), ["aws.alb.hour", "aws.egress.t1"]);
    assert!(!run(&["cost", GROCER]).fine().contains("are yours"));
}

#[test]
fn the_file_in_the_configuration_folder_is_found_and_the_flag_beats_it() {
    let value = |ran: &Ran| row(&ran.json()["prices"], "id", "aws.egress.t1")["value"].as_f64();
    let found = with_configured(OWN, &["prices", "egress", "--format", "json"]);
    assert_eq!(value(&found), Some(0.045));
    assert!(found.json()["own"]["file"].as_str().unwrap().ends_with(".config/weighbridge/prices.ron"));
    let dir = tempfile::tempdir().unwrap();
    let flag = file(dir.path(), "flag.ron", &OWN.replace("0.045", "0.03"));
    let beaten = with_configured("not even RON", &["prices", "egress", "--format", "json", "--prices", arg(&flag)]);
    assert_eq!(value(&beaten), Some(0.03));
}

#[test]
fn a_file_that_is_wrong_is_refused_at_its_line_and_column_by_every_command_that_bills() {
    let dir = tempfile::tempdir().unwrap();
    let own =
        file(dir.path(), "ours.ron", "(version: \"v\", prices: [\n    (id: \"aws.egress.t1\", value: -0.05),\n])");
    for command in [&["cost", GROCER][..], &["rank", GROCER], &["burden", GROCER], &["list"], &["prices"], &[]] {
        let ran = run(&[command, &["--prices", arg(&own)]].concat());
        let wanted = format!("{}:2:34: 'aws.egress.t1' is -0.05; give a number from 0 to 1e15\n", arg(&own));
        assert_eq!(ran.refused(1), wanted, "{command:?}");
    }
    let configured = with_configured("(version: \"v\", prices: [(id: \"aws.egres.t1\", value: 1.0)])", &["prices"]);
    assert!(configured.refused(1).contains("prices.ron:1:30: 'aws.egres.t1' is not in the book"), "{}", configured.err);
    let folder = run(&["cost", GROCER, "--prices", arg(dir.path())]);
    assert!(folder.refused(1).contains("it is a folder"), "{}", folder.err);
}

#[test]
fn a_file_that_is_not_there_is_refused() {
    for command in [&["cost", GROCER][..], &["prices"], &[]] {
        let ran = run(&[command, &["--prices", "nowhere.ron"]].concat());
        assert!(ran.refused(1).starts_with("nowhere.ron: there is no such price file; check --prices"), "{}", ran.err);
    }
    let home = Home::with("grocer.ron");
    let mut terminal = home.start(&["saved-sessions/grocer.ron", "--prices", "nowhere.ron"]);
    assert_eq!(terminal.ended().code(), Some(1));
}

#[test]
fn the_workbench_says_whose_prices_it_opens_with() {
    let home = Home::with("grocer.ron");
    file(Path::new(home.path()), "ours.ron", OWN);
    let mut terminal = home.start(&["saved-sessions/grocer.ron", "--prices", "ours.ron"]);
    terminal.until_shown("2 prices are yours, from ours.ron");
    terminal.keys("q");
    assert!(terminal.ended().success());
}
