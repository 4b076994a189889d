//! `weighbridge robustness FILE`.

use crate::analysis::robustness::{WeightSpace, WeightSpaceError};
use crate::app::row::parse_count;
use crate::appraisal::robustness::{draw_count, to_analysis_space};
use crate::cli::comparison::ComparisonArgs;
use crate::cli::output::CommandResult;
use crate::cli::progress::Progress;
use crate::cli::session_args::FormatArgs;
use crate::cli::settings::Settings;
use crate::model::RobustnessSettings;
use crate::report::RobustnessReport;

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  weighbridge robustness session.ron --space local:0.2\n  weighbridge robustness matrix.csv --samples 1000000 --seed 7 --format json"
)]
pub struct Args {
    #[command(flatten)]
    comparison: ComparisonArgs,
    /// Number of draws, such as 50000 or 50k [default: that of the session, else 1000000; fewer for a very large matrix]
    #[arg(long, value_name = "N", value_parser = parse_samples)]
    samples: Option<u32>,
    /// Seed of the draws: the same number gives the same figures [default: that of the session, else 1]
    #[arg(long, value_name = "S")]
    seed: Option<u64>,
    /// Which weights are drawn: simplex (all), ordinal (those in the stated order, with equal weights kept equal), or local:E, where
    /// the share E of the weight varies, 0 to 1 [default: that of the session, else local:0.2]
    #[arg(long, value_parser = parse_space, value_name = "simplex|ordinal|local:E")]
    space: Option<WeightSpace>,
    #[command(flatten)]
    output: FormatArgs,
}

fn parse_samples(text: &str) -> Result<u32, String> {
    let most = RobustnessSettings::MAX_SAMPLES;
    let samples = parse_count(text)?;
    if (1..=most).contains(&samples) { Ok(samples) } else { Err(format!("{samples} is not in 1..={most}")) }
}

fn parse_space(text: &str) -> Result<WeightSpace, String> {
    text.parse().map_err(|error: WeightSpaceError| error.to_string())
}

pub(super) fn run(args: &Args, settings: &Settings) -> CommandResult {
    let (comparison, problem) = args.comparison.read_weighted_sum(settings)?;
    let stated = &comparison.robustness;
    let space = args.space.unwrap_or_else(|| to_analysis_space(stated, stated.space));
    let samples =
        args.samples.map_or_else(|| draw_count(stated, problem.alternatives() * problem.criteria()), u64::from);
    let draws = (args.seed.unwrap_or(stated.seed), samples);
    let mut progress = Progress::start("draws");
    let mut on_progress = |done, total| progress.update(done, total);
    let report = RobustnessReport::compute(comparison.input, &problem, space, draws, &mut on_progress);
    drop(progress);
    args.output.answer(&report)
}
