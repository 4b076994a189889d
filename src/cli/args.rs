//! Arguments as they are typed, not yet resolved. The help texts are the doc comments here.

use crate::analysis::Scale;
use crate::analysis::robustness::WeightSpace;
use crate::catalogue::TEMPLATES;
use crate::model::{Moment, RobustnessSettings};
use clap::builder::PossibleValuesParser;
use clap::{Parser, Subcommand, ValueEnum, ValueHint};
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  weighbridge                                       the library of saved sessions
  weighbridge grocer.ron                            one session in the workbench
  weighbridge new --template grocer -o grocer.ron   begin from a worked example
  weighbridge list --format json                    what there is, for a script
  weighbridge check grocer.ron                      is it all right?
  weighbridge fmt grocer.ron                        one text for one document
  weighbridge rank grocer.ron --workload checkout   who leads, and why
  weighbridge rank matrix.csv --method topsis       a second opinion on a matrix
  weighbridge sensitivity grocer.ron                what would change the leader
  weighbridge robustness grocer.ron --space ordinal how often each would lead
  weighbridge cost grocer.ron --lines               every bill, line by line
  weighbridge burden grocer.ron                     hours, task by task
  weighbridge prices lambda                         list prices, each with its source
  weighbridge completions bash                      for your shell's profile

Exit codes: 0 fine, 1 a file or its data are wrong, 2 the usage is wrong.";

/// Weigh a decision about where software runs: weights, cost and burden together.
///
/// Without a command it opens the workbench on FILE, or on the library of
/// saved sessions. A file that is named like a command is opened as ./NAME.
#[derive(Debug, Parser)]
#[command(verbatim_doc_comment, name = "weighbridge", version, after_help = EXAMPLES, disable_help_subcommand = true)]
pub struct Args {
    /// The session to open in the workbench (.ron); without it, the library
    #[arg(value_hint = ValueHint::FilePath)]
    pub file: Option<PathBuf>,
    /// Open FILE to look at, not to change
    #[arg(long, requires = "file")]
    pub review: bool,
    /// What holds for every command.
    #[command(flatten)]
    pub common: CommonArgs,
    /// What to do.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// What holds for every command.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Everywhere")]
pub struct CommonArgs {
    /// Folder of saved sessions [default: $WEIGHBRIDGE_SESSIONS, ./saved-sessions, your data folder]
    #[arg(long, global = true, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub sessions: Option<PathBuf>,
    /// Take this as the present time, such as 2026-11-20T14:00:00Z
    #[arg(long, global = true, value_name = "RFC3339", value_parser = parse_moment)]
    pub now: Option<Moment>,
    /// Who makes the changes [default: $USER]
    #[arg(long, global = true, value_name = "NAME")]
    pub user: Option<String>,
    /// Your own prices, such as negotiated rates, in place of the list's [default: prices.ron in your configuration folder]
    #[arg(long, global = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub prices: Option<PathBuf>,
    /// Your own hours of operations, task by task, in place of the catalogue's [default: tasks.ron in your configuration folder]
    #[arg(long, global = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub hours: Option<PathBuf>,
    /// Colours of the workbench
    #[arg(long, global = true, value_enum, default_value_t, value_name = "WHEN", alias = "colour")]
    pub color: ColorArg,
    /// Draw the workbench with ASCII characters only
    #[arg(long, global = true)]
    pub ascii: bool,
}

/// Colours of the workbench; the commands never print any.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum ColorArg {
    /// As the environment says
    #[default]
    Auto,
    /// None
    Never,
    /// The terminal's own sixteen
    #[value(name = "16")]
    Sixteen,
    /// 24 bits
    True,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Write a new session from a template
    New(NewArgs),
    /// List the templates: ids, what is in them, where they come from
    Templates(TemplatesArgs),
    /// List saved sessions: title, status, leader or choice, margin, last change
    List(ListArgs),
    /// Check files, and name every problem with its line and column
    Check(CheckArgs),
    /// Rewrite sessions in their canonical form
    Fmt(FmtArgs),
    /// Rank the alternatives of a session or a matrix
    Rank(RankArgs),
    /// Find what would change the leader: weights, the least shift of weight, single scores
    Sensitivity(SensitivityArgs),
    /// Draw weights and open scores, and count how often each alternative has which rank
    Robustness(RobustnessArgs),
    /// Bill every platform, and find where one becomes cheaper than another
    Cost(CostArgs),
    /// Count the hours a month that each platform asks of the team, and for what
    Burden(BurdenArgs),
    /// List what can go wrong on each alternative, and what it costs to do something about it
    Risks(RisksArgs),
    /// List the prices that bills are made of: value, unit, region, source, date
    Prices(PricesArgs),
    /// Reckon published claims again, and say what each comes to
    Claims(ClaimsArgs),
    /// Print a completion script for a shell
    Completions(CompletionsArgs),
    /// Print the manual page
    Man(ManArgs),
}

