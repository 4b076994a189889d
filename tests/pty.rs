//! The real binary in a pseudo-terminal: start, edit, save, reopen, kill, recover, hang up.

use crate::support::pty::{Home, Terminal};
use rustix::process::Signal;
use std::process::Command;

const FILE: &str = "saved-sessions/grocer.ron";

/// Opens the grocer's session and waits for the workbench.
fn opened(home: &Home) -> Terminal {
    let mut terminal = home.start(&[FILE]);
    terminal.until_shown("Ranking");
    terminal
}

fn cost_points(text: &str) -> u32 {
    let line = text.lines().find(|line| line.contains("id: \"cost\"")).unwrap();
    let tail = line.split("points: ").nth(1).unwrap();
    tail.chars().take_while(char::is_ascii_digit).collect::<String>().parse().unwrap()
}

/// The shipped session is decided; the first change asks whether to reopen it.
fn reopen_with_one_more(terminal: &mut Terminal) {
    terminal.keys("l");
    terminal.until_shown("Reopen");
    terminal.keys("y");
    terminal.until("the question to be gone", |screen| !screen.contains("Reopen"));
}

#[test]
fn edit_save_quit_reopen_undo() {
    let home = Home::with("grocer.ron");
    let before = home.read("grocer.ron");
    let mut terminal = opened(&home);
    reopen_with_one_more(&mut terminal);
    terminal.until_shown("unsaved");
    terminal.keys("\x13");
    terminal.until_shown("saved grocer.ron");
    terminal.keys("q");
    assert!(terminal.ended().success());
    assert!(terminal.is_restored());
    let after = home.read("grocer.ron");
    assert_eq!(cost_points(&after), cost_points(&before) + 1);
    let document = |text: &str| text.split("\n    log: [").next().unwrap().to_owned();
    let (old, new) = (document(&before), document(&after));
    let changed: Vec<_> = old.lines().zip(new.lines()).filter(|(a, b)| a != b).collect();
    assert_eq!(changed.len(), 2, "the weight and the status, one line each: {changed:?}");
    assert_eq!(home.journals(), 0, "nothing is left to recover");

    let mut terminal = opened(&home);
    terminal.keys("u");
    terminal.until_shown("undone");
    terminal.keys("\x13");
    terminal.until_shown("saved grocer.ron");
    terminal.keys("q");
    assert!(terminal.ended().success());
    assert_eq!(cost_points(&home.read("grocer.ron")), cost_points(&before));
}

#[test]
fn a_kill_in_the_middle_loses_at_most_the_last_edit() {
    let home = Home::with("grocer.ron");
    let before = home.read("grocer.ron");
    let mut terminal = opened(&home);
    reopen_with_one_more(&mut terminal);
    terminal.keys("llll");
    let wanted = (cost_points(&before) + 5).to_string();
    terminal.until("five points more", |screen| {
        screen.lines().any(|line| line.contains("Cost") && line.split_whitespace().any(|word| word == wanted))
    });
    terminal.signal(Signal::KILL);
    terminal.ended();
    assert_eq!(home.read("grocer.ron"), before, "the file is as it was");

    let mut terminal = home.start(&[FILE]);
    terminal.until_shown("never saved");
    terminal.keys("y");
    terminal.until_shown("recovered");
    terminal.keys("\x13");
    terminal.until_shown("saved grocer.ron");
    terminal.keys("q");
    assert!(terminal.ended().success());
    assert_eq!(cost_points(&home.read("grocer.ron")), cost_points(&before) + 5);
    assert_eq!(home.journals(), 0);
}

#[test]
fn what_is_recovered_can_be_thrown_away() {
    let home = Home::with("grocer.ron");
    let before = home.read("grocer.ron");
    let mut terminal = opened(&home);
    reopen_with_one_more(&mut terminal);
    terminal.until_shown("unsaved");
    terminal.signal(Signal::KILL);
    terminal.ended();
    let mut terminal = home.start(&[FILE]);
    terminal.until_shown("never saved");
    terminal.keys("n");
    terminal.until_shown("discarded");
    terminal.keys("q");
    assert!(terminal.ended().success());
    assert_eq!((home.read("grocer.ron"), home.journals()), (before, 0));
}

