//! A thread that goes on counting draws, so that no key waits for a million of them.

use crate::analysis::robustness::Draws;
use crate::app::Job;
use crate::appraisal::RobustnessSummary;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// Draws between two looks at whether it is still wanted: well under a millisecond's work.
const CHUNK: u64 = 16_384;
/// Time between two reports on the way: a short count is one frame, and of a long one sees that something happens.
const PATIENCE: Duration = Duration::from_millis(120);

type Report = dyn Fn(u64, Box<RobustnessSummary>) + Send + Sync;

/// Counts one job at a time; a new one ends the one before. The thread ends with its job: who is idle has none.
pub struct Refiner {
    report: Arc<Report>,
    /// The job that is wanted; 0 for none.
    wanted: Arc<AtomicU64>,
}

impl Refiner {
    /// Nothing to count yet. `report` is called on the thread that counts.
    pub fn new(report: impl Fn(u64, Box<RobustnessSummary>) + Send + Sync + 'static) -> Self {
        Self { report: Arc::new(report), wanted: Arc::default() }
    }

    /// Goes on with a job instead of any other.
    pub fn go_on(&self, job: Job) {
        self.wanted.store(job.ticket, Ordering::Release);
        let (report, wanted) = (Arc::clone(&self.report), Arc::clone(&self.wanted));
        // Where there is no thread to be had the draws that were counted at once stand as they are.
        let _ = thread::Builder::new().name("refiner".to_owned()).spawn(move || count(job, &wanted, &*report));
    }

    /// Stops counting.
    pub fn stop(&self) {
        self.wanted.store(0, Ordering::Release);
    }
}

impl Drop for Refiner {
    fn drop(&mut self) {
        self.stop();
    }
}

fn count(job: Job, wanted: &AtomicU64, report: &Report) {
    let Job { ticket, mut trials } = job;
    let mut draws = Draws::uncached(trials.seed());
    let mut reported = Instant::now();
    while !trials.is_complete() {
        if wanted.load(Ordering::Acquire) != ticket {
            return;
        }
        let up_to = trials.samples() + CHUNK;
        trials.extend(&mut draws, up_to);
        if trials.is_complete() || reported.elapsed() >= PATIENCE {
            reported = Instant::now();
            report(ticket, Box::new(trials.summary()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::appraisal::{Appraisal, DrawCounts, illustration, robustness};
    use crate::catalogue::Catalogue;
    use std::sync::mpsc::channel;

    #[test]
    fn it_comes_to_what_one_thread_would_and_then_falls_silent() {
        let mut session = illustration::session();
        session.robustness.samples = 60_000;
        let appraisal = Appraisal::compute(&session, &Catalogue::embedded().unwrap());
        let sheet = appraisal.overall_matrix().unwrap();
        let trials = DrawCounts::new(sheet, &session.robustness).unwrap();
        let (post, inbox) = channel();
        let refiner = Refiner::new(move |ticket, found| drop(post.send((ticket, found))));
        refiner.go_on(Job { ticket: 7, trials });
        let found = std::iter::repeat_with(|| inbox.recv().unwrap()).find(|(_, found)| found.local.is_complete());
        let (ticket, found) = found.unwrap();
        assert_eq!((ticket, *found), (7, robustness::compute_robustness(sheet, &session.robustness).unwrap()));
        drop(refiner);
        assert!(inbox.recv().is_err(), "nobody is left to report");
    }
}