/// Over how long money is summed up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum HorizonArg {
    /// A month
    #[default]
    #[value(name = "1")]
    One,
    /// A year
    #[value(name = "12")]
    Twelve,
    /// Three years
    #[value(name = "36")]
    ThirtySix,
}

/// How an answer is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum OutputFormat {
    /// For people
    #[default]
    Table,
    /// For programs, in full precision
    Json,
    /// For spreadsheets, in full precision
    Csv,
}

/// The arguments of `new`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  weighbridge new --template api-100k -o api.ron")]
pub struct NewArgs {
    /// The template to begin from
    #[arg(long, short, value_name = "ID", value_parser = template_ids())]
    pub template: String,
    /// Where to write it; - or nothing is standard output
    #[arg(long, short, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub output: Option<PathBuf>,
    /// What the decision is called
    #[arg(long, value_name = "TEXT")]
    pub title: Option<String>,
    /// Overwrite the file if there is one
    #[arg(long)]
    pub force: bool,
}

/// The arguments of `templates`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  weighbridge templates")]
pub struct TemplatesArgs {
    /// How to print the answer
    #[arg(long, value_enum, default_value_t)]
    pub format: OutputFormat,
}

/// The arguments of `list`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  weighbridge list saved-sessions --format json")]
pub struct ListArgs {
    /// The folder to list, instead of the folder of saved sessions
    #[arg(value_hint = ValueHint::DirPath)]
    pub dir: Option<PathBuf>,
    /// How to print the answer
    #[arg(long, value_enum, default_value_t)]
    pub format: OutputFormat,
}

/// The arguments of `check`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  weighbridge check saved-sessions/*.ron\n  weighbridge check matrix.csv --scale 0..10"
)]
pub struct CheckArgs {
    /// Sessions (.ron), matrices (.csv), or - for a session on standard input
    #[arg(required = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub files: Vec<PathBuf>,
    /// What the values of a matrix are.
    #[command(flatten)]
    pub values: MatrixValuesArgs,
}

/// The arguments of `fmt`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  weighbridge fmt session.ron\n  weighbridge fmt --check saved-sessions/*.ron")]
pub struct FmtArgs {
    /// Sessions (.ron), or - to read one from standard input and print it
    #[arg(required = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub files: Vec<PathBuf>,
    /// Write nothing; name the files that are not canonical and exit 1 if there are any
    #[arg(long)]
    pub check: bool,
}

/// What the values of a matrix are.
#[derive(Debug, clap::Args)]
pub struct MatrixValuesArgs {
    /// The scale of a matrix's values, worst to best [default: 1..5]
    #[arg(long, value_name = "LO..HI", value_parser = parse_scale, allow_hyphen_values = true, conflicts_with = "measured")]
    pub scale: Option<Scale>,
    /// The values of a matrix are raw measurements in any range
    #[arg(long)]
    pub measured: bool,
}

/// The arguments of `rank`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  weighbridge rank session.ron\n  weighbridge rank session.ron --workload checkout --format json\n  weighbridge rank matrix.csv --measured --method topsis"
)]
pub struct RankArgs {
    /// A session (.ron), a matrix (.csv), or - for a session on standard input
    #[arg(value_hint = ValueHint::FilePath)]
    pub file: PathBuf,
    /// Whose matrix of a session: a workload's id, or all for the whole system
    #[arg(long, value_name = "ID|all", default_value = "all")]
    pub workload: String,
    /// Under which scenario of a session, by its id, instead of the base
    #[arg(long, value_name = "ID")]
    pub scenario: Option<String>,
    /// The method to rank by
    #[arg(long, value_enum, default_value_t)]
    pub method: MethodArg,
    /// What the values of a matrix are.
    #[command(flatten)]
    pub values: MatrixValuesArgs,
    /// How measurements become comparable for the weighted sum
    #[arg(long, visible_alias = "normalize", value_enum, requires = "measured", value_name = "HOW")]
    pub normalise: Option<Normalisation>,
    /// How to print the answer
    #[arg(long, value_enum, default_value_t)]
    pub format: OutputFormat,
}

