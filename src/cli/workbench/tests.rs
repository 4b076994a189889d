//! Files behind the workbench: what becomes of saves and journals whatever happens in between.

use super::files::SessionFiles;
use super::shell::WorkbenchShell;
use crate::app::{App, Effect, Msg, Overlay, SaveTo, Screen};
use crate::catalogue::Catalogue;
use crate::keys::Keymap;
use crate::model::text::to_text;
use crate::model::{Moment, Session};
use crate::store::{self, JournalFolder, SaveError, SaveOutcome, Saver, SessionFolder};
use crate::theme::{Capability, Charset, Colour, Theme};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};

/// A shell with a folder of its own, and the outcomes of its saves, which the test delivers.
struct Fixture {
    dir: tempfile::TempDir,
    shell: WorkbenchShell,
    outcomes: Receiver<SaveOutcome>,
}

impl Fixture {
    fn new(files: &[&str]) -> Self {
        let dir = tempfile::tempdir().unwrap();
        for name in files {
            let text = to_text(&Session::new(name)).unwrap();
            std::fs::write(dir.path().join(name).with_extension("ron"), text).unwrap();
        }
        let (sender, outcomes) = channel();
        let keymap = Keymap::standard().unwrap();
        let now = Moment::from_unix(1_800_000_000);
        let catalogue = Arc::new(Catalogue::embedded().unwrap());
        let files = SessionFiles::new(
            SessionFolder { dir: dir.path().to_owned(), origin: store::FolderOrigin::Flag },
            JournalFolder::in_state_dir(&dir.path().join("state")),
            Saver::spawn(move |outcome| sender.send(outcome).unwrap()).unwrap(),
            Arc::new(|| {}),
        );
        let app = App::new(catalogue, keymap.commands(), "ana".to_owned(), now);
        let theme = Theme::new(Capability { colour: Colour::Mono, charset: Charset::Ascii });
        let shell = WorkbenchShell::new(app, keymap, theme, Box::new(move || now), files);
        Self { dir, shell, outcomes }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name).with_extension("ron")
    }

    fn open(&mut self, name: &str) {
        self.shell.open(&self.path(name), false, store::load(&self.path(name))).unwrap();
    }

    fn rename(&mut self, title: &str) {
        let edit = crate::model::edit::Edit::SetFrame(crate::model::edit::FrameField::Title(title.to_owned()));
        self.shell.update(Msg::Apply(Box::new(edit)));
    }

    fn deliver_save(&mut self) {
        let outcome = self.outcomes.recv().unwrap();
        self.shell.finish_save(outcome);
    }

    /// The save succeeds, but the disk does not confirm it.
    fn deliver_unconfirmed_save(&mut self) {
        let mut outcome = self.outcomes.recv().unwrap();
        let now = outcome.result.unwrap();
        outcome.result = Err(SaveError::NotDurable { path: outcome.path.clone(), now, reason: "EIO".to_owned() });
        self.shell.finish_save(outcome);
    }

    fn is_dirty(&self) -> bool {
        self.shell.app.workbench().unwrap().is_dirty()
    }

    fn title_in(&self, name: &str) -> String {
        store::load(&self.path(name)).unwrap().session.title
    }

    fn notice(&self) -> String {
        self.shell.app.notice.as_ref().map_or_else(String::new, |notice| notice.text.clone())
    }

    /// The program is killed: nothing is saved or closed.
    fn crash(self) -> (tempfile::TempDir, JournalFolder) {
        let Self { dir, shell, .. } = self;
        let journals = shell.files.journals.clone();
        drop(shell);
        (dir, journals)
    }
}

#[test]
fn a_save_that_ends_after_its_document_was_left_touches_no_other() {
    let mut room = Fixture::new(&["a", "b"]);
    room.open("a");
    room.rename("a two");
    room.shell.update(Msg::Save);
    let late = room.outcomes.recv().unwrap();
    room.shell.update(Msg::DiscardAndQuit);
    room.open("b");
    room.rename("b two");
    room.shell.finish_save(late);
    room.shell.update(Msg::Save);
    room.deliver_save();
    assert_eq!((room.title_in("a"), room.title_in("b")), ("a two".to_owned(), "b two".to_owned()));
    assert!(matches!(&room.shell.app.screen, Screen::Workbench(bench) if bench.path == room.path("b")));
}

