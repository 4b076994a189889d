use std::sync::Arc;

use crossterm::event::Event as InputEvent;
use ratatui::backend::Backend;
use ratatui::layout::{Rect, Size};
use ratatui::{Frame, Terminal};

use super::guard::{self, Guard};
use super::inbox::{Inbox, Message};
use super::reader::Reader;
use super::tty::Place;
use super::{Screen, TerminalError, Tty, signals};

/// A flood of input (a paste into a terminal without paste marks) still shows a frame now and then.
const EVENTS_PER_FRAME: usize = 2048;

/// What the program is told.
#[derive(Debug, Clone, PartialEq)]
pub enum Event<W> {
    /// Keys (presses only), pastes (line ends as `\n`, otherwise as they came) and resizes.
    Input(InputEvent),
    /// A worker's result.
    Work(W),
    /// Back after a stop or from [`Program::outside`]; everything is repainted.
    Resume,
}

/// What the program wants next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flow {
    Continue,
    /// Stop the job as ^Z does; nothing happens where [`can_suspend`](super::can_suspend) is false.
    Suspend,
    /// Lend the terminal to [`Program::outside`].
    Outside,
    /// Draw every cell anew: something else wrote on the screen.
    Repaint,
    Quit,
}

/// A full-screen program, driven by [`run`].
pub trait Program {
    /// What its worker threads report.
    type Work: Send + 'static;

    fn event(&mut self, event: Event<Self::Work>) -> Flow;

    fn draw(&mut self, frame: &mut Frame<'_>);

    /// Runs with the terminal given back and nobody reading it: the place to wait for an external editor.
    fn outside(&mut self) {}
}

/// Runs `program` on standard input and output until it quits or the terminal ends. Signals that end the process do so
/// from here, after the terminal has been restored.
pub fn run<P: Program>(program: &mut P, inbox: Inbox<P::Work>) -> Result<(), TerminalError> {
    run_on(Arc::new(Tty::open()?), program, inbox)
}

/// As [`run`], on a given terminal.
pub fn run_on<P: Program>(tty: Arc<Tty>, program: &mut P, inbox: Inbox<P::Work>) -> Result<(), TerminalError> {
    let setting_up = TerminalError::while_doing("being set up");
    signals::watch(Arc::clone(&tty), inbox.sender.clone()).map_err(&setting_up)?;
    guard::restore_on_panic(Arc::clone(&tty), inbox.sender.clone());
    let _guard = Guard::enter(Arc::clone(&tty))?;
    let reader = Reader::start(Arc::clone(&tty), inbox.sender.clone()).map_err(&setting_up)?;
    let mut screen = Screen::new(&*tty, size_of(&tty));
    // Consoles without an alternate screen still show what was there before.
    screen.clear().map_err(&setting_up)?;
    let terminal = Terminal::new(screen).map_err(&setting_up)?;
    Loop { tty: &tty, inbox, reader: Some(reader), terminal, resized: false, suspended: false }.run(program)
}

struct Loop<'tty, W> {
    tty: &'tty Arc<Tty>,
    inbox: Inbox<W>,
    reader: Option<Reader>,
    terminal: Terminal<Screen<&'tty Tty>>,
    /// What the terminal shows is not what the buffers say.
    resized: bool,
    /// Asked to be stopped and not yet continued: a frame drawn meanwhile would be lost.
    suspended: bool,
}

impl<W: Send + 'static> Loop<'_, W> {
    fn run<P: Program<Work = W>>(mut self, program: &mut P) -> Result<(), TerminalError> {
        loop {
            self.draw(program)?;
            if !self.turn(program)? {
                return Ok(());
            }
        }
    }

    /// Blocks for one message, then takes what else is pending; false to quit.
    fn turn<P: Program<Work = W>>(&mut self, program: &mut P) -> Result<bool, TerminalError> {
        let Ok(mut message) = self.inbox.receiver.recv() else {
            return Ok(false);
        };
        for taken in 1.. {
            match self.deliver(program, message)? {
                Flow::Continue => {}
                Flow::Suspend => self.suspend()?,
                Flow::Outside => self.lend(program)?,
                Flow::Repaint => self.resized = true,
                Flow::Quit => return Ok(false),
            }
            if taken == EVENTS_PER_FRAME {
                break;
            }
            match self.inbox.receiver.try_recv() {
                Ok(next) => message = next,
                Err(_) => break,
            }
        }
        Ok(true)
    }

    fn deliver<P: Program<Work = W>>(&mut self, program: &mut P, message: Message<W>) -> Result<Flow, TerminalError> {
        match message {
            Message::Input(event) => {
                self.resized |= matches!(event, InputEvent::Resize(..));
                Ok(program.event(Event::Input(event)))
            }
            Message::Work(work) => Ok(program.event(Event::Work(work))),
            Message::Resumed => Ok(self.resume(program)),
            Message::HungUp => Err(TerminalError::HungUp),
            Message::Panicked => Err(TerminalError::WorkerPanicked),
        }
    }

    fn resume<P: Program<Work = W>>(&mut self, program: &mut P) -> Flow {
        self.resized = true;
        self.suspended = false;
        self.terminal.backend_mut().entered();
        let (columns, rows) = self.tty.size();
        // Nobody told a stopped job that its window changed.
        match program.event(Event::Input(InputEvent::Resize(columns, rows))) {
            Flow::Continue => program.event(Event::Resume),
            other => other,
        }
    }

    fn suspend(&mut self) -> Result<(), TerminalError> {
        if signals::can_suspend() {
            self.suspended = true;
            signals::suspend(self.tty).map_err(TerminalError::while_doing("being suspended"))?;
        }
        Ok(())
    }

    fn lend<P: Program<Work = W>>(&mut self, program: &mut P) -> Result<(), TerminalError> {
        let taking_back = TerminalError::while_doing("being taken back");
        drop(self.reader.take());
        self.tty.leave(Place::Lent);
        program.outside();
        self.tty.enter().map_err(&taking_back)?;
        let reader = Reader::start(Arc::clone(self.tty), self.inbox.sender.clone());
        self.reader = Some(reader.map_err(taking_back)?);
        // Through the channel, so that the program answers it as any other event.
        let _ = self.inbox.sender.send(Message::Resumed);
        Ok(())
    }

    fn draw<P: Program<Work = W>>(&mut self, program: &mut P) -> Result<(), TerminalError> {
        if self.suspended {
            return Ok(());
        }
        let drawing = TerminalError::while_doing("being drawn on");
        if std::mem::take(&mut self.resized) {
            let size = size_of(self.tty);
            self.terminal.backend_mut().resized(size);
            // Not `Terminal::clear`, which asks where the cursor is.
            self.terminal.resize(Rect::from((ratatui::layout::Position::ORIGIN, size))).map_err(&drawing)?;
        }
        self.terminal.draw(|frame| program.draw(frame)).map_err(&drawing)?;
        self.terminal.backend_mut().commit().map_err(&drawing)
    }
}

fn size_of(tty: &Tty) -> Size {
    let (width, height) = tty.size();
    Size { width, height }
}