/// What is weighed.
#[derive(Debug, clap::Args)]
pub struct ComparisonArgs {
    /// A session (.ron), a matrix (.csv), or - for a session on standard input
    #[arg(value_hint = ValueHint::FilePath)]
    pub file: PathBuf,
    /// Whose matrix of a session: a workload's id, or all for the whole system
    #[arg(long, value_name = "ID|all", default_value = "all")]
    pub workload: String,
    /// Under which scenario of a session, by its id, instead of the base
    #[arg(long, value_name = "ID")]
    pub scenario: Option<String>,
    /// What the values of a matrix are.
    #[command(flatten)]
    pub values: MatrixValuesArgs,
    /// How measurements become comparable
    #[arg(long, visible_alias = "normalize", value_enum, requires = "measured", value_name = "HOW")]
    pub normalise: Option<Normalisation>,
}

/// The arguments of `sensitivity`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  weighbridge sensitivity session.ron --workload checkout\n  weighbridge sensitivity matrix.csv --format json"
)]
pub struct SensitivityArgs {
    /// What is weighed.
    #[command(flatten)]
    pub of: ComparisonArgs,
    /// How to print the answer
    #[arg(long, value_enum, default_value_t)]
    pub format: OutputFormat,
}

/// The arguments of `robustness`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  weighbridge robustness session.ron --space local:0.2\n  weighbridge robustness matrix.csv --samples 1000000 --seed 7 --format json"
)]
pub struct RobustnessArgs {
    /// What is weighed.
    #[command(flatten)]
    pub of: ComparisonArgs,
    /// How many draws [default: as the session says, else 1000000]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=i64::from(RobustnessSettings::MAX_SAMPLES)))]
    pub samples: Option<u32>,
    /// What the draws begin with: the same number gives the same figures [default: as the session says, else 1]
    #[arg(long, value_name = "S")]
    pub seed: Option<u64>,
    /// Which weights are drawn: simplex (all), ordinal (those that keep the stated order, equals equal), or local:E, where E of all the
    /// weight is up for discussion, 0 to 1 [default: as the session says, else local:0.2]
    #[arg(long, value_parser = parse_space, value_name = "simplex|ordinal|local:E")]
    pub space: Option<WeightSpace>,
    /// How to print the answer
    #[arg(long, value_enum, default_value_t)]
    pub format: OutputFormat,
}

/// A method to rank by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum MethodArg {
    /// Weighted sum
    #[default]
    Wsm,
    /// PROMETHEE II with the usual preference function: net flows
    #[value(name = "promethee2")]
    PrometheeII,
    /// TOPSIS with vector normalisation: closeness to the ideal
    Topsis,
}

/// How measurements become comparable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Normalisation {
    /// Each criterion from its worst value (0) to its best (1)
    Minmax,
}

/// The arguments of `cost`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  weighbridge cost session.ron --lines\n  weighbridge cost session.ron --workload checkout --format json\n  weighbridge cost session.ron --scenario scale-up"
)]
pub struct CostArgs {
    /// A session (.ron), or - for one on standard input
    #[arg(value_hint = ValueHint::FilePath)]
    pub file: PathBuf,
    /// Whose cost: a workload's id, or all
    #[arg(long, value_name = "ID|all", default_value = "all")]
    pub workload: String,
    /// Under which scenario of a session, by its id, instead of the base
    #[arg(long, value_name = "ID")]
    pub scenario: Option<String>,
    /// Over how many months money is summed up besides; more than one include what adopting costs once
    #[arg(long, value_enum, value_name = "1|12|36", default_value_t)]
    pub horizon: HorizonArg,
    /// Show the lines of every bill in the table, too
    #[arg(long)]
    pub lines: bool,
    /// How to print the answer
    #[arg(long, value_enum, default_value_t)]
    pub format: OutputFormat,
}

