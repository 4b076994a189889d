//! The chart of cost along the volume, at the sizes that it must be read at.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a helper of a test may end the test")]

mod support;

use support::{Play, saved, template};
use weighbridge::theme::{Colour, Repertoire};

/// Compare, on the chart.
const CHART: &str = "g7<tab><tab><tab>";

#[test]
fn volume_of_a_service() {
    for (width, height) in [(80, 24), (120, 40), (200, 60)] {
        let shot = Play::on(template("api-100k")).keys(CHART).at(width, height).shot();
        insta::assert_snapshot!(format!("volume_{width}x{height}"), shot);
    }
}

#[test]
fn volume_in_letters() {
    let play = Play::on(saved("grocer.ron")).keys(CHART).at(80, 24).looks(Colour::Mono, Repertoire::Ascii);
    assert!(play.text().is_ascii());
    insta::assert_snapshot!("volume_ascii", play.shot());
}
