//! `weighbridge risks FILE`.

use crate::cli::catalogue::load_catalogue;
use crate::cli::output::CommandResult;
use crate::cli::session_args::SessionArgs;
use crate::cli::settings::Settings;
use crate::report::RiskReport;

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  weighbridge risks session.ron\n  weighbridge risks session.ron --workload checkout --format json"
)]
pub struct Args {
    #[command(flatten)]
    session: SessionArgs,
}

pub(super) fn run(args: &Args, settings: &Settings) -> CommandResult {
    let (session, workload) = args.session.read()?;
    let catalogue = load_catalogue(settings)?;
    args.session.output.answer(&RiskReport::build(&session, &catalogue, workload))
}
