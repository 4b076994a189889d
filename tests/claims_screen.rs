//! The published claims on screen: all of them above, one in full below, at the smallest usual size and at a larger one.

use crate::support::{Play, saved, template};
use weighbridge::app::{Context, Overlay};
use weighbridge::theme::{Charset, Colour};

#[test]
fn claims() {
    for (width, height) in [(80, 24), (120, 40)] {
        let play = Play::on(saved("grocer.ron")).keys("C<end>kkkk").at(width, height);
        insta::assert_snapshot!(format!("claims_{width}x{height}"), play.shot());
    }
}

#[test]
fn claims_in_ascii() {
    let play = Play::on(template("api-100k")).keys("C").at(80, 24).looks(Colour::Mono, Charset::Ascii);
    insta::assert_snapshot!("claims_ascii", play.shot());
    let mut play = play;
    for _ in 0..34 {
        for _ in 0..8 {
            assert!(play.text().is_ascii(), "{}", play.text());
            press_page(&mut play);
        }
        play.press("j");
    }
}

fn press_page(play: &mut Play) {
    play.send(weighbridge::app::Msg::PageDown);
}

/// The id of the claim that is shown in full.
fn shown(play: &Play) -> Option<&str> {
    match play.app.overlays.last() {
        Some(Overlay::Claims(claims)) => claims.rows.get(claims.selected).map(|claim| claim.id.as_str()),
        _ => None,
    }
}

#[test]
fn it_opens_wherever_nothing_is_typed() {
    for step in 1..=8 {
        let play = Play::on(saved("grocer.ron")).keys(&format!("g{step}C"));
        assert_eq!(shown(&play), Some("000-1"), "step {step}");
    }
    let library = Play::library(vec![("saved-sessions/grocer.ron", Ok(saved("grocer.ron")))]).keys("C");
    assert_eq!(shown(&library), Some("000-1"));
    let typing = Play::on(template("grocer")).keys("g1<enter>C");
    assert_eq!((typing.app.context(), shown(&typing)), (Context::LineEditor, None));
    let palette = Play::on(template("grocer")).keys(":published<enter>");
    assert_eq!(shown(&palette), Some("000-1"));
    let review = Play::review(saved("grocer.ron")).keys("C");
    assert_eq!(shown(&review), Some("000-1"));
}

#[test]
fn the_cursor_goes_through_all_of_them_and_esc_goes_back() {
    let mut play = Play::on(saved("grocer.ron")).keys("Ck");
    assert_eq!(shown(&play), Some("000-1"));
    play.press("jj");
    assert_eq!(shown(&play), Some("000-3"));
    play.press("<end>j");
    assert_eq!(shown(&play), Some("004-8"));
    play.press("<home>");
    assert_eq!(shown(&play), Some("000-1"));
    play.press("<esc>");
    assert!(play.app.overlays.is_empty());
    play.press("CC");
    assert!(play.app.overlays.is_empty(), "the same key closes it");
    assert!(play.journal.is_empty() && play.saved.is_empty(), "looking changes nothing");
}

#[test]
fn verdicts_are_words_with_marks() {
    let play = Play::on(saved("grocer.ron")).keys("C").at(120, 40).looks(Colour::Mono, Charset::Unicode);
    let text = play.text();
    for part in ["✗ input-error", "✓ holds", "✗ unit-error", "? unsupported"] {
        assert!(text.contains(part), "no '{part}' in\n{text}");
    }
}

#[test]
fn no_size_is_too_small_or_too_large() {
    for (width, height) in [(0, 0), (1, 1), (39, 11), (40, 12), (60, 15), (80, 24), (200, 60), (300, 10)] {
        Play::on(saved("grocer.ron")).keys("Cjj").at(width, height).buffer();
    }
}
