//! `weighbridge sensitivity FILE`.

use crate::cli::args::{Format, SensitivityArgs};
use crate::cli::contest::weighed;
use crate::cli::outcome::{Outcome, Output};
use crate::cli::settings::Settings;
use crate::report::sensitivity::{Sensitivity, csv, json, text_table};

pub(in crate::cli) fn run(args: &SensitivityArgs, settings: &Settings) -> Outcome {
    let weighed = weighed(&args.of, settings)?;
    let remarks = weighed.contest.remarks.clone();
    let found = Sensitivity::of(weighed.contest, weighed.problem, weighed.goals);
    let mut output = Output::of(match args.format {
        Format::Table => text_table(&found),
        Format::Json => json(&found),
        Format::Csv => csv(&found),
    });
    output.notes.extend(remarks);
    Ok(output)
}
