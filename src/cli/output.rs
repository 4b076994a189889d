//! Output of a command: the answer on standard output, everything else on standard error.

use crate::model::showable::showable_lines;
use std::io::{ErrorKind, Write};
use std::process::ExitCode;

/// Exit code: a file or its data are wrong.
const DATA_ERROR: u8 = 1;
/// Exit code: the command was used wrongly.
const USAGE_ERROR: u8 = 2;

pub(super) type CommandResult = Result<Output, Failure>;

/// An answer.
#[derive(Debug, Default)]
pub(super) struct Output {
    /// For standard output.
    pub(super) text: String,
    /// For standard error, a line each.
    pub(super) notes: Vec<String>,
    /// Whether the exit code is 1 in spite of an answer.
    pub(super) has_problems: bool,
}

impl Output {
    /// An answer without notes.
    pub(super) fn of(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// Adds a problem, for a command that continues with its next file.
    pub(super) fn add_problem(&mut self, what: impl Into<String>) {
        self.notes.push(what.into());
        self.has_problems = true;
    }
}

/// Why there is no answer.
#[derive(Debug)]
pub(super) struct Failure {
    code: u8,
    message: String,
}

impl Failure {
    /// The command was used wrongly.
    pub(super) fn usage(what: impl Into<String>) -> Self {
        Self { code: USAGE_ERROR, message: what.into() }
    }

    /// A file or its data are wrong. `what` names the position and what to do.
    pub(super) fn data(what: impl ToString) -> Self {
        Self { code: DATA_ERROR, message: what.to_string() }
    }
}

/// Writes everything and returns the exit code.
pub(super) fn finish(outcome: CommandResult) -> ExitCode {
    match outcome {
        Ok(output) => {
            let written = write_answer(&output.text);
            output.notes.iter().for_each(|note| print_message(note));
            match written {
                Err(code) => code,
                Ok(()) if output.has_problems => ExitCode::from(DATA_ERROR),
                Ok(()) => ExitCode::SUCCESS,
            }
        }
        Err(failure) => {
            let prefix = if failure.code == USAGE_ERROR { "error: " } else { "" };
            print_message(&format!("{prefix}{}", failure.message));
            ExitCode::from(failure.code)
        }
    }
}

/// Writes an answer. A reader that stops early, such as `head`, is no error.
fn write_answer(text: &str) -> Result<(), ExitCode> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        Err(error) => {
            print_message(&format!("the answer could not be written: {error}"));
            Err(ExitCode::from(DATA_ERROR))
        }
    }
}

/// One line or more on standard error, if that is still open.
pub(super) fn print_message(what: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{}", showable_lines(what));
}