#[test]
fn a_file_that_was_removed_comes_back_when_saved_by_its_name() {
    let mut room = Fixture::new(&["a"]);
    room.open("a");
    room.rename("a two");
    std::fs::remove_file(room.path("a")).unwrap();
    room.shell.update(Msg::Save);
    room.deliver_save();
    assert!(room.notice().contains("save as the same name"), "{}", room.notice());
    assert!(!room.path("a").exists());
    let session = room.shell.app.workbench().unwrap().session.clone();
    let failed = room.shell.files.start_save(Box::new(session), 1, SaveTo::Path(room.path("a")));
    room.shell.dispatch(failed);
    room.deliver_save();
    assert_eq!(room.title_in("a"), "a two");
}

#[test]
fn edits_are_recovered_even_when_their_file_can_no_longer_be_read() {
    let mut room = Fixture::new(&["a"]);
    room.open("a");
    room.rename("a two");
    let spoilt = "(schema: 1, title: \"a";
    std::fs::write(room.path("a"), spoilt).unwrap();
    let (dir, journals) = room.crash();
    let mut next = Fixture::new(&[]);
    next.shell.files.journals = journals;
    let path = dir.path().join("a.ron");
    next.shell.open(&path, false, store::load(&path)).unwrap();
    assert_eq!(next.shell.app.workbench().unwrap().session.title, "a two");
    assert!(next.notice().contains("cannot be read"), "{}", next.notice());
    next.shell.update(Msg::Save);
    next.deliver_save();
    assert!(next.notice().starts_with("not saved"), "{}", next.notice());
    assert_eq!(std::fs::read_to_string(&path).unwrap(), spoilt, "the evidence stays");
}

#[test]
fn two_new_sessions_that_crashed_are_both_recovered() {
    let mut room = Fixture::new(&[]);
    room.shell.begin(Session::new("New"));
    room.rename("first");
    let (dir, journals) = room.crash();
    let mut next = Fixture::new(&[]);
    next.shell.files.journals = journals.clone();
    next.shell.files.sessions.dir = dir.path().to_owned();
    next.shell.begin(Session::new("New"));
    next.rename("second");
    let _kept = next.crash();
    let mut titles: Vec<String> = journals
        .recoverable()
        .iter()
        .map(|left| journals.recover(&left.document).unwrap().unwrap().session.title)
        .collect();
    titles.sort();
    assert_eq!(titles, ["first", "second"]);
}

#[test]
fn what_was_never_saved_is_listed_even_before_there_is_a_folder() {
    let mut room = Fixture::new(&[]);
    std::os::unix::fs::symlink(".", room.dir.path().join("link")).unwrap();
    room.shell.files.sessions.dir = room.dir.path().join("link/none");
    room.shell.begin(Session::new("New"));
    room.rename("first");
    let folder = room.shell.files.sessions.dir.clone();
    let (_dir, journals) = room.crash();
    let mut next = Fixture::new(&[]);
    next.shell.files.journals = journals;
    next.shell.files.sessions.dir = folder.clone();
    next.shell.run_effects(vec![Effect::ScanLibrary]);
    next.shell.update(Msg::Enter);
    assert_eq!(next.shell.app.workbench().unwrap().session.title, "first");
    next.shell.update(Msg::Save);
    next.deliver_save();
    assert_eq!(store::load(&folder.join("first.ron")).unwrap().session.title, "first");
}

#[test]
fn a_journal_that_was_taken_away_is_said_at_the_next_edit() {
    let mut room = Fixture::new(&["a"]);
    room.open("a");
    room.rename("a two");
    std::fs::remove_dir_all(room.dir.path().join("state")).unwrap();
    room.rename("a three");
    assert!(room.notice().contains("was removed"), "{}", room.notice());
}

