//! `weighbridge cost FILE`.

use crate::appraisal::{Appraisal, Horizon};
use crate::cli::args::{CostArgs, HorizonArg, OutputFormat};
use crate::cli::input;
use crate::cli::output::{CommandResult, Output};
use crate::cli::settings::Settings;
use crate::report::cost::{CostReport, csv, json, text_table};

pub(in crate::cli) fn run(args: &CostArgs, settings: &Settings) -> CommandResult {
    let session = super::with_scenario(input::read_session(&args.file)?, args.scenario.as_deref())?;
    let only = super::workload_index(&session, &args.workload)?;
    let catalogue = super::catalogue(settings)?;
    let appraisal = Appraisal::compute(&session, &catalogue);
    let horizon = match args.horizon {
        HorizonArg::One => Horizon::Month,
        HorizonArg::Twelve => Horizon::Year,
        HorizonArg::ThirtySix => Horizon::ThreeYears,
    };
    let costs = CostReport::build(&session, &catalogue, &appraisal, only).with_horizon(horizon);
    let mut output = Output::of(match args.format {
        OutputFormat::Table => text_table(&costs, args.lines),
        OutputFormat::Json => json(&costs),
        OutputFormat::Csv => csv(&costs),
    });
    if costs.workloads.is_empty() {
        output.notes.push("there is no workload, and so no bill: describe one in the session".to_owned());
    }
    for row in costs.workloads.first().iter().flat_map(|workload| &workload.offers) {
        // What nothing of can be bought on has no bill either, and says so itself.
        let is_known = |id: &str| catalogue.platforms.iter().any(|platform| platform.id.as_str() == id);
        if let (None, Some(platform)) = (&row.bill, row.platform.as_ref().filter(|id| !is_known(id.as_str()))) {
            output.notes.push(format!("{}: the catalogue has no platform '{platform}'", row.name));
        }
    }
    Ok(output)
}
