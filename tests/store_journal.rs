//! The crash journal: whatever was done before the program died comes back, and never to the wrong document.

use crate::support::processes::NoSpawn;
use proptest::prelude::*;
use std::fs;
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use tempfile::{TempDir, tempdir};
use weighbridge::model::edit::FrameField;
use weighbridge::model::text::from_text;
use weighbridge::model::{
    CellKey, CellScore, Criterion, CriterionId, CriterionScope, Edit, History, JournalRecord, Moment, Points, Session,
    Stamp,
};
use weighbridge::store::{Fingerprint, Journal, JournalFolder, Recovery, load, save};

const BASE: &str = r#"(
    schema: 1,
    title: "Checkout",
    alternatives: [(id: "vm", name: "VM fleet"), (id: "caas", name: "Containers")],
    criteria: [
        (id: "cost", name: "Cost", about: Team, points: 22),
        (id: "skill", name: "Team skill", about: Team, points: 12),
    ],
    scores: [(criterion: "skill", alternative: "caas", score: Range(2, 3))],
)"#;

fn base() -> Session {
    from_text(BASE).unwrap().session
}

fn stamp(second: i64) -> Stamp {
    Stamp { at: Moment::from_unix(1_800_000_000 + second), by: "ana".to_owned() }
}

fn edited(edit: Edit, second: i64) -> JournalRecord {
    JournalRecord::Edit { stamp: stamp(second), edit, led: None }
}

fn weight(points: u32, second: i64) -> JournalRecord {
    edited(Edit::SetWeight { criterion: "skill".into(), points: Points(points) }, second)
}

fn named(title: &str, second: i64) -> JournalRecord {
    edited(Edit::SetFrame(FrameField::Title(title.to_owned())), second)
}

/// A program with a document open: everything it does is done to the session and written down.
struct Desk {
    dir: TempDir,
    path: PathBuf,
    session: Session,
    history: History,
    journal: Option<Journal>,
    saved: Option<Fingerprint>,
    /// Keeps the journal's lock to this process.
    no_spawn: Option<NoSpawn>,
}

impl Desk {
    fn new() -> Self {
        let dir = tempdir().unwrap();
        let path = dir.path().join("plan.ron");
        let session = base();
        let saved = Some(save(&path, &session, None).unwrap());
        let mut desk = Self {
            dir,
            path,
            session,
            history: History::default(),
            journal: None,
            saved,
            no_spawn: Some(NoSpawn::hold()),
        };
        desk.open();
        desk
    }

    fn journals(&self) -> JournalFolder {
        JournalFolder::in_state_dir(&self.dir.path().join("state"))
    }

    fn open(&mut self) {
        self.journal = Some(self.journals().open(&self.path, &self.session, self.saved));
    }

    fn journal(&mut self) -> &mut Journal {
        self.journal.as_mut().unwrap()
    }

    /// Whether the record was accepted; one that was refused is not written down.
    fn perform(&mut self, record: JournalRecord) -> bool {
        let done = self.history.replay(&mut self.session, record.clone()).is_ok();
        if done {
            self.journal().append(&record).unwrap();
        }
        done
    }

    fn save(&mut self) -> Fingerprint {
        let fingerprint = save(&self.path, &self.session, self.saved.as_ref()).unwrap();
        self.saved = Some(fingerprint);
        fingerprint
    }

    /// The program is gone, and with it its locks; nothing was cleaned up.
    fn crash(&mut self) {
        self.journal = None;
    }

    fn recover(&self) -> Option<Recovery> {
        self.journals().recover(&self.path).map(Result::unwrap)
    }

    fn files(&self) -> Vec<PathBuf> {
        let Ok(entries) = fs::read_dir(self.dir.path().join("state/journals")) else { return Vec::new() };
        let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
        files.sort();
        files
    }
}

