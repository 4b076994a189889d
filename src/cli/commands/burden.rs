//! `weighbridge burden FILE`.

use crate::appraisal::Appraisal;
use crate::cli::catalogue::load_catalogue;
use crate::cli::output::CommandResult;
use crate::cli::session_args::SessionArgs;
use crate::cli::settings::Settings;
use crate::report::BurdenReport;

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  weighbridge burden session.ron\n  weighbridge burden session.ron --workload checkout --format csv\n  weighbridge burden session.ron --hours ours.ron"
)]
pub struct Args {
    #[command(flatten)]
    session: SessionArgs,
}

pub(super) fn run(args: &Args, settings: &Settings) -> CommandResult {
    let (session, workload) = args.session.read()?;
    let catalogue = load_catalogue(settings)?;
    let appraisal = Appraisal::compute(&session, &catalogue);
    args.session.output.answer(&BurdenReport::build(&session, &catalogue, &appraisal, workload))
}
