//! The command line on sessions: every command with what it takes and what it refuses, as scripts see it.

use crate::support::cli::{arg, close, file, program, row, run, run_with, template};
use serde_json::Value;
use std::io::{Read, Write};
use std::process::Stdio;
use weighbridge::report::Format;

const GROCER: &str = "saved-sessions/grocer.ron";

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

fn has(value: &Value, wanted: &[&str]) {
    let keys = keys(value);
    assert!(wanted.iter().all(|key| keys.contains(key)), "{wanted:?} in {keys:?}");
}

/// A session in which nothing has any weight.
fn weightless() -> String {
    let text = template("api-100k");
    let (before, rest) = text.split_once("criteria: [").unwrap();
    let (criteria, after) = rest.split_once("],\n").unwrap();
    let criteria = criteria.split("points: ").map(|part| part.trim_start_matches(|c: char| c.is_ascii_digit()));
    let criteria = criteria.collect::<Vec<_>>().join("points: 0");
    format!("{before}criteria: [{criteria}],\n{after}")
}

#[test]
fn rank_tells_the_leader_and_what_each_criterion_contributes() {
    let ranked = run_with(&["rank", "-", "--format", "json"], &template("api-100k")).json();
    has(&ranked, &["scope", "method", "leader", "tie", "margin", "alternatives", "weights"]);
    assert_eq!((ranked["scope"].as_str(), ranked["method"].as_str()), (Some("all"), Some("wsm")));
    assert_eq!(ranked["tie"], false);
    let alternatives = ranked["alternatives"].as_array().unwrap();
    let mut totals: Vec<f64> = Vec::new();
    for one in alternatives {
        has(one, &["id", "name", "rank", "total", "percent", "feasible", "reasons", "contributions"]);
        let sum: f64 = one["contributions"].as_object().unwrap().values().filter_map(Value::as_f64).sum();
        close(&one["total"], sum, 1e-9);
        close(&one["percent"], (sum - 1.0) / 4.0 * 100.0, 1e-9);
        totals.push(sum);
    }
    totals.sort_by(|a, b| b.total_cmp(a));
    close(&ranked["margin"], totals[0] - totals[1], 1e-9);
    let leader = row(&ranked["alternatives"], "id", ranked["leader"][0].as_str().unwrap());
    close(&leader["total"], totals[0], 1e-9);
    assert_eq!((leader["rank"].as_u64(), ranked["leader"].as_array().unwrap().len()), (Some(1), 1));
    let shares: f64 = ranked["weights"].as_object().unwrap().values().filter_map(Value::as_f64).sum();
    assert!((shares - 1.0).abs() < 1e-9);
    assert_eq!(keys(&ranked["weights"]), keys(&alternatives[0]["contributions"]));
}

#[test]
fn a_range_makes_the_totals_intervals() {
    let ranked = run_with(&["rank", "-", "--format", "json"], &template("api-100k")).json();
    let open = row(&ranked["alternatives"], "id", "container-serverless");
    // Traffic fit is 3 to 4 there and weighs 15 of 100.
    close(&open["total_high"], open["total_low"].as_f64().unwrap() + 0.15, 1e-9);
    close(&open["total"], open["total_low"].as_f64().unwrap() + 0.075, 1e-9);
}

#[test]
fn the_whole_system_ranks_estates_and_a_workload_its_alternatives() {
    let whole = run(&["rank", GROCER, "--format", "json"]).json();
    let today = row(&whole["alternatives"], "id", "today");
    assert_eq!(today["assign"]["checkout"], "vm");
    let one = run(&["rank", GROCER, "--workload", "warehouse", "--format", "json"]).json();
    assert_eq!(one["scope"], "warehouse");
    let cluster = row(&one["alternatives"], "id", "k8s");
    assert_eq!((cluster["feasible"].as_bool(), cluster["rank"].as_u64()), (Some(false), None));
    assert!(cluster["reasons"][0].as_str().unwrap().contains("machine image"), "{cluster}");
    assert_eq!(one["leader"], serde_json::json!(["vm"]));
    assert_eq!(one["margin"], Value::Null, "nothing else is feasible");
}

