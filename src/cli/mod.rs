//! The command line: arguments, settings, and one file per command.
//!
//! ```text
//! args ──► settings ──┐
//!                     ├──► commands/* ──► Output or Failure ──► output: stdout, stderr, exit code
//! FILE ───► input ────┘
//! ```
//!
//! A command returns its answer; only `output.rs` prints it. Standard output carries the answer and nothing else.

mod args;
mod catalogue;
mod commands;
mod comparison;
mod input;
mod matrix;
mod output;
mod progress;
mod session_args;
mod settings;
mod workbench;

use args::Args;
use clap::error::ErrorKind;
use clap::{CommandFactory, Parser};
use output::{Failure, Output};
use settings::Settings;
use std::path::Path;
use std::process::ExitCode;

/// Runs the program. Exit codes: 0 success, 1 a file or its data are wrong, 2 the usage is wrong.
pub fn main() -> ExitCode {
    // If this fails, a full quota ends the program as it ends others.
    let _ = crate::terminal::survive_file_limit();
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => return finish_clap(&error),
    };
    let settings = Settings::resolve(&args.common);
    output::finish(match (args.command, args.file) {
        (Some(command), None) => command.run(&settings, Args::command),
        (None, file) => commands::open::run(&settings, file.as_deref(), args.review),
        (Some(_), Some(file)) => Err(file_before_command(&file)),
    })
}

/// Help and version are answers; all other messages of clap are about wrong usage.
fn finish_clap(error: &clap::Error) -> ExitCode {
    let text = error.render().to_string();
    output::finish(match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => Ok(Output::of(text)),
        _ => Err(Failure::usage(text.strip_prefix("error: ").unwrap_or(&text).trim_end())),
    })
}

fn file_before_command(file: &Path) -> Failure {
    let file = file.to_string_lossy();
    Failure::usage(format!("'{file}' is not a command; FILE follows the command, as in 'weighbridge rank FILE'"))
}
