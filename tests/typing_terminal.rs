//! Typing into the real binary in a pseudo-terminal.

use crate::support::pty::{Home, Terminal};

const LEFT: &str = "\x1b[D";
const HOME: &str = "\x1b[H";
const END: &str = "\x1b[F";

/// A new session, on the form of its first step.
fn begun(home: &Home) -> Terminal {
    let mut terminal = home.start(&[]);
    terminal.until_shown("No saved sessions");
    terminal.until_no_caret();
    terminal.keys("nblank\r");
    terminal.until_shown("not saved");
    terminal
}

#[test]
fn the_cursor_stands_where_text_is_typed_and_is_hidden_elsewhere() {
    let home = Home::new();
    let mut terminal = begun(&home);
    terminal.until_no_caret();
    terminal.keys("\rTea, 茶と水");
    terminal.until_caret_behind("Tea, 茶と水");
    terminal.keys(LEFT);
    terminal.until_caret_behind("Tea, 茶と");
    terminal.keys("か");
    terminal.until_caret_behind("Tea, 茶とか");
    terminal.keys(HOME);
    terminal.keys("My ");
    terminal.until_caret_behind("My ");
    terminal.keys(END);
    terminal.until_caret_behind("My Tea, 茶とか水");
    terminal.keys("\x1b");
    terminal.until_shown("Discard what you typed?");
    terminal.until_no_caret();
    terminal.keys("n");
    terminal.until_caret_behind("My Tea, 茶とか水");
    terminal.keys("\r");
    terminal.until_no_caret();
}

#[test]
fn a_search_has_a_caret_that_moves() {
    let home = Home::with("grocer.ron");
    let mut terminal = home.start(&[]);
    terminal.until_shown("grocer.ron");
    terminal.until_no_caret();
    terminal.keys("/rocer");
    terminal.until_caret_behind("rocer");
    terminal.keys(HOME);
    terminal.keys("g");
    terminal.until_caret_behind("/ g");
    terminal.until_shown("grocer");
    terminal.keys("\r");
    terminal.until_no_caret();
    terminal.keys(":undo");
    terminal.until_caret_behind("undo");
    terminal.keys(LEFT);
    terminal.until_caret_behind("und");
}

#[test]
fn a_text_of_several_lines_has_its_caret_in_the_line_that_is_typed() {
    let home = Home::new();
    let mut terminal = begun(&home);
    terminal.until_shown("Context");
    terminal.keys("/");
    terminal.until_shown("Find");
    terminal.keys("\x1b");
    terminal.until_no_caret();
    while !has_cursor(&terminal.screen(), "Context") {
        let before = terminal.screen();
        terminal.keys("j");
        terminal.until("the next row", |screen| screen != before);
    }
    terminal.keys("\r");
    terminal.until_shown("new line");
    terminal.keys("first\rsecond line");
    terminal.until_caret_behind("second line");
    terminal.keys("\x1b[A");
    terminal.until_caret_behind("first");
}

/// A key of another script is the key that it is on, except where text is typed.
#[test]
fn letters_of_other_scripts_act_by_their_place_on_the_keyboard() {
    for (down, up, title, letters) in [
        ("о", "л", "Чай или кофе", "щзегы"),
        ("ξ", "κ", "Τσάι ή καφές", "σδφ"),
        ("ח", "ל", "תה או קפה", "שדג"),
        ("ت", "ن", "شاي أم قهوة", "شسي"),
    ] {
        let home = Home::new();
        let mut terminal = begun(&home);
        terminal.until("the first row", |screen| has_cursor(screen, "Title"));
        terminal.keys(down);
        terminal.until(down, |screen| has_cursor(screen, "Question"));
        terminal.keys(up);
        terminal.until(up, |screen| has_cursor(screen, "Title"));
        terminal.keys("\r");
        terminal.until_caret_behind("");
        terminal.keys(&format!("{title} {letters}\r"));
        terminal.until_no_caret();
        terminal.keys("\x13");
        terminal.until_shown("saved ");
        terminal.keys("йй");
        assert!(terminal.ended().success(), "й is on the key of q");
    }
}

/// Whether the cursor is on the row with this label.
fn has_cursor(screen: &str, label: &str) -> bool {
    screen
        .lines()
        .any(|line| line.trim_start().strip_prefix('▸').is_some_and(|row| row.trim_start().starts_with(label)))
}

#[test]
fn the_first_save_names_the_file_after_the_title() {
    let home = Home::new();
    for (title, name) in [
        ("Tea/coffee: which? ../..", "tea-coffee-which.ron"),
        ("Чай или кофе", "чай-или-кофе.ron"),
        ("Tea, coffee -- which", "tea-coffee-which-2.ron"),
        ("...", "item.ron"),
    ] {
        let mut terminal = home.start(&[]);
        terminal.until_shown("session");
        terminal.keys("nblank\r");
        terminal.until_shown("not saved");
        terminal.keys(&format!("\r{title}\r"));
        terminal.until_no_caret();
        terminal.keys("\x13");
        terminal.until_shown(&format!("saved {name}"));
        terminal.keys("\rx");
        terminal.until_caret_behind("x");
        terminal.keys("\r");
        terminal.until_shown("unsaved");
        terminal.keys("\x13");
        terminal.until_shown(&format!("saved {name}"));
        terminal.keys("qq");
        assert!(terminal.ended().success());
        assert!(home.session(name).is_file());
    }
    assert_eq!(std::fs::read_dir(home.path().join("saved-sessions")).unwrap().count(), 4);
    assert_eq!(home.journals(), 0);
}

#[test]
fn a_list_pasted_by_the_terminal_becomes_options() {
    let home = Home::new();
    let mut terminal = begun(&home);
    terminal.keys("g3");
    terminal.until_shown("options");
    terminal.keys("\x1b[200~Framework 13\rMacBook Air\rThinkPad T14\r\x1b[201~");
    terminal.until_shown("Add 3 options");
    terminal.keys("y");
    terminal.until("all three", |screen| !screen.contains("Add 3 options") && screen.contains("ThinkPad T14"));
}
