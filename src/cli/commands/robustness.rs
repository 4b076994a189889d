//! `weighbridge robustness FILE`.

use crate::appraisal::robustness::space_of;
use crate::cli::args::{Format, RobustnessArgs};
use crate::cli::contest::weighed;
use crate::cli::outcome::{Outcome, Output};
use crate::cli::settings::Settings;
use crate::report::robustness::{Robust, csv, json, text_table};

pub(in crate::cli) fn run(args: &RobustnessArgs, settings: &Settings) -> Outcome {
    let weighed = weighed(&args.of, settings)?;
    let stated = &weighed.robustness;
    let space = args.space.unwrap_or_else(|| space_of(stated, stated.space));
    let samples = args.samples.unwrap_or(stated.samples);
    let seed = args.seed.unwrap_or(stated.seed);
    let remarks = weighed.contest.remarks.clone();
    let found = Robust::of(weighed.contest, &weighed.problem, space, seed, samples.into());
    let mut output = Output::of(match args.format {
        Format::Table => text_table(&found),
        Format::Json => json(&found),
        Format::Csv => csv(&found),
    });
    output.notes.extend(remarks);
    Ok(output)
}
