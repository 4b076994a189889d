//! A progress mark on standard error for work that takes long.

use std::io::{IsTerminal, Stderr, Write};
use std::time::{Duration, Instant};

/// Work that is done before this shows no mark.
const DELAY: Duration = Duration::from_millis(500);
/// Time between two marks.
const INTERVAL: Duration = Duration::from_millis(100);

/// One line that is written over and erased at the end. Nothing is written unless standard error is a terminal.
pub(super) struct Progress {
    stderr: Stderr,
    /// None where no mark is to be shown.
    next: Option<Instant>,
    is_shown: bool,
    /// What is counted.
    what: &'static str,
}

impl Progress {
    pub(super) fn start(what: &'static str) -> Self {
        let stderr = std::io::stderr();
        let next = stderr.is_terminal().then(|| Instant::now() + DELAY);
        Self { stderr, next, is_shown: false, what }
    }

    pub(super) fn update(&mut self, done: u64, total: u64) {
        if done >= total || self.next.is_none_or(|next| Instant::now() < next) {
            return;
        }
        let percent = u128::from(done) * 100 / u128::from(total);
        // A mark that cannot be written is no reason to stop.
        let _ = write!(self.stderr, "\r\x1b[K{percent} % of {total} {}", self.what).and_then(|()| self.stderr.flush());
        self.next = Some(Instant::now() + INTERVAL);
        self.is_shown = true;
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.is_shown {
            let _ = write!(self.stderr, "\r\x1b[K").and_then(|()| self.stderr.flush());
        }
    }
}