#[test]
fn what_was_done_before_a_crash_comes_back() {
    let mut desk = Desk::new();
    assert!(desk.perform(weight(30, 1)) && desk.perform(named("New", 2)));
    assert!(desk.perform(JournalRecord::Undo(stamp(3))) && desk.perform(JournalRecord::Redo(stamp(4))));
    let edit = Edit::SetWeight { criterion: "cost".into(), points: Points(1) };
    let led = Some(("vm".to_owned(), "caas".to_owned()));
    assert!(desk.perform(JournalRecord::Edit { stamp: stamp(5), edit, led: led.clone() }));
    desk.crash();
    let recovery = desk.recover().unwrap();
    assert_eq!(recovery.session, desk.session);
    assert_eq!((recovery.edits, recovery.last, recovery.base_changed), (5, stamp(5).at, false));
    assert_eq!(recovery.session.log[4].led, led);
    assert_eq!((recovery.base, &recovery.stopped), (desk.saved, &None));
    assert_eq!(History::from_log(&recovery.session.log), desk.history);
}

/// The child of the next test: does something, and is gone without a chance to clean up.
#[test]
fn child() {
    let Some(dir) = std::env::var_os("WEIGHBRIDGE_TEST_CRASHES").map(PathBuf::from) else { return };
    let path = dir.join("plan.ron");
    let loaded = load(&path).unwrap();
    let mut journal =
        JournalFolder::in_state_dir(&dir.join("state")).open(&path, &loaded.session, Some(loaded.fingerprint));
    for points in 30..40 {
        journal.append(&weight(points, points.into())).unwrap();
    }
    rustix::process::kill_process(rustix::process::getpid(), rustix::process::Signal::KILL).unwrap();
}

#[test]
fn a_killed_program_loses_nothing() {
    let mut desk = Desk::new();
    desk.crash();
    let mut child = std::process::Command::new(std::env::current_exe().unwrap());
    child.args(["--exact", "store_journal::child"]).env("WEIGHBRIDGE_TEST_CRASHES", desk.dir.path());
    desk.no_spawn = None;
    let output = crate::support::processes::output(&mut child).unwrap();
    desk.no_spawn = Some(NoSpawn::hold());
    assert_eq!(std::os::unix::process::ExitStatusExt::signal(&output.status), Some(9));
    let recovery = desk.recover().unwrap();
    assert_eq!((recovery.edits, recovery.session.criteria[1].points), (10, Points(39)));
}

#[test]
fn nothing_is_left_of_a_session_without_edits() {
    let mut desk = Desk::new();
    assert!(desk.journal().is_empty());
    desk.crash();
    assert!(desk.files().is_empty() && desk.recover().is_none());
}

#[test]
fn a_finished_journal_is_gone() {
    let mut desk = Desk::new();
    desk.perform(weight(30, 1));
    desk.journal.take().unwrap().finish();
    assert!(desk.files().is_empty() && desk.recover().is_none());
}

#[test]
fn a_discarded_recovery_does_not_come_back() {
    let mut desk = Desk::new();
    desk.perform(weight(30, 1));
    desk.crash();
    desk.recover().unwrap().discard().unwrap();
    assert!(desk.recover().is_none() && desk.files().is_empty());
}

#[test]
fn a_recovery_that_is_looked_at_and_left_stays() {
    let mut desk = Desk::new();
    desk.perform(weight(30, 1));
    desk.crash();
    drop(desk.recover().unwrap());
    // Opening the document all the same gives it another journal.
    desk.open();
    desk.perform(weight(31, 2));
    desk.crash();
    assert_eq!(desk.files().len(), 2);
    assert_eq!(desk.recover().unwrap().last, stamp(2).at, "the newest first");
}

#[test]
fn a_resumed_recovery_survives_another_crash() {
    let mut desk = Desk::new();
    desk.perform(weight(30, 1));
    desk.crash();
    let (session, journal) = desk.recover().unwrap().resume();
    assert_eq!(session, desk.session);
    desk.journal = Some(journal);
    assert!(desk.recover().is_none(), "it is in use");
    desk.perform(named("New", 2));
    desk.crash();
    let recovery = desk.recover().unwrap();
    assert_eq!((recovery.edits, &recovery.session), (2, &desk.session));
}

