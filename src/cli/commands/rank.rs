//! `weighbridge rank FILE`.

use crate::cli::comparison::ComparisonArgs;
use crate::cli::output::CommandResult;
use crate::cli::progress::Progress;
use crate::cli::session_args::FormatArgs;
use crate::cli::settings::Settings;
use crate::report::{RankMethod, RankReport};
use clap::ValueEnum;
use clap::builder::PossibleValue;

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  weighbridge rank session.ron\n  weighbridge rank session.ron --workload checkout --format json\n  weighbridge rank matrix.csv --measured --method topsis"
)]
pub struct Args {
    #[command(flatten)]
    comparison: ComparisonArgs,
    /// The method to rank by
    #[arg(long, value_enum, default_value_t)]
    method: RankMethod,
    #[command(flatten)]
    output: FormatArgs,
}

impl ValueEnum for RankMethod {
    fn value_variants<'a>() -> &'a [Self] {
        Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.id()).help(self.name()))
    }
}

pub(super) fn run(args: &Args, settings: &Settings) -> CommandResult {
    let comparison = args.comparison.read(args.method, settings)?;
    let mut progress = Progress::start("draws");
    let report = RankReport::compute(comparison.input, args.method)
        .map_err(|error| args.comparison.data_failure(error))?
        .with_verdict(&comparison.robustness, &mut |done, total| progress.update(done, total));
    drop(progress);
    args.output.answer(&report)
}
