use std::panic;
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::thread;

use super::error::TerminalError;
use super::inbox::Message;
use super::tty::{Tty, TtyState};

/// Keeps the terminal in raw mode until it is dropped.
pub(super) struct TerminalGuard(Arc<Tty>);

impl TerminalGuard {
    pub(super) fn enter(tty: Arc<Tty>) -> Result<Self, TerminalError> {
        let guard = Self(tty);
        guard.0.enter().map_err(TerminalError::during("being set up"))?;
        Ok(guard)
    }
}

impl Drop for TerminalGuard {
    fn drop(&mut self) {
        self.0.leave(TtyState::Closed);
    }
}

/// Restores the terminal before the panic's message is printed, so that it can be read. After a panic in another
/// thread the loop would go on behind a restored terminal, so it is sent a message to end.
pub(super) fn restore_on_panic<W: Send + 'static>(tty: Arc<Tty>, sender: Sender<Message<W>>) {
    let looping = thread::current().id();
    let previous = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        let ours = tty.state() != TtyState::Closed;
        tty.discard_input();
        tty.leave(TtyState::Closed);
        previous(info);
        if ours && thread::current().id() != looping {
            let _ = sender.send(Message::Panicked);
        }
    }));
}
