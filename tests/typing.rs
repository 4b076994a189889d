//! Typing as people type, by keys alone: carets, amounts, pasted lists.

use crate::support::{Play, saved, template};

/// What stands before the caret, in its row, as it is drawn.
fn before_caret(play: &Play) -> Option<String> {
    let (column, row) = play.caret()?;
    let buffer = play.buffer();
    Some((0..column).map(|x| buffer[(x, row)].symbol()).collect())
}

#[track_caller]
fn has_caret_behind(play: &Play, text: &str) {
    let before = before_caret(play);
    assert!(
        before.as_ref().is_some_and(|before| before.ends_with(text)),
        "'{text}' before {before:?}\n{}",
        play.text()
    );
}

#[test]
fn wherever_text_is_typed_there_is_a_caret_and_nowhere_else() {
    let mut play = Play::on(saved("grocer.ron")).at(80, 24);
    assert_eq!(play.caret(), None);
    for (keys, typed) in [
        (":", "volume"),            // the palette
        ("/", "cost"),              // find
        ("g1<enter>", "A title"),   // a line
        ("g4a", "Quality of life"), // a list with a name of one's own
    ] {
        play.press(keys);
        play.press(typed);
        has_caret_behind(&play, typed);
        play.press("<home>");
        assert!(play.caret().is_some(), "{keys}");
        play.press("<end><left>");
        has_caret_behind(&play, &typed[..typed.len() - 1]);
        play.press("<esc>");
        if play.text().contains("Discard what you typed?") {
            assert_eq!(play.caret(), None, "a question lies over the text");
            play.press("y");
        }
        assert_eq!(play.caret(), None, "{keys}");
    }
    play.press("?");
    assert_eq!(play.caret(), None);
}

#[test]
fn a_line_that_is_longer_than_its_field_scrolls_with_the_caret() {
    for width in [40, 60, 80, 120] {
        let mut play = Play::on(template("blank")).at(width, 24);
        play.press("g1<enter>");
        for _ in 0..30 {
            play.press("lang 茶 ");
        }
        has_caret_behind(&play, "茶  ");
        play.press("<home>");
        assert!(play.caret().is_some_and(|(x, _)| x < width), "{width}");
        play.press("<esc>y:");
        for _ in 0..20 {
            play.press("茶b ");
        }
        has_caret_behind(&play, "b ");
        play.press("<home>");
        let (x, y) = play.caret().unwrap();
        assert_eq!(play.buffer()[(x, y)].symbol(), "茶");
    }
}

#[test]
fn moving_the_caret_of_a_search_keeps_what_is_selected() {
    let mut play = Play::on(template("grocer"));
    play.press(":o<down><down>");
    let selected =
        |play: &Play| play.text().lines().find(|line| line.contains('▸') && line.contains("│")).map(str::to_owned);
    let before = selected(&play);
    play.press("<left><right><home><end>");
    assert_eq!(selected(&play), before);
}

#[test]
fn a_letter_of_another_script_is_a_command_by_its_place_and_text_where_text_is_typed() {
    let cost = |play: &Play| play.bench().session.criterion(&"cost".into()).unwrap().points.0;
    let mut play = Play::on(template("grocer"));
    let before = cost(&play);
    play.press("дддБ"); // l l l <
    assert_eq!(cost(&play), before - 2);
    play.press("г"); // u
    assert_eq!(cost(&play), before);
    play.press("п٣"); // g3
    assert_eq!(play.bench().step, weighbridge::appraisal::Step::Options);
    play.press("<ctrl-з>грн"); // the palette; then it is text
    has_caret_behind(&play, "грн");
    play.press("<esc>?");
    assert!(play.text().contains("Keyboard layouts") || play.at(80, 60).text().contains("Keyboard layouts"));
}

#[test]
fn a_keymap_file_can_bind_the_letter_itself() {
    let mut play = Play::on(template("grocer"));
    play.keymap = weighbridge::keys::Keymap::from_text("[(\"help\", [\"о\"])]").unwrap();
    play.press("о");
    assert!(play.text().contains("Keys in"), "{}", play.text());
}
