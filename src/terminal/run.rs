use std::sync::Arc;

use crossterm::event::Event as InputEvent;
use ratatui::backend::Backend;
use ratatui::layout::{Rect, Size};
use ratatui::{Frame, Terminal};

use super::error::TerminalError;
use super::guard::{self, TerminalGuard};
use super::inbox::{Inbox, Message};
use super::reader::Reader;
use super::screen::ScreenBackend;
use super::signals;
use super::tty::Tty;
use super::tty::TtyState;

/// A flood of input, such as a paste into a terminal without bracketed paste, still gets a frame now and then.
const MAX_EVENTS_PER_FRAME: usize = 2048;

/// What the program has to handle.
#[derive(Debug, Clone, PartialEq)]
pub enum TerminalEvent<W> {
    /// Keys (presses only), pastes (line ends as `\n`, otherwise as they came) and resizes.
    Input(InputEvent),
    /// The result of a worker thread.
    Work(W),
    /// The program runs again after a stop or after [`Program::run_external`]; everything is repainted.
    Resumed,
}

/// What the program wants next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flow {
    Continue,
    /// Stop the job as ^Z does; nothing happens where [`can_suspend`](super::can_suspend) is false.
    Suspend,
    /// Give the terminal to [`Program::run_external`].
    RunExternal,
    /// Draw every cell again, because something else wrote on the screen.
    Repaint,
    Quit,
}

/// A full-screen program, driven by [`run`].
pub trait Program {
    /// The result of its worker threads.
    type Work: Send + 'static;

    fn handle_event(&mut self, event: TerminalEvent<Self::Work>) -> Flow;

    fn draw(&mut self, frame: &mut Frame<'_>);

    /// Runs with the terminal restored and not read, for example to wait for an external editor.
    fn run_external(&mut self) {}
}

/// Runs `program` on a terminal until it quits or the terminal is closed. Signals that end the process do so from here,
/// after the terminal was restored.
pub fn run<P: Program>(tty: Arc<Tty>, program: &mut P, inbox: Inbox<P::Work>) -> Result<(), TerminalError> {
    let setting_up = TerminalError::during("being set up");
    signals::spawn_signal_thread(Arc::clone(&tty), inbox.sender.clone()).map_err(&setting_up)?;
    guard::restore_on_panic(Arc::clone(&tty), inbox.sender.clone());
    let _guard = TerminalGuard::enter(Arc::clone(&tty))?;
    let reader = Reader::start(Arc::clone(&tty), inbox.sender.clone()).map_err(&setting_up)?;
    let mut screen = ScreenBackend::new(&*tty, terminal_size(&tty));
    // Consoles without an alternate screen still show what was there before.
    screen.clear().map_err(&setting_up)?;
    let terminal = Terminal::new(screen).map_err(&setting_up)?;
    EventLoop { tty: &tty, inbox, reader: Some(reader), terminal, needs_repaint: false, suspended: false }.run(program)
}

struct EventLoop<'tty, W> {
    tty: &'tty Arc<Tty>,
    inbox: Inbox<W>,
    reader: Option<Reader>,
    terminal: Terminal<ScreenBackend<&'tty Tty>>,
    /// The terminal does not show what the buffers say.
    needs_repaint: bool,
    /// Stopped, or about to be: a frame drawn now would be lost.
    suspended: bool,
}

impl<W: Send + 'static> EventLoop<'_, W> {
    fn run<P: Program<Work = W>>(mut self, program: &mut P) -> Result<(), TerminalError> {
        loop {
            self.draw(program)?;
            if !self.process_pending(program)? {
                return Ok(());
            }
        }
    }

    /// Blocks for one message, then takes what else is pending; false to quit.
    fn process_pending<P: Program<Work = W>>(&mut self, program: &mut P) -> Result<bool, TerminalError> {
        let Ok(mut message) = self.inbox.receiver.recv() else {
            return Ok(false);
        };
        for taken in 1.. {
            match self.handle_message(program, message)? {
                Flow::Continue => {}
                Flow::Suspend => self.suspend()?,
                Flow::RunExternal => self.run_external(program)?,
                Flow::Repaint => self.needs_repaint = true,
                Flow::Quit => return Ok(false),
            }
            if taken == MAX_EVENTS_PER_FRAME {
                break;
            }
            match self.inbox.receiver.try_recv() {
                Ok(next) => message = next,
                Err(_) => break,
            }
        }
        Ok(true)
    }

    fn handle_message<P: Program<Work = W>>(
        &mut self,
        program: &mut P,
        message: Message<W>,
    ) -> Result<Flow, TerminalError> {
        match message {
            Message::Input(event) => {
                self.needs_repaint |= matches!(event, InputEvent::Resize(..));
                Ok(program.handle_event(TerminalEvent::Input(event)))
            }
            Message::Work(work) => Ok(program.handle_event(TerminalEvent::Work(work))),
            Message::Resumed => Ok(self.resume(program)),
            Message::HungUp => Err(TerminalError::HungUp),
            Message::Panicked => Err(TerminalError::WorkerPanicked),
        }
    }

    fn resume<P: Program<Work = W>>(&mut self, program: &mut P) -> Flow {
        self.needs_repaint = true;
        self.suspended = false;
        self.terminal.backend_mut().forget_cursor();
        let (columns, rows) = self.tty.size();
        // A stopped job gets no signal when its window changes.
        match program.handle_event(TerminalEvent::Input(InputEvent::Resize(columns, rows))) {
            Flow::Continue => program.handle_event(TerminalEvent::Resumed),
            other => other,
        }
    }

    fn suspend(&mut self) -> Result<(), TerminalError> {
        if signals::can_suspend() {
            self.suspended = true;
            signals::suspend(self.tty).map_err(TerminalError::during("being suspended"))?;
        }
        Ok(())
    }

    fn run_external<P: Program<Work = W>>(&mut self, program: &mut P) -> Result<(), TerminalError> {
        let taking_back = TerminalError::during("being taken back");
        drop(self.reader.take());
        self.tty.leave(TtyState::External);
        program.run_external();
        self.tty.enter().map_err(&taking_back)?;
        let reader = Reader::start(Arc::clone(self.tty), self.inbox.sender.clone());
        self.reader = Some(reader.map_err(taking_back)?);
        // Through the channel, so that the program handles it as any other event.
        let _ = self.inbox.sender.send(Message::Resumed);
        Ok(())
    }

    fn draw<P: Program<Work = W>>(&mut self, program: &mut P) -> Result<(), TerminalError> {
        if self.suspended {
            return Ok(());
        }
        let drawing = TerminalError::during("being drawn on");
        if std::mem::take(&mut self.needs_repaint) {
            let size = terminal_size(self.tty);
            self.terminal.backend_mut().set_size(size);
            // Not `Terminal::clear`, which queries the cursor position.
            self.terminal.resize(Rect::from((ratatui::layout::Position::ORIGIN, size))).map_err(&drawing)?;
        }
        self.terminal.draw(|frame| program.draw(frame)).map_err(&drawing)?;
        self.terminal.backend_mut().commit().map_err(&drawing)
    }
}

fn terminal_size(tty: &Tty) -> Size {
    let (width, height) = tty.size();
    Size { width, height }
}
