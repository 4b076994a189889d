//! `weighbridge claims`.

use crate::claims::{CheckedClaim, check_claims, load_shipped};
use crate::cli::args::{ClaimsArgs, OutputFormat};
use crate::cli::output::{CommandResult, Failure, Output};
use crate::cli::settings::Settings;
use crate::report::claims::{csv, details_text, json, text_table};

pub(in crate::cli) fn run(args: &ClaimsArgs, settings: &Settings) -> CommandResult {
    let catalogue = super::catalogue(settings)?;
    let book = load_shipped().map_err(Failure::data)?;
    let all = check_claims(&catalogue, &book);
    let chosen = select_claims(&all, &args.ids)?;
    Ok(Output::of(match args.format {
        OutputFormat::Table if args.ids.is_empty() => text_table(&chosen),
        OutputFormat::Table => details_text(&chosen),
        OutputFormat::Json => json(&chosen),
        OutputFormat::Csv => csv(&chosen),
    }))
}

/// Those that were asked for, in the order asked for; all of them when none was.
fn select_claims<'a>(all: &'a [CheckedClaim], ids: &[String]) -> Result<Vec<&'a CheckedClaim>, Failure> {
    if ids.is_empty() {
        return Ok(all.iter().collect());
    }
    let find = |id: &String| all.iter().find(|claim| claim.id == *id).ok_or_else(|| unknown_claim(id, all));
    ids.iter().map(find).collect()
}

fn unknown_claim(id: &str, all: &[CheckedClaim]) -> Failure {
    let known: Vec<&str> = all.iter().map(|claim| claim.id.as_str()).collect();
    Failure::usage(format!("there is no claim '{id}'; there are {}", known.join(", ")))
}
