//! The terminal: entering and leaving it, reading keys, painting frames, and surviving its end.
//!
//! ```text
//!  tty ──poll(2)──► reader thread ──► decode ─┐
//!  signals ───────► signal thread ────────────┼──► one channel ──► run: block, drain, draw once
//!  saves and sums ► worker threads (Post) ────┘                          │
//!  tty ◄── one write(2) per frame ◄── Screen ◄── ratatui's buffers ◄─────┘
//! ```
//!
//! Nothing here ticks: an idle program is never woken and writes nothing. Nothing here asks the terminal
//! a question: an answer that never comes, or comes late over a slow link, costs more than it tells.
mod decode;
mod error;
mod guard;
mod inbox;
mod reader;
mod run;
mod screen;
mod signals;
mod tty;

pub use decode::Decoder;
pub use error::TerminalError;
pub use inbox::{Inbox, WorkSender, inbox};
pub use run::{Flow, Program, TerminalEvent, run, run_on};
pub use screen::ScreenBackend;
pub use signals::{can_suspend, survive_file_limit};
pub use tty::Tty;