#[test]
fn signals_restore_the_terminal_and_keep_the_edits() {
    for signal in [Signal::TERM, Signal::HUP, Signal::INT, Signal::QUIT] {
        let home = Home::with("grocer.ron");
        let mut terminal = opened(&home);
        reopen_with_one_more(&mut terminal);
        terminal.until_shown("unsaved");
        terminal.signal(signal);
        let status = terminal.ended();
        assert!(!status.success());
        assert!(terminal.is_restored(), "{signal:?}");
        assert_eq!(home.journals(), 1, "{signal:?}");
    }
}

#[test]
fn a_closed_terminal_ends_it_and_the_edits_are_kept() {
    let home = Home::with("grocer.ron");
    let mut terminal = opened(&home);
    reopen_with_one_more(&mut terminal);
    terminal.until_shown("unsaved");
    terminal.hang_up();
    terminal.exit();
    let mut terminal = home.start(&[FILE]);
    terminal.until_shown("never saved");
}

#[test]
fn a_closed_terminal_ends_it_even_when_hang_ups_are_ignored() {
    let home = Home::with("grocer.ron");
    let words = ["/bin/sh", "-c", "trap '' HUP; exec \"$0\" \"$1\"", env!("CARGO_BIN_EXE_weighbridge"), FILE];
    let mut terminal = Terminal::run(&home, &words, (120, 40), &[]);
    terminal.until_shown("Ranking");
    terminal.hang_up();
    terminal.exit();
}

#[test]
fn a_file_that_changed_underneath_is_not_overwritten() {
    let home = Home::with("grocer.ron");
    let mut terminal = opened(&home);
    reopen_with_one_more(&mut terminal);
    let theirs = home.read("grocer.ron").replace("Grocer", "Their grocer");
    std::fs::write(home.session("grocer.ron"), &theirs).unwrap();
    terminal.keys("\x13");
    terminal.until_shown("keep both");
    terminal.until_shown("not saved");
    assert_eq!(home.read("grocer.ron"), theirs);
    terminal.keys("\x1b");
    terminal.until("the question to be gone", |screen| !screen.contains("keep both"));
    terminal.keys("S");
    terminal.until_shown("Save as");
    for _ in 0..40 {
        terminal.keys("\x7f");
    }
    terminal.keys("saved-sessions/mine.ron\r");
    terminal.until_shown("saved mine.ron");
    assert!(home.read("mine.ron").contains("Grocer"));
    assert_eq!(home.read("grocer.ron"), theirs);
}

#[test]
fn the_library_opens_what_is_selected_and_shows_what_cannot_be_read() {
    let home = Home::with("grocer.ron");
    std::fs::write(home.session("broken.ron"), "(schema: 1, title: \"x\", wieght: 3)").unwrap();
    let mut terminal = home.start(&[]);
    terminal.until_shown("broken.ron");
    terminal.until_shown("wieght");
    terminal.keys("/grocer\r\r");
    terminal.until_shown("Ranking");
    terminal.keys("q");
    terminal.until_shown("broken.ron");
    terminal.keys("q");
    assert!(terminal.ended().success());
    assert!(terminal.is_restored());
}

#[test]
fn a_new_session_is_in_no_file_until_it_is_saved_and_still_survives() {
    let home = Home::new();
    let mut terminal = home.start(&[]);
    terminal.until_shown("No saved sessions");
    terminal.keys("nblank\r");
    terminal.until_shown("not saved");
    terminal.keys("\r");
    terminal.until_shown("Title");
    terminal.keys("Our first decision\r");
    terminal.until_shown("Our first decision");
    terminal.signal(Signal::KILL);
    terminal.ended();
    let mut terminal = home.start(&[]);
    terminal.until_shown("Our first decision");
    terminal.keys("\r");
    terminal.until_shown("recovered");
    terminal.keys("\x13");
    terminal.until_shown("saved ");
    terminal.keys("qq");
    assert!(terminal.ended().success());
}

