//! `weighbridge prices [WORDS]`: what bills are made of.

use crate::cli::args::{Format, PricesArgs};
use crate::cli::outcome::{Outcome, Output};
use crate::cli::settings::Settings;
use crate::report::prices::{Listed, csv, json, text_table};

pub(in crate::cli) fn run(args: &PricesArgs, settings: &Settings) -> Outcome {
    let catalogue = super::catalogue(settings)?;
    let listed = Listed::of(&catalogue.prices, &args.words);
    let mut output = Output::of(match args.format {
        Format::Table => text_table(&listed),
        Format::Json => json(&listed),
        Format::Csv => csv(&listed),
    });
    if listed.rows.is_empty() {
        output
            .notes
            .push(format!("no price has '{}' in it; try fewer words, or none for all", args.words.join("' and '")));
    }
    Ok(output)
}
