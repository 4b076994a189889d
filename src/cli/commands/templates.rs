//! `weighbridge templates`.

use crate::catalogue::TEMPLATES;
use crate::cli::args::{OutputFormat, TemplatesArgs};
use crate::cli::output::Output;
use crate::report::grid::Grid;
use crate::report::{csv, json, table};
use serde_json::{Value, json};

pub(in crate::cli) fn run(args: &TemplatesArgs) -> Output {
    let mut grid = Grid::new(["id", "what", "from"]);
    for template in TEMPLATES {
        grid.push_row([template.id.into(), template.summary.into(), template.origin.into()]);
    }
    Output::of(match args.format {
        OutputFormat::Table => table::render_table(&grid),
        OutputFormat::Csv => csv::render_csv(&grid),
        OutputFormat::Json => {
            let row = |template: &crate::catalogue::Template| json!({"id": template.id, "what": template.summary, "from": template.origin});
            json::pretty(&TEMPLATES.iter().map(row).collect::<Value>())
        }
    })
}
