use std::fs::File;
use std::io::{self, Write};
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError, TryLockError};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{Mode, OFlags};
use rustix::io::Errno;
use rustix::termios::{self, LocalModes, OptionalActions, QueueSelector, Termios};

use super::error::TerminalError;

/// Alternate screen, bracketed paste, no cursor until a frame asks for one.
const ENTER_SEQUENCE: &[u8] = b"\x1b[?1049h\x1b[?2004h\x1b[?25l";
/// The reverse, from any state, even in the middle of a frame. The cursor goes to the last row first: a console without
/// an alternate screen then shows its prompt below our picture; any other restores the cursor itself.
const LEAVE_SEQUENCE: &[u8] = b"\x1b[?2026l\x1b[m\x1b[999H\x1b[?2004l\x1b[?1049l\x1b[?25h";
/// How long an ending process waits for a terminal that accepts no output.
const RESTORE_TIMEOUT: Duration = Duration::from_millis(250);
/// Used when the terminal does not know its size (a serial line), which it reports as 0x0.
const FALLBACK_SIZE: (u16, u16) = (80, 24);
/// Whoever has the other end of the terminal can set any size; two buffers of cells must still fit into memory.
const MAX_SIZE: (u16, u16) = (1000, 500);

/// What the process does with the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum TtyState {
    /// Not entered yet, or stopped by the user.
    Released,
    /// Raw mode, our screen.
    Active,
    /// Used by another program, such as an editor, in the same process group.
    External,
    /// Restored for good: nothing is written any more.
    Closed,
}

/// The terminal's two ends, and the one path in and the one path out that exit, error, panic and signals share.
///
/// Output goes through a description of its own opened non-blocking where that is allowed, so that a terminal
/// which takes no more output can stall a frame, but never the thread that must restore it.
#[derive(Debug)]
pub struct Tty {
    input: OwnedFd,
    output: OwnedFd,
    /// The output could not be reopened: a write may block, so it is polled first.
    is_blocking: bool,
    state: AtomicU8,
    /// The modes before entering. Held while entering and leaving, so that these do not overlap.
    saved_modes: Mutex<Option<Termios>>,
    /// Held around each single write, so that nothing follows the leave sequence.
    write_lock: Mutex<()>,
}

/// Columns of the terminal that standard output goes to; none where it goes elsewhere.
pub fn stdout_width() -> Option<usize> {
    let output = std::io::stdout();
    let columns = termios::tcgetwinsize(&output).ok()?.ws_col;
    (columns > 0).then_some(usize::from(columns))
}

impl Tty {
    /// The terminal on standard input and output. When either is something else, an error, and no byte is written.
    pub fn open() -> Result<Self, TerminalError> {
        let (input, output) = (rustix::stdio::stdin(), rustix::stdio::stdout());
        for (stream, name) in [(input, "standard input"), (output, "standard output")] {
            if !termios::isatty(stream) {
                return Err(TerminalError::NotATerminal(name));
            }
        }
        let own = |fd: BorrowedFd<'_>| fd.try_clone_to_owned().map_err(TerminalError::during("being opened"));
        Ok(Self::from_fds(own(input)?, own(output)?))
    }

    /// The terminal on standard output, for reading too: standard input was a document.
    pub fn from_stdout() -> Result<Self, TerminalError> {
        let output = rustix::stdio::stdout();
        if !termios::isatty(output) {
            return Err(TerminalError::NotATerminal("standard output"));
        }
        let opening = TerminalError::during("being opened");
        let own = || output.try_clone_to_owned();
        // If its device may not be opened: the descriptor that a shell gives as standard output is readable as well.
        let input = reopen(output, OFlags::RDWR).or_else(|_| own()).map_err(&opening)?;
        Ok(Self::from_fds(input, own().map_err(opening)?))
    }

    /// A terminal given by its descriptors.
    pub fn from_fds(input: OwnedFd, output: OwnedFd) -> Self {
        let (output, blocks) = match reopen(output.as_fd(), OFlags::WRONLY | OFlags::NONBLOCK) {
            Ok(reopened) => (reopened, false),
            Err(_) => (output, true),
        };
        Self {
            input,
            output,
            is_blocking: blocks,
            state: AtomicU8::new(TtyState::Released as u8),
            saved_modes: Mutex::new(None),
            write_lock: Mutex::new(()),
        }
    }

    /// Columns and rows.
    pub fn size(&self) -> (u16, u16) {
        match termios::tcgetwinsize(&self.output) {
            Ok(size) if (size.ws_col, size.ws_row) != (0, 0) => {
                (size.ws_col.min(MAX_SIZE.0), size.ws_row.min(MAX_SIZE.1))
            }
            _ => FALLBACK_SIZE,
        }
    }