#[test]
fn other_methods_rank_sessions_too() {
    for (method, low, high) in [("promethee2", -1.0, 1.0), ("topsis", 0.0, 1.0)] {
        let args = ["rank", GROCER, "--workload", "checkout", "--method", method, "--format", "json"];
        let ranked = run(&args).json();
        assert_eq!(ranked["method"], method);
        for one in ranked["alternatives"].as_array().unwrap() {
            let [least, total, most] = ["total_low", "total", "total_high"].map(|key| one[key].as_f64().unwrap());
            assert!(low <= least && least <= total && total <= most && most <= high, "{one}");
        }
    }
    let alone = run(&["rank", GROCER, "--workload", "warehouse", "--method", "topsis"]);
    assert!(alone.refused(1).contains("fewer than two are feasible"));
}

#[test]
fn rank_has_a_table_and_a_csv() {
    let text = run(&["rank", GROCER, "--workload", "checkout"]);
    assert!(text.fine().contains("leader: Container-serverless"), "{}", text.out);
    let csv = run(&["rank", GROCER, "--workload", "checkout", "--format", "csv"]);
    let mut reader = csv::Reader::from_reader(csv.fine().as_bytes());
    let headers = reader.headers().unwrap().clone();
    assert!(headers.iter().eq([
        "id",
        "name",
        "rank",
        "total",
        "total_low",
        "total_high",
        "percent",
        "feasible",
        "reasons",
        "contribution_cost",
        "contribution_portability",
        "contribution_ops-burden",
        "contribution_team-skill",
        "contribution_delivery",
        "contribution_traffic-fit",
        "contribution_response",
    ]));
    assert_eq!(reader.records().map(Result::unwrap).count(), 4);
}

#[test]
fn what_cannot_be_ranked_says_why() {
    assert!(run_with(&["rank", "-"], &template("blank")).refused(1).starts_with("<stdin>: there is no alternative"));
    assert!(run(&["rank", "nowhere.ron"]).refused(1).starts_with("nowhere.ron: there is no such file"));
    let wrong = run(&["rank", GROCER, "--workload", "chekout"]);
    assert!(wrong.refused(2).contains("--workload takes all, catalogue, checkout"), "{}", wrong.err);
    assert!(run(&["rank", GROCER, "--measured"]).refused(2).contains("matrix"));
    assert!(run(&["rank", GROCER, "--scale", "5..1"]).refused(2).contains("lower one first"));
    assert!(run(&["rank", GROCER, "--method", "guess"]).refused(2).contains("promethee2"));
    let told = run_with(&["rank", "-"], &weightless());
    assert!(told.refused(1).contains("weights are 0"), "{}", told.err);
}

#[test]
fn cost_bills_functions_to_the_cent() {
    let text = template("api-100k");
    let costs = run_with(&["cost", "-", "--format", "json"], &text).json();
    assert_eq!((costs["currency"].as_str(), costs["hours_per_month"].as_f64()), (Some("USD"), Some(720.0)));
    let api = row(&costs["workloads"], "id", "api");
    let functions = row(&api["platforms"], "id", "functions");
    close(&functions["monthly"], 1.850_002_5, 1e-6);
    close(&functions["per_unit"], 1.850_002_5 / 3e6, 1e-12);
    for platform in api["platforms"].as_array().unwrap() {
        has(platform, &["id", "alternative", "feasible", "reasons", "monthly", "lines", "idle_share", "per_unit"]);
        let lines = platform["lines"].as_array().unwrap();
        lines.iter().for_each(|line| has(line, &["item", "quantity", "unit", "price", "amount", "source", "date"]));
        let sum: f64 = lines.iter().filter_map(|line| line["amount"].as_f64()).sum();
        close(&platform["monthly"], sum, 1e-9);
    }
    close(&row(&api["platforms"], "alternative", "cluster")["monthly"], 216.0, 0.0);

    let free = text.replace("free_tier: false", "free_tier: true");
    let costs = run_with(&["cost", "-", "--format", "json"], &free).json();
    close(&row(&costs["workloads"][0]["platforms"], "id", "functions")["monthly"], 0.40, 1e-9);
}

#[test]
fn crossovers_name_platforms_of_the_catalogue() {
    let costs = run(&["cost", GROCER, "--workload", "checkout", "--format", "json"]).json();
    let workloads = costs["workloads"].as_array().unwrap();
    assert_eq!((workloads.len(), workloads[0]["id"].as_str()), (1, Some("checkout")));
    let crossovers = workloads[0]["crossovers"].as_array().unwrap();
    assert_eq!(crossovers.len(), 6, "every pair of four");
    for crossover in crossovers {
        has(crossover, &["a", "b", "kind", "first", "last", "flips", "unit", "cheaper_below", "cheaper_above"]);
        let flips = crossover["flips"].as_u64().unwrap();
        let kind = match flips {
            0 => "none",
            1 => "single",
            _ => "zone",
        };
        assert_eq!(crossover["kind"], kind);
        assert_eq!(crossover["first"].is_null(), flips == 0);
        assert!([&crossover["a"], &crossover["b"]].contains(&&crossover["cheaper_above"]), "{crossover}");
        assert_eq!(crossover["unit"], "requests/month");
    }
    let costs = run(&["cost", GROCER, "--workload", "warehouse", "--format", "json"]).json();
    assert_eq!(costs["workloads"][0]["crossovers"], serde_json::json!([]), "it counts no requests");
}

