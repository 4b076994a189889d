//! The command line: raw arguments → settings → one file per subcommand.
//!
//! ```text
//! args ──► settings ──┐
//!                     ├──► commands/* ──► Output or Failure ──► here: stdout, stderr, exit code
//! FILE ───► input ────┘
//! ```
//!
//! A command returns its answer; only this file writes it. Standard output carries the answer and nothing else.

pub mod args;
mod catalogue;
mod commands;
mod comparison;
mod input;
pub mod matrix;
mod output;
pub mod settings;
pub mod workbench;

use args::{Args, Command};
use clap::Parser;
use clap::error::ErrorKind;
use output::{CommandResult, Failure, Output};
use settings::Settings;
use std::path::Path;
use std::process::ExitCode;

/// Runs the program: 0 fine, 1 a file or its data are wrong, 2 the usage is wrong.
pub fn main() -> ExitCode {
    // Where this cannot be had, a full quota ends the program as it ends others.
    let _ = crate::terminal::survive_file_limit();
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => return finish_clap(&error),
    };
    let settings = Settings::resolve(&args.common);
    match (args.command, args.file) {
        (Some(command), None) => output::finish(run(command, &settings)),
        (None, file) => output::finish(commands::open::run(&settings, file.as_deref(), args.review)),
        (Some(_), Some(file)) => output::finish(Err(file_before_command(&file))),
    }
}

fn run(command: Command, settings: &Settings) -> CommandResult {
    match command {
        Command::New(args) => commands::new::run(&args),
        Command::Templates(args) => Ok(commands::templates::run(&args)),
        Command::List(args) => commands::list::run(&args, settings),
        Command::Check(args) => commands::check::run(&args, settings),
        Command::Fmt(args) => Ok(commands::fmt::run(&args)),
        Command::Rank(args) => commands::rank::run(&args, settings),
        Command::Sensitivity(args) => commands::sensitivity::run(&args, settings),
        Command::Robustness(args) => commands::robustness::run(&args, settings),
        Command::Cost(args) => commands::cost::run(&args, settings),
        Command::Burden(args) => commands::burden::run(&args, settings),
        Command::Risks(args) => commands::risks::run(&args, settings),
        Command::Prices(args) => commands::prices::run(&args, settings),
        Command::Claims(args) => commands::claims::run(&args, settings),
        Command::Completions(args) => Ok(commands::completions::run(&args)),
        Command::Man(args) => commands::man::run(&args),
    }
}

/// Help and version are answers; everything else that clap has to say is wrong usage.
fn finish_clap(error: &clap::Error) -> ExitCode {
    let text = error.render().to_string();
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => output::finish(Ok(Output::of(text))),
        _ => {
            let text = text.strip_prefix("error: ").unwrap_or(&text);
            output::finish(Err(Failure::usage(text.trim_end())))
        }
    }
}

fn file_before_command(file: &Path) -> Failure {
    let file = file.to_string_lossy();
    Failure::usage(format!("'{file}' is no command; a file stands after the command, as in 'weighbridge rank FILE'"))
}
