//! `weighbridge man [COMMAND]`.

use crate::cli::output::{CommandResult, Failure, Output};
use clap_mangen::Man;

#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  weighbridge man rank | man -l -")]
pub struct Args {
    /// The page of one command, instead of the whole program's
    command: Option<String>,
}

pub(super) fn run(args: &Args, mut program: clap::Command) -> CommandResult {
    program.build();
    let page = match &args.command {
        None => program,
        Some(name) => {
            let unknown = || Failure::usage(format!("there is no command '{name}'; see 'weighbridge --help'"));
            let page = program.find_subcommand(name).cloned().ok_or_else(unknown)?;
            page.display_name(format!("weighbridge {name}"))
        }
    };
    let mut text = Vec::new();
    Man::new(page).render(&mut text).map_err(Failure::data)?;
    Ok(Output::of(String::from_utf8_lossy(&text)))
}