#[test]
fn cost_has_a_table_and_a_csv() {
    let table = run(&["cost", GROCER]);
    assert!(table.fine().contains("USD/month") && table.out.contains("million requests"), "{}", table.out);
    assert!(run(&["cost", GROCER, "--lines"]).fine().contains("Lambda duration"));
    let csv = run(&["cost", GROCER, "--format", "csv"]);
    let mut reader = csv::Reader::from_reader(csv.fine().as_bytes());
    let amounts = reader.records().map(|record| record.unwrap()[10].parse::<f64>().unwrap());
    assert!(amounts.sum::<f64>() > 100.0);
    let blank = run_with(&["cost", "-", "--format", "json"], &template("blank"));
    assert_eq!(blank.json()["workloads"], serde_json::json!([]));
    assert!(blank.err.contains("no workload"));
    assert!(run(&["cost", "matrix.csv"]).refused(2).contains("give a session"));
}

#[test]
fn a_quote_needs_no_workload_and_an_unknown_platform_no_bill() {
    let text = "(schema: 1, title: \"t\", alternatives: [(id: \"a\", name: \"A\", quote: 12.5), (id: \"b\", name: \"B\", platform: \"cloud-9\")])";
    let costs = run_with(&["cost", "-", "--format", "json"], text).json();
    close(&costs["workloads"][0]["platforms"][0]["monthly"], 12.5, 0.0);
    assert_eq!(costs["workloads"][0]["platforms"].as_array().unwrap().len(), 1);
    let text = text.replace("title: \"t\",", "title: \"t\", workloads: [(id: \"w\", name: \"W\")],");
    let costs = run_with(&["cost", "-", "--format", "json"], &text);
    assert_eq!(row(&costs.json()["workloads"][0]["platforms"], "id", "cloud-9")["monthly"], Value::Null);
    assert!(costs.err.contains("no platform 'cloud-9'"), "{}", costs.err);
}

#[test]
fn burden_counts_hours_and_says_who_operates_what() {
    let burdens = run_with(&["burden", "-", "--format", "json"], &template("api-100k")).json();
    for platform in burdens["platforms"].as_array().unwrap() {
        has(platform, &["id", "alternative", "low", "mean", "high", "fte", "share_of_team", "layers", "tasks"]);
        let tasks = platform["tasks"].as_array().unwrap();
        tasks.iter().for_each(|task| has(task, &["id", "low", "likely", "high", "basis"]));
        for end in ["low", "high"] {
            let sum: f64 = tasks.iter().filter_map(|task| task[end].as_f64()).sum();
            close(&platform[end], sum, 1e-9);
        }
        let [low, mean, high] = ["low", "mean", "high"].map(|key| platform[key].as_f64().unwrap());
        assert!(0.0 < low && low < mean && mean < high, "{low} {mean} {high}");
        let layers = platform["layers"].as_object().unwrap();
        assert_eq!(layers.len(), 12);
        assert!(layers.values().all(|by| ["you", "shared", "provider", "none"].contains(&by.as_str().unwrap())));
    }
    let functions = row(&burdens["platforms"], "alternative", "functions");
    assert_eq!(functions["layers"]["hardware"], "provider");
    let cluster = row(&burdens["platforms"], "alternative", "cluster");
    assert!(functions["mean"].as_f64() < cluster["mean"].as_f64());
}

#[test]
fn the_whole_estate_asks_for_more_than_one_workload() {
    let mean = |args: &[&str]| {
        let burdens = run(args).json();
        row(&burdens["platforms"], "id", "vm-fleet")["mean"].as_f64().unwrap()
    };
    let one = mean(&["burden", GROCER, "--workload", "checkout", "--format", "json"]);
    let all = mean(&["burden", GROCER, "--format", "json"]);
    assert!(one < all && all < 4.0 * one, "{one} {all}: what is done once is counted once");
    assert!(run(&["burden", GROCER]).fine().contains("hours per month"));
    let csv = run(&["burden", GROCER, "--format", "csv"]);
    assert!(csv.fine().starts_with("platform,alternative,platform_low"));
    let blank = run_with(&["burden", "-"], &template("blank"));
    assert!(blank.code == 0 && blank.err.contains("no alternative"), "{}", blank.err);
}

