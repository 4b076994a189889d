//! Saving while the system fails or the program is killed, at every call of the system that matters: `strace` injects it.
//! Where `strace` is missing or may not trace, these tests say so and check nothing.

use crate::support::processes::NoSpawn;
use std::fs;
use std::io::Write;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use tempfile::{TempDir, tempdir};
use weighbridge::model::Session;
use weighbridge::store::{SaveError, load, save};

const FILE: &str = "WEIGHBRIDGE_TEST_SAVES";
/// The number of the first write of a save, within its thread.
const AHEAD: usize = 10;
const SAVED: i32 = 10;
const REFUSED: i32 = 11;
const NOT_DURABLE: i32 = 12;
const READ_ONLY: i32 = 13;
const NO_FOLDER: i32 = 14;

/// The child of the tests below: saves over the file that it is told, and ends with how that went.
#[test]
fn child() {
    let Some(path) = std::env::var_os(FILE).map(PathBuf::from) else { return };
    // strace counts the calls of each thread. The harness writes twice on its own; so that a failure of the tenth write
    // can only be one of the save, this thread is ahead by then.
    let mut nowhere = fs::File::create("/dev/null").unwrap();
    (1..AHEAD).for_each(|_| drop(nowhere.write(b"x")));
    let loaded = load(&path).unwrap();
    let session = Session { title: "new".to_owned(), ..loaded.session };
    std::process::exit(match save(&path, &session, Some(&loaded.fingerprint)) {
        Ok(_) => SAVED,
        Err(SaveError::NotDurable { .. }) => NOT_DURABLE,
        Err(SaveError::ReadOnly { .. }) => READ_ONLY,
        Err(SaveError::Folder { .. }) => NO_FOLDER,
        Err(_) => REFUSED,
    });
}

struct Outcome {
    dir: TempDir,
    status: ExitStatus,
}

impl Outcome {
    fn title(&self) -> String {
        load(&self.dir.path().join("plan.ron")).unwrap().session.title
    }

    fn files(&self) -> usize {
        fs::read_dir(self.dir.path()).unwrap().count()
    }
}

/// A folder with "old" in it.
fn prepared() -> TempDir {
    let dir = tempdir().unwrap();
    save(&dir.path().join("plan.ron"), &Session::new("old"), None).unwrap();
    dir
}

/// Saves "new" over "old" in a child that `before` starts; none when that is not to be had.
fn run_in(dir: TempDir, before: &[&str]) -> Option<Outcome> {
    let this = std::env::current_exe().unwrap();
    let mut command = match before {
        [] => Command::new(&this),
        [program, arguments @ ..] => {
            let mut command = Command::new(program);
            command.args(arguments).arg(&this);
            command
        }
    };
    command
        .args(["--exact", "store_faults::child", "--test-threads=1", "--nocapture"])
        .env(FILE, dir.path().join("plan.ron"));
    let status = crate::support::processes::status(command.stdout(Stdio::null()).stderr(Stdio::null())).ok()?;
    Some(Outcome { dir, status })
}

/// The same while `strace` spoils what `inject` says.
fn run(inject: Option<&str>) -> Option<Outcome> {
    match inject {
        None => run_in(prepared(), &[]),
        Some(inject) => run_in(prepared(), &["strace", "-f", "-o", "/dev/null", "-e", &format!("inject={inject}")]),
    }
}

fn can_trace() -> bool {
    let traced = run(Some("getppid:when=9999:error=EPERM")).is_some_and(|outcome| outcome.status.code() == Some(SAVED));
    if !traced {
        eprintln!("skipped: strace is missing or may not trace here");
    }
    traced
}

const RENAMES: &str = "rename,renameat,renameat2";

#[test]
fn the_child_saves_when_nothing_is_spoilt() {
    let outcome = run(None).unwrap();
    assert_eq!((outcome.status.code(), outcome.title().as_str()), (Some(SAVED), "new"));
}

#[test]
fn a_failure_leaves_the_old_file_and_nothing_else() {
    if !can_trace() {
        return;
    }
    for inject in [
        format!("write:error=ENOSPC:when={AHEAD}"),
        format!("write:error=EIO:when={AHEAD}"),
        "fsync:error=EIO:when=1".to_owned(),
        "fchmod,fchmodat:error=EPERM:when=1".to_owned(),
        format!("{RENAMES}:error=ENOSPC:when=1"),
        format!("{RENAMES}:error=EXDEV:when=1"),
    ] {
        let outcome = run(Some(&inject)).unwrap();
        let seen = (outcome.status.code(), outcome.title(), outcome.files());
        assert_eq!(seen, (Some(REFUSED), "old".to_owned(), 1), "{inject}");
    }
}

