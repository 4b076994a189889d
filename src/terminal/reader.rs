use std::io;
use std::os::fd::OwnedFd;
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;

use super::decode::Decoder;
use super::inbox::Message;
use super::tty::Tty;

/// The thread that reads keys. Dropping this ends it, and no byte is read after that, so that an editor can use the terminal.
///
/// It polls and reads the descriptor itself. crossterm's own reader never returns from a hung-up terminal, and blocks in
/// the middle of an escape sequence that was cut short, where it could not be paused.
pub(super) struct Reader {
    /// Closing this end wakes the thread.
    wake: Option<OwnedFd>,
    thread: Option<JoinHandle<()>>,
}

impl Reader {
    pub(super) fn start<W: Send + 'static>(tty: Arc<Tty>, sender: Sender<Message<W>>) -> io::Result<Self> {
        let (asleep, wake) = rustix::pipe::pipe_with(rustix::pipe::PipeFlags::CLOEXEC)?;
        let thread = thread::Builder::new().name("keys".into()).spawn(move || {
            if read_until_woken(&tty, &asleep, &sender).is_err() {
                let _ = sender.send(Message::HungUp);
            }
        })?;
        Ok(Self { wake: Some(wake), thread: Some(thread) })
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        drop(self.wake.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// Ok when woken by the loop, an error when the terminal was closed.
fn read_until_woken<W>(tty: &Tty, asleep: &OwnedFd, sender: &Sender<Message<W>>) -> io::Result<()> {
    let gone = PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL;
    let mut decoder = Decoder::default();
    let mut events = Vec::new();
    let mut chunk = [0; 4096];
    loop {
        let input = tty.input();
        let mut polled = [PollFd::new(&input, PollFlags::IN), PollFd::new(asleep, PollFlags::IN)];
        match poll(&mut polled, timespec(decoder.timeout()).as_ref()) {
            Err(Errno::INTR) => continue,
            Err(error) => return Err(error.into()),
            Ok(0) => decoder.expire(&mut events),
            Ok(_) => {
                let [terminal, woken] = polled.map(|fd| fd.revents());
                if !woken.is_empty() {
                    return Ok(());
                }
                // Before any read, because a closed terminal stays readable.
                if terminal.intersects(gone) {
                    return Err(Errno::IO.into());
                }
                match rustix::io::read(input, &mut chunk) {
                    Ok(0) => return Err(Errno::IO.into()),
                    Ok(count) => {
                        decoder.feed(chunk.get(..count).unwrap_or_default(), &mut events);
                    }
                    Err(Errno::INTR | Errno::AGAIN) => continue,
                    Err(error) => return Err(error.into()),
                }
            }
        }
        for event in events.drain(..) {
            if sender.send(Message::Input(event)).is_err() {
                return Ok(());
            }
        }
    }
}

fn timespec(patience: Option<Duration>) -> Option<Timespec> {
    patience.and_then(|patience| Timespec::try_from(patience).ok())
}
