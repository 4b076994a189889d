//! A thread that saves, so that no key waits for the disk.

use super::fingerprint::Fingerprint;
use super::save::{save, save_keeping};
use super::save_error::SaveError;
use crate::model::Session;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;

/// A document to save.
#[derive(Debug, Clone)]
pub struct SaveJob {
    pub path: PathBuf,
    pub session: Session,
    /// The version last read or written; none if the file is new.
    pub expected: Option<Fingerprint>,
    /// Where the expected version is kept when it is replaced; none to let it go.
    pub kept_as: Option<PathBuf>,
    /// Returned in the outcome, so that the caller knows what was saved.
    pub revision: u64,
}

/// The result of a job.
#[derive(Debug, Clone, PartialEq)]
pub struct SaveOutcome {
    pub path: PathBuf,
    pub revision: u64,
    /// The new version of the file, or why it was not saved.
    pub result: Result<Fingerprint, SaveError>,
}

/// Saves one job after the other. Dropping it finishes the remaining jobs.
pub struct Saver {
    jobs: Option<Sender<(SaveJob, u64)>>,
    queued: AtomicU64,
    ended: Arc<AtomicU64>,
    thread: Option<JoinHandle<()>>,
}

impl Saver {
    /// Starts the thread; `report` is called on it after every job.
    pub fn spawn(report: impl Fn(SaveOutcome) + Send + 'static) -> std::io::Result<Self> {
        let (jobs, inbox) = channel();
        let ended = Arc::new(AtomicU64::new(0));
        let counter = Arc::clone(&ended);
        let work = move || save_jobs(&inbox, &counter, &report);
        let thread = std::thread::Builder::new().name("saver".to_owned()).spawn(work)?;
        Ok(Self { jobs: Some(jobs), queued: AtomicU64::new(0), ended, thread: Some(thread) })
    }

    /// Whether a job is queued or under way.
    pub fn is_busy(&self) -> bool {
        self.queued.load(Ordering::Acquire) != self.ended.load(Ordering::Acquire)
    }

    /// Queues a job and returns at once. Returns the job when the thread has ended.
    pub fn save(&self, job: SaveJob) -> Result<(), Box<SaveJob>> {
        let ended = self.ended.load(Ordering::Acquire);
        match &self.jobs {
            Some(jobs) => {
                jobs.send((job, ended)).map_err(|error| Box::new(error.0.0))?;
                self.queued.fetch_add(1, Ordering::AcqRel);
                Ok(())
            }
            None => Err(Box::new(job)),
        }
    }
}

impl Drop for Saver {
    fn drop(&mut self) {
        self.jobs = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// The version that the last save replaced, and the new one.
struct ReplacedVersion {
    path: PathBuf,
    from: Option<Fingerprint>,
    to: Fingerprint,
    number: u64,
}

impl ReplacedVersion {
    /// A job that was queued before the last one ended still expects the version that the last one replaced. That is not a
    /// change by somebody else.
    fn explains(&self, job: &SaveJob, ended_when_asked: u64) -> bool {
        self.path == job.path && self.from == job.expected && self.number > ended_when_asked
    }
}

fn save_jobs(inbox: &Receiver<(SaveJob, u64)>, ended: &AtomicU64, report: &impl Fn(SaveOutcome)) {
    let mut last: Option<ReplacedVersion> = None;
    while let Ok((job, ended_when_asked)) = inbox.recv() {
        let own = last.as_ref().filter(|last| last.explains(&job, ended_when_asked)).map(|last| last.to);
        let expected = own.or(job.expected);
        let result = match (&job.kept_as, &expected) {
            (Some(kept_as), Some(version)) => save_keeping(&job.path, &job.session, version, kept_as),
            _ => save(&job.path, &job.session, expected.as_ref()),
        };
        let number = ended.fetch_add(1, Ordering::AcqRel) + 1;
        if let Ok(to) | Err(SaveError::NotDurable { now: to, .. }) = result {
            last = Some(ReplacedVersion { path: job.path.clone(), from: job.expected, to, number });
        }
        report(SaveOutcome { path: job.path, revision: job.revision, result });
    }
}
