//! `weighbridge burden FILE`.

use crate::appraisal::Appraisal;
use crate::cli::args::{BurdenArgs, OutputFormat};
use crate::cli::input;
use crate::cli::output::{CommandResult, Output};
use crate::cli::settings::Settings;
use crate::report::burden::{BurdenReport, csv, json, text_table};

pub(in crate::cli) fn run(args: &BurdenArgs, settings: &Settings) -> CommandResult {
    let session = super::with_scenario(input::read_session(&args.file)?, args.scenario.as_deref())?;
    let only = super::workload_index(&session, &args.workload)?;
    let catalogue = super::catalogue(settings)?;
    let appraisal = Appraisal::compute(&session, &catalogue);
    let burdens = BurdenReport::build(&session, &catalogue, &appraisal, only);
    let mut output = Output::of(match args.format {
        OutputFormat::Table => text_table(&burdens),
        OutputFormat::Json => json(&burdens),
        OutputFormat::Csv => csv(&burdens),
    });
    output.notes.extend(burdens.unknown_hours.iter().map(|unknown| format!("own hours: {unknown}")));
    if burdens.rows.is_empty() {
        let what = "no alternative stands on a platform of the catalogue, so there are no hours: name platforms in the session";
        output.notes.push(what.to_owned());
    }
    Ok(output)
}
