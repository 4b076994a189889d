//! `weighbridge robustness FILE`.

use crate::appraisal::robustness::to_analysis_space;
use crate::cli::args::{OutputFormat, RobustnessArgs};
use crate::cli::comparison::read_weighted_sum;
use crate::cli::output::{CommandResult, Output};
use crate::cli::settings::Settings;
use crate::report::robustness::{RobustnessReport, csv, json, text_table};

pub(in crate::cli) fn run(args: &RobustnessArgs, settings: &Settings) -> CommandResult {
    let weighed = read_weighted_sum(&args.of, settings)?;
    let stated = &weighed.robustness;
    let space = args.space.unwrap_or_else(|| to_analysis_space(stated, stated.space));
    let samples = args.samples.unwrap_or(stated.samples);
    let seed = args.seed.unwrap_or(stated.seed);
    let remarks = weighed.input.remarks.clone();
    let found = RobustnessReport::compute(weighed.input, &weighed.problem, space, seed, samples.into());
    let mut output = Output::of(match args.format {
        OutputFormat::Table => text_table(&found),
        OutputFormat::Json => json(&found),
        OutputFormat::Csv => csv(&found),
    });
    output.notes.extend(remarks);
    Ok(output)
}
