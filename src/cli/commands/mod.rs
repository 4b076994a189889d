//! The commands, one file each: arguments in, an answer or a failure out. A new command is a file and a line in each of the three
//! lists here.

mod burden;
mod check;
mod claims;
mod completions;
mod cost;
mod fmt;
mod list;
mod man;
mod new;
pub(super) mod open;
mod prices;
mod rank;
mod risks;
mod robustness;
mod sensitivity;
mod templates;

use super::output::CommandResult;
use super::settings::Settings;
use clap::Subcommand;

/// The commands, with their lines in the help.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Write a new session from a template
    New(new::Args),
    /// List the templates: ids, content, origin
    Templates(templates::Args),
    /// List saved sessions: title, status, leader or choice, margin, last change
    List(list::Args),
    /// Check files and report every problem with its line and column
    Check(check::Args),
    /// Rewrite sessions in canonical form
    Fmt(fmt::Args),
    /// Rank the alternatives of a session or a matrix
    Rank(rank::Args),
    /// Find what would change the leader: weights, the smallest shift of weight, single scores
    Sensitivity(sensitivity::Args),
    /// Draw weights and open scores at random, and count how often each alternative has which rank
    Robustness(robustness::Args),
    /// Bill every platform, and find where one becomes cheaper than another
    Cost(cost::Args),
    /// Count the hours per month that each platform takes of the team, task by task
    Burden(burden::Args),
    /// List what can go wrong on each alternative, and what each mitigation costs
    Risks(risks::Args),
    /// List the prices behind the bills: value, unit, region, status, source, date
    Prices(prices::Args),
    /// Recompute published claims and give a verdict on each
    Claims(claims::Args),
    /// Print a completion script for a shell
    Completions(completions::Args),
    /// Print the manual page
    Man(man::Args),
}

impl Command {
    /// Runs it. `program` makes the definition of the whole command line, which completions and manual are made from.
    pub(super) fn run(&self, settings: &Settings, program: fn() -> clap::Command) -> CommandResult {
        match self {
            Self::New(args) => new::run(args),
            Self::Templates(args) => templates::run(args),
            Self::List(args) => list::run(args, settings),
            Self::Check(args) => check::run(args, settings),
            Self::Fmt(args) => Ok(fmt::run(args)),
            Self::Rank(args) => rank::run(args, settings),
            Self::Sensitivity(args) => sensitivity::run(args, settings),
            Self::Robustness(args) => robustness::run(args, settings),
            Self::Cost(args) => cost::run(args, settings),
            Self::Burden(args) => burden::run(args, settings),
            Self::Risks(args) => risks::run(args, settings),
            Self::Prices(args) => prices::run(args, settings),
            Self::Claims(args) => claims::run(args, settings),
            Self::Completions(args) => Ok(completions::run(args, program())),
            Self::Man(args) => man::run(args, program()),
        }
    }
}
