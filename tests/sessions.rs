//! The shipped sessions: each reads, is canonical, and its log tells the truth.

use std::path::PathBuf;
use weighbridge::model::history::{History, rewind_all};
use weighbridge::model::text::{from_text, to_text};
use weighbridge::model::{LogAction, LogEntry, Session, SignatureCount, Status, content_digest, signature_states};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("saved-sessions")
}

/// Every shipped file with its name and its text.
fn files() -> std::io::Result<Vec<(String, String)>> {
    let mut paths = std::fs::read_dir(folder())?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<std::io::Result<Vec<PathBuf>>>()?;
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "ron"));
    paths.sort();
    paths.into_iter().map(|path| Ok((path.display().to_string(), std::fs::read_to_string(&path)?))).collect()
}

/// Every shipped session with its name.
fn sessions() -> Vec<(String, Session)> {
    let files = files().unwrap_or_default();
    files.into_iter().filter_map(|(name, text)| Some((name, from_text(&text).ok()?.session))).collect()
}

#[test]
fn every_session_reads_without_a_warning_and_is_canonical() {
    let files = files().unwrap();
    assert!(files.len() >= 2, "there are too few in {}", folder().display());
    for (name, text) in files {
        let parsed = from_text(&text).unwrap_or_else(|errors| panic!("{name}: {errors:?}"));
        assert_eq!(parsed.warnings, [], "{name}");
        assert!(to_text(&parsed.session).unwrap() == text, "{name} is not as weighbridge would write it");
    }
}

#[test]
fn every_log_rewinds_to_its_start_and_replays_to_the_same_document() {
    for (name, session) in sessions() {
        let mut past = rewind_all(&session).unwrap_or_else(|misfit| panic!("{name}: {misfit}"));
        assert!(past.log.is_empty(), "{name}");
        for (place, LogEntry { edit, was, .. }) in session.log.iter().enumerate() {
            let inverse =
                past.apply(edit.clone()).unwrap_or_else(|error| panic!("{name}, entry {}: {error}", place + 1));
            assert!(inverse == *was, "{name}, entry {} did not replace what it says it did", place + 1);
        }
        past.log.clone_from(&session.log);
        assert!(past == session, "{name} replays to another document");
    }
}

#[test]
fn every_state_on_the_way_is_a_document_that_could_have_been_saved() {
    for (name, session) in sessions() {
        let mut past = rewind_all(&session).unwrap();
        for (place, entry) in session.log.iter().enumerate() {
            past.apply(entry.edit.clone()).unwrap();
            let text = to_text(&past).unwrap();
            let again = from_text(&text).unwrap_or_else(|errors| panic!("{name}, entry {}: {errors:?}", place + 1));
            assert!(again.session == past, "{name}, entry {}", place + 1);
        }
    }
}

#[test]
fn logs_run_forwards_and_undo_what_is_there() {
    for (name, session) in sessions() {
        assert!(!session.log.is_empty(), "{name} has no log");
        assert!(session.log.is_sorted_by_key(|entry| entry.at), "{name}: time runs backwards");
        let mut undoable = 0;
        for entry in &session.log {
            undoable = match entry.act {
                LogAction::Edit | LogAction::Redo => undoable + 1,
                LogAction::Undo => undoable - 1,
            };
            assert!(undoable >= 0, "{name}: an undo of nothing");
        }
        assert_eq!(History::from_log(&session.log).next_undo(&session.log).is_some(), undoable > 0, "{name}");
    }
}

#[test]
fn whoever_changed_something_takes_part() {
    for (name, session) in sessions() {
        for entry in &session.log {
            let known = session.participants.iter().any(|person| person.name == entry.by);
            assert!(known, "{name}: nobody is called {}", entry.by);
        }
    }
}

#[test]
fn what_is_decided_is_decided_for_every_workload() {
    let decided = sessions().into_iter().filter(|(_, session)| session.status == Status::Decided);
    for (name, session) in decided {
        let decision = session.decision.as_ref().unwrap_or_else(|| panic!("{name}: decided, and nothing chosen"));
        for workload in &session.workloads {
            let choice = decision.choices.iter().find(|choice| choice.workload.as_ref() == Some(&workload.id));
            assert!(choice.is_some_and(|choice| !choice.reason.is_empty()), "{name}: {}", workload.id);
        }
        assert!(!decision.triggers.is_empty() && !decision.sign_offs.is_empty(), "{name}");
    }
}

/// The canonical form must not change: every signature that was ever given depends on it.
#[test]
fn digests_are_what_they_were() {
    let known = [
        ("grocer.ron", "d7be775c509846e46cc7c44bd90ed145d5f56eb51e0541c79f6ee9b728c9420b"),
        ("search-read-model.ron", "f28903935c1ce905c2bbb5f8b3b020c0dc5344c68fc6993742f0f5aa8e895a93"),
    ];
    let sessions = sessions();
    assert_eq!(sessions.len(), known.len());
    for ((name, session), (file, digest)) in sessions.iter().zip(known) {
        assert!(name.ends_with(file));
        assert_eq!(content_digest(session).unwrap().to_string(), digest, "{name}");
    }
}

#[test]
fn a_decided_session_is_signed_for_what_it_says() {
    for (name, session) in sessions().iter().filter(|(_, session)| session.status == Status::Decided) {
        let digest = content_digest(session).unwrap();
        let count = SignatureCount::of(&signature_states(session, Some(&digest)));
        assert_eq!((count.hold, count.total()), (session.participants.len(), count.hold), "{name}");
    }
}
