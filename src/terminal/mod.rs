//! The terminal: entering and leaving it, reading keys, painting frames, and surviving its end.
//!
//! ```text
//!  tty ──poll(2)──► reader thread ──► decode ─┐
//!  signals ───────► signal thread ────────────┼──► one channel ──► run: block, drain, draw once
//!  saves ─────────► worker threads ───────────┘                          │
//!  tty ◄── one write(2) per frame ◄── ScreenBackend ◄── ratatui ◄────────┘
//! ```
//!
//! There is no timer: an idle program is never woken and writes nothing. And there is no query to the terminal: an answer that never
//! comes, or comes late over a slow link, costs more than it is worth.

mod cell_writer;
mod decode;
mod error;
mod escape;
mod guard;
mod inbox;
mod key;
mod reader;
mod run;
mod screen;
mod signals;
mod token;
mod tty;

pub use error::TerminalError;
pub use inbox::{Inbox, WorkSender, inbox};
pub use run::{Flow, Program, TerminalEvent, run};
pub use signals::{can_suspend, survive_file_limit};
pub use tty::{Tty, stdout_width};
