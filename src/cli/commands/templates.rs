//! `weighbridge templates`.

use crate::catalogue::TEMPLATES;
use crate::cli::args::{Format, ListingArgs};
use crate::cli::outcome::Output;
use crate::report::grid::Grid;
use crate::report::{csv, json, table};
use serde_json::{Value, json};

pub(in crate::cli) fn run(args: &ListingArgs) -> Output {
    let mut grid = Grid::new(["id", "what", "from"]);
    for template in TEMPLATES {
        grid.row([template.id.into(), template.what.into(), template.from.into()]);
    }
    Output::of(match args.format {
        Format::Table => table::table(&grid),
        Format::Csv => csv::csv(&grid),
        Format::Json => {
            let row = |template: &crate::catalogue::Template| json!({"id": template.id, "what": template.what, "from": template.from});
            json::pretty(&TEMPLATES.iter().map(row).collect::<Value>())
        }
    })
}