#[test]
fn new_writes_once_and_overwrites_only_when_told() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("s.ron");
    let make = |more: &[&str]| run(&[&["new", "--template", "grocer", "-o", arg(&path)], more].concat());
    make(&[]).fine();
    let before = std::fs::read_to_string(&path).unwrap();
    assert_eq!(before, template("grocer"));
    assert_eq!(run(&["new", "--template", "grocer", "-o", "-"]).fine(), before);
    assert!(make(&["--title", "Other"]).refused(1).contains("--force"));
    assert_eq!(std::fs::read_to_string(&path).unwrap(), before);
    make(&["--title", "Other", "--force"]).fine();
    assert!(std::fs::read_to_string(&path).unwrap().contains("title: \"Other\""));
    assert!(run(&["new"]).refused(2).contains("--template"));
    assert!(run(&["new", "--template", "nothing"]).refused(2).contains("api-100k"));
    assert!(make(&["--title", " "]).refused(2).contains("title"));
    let nowhere = dir.path().join("no/such/s.ron");
    assert!(run(&["new", "--template", "blank", "-o", arg(&nowhere)]).refused(1).contains("folder"));
}

#[test]
fn templates_are_listed_with_where_they_come_from() {
    let listed = run(&["templates"]);
    let json = run(&["templates", "--format", "json"]).json();
    for one in json.as_array().unwrap() {
        let id = one["id"].as_str().unwrap();
        assert!(listed.fine().contains(id));
        assert!(!one["what"].as_str().unwrap().is_empty() && !one["from"].as_str().unwrap().is_empty());
        assert!(run_with(&["check", "-"], &template(id)).fine().is_empty());
    }
}

#[test]
fn list_shows_what_can_be_read_and_what_cannot() {
    let dir = tempfile::tempdir().unwrap();
    file(dir.path(), "good.ron", &template("grocer"));
    file(dir.path(), "sealed.ron", &template("compute-platform"));
    file(dir.path(), "bad.ron", "(schema: 1,");
    let listed = run(&["list", arg(dir.path()), "--format", "json"]).json();
    assert_eq!(listed.as_array().unwrap().len(), 3);
    let path = |name: &str| dir.path().join(name).to_str().unwrap().to_owned();
    let good = row(&listed, "file", &path("good.ron"));
    has(good, &["title", "status", "outcome", "leader", "choices", "margin", "changed"]);
    assert!(!good["leader"].as_array().unwrap().is_empty() && good["margin"].is_number(), "{good}");
    let sealed = row(&listed, "file", &path("sealed.ron"));
    assert_eq!((sealed["sealed"].as_bool(), &sealed["margin"]), (Some(true), &Value::Null));
    let bad = row(&listed, "file", &path("bad.ron"));
    assert!(bad["error"].as_str().unwrap().contains("bad.ron:1:"), "{bad}");

    let table = run(&["list", "--sessions", arg(dir.path())]);
    assert!(table.fine().contains("(cannot be read)") && table.out.contains("bad.ron:1:"), "{}", table.out);
    let variable =
        crate::support::processes::output(program().arg("list").env("WEIGHBRIDGE_SESSIONS", dir.path())).unwrap();
    assert_eq!(String::from_utf8(variable.stdout).unwrap(), table.out);
    assert!(run(&["list"]).fine().contains("Grocer"), "saved-sessions is found");
    assert!(run(&["list", "/no/such/folder"]).refused(1).contains("/no/such/folder"));
}

#[test]
fn check_points_at_every_problem() {
    assert_eq!(run(&["check", GROCER, "saved-sessions/search-read-model.ron"]).fine(), "");
    let several = run(&["check", "tests/refused/several.ron", GROCER, "nowhere.ron"]);
    let lines: Vec<&str> = several.refused(1).lines().collect();
    assert!(lines.len() >= 3, "{lines:?}");
    let (nowhere, placed) = lines.split_last().unwrap();
    for line in placed {
        let mut parts = line.strip_prefix("tests/refused/several.ron:").unwrap().splitn(3, ':');
        assert!(parts.next().unwrap().parse::<u32>().is_ok() && parts.next().unwrap().parse::<u32>().is_ok());
        assert!(parts.next().unwrap().contains("; "), "{line} says what to do");
    }
    assert!(nowhere.starts_with("nowhere.ron: "));
    let warned = run_with(&["check", "-"], &weightless());
    assert_eq!(warned.code, 0, "a warning is no error: {}", warned.err);
    assert!(warned.err.starts_with("<stdin>:") && warned.err.contains("warning: "), "{}", warned.err);
    assert!(run(&["check"]).refused(2).contains("FILE"));
}

