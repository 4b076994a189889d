//! `weighbridge prices [WORDS]`: what bills are made of.

use crate::cli::args::{OutputFormat, PricesArgs};
use crate::cli::output::{CommandResult, Output};
use crate::cli::settings::Settings;
use crate::report::prices::{PriceReport, csv, json, text_table};

pub(in crate::cli) fn run(args: &PricesArgs, settings: &Settings) -> CommandResult {
    let catalogue = super::catalogue(settings)?;
    let listed = PriceReport::build(&catalogue.prices, &args.words);
    let mut output = Output::of(match args.format {
        OutputFormat::Table => text_table(&listed),
        OutputFormat::Json => json(&listed),
        OutputFormat::Csv => csv(&listed),
    });
    if listed.rows.is_empty() {
        output
            .notes
            .push(format!("no price has '{}' in it; try fewer words, or none for all", args.words.join("' and '")));
    }
    Ok(output)
}