#[test]
fn a_session_from_standard_input_is_worked_on_from_the_terminal() {
    let home = Home::with("grocer.ron");
    let program = env!("CARGO_BIN_EXE_weighbridge");
    let piped = format!("cat {FILE} | {program} - --sessions new");
    let mut terminal = Terminal::run(&home, &["sh", "-c", &piped], (120, 40), &[]);
    terminal.until_shown("not saved");
    reopen_with_one_more(&mut terminal);
    terminal.keys("\x13");
    terminal.until_shown("saved ");
    terminal.keys("q");
    assert!(terminal.ended().success());
    assert!(terminal.is_restored());
    assert_eq!(std::fs::read_dir(home.path().join("new")).unwrap().count(), 1);
}

#[test]
fn a_limit_on_file_sizes_is_an_error_and_not_the_end() {
    let home = Home::with("grocer.ron");
    let before = home.read("grocer.ron");
    let program = env!("CARGO_BIN_EXE_weighbridge");
    // `env --default-signal` undoes what the runner of the tests may have set.
    let limited = format!("ulimit -f 1; exec env --default-signal=XFSZ {program} {FILE}");
    let mut terminal = Terminal::run(&home, &["sh", "-c", &limited], (120, 40), &[]);
    terminal.until_shown("Ranking");
    reopen_with_one_more(&mut terminal);
    terminal.until_shown("cannot be recovered");
    terminal.keys("\x13");
    terminal.until_shown("not saved");
    terminal.keys("q");
    terminal.until_shown("unsaved changes");
    terminal.keys("n");
    assert!(terminal.ended().success());
    assert_eq!(home.read("grocer.ron"), before);
}

#[test]
fn every_size_is_drawn() {
    let home = Home::with("grocer.ron");
    let mut terminal = opened(&home);
    for (cols, rows) in [(80, 24), (30, 8), (200, 60), (40, 12), (1, 1), (120, 40)] {
        terminal.resize(cols, rows);
    }
    terminal.until_shown("Ranking");
    terminal.keys("q");
    assert!(terminal.ended().success());
}

#[test]
fn a_terminal_that_cannot_move_the_cursor_gets_a_message_and_no_escapes() {
    let home = Home::with("grocer.ron");
    let mut terminal = Terminal::start(&home, &[FILE], (80, 24), &[("TERM", "dumb")]);
    assert_eq!(terminal.ended().code(), Some(2));
    assert!(terminal.screen().contains("TERM is 'dumb'"), "{}", terminal.screen());
    assert!(!terminal.bytes.contains(&0x1b));
}

#[test]
fn without_a_terminal_nothing_is_drawn() {
    let home = Home::with("grocer.ron");
    let mut command = Command::new(env!("CARGO_BIN_EXE_weighbridge"));
    let output = crate::support::processes::output(command.arg(FILE).current_dir(home.path())).unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stdout.is_empty());
    assert!(!output.stderr.contains(&0x1b));
    assert!(!output.stderr.is_empty());
}

/// A matrix on which ten million draws, the most that are allowed, take seconds.
fn large_matrix(home: &Home) -> String {
    let names: Vec<String> = (0..60).map(|at| format!("A{at}")).collect();
    let mut text = format!("criterion,weight,goal,{}\n", names.join(","));
    for criterion in 0..30 {
        let values: Vec<String> = (0..60).map(|at| (1 + (at * 7 + criterion * 3) % 5).to_string()).collect();
        text.push_str(&format!("C{criterion},{},max,{}\n", 1 + criterion % 4, values.join(",")));
    }
    std::fs::write(home.path().join("large.csv"), text).unwrap();
    "large.csv".to_owned()
}

#[test]
fn a_long_count_shows_its_progress_on_a_terminal_and_a_short_one_does_not() {
    let home = Home::new();
    let file = large_matrix(&home);
    let mut terminal = home.start(&["robustness", &file, "--samples", "10000000", "--format", "json"]);
    terminal.until("a progress mark", |screen| screen.contains(" % of 10000000 draws"));
    // Not INT: whoever runs the tests in the background of a shell has it ignored, and so has the program.
    terminal.signal(Signal::TERM);
    assert!(!terminal.ended().success());
    let mut terminal = home.start(&["robustness", &file, "--samples", "300", "--format", "json"]);
    assert!(terminal.ended().success());
    assert!(!String::from_utf8_lossy(&terminal.bytes).contains(" % of "));
}
