//! `weighbridge prices [WORD…]`.

use crate::cli::catalogue::load_catalogue;
use crate::cli::output::CommandResult;
use crate::cli::session_args::FormatArgs;
use crate::cli::settings::Settings;
use crate::report::PriceReport;

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  weighbridge prices lambda\n  weighbridge prices gcp unverified --format csv\n  weighbridge prices --prices ours.ron"
)]
pub struct Args {
    /// Only prices with all of these words in their id, item, unit, region, status, source, date or note
    #[arg(value_name = "WORD")]
    words: Vec<String>,
    #[command(flatten)]
    output: FormatArgs,
}

pub(super) fn run(args: &Args, settings: &Settings) -> CommandResult {
    let catalogue = load_catalogue(settings)?;
    args.output.answer(&PriceReport::build(&catalogue.prices, &args.words))
}
