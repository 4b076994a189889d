//! The largest documents that are accepted: every step of the workbench draws them, and keys change them.

use crate::support::pty::{Home, Terminal};
use crate::support::{Play, processes};
use weighbridge::appraisal::{Appraisal, OpinionMethod};
use weighbridge::catalogue::Catalogue;
use weighbridge::model::{Alternative, CellKey, CellScore, Criterion, Points, Score, Session, Status};

use std::path::Path;
use std::process::Command;
use weighbridge::app::{Event, LibraryEntry, LibraryFile, Screen};
use weighbridge::model::Moment;

/// Alternatives, and criteria.
const SIZE: usize = 200;

fn large() -> Session {
    let mut session = Session::new("large");
    session.totals_seen = true;
    session.status = Status::Open;
    for n in 0..SIZE {
        let (alternative, criterion) = (format!("a{n}"), format!("c{n}"));
        session.alternatives.push(Alternative {
            id: alternative.as_str().into(),
            name: alternative,
            ..Alternative::default()
        });
        session.criteria.push(Criterion {
            id: criterion.as_str().into(),
            name: criterion,
            points: Points(10),
            ..Criterion::default()
        });
    }
    for criterion in &session.criteria {
        for (column, alternative) in session.alternatives.iter().enumerate() {
            let level = if column == 7 { 5 } else { u8::try_from(1 + column % 4).unwrap() };
            let cell = CellKey { criterion: criterion.id.clone(), alternative: alternative.id.clone(), workload: None };
            session.scores.push(Score { score: CellScore::Exact(level), ..Score::blank(&cell) });
        }
    }
    session
}

/// Work that grew with the square of the cells made each of these keys take seconds, minutes without optimisation.
#[test]
fn a_matrix_of_40_000_cells_is_drawn_in_every_step_and_changed_by_keys() {
    let session = large();
    let appraisal = Appraisal::compute(&session, &Catalogue::embedded().unwrap());
    let matrix = appraisal.overall_matrix().unwrap();
    assert_eq!(matrix.leaders(), [7]);
    let [promethee, topsis] = matrix.opinions() else { panic!("two methods") };
    assert_eq!((promethee.method, &promethee.leaders[..]), (OpinionMethod::PrometheeII, &[7][..]));
    assert_eq!(topsis.leaders, [7]);
    let mut play = Play::on(session.clone()).at(120, 40);
    for keys in ["g7", "<right>", "<tab>", "<tab>", "<tab>", "<tab>", "g6", "4", "g5", "<left>", "g4", "g3", "g8"] {
        play = play.keys(keys);
        assert!(play.text().contains("large"), "{keys}");
    }
    let play = play.keys("uuu");
    assert_eq!(play.app.workbench().unwrap().session.scores, session.scores);
}

/// Files in a folder. Whole sessions with their results would take some 700 MB.
const FILES: usize = 800;

/// A home with many names of one shipped session.
fn crowded() -> Home {
    let home = Home::with("grocer.ron");
    for n in 1..FILES {
        std::fs::hard_link(home.session("grocer.ron"), home.session(&format!("grocer-{n}.ron"))).unwrap();
    }
    home
}

/// The words that run the program in this much memory; none where it cannot be limited.
fn limited(mebibytes: u32) -> Option<Vec<String>> {
    let prlimit = format!("--data={}", u64::from(mebibytes) << 20);
    let words = vec!["prlimit".to_owned(), prlimit, env!("CARGO_BIN_EXE_weighbridge").to_owned()];
    let works = processes::status(Command::new(&words[0]).args(&words[1..]).arg("--version"))
        .is_ok_and(|ended| ended.success());
    if !works {
        eprintln!("skipped: memory cannot be limited here");
    }
    works.then_some(words)
}

#[test]
fn a_folder_of_many_files_is_listed_without_holding_them() {
    let home = crowded();
    let Some(words) = limited(160) else { return };
    let mut command = Command::new(&words[0]);
    command.args(&words[1..]).args(["list", "saved-sessions", "--format", "json"]).current_dir(home.path()).env_clear();
    let ran = processes::output(command.envs(home.environment())).unwrap();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    let rows: Vec<serde_json::Value> = serde_json::from_slice(&ran.stdout).unwrap();
    assert_eq!(rows.len(), FILES);
    assert!(rows.iter().all(|row| row["leader"] == rows[0]["leader"] && row["outcome"] == rows[0]["outcome"]));
    let files: Vec<&str> = rows.iter().map(|row| row["file"].as_str().unwrap()).collect();
    assert!(files.is_sorted(), "changed at the same time, they are in the order of their names");
}

#[test]
fn keys_act_while_a_folder_of_many_files_is_read_and_all_are_there_in_the_end() {
    let home = crowded();
    let Some(words) = limited(160) else { return };
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let mut terminal = Terminal::run(&home, &words, (120, 40), &[]);
    terminal.until("the question of the first", |screen| screen.contains("Stock is reserved"));
    terminal.keys("G");
    terminal.keys("jjjkkk");
    terminal.until("all files", |screen| screen.contains(&format!("{FILES} sessions")) && !screen.contains("reading"));
    terminal.keys("/grocer-799");
    terminal.until("the one", |screen| screen.contains("1 of 800"));
    terminal.keys("\r");
    terminal.keys("q");
    assert!(terminal.ended().success());
}

fn entry(play: &Play, n: usize) -> LibraryEntry {
    let file = LibraryFile {
        path: format!("{n:02}.ron").into(),
        changed: Moment::from_unix(0),
        session: Ok(Box::new(Session::new(&format!("session {n}")))),
        is_saved: true,
        recoverable: false,
    };
    LibraryEntry::new(file, &play.app.catalogue)
}

#[test]
fn what_is_read_later_is_added_and_the_cursor_stays_on_its_file() {
    let mut play = Play::library(Vec::new());
    play.shelf =
        (0..40).map(|n| (format!("{n:02}.ron").into(), Box::new(Session::new(&format!("session {n}"))))).collect();
    play.handle_event(Event::LibraryListed(40));
    assert!(play.text().contains("reading"));
    play.handle_event(Event::LibraryRead((20..40).map(|n| entry(&play, n)).collect()));
    assert!(play.text().contains("reading 20 of 40 sessions"), "{}", play.text());
    let mut play = play.keys("jj");
    let selected = |play: &Play| match &play.app.screen {
        Screen::Library(library) => library.selected().unwrap().path.clone(),
        Screen::Workbench(_) => panic!("the library is open"),
    };
    assert_eq!(selected(&play), Path::new("22.ron"));
    play.handle_event(Event::LibraryRead((0..20).map(|n| entry(&play, n)).collect()));
    assert_eq!(selected(&play), Path::new("22.ron"));
    assert!(play.text().contains("40 sessions") && !play.text().contains("reading"));
    // Every session that the cursor comes to has its details, and one that it returns to.
    let mut play = play.keys("<home>");
    for _ in 0..39 {
        play = play.keys("j");
        assert!(!play.text().contains("reading…"), "{}", play.text());
    }
    let play = play.keys("<home>");
    assert!(!play.text().contains("reading…"));
    assert_eq!(selected(&play), Path::new("00.ron"));
}