#[test]
fn a_torn_last_line_is_left_out_and_cut_off() {
    let mut desk = Desk::new();
    desk.perform(weight(30, 1));
    let before = desk.session.clone();
    desk.perform(named("New", 2));
    desk.crash();
    let file = desk.files().remove(0);
    let whole = fs::read(&file).unwrap();
    fs::write(&file, &whole[..whole.len() - 5]).unwrap();
    let recovery = desk.recover().unwrap();
    assert_eq!((&recovery.session, recovery.edits, &recovery.stopped), (&before, 1, &None));
    let (session, journal) = recovery.resume();
    (desk.session, desk.journal, desk.history) = (session, Some(journal), History::from_log(&before.log));
    desk.perform(named("Newer", 3));
    desk.crash();
    assert_eq!(desk.recover().unwrap().session, desk.session);
}

#[test]
fn a_journal_cut_off_anywhere_gives_one_of_the_states_there_were() {
    let mut desk = Desk::new();
    let mut states = vec![desk.session.clone()];
    for (second, record) in
        [weight(30, 1), named("Ä\n\"b\"", 2), JournalRecord::Undo(stamp(3)), weight(7, 4)].into_iter().enumerate()
    {
        assert!(desk.perform(record), "{second}");
        states.push(desk.session.clone());
    }
    desk.crash();
    let file = desk.files().remove(0);
    let whole = fs::read(&file).unwrap();
    for length in 0..=whole.len() {
        fs::write(&file, &whole[..length]).unwrap();
        // Removed when it held nothing, so this one is new.
        fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).unwrap();
        match desk.recover() {
            Some(recovery) => assert_eq!(recovery.session, states[recovery.edits], "cut at {length}"),
            None => assert!(!file.exists(), "cut at {length}: what holds nothing is cleared away"),
        }
    }
}

#[test]
fn a_line_broken_in_the_middle_stops_there_and_says_so() {
    let mut desk = Desk::new();
    desk.perform(weight(30, 1));
    let before = desk.session.clone();
    desk.perform(named("New", 2));
    desk.perform(weight(31, 3));
    desk.crash();
    let file = desk.files().remove(0);
    let text = fs::read_to_string(&file).unwrap();
    for (wrong, said) in [
        (text.replace("SetFrame", "SetFrome"), "record 2 is damaged"),
        (text.replace("SetFrame(Title(\"New\"))", "SetWeight(criterion:\"no\",points:1)"), "no criterion 'no'"),
    ] {
        fs::write(&file, wrong).unwrap();
        let recovery = desk.recover().unwrap();
        assert_eq!((&recovery.session, recovery.edits), (&before, 1));
        assert!(recovery.stopped.as_ref().unwrap().contains(said), "{:?}", recovery.stopped);
    }
    fs::write(&file, [text.as_bytes(), b"\xff\n"].concat()).unwrap();
    assert!(desk.recover().unwrap().stopped.unwrap().contains("record 4 is damaged: it is not UTF-8"));
}

#[test]
fn a_journal_that_cannot_be_understood_is_named_and_kept() {
    let mut desk = Desk::new();
    desk.perform(weight(30, 1));
    desk.crash();
    let file = desk.files().remove(0);
    let text = fs::read_to_string(&file).unwrap();
    for wrong in [text.replace("format:1", "format:2"), text.replace("schema: 1", "schema: 2"), "?\n?\n".to_owned()] {
        fs::write(&file, &wrong).unwrap();
        let error = desk.journals().recover(&desk.path).unwrap().unwrap_err();
        assert!(error.to_string().contains("cannot be read"), "{error}");
        assert_eq!(fs::read_to_string(&file).unwrap(), wrong);
    }
    assert!(desk.journals().recoverable().is_empty());
}

