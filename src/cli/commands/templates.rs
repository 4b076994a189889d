//! `weighbridge templates`.

use crate::catalogue::{TEMPLATES, Template};
use crate::cli::output::CommandResult;
use crate::cli::session_args::FormatArgs;
use crate::report::Report;
use crate::report::grid::{Columns, Grid};
use crate::report::json::list;
use crate::report::page::Page;
use serde_json::{Value, json};

#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  weighbridge templates")]
pub struct Args {
    #[command(flatten)]
    output: FormatArgs,
}

pub(super) fn run(args: &Args) -> CommandResult {
    args.output.answer(&TemplateList)
}

struct TemplateList;

impl Report for TemplateList {
    fn page(&self) -> Page {
        Page::from(self.grid())
    }

    fn json(&self) -> Value {
        list(TEMPLATES, |template| json!({"id": template.id, "what": template.summary, "from": template.origin}))
    }

    fn grid(&self) -> Grid {
        Columns::new()
            .text("id", |template: &&Template| template.id)
            .text("what", |template| template.summary)
            .text("from", |template| template.origin)
            .grid(TEMPLATES)
    }
}