#[test]
fn an_interrupted_write_is_gone_on_with_and_a_lost_byte_is_noticed() {
    if !can_trace() {
        return;
    }
    let interrupted = run(Some(&format!("write:error=EINTR:when={AHEAD}"))).unwrap();
    assert_eq!((interrupted.status.code(), interrupted.title().as_str()), (Some(SAVED), "new"));
    // strace only pretends here that the first byte was written.
    let lost = run(Some(&format!("write:retval=1:when={AHEAD}"))).unwrap();
    assert_eq!((lost.status.code(), lost.title().as_str()), (Some(REFUSED), "old"));
}

#[test]
fn a_disk_that_does_not_confirm_the_rename_is_said() {
    if !can_trace() {
        return;
    }
    let outcome = run(Some("fsync:error=EIO:when=2")).unwrap();
    assert_eq!((outcome.status.code(), outcome.title().as_str()), (Some(NOT_DURABLE), "new"));
}

#[test]
fn a_kill_at_any_call_leaves_the_old_file_or_the_new_one() {
    if !can_trace() {
        return;
    }
    let (mut old, mut new) = (0, 0);
    for call in ["openat", "write", "fsync", "fstat,statx,newfstatat", "fchmod", "close", "unlink", RENAMES] {
        let mut killed = true;
        for time in 1.. {
            if !killed {
                break;
            }
            let outcome = run(Some(&format!("{call}:signal=KILL:when={time}"))).unwrap();
            killed = outcome.status.code() != Some(SAVED);
            match outcome.title().as_str() {
                "old" => old += 1,
                "new" => new += 1,
                other => panic!("{call} {time}: {other}"),
            }
        }
    }
    assert!(old > 8 && new > 8, "{old} old, {new} new: the kills did not meet the save");
}

#[test]
fn a_folder_where_nothing_may_be_made_is_named() {
    let path = Path::new("/proc/plan.ron");
    let error = save(path, &Session::new("x"), None).unwrap_err();
    assert!(matches!(error, SaveError::Folder { .. }), "{error:?}");
    assert!(error.to_string().contains("another folder"), "{error}");
}

/// Root may write everywhere, so these run as nobody then.
fn unprivileged(dir: TempDir) -> Option<Outcome> {
    let root = fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0);
    let nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"];
    run_in(dir, if root { &nobody } else { &[] })
}

fn with_modes(folder: u32, file: u32) -> TempDir {
    let dir = prepared();
    fs::set_permissions(dir.path().join("plan.ron"), fs::Permissions::from_mode(file)).unwrap();
    fs::set_permissions(dir.path(), fs::Permissions::from_mode(folder)).unwrap();
    dir
}

#[test]
fn what_is_protected_is_not_written() {
    let allowed = unprivileged(with_modes(0o777, 0o666));
    if allowed.as_ref().is_none_or(|outcome| outcome.status.code() != Some(SAVED)) {
        eprintln!("skipped: there is no way here to be somebody without rights");
        return;
    }
    let mode = allowed.map(|outcome| fs::metadata(outcome.dir.path().join("plan.ron")).unwrap().mode() & 0o7777);
    assert_eq!(mode, Some(0o666));
    for (folder, file, wanted) in [(0o555, 0o666, NO_FOLDER), (0o777, 0o444, READ_ONLY)] {
        let outcome = unprivileged(with_modes(folder, file)).unwrap();
        fs::set_permissions(outcome.dir.path(), fs::Permissions::from_mode(0o755)).unwrap();
        let seen = (outcome.status.code(), outcome.title(), outcome.files());
        assert_eq!(seen, (Some(wanted), "old".to_owned(), 1));
    }
}

#[test]
fn what_a_kill_left_in_the_folder_is_removed_by_the_next_save_and_nothing_else() {
    if !can_trace() {
        return;
    }
    let killed = run(Some("fsync:signal=KILL:when=1")).unwrap();
    assert_eq!(killed.files(), 2, "the temporary file of the killed save");
    let path = killed.dir.path().join("plan.ron");
    let _alone = NoSpawn::hold();
    // Others that only look alike: of another file, with another ending, a folder, a link, one that a program holds.
    for name in [".other.ron.abcdef.tmp", ".plan.ron.abcdef.bak", ".plan.ron.tmp", ".plan.ron.abcdefg.tmp"] {
        fs::write(killed.dir.path().join(name), "").unwrap();
    }
    fs::create_dir(killed.dir.path().join(".plan.ron.folder.tmp")).unwrap();
    std::os::unix::fs::symlink("plan.ron", killed.dir.path().join(".plan.ron.linked.tmp")).unwrap();
    let held = fs::File::create(killed.dir.path().join(".plan.ron.in0use.tmp")).unwrap();
    held.lock().unwrap();
    let loaded = load(&path).unwrap();
    save(&path, &Session::new("after"), Some(&loaded.fingerprint)).unwrap();
    assert_eq!(killed.files(), 8, "{:?}", fs::read_dir(killed.dir.path()).unwrap().collect::<Vec<_>>());
    drop(held);
    let loaded = load(&path).unwrap();
    save(&path, &Session::new("later"), Some(&loaded.fingerprint)).unwrap();
    assert_eq!(killed.files(), 7);
}
