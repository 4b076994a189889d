//! The face of cost: the chart along the volume and the bills, at the sizes that they must be read at.

use crate::support::{Play, saved, template};
use weighbridge::model::{Estimate, HoursOnce, OneTime, Requests, Session, UsdOnce};
use weighbridge::theme::{Charset, Colour};

const SIZES: [(u16, u16); 3] = [(80, 24), (120, 40), (200, 60)];
/// Compare, on the bills.
const BILLS: &str = "g7<to:Cost>";
/// Compare, on the chart.
const CHART: &str = "g7<to:Volume>";

/// A service whose volume is known within a range, and whose platforms must be learned and moved to.
fn uncertain() -> Session {
    let mut session = template("api-100k");
    session.workloads[0].demand.requests_per_month = Estimate::Range(Requests::of(20e6), Requests::of(90e6));
    for alternative in &mut session.alternatives {
        alternative.one_time = OneTime {
            learning: Estimate::Likely(HoursOnce::of(40.0)),
            build: Estimate::Likely(HoursOnce::of(60.0)),
            migration: Estimate::Unknown,
            fees: Estimate::Exact(UsdOnce::of(1000.0)),
        };
    }
    session
}

#[test]
fn volume_of_a_service() {
    for (width, height) in SIZES {
        let shot = Play::on(template("api-100k")).keys(CHART).at(width, height).shot();
        insta::assert_snapshot!(format!("volume_{width}x{height}"), shot);
    }
}

#[test]
fn volume_in_letters() {
    let play = Play::on(saved("grocer.ron")).keys(CHART).at(80, 24).looks(Colour::Mono, Charset::Ascii);
    assert!(play.text().is_ascii());
    insta::assert_snapshot!("volume_ascii", play.shot());
}

#[test]
fn volume_says_why() {
    insta::assert_snapshot!(Play::on(template("api-100k")).keys(CHART).keys("w").at(80, 24).shot());
}

#[test]
fn the_present_volume_moves_in_the_frame_of_the_key() {
    let mut play = Play::on(template("api-100k")).keys(CHART).at(80, 24);
    assert!(play.text().contains("now 3.00 M"), "{}", play.text());
    play.press("v>>");
    assert!(play.text().contains("now 10.0 M"), "{}", play.text());
}

#[test]
fn the_chart_is_of_one_workload() {
    let play = Play::on(saved("grocer.ron")).keys(CHART).keys(",").at(80, 24);
    assert!(play.text().contains("Volume applies to one workload. Press , or . to select one."), "{}", play.text());
}

#[test]
fn bills_with_ranges() {
    for (width, height) in SIZES {
        let shot = Play::on(uncertain()).keys(BILLS).at(width, height).shot();
        insta::assert_snapshot!(format!("bills_{width}x{height}"), shot);
    }
}

#[test]
fn bills_over_three_years_in_ascii() {
    let play = Play::on(uncertain()).keys(BILLS).keys("tt").at(120, 40).looks(Colour::Mono, Charset::Ascii);
    assert!(play.text().is_ascii());
    insta::assert_snapshot!("bills_36_months_ascii", play.shot());
}

/// The quote of 216 USD a month, 100 hours at 90 USD and fees of 1,000 USD.
#[test]
fn t_sums_up_over_a_year_and_three_and_comes_back() {
    let mut play = Play::on(uncertain()).keys(BILLS).at(120, 40);
    let row = |play: &Play| {
        let text = play.text();
        text.lines()
            .skip_while(|line| !line.contains("[Cost]"))
            .find(|line| line.contains("Three-node"))
            .unwrap()
            .to_owned()
    };
    let changes = play.bench().revision;
    for (header, amount) in [("USD in 12 months", "12,592"), ("USD in 36 months", "17,776"), ("USD/month", "216")] {
        play.press("t");
        let text = play.text();
        assert!(text.contains(header) && row(&play).contains(amount), "{header} {amount}\n{text}");
    }
    assert_eq!(play.bench().revision, changes, "looking changes nothing");
}
