//! `weighbridge sensitivity FILE`.

use crate::cli::args::{OutputFormat, SensitivityArgs};
use crate::cli::comparison::read_weighted_sum;
use crate::cli::output::{CommandResult, Output};
use crate::cli::settings::Settings;
use crate::report::sensitivity::{SensitivityReport, csv, json, text_table};

pub(in crate::cli) fn run(args: &SensitivityArgs, settings: &Settings) -> CommandResult {
    let weighed = read_weighted_sum(&args.of, settings)?;
    let remarks = weighed.input.remarks.clone();
    let found = SensitivityReport::compute(weighed.input, weighed.problem, weighed.goals);
    let mut output = Output::of(match args.format {
        OutputFormat::Table => text_table(&found),
        OutputFormat::Json => json(&found),
        OutputFormat::Csv => csv(&found),
    });
    output.notes.extend(remarks);
    Ok(output)
}
