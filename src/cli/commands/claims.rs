//! `weighbridge claims [ID…]`.

use crate::claims::{CheckedClaim, check_claims, load_shipped};
use crate::cli::catalogue::load_catalogue;
use crate::cli::output::{CommandResult, Failure};
use crate::cli::session_args::FormatArgs;
use crate::cli::settings::Settings;
use crate::report::ClaimReport;

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  weighbridge claims\n  weighbridge claims 004-4 004-6\n  weighbridge claims --format json"
)]
pub struct Args {
    /// Claims to show in full: inputs, formula, prices, and why the figures differ
    #[arg(value_name = "ID")]
    ids: Vec<String>,
    #[command(flatten)]
    output: FormatArgs,
}

pub(super) fn run(args: &Args, settings: &Settings) -> CommandResult {
    let catalogue = load_catalogue(settings)?;
    let book = load_shipped().map_err(Failure::data)?;
    let all = check_claims(&catalogue, &book);
    let find = |id: &String| all.iter().find(|claim| claim.id == *id).ok_or_else(|| unknown_claim(id, &all));
    let in_full = !args.ids.is_empty();
    let claims = if in_full { args.ids.iter().map(find).collect::<Result<_, _>>()? } else { all.iter().collect() };
    args.output.answer(&ClaimReport { claims, in_full })
}

fn unknown_claim(id: &str, all: &[CheckedClaim]) -> Failure {
    let known: Vec<&str> = all.iter().map(|claim| claim.id.as_str()).collect();
    Failure::usage(format!("there is no claim '{id}'; there are {}", known.join(", ")))
}
