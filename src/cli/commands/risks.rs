//! `weighbridge risks FILE`.

use crate::cli::args::{OutputFormat, RisksArgs};
use crate::cli::input;
use crate::cli::output::{CommandResult, Output};
use crate::cli::settings::Settings;
use crate::report::risks::{RiskReport, csv, json, text_table};

pub(in crate::cli) fn run(args: &RisksArgs, settings: &Settings) -> CommandResult {
    let session = super::with_scenario(input::read_session(&args.file)?, args.scenario.as_deref())?;
    let only = super::workload_index(&session, &args.workload)?;
    let catalogue = super::catalogue(settings)?;
    let risks = RiskReport::build(&session, &catalogue, only);
    let mut output = Output::of(match args.format {
        OutputFormat::Table => text_table(&risks),
        OutputFormat::Json => json(&risks),
        OutputFormat::Csv => csv(&risks),
    });
    if risks.rows.is_empty() {
        let what = "no alternative stands on a platform of the catalogue, so nothing is known of what goes wrong: name platforms in the session";
        output.notes.push(what.to_owned());
    }
    Ok(output)
}
