//! `weighbridge cost FILE`.

use crate::appraisal::{Appraisal, Horizon};
use crate::cli::catalogue::load_catalogue;
use crate::cli::output::CommandResult;
use crate::cli::session_args::SessionArgs;
use crate::cli::settings::Settings;
use crate::report::CostReport;
use clap::ValueEnum;

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  weighbridge cost session.ron --lines\n  weighbridge cost session.ron --workload checkout --format json\n  weighbridge cost session.ron --scenario scale-up"
)]
pub struct Args {
    #[command(flatten)]
    session: SessionArgs,
    /// Also sum up money over so many months; more than one include the one-time cost of adoption
    #[arg(long, value_enum, value_name = "1|12|36", default_value_t)]
    horizon: HorizonArg,
    /// Show the lines of every bill in the table
    #[arg(long)]
    lines: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
enum HorizonArg {
    /// A month
    #[default]
    #[value(name = "1")]
    One,
    /// A year
    #[value(name = "12")]
    Twelve,
    /// Three years
    #[value(name = "36")]
    ThirtySix,
}

impl From<HorizonArg> for Horizon {
    fn from(arg: HorizonArg) -> Self {
        match arg {
            HorizonArg::One => Self::Month,
            HorizonArg::Twelve => Self::Year,
            HorizonArg::ThirtySix => Self::ThreeYears,
        }
    }
}

pub(super) fn run(args: &Args, settings: &Settings) -> CommandResult {
    let (session, workload) = args.session.read()?;
    let catalogue = load_catalogue(settings)?;
    let appraisal = Appraisal::compute(&session, &catalogue);
    let report = CostReport::build(&session, &catalogue, &appraisal, workload);
    args.session.output.answer(&report.with_horizon(args.horizon.into()).with_lines(args.lines))
}
