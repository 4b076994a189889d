//! Long campaigns, left out of an ordinary run. Each is one command, with its count and its seed in the environment:
//!
//! ```text
//! COUNT=500 cargo test --test main -- --ignored --nocapture campaigns::kills
//! COUNT=1000000 SEED=1 cargo test --test main -- --ignored --nocapture campaigns::mutated_files
//! COUNT=1000000 SEED=1 cargo test --test main -- --ignored --nocapture campaigns::random_keys
//! ```

use crate::support::pty::Home;
use crate::support::{Play, catalogue, saved, template};
use rand_xoshiro::SplitMix64;
use rand_xoshiro::rand_core::{Rng, SeedableRng};
use rustix::process::Signal;
use std::time::Instant;
use weighbridge::app::Screen;
use weighbridge::appraisal::Appraisal;
use weighbridge::model::edit::Edit;
use weighbridge::model::text::{from_text, to_text};
use weighbridge::model::{CriterionId, Points, Session};
use weighbridge::store::{JournalFolder, load, save};

fn number(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

/// A generator with the stated seed.
fn generator() -> SplitMix64 {
    SplitMix64::seed_from_u64(number("SEED", 1))
}

fn below(random: &mut SplitMix64, most: usize) -> usize {
    usize::try_from(random.next_u64() % (most.max(1) as u64)).unwrap_or(0)
}

fn cost_points(session: &Session) -> u32 {
    session.criteria.iter().find(|row| row.id == CriterionId("cost".to_owned())).unwrap().points.0
}

/// The program is killed after keys whose effect was on screen, half of the time during a save: what was seen is in the file
/// or in the journal, and the file is whole.
#[test]
#[ignore = "a campaign: see the top of the file"]
fn kills() {
    let (rounds, mut random) = (number("COUNT", 500), generator());
    let home = Home::with("grocer.ron");
    let path = home.session("grocer.ron");
    // Reopened, and with room for points above.
    let mut session = load(&path).unwrap();
    let version = session.fingerprint;
    session.session.status = weighbridge::model::Status::Open;
    session.session.apply(Edit::SetWeight { criterion: "cost".into(), points: Points(20) }).unwrap();
    save(&path, &session.session, Some(&version)).unwrap();
    let journals = JournalFolder::in_state_dir(&home.path().join("state"));
    let (mut saves, mut recoveries) = (0, 0);
    for round in 0..rounds {
        let mut terminal = home.start(&["saved-sessions/grocer.ron"]);
        // The last row comes last: by then a question above it is on screen.
        terminal.until("the keys", |screen| screen.contains("? help") || screen.contains("decide later"));
        let recovered = terminal.screen().contains("decide later");
        let before = load(&path).unwrap().session;
        let before = if recovered { points_recovered(&mut terminal) } else { cost_points(&before) };
        let up = before < 60 && (before < 30 || below(&mut random, 2) == 0);
        let count = u32::try_from(1 + below(&mut random, 4)).unwrap();
        terminal.keys(&(if up { "l" } else { "h" }).repeat(count as usize));
        let after = if up { before + count } else { before - count };
        terminal.until(&format!("{after} points in round {round}"), |screen| points_on(screen) == Some(after));
        let saving = below(&mut random, 2) == 0;
        if saving {
            terminal.keys("\x13");
            let pause = std::time::Duration::from_micros(random.next_u64() % 12_000);
            let start = Instant::now();
            while start.elapsed() < pause {
                std::hint::spin_loop();
            }
        }
        terminal.signal(Signal::KILL);
        terminal.ended();
        let in_file = cost_points(&load(&path).unwrap().session);
        let kept = match journals.recover(&path) {
            Some(recovery) => {
                recoveries += 1;
                cost_points(&recovery.unwrap().session)
            }
            None => in_file,
        };
        saves += u32::from(in_file == after);
        assert_eq!(kept, after, "round {round}: an edit that was on screen is lost");
    }
    println!("{rounds} kills: {saves} with the edits in the file, {recoveries} with a journal to recover, none lost");
}

/// Recovers what the question on screen is about, and returns the points after it.
fn points_recovered(terminal: &mut crate::support::pty::Terminal) -> u32 {
    terminal.keys("y");
    terminal.until("the edits to be back", |screen| screen.contains("recovered; press"));
    points_on(&terminal.screen()).unwrap()
}

/// The points of the criterion 'Cost', in the row of weights: name, bar, points.
fn points_on(screen: &str) -> Option<u32> {
    screen.lines().find_map(|line| {
        let mut words = line.split_whitespace();
        words.next().filter(|name| name.trim_start_matches('▸') == "Cost")?;
        words.nth(1)?.parse().ok()
    })
}

/// The texts that are mutated.
fn corpus() -> Vec<String> {
    let mut texts: Vec<String> = ["blank", "grocer", "compute-platform", "dataflow-startup"]
        .iter()
        .map(|id| to_text(&template(id)).unwrap())
        .collect();
    texts.push(to_text(&saved("grocer.ron")).unwrap());
    texts
}

const NUMBERS: [&str; 14] =
    ["0", "0.0", "-0.0", "1", "5", "1e-9", "1e-300", "5e-324", "1e15", "1e300", "1e308", "1e999", "NaN", "4294967295"];

/// One to four changes: a number for another, a byte, a piece taken out or doubled.
fn mutate(text: &str, random: &mut SplitMix64) -> String {
    let mut text = text.to_owned();
    for _ in 0..=below(random, 4) {
        let at = text.floor_char_boundary(below(random, text.len()));
        match below(random, 6) {
            0..=3 => {
                let rest = text.get(at..).unwrap_or_default();
                let Some(start) = rest.find(|c: char| c.is_ascii_digit()).map(|offset| at + offset) else { continue };
                let end = text.get(start..).unwrap_or_default().find(|c: char| !matches!(c, '0'..='9' | '.' | 'e'));
                let end = end.map_or(text.len(), |offset| start + offset);
                text.replace_range(start..end, NUMBERS[below(random, NUMBERS.len())]);
            }
            4 => {
                let end = text.floor_char_boundary((at + 1 + below(random, 40)).min(text.len()));
                if end > at {
                    text.replace_range(at..end, "");
                }
            }
            _ => {
                let end = text.floor_char_boundary((at + 1 + below(random, 200)).min(text.len()));
                let piece = text.get(at..end).unwrap_or_default().to_owned();
                text.insert_str(at, &piece);
            }
        }
    }
    text
}

/// Mutated valid files through the reader and, where it accepts them, through everything that is computed and one frame.
#[test]
#[ignore = "a campaign: see the top of the file"]
fn mutated_files() {
    let (count, mut random, corpus) = (number("COUNT", 1_000_000), generator(), corpus());
    let catalogue = catalogue();
    let (mut accepted, mut slowest) = (0_u64, (0.0_f64, String::new()));
    for run in 0..count {
        let text = mutate(&corpus[below(&mut random, corpus.len())], &mut random);
        let start = Instant::now();
        if let Ok(parsed) = from_text(&text) {
            accepted += 1;
            let appraisal = Appraisal::compute(&parsed.session, &catalogue);
            assert!(!appraisal.matrices.is_empty() || parsed.session.alternatives.is_empty() || run < count);
            // A frame of the whole screen is dearer than all figures: one in sixteen.
            if run % 16 == 0 {
                let play = Play::on(parsed.session.clone());
                let cells = play.text();
                assert!(
                    !cells.split_whitespace().any(|word| word == "inf" || word == "NaN" || word.len() > 400),
                    "{cells}"
                );
            }
            let written = to_text(&parsed.session).unwrap();
            let read = from_text(&written).unwrap().session;
            // Tables that are out of order in a file are put in order when they are written.
            let mut sorted = parsed.session.clone();
            sorted.sort_tables();
            assert!(read == parsed.session || read == sorted, "run {run}: {text}");
        }
        let took = start.elapsed().as_secs_f64();
        if took > slowest.0 {
            slowest = (took, text);
        }
    }
    println!(
        "{count} files, {accepted} accepted; the slowest took {:.3} s and has {} bytes",
        slowest.0,
        slowest.1.len()
    );
}

const KEYS: &str = "hjklHJKL<>xyn=-.,[]0123456789abcdefgimnopqrstuvwyzADRSVX/:?";

/// Random keys over all templates: the document can be written and read at every step that is looked at, and taking everything
/// back gives the document that was opened, byte for byte.
#[test]
#[ignore = "a campaign: see the top of the file"]
fn random_keys() {
    const KEYS_IN_A_RUN: usize = 400;
    let (count, mut random) = (number("COUNT", 1_000_000), generator());
    let names = ["blank", "grocer", "compute-platform", "dataflow-startup", "grocer.ron"];
    let special = ["<enter>", "<esc>", "<tab>", "<backtab>", "<ctrl-r>", "<ctrl-s>", "<backspace>", "<pgdn>", "<home>"];
    let letters: Vec<char> = KEYS.chars().filter(|c| !matches!(c, 'q' | '<' | '>')).collect();
    let (mut pressed, mut runs) = (0, 0);
    while pressed < count {
        let name = names[below(&mut random, names.len())];
        let start = if name.ends_with(".ron") { saved(name) } else { template(name) };
        let mut play = Play::on(start.clone());
        for _ in 0..KEYS_IN_A_RUN {
            match below(&mut random, 5) {
                0 => play.press(special[below(&mut random, special.len())]),
                _ => play.press(&letters[below(&mut random, letters.len())].to_string()),
            }
            pressed += 1;
            if matches!(play.app.screen, Screen::Library(_)) {
                break;
            }
        }
        let Screen::Workbench(bench) = &play.app.screen else { continue };
        let session = bench.session.clone();
        let text = to_text(&session).unwrap();
        assert_eq!(from_text(&text).unwrap().session, session, "{name}, run {runs}");
        let undone = weighbridge::model::history::rewind_all(&session).unwrap();
        let opened = weighbridge::model::history::rewind_all(&start).unwrap();
        assert_eq!(to_text(&undone).unwrap(), to_text(&opened).unwrap(), "{name}, run {runs}");
        runs += 1;
    }
    println!("{pressed} keys in {runs} runs over {} documents, all undone byte for byte", names.len());
}
