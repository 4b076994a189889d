//! What a person sees, at three sizes. Each snapshot is the screen as text and, under it, a layer that names the style of each
//! cell, as the text alone would hide what is emphasised.

use crate::support::{Play, saved, template};
use weighbridge::theme::{Charset, Colour};

const SIZES: [(u16, u16); 3] = [(80, 24), (120, 40), (200, 60)];

/// One snapshot per size of the same script.
fn at_every_size(name: &str, play: impl Fn() -> Play) {
    for (width, height) in SIZES {
        let shot = play().at(width, height).shot();
        insta::assert_snapshot!(format!("{name}_{width}x{height}"), shot);
    }
}

#[test]
fn library() {
    at_every_size("library", || {
        Play::library(vec![
            ("saved-sessions/grocer.ron", Ok(saved("grocer.ron"))),
            ("saved-sessions/search-read-model.ron", Ok(saved("search-read-model.ron"))),
            (
                "saved-sessions/burst-gpu.ron",
                Err("burst-gpu.ron:41:9: unknown field 'wieght'; did you mean 'weight'?".into()),
            ),
        ])
    });
}

#[test]
fn library_finding() {
    let play = Play::library(vec![
        ("saved-sessions/grocer.ron", Ok(saved("grocer.ron"))),
        ("saved-sessions/search-read-model.ron", Ok(saved("search-read-model.ron"))),
    ]);
    insta::assert_snapshot!(play.keys("/groc").shot());
}

#[test]
fn library_empty() {
    insta::assert_snapshot!(Play::library(vec![]).at(80, 24).shot());
}

#[test]
fn frame() {
    at_every_size("frame", || Play::on(saved("grocer.ron")).keys("g1"));
}

#[test]
fn workloads() {
    at_every_size("workloads", || Play::on(saved("grocer.ron")).keys("g2j"));
}

#[test]
fn questions() {
    insta::assert_snapshot!(Play::on(template("grocer")).keys("g2j<to:Questions>ynm").shot());
}

#[test]
fn options() {
    at_every_size("options", || Play::on(saved("grocer.ron")).keys("g3jjj"));
}

#[test]
fn criteria() {
    at_every_size("criteria", || Play::on(saved("grocer.ron")).keys("g4jj"));
}

#[test]
fn weigh_sealed() {
    at_every_size("weigh_sealed", || Play::on(template("compute-platform")).keys("g5l"));
}

#[test]
fn weigh_open() {
    at_every_size("weigh_open", || Play::on(saved("grocer.ron")).keys("g5"));
}

#[test]
fn score() {
    at_every_size("score", || Play::on(saved("search-read-model.ron")).keys("g6"));
}

#[test]
fn compare_workload() {
    at_every_size("compare_workload", || Play::on(template("grocer")).keys(".j>"));
}

#[test]
fn compare_volume() {
    at_every_size("compare_volume", || Play::on(template("grocer")).keys(".v>>>"));
}

#[test]
fn compare_system() {
    at_every_size("compare_system", || Play::on(saved("grocer.ron")).keys(","));
}

#[test]
fn compare_estate() {
    at_every_size("compare_estate", || Play::on(saved("grocer.ron")).keys(",<to:Estate>"));
}

#[test]
fn compare_without_workloads_or_platforms() {
    insta::assert_snapshot!(Play::on(saved("search-read-model.ron")).keys("g7").shot());
}

#[test]
fn decide() {
    at_every_size("decide", || Play::on(saved("grocer.ron")).keys("g8"));
}

#[test]
fn a_choice_that_does_not_lead_asks_why() {
    let play = Play::on(template("grocer")).keys("g8<enter>Functions<enter>");
    insta::assert_snapshot!(play.at(80, 24).shot());
}

#[test]
fn why_a_bill() {
    insta::assert_snapshot!(Play::on(template("grocer")).keys(".<to:Cost>w").shot());
}

#[test]
fn why_hours() {
    insta::assert_snapshot!(Play::on(template("grocer")).keys(".<to:Burden>w").at(80, 24).shot());
}

#[test]
fn rationale() {
    insta::assert_snapshot!(Play::on(saved("grocer.ron")).keys("g6jl<enter>").at(80, 24).shot());
}

#[test]
fn palette_and_help() {
    insta::assert_snapshot!("palette", Play::on(saved("grocer.ron")).keys(":pi").at(80, 24).shot());
    insta::assert_snapshot!("help", Play::on(saved("grocer.ron")).keys("?").shot());
}

#[test]
fn recorded_decision_asks_before_it_changes() {
    insta::assert_snapshot!(Play::on(saved("grocer.ron")).keys("l").at(80, 24).shot());
}

#[test]
fn review() {
    insta::assert_snapshot!(Play::review(saved("grocer.ron")).keys("l").at(80, 24).shot());
}

#[test]
fn blank() {
    at_every_size("blank", || Play::on(template("blank")));
}

#[test]
fn mono_and_ascii() {
    let play = || Play::on(template("grocer")).keys(".j>").at(80, 24);
    insta::assert_snapshot!("mono", play().looks(Colour::Mono, Charset::Unicode).shot());
    let ascii = play().looks(Colour::Mono, Charset::Ascii);
    insta::assert_snapshot!("ascii", ascii.shot());
    assert!(ascii.text().is_ascii(), "nothing but ASCII where the locale shows nothing else");
    for step in 1..=8 {
        let play = Play::on(saved("grocer.ron")).keys(&format!("g{step}")).looks(Colour::Mono, Charset::Ascii);
        assert!(play.text().is_ascii(), "step {step}: {}", play.text());
    }
}

#[test]
fn too_small_says_what_it_needs() {
    insta::assert_snapshot!(Play::on(template("grocer")).at(39, 11).shot());
}

#[test]
fn one_key_is_one_small_change() {
    let mut play = Play::on(template("grocer"));
    let before = play.buffer();
    play.press("l");
    let after = play.buffer();
    let changed = before.content.iter().zip(&after.content).filter(|(a, b)| a != b).count();
    assert!(changed > 0, "a weight that moves is seen");
    assert!(changed < 600, "{changed} cells changed for one point");
}