#[test]
fn a_second_program_gets_a_journal_of_its_own() {
    let mut desk = Desk::new();
    assert!(!desk.journal().is_open_elsewhere());
    desk.perform(weight(30, 1));
    let mut second = desk.journals().open(&desk.path, &desk.session, desk.saved);
    assert!(second.is_open_elsewhere());
    second.append(&named("Theirs", 9)).unwrap();
    assert!(desk.recover().is_none(), "both are in use");
    assert_eq!(desk.files().len(), 2);
    drop(second);
    let recovery = desk.recover().unwrap();
    assert_eq!(recovery.session.title, "Theirs");
    assert!(recovery.journal.to_str().unwrap().ends_with("-2.journal"), "{:?}", recovery.journal);
    drop(recovery);
    desk.crash();
    assert_eq!(desk.journals().recoverable().len(), 2);
}

#[test]
fn a_save_leaves_nothing_to_recover() {
    let mut desk = Desk::new();
    desk.perform(weight(30, 1));
    let fingerprint = desk.save();
    let session = desk.session.clone();
    desk.journal().restart(&session, fingerprint, &[]).unwrap();
    assert!(desk.journal().is_empty());
    desk.crash();
    assert!(desk.recover().is_none() && desk.files().is_empty());
}

#[test]
fn what_was_done_during_a_save_is_kept() {
    let mut desk = Desk::new();
    desk.perform(weight(30, 1));
    let (handed_over, fingerprint) = (desk.session.clone(), desk.save());
    let meanwhile = named("During", 2);
    desk.perform(meanwhile.clone());
    desk.journal().restart(&handed_over, fingerprint, &[meanwhile]).unwrap();
    assert!(desk.journals().open(&desk.path, &desk.session, None).is_open_elsewhere(), "it is still locked");
    desk.perform(weight(31, 3));
    desk.crash();
    assert_eq!(desk.files().len(), 1);
    let recovery = desk.recover().unwrap();
    assert_eq!((&recovery.session, recovery.edits), (&desk.session, 2));
    assert_eq!((recovery.base, recovery.base_changed), (Some(fingerprint), false));
}

#[test]
fn a_crash_between_a_save_and_the_restart_is_seen_through() {
    let mut desk = Desk::new();
    desk.perform(weight(30, 1));
    let fingerprint = desk.save();
    desk.perform(named("After", 2));
    desk.crash();
    let recovery = desk.recover().unwrap();
    assert_eq!((recovery.base, recovery.base_changed, recovery.edits), (Some(fingerprint), false, 1));
    assert_eq!(recovery.session, desk.session);
    drop(recovery);
    // Had it been the last edit, there would be nothing to recover.
    desk.save();
    assert!(desk.recover().is_none() && desk.files().is_empty());
}

#[test]
fn a_file_changed_by_somebody_else_is_noticed() {
    let mut desk = Desk::new();
    desk.perform(weight(30, 1));
    desk.crash();
    let mut theirs = base();
    theirs.title = "Theirs".to_owned();
    save(&desk.path, &theirs, desk.saved.as_ref()).unwrap();
    let recovery = desk.recover().unwrap();
    assert!(recovery.base_changed && recovery.base == desk.saved && recovery.session == desk.session);
    assert!(save(&desk.path, &recovery.session, recovery.base.as_ref()).is_err(), "no silent overwriting");
    drop(recovery);
    for wrong in [Some("(broken"), None] {
        match wrong {
            Some(text) => fs::write(&desk.path, text).unwrap(),
            None => fs::remove_file(&desk.path).unwrap(),
        }
        assert!(desk.recover().unwrap().base_changed);
    }
}

