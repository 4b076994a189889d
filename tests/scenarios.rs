//! Scenarios on the workbench: switched with one key, changed without touching the base, and seen side by side.

use crate::support::{Play, template};
use weighbridge::model::edit::DemandField;
use weighbridge::model::*;

fn million(millions: f64) -> Estimate<Requests> {
    Estimate::Likely(Requests::of(millions * 1e6))
}

/// The grocer with a busy and a quiet season.
fn seasons() -> Session {
    let mut session = template("grocer");
    session.totals_seen = true;
    let scenario = |id: &str, name: &str, note: &str, overrides| Scenario {
        id: id.into(),
        name: name.to_owned(),
        note: note.to_owned(),
        overrides,
    };
    let busy = vec![
        ("catalogue".into(), DemandField::RequestsPerMonth(million(900.0))),
        ("checkout".into(), DemandField::RequestsPerMonth(million(60.0))),
        ("checkout".into(), DemandField::PeakToAverage(Estimate::Exact(Ratio::of(12.0)))),
    ];
    let quiet = vec![("checkout".into(), DemandField::RequestsPerMonth(million(0.3)))];
    session
        .apply(Edit::AddScenario { at: 0, scenario: scenario("busy", "December", "two years from now", busy) })
        .unwrap();
    session.apply(Edit::AddScenario { at: 1, scenario: scenario("quiet", "Summer", "", quiet) }).unwrap();
    session
}

const TO_SCENARIOS: &str = "<to:Scenarios>";

fn requests(session: &Session) -> Estimate<Requests> {
    session.workload(&"checkout".into()).unwrap().demand.requests_per_month
}

fn figure(play: &Play, scenario: &str) -> Option<DemandField> {
    let scenario = play.bench().session.scenario(&scenario.into()).unwrap();
    scenario.override_for(&"checkout".into(), "requests_per_month").cloned()
}

fn monthly(play: &Play, column: usize) -> f64 {
    play.bench().matrix().unwrap().columns[column].offer.bill.as_ref().unwrap().monthly.get()
}

#[test]
fn one_key_goes_round_the_scenarios_and_back_to_the_base() {
    let mut play = Play::on(seasons()).keys("g7.");
    let (base, title) = (monthly(&play, 3), "scenario: ");
    assert!(!play.text().contains(title));
    let mut seen = Vec::new();
    for name in ["December", "Summer"] {
        play.press("s");
        assert!(play.text().lines().next().unwrap().contains(&format!("{title}{name}")), "{}", play.text());
        assert!(play.notice().contains(name), "{}", play.notice());
        seen.push(monthly(&play, 3));
    }
    play.press("s");
    assert!(!play.text().contains(title));
    assert_eq!(play.notice(), "back to the base");
    assert_eq!(monthly(&play, 3), base);
    // Functions are paid by the call: December has twenty times the calls, the summer a tenth.
    assert!(seen[0] > 10.0 * base && seen[1] < base, "{base} {seen:?}");
    assert!(play.journal.is_empty() && !play.bench().is_dirty(), "looking is no change");
}

#[test]
fn a_change_of_demand_is_the_scenarios_and_undo_takes_it_back() {
    let mut play = Play::on(seasons()).keys("g7.sv<right>");
    let base = requests(&seasons());
    assert_eq!(requests(&play.bench().session), base);
    assert_eq!(figure(&play, "busy"), Some(DemandField::RequestsPerMonth(million(80.0))));
    assert_eq!(requests(play.bench().effective_session()), million(80.0));
    assert!(play.notice().contains("'December' only"), "{}", play.notice());
    play.press("<esc>u");
    assert_eq!(figure(&play, "busy"), Some(DemandField::RequestsPerMonth(million(60.0))));
    assert!(play.notice().contains("Checkout requests in scenario December"), "{}", play.notice());
    assert_eq!(requests(play.bench().effective_session()), million(60.0));
}

#[test]
fn the_form_says_what_the_base_is_and_typing_that_takes_the_figure_away() {
    let mut play = Play::on(seasons()).keys("g2sj<tab>jjj").at(80, 24);
    assert!(play.text().contains("requests/month, base: ~3.0 M"), "{}", play.text());
    play.press("<enter>~3M<enter>");
    assert_eq!(figure(&play, "busy"), None);
    assert!(play.notice().contains("the same as in the base again"), "{}", play.notice());
    assert!(!play.text().contains("base: ~3.0 M"));
    // The same once more changes nothing, and says nothing.
    let before = play.bench().session.clone();
    play.press("<enter>~3M<enter>");
    assert_eq!(play.bench().session, before);
    // Another figure of this scenario stays.
    assert_eq!(play.bench().session.scenarios[0].overrides.len(), 2);
    // On the base the same key changes the base.
    play.press("ss<enter>4M<enter>");
    assert_eq!(requests(&play.bench().session), Estimate::Exact(Requests::of(4e6)));
}

