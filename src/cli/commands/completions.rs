//! `weighbridge completions SHELL`.

use crate::cli::output::Output;

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  weighbridge completions bash > ~/.local/share/bash-completion/completions/weighbridge"
)]
pub struct Args {
    /// The shell
    #[arg(value_enum)]
    shell: clap_complete::Shell,
}

pub(super) fn run(args: &Args, mut program: clap::Command) -> Output {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut program, "weighbridge", &mut script);
    Output::of(String::from_utf8_lossy(&script))
}
