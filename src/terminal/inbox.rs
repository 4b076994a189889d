use std::sync::mpsc::{self, Receiver, Sender};

use crossterm::event::Event as InputEvent;

/// Everything that can wake the loop.
#[derive(Debug)]
pub(super) enum Message<W> {
    Input(InputEvent),
    Work(W),
    /// The process runs again after a stop; the screen was entered again and is blank.
    Resumed,
    /// The terminal was closed.
    HungUp,
    /// Another thread panicked; the terminal was restored for its message.
    Panicked,
}

/// What [`run`](super::run) listens to. Results sent before it runs are kept.
#[derive(Debug)]
pub struct Inbox<W> {
    pub(super) sender: Sender<Message<W>>,
    pub(super) receiver: Receiver<Message<W>>,
}

/// Sends results of a worker thread to the loop; clone it for each worker.
#[derive(Debug)]
pub struct WorkSender<W>(Sender<Message<W>>);

/// The channel behind the loop, made before it runs so that workers can be given their [`Post`].
pub fn inbox<W>() -> (WorkSender<W>, Inbox<W>) {
    let (sender, receiver) = mpsc::channel();
    (WorkSender(sender.clone()), Inbox { sender, receiver })
}

impl<W> WorkSender<W> {
    /// Wakes the loop with `work`; false when the loop has ended.
    pub fn send(&self, work: W) -> bool {
        self.0.send(Message::Work(work)).is_ok()
    }
}

impl<W> Clone for WorkSender<W> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}
