//! Reading the library on a thread of its own: a folder can hold thousands of files, and no key waits for them.

use super::open_file::is_same_file;
use crate::app::library::LibraryEntry;
use crate::app::{Event, LibraryFile};
use crate::catalogue::Catalogue;
use crate::store::{JournalFolder, ListedFile, LoadError, SessionFolder};
use std::collections::VecDeque;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Time between two messages about what was read.
const INTERVAL: Duration = Duration::from_millis(100);

/// What is read, and for whom.
pub(super) struct LibrarySource {
    pub(super) sessions: SessionFolder,
    pub(super) journals: JournalFolder,
    pub(super) catalogue: Arc<Catalogue>,
}

/// A library that is being read. Dropping it stops the reading.
pub(super) struct LibraryReader {
    shared: Arc<Shared>,
}

/// What reader and workbench share.
#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
    is_stopped: AtomicBool,
}

#[derive(Default)]
struct State {
    events: VecDeque<Event>,
    has_ended: bool,
}

impl LibraryReader {
    /// Starts to read; `wake` is called when there is something to take. Where no thread is to be had, everything is read first.
    pub(super) fn start(source: LibrarySource, wake: impl Fn() + Send + 'static) -> Self {
        let shared = Arc::new(Shared::default());
        let source = Arc::new(source);
        let (on_thread, with) = (Arc::clone(&shared), Arc::clone(&source));
        let work = move || {
            with.read(&on_thread, &wake);
            on_thread.end();
            wake();
        };
        if std::thread::Builder::new().name("library".to_owned()).spawn(work).is_err() {
            source.read(&shared, &|| {});
            shared.end();
        }
        Self { shared }
    }

    /// What was read since the last time.
    pub(super) fn take(&self) -> Vec<Event> {
        self.shared.state().events.drain(..).collect()
    }

    /// Waits until all is read, but not for longer than this.
    pub(super) fn wait(&self, limit: Duration) {
        let state = self.shared.state();
        drop(self.shared.changed.wait_timeout_while(state, limit, |state| !state.has_ended));
    }
}

impl Drop for LibraryReader {
    fn drop(&mut self) {
        self.shared.is_stopped.store(true, Ordering::Release);
    }
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn push(&self, event: Event) {
        self.state().events.push_back(event);
    }

    fn end(&self) {
        self.state().has_ended = true;
        self.changed.notify_all();
    }
}

impl LibrarySource {
    /// Reads what was written last first, as that is on top.
    fn read(&self, shared: &Shared, wake: &dyn Fn()) {
        let (files, error) = match self.sessions.list() {
            Ok(files) => (files, None),
            Err(error) => (Vec::new(), Some(error)),
        };
        let leftovers = self.journals.recoverable();
        let unsaved: Vec<LibraryFile> = leftovers
            .iter()
            .filter(|left| !left.document.exists())
            .filter_map(|left| self.unsaved_session(&left.document))
            .collect();
        shared.push(Event::LibraryListed(files.len() + unsaved.len()));
        if let Some(error) = error {
            shared.push(self.refusal(error));
        }
        let mut batch: Vec<LibraryEntry> =
            unsaved.into_iter().map(|file| LibraryEntry::new(file, &self.catalogue)).collect();
        let mut next = Instant::now() + INTERVAL;
        for file in files {
            if shared.is_stopped.load(Ordering::Acquire) {
                return;
            }
            let recoverable = leftovers.iter().any(|left| is_same_file(&left.document, &file.path));
            batch.push(LibraryEntry::new(read_file(file, recoverable), &self.catalogue));
            if Instant::now() >= next {
                shared.push(Event::LibraryRead(std::mem::take(&mut batch)));
                wake();
                next = Instant::now() + INTERVAL;
            }
        }
        shared.push(Event::LibraryRead(batch));
    }

    /// A session that was never saved is in no file, but it is not lost.
    fn unsaved_session(&self, document: &Path) -> Option<LibraryFile> {
        let recovery = self.journals.recover(document)?.ok()?;
        Some(LibraryFile {
            path: document.to_owned(),
            changed: recovery.last,
            session: Ok(Box::new(recovery.session)),
            is_saved: false,
            recoverable: true,
        })
    }

    fn refusal(&self, error: LoadError) -> Event {
        Event::OpenFailed { path: self.sessions.dir.clone(), why: error.to_string() }
    }
}

fn read_file(file: ListedFile, recoverable: bool) -> LibraryFile {
    let file = file.read();
    let session = file.content.map(|loaded| Box::new(loaded.session)).map_err(|error| error.to_string());
    LibraryFile { path: file.path, changed: file.changed, session, is_saved: true, recoverable }
}
