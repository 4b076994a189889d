//! Sessions on disk: a save leaves the old file or the new one, and a folder is listed whole.

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::sync::mpsc::channel;
use std::time::Duration;
use tempfile::{TempDir, tempdir};
use weighbridge::model::text::to_text;
use weighbridge::model::{Edit, History, Points, Session, Stamp};
use weighbridge::store::read::{LoadErrorKind, MAX_BYTES, fingerprint};
use weighbridge::store::{
    ExpectedVersion, Fingerprint, JournalFolder, SaveError, SaveJob, Saver, SessionFolder, load, save, scan_folder,
    unique_path, write_text,
};

fn session(title: &str) -> Session {
    let mut session =
        load(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/refused/crlf-is-fine.ron"))).unwrap().session;
    session.title = title.to_owned();
    session
}

/// A folder with one saved session in it.
fn saved(title: &str) -> (TempDir, PathBuf, Fingerprint) {
    let dir = tempdir().unwrap();
    let path = dir.path().join("plan.ron");
    let fingerprint = save(&path, &session(title), None).unwrap();
    (dir, path, fingerprint)
}

fn title(path: &Path) -> String {
    load(path).unwrap().session.title
}

fn names_in(dir: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_saved_session_reads_back_the_same() {
    let (dir, path, fingerprint) = saved("old");
    let loaded = load(&path).unwrap();
    assert_eq!((&loaded.session, loaded.fingerprint, &loaded.path), (&session("old"), fingerprint, &path));
    let again = save(&path, &session("new"), Some(&fingerprint)).unwrap();
    assert_eq!((title(&path), load(&path).unwrap().fingerprint), ("new".to_owned(), again));
    assert_eq!(names_in(dir.path()), ["plan.ron"]);
}

#[test]
fn a_change_by_somebody_else_is_not_overwritten() {
    let (dir, path, fingerprint) = saved("mine");
    let theirs = to_text(&session("theirs")).unwrap();
    fs::write(&path, &theirs).unwrap();
    let error = save(&path, &session("newer"), Some(&fingerprint)).unwrap_err();
    assert!(error.to_string().contains("was changed by somebody else"), "{error}");
    assert_eq!(fs::read_to_string(&path).unwrap(), theirs);
    assert_eq!(names_in(dir.path()), ["plan.ron"]);
    // Whoever has looked at it may say: overwrite that version.
    let SaveError::Changed { now: Some(now), .. } = error else { panic!("{error:?}") };
    save(&path, &session("newer"), Some(&now)).unwrap();
    assert_eq!(title(&path), "newer");
}

#[test]
fn a_touch_is_no_change() {
    let (_dir, path, fingerprint) = saved("mine");
    let text = fs::read_to_string(&path).unwrap();
    fs::remove_file(&path).unwrap();
    fs::write(&path, text).unwrap();
    save(&path, &session("newer"), Some(&fingerprint)).unwrap();
}

#[test]
fn a_removed_file_is_not_brought_back_unasked() {
    let (dir, path, fingerprint) = saved("mine");
    fs::remove_file(&path).unwrap();
    let error = save(&path, &session("newer"), Some(&fingerprint)).unwrap_err();
    assert!(matches!(error, SaveError::Changed { now: None, .. }), "{error:?}");
    assert!(error.to_string().contains("removed"), "{error}");
    assert!(names_in(dir.path()).is_empty());
    save(&path, &session("newer"), None).unwrap();
}

#[test]
fn a_new_file_does_not_overwrite() {
    let (_dir, path, _) = saved("mine");
    let error = save(&path, &session("other"), None).unwrap_err();
    assert!(matches!(error, SaveError::Exists { .. }), "{error:?}");
    assert_eq!(title(&path), "mine");
    write_text(&path, &to_text(&session("forced")).unwrap(), ExpectedVersion::AnyVersion).unwrap();
    assert_eq!(title(&path), "forced");
}

#[test]
fn a_link_stays_a_link() {
    let (dir, path, fingerprint) = saved("old");
    let link = dir.path().join("link.ron");
    symlink("plan.ron", &link).unwrap();
    save(&link, &session("new"), Some(&fingerprint)).unwrap();
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(title(&path), "new");
}

#[test]
fn links_that_lead_nowhere_are_refused() {
    let dir = tempdir().unwrap();
    let (dangling, ring) = (dir.path().join("dangling.ron"), dir.path().join("ring.ron"));
    symlink("nothing.ron", &dangling).unwrap();
    symlink("ring.ron", &ring).unwrap();
    for link in [dangling, ring] {
        let error = save(&link, &session("new"), None).unwrap_err();
        assert!(matches!(error, SaveError::Link { .. }), "{error:?}");
        assert!(load(&link).is_err());
    }
    assert_eq!(names_in(dir.path()), ["dangling.ron", "ring.ron"]);
}

#[test]
fn the_mode_is_kept() {
    let (_dir, path, mut fingerprint) = saved("old");
    for mode in [0o600, 0o664, 0o640] {
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
        fingerprint = save(&path, &session("new"), Some(&fingerprint)).unwrap();
        assert_eq!(fs::metadata(&path).unwrap().mode() & 0o7777, mode);
    }
}

#[test]
fn a_new_file_has_the_mode_of_a_new_file() {
    let (dir, path, _) = saved("new");
    fs::write(dir.path().join("plain"), "").unwrap();
    let plain = fs::metadata(dir.path().join("plain")).unwrap().mode();
    assert_eq!(fs::metadata(&path).unwrap().mode(), plain & !0o022, "0644, less what the umask takes away");
}

#[test]
fn other_names_of_a_file_are_not_cut_off() {
    let (dir, path, fingerprint) = saved("old");
    fs::hard_link(&path, dir.path().join("other.ron")).unwrap();
    let error = save(&path, &session("new"), Some(&fingerprint)).unwrap_err();
    assert!(matches!(error, SaveError::HardLinks { names: 2, .. }), "{error:?}");
    assert_eq!(title(&path), "old");
}

fn pipe(dir: &Path) -> PathBuf {
    let path = dir.join("pipe.ron");
    assert!(crate::support::processes::status(std::process::Command::new("mkfifo").arg(&path)).unwrap().success());
    path
}

#[test]
fn what_is_no_file_is_refused_without_waiting() {
    let dir = tempdir().unwrap();
    fs::create_dir(dir.path().join("folder.ron")).unwrap();
    let pipe = pipe(dir.path());
    let (done, waiting) = channel();
    let folder = dir.path().join("folder.ron");
    std::thread::spawn(move || {
        for (path, what) in [
            (folder, "a folder"),
            (pipe, "a pipe"),
            ("/dev/zero".into(), "a device"),
            ("/dev/full".into(), "a device"),
            ("/".into(), "a folder"),
        ] {
            let said = load(&path).unwrap_err();
            assert_eq!(said.kind, LoadErrorKind::NotAFile(what), "{said}");
            for expected in [ExpectedVersion::NoFile, ExpectedVersion::AnyVersion] {
                let error = write_text(&path, "x", expected).unwrap_err();
                assert!(matches!(error, SaveError::NotAFile { .. }), "{error:?}");
                assert!(error.to_string().contains("save as another name"), "{error}");
            }
        }
        done.send(()).unwrap();
    });
    waiting.recv_timeout(Duration::from_secs(10)).unwrap();
}

#[test]
fn what_is_too_large_is_refused() {
    let dir = tempdir().unwrap();
    let path = dir.path().join("large.ron");
    fs::File::create(&path).unwrap().set_len(MAX_BYTES + 1).unwrap();
    assert_eq!(load(&path).unwrap_err().kind, LoadErrorKind::TooLarge);
}

#[test]
fn a_missing_folder_is_named() {
    let dir = tempdir().unwrap();
    let error = save(&dir.path().join("no/plan.ron"), &session("x"), None).unwrap_err();
    assert!(matches!(error, SaveError::Folder { .. }), "{error:?}");
    assert_eq!(load(&dir.path().join("no/plan.ron")).unwrap_err().kind, LoadErrorKind::Missing);
}

#[test]
fn a_document_that_could_not_be_read_again_is_not_written() {
    let (dir, path, fingerprint) = saved("old");
    let mut wrong = session("new");
    wrong.criteria[0].points = Points(Points::MAX + 1);
    let error = save(&path, &wrong, Some(&fingerprint)).unwrap_err();
    assert!(error.to_string().contains("points are too many: at most"), "{error}");
    assert_eq!((title(&path), names_in(dir.path())), ("old".to_owned(), vec!["plan.ron".to_owned()]));
}

#[test]
fn tables_out_of_order_are_no_reason_to_refuse() {
    let dir = tempdir().unwrap();
    let mut session = session("new");
    session.criteria.reverse();
    session.criteria[0].id = "cost".into();
    session.criteria[1].id = "skill".into();
    session.scores.clear();
    for criterion in ["skill", "cost"] {
        let cell = weighbridge::model::CellKey {
            criterion: criterion.into(),
            alternative: "vm".into(),
            workload: (session.criterion(&criterion.into()).unwrap().about
                == weighbridge::model::CriterionScope::Workload)
                .then(|| "checkout".into()),
        };
        session.scores.push(weighbridge::model::Score { by: "ana".into(), ..weighbridge::model::Score::blank(&cell) });
    }
    save(&dir.path().join("plan.ron"), &session, None).unwrap();
}

#[test]
fn a_long_name_leaves_room_for_the_temporary_one() {
    let dir = tempdir().unwrap();
    let path = dir.path().join(format!("{}.ron", "é".repeat(120)));
    save(&path, &session("x"), None).unwrap();
    assert_eq!(title(&path), "x");
}

#[test]
fn the_library_is_sorted_and_hides_nothing() {
    let dir = tempdir().unwrap();
    let logged = |title: &str, at: &str| {
        let mut session = session(title);
        let edit = Edit::SetWeight { criterion: "skill".into(), points: Points(99) };
        let stamp = Stamp { at: at.parse().unwrap(), by: "ana".to_owned() };
        History::default().record(&mut session, edit, stamp).unwrap();
        save(&unique_path(dir.path(), title, &JournalFolder::in_state_dir(dir.path())), &session, None).unwrap();
    };
    logged("Older", "2031-01-01T00:00:00Z");
    logged("Newer", "2032-01-01T00:00:00Z");
    save(&unique_path(dir.path(), "No log", &JournalFolder::in_state_dir(dir.path())), &session("No log"), None)
        .unwrap();
    fs::write(dir.path().join("broken.ron"), "(schema: 1").unwrap();
    fs::write(dir.path().join("notes.txt"), "no session").unwrap();
    fs::write(dir.path().join(".hidden.ron"), "no session").unwrap();
    pipe(dir.path());
    let shelves = scan_folder(dir.path()).unwrap();
    let name = |shelf: &weighbridge::store::SessionFile| shelf.path.file_name().unwrap().to_str().unwrap().to_owned();
    let mut names: Vec<String> = shelves.iter().map(name).collect();
    assert_eq!(names[..2], ["newer.ron", "older.ron"]);
    names.sort();
    assert_eq!(names, ["broken.ron", "newer.ron", "no-log.ron", "older.ron", "pipe.ron"]);
    assert_eq!(shelves.iter().filter(|shelf| shelf.content.is_err()).count(), 2);
    assert!(shelves[0].fingerprint().is_some());
    assert!(scan_folder(&dir.path().join("nothing")).is_err());
}

#[test]
fn a_named_folder_that_is_missing_is_an_error_and_a_usual_one_is_empty() {
    use weighbridge::store::FolderOrigin;
    let dir = tempdir().unwrap().path().join("gone");
    let scan = |origin| SessionFolder { dir: dir.clone(), origin }.list();
    assert!(scan(FolderOrigin::Flag).is_err() && scan(FolderOrigin::Environment).is_err());
    assert!(scan(FolderOrigin::Data).unwrap().is_empty() && scan(FolderOrigin::WorkingDirectory).unwrap().is_empty());
}

#[test]
fn a_clash_of_names_gets_a_number() {
    let dir = tempdir().unwrap();
    let name = |title: &str| {
        unique_path(dir.path(), title, &JournalFolder::in_state_dir(dir.path()))
            .file_name()
            .unwrap()
            .to_str()
            .unwrap()
            .to_owned()
    };
    assert_eq!((name("What runs it?"), name("../../etc")), ("what-runs-it.ron".to_owned(), "etc.ron".to_owned()));
    assert_eq!(name(&"x".repeat(999)).len(), 52);
    fs::write(dir.path().join("plan.ron"), "").unwrap();
    symlink("nowhere", dir.path().join("plan-2.ron")).unwrap();
    assert_eq!(name("Plan"), "plan-3.ron");
}

#[test]
fn the_worker_reports_each_save_and_finishes_what_it_has() {
    let (_dir, path, fingerprint) = saved("old");
    let (report, outcomes) = channel();
    let (go_on, gate) = channel();
    let saver = Saver::spawn(move |outcome| {
        report.send(outcome).unwrap();
        gate.recv().unwrap();
    });
    let saver = saver.unwrap();
    let ask = |revision, expected| {
        let session = session(&format!("revision {revision}"));
        saver.save(SaveJob { path: path.clone(), session, expected: Some(expected), kept_as: None, revision }).unwrap();
    };
    ask(0, fingerprint);
    let first = outcomes.recv().unwrap().result.unwrap();
    // The worker waits, so none of these has ended when the next is asked for: all expect the version of the first.
    (1..=3).for_each(|revision| ask(revision, first));
    (0..=3).for_each(|_| go_on.send(()).unwrap());
    drop(saver);
    let outcomes: Vec<_> = outcomes.iter().collect();
    assert_eq!(outcomes.iter().map(|outcome| outcome.revision).collect::<Vec<_>>(), [1, 2, 3]);
    assert_eq!(title(&path), "revision 3");
    assert_eq!(outcomes[2].result, Ok(load(&path).unwrap().fingerprint));
}

#[test]
fn the_worker_does_not_take_its_own_save_for_permission() {
    let (dir, path, fingerprint) = saved("old");
    let (report, outcomes) = channel();
    let saver = Saver::spawn(move |outcome| report.send(outcome).unwrap()).unwrap();
    let ask = |path: &Path, expected| {
        saver
            .save(SaveJob { path: path.to_owned(), session: session("new"), expected, kept_as: None, revision: 0 })
            .unwrap();
        outcomes.recv().unwrap().result
    };
    ask(&path, Some(fingerprint)).unwrap();
    assert!(matches!(ask(&path, Some(fingerprint)), Err(SaveError::Changed { .. })));
    let fresh = dir.path().join("fresh.ron");
    ask(&fresh, None).unwrap();
    assert!(matches!(ask(&fresh, None), Err(SaveError::Exists { .. })));
}

#[test]
fn a_fingerprint_tells_content_from_the_rest() {
    let (_dir, path, saved) = saved("x");
    let text = fs::read(&path).unwrap();
    fs::write(&path, [&text[..], b" "].concat()).unwrap();
    let longer = fingerprint(&path).unwrap();
    assert!(!saved.same_content(&longer));
    fs::write(&path, &text).unwrap();
    assert!(saved.same_content(&fingerprint(&path).unwrap()));
}