#[test]
fn a_save_that_the_disk_does_not_confirm_leaves_everything_unsaved_until_one_is() {
    for name in ["a", "copy"] {
        let mut room = Fixture::new(&["a"]);
        room.open("a");
        room.rename("two");
        room.shell.update(Msg::Save);
        room.deliver_save();
        room.rename("three");
        let session = room.shell.app.workbench().unwrap().session.clone();
        let to = if name == "a" { SaveTo::Own } else { SaveTo::Path(room.path(name)) };
        let revision = room.shell.app.workbench().unwrap().revision;
        let failed = room.shell.files.start_save(Box::new(session), revision, to);
        assert!(failed.is_none());
        room.deliver_unconfirmed_save();
        assert!(room.is_dirty(), "{name}");
        assert!(room.notice().contains("did not confirm"), "{}", room.notice());
        let journals = room.shell.files.journals.clone();
        assert!(journals.has_journal(&room.path("a")), "the journal of the edits stays");

        room.shell.update(Msg::Save);
        room.deliver_save();
        assert!(!room.is_dirty() && room.notice().starts_with("saved"), "{name}: {}", room.notice());
        assert_eq!(room.title_in(name), "three");
        room.rename("four");
        let (dir, journals) = room.crash();
        let path = dir.path().join(name).with_extension("ron");
        assert_eq!(journals.recoverable().len(), 1, "{name}");
        assert_eq!(journals.recover(&path).unwrap().unwrap().session.title, "four");
    }
}

#[test]
fn an_unconfirmed_save_is_recovered_when_the_disk_lost_it() {
    let mut room = Fixture::new(&["a"]);
    room.open("a");
    let old = std::fs::read(room.path("a")).unwrap();
    room.rename("two");
    room.shell.update(Msg::Save);
    room.deliver_unconfirmed_save();
    std::fs::write(room.path("a"), old).unwrap();
    let (dir, journals) = room.crash();
    let recovery = journals.recover(&dir.path().join("a.ron")).unwrap().unwrap();
    assert_eq!((recovery.session.title.as_str(), recovery.base_changed), ("two", false));
}

/// The journal of an earlier run is held while the question is open; that is no other program.
#[test]
fn edits_to_recover_are_not_taken_for_another_program() {
    let mut room = Fixture::new(&["a"]);
    room.open("a");
    room.rename("two");
    room.shell.files.close(true);
    room.open("a");
    assert!(matches!(room.shell.app.overlays.last(), Some(Overlay::Confirm(_))), "the edits are offered");
    assert!(!room.notice().contains("another weighbridge"), "{}", room.notice());
}

#[test]
fn saving_and_leaving_leaves_nothing_armed() {
    // The save ends while the question is on screen: everything is on disk, so it leaves.
    let mut room = Fixture::new(&["a"]);
    room.open("a");
    room.rename("two");
    room.shell.update(Msg::Save);
    room.shell.update(Msg::Quit);
    room.deliver_save();
    room.shell.update(Msg::Yes);
    assert!(matches!(room.shell.app.screen, Screen::Library(_)));
    room.open("a");
    room.rename("three");
    room.shell.update(Msg::Save);
    room.deliver_save();
    assert!(room.shell.app.workbench().is_some(), "a later save does not leave");

    // The save is refused.
    room.rename("four");
    std::fs::write(room.path("a"), "theirs").unwrap();
    room.shell.update(Msg::SaveAndQuit);
    room.deliver_save();
    assert!(room.notice().starts_with("not saved"), "{}", room.notice());
    std::fs::remove_file(room.path("a")).unwrap();
    let session = room.shell.app.workbench().unwrap().session.clone();
    let failed = room.shell.files.start_save(Box::new(session), 9, SaveTo::Path(room.path("a")));
    room.shell.dispatch(failed);
    room.deliver_save();
    assert!(room.shell.app.workbench().is_some(), "{}", room.notice());
}

/// Somebody else saves "theirs" over a document with the unsaved title "mine"; the save is refused.
fn conflict() -> Fixture {
    let mut room = Fixture::new(&["a"]);
    room.open("a");
    room.rename("mine");
    std::fs::write(room.path("a"), to_text(&Session::new("theirs")).unwrap()).unwrap();
    room.shell.update(Msg::Save);
    room.deliver_save();
    assert!(room.notice().contains("changed by somebody else"), "{}", room.notice());
    assert!(matches!(room.shell.app.overlays.last(), Some(Overlay::Picker(picker)) if picker.items.len() == 3));
    assert_eq!(room.title_in("a"), "theirs");
    room
}

#[test]
fn after_a_change_by_somebody_else_both_can_be_kept() {
    let mut room = conflict();
    room.shell.update(Msg::Accept);
    room.deliver_save();
    assert_eq!((room.title_in("a"), room.title_in("a-mine")), ("theirs".to_owned(), "mine".to_owned()));
    assert!(!room.is_dirty());
    room.rename("more");
    room.shell.update(Msg::Save);
    room.deliver_save();
    assert_eq!((room.title_in("a"), room.title_in("a-mine")), ("theirs".to_owned(), "more".to_owned()));
}