#[test]
fn a_document_that_was_never_saved_is_recovered_too() {
    let _no_spawn = NoSpawn::hold();
    let dir = tempdir().unwrap();
    let (journals, path) = (JournalFolder::in_state_dir(dir.path()), dir.path().join("fresh.ron"));
    let mut journal = journals.open(&path, &base(), None);
    journal.append(&weight(30, 1)).unwrap();
    drop(journal);
    let recovery = journals.recover(&path).unwrap().unwrap();
    assert_eq!((recovery.base, recovery.base_changed, recovery.edits), (None, false, 1));
    drop(recovery);
    let listed = journals.recoverable();
    assert_eq!((listed.len(), listed[0].title.as_str(), listed[0].edits), (1, "Checkout", 1));
    assert_eq!(load(&listed[0].document).unwrap_err().path.file_name(), path.file_name());
}

#[test]
fn the_state_of_one_document_is_not_that_of_another() {
    let mut desk = Desk::new();
    desk.perform(weight(30, 1));
    desk.crash();
    assert!(desk.journals().recover(&desk.dir.path().join("other/plan.ron")).is_none());
    assert!(desk.journals().recover(&desk.dir.path().join("plan")).is_none());
}

#[test]
fn without_a_place_the_journal_is_off_and_says_so() {
    let _no_spawn = NoSpawn::hold();
    let dir = tempdir().unwrap();
    fs::write(dir.path().join("state"), "a file, where a folder should be").unwrap();
    for state in [&dir.path().join("state"), Path::new("/proc/nothing")] {
        let journals = JournalFolder::in_state_dir(state);
        let mut journal = journals.open(&dir.path().join("plan.ron"), &base(), None);
        assert!(journal.off_reason().is_some() && journal.is_empty() && !journal.is_open_elsewhere());
        journal.append(&weight(30, 1)).unwrap();
        assert!(journals.recover(&dir.path().join("plan.ron")).is_none() && journals.recoverable().is_empty());
        journal.finish();
    }
}

#[test]
fn a_planted_link_is_not_followed() {
    let desk = &mut Desk::new();
    desk.perform(weight(30, 1));
    let name = desk.files().remove(0);
    desk.journal.take().unwrap().finish();
    let victim = desk.dir.path().join("victim");
    fs::write(&victim, "").unwrap();
    std::os::unix::fs::symlink(&victim, &name).unwrap();
    let mut journal = desk.journals().open(&desk.path, &desk.session, desk.saved);
    journal.append(&weight(31, 2)).unwrap();
    assert_eq!(fs::read(&victim).unwrap(), b"");
}

#[test]
fn a_record_is_one_line_at_the_end_of_the_file() {
    let mut desk = Desk::new();
    desk.perform(weight(30, 1));
    let file = desk.files().remove(0);
    let before = fs::read(&file).unwrap();
    desk.perform(named("a\nb", 2));
    let after = fs::read(&file).unwrap();
    let added = after.strip_prefix(&before[..]).unwrap();
    assert_eq!(added.iter().filter(|byte| **byte == b'\n').count(), 1);
    assert_eq!(after.iter().filter(|byte| **byte == b'\n').count(), 4);
    use std::os::unix::fs::MetadataExt;
    assert_eq!(fs::metadata(&file).unwrap().mode() & 0o777, 0o600);
    // What somebody else appends is no record of ours.
    fs::OpenOptions::new().append(true).open(&file).unwrap().write_all(b"Undo(stamp:").unwrap();
    desk.crash();
    assert_eq!(desk.recover().unwrap().session, desk.session);
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![Just(String::new()), any::<String>(), "[a-z\\n\\r\"\\\\\u{1b}\u{202e}]{0,8}"]
}

fn cell() -> impl Strategy<Value = CellKey> {
    (0..3usize, 0..3usize).prop_map(|(row, column)| CellKey {
        criterion: ["cost", "skill", "x"][row].into(),
        alternative: ["vm", "caas", "x"][column].into(),
        workload: None,
    })
}

fn criterion() -> impl Strategy<Value = CriterionId> {
    (0..3usize).prop_map(|row| ["cost", "skill", "x"][row].into())
}