#[test]
fn a_scenario_is_begun_renamed_described_and_removed_by_command() {
    let mut play = Play::on(template("grocer")).keys("g7.s");
    assert!(play.notice().contains("add a scenario"), "{}", play.notice());
    play.press(":add a scenario<enter>Launch day<enter>");
    let scenario = play.bench().scenario().unwrap().clone();
    assert_eq!((scenario.id.as_str(), scenario.overrides.len()), ("launch-day", 0));
    play.press("v<right><esc>");
    assert!(figure(&play, "launch-day").is_some());
    // A second one begins as what is on screen.
    play.press(":add a scenario<enter>Worse<enter>");
    assert_eq!(play.bench().session.scenarios[1].overrides, play.bench().session.scenarios[0].overrides);
    play.press(":rename the scenario<enter>Worst<enter>:describe the scenario<enter>a hunch<enter>");
    let scenario = play.bench().scenario().unwrap();
    assert_eq!((scenario.name.as_str(), scenario.note.as_str()), ("Worst", "a hunch"));
    play.press(":remove the scenario<enter>y");
    assert_eq!(play.bench().session.scenarios.len(), 1);
    assert!(play.bench().scenario().is_none(), "what is gone is not on screen");
    play.press("uu");
    assert_eq!(play.bench().session.scenarios.len(), 2);
}

#[test]
fn the_decision_is_about_the_base() {
    let play = Play::on(seasons()).keys("g7.sg8");
    assert!(play.bench().scenario().is_none());
    assert!(play.notice().contains("'December' is off"), "{}", play.notice());
}

#[test]
fn a_mark_of_who_led_is_about_the_base() {
    let mut session = seasons();
    let leaders = Play::on(session.clone()).bench().appraisal.overall_matrix().unwrap().leaders().to_vec();
    // In a scenario in which the catalogue leaves functions far behind, weights are changed.
    session.scenarios[0].overrides[0].1 = DemandField::RequestsPerMonth(million(90_000.0));
    let play = Play::on(session).keys("g7s<right>");
    let led = play.bench().session.log.last().unwrap().led.clone().unwrap();
    let sheet = play.bench().appraisal.overall_matrix().unwrap();
    let names: Vec<&str> = leaders.iter().map(|at| sheet.columns[*at].id.as_str()).collect();
    assert_eq!(led.0, names.join(", "));
}

#[test]
fn scenarios_are_worked_out_only_for_who_looks_at_them() {
    let mut play = Play::on(seasons()).keys("g7.j>s>");
    assert!(play.bench().scenario_appraisals.rows().iter().all(|row| row.scenario.is_none()), "nobody has looked yet");
    play.press(TO_SCENARIOS);
    let rows = play.bench().scenario_appraisals.rows();
    assert_eq!(
        rows.iter().map(|row| row.scenario.as_ref().map(|id| id.as_str())).collect::<Vec<_>>(),
        [None, Some("busy"), Some("quiet")]
    );
    // Each is what the session itself comes to under that scenario.
    for row in rows {
        let session = play.bench().session.for_scenario(row.scenario.as_ref()).into_owned();
        let alone = weighbridge::appraisal::Appraisal::compute(&session, &crate::support::catalogue());
        for (sheet, own) in row.appraisal.matrices.iter().zip(&alone.matrices) {
            assert_eq!(sheet.leaders(), own.leaders());
            assert!((0..own.columns.len()).all(|at| sheet.total(at) == own.total(at)), "{:?}", row.scenario);
        }
    }
}

#[test]
fn side_by_side() {
    for (width, height) in [(80, 24), (120, 40)] {
        let shot = Play::on(seasons()).at(width, height).keys(&format!("g7.{TO_SCENARIOS}js")).shot();
        insta::assert_snapshot!(format!("side_by_side_{width}x{height}"), shot);
    }
    insta::assert_snapshot!(Play::on(seasons()).at(80, 24).keys(&format!("g7.{TO_SCENARIOS}jw")).shot());
}

#[test]
fn in_a_scenario() {
    insta::assert_snapshot!("compare_80x24", Play::on(seasons()).at(80, 24).keys("g7.s").shot());
    insta::assert_snapshot!("workloads_80x24", Play::on(seasons()).at(80, 24).keys("g2sj<tab>").shot());
}

#[test]
fn it_fits_every_size() {
    for (width, height) in [(20, 6), (40, 12), (60, 20), (100, 24), (250, 80)] {
        let text = Play::on(seasons()).at(width, height).keys(&format!("g7s{TO_SCENARIOS}")).text();
        assert!(text.lines().count() <= usize::from(height) && !text.is_empty(), "{text}");
    }
}
