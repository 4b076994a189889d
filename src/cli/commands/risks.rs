//! `weighbridge risks FILE`.

use crate::cli::args::{Format, RisksArgs};
use crate::cli::input;
use crate::cli::outcome::{Outcome, Output};
use crate::cli::settings::Settings;
use crate::report::risks::{Risks, csv, json, text_table};

pub(in crate::cli) fn run(args: &RisksArgs, settings: &Settings) -> Outcome {
    let session = super::under(input::session(&args.file)?, args.scenario.as_deref())?;
    let only = super::workload(&session, &args.workload)?;
    let catalogue = super::catalogue(settings)?;
    let risks = Risks::of(&session, &catalogue, only);
    let mut output = Output::of(match args.format {
        Format::Table => text_table(&risks),
        Format::Json => json(&risks),
        Format::Csv => csv(&risks),
    });
    if risks.rows.is_empty() {
        let what = "no alternative stands on a platform of the catalogue, so nothing is known of what goes wrong: name platforms in the session";
        output.notes.push(what.to_owned());
    }
    Ok(output)
}
