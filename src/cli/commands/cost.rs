//! `weighbridge cost FILE`.

use crate::appraisal::{Appraisal, Horizon};
use crate::cli::args::{CostArgs, Format, Months};
use crate::cli::input;
use crate::cli::outcome::{Outcome, Output};
use crate::cli::settings::Settings;
use crate::report::cost::{Costs, csv, json, text_table};

pub(in crate::cli) fn run(args: &CostArgs, settings: &Settings) -> Outcome {
    let session = super::under(input::session(&args.file)?, args.scenario.as_deref())?;
    let only = super::workload(&session, &args.workload)?;
    let catalogue = super::catalogue(settings)?;
    let appraisal = Appraisal::of(&session, &catalogue);
    let horizon = match args.horizon {
        Months::One => Horizon::Month,
        Months::Twelve => Horizon::Year,
        Months::ThirtySix => Horizon::ThreeYears,
    };
    let costs = Costs::of(&session, &catalogue, &appraisal, only).over(horizon);
    let mut output = Output::of(match args.format {
        Format::Table => text_table(&costs, args.lines),
        Format::Json => json(&costs),
        Format::Csv => csv(&costs),
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
