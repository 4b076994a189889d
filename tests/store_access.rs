//! Who may read and write what is saved, and what happens when two save, or somebody else put files where ours go.

use crate::support::processes;
use rustix::fs::{XattrFlags, getxattr, setxattr};
use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Barrier};
use tempfile::tempdir;
use weighbridge::model::edit::FrameField;
use weighbridge::model::{Edit, JournalRecord, Moment, Session, Stamp};
use weighbridge::store::{Fingerprint, JournalFolder, SaveError, load, save};

const ACCESS_LIST: &str = "system.posix_acl_access";
const DEFAULT_LIST: &str = "system.posix_acl_default";
const NOBODY: u32 = 65534;

fn is_root() -> bool {
    fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0)
}

fn saved(dir: &Path) -> (PathBuf, Fingerprint) {
    let path = dir.join("plan.ron");
    let fingerprint = save(&path, &Session::new("old"), None).unwrap();
    (path, fingerprint)
}

/// An access list as the kernel stores it: owner, one named user, group, mask, others.
fn access_list(owner: u16, named: u16, group: u16, mask: u16, others: u16) -> Vec<u8> {
    const NO_ID: u32 = u32::MAX;
    let entries =
        [(1, owner, NO_ID), (2, named, NOBODY), (4, group, NO_ID), (0x10, mask, NO_ID), (0x20, others, NO_ID)];
    let mut bytes = 2_u32.to_le_bytes().to_vec();
    for (tag, permissions, id) in entries {
        bytes.extend(u16::to_le_bytes(tag));
        bytes.extend(permissions.to_le_bytes());
        bytes.extend(u32::to_le_bytes(id));
    }
    bytes
}

fn attribute(path: &Path, name: &str) -> Option<Vec<u8>> {
    let mut buffer = vec![0; 1024];
    let length = getxattr(path, name, &mut buffer[..]).ok()?;
    buffer.truncate(length);
    Some(buffer)
}

/// Sets an attribute; says so where the file system has none.
fn set_attribute(path: &Path, name: &str, value: &[u8]) -> bool {
    let set = setxattr(path, name, value, XattrFlags::empty());
    if let Err(error) = &set {
        eprintln!("skipped: {name} cannot be set in {}: {error}", path.display());
    }
    set.is_ok()
}

#[test]
fn an_access_list_and_attributes_are_kept_and_the_mode_grants_no_more() {
    let dir = tempdir().unwrap();
    let (path, fingerprint) = saved(dir.path());
    // The mask shows as the group bits of the mode: rw, while the group itself may do nothing.
    let list = access_list(6, 6, 0, 6, 0);
    if !set_attribute(&path, ACCESS_LIST, &list) || !set_attribute(&path, "user.origin", b"board") {
        return;
    }
    let mode = fs::metadata(&path).unwrap().mode();
    save(&path, &Session::new("new"), Some(&fingerprint)).unwrap();
    assert_eq!(attribute(&path, ACCESS_LIST), Some(list));
    assert_eq!(attribute(&path, "user.origin").as_deref(), Some(&b"board"[..]));
    assert_eq!(fs::metadata(&path).unwrap().mode(), mode);
}

#[test]
fn rights_that_the_folder_hands_down_do_not_come_in_with_a_save() {
    let dir = tempdir().unwrap();
    let (path, fingerprint) = saved(dir.path());
    fs::set_permissions(&path, fs::Permissions::from_mode(0o660)).unwrap();
    if !set_attribute(dir.path(), DEFAULT_LIST, &access_list(7, 7, 7, 7, 0)) {
        return;
    }
    save(&path, &Session::new("new"), Some(&fingerprint)).unwrap();
    assert_eq!(attribute(&path, ACCESS_LIST), None, "nobody was in no list of this file");
    assert_eq!(fs::metadata(&path).unwrap().mode() & 0o777, 0o660);
}

#[test]
fn owner_and_group_are_kept_by_whoever_may_keep_them() {
    let dir = tempdir().unwrap();
    let (path, fingerprint) = saved(dir.path());
    if !is_root() || chown(&path, Some(NOBODY), Some(NOBODY)).is_err() {
        eprintln!("skipped: only root can give a file away");
        return;
    }
    save(&path, &Session::new("new"), Some(&fingerprint)).unwrap();
    let metadata = fs::metadata(&path).unwrap();
    assert_eq!((metadata.uid(), metadata.gid()), (NOBODY, NOBODY));
}

