//! How sure the outcome is, on screen: draws, what the margin hangs on, cost against benefit; and what the world is asked for.

use crate::support::{Play, illustration, saved, template};
use weighbridge::app::Pane;
use weighbridge::model::WeightSpaceKind;
use weighbridge::theme::{Charset, Colour};

const SIZES: [(u16, u16); 3] = [(80, 24), (120, 40), (200, 60)];

fn at_every_size(name: &str, play: impl Fn() -> Play) {
    for (width, height) in SIZES {
        insta::assert_snapshot!(format!("{name}_{width}x{height}"), play().at(width, height).shot());
    }
}

#[test]
fn sensitivity() {
    at_every_size("sensitivity", || Play::on(illustration()).go_to(Pane::Sensitivity).keys("j"));
}

#[test]
fn robustness() {
    at_every_size("robustness", || Play::on(illustration()).go_to(Pane::Robustness).keys("j"));
}

#[test]
fn trade_off() {
    at_every_size("trade_off", || Play::on(template("grocer")).keys(".").go_to(Pane::TradeOff));
}

#[test]
fn without_colour_and_without_letters_beyond_ascii() {
    for pane in [Pane::Sensitivity, Pane::Robustness, Pane::TradeOff] {
        for (width, height) in [(40, 12), (60, 20), (80, 24), (120, 40), (250, 70)] {
            let play = Play::on(saved("grocer.ron")).go_to(pane).at(width, height).looks(Colour::Mono, Charset::Ascii);
            assert!(play.text().is_ascii(), "{}: {}", pane.name(), play.text());
        }
    }
    let play = Play::on(illustration()).go_to(Pane::Sensitivity).at(80, 24).looks(Colour::Mono, Charset::Ascii);
    insta::assert_snapshot!("sensitivity_ascii", play.shot());
}

#[test]
fn draws_are_counted_in_the_frame_of_the_key() {
    let mut play = Play::on(illustration()).go_to(Pane::Robustness).at(200, 60);
    assert!(play.text().contains("100 k draws"), "{}", play.text());
    play.press("g4g7l");
    assert!(
        play.text().contains("100 k draws") && play.text().contains("weights within 25 % of yours"),
        "{}",
        play.text()
    );
    assert!(play.effects.is_empty(), "the world has no part in it: {:?}", play.effects);
}

#[test]
fn the_space_and_the_spread_are_on_keys_and_can_be_undone() {
    let mut play = Play::on(illustration()).go_to(Pane::Robustness);
    play.press("l");
    assert_eq!(play.bench().session.robustness.spread, 25);
    assert!(play.text().contains("weights within 25 % of yours"), "{}", play.text());
    play.press(">");
    assert_eq!(play.bench().session.robustness.space, WeightSpaceKind::Ordinal);
    assert!(play.text().contains("weights in your order"), "every percentage names its space");
    play.press("uu");
    assert_eq!(play.bench().session.robustness, illustration().robustness);
}

#[test]
fn a_second_opinion_says_why_it_differs() {
    let play = Play::on(illustration()).at(200, 60);
    assert!(play.text().contains("PROMETHEE II "), "{}", play.text());
    assert!(!play.text().contains("TOPSIS"));
    let play = play.keys("O");
    assert!(play.text().contains("TOPSIS "), "{}", play.text());
}