#[test]
fn after_a_change_by_somebody_else_theirs_can_be_opened_and_ones_own_edits_are_offered() {
    let mut room = conflict();
    room.shell.update(Msg::Down);
    room.shell.update(Msg::Accept);
    assert_eq!(room.shell.app.workbench().unwrap().session.title, "theirs");
    assert!(matches!(room.shell.app.overlays.last(), Some(Overlay::Confirm(_))));
    room.shell.update(Msg::Yes);
    assert_eq!(room.shell.app.workbench().unwrap().session.title, "mine");
}

#[test]
fn after_a_change_by_somebody_else_theirs_can_be_replaced_and_stays_beside() {
    let mut room = conflict();
    room.shell.update(Msg::Up);
    room.shell.update(Msg::Accept);
    room.deliver_save();
    assert_eq!((room.title_in("a"), room.title_in("a-theirs")), ("mine".to_owned(), "theirs".to_owned()));
    assert!(room.notice().contains("kept as a-theirs.ron"), "{}", room.notice());
    room.rename("more");
    room.shell.update(Msg::Save);
    room.deliver_save();
    assert_eq!((room.title_in("a"), room.title_in("a-theirs")), ("more".to_owned(), "theirs".to_owned()));
}

#[test]
fn a_file_that_changes_again_after_the_question_is_asked_about_again() {
    let mut room = conflict();
    std::fs::write(room.path("a"), to_text(&Session::new("third")).unwrap()).unwrap();
    room.shell.update(Msg::Up);
    room.shell.update(Msg::Accept);
    room.deliver_save();
    assert!(!room.path("a-theirs").exists());
    assert_eq!((room.title_in("a"), room.is_dirty()), ("third".to_owned(), true));
    assert!(matches!(room.shell.app.overlays.last(), Some(Overlay::Picker(_))));
}

#[test]
fn a_reload_that_cannot_be_read_closes_nothing() {
    let mut room = conflict();
    std::fs::write(room.path("a"), "(").unwrap();
    room.shell.update(Msg::Down);
    room.shell.update(Msg::Accept);
    assert_eq!(room.shell.app.workbench().unwrap().session.title, "mine");
    room.rename("still mine");
    let (dir, journals) = room.crash();
    let recovery = journals.recover(&dir.path().join("a.ron")).unwrap().unwrap();
    assert_eq!(recovery.session.title, "still mine");
}

#[test]
fn a_journal_that_is_off_shows_a_mark_and_holds_everything_once_it_can_be_written() {
    let mut room = Fixture::new(&["a"]);
    std::fs::write(room.dir.path().join("state"), "in the way").unwrap();
    room.open("a");
    assert!(room.shell.app.workbench().unwrap().journal_off.is_some());
    room.rename("two");
    room.rename("three");
    assert!(room.shell.app.workbench().unwrap().journal_off.is_some());
    std::fs::remove_file(room.dir.path().join("state")).unwrap();
    room.rename("four");
    assert_eq!(room.shell.app.workbench().unwrap().journal_off, None);
    assert!(room.notice().contains("can be recovered again"), "{}", room.notice());
    let (dir, journals) = room.crash();
    let recovery = journals.recover(&dir.path().join("a.ron")).unwrap().unwrap();
    assert_eq!((recovery.session.title.as_str(), recovery.stopped.as_deref()), ("four", None));
}

#[test]
fn a_journal_that_was_removed_is_written_again_with_every_edit() {
    let mut room = Fixture::new(&["a"]);
    room.open("a");
    room.rename("two");
    std::fs::remove_dir_all(room.dir.path().join("state")).unwrap();
    room.rename("three");
    assert!(room.shell.app.workbench().unwrap().journal_off.is_some());
    room.rename("four");
    assert_eq!(room.shell.app.workbench().unwrap().journal_off, None);
    let (dir, journals) = room.crash();
    let recovery = journals.recover(&dir.path().join("a.ron")).unwrap().unwrap();
    assert_eq!((recovery.session.title.as_str(), recovery.edits > 1), ("four", true));
}
