//! `weighbridge sensitivity FILE`.

use crate::cli::comparison::ComparisonArgs;
use crate::cli::output::CommandResult;
use crate::cli::session_args::FormatArgs;
use crate::cli::settings::Settings;
use crate::report::SensitivityReport;

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  weighbridge sensitivity session.ron --workload checkout\n  weighbridge sensitivity matrix.csv --format json"
)]
pub struct Args {
    #[command(flatten)]
    comparison: ComparisonArgs,
    #[command(flatten)]
    output: FormatArgs,
}

pub(super) fn run(args: &Args, settings: &Settings) -> CommandResult {
    let (comparison, problem) = args.comparison.read_weighted_sum(settings)?;
    args.output.answer(&SensitivityReport::compute(comparison.input, problem, comparison.goals))
}
