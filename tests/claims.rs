//! Published claims against a verdict and figures that were worked out by hand from the published texts and price lists.
//! Verdicts and reference figures stand here and nowhere in the data.

use std::process::Command;
use weighbridge::catalogue::Catalogue;
use weighbridge::claims::{self, CheckedClaim, ClaimFigure, ClaimVerdict, ClaimedFigure, check_claims, load_shipped};

use ClaimVerdict::{CannotBeChecked, Holds, Inconsistent, InputError, NoFigure, Rounding, UnitError, Unsupported};

/// What is to be said of each claim.
const VERDICTS: [(&str, ClaimVerdict); 34] = [
    ("000-1", InputError),
    ("000-2", InputError),
    ("000-3", InputError),
    ("000-4", Holds),
    ("000-5", Holds),
    ("000-6", UnitError),
    ("000-7", Unsupported),
    ("000-8", InputError),
    ("000-9", Unsupported),
    ("000-10", Holds),
    ("000-11", InputError),
    ("000-12", Inconsistent),
    ("000-13", NoFigure),
    ("000-14", Inconsistent),
    ("001", Unsupported),
    ("002-1", Holds),
    ("002-2", NoFigure),
    ("002-3", Holds),
    ("003-1", Rounding),
    ("003-2", Holds),
    ("003-3", Rounding),
    ("003-4", Inconsistent),
    ("003-5", NoFigure),
    ("003-6", Holds),
    ("003-7", NoFigure),
    ("003-8", Holds),
    ("004-1", Holds),
    ("004-2", Holds),
    ("004-3", Holds),
    ("004-4", UnitError),
    ("004-5", UnitError),
    ("004-6", UnitError),
    ("004-7", Holds),
    ("004-8", CannotBeChecked),
];

fn all() -> Vec<CheckedClaim> {
    check_claims(&Catalogue::embedded().unwrap(), &load_shipped().unwrap())
}

fn claim(id: &str) -> CheckedClaim {
    all().into_iter().find(|claim| claim.id == id).unwrap_or_else(|| panic!("no claim {id}"))
}

fn reading(id: &str, what: &str) -> ClaimFigure {
    let found = claim(id).figures.into_iter().find(|reading| reading.label.contains(what));
    found.unwrap_or_else(|| panic!("{id} has no reading '{what}'"))
}

/// Half of the last digit of the reference is all that may lie between.
#[track_caller]
fn near(actual: f64, reference: &str) {
    let decimals = reference.split_once('.').map_or(0, |(_, part)| part.len());
    let half = 0.5 * 10f64.powi(-i32::try_from(decimals).unwrap());
    let expected: f64 = reference.parse().unwrap();
    assert!((actual - expected).abs() <= half * 1.000_001, "{actual} is not {reference}");
}

#[test]
fn every_claim_has_the_verdict_that_was_worked_out_by_hand() {
    let expected: Vec<(&str, &str)> = VERDICTS.iter().map(|(id, verdict)| (*id, verdict.code())).collect();
    let checked = all();
    let found: Vec<(&str, &str)> = checked.iter().map(|claim| (claim.id.as_str(), claim.verdict.code())).collect();
    assert_eq!(found, expected);
}

#[test]
fn recomputed_figures_are_those_worked_out_by_hand() {
    let figures = [
        ("000-1", "97.84"),
        ("000-2", "2.50"),
        ("000-3", "89.6"),
        ("000-4", "0.460"),
        ("000-5", "0.0494"),
        ("000-6", "15.21"),
        ("000-7", "54.12"),
        ("000-8", "7.8"),
        ("000-10", "200"),
        ("000-11", "4"),
        ("000-12", "78"),
        ("000-13", "4287.63"),
        ("002-3", "900"),
        ("003-1", "73.00"),
        ("003-2", "0.00"),
        ("003-3", "18.25"),
        ("003-4", "0.00"),
        ("003-5", "851.67"),
        ("003-6", "84.9"),
        ("003-7", "78.6"),
        ("003-8", "2.0"),
        ("004-1", "216.00"),
        ("004-2", "3.000000"),
        ("004-3", "0.60"),
        ("004-4", "1.25"),
        ("004-5", "1.85"),
        ("004-6", "350.3"),
        ("004-7", "10"),
    ];
    for (id, reference) in figures {
        let found = claim(id).main_figure().unwrap().recomputed.unwrap();
        assert!(found.is_exact(), "{id}");
        near(found.low, reference);
    }
}

