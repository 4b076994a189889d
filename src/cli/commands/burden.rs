//! `weighbridge burden FILE`.

use crate::appraisal::Appraisal;
use crate::cli::args::{BurdenArgs, Format};
use crate::cli::input;
use crate::cli::outcome::{Outcome, Output};
use crate::cli::settings::Settings;
use crate::report::burden::{Burdens, csv, json, text_table};

pub(in crate::cli) fn run(args: &BurdenArgs, settings: &Settings) -> Outcome {
    let session = super::under(input::session(&args.file)?, args.scenario.as_deref())?;
    let only = super::workload(&session, &args.workload)?;
    let catalogue = super::catalogue(settings)?;
    let appraisal = Appraisal::of(&session, &catalogue);
    let burdens = Burdens::of(&session, &catalogue, &appraisal, only);
    let mut output = Output::of(match args.format {
        Format::Table => text_table(&burdens),
        Format::Json => json(&burdens),
        Format::Csv => csv(&burdens),
    });
    output.notes.extend(burdens.unknown.iter().map(|unknown| format!("own hours: {unknown}")));
    if burdens.rows.is_empty() {
        let what = "no alternative stands on a platform of the catalogue, so there are no hours: name platforms in the session";
        output.notes.push(what.to_owned());
    }
    Ok(output)
}