fn edit() -> impl Strategy<Value = Edit> {
    let score = prop_oneof![
        Just(CellScore::Blank),
        Just(CellScore::Unknown),
        (0..7u8).prop_map(CellScore::Exact),
        (1..6u8, 1..6u8).prop_map(|(low, high)| CellScore::Range(low, high)),
    ];
    let leaf = prop_oneof![
        (criterion(), 0..40u32).prop_map(|(criterion, n)| Edit::SetWeight { criterion, points: Points(n) }),
        (cell(), score, text()).prop_map(|(cell, score, by)| Edit::SetScore { cell, score, by }),
        (cell(), text()).prop_map(|(cell, text)| Edit::SetRationale { cell, text }),
        (criterion(), 0..7u8, text()).prop_map(|(criterion, level, text)| Edit::SetRubric { criterion, level, text }),
        text().prop_map(|text| Edit::SetFrame(FrameField::Title(text))),
        prop::collection::vec(text(), 0..3).prop_map(|tags| Edit::SetFrame(FrameField::Tags(tags))),
        (0..4usize, text()).prop_map(|(at, name)| Edit::AddCriterion {
            at,
            criterion: Criterion { id: "x".into(), name, about: CriterionScope::Team, ..Criterion::default() },
        }),
        criterion().prop_map(|id| Edit::RemoveCriterion { id }),
        (criterion(), 0..3usize).prop_map(|(id, to)| Edit::MoveCriterion { id, to }),
    ];
    leaf.prop_recursive(2, 8, 3, |edit| prop::collection::vec(edit, 0..3).prop_map(Edit::Batch))
}

fn records() -> impl Strategy<Value = Vec<JournalRecord>> {
    let stamp = || {
        (0..9i64, any::<bool>()).prop_map(|(second, ana)| {
            let by = if ana { "ana" } else { "bo\n" };
            Stamp { by: by.to_owned(), ..stamp(second) }
        })
    };
    let led = prop::option::of((text(), text()));
    let record = prop_oneof![
        6 => (stamp(), edit(), led).prop_map(|(stamp, edit, led)| JournalRecord::Edit { stamp, edit, led }),
        2 => stamp().prop_map(JournalRecord::Undo),
        1 => stamp().prop_map(JournalRecord::Redo),
    ];
    prop::collection::vec(record, 0..24)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_journaled_is_recovered_log_included(records in records()) {
        let mut desk = Desk::new();
        let done = records.into_iter().filter(|record| desk.perform(record.clone())).count();
        desk.crash();
        match desk.recover() {
            None => prop_assert_eq!(done, 0),
            Some(recovery) => {
                prop_assert_eq!(recovery.stopped, None);
                prop_assert_eq!(recovery.edits, done);
                prop_assert_eq!(recovery.session, desk.session);
            }
        }
    }

    #[test]
    fn a_save_in_between_changes_nothing(before in records(), after in records()) {
        let mut desk = Desk::new();
        for record in before {
            desk.perform(record);
        }
        let fingerprint = desk.save();
        prop_assert_eq!(&load(&desk.path).unwrap().session, &desk.session);
        let session = desk.session.clone();
        desk.journal().restart(&session, fingerprint, &[]).unwrap();
        for record in after {
            desk.perform(record);
        }
        desk.crash();
        if let Some(recovery) = desk.recover() {
            prop_assert_eq!(recovery.stopped, None);
            prop_assert_eq!(recovery.session, desk.session);
        }
    }

    #[test]
    fn damage_never_panics_and_never_takes_the_journal(place in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let mut desk = Desk::new();
        desk.perform(weight(30, 1));
        desk.perform(named("New", 2));
        desk.crash();
        let file = desk.files().remove(0);
        let mut bytes = fs::read(&file).unwrap();
        let place = place.index(bytes.len() - 1); // the last line end may go: then the last line is torn
        bytes[place] = byte;
        fs::write(&file, &bytes).unwrap();
        let _ = desk.journals().recover(&desk.path);
        prop_assert!(file.exists());
    }
}
