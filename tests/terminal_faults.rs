//! What a terminal, a machine and other users do to the real program: stops, storms of sizes and bytes, limits, full and
//! read-only disks.

use crate::support::processes::{self, NoSpawn};
use crate::support::pty::{Home, Terminal};
use rand_xoshiro::SplitMix64;
use rand_xoshiro::rand_core::{Rng, SeedableRng};
use rustix::process::Signal;
use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::Path;
use std::process::{Command, Stdio};
use tempfile::tempdir;
use weighbridge::model::Session;
use weighbridge::store::{SaveError, load, save};

const FILE: &str = "saved-sessions/grocer.ron";

fn opened(home: &Home) -> Terminal {
    let mut terminal = home.start(&[FILE]);
    terminal.until_shown("Ranking");
    terminal
}

fn is_root() -> bool {
    fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0)
}

/// Runs a program; false where it is missing or fails.
fn succeeds(words: &[&str]) -> bool {
    let mut command = Command::new(words[0]);
    command.args(&words[1..]).stdout(Stdio::null()).stderr(Stdio::null());
    processes::status(&mut command).is_ok_and(|status| status.success())
}

#[test]
fn a_stop_gives_the_terminal_back_and_the_program_goes_on_where_it_was() {
    let home = Home::with("grocer.ron");
    let script = "set -m; \"$0\" \"$1\"; echo it has stopped; read line; fg >/dev/null; echo it is over";
    let words = ["/bin/bash", "--norc", "-c", script, env!("CARGO_BIN_EXE_weighbridge"), FILE];
    if !Path::new(words[0]).exists() {
        eprintln!("skipped: there is no bash");
        return;
    }
    let mut terminal = Terminal::run(&home, &words, (120, 40), &[]);
    terminal.until_shown("Ranking");
    terminal.keys("\x1a");
    terminal.until_shown("it has stopped");
    assert!(terminal.is_restored());
    terminal.keys("\r");
    terminal.until_shown("Ranking");
    terminal.keys("q");
    terminal.until_shown("it is over");
    terminal.ended();
    assert!(terminal.is_restored());
}

#[test]
fn a_storm_of_sizes_ends_in_a_whole_screen() {
    let home = Home::with("grocer.ron");
    let mut terminal = opened(&home);
    let sizes = [(1, 1), (10, 3), (500, 200), (40, 12), (79, 23), (2, 90), (300, 2), (120, 40)];
    for round in 0..200 {
        let (columns, rows) = sizes[round % sizes.len()];
        terminal.resize(columns, rows);
    }
    terminal.resize(100, 30);
    terminal.until_shown("Ranking");
    terminal.keys("q");
    assert!(terminal.ended().success());
    assert!(terminal.is_restored());
}

#[test]
fn a_paste_of_a_megabyte_is_refused_by_every_kind_of_field() {
    let home = Home::new();
    save(&home.session("blank.ron"), &Session::new("Blank"), None).unwrap();
    let paste = format!("\x1b[200~{}\x1b[201~", "word ".repeat(200_000));
    let mut terminal = home.start(&[FILE_BLANK]);
    terminal.until_shown("Frame");
    terminal.keys("g5");
    terminal.keys(&paste);
    terminal.until_shown("paste ignored");
    terminal.keys("g3");
    terminal.keys(&paste);
    terminal.until_shown("not pasted: a line has");
    terminal.keys("g1");
    terminal.keys("\r");
    terminal.until_shown("accept");
    terminal.keys(&paste);
    terminal.until_shown("not pasted");
    terminal.keys("\x1b");
    terminal.until("the field to be closed", |screen| !screen.contains("not pasted"));
    terminal.keys(":");
    terminal.keys(&paste);
    terminal.keys("\x1b");
    terminal.signal(Signal::TERM);
    terminal.ended();
    assert!(terminal.is_restored());
}

const FILE_BLANK: &str = "saved-sessions/blank.ron";

#[test]
fn bytes_without_meaning_leave_the_file_and_the_terminal_whole() {
    for seed in 0..4 {
        let home = Home::with("grocer.ron");
        let mut terminal = opened(&home);
        let mut random = SplitMix64::seed_from_u64(seed);
        let pieces = [
            "\x1b[",
            "\x1b[<0;5;5M",
            "\x1b[I",
            "\x1b[200~",
            "\x1b[201~",
            "\x1bO",
            "\x1b[27;5;9~",
            "\x1b]0;x\x07",
            "\x1b[999;999R",
        ];
        let mut text = String::new();
        for _ in 0..4_000 {
            match random.next_u64() % 8 {
                0 => text.push_str(pieces[(random.next_u64() % pieces.len() as u64) as usize]),
                1 => text.push(char::from_u32((random.next_u64() % 0x3000) as u32).unwrap_or('x')),
                _ => text.push(char::from((random.next_u64() % 0x70) as u8 + 1)),
            }
        }
        // What leaves, stops or saves elsewhere is tried elsewhere.
        let text: String = text.chars().filter(|c| !matches!(c, 'q' | 'Q' | 'S' | '\x1a' | '\x13' | '\x03')).collect();
        terminal.keys(&text);
        terminal.keys("\x1b[201~");
        terminal.resize(100, 30);
        terminal.until("a screen", |screen| !screen.trim().is_empty());
        terminal.signal(Signal::TERM);
        terminal.ended();
        assert!(terminal.is_restored(), "seed {seed}");
        let said = String::from_utf8_lossy(&terminal.bytes);
        assert!(!said.contains("panicked"), "seed {seed}: {said}");
        load(&home.session("grocer.ron")).unwrap();
    }
}