#[test]
fn ranges_are_reckoned_at_both_ends() {
    for (id, low, high) in
        [("000-9", "40", "75"), ("000-14", "10", "15"), ("002-2", "210.24", "840.96"), ("002-1", "11.6", "15.4")]
    {
        let found = claim(id).main_figure().unwrap().recomputed.unwrap();
        near(found.low, low);
        near(found.high, high);
    }
}

#[test]
fn other_readings_are_reckoned_too() {
    let readings = [
        ("000-1", "n2-standard-4", "141.79"),
        ("000-1", "southamerica", "139.91"),
        ("000-2", "idle", "21.5"),
        ("000-2", "10 minutes", "1.67"),
        ("000-4", "30 days", "0.467"),
        ("000-4", "list price", "0.322"),
        ("000-6", "literally", "0.50"),
        ("000-6", "30 days", "15.00"),
        ("000-6", "hours per month", "70"),
        ("000-7", "processors only", "48.73"),
        ("000-7", "own rate", "54.75"),
        ("000-7", "memory", "7.31"),
        ("000-9", "e2-standard-4", "40"),
        ("000-9", "n2-standard-4", "53"),
        ("000-9", "n2d-standard-4", "71"),
        ("000-9", "c3-standard-4", "75"),
        ("000-11", "processors of three", "192"),
        ("000-11", "utilisation of three", "104"),
        ("000-11", "utilisation of four", "78"),
        ("000-12", "lowest need", "163"),
        ("000-13", "four", "5716.85"),
        ("000-13", "per processor", "0.0306"),
        ("002-1", "3 peak hours", "11.6"),
        ("002-1", "with 4", "12.1"),
        ("002-1", "with 6", "13.2"),
        ("002-2", "m6i.xlarge", "140.16"),
        ("002-3", "minutes", "15"),
        ("003-1", "EKS", "73.00"),
        ("003-1", "AKS", "73.00"),
        ("003-5", "30 days", "840"),
        ("003-6", "nodes and disks", "5.10"),
        ("003-6", "balanced", "73"),
        ("003-7", "ratio", "4.7"),
        ("003-8", "three", "1.5"),
        ("004-1", "average month", "219.00"),
        ("004-1", "control plane", "289"),
        ("004-4", "1 GB = 1,000 MB", "1.28"),
        ("004-5", "free tier", "0.40"),
        ("004-5", "ARM", "1.60"),
        ("004-6", "published", "16"),
        ("004-6", "corrected ratio", "117"),
        ("004-7", "longest run", "15"),
    ];
    for (id, what, reference) in readings {
        near(reading(id, what).recomputed.unwrap().low, reference);
    }
    let fee = reading("000-14", "fee").recomputed.unwrap();
    near(fee.low, "11.0");
    near(fee.high, "15.9");
    let dearer = reading("000-14", "how much more").recomputed.unwrap();
    near(dearer.low, "11.1");
    near(dearer.high, "17.6");
}

#[test]
fn what_the_published_inputs_come_to_is_kept_beside_it() {
    for (id, reference) in
        [("000-6", "0.50"), ("000-8", "36.4"), ("000-12", "104"), ("004-5", "13.40"), ("004-6", "48.4"), ("003-4", "2")]
    {
        near(claim(id).main_figure().unwrap().published.unwrap().low, reference);
    }
}

#[test]
fn the_formula_is_the_product_with_its_numbers() {
    let formula = |id| claim(id).main_figure().unwrap().formula.clone();
    assert_eq!(formula("004-4"), "3,000,000 × 0.2 s × 0.125 GiB × 0.0000166667 USD/GiB-s = 1.25 USD/month");
    assert_eq!(formula("000-1"), "0.134023 USD/h × 730 h/month = 97.84 USD/month");
    assert_eq!(formula("000-6"), "4 vCPU × 0.05 USD/vCPU-h × 2.5 h/day × 30.4167 days/month = 15.21 USD/month");
    assert_eq!(formula("000-2"), "10 jobs/day × 15 min/job / 60 min/h = 2.50 h/day");
    assert_eq!(formula("004-2"), "100,000 requests/day × 30 days/month = 3 million requests/month");
}

