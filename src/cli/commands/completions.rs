//! `weighbridge completions SHELL`.

use crate::cli::args::{Args, CompletionsArgs};
use crate::cli::output::Output;
use clap::CommandFactory;

pub(in crate::cli) fn run(args: &CompletionsArgs) -> Output {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Args::command(), "weighbridge", &mut script);
    Output::of(String::from_utf8_lossy(&script))
}
