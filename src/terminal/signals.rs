use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::thread;

use crossterm::event::Event as InputEvent;
use rustix::process::{self, Signal};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::Signals;
use signal_hook::low_level::emulate_default_handler;

use super::inbox::Message;
use super::tty::{Tty, TtyState};

const WATCHED_SIGNALS: [i32; 7] = [SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGCONT, SIGWINCH];

/// Makes a file that grows past what the user may write (`ulimit -f`) an error of that write instead of a fatal signal.
pub fn survive_file_limit() -> io::Result<()> {
    // A handler, because an ignored signal would stay ignored in an editor that we start.
    signal_hook::flag::register(Signal::XFSZ.as_raw(), Arc::default()).map(|_| ())
}

/// Starts the thread that ends, stops, continues and resizes the program. It outlives the loop on purpose: a handler
/// once installed cannot be removed, and a SIGTERM that arrives while the program ends must still end the process.
///
/// Signals that end the process are dealt with here and not in the loop, which may be stuck in a write. Replacing the
/// handler also undoes an inherited `trap '' HUP`, under which a closed terminal would leave the process running.
pub(super) fn spawn_signal_thread<W: Send + 'static>(tty: Arc<Tty>, sender: Sender<Message<W>>) -> io::Result<()> {
    let mut signals = Signals::new(WATCHED_SIGNALS)?;
    let continued = Arc::new(AtomicBool::new(false));
    signal_hook::flag::register(SIGCONT, Arc::clone(&continued))?;
    thread::Builder::new().name("signals".into()).spawn(move || {
        for signal in signals.forever() {
            match signal {
                SIGWINCH => {
                    let (columns, rows) = tty.size();
                    let _ = sender.send(Message::Input(InputEvent::Resize(columns, rows)));
                }
                SIGTSTP => handle_stop(&tty, &continued),
                SIGCONT => handle_continue(&tty, &sender),
                // Meant for the editor that uses the terminal; as in system(3), the parent ignores them.
                SIGINT | SIGQUIT if tty.state() == TtyState::External => {}
                deadly => {
                    tty.discard_input();
                    tty.leave(TtyState::Closed);
                    let _ = emulate_default_handler(deadly);
                }
            }
        }
    })?;
    Ok(())
}

/// Stops the whole job, as the terminal does for ^Z when it is not raw: a wrapper script must stop along with us. The
/// terminal is restored before the signal is sent, since the shell takes it as soon as the wrapper has stopped.
pub(super) fn suspend(tty: &Tty) -> io::Result<()> {
    tty.leave(TtyState::Released);
    Ok(process::kill_current_process_group(Signal::TSTP)?)
}

/// Whether a shell would be there to continue us. An orphaned process group (the terminal's first program, `docker
/// run`, `ssh host weighbridge`) would stay stopped for ever; the kernel discards ^Z there, and so do we.
pub fn can_suspend() -> bool {
    let (own, group) = (process::getpid(), process::getpgrp());
    let Ok(session) = process::getsid(None) else {
        return false;
    };
    let parent_elsewhere = || {
        process::getppid().and_then(|parent| process::getsid(Some(parent)).ok()).is_none_or(|theirs| theirs != session)
    };
    group != session && !(own == group && parent_elsewhere())
}

fn handle_stop(tty: &Tty, continued: &AtomicBool) {
    if !can_suspend() {
        return;
    }
    continued.store(false, Ordering::Release);
    if tty.state() == TtyState::Active {
        tty.leave(TtyState::Released);
    }
    // Setting modes just after the shell took the terminal stops us as well. A process that was stopped and continued
    // there must not stop again, because nobody would continue it.
    if !continued.load(Ordering::Acquire) {
        let _ = process::kill_process(process::getpid(), Signal::STOP);
    }
}

/// Also needed after a SIGSTOP, which cannot be caught: the shell has set its own modes meanwhile.
fn handle_continue<W>(tty: &Tty, sender: &Sender<Message<W>>) {
    if matches!(tty.state(), TtyState::Active | TtyState::Released) {
        let message = match tty.enter() {
            Ok(()) => Message::Resumed,
            Err(_) => Message::HungUp,
        };
        let _ = sender.send(message);
    }
}