#[test]
fn without_threads_there_is_a_message_and_no_panic() {
    let binary = env!("CARGO_BIN_EXE_weighbridge");
    let home = Home::with("grocer.ron");
    if !is_root() || !succeeds(&["setpriv", "--reuid=54321", "--clear-groups", binary, "--version"]) {
        eprintln!("skipped: nobody else can be had to limit");
        return;
    }
    for folder in [".", "saved-sessions", "state", "home"] {
        fs::set_permissions(home.path().join(folder), fs::Permissions::from_mode(0o777)).unwrap();
    }
    let words = ["setpriv", "--reuid=54321", "--clear-groups", "prlimit", "--nproc=1:1", binary, FILE];
    let mut terminal = Terminal::run(&home, &words, (100, 30), &[]);
    let status = terminal.ended();
    let said = String::from_utf8_lossy(&terminal.bytes).into_owned();
    assert!(!said.contains("panicked"), "{said}");
    assert_eq!(status.code(), Some(1), "{said}");
    assert!(said.contains("thread"), "{said}");
}

/// A file system of its own, unmounted at the end.
struct Mounted<'a>(&'a Path);

impl<'a> Mounted<'a> {
    fn tmpfs(at: &'a Path, size: &str) -> Option<Self> {
        let text = at.to_str()?;
        let options = format!("size={size}");
        if is_root() && succeeds(&["mount", "-t", "tmpfs", "-o", &options, "tmpfs", text]) {
            return Some(Self(at));
        }
        eprintln!("skipped: no file system can be mounted here");
        None
    }
}

impl Drop for Mounted<'_> {
    fn drop(&mut self) {
        succeeds(&["umount", "-l", &self.0.to_string_lossy()]);
    }
}

#[test]
fn a_full_disk_keeps_the_old_file_and_a_freed_one_takes_the_new() {
    let dir = tempdir().unwrap();
    let Some(_mounted) = Mounted::tmpfs(dir.path(), "64k") else { return };
    let path = dir.path().join("plan.ron");
    let fingerprint = save(&path, &Session::new("old"), None).unwrap();
    let ballast = dir.path().join("ballast");
    let _ = fs::write(&ballast, vec![0; 1 << 20]);
    let error = save(&path, &Session::new("new"), Some(&fingerprint)).unwrap_err();
    assert!(matches!(error, SaveError::Io { .. } | SaveError::Folder { .. }), "{error:?}");
    assert_eq!(load(&path).unwrap().session.title, "old");
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 2, "nothing else is left");
    fs::remove_file(&ballast).unwrap();
    save(&path, &Session::new("new"), Some(&fingerprint)).unwrap();
    assert_eq!(load(&path).unwrap().session.title, "new");
}

#[test]
fn a_disk_that_became_read_only_is_said() {
    let dir = tempdir().unwrap();
    let Some(_mounted) = Mounted::tmpfs(dir.path(), "1m") else { return };
    let path = dir.path().join("plan.ron");
    let fingerprint = save(&path, &Session::new("old"), None).unwrap();
    assert!(succeeds(&["mount", "-o", "remount,ro", dir.path().to_str().unwrap()]));
    let error = save(&path, &Session::new("new"), Some(&fingerprint)).unwrap_err();
    assert!(matches!(error, SaveError::ReadOnly { .. }), "{error:?}");
    assert_eq!(load(&path).unwrap().session.title, "old");
}

#[test]
fn an_immutable_file_is_said_and_kept() {
    let dir = tempdir().unwrap();
    let path = dir.path().join("plan.ron");
    let fingerprint = save(&path, &Session::new("old"), None).unwrap();
    let text = path.to_str().unwrap();
    if !is_root() || !succeeds(&["chattr", "+i", text]) {
        eprintln!("skipped: files cannot be made immutable here");
        return;
    }
    let refused = save(&path, &Session::new("new"), Some(&fingerprint));
    let kept = load(&path).unwrap().session.title;
    assert!(succeeds(&["chattr", "-i", text]));
    assert!(refused.is_err(), "{refused:?}");
    assert_eq!((kept.as_str(), fs::read_dir(dir.path()).unwrap().count()), ("old", 1));
}

#[test]
fn a_file_that_became_something_else_is_neither_followed_nor_replaced() {
    let _alone = NoSpawn::hold();
    for kind in ["a folder", "a pipe", "a device", "a link to another file", "truncated", "removed"] {
        let dir = tempdir().unwrap();
        let path = dir.path().join("plan.ron");
        let other = dir.path().join("other.ron");
        save(&other, &Session::new("other"), None).unwrap();
        let fingerprint = save(&path, &Session::new("old"), None).unwrap();
        fs::remove_file(&path).unwrap();
        match kind {
            "a folder" => fs::create_dir(&path).unwrap(),
            "a pipe" => {
                use rustix::fs::{CWD, FileType, Mode, mknodat};
                mknodat(CWD, &path, FileType::Fifo, Mode::from_raw_mode(0o600), 0).unwrap();
            }
            "a device" => std::os::unix::fs::symlink("/dev/zero", &path).unwrap(),
            "a link to another file" => std::os::unix::fs::symlink(&other, &path).unwrap(),
            "truncated" => fs::write(&path, "").unwrap(),
            _ => {}
        }
        let before = fs::symlink_metadata(&path).map(|found| found.file_type()).ok();
        let refused = save(&path, &Session::new("new"), Some(&fingerprint));
        assert!(refused.is_err(), "{kind}: {refused:?}");
        assert_eq!(fs::symlink_metadata(&path).map(|found| found.file_type()).ok(), before, "{kind}");
        assert_eq!(load(&other).unwrap().session.title, "other", "{kind}");
    }
}
