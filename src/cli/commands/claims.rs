//! `weighbridge claims`.

use crate::appraisal::claims::{Checked, check_all};
use crate::catalogue::published_claims;
use crate::cli::args::{ClaimsArgs, Format};
use crate::cli::outcome::{Failure, Outcome, Output};
use crate::cli::settings::Settings;
use crate::report::claims::{csv, json, text_in_full, text_table};

pub(in crate::cli) fn run(args: &ClaimsArgs, settings: &Settings) -> Outcome {
    let catalogue = super::catalogue(settings)?;
    let book = published_claims().map_err(Failure::data)?;
    let all = check_all(&catalogue, &book);
    let chosen = chosen(&all, &args.ids)?;
    Ok(Output::of(match args.format {
        Format::Table if args.ids.is_empty() => text_table(&chosen),
        Format::Table => text_in_full(&chosen),
        Format::Json => json(&chosen),
        Format::Csv => csv(&chosen),
    }))
}

/// Those that were asked for, in the order asked for; all of them when none was.
fn chosen<'a>(all: &'a [Checked], ids: &[String]) -> Result<Vec<&'a Checked>, Failure> {
    if ids.is_empty() {
        return Ok(all.iter().collect());
    }
    let find = |id: &String| all.iter().find(|claim| claim.id == *id).ok_or_else(|| unknown(id, all));
    ids.iter().map(find).collect()
}

fn unknown(id: &str, all: &[Checked]) -> Failure {
    let known: Vec<&str> = all.iter().map(|claim| claim.id.as_str()).collect();
    Failure::usage(format!("there is no claim '{id}'; there are {}", known.join(", ")))
}