#[test]
fn of_two_saves_at_the_same_moment_one_is_refused() {
    let dir = tempdir().unwrap();
    let (path, mut fingerprint) = saved(dir.path());
    for round in 0..150 {
        let barrier = Arc::new(Barrier::new(2));
        let both = ["left", "right"].map(|side| {
            let (path, barrier) = (path.clone(), Arc::clone(&barrier));
            std::thread::spawn(move || {
                let title = format!("{side} {round}");
                barrier.wait();
                (save(&path, &Session::new(&title), Some(&fingerprint)), title)
            })
        });
        let ends = both.map(|side| side.join().unwrap());
        let won: Vec<&(Result<Fingerprint, SaveError>, String)> = ends.iter().filter(|(end, _)| end.is_ok()).collect();
        assert_eq!(won.len(), 1, "round {round}: {ends:?}");
        assert_eq!(load(&path).unwrap().session.title, won[0].1);
        assert!(ends.iter().any(|(end, _)| matches!(end, Err(SaveError::Changed { .. }))), "round {round}: {ends:?}");
        fingerprint = *won[0].0.as_ref().unwrap();
    }
}

/// The child of the next test.
#[test]
fn slow_child() {
    let Some(path) = std::env::var_os("WEIGHBRIDGE_TEST_SLOW_SAVE").map(PathBuf::from) else { return };
    let version = load(&path).unwrap().fingerprint;
    std::process::exit(if save(&path, &Session::new("slow"), Some(&version)).is_ok() { 10 } else { 11 });
}

#[test]
fn a_rename_that_takes_long_does_not_overwrite_another_save() {
    let dir = tempdir().unwrap();
    let (path, fingerprint) = saved(dir.path());
    let delay = "inject=rename,renameat,renameat2:delay_enter=400000";
    let mut command = std::process::Command::new("strace");
    command.args(["-f", "-o", "/dev/null", "-e", delay]).arg(std::env::current_exe().unwrap());
    command.args(["--exact", "store_access::slow_child", "--test-threads=1"]).env("WEIGHBRIDGE_TEST_SLOW_SAVE", &path);
    command.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null());
    let Ok(mut child) = processes::spawn(&mut command) else {
        eprintln!("skipped: strace is missing");
        return;
    };
    while fs::read_dir(dir.path()).unwrap().count() < 2 && child.try_wait().unwrap().is_none() {
        std::thread::yield_now();
    }
    let ours = save(&path, &Session::new("quick"), Some(&fingerprint)).is_ok();
    let Some(status @ (10 | 11)) = child.wait().unwrap().code() else {
        eprintln!("skipped: strace may not trace here");
        return;
    };
    assert_ne!(ours, status == 10, "exactly one of the two saves counts");
    assert_eq!(load(&path).unwrap().session.title, if ours { "quick" } else { "slow" });
}

fn record() -> JournalRecord {
    let stamp = Stamp { at: Moment::from_unix(1_800_000_000), by: "ana".to_owned() };
    JournalRecord::Edit { stamp, edit: Edit::SetFrame(FrameField::Title("new".to_owned())), led: None }
}

/// The path of the first journal of a document.
fn journal_path(state: &Path, document: &Path) -> PathBuf {
    let journal = JournalFolder::in_state_dir(state).open(document, &Session::new("old"), None);
    let mut entries = fs::read_dir(state.join("journals")).unwrap();
    let path = entries.next().unwrap().unwrap().path();
    journal.finish();
    path
}

#[test]
fn a_journal_that_somebody_else_put_there_is_neither_written_nor_replayed() {
    let _alone = processes::NoSpawn::hold();
    for kind in ["open to others", "of another user", "a second name", "a link", "a folder"] {
        let dir = tempdir().unwrap();
        let state = dir.path().join("state");
        let document = dir.path().join("plan.ron");
        let planted = journal_path(&state, &document);
        let bait = dir.path().join("bait");
        fs::write(&bait, "").unwrap();
        fs::set_permissions(&bait, fs::Permissions::from_mode(0o600)).unwrap();
        match kind {
            "open to others" => {
                fs::write(&planted, "").unwrap();
                fs::set_permissions(&planted, fs::Permissions::from_mode(0o666)).unwrap();
            }
            "of another user" if !is_root() => continue,
            "of another user" => {
                fs::write(&planted, "").unwrap();
                fs::set_permissions(&planted, fs::Permissions::from_mode(0o600)).unwrap();
                chown(&planted, Some(NOBODY), Some(NOBODY)).unwrap();
            }
            "a second name" => fs::hard_link(&bait, &planted).unwrap(),
            "a link" => std::os::unix::fs::symlink(&bait, &planted).unwrap(),
            _ => fs::create_dir(&planted).unwrap(),
        }
        let folder = JournalFolder::in_state_dir(&state);
        let mut journal = folder.open(&document, &Session::new("old"), None);
        assert_eq!(journal.off_reason(), None, "{kind}");
        journal.append(&record()).unwrap();
        assert_eq!(fs::read_to_string(&bait).unwrap(), "", "{kind}");
        if planted.is_file() {
            assert_eq!(fs::read_to_string(&planted).unwrap(), "", "{kind}");
        }
        drop(journal);
        let recovered = folder.recover(&document).unwrap().unwrap();
        assert_eq!(recovered.session.title, "new", "{kind}: our own is found beside it");
    }
}