#[test]
fn fmt_rewrites_what_it_can_read_and_leaves_the_rest() {
    let dir = tempfile::tempdir().unwrap();
    let canonical = template("api-100k");
    let loose = file(dir.path(), "loose.ron", &format!("// by hand\r\n{}", canonical.replace('\n', "\r\n")));
    let broken = file(dir.path(), "broken.ron", "(schema: 1, title: 5)");
    let checked = run(&["fmt", "--check", arg(&loose), GROCER]);
    assert_eq!((checked.code, checked.out.trim()), (1, arg(&loose)));
    let done = run(&["fmt", arg(&broken), arg(&loose)]);
    assert!(done.code == 1 && done.err.contains("broken.ron:1:") && done.err.contains("comments"), "{}", done.err);
    assert_eq!(std::fs::read_to_string(&loose).unwrap(), canonical);
    assert_eq!(std::fs::read_to_string(&broken).unwrap(), "(schema: 1, title: 5)");
    run(&["fmt", "--check", arg(&loose)]).fine();
    let stamp = || std::fs::metadata(&loose).unwrap().modified().unwrap();
    let before = stamp();
    run(&["fmt", arg(&loose)]).fine();
    assert_eq!(stamp(), before, "what is canonical is not written again");
    assert_eq!(run_with(&["fmt", "-"], &canonical.replace("    ", "\t")).fine(), canonical);
    assert!(run(&["fmt", "matrix.csv"]).refused(1).contains("only sessions"));
}

#[test]
fn completions_and_manual_know_the_commands() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = run(&["completions", shell]);
        assert!(script.fine().contains("burden"), "{shell}");
    }
    let manual = run(&["man"]);
    assert!(manual.fine().contains(".TH weighbridge 1") && manual.out.contains("completions"), "{}", manual.out);
    assert!(run(&["man", "rank"]).fine().contains("promethee2"));
    assert!(run(&["man", "nothing"]).refused(2).contains("no command"));
    assert!(run(&["completions", "dos"]).refused(2).contains("elvish"));
}

