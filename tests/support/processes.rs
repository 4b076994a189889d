//! Starting other programs from a test. A child holds a copy of every open file of this process for the instant between
//! `fork` and `exec`, and with it every file lock. A test that checks locks in this process therefore keeps a [`NoSpawn`] while
//! it does, and every start of a program waits for it.

use std::cell::RefCell;
use std::io;
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::rc::{Rc, Weak};
use std::sync::{PoisonError, RwLock, RwLockReadGuard};

static SPAWNING: RwLock<()> = RwLock::new(());

thread_local! {
    static HELD: RefCell<Weak<RwLockReadGuard<'static, ()>>> = const { RefCell::new(Weak::new()) };
}

/// While one exists, no test of this process starts a program.
#[derive(Clone)]
pub struct NoSpawn(#[allow(dead_code, reason = "held for its lock")] Rc<RwLockReadGuard<'static, ()>>);

impl NoSpawn {
    /// Waits until no program is being started. A thread that holds one already shares it.
    pub fn hold() -> Self {
        HELD.with_borrow_mut(|held| {
            let guard = held.upgrade().unwrap_or_else(|| {
                let guard = Rc::new(SPAWNING.read().unwrap_or_else(PoisonError::into_inner));
                *held = Rc::downgrade(&guard);
                guard
            });
            Self(guard)
        })
    }
}

/// Starts a program. Must not be called by a thread that holds a [`NoSpawn`].
pub fn spawn(command: &mut Command) -> io::Result<Child> {
    let _alone = SPAWNING.write().unwrap_or_else(PoisonError::into_inner);
    command.spawn()
}

/// Runs a program without input to its end and returns what it wrote.
pub fn output(command: &mut Command) -> io::Result<Output> {
    spawn(command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()))?.wait_with_output()
}

/// Runs a program to its end and returns how it ended.
pub fn status(command: &mut Command) -> io::Result<ExitStatus> {
    spawn(command)?.wait()
}