/// The arithmetic that is printed, reckoned anew as a reader would.
#[test]
fn every_printed_formula_comes_to_what_it_says() {
    let mut seen = 0;
    for claim in all() {
        for figure in &claim.figures {
            let Some((left, _)) = figure.formula.rsplit_once(" = ") else { continue };
            if left.contains('–') || left.starts_with("least") {
                continue; // ranges are two sums in one line
            }
            let found = figure.recomputed.unwrap().low;
            let face = match figure.unit.label() {
                "%" => found / 100.0,
                "million requests/month" => found * 1e6,
                _ => found,
            };
            let value = Sum { rest: left }.sum();
            assert!((value - face).abs() <= 2e-5 * face.abs().max(0.1), "{} {}: {left} is {value}", claim.id, face);
            seen += 1;
        }
    }
    assert!(seen > 50, "{seen}");
}

/// Reads `a × b / c + max(0, d − e)`, units skipped.
struct Sum<'a> {
    rest: &'a str,
}

impl Sum<'_> {
    fn sum(&mut self) -> f64 {
        let mut value = self.product();
        loop {
            if self.eat(" + ") {
                value += self.product();
            } else if self.eat(" − ") {
                value -= self.product();
            } else {
                return value;
            }
        }
    }

    fn product(&mut self) -> f64 {
        let mut value = self.atom();
        loop {
            if self.eat(" × ") {
                value *= self.atom();
            } else if self.eat(" / ") {
                value /= self.atom();
            } else {
                return value;
            }
        }
    }

    fn atom(&mut self) -> f64 {
        for (name, finish) in [("round up(", f64::ceil as fn(f64) -> f64), ("max(0, ", |x| x.max(0.0)), ("(", |x| x)] {
            if self.eat(name) {
                let value = self.sum();
                assert!(self.eat(")"), "no bracket at '{}'", self.rest);
                return finish(value);
            }
        }
        let end = self.rest.find(|c: char| !(c.is_ascii_digit() || ".,-".contains(c))).unwrap_or(self.rest.len());
        let (number, rest) = self.rest.split_at(end);
        let value: f64 = number.replace(',', "").parse().unwrap_or_else(|_| panic!("no number at '{}'", self.rest));
        if let Some(rest) = rest.strip_prefix(" %") {
            self.rest = rest;
            return value / 100.0;
        }
        // A unit is a word or two.
        self.rest = rest;
        while let Some(word) = self.rest.strip_prefix(' ') {
            let word = word.split([' ', ')', ';', ',']).next().unwrap();
            if ["×", "/", "+", "−"].contains(&word) || word.is_empty() {
                break;
            }
            self.rest = &self.rest[1 + word.len()..];
        }
        value
    }

    fn eat(&mut self, what: &str) -> bool {
        let rest = self.rest.strip_prefix(what);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }
}

#[test]
fn a_price_of_ones_own_changes_what_rests_on_it() {
    let own = r#"(
        version: "2026-11-01",
        sources: [("mine", "our contract")],
        prices: [(id: "aws.lambda.gbs.x86", value: 0.0000083333, source: "mine")],
    )"#;
    let catalogue = Catalogue::embedded().unwrap().with_price_overrides("mine.ron", own).unwrap();
    let checked = check_claims(&catalogue, &load_shipped().unwrap());
    let claim = checked.iter().find(|claim| claim.id == "004-4").unwrap();
    near(claim.main_figure().unwrap().recomputed.unwrap().low, "0.625");
    assert!(claim.prices.iter().any(|price| price.source == "our contract" && price.date == "2026-11-01"));
    let total = checked.iter().find(|claim| claim.id == "004-5").unwrap();
    near(total.main_figure().unwrap().recomputed.unwrap().low, "1.225");
}

#[test]
fn another_figure_gets_another_verdict() {
    let verdict = |from: &str, to: &str, id: &str| {
        let text = claims::SHIPPED.replacen(from, to, 1);
        assert_ne!(text, claims::SHIPPED);
        let book = claims::load(&text).unwrap();
        check_claims(&Catalogue::embedded().unwrap(), &book).into_iter().find(|claim| claim.id == id).unwrap().verdict
    };
    assert_eq!(verdict("Figure(\"12.80\")", "Figure(\"1.25\")", "004-4"), Holds);
    assert_eq!(verdict("Figure(\"12.80\")", "Figure(\"1.25\")", "004-5"), Inconsistent);
    assert_eq!(verdict("Figure(\"140\")", "Figure(\"97.84\")", "000-1"), Holds);
    assert_eq!(verdict("Figure(\"1.6\")", "Figure(\"2.5\")", "000-3"), Inconsistent);
    assert_eq!(verdict("Is(2.5, HoursPerMonth), ours", "Is(70, HoursPerMonth), ours", "000-6"), InputError);
}

