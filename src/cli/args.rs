//! The program's own arguments. The help texts are the doc comments here and in `commands`.

use super::commands::Command;
use super::settings::CommonArgs;
use clap::{Parser, ValueHint};
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  weighbridge                                       the library of saved sessions
  weighbridge grocer.ron                            one session in the workbench
  weighbridge new --template grocer -o grocer.ron   start from a worked example
  weighbridge list --format json                    saved sessions, for a script
  weighbridge check grocer.ron                      find problems in a file
  weighbridge fmt grocer.ron                        rewrite it in canonical form
  weighbridge rank grocer.ron --workload checkout   who leads, and why
  weighbridge rank matrix.csv --method topsis       a second opinion on a matrix
  weighbridge sensitivity grocer.ron                what would change the leader
  weighbridge robustness grocer.ron --space ordinal how often each would lead
  weighbridge cost grocer.ron --lines               every bill, line by line
  weighbridge burden grocer.ron                     hours, task by task
  weighbridge prices lambda                         list prices, each with its source
  weighbridge completions bash                      for your shell's profile

Exit codes: 0 success, 1 wrong file or data, 2 wrong usage.";

/// Decide where software runs: weights, cost and operations burden together.
///
/// Without a command it opens the workbench on FILE, or on the library of
/// saved sessions. To open a file named like a command, write ./NAME.
#[derive(Debug, Parser)]
#[command(verbatim_doc_comment, name = "weighbridge", version, after_help = EXAMPLES, disable_help_subcommand = true)]
pub(super) struct Args {
    /// The session to open in the workbench (.ron); without it, the library
    #[arg(value_hint = ValueHint::FilePath)]
    pub(super) file: Option<PathBuf>,
    /// Open FILE read-only
    #[arg(long, requires = "file")]
    pub(super) review: bool,
    #[command(flatten)]
    pub(super) common: CommonArgs,
    #[command(subcommand)]
    pub(super) command: Option<Command>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_definitions_are_consistent() {
        Args::command().debug_assert();
    }
}