/// The arguments of `burden`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  weighbridge burden session.ron\n  weighbridge burden session.ron --workload checkout --format csv\n  weighbridge burden session.ron --hours ours.ron"
)]
pub struct BurdenArgs {
    /// A session (.ron), or - for one on standard input
    #[arg(value_hint = ValueHint::FilePath)]
    pub file: PathBuf,
    /// Whose burden: a workload's id, or all for all workloads on each platform
    #[arg(long, value_name = "ID|all", default_value = "all")]
    pub workload: String,
    /// Under which scenario of a session, by its id, instead of the base
    #[arg(long, value_name = "ID")]
    pub scenario: Option<String>,
    /// How to print the answer
    #[arg(long, value_enum, default_value_t)]
    pub format: OutputFormat,
}

/// The arguments of `risks`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  weighbridge risks session.ron\n  weighbridge risks session.ron --workload checkout --format json"
)]
pub struct RisksArgs {
    /// A session (.ron), or - for one on standard input
    #[arg(value_hint = ValueHint::FilePath)]
    pub file: PathBuf,
    /// What stands there: a workload's id, or all for all workloads on each alternative
    #[arg(long, value_name = "ID|all", default_value = "all")]
    pub workload: String,
    /// Under which scenario of a session, by its id, instead of the base
    #[arg(long, value_name = "ID")]
    pub scenario: Option<String>,
    /// How to print the answer
    #[arg(long, value_enum, default_value_t)]
    pub format: OutputFormat,
}

/// The arguments of `prices`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  weighbridge prices lambda\n  weighbridge prices gcp unverified --format csv\n  weighbridge prices --prices ours.ron"
)]
pub struct PricesArgs {
    /// Only prices with all of these words in their id, item, unit, region, status, source or date
    #[arg(value_name = "WORD")]
    pub words: Vec<String>,
    /// How to print the answer
    #[arg(long, value_enum, default_value_t)]
    pub format: OutputFormat,
}

/// The arguments of `claims`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  weighbridge claims\n  weighbridge claims 004-4 004-6\n  weighbridge claims --format json"
)]
pub struct ClaimsArgs {
    /// Claims to show in full: inputs, formula, prices, and why the figures differ
    #[arg(value_name = "ID")]
    pub ids: Vec<String>,
    /// How to print the answer
    #[arg(long, value_enum, default_value_t)]
    pub format: OutputFormat,
}

/// The arguments of `completions`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example:\n  weighbridge completions bash > ~/.local/share/bash-completion/completions/weighbridge"
)]
pub struct CompletionsArgs {
    /// The shell
    #[arg(value_enum)]
    pub shell: clap_complete::Shell,
}

/// The arguments of `man`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  weighbridge man rank | man -l -")]
pub struct ManArgs {
    /// The page of one command, instead of the whole program's
    pub command: Option<String>,
}

fn template_ids() -> PossibleValuesParser {
    PossibleValuesParser::new(TEMPLATES.iter().map(|template| template.id))
}

fn parse_moment(text: &str) -> Result<Moment, String> {
    text.parse().map_err(|error: crate::model::time::TimeError| error.to_string())
}

fn parse_space(text: &str) -> Result<WeightSpace, String> {
    text.parse().map_err(|error: crate::analysis::robustness::WeightSpaceError| error.to_string())
}

/// `0..10`, `-1..1`, `0.5..2`.
fn parse_scale(text: &str) -> Result<Scale, String> {
    let (lo, hi) = text.split_once("..").ok_or("give two numbers with two dots between them, such as 0..10")?;
    let end = |end: &str| end.trim().parse::<f64>().map_err(|_| format!("'{end}' is no number"));
    Scale::new(end(lo)?, end(hi)?).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_definitions_hold_together() {
        Args::command().debug_assert();
    }

    #[test]
    fn a_scale_has_two_ends() {
        assert_eq!(parse_scale("0..10"), Ok(Scale::new(0.0, 10.0).unwrap()));
        assert_eq!(parse_scale("-1..0.5"), Ok(Scale::new(-1.0, 0.5).unwrap()));
        for wrong in ["5", "5..1", "1..1", "a..b", "1..inf", "NaN..2", "1..", "1-5"] {
            assert!(parse_scale(wrong).is_err(), "{wrong}");
        }
    }
}