    pub(super) fn input(&self) -> BorrowedFd<'_> {
        self.input.as_fd()
    }

    pub(super) fn state(&self) -> TtyState {
        match self.state.load(Ordering::Acquire) {
            1 => TtyState::Active,
            2 => TtyState::External,
            3 => TtyState::Closed,
            _ => TtyState::Released,
        }
    }

    /// Sets raw mode and a blank alternate screen, also after a stop. Does nothing once closed.
    pub(super) fn enter(&self) -> io::Result<()> {
        {
            let mut found = lock(&self.saved_modes);
            if self.state() == TtyState::Closed {
                return Ok(());
            }
            let mut modes = termios::tcgetattr(&self.input)?;
            // Raw modes are our own, from before a stop that could not be caught.
            if found.is_none() || modes.local_modes.contains(LocalModes::ICANON) {
                *found = Some(modes.clone());
            }
            modes.make_raw();
            set_modes(&self.input, &modes)?;
            self.state.store(TtyState::Active as u8, Ordering::Release);
        }
        self.write_bytes(ENTER_SEQUENCE)
    }

    /// Restores the terminal. Idempotent, safe from any thread, and bounded in time.
    pub(super) fn leave(&self, to: TtyState) {
        let found = lock(&self.saved_modes);
        if self.state() == TtyState::Closed {
            return;
        }
        let from = self.state.swap(to as u8, Ordering::AcqRel);
        if from != (TtyState::Active as u8) || !self.is_foreground() {
            return;
        }
        self.write_leave_sequence();
        if let Some(modes) = found.as_ref() {
            let _ = set_modes(&self.input, modes);
        }
    }

    /// Input for a program that ended must not reach the shell as commands.
    pub(super) fn discard_input(&self) {
        if self.state() == TtyState::Active && self.is_foreground() {
            let _ = termios::tcflush(&self.input, QueueSelector::IFlush);
        }
    }

    /// A background job may neither set modes (it would be stopped, even while ending) nor write escapes into another
    /// program's screen. A terminal that is not the controlling one has no foreground group, so it is ours.
    fn is_foreground(&self) -> bool {
        termios::tcgetpgrp(&self.input).map_or(true, |group| group == rustix::process::getpgrp())
    }

    /// Writes all of a frame, waiting for a slow terminal, unless the terminal was left meanwhile.
    fn write_bytes(&self, mut bytes: &[u8]) -> io::Result<()> {
        if self.is_blocking {
            self.wait_writable(None)?;
        }
        while !bytes.is_empty() {
            let written = {
                let _pen = lock(&self.write_lock);
                if self.state() != TtyState::Active {
                    return Ok(());
                }
                rustix::io::write(&self.output, bytes)
            };
            match written {
                Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
                Ok(count) => bytes = bytes.get(count..).unwrap_or_default(),
                Err(Errno::INTR) => {}
                Err(Errno::AGAIN) => self.wait_writable(None)?,
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }

    /// Writes the leave sequence, for a limited time even while another thread is stuck writing a frame.
    fn write_leave_sequence(&self) {
        let deadline = Instant::now() + RESTORE_TIMEOUT;
        let Some(_pen) = lock_until(&self.write_lock, deadline) else {
            return;
        };
        let mut bytes = LEAVE_SEQUENCE;
        while !bytes.is_empty() && Instant::now() < deadline {
            if self.wait_writable(Some(deadline)).is_err() {
                return;
            }
            match rustix::io::write(&self.output, bytes) {
                Ok(count) => bytes = bytes.get(count..).unwrap_or_default(),
                Err(Errno::INTR | Errno::AGAIN) => {}
                Err(_) => return,
            }
        }
    }

    fn wait_writable(&self, deadline: Option<Instant>) -> io::Result<()> {
        let left = deadline.map(|end| end.saturating_duration_since(Instant::now()));
        let timeout = left.and_then(|left| Timespec::try_from(left).ok());
        let mut polled = [PollFd::new(&self.output, PollFlags::OUT)];
        match poll(&mut polled, timeout.as_ref()) {
            Ok(0) if deadline.is_some() => Err(io::ErrorKind::TimedOut.into()),
            Ok(_) | Err(Errno::INTR) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }
}

/// One `write` call is one write to the terminal, finished whatever the kernel takes at a time.
impl Write for &Tty {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.write_bytes(bytes)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The same terminal under a description of its own: setting O_NONBLOCK on the inherited one would set it for the
/// shell as well. Fails, for example, after `su` to a user who does not own the device.
fn reopen(terminal: BorrowedFd<'_>, how: OFlags) -> io::Result<OwnedFd> {
    let name = termios::ttyname(terminal, Vec::new())?;
    let flags = how | OFlags::NOCTTY | OFlags::CLOEXEC;
    let reopened = rustix::fs::open(name.as_c_str(), flags, Mode::empty())?;
    let device = |fd: BorrowedFd<'_>| rustix::fs::fstat(fd).map(|stat| stat.st_rdev);
    if device(reopened.as_fd())? != device(terminal)? {
        return Err(io::ErrorKind::NotFound.into());
    }
    Ok(File::from(reopened).into())
}

fn set_modes(input: &OwnedFd, modes: &Termios) -> io::Result<()> {
    loop {
        match termios::tcsetattr(input, OptionalActions::Now, modes) {
            Err(Errno::INTR) => {}
            other => return Ok(other?),
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn lock_until<T>(mutex: &Mutex<T>, deadline: Instant) -> Option<MutexGuard<'_, T>> {
    loop {
        match mutex.try_lock() {
            Ok(guard) => return Some(guard),
            Err(TryLockError::Poisoned(poisoned)) => return Some(poisoned.into_inner()),
            Err(TryLockError::WouldBlock) if Instant::now() >= deadline => return None,
            Err(TryLockError::WouldBlock) => std::thread::sleep(Duration::from_millis(2)),
        }
    }
}
