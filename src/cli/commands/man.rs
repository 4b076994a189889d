//! `weighbridge man [COMMAND]`.

use crate::cli::args::{Args, ManArgs};
use crate::cli::output::{CommandResult, Failure, Output};
use clap::CommandFactory;
use clap_mangen::Man;

pub(in crate::cli) fn run(args: &ManArgs) -> CommandResult {
    let mut whole = Args::command();
    whole.build();
    let page = match &args.command {
        None => whole,
        Some(name) => {
            let found = whole.find_subcommand(name).cloned();
            let page = found.ok_or_else(|| {
                let what = format!("there is no command '{name}'; see 'weighbridge --help'");
                Failure::usage(what)
            })?;
            page.display_name(format!("weighbridge {name}"))
        }
    };
    let mut text = Vec::new();
    Man::new(page).render(&mut text).map_err(Failure::data)?;
    Ok(Output::of(String::from_utf8_lossy(&text)))
}