#[test]
fn help_lists_what_there_is_and_nothing_else() {
    let help = run(&["--help"]);
    for command in [
        "new",
        "templates",
        "list",
        "check",
        "fmt",
        "rank",
        "cost",
        "burden",
        "sensitivity",
        "robustness",
        "risks",
        "claims",
        "completions",
        "man",
    ] {
        assert!(help.fine().contains(&format!("\n  {command} ")), "{command}");
        assert!(run(&[command, "--help"]).fine().contains("Example"), "{command}");
    }
    for later in ["estate", "report", "diff", "merge", "vote", "import"] {
        assert!(!help.out.contains(&format!("\n  {later} ")), "{later}");
    }
    assert_eq!(run(&["--version"]).fine(), format!("weighbridge {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn wrong_usage_is_told_on_standard_error() {
    for args in [&["rank"][..], &["rank", "a", "b"], &["--bogus"], &["--now", "yesterday", "list"], &["x.ron", "list"]]
    {
        let told = run(args);
        assert!(told.refused(2).starts_with("error: "), "{args:?}: {}", told.err);
    }
    assert!(run(&["--now", "yesterday", "list"]).err.contains("2026-11-20T14:00:00Z"));
}

#[test]
fn without_a_terminal_no_screen_is_drawn() {
    assert!(run(&[]).refused(2).contains("terminal"));
    assert!(run(&[GROCER]).refused(2).contains("terminal"));
}

#[test]
fn a_file_named_like_a_command_is_reached_by_its_path() {
    let dir = tempfile::tempdir().unwrap();
    file(dir.path(), "list", &template("grocer"));
    let output = crate::support::processes::output(program().args(["rank", "./list"]).current_dir(dir.path())).unwrap();
    assert!(output.status.success());
    let output = crate::support::processes::output(program().arg("./list").current_dir(dir.path())).unwrap();
    assert_eq!(output.status.code(), Some(2), "it is opened, and there is no terminal");
}

#[test]
fn nothing_hostile_gets_out() {
    let hostile = "Cost\\u{1b}[2J\\u{202e}\\u{9b}\\u{200b}";
    let text = template("grocer")
        .replace("name: \"Cost\"", &format!("name: \"{hostile}\""))
        .replace("name: \"VM fleet\"", &format!("name: \"=cmd{hostile}\""))
        .replace("name: \"Checkout\"", &format!("name: \"{hostile}\""))
        .replace("title: \"Grocer", &format!("title: \"{hostile}"));
    let dir = tempfile::tempdir().unwrap();
    file(dir.path(), "h.ron", &text);
    let stdin: &[&[&str]] = &[&["rank", "-"], &["cost", "-"], &["burden", "-"]];
    let mut ran = vec![
        run(&["list", arg(dir.path())]),
        run(&["list", arg(dir.path()), "--format", "json"]),
        run(&["rank", "\u{1b}[31m\u{202e}.ron"]),
        run(&["--\u{1b}[31m"]),
        run(&["rank", GROCER, "--workload", "\u{1b}[31m"]),
        run(&["new", "--template", "blank", "--title", "a\u{1b}[31m\u{202e}b\nc"]),
        run_with(&["check", "-"], &text.replace("alternative: \"vm\"", "alternative: \"\\u{1b}[2J\"")),
    ];
    for (format, _) in Format::ALL.iter().map(|format| format.describe()) {
        ran.extend(stdin.iter().map(|args| run_with(&[args, &["--format", format][..]].concat(), &text)));
    }
    for one in ran {
        let said = one.out + &one.err;
        assert!(!said.is_empty());
        let bad = said.chars().find(|c| {
            (c.is_control() && *c != '\n')
                || matches!(*c, '\u{202a}'..='\u{202e}' | '\u{200b}' | '\u{2066}'..='\u{2069}')
        });
        assert_eq!(bad, None, "{said}");
    }
    let csv = run_with(&["rank", "-", "--workload", "catalogue", "--format", "csv"], &text);
    assert!(csv.fine().contains("\nvm,'=cmdCost"), "{}", csv.out);
}

#[test]
fn a_reader_who_has_seen_enough_is_no_error() {
    let text = template("grocer");
    let mut command = program();
    command.args(["cost", "-", "--format", "json"]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = crate::support::processes::spawn(&mut command).unwrap();
    drop(child.stdout.take());
    child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    let mut told = String::new();
    child.stderr.take().unwrap().read_to_string(&mut told).unwrap();
    assert_eq!((child.wait().unwrap().code(), told.as_str()), (Some(0), ""));
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_told() {
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let output = crate::support::processes::spawn(
        program().arg("templates").stdin(Stdio::null()).stdout(full).stderr(Stdio::piped()),
    )
    .unwrap()
    .wait_with_output()
    .unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("could not be written"));
}

#[test]
fn a_scenario_is_asked_for_by_its_id() {
    let dir = tempfile::tempdir().unwrap();
    let scenarios = r#"    scenarios: [
        (id: "busy", name: "December", overrides: [("checkout", RequestsPerMonth(Likely(60000000.0)))]),
        (id: "quiet", name: "Summer", overrides: []),
    ],
    criteria: ["#;
    let path = file(dir.path(), "seasons.ron", &template("grocer").replacen("    criteria: [", scenarios, 1));
    let ask = |rest: &[&str]| run(&[&[rest[0], arg(&path)], &rest[1..]].concat());
    let cost = |rest: &[&str]| {
        let answer = ask(&[&["cost", "--workload", "checkout", "--format", "json"], rest].concat()).json();
        row(&answer["workloads"][0]["platforms"], "alternative", "fn")["monthly"].as_f64().unwrap()
    };
    // Functions are paid by the call: twenty times the calls are nearly twenty times the bill.
    let (base, busy, quiet) = (cost(&[]), cost(&["--scenario", "busy"]), cost(&["--scenario", "quiet"]));
    assert!(busy > 10.0 * base && quiet == base, "{base} {busy} {quiet}");
    for command in ["rank", "cost", "burden"] {
        let said = ask(&[command, "--scenario", "busy"]);
        assert!(said.out.contains("scenario: December"), "{command}: {}", said.out);
        let refused = ask(&[command, "--scenario", "december"]);
        assert!(refused.refused(2).contains("no scenario 'december': it has busy, quiet"), "{}", refused.err);
    }
}
