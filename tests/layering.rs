//! Imports point down only. Read from the `use` lines and paths of the code itself, so that an arrow that points up fails here.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Which rooms each room may name. `analysis` knows neither model nor catalogue.
const MAY: [(&str, &[&str]); 15] = [
    ("model", &[]),
    ("catalogue", &["model"]),
    ("analysis", &[]),
    ("cost", &["catalogue", "model"]),
    ("burden", &["catalogue", "model"]),
    ("appraisal", &["analysis", "cost", "burden", "catalogue", "model"]),
    ("claims", &["appraisal", "cost", "catalogue", "model"]),
    ("store", &["model"]),
    ("report", &["claims", "appraisal", "analysis", "cost", "burden", "catalogue", "model"]),
    ("app", &["claims", "appraisal", "analysis", "catalogue", "model"]),
    ("keys", &["app", "appraisal", "model"]),
    ("theme", &[]),
    ("view", &["app", "theme", "claims", "appraisal", "analysis", "cost", "burden", "catalogue", "model"]),
    ("terminal", &[]),
    (
        "cli",
        &[
            "terminal",
            "app",
            "keys",
            "theme",
            "view",
            "store",
            "report",
            "claims",
            "appraisal",
            "analysis",
            "cost",
            "burden",
            "catalogue",
            "model",
        ],
    ),
];

/// Which rooms may name each crate that touches terminal, files or processes.
const TIED: [(&str, &[&str]); 6] = [
    ("ratatui", &["view", "theme", "terminal", "cli"]),
    ("crossterm", &["terminal", "keys", "cli"]),
    ("rustix", &["terminal", "store"]),
    ("signal_hook", &["terminal"]),
    ("clap", &["cli"]),
    ("directories", &["store", "cli"]),
];

/// What the pure rooms must not name: files, clock, environment, processes, threads.
const WORLD: [&str; 6] = ["std::fs", "std::env", "std::process", "std::thread", "SystemTime", "Instant::now"];
const PURE: [&str; 10] =
    ["model", "catalogue", "analysis", "cost", "burden", "appraisal", "claims", "app", "report", "view"];

fn sources(dir: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// The code of a file without comments and without its tests, which may import anything.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    let lines = text.lines().take_while(|line| !line.starts_with("#[cfg(test)]"));
    lines.map(|line| line.split("//").next().unwrap_or("")).collect::<Vec<_>>().join("\n")
}

fn rooms() -> BTreeMap<String, Vec<(PathBuf, String)>> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&src, &mut files);
    let mut rooms: BTreeMap<String, Vec<(PathBuf, String)>> = BTreeMap::new();
    for file in files {
        let relative = file.strip_prefix(&src).unwrap().to_owned();
        let is_test = relative.to_string_lossy().contains("tests");
        let mut parts = relative.components();
        if let (Some(room), Some(_), false) = (parts.next(), parts.next(), is_test) {
            let room = room.as_os_str().to_string_lossy().into_owned();
            rooms.entry(room).or_default().push((relative, code(&file)));
        }
    }
    rooms
}

/// Every `crate::room` that the code names.
fn named(code: &str) -> Vec<String> {
    let mut names = Vec::new();
    for part in code.split("crate::").skip(1) {
        let name: String = part.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        names.push(name);
    }
    names
}

#[test]
fn every_room_is_known() {
    let known: Vec<&str> = MAY.iter().map(|(room, _)| *room).collect();
    for room in rooms().keys() {
        assert!(known.contains(&room.as_str()), "the room '{room}' is missing from the layering");
    }
}

#[test]
fn imports_point_down() {
    let rooms = rooms();
    for (room, may) in MAY {
        for (file, code) in rooms.get(room).into_iter().flatten() {
            for name in named(code) {
                let is_room = MAY.iter().any(|(other, _)| *other == name);
                assert!(
                    !is_room || name == room || may.contains(&name.as_str()),
                    "{} names crate::{name}, and {room} may only name {may:?}",
                    file.display()
                );
            }
        }
    }
}

#[test]
fn only_the_outer_rooms_touch_the_world() {
    for (room, files) in rooms() {
        for (file, code) in files {
            for (tie, may) in TIED {
                let uses = code.contains(&format!("{tie}::")) || code.contains(&format!("use {tie};"));
                assert!(!uses || may.contains(&room.as_str()), "{} names {tie}", file.display());
            }
            for world in WORLD {
                let is_pure = PURE.contains(&room.as_str());
                assert!(!is_pure || !code.contains(world), "{} names {world}", file.display());
            }
        }
    }
}

#[test]
fn the_test_itself_sees_an_arrow_that_points_up() {
    assert_eq!(named("use crate::app::App; let x = crate::model::Edit;"), ["app", "model"]);
}