#[test]
fn every_price_says_where_and_when_it_was_read() {
    let checked = all();
    let prices: Vec<_> = checked.iter().flat_map(|claim| &claim.prices).collect();
    assert!(prices.len() > 20);
    for price in prices {
        assert!(!price.source.is_empty() && !price.date.is_empty(), "{price:?}");
    }
    assert!(checked.iter().all(|claim| !claim.source.is_empty() && !claim.date.is_empty() && !claim.why.is_empty()));
}

#[test]
fn no_claim_is_broken() {
    for claim in all() {
        for figure in &claim.figures {
            let is_quote = claim.id == "004-8" || claim.id == "001";
            assert!(is_quote || figure.recomputed.is_some(), "{} '{}': {}", claim.id, figure.label, figure.formula);
        }
    }
    let book = claims::load(claims::SHIPPED).unwrap();
    let follows = book.claims.iter().filter(|claim| claim.claimed == Some(ClaimedFigure::Follows));
    assert_eq!(follows.map(|claim| claim.id.as_str()).collect::<Vec<_>>(), ["004-6"]);
}

fn run(arguments: &[&str]) -> (String, String, i32) {
    let output = crate::support::processes::output(
        Command::new(env!("CARGO_BIN_EXE_weighbridge")).arg("claims").args(arguments),
    )
    .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (text(output.stdout), text(output.stderr), output.status.code().unwrap())
}

#[test]
fn the_command_lists_all_of_them_in_eighty_columns() {
    let (text, _, code) = run(&[]);
    assert_eq!(code, 0);
    for (id, verdict) in VERDICTS {
        let line = text.lines().find(|line| line.split(' ').next() == Some(id)).unwrap();
        assert!(line.ends_with(verdict.code()), "{line}");
    }
    assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
    assert!(text.contains("34 claims: 12 holds, 2 rounding, 5 input-error, 4 unit-error, 3 inconsistent"), "{text}");
}

#[test]
fn json_is_what_was_promised() {
    let (text, _, _) = run(&["--format", "json"]);
    let rows: serde_json::Value = serde_json::from_str(&text).unwrap();
    let rows = rows.as_array().unwrap();
    assert_eq!(rows.len(), 34);
    for row in rows {
        for key in ["id", "source", "claim", "unit", "verdict", "formula"] {
            assert!(row[key].is_string(), "{key}: {row}");
        }
        for key in ["claimed", "recomputed"] {
            assert!(row[key].is_number() || row[key].is_null(), "{key}: {row}");
        }
    }
    let row = rows.iter().find(|row| row["id"] == "004-4").unwrap();
    assert_eq!((row["claimed"].as_f64(), &row["unit"]), (Some(12.8), &"USD/month".into()));
    assert!((row["recomputed"].as_f64().unwrap() - 1.250_002_5).abs() < 1e-9, "full precision");
    let row = rows.iter().find(|row| row["id"] == "000-9").unwrap();
    assert_eq!((row["claimed"].as_f64(), row["claimed_high"].as_f64()), (Some(60.0), Some(90.0)));
}

#[test]
fn one_claim_in_full_says_why_the_figures_differ() {
    let (text, _, _) = run(&["004-4"]);
    for part in [
        "claimed 12.80 USD/month, recomputed 1.25 USD/month",
        "10.24 times",
        "3,000,000 × 0.2 s × 0.125 GiB",
        "aws.lambda.gbs.x86: 0.0000166667 USD/GB-second",
        "infracost",
        "2024-07-01",
    ] {
        assert!(text.contains(part), "no '{part}' in\n{text}");
    }
    assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
    let (text, _, _) = run(&["003-1", "003-3"]);
    assert!(text.contains("003-1 ·") && text.contains("003-3 ·"));
    let (_, error, code) = run(&["004-9"]);
    assert_eq!(code, 2);
    assert!(error.contains("no claim '004-9'") && error.contains("000-1, "), "{error}");
}

#[test]
fn csv_has_a_row_for_each() {
    let (text, _, _) = run(&["--format", "csv"]);
    assert_eq!(text.lines().count(), 35);
    assert!(text.starts_with("id,source,date,claim,claimed,"), "{text}");
}
