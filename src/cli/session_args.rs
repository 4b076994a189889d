//! The arguments that say which part of which session a report covers.

use super::input;
use super::output::{CommandResult, Failure, Output};
use crate::model::{ScenarioId, Session};
use crate::report::{Format, Report};
use crate::terminal::stdout_width;
use clap::builder::PossibleValue;
use clap::{ValueEnum, ValueHint};
use std::path::PathBuf;

impl ValueEnum for Format {
    fn value_variants<'a>() -> &'a [Self] {
        Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let (name, purpose) = self.describe();
        Some(PossibleValue::new(name).help(purpose))
    }
}

/// How a report is printed.
#[derive(Debug, clap::Args)]
pub(super) struct FormatArgs {
    /// How to print the answer
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

impl FormatArgs {
    /// The report in this format, with its notes.
    pub(super) fn answer(&self, report: &dyn Report) -> CommandResult {
        Ok(Output { text: self.format.render(report, stdout_width()), notes: report.notes(), has_problems: false })
    }
}

/// Which part of a session.
#[derive(Debug, clap::Args)]
pub(super) struct ScopeArgs {
    /// A workload's id, or all for the whole system
    #[arg(long, value_name = "ID|all", default_value = "all")]
    pub(super) workload: String,
    /// Apply this scenario of the session, given by its id, instead of the base
    #[arg(long, value_name = "ID")]
    scenario: Option<String>,
}

impl ScopeArgs {
    /// The session with the chosen scenario applied and named in its title.
    pub(super) fn apply_scenario(&self, session: Session) -> Result<Session, Failure> {
        let Some(wanted) = self.scenario.as_deref() else { return Ok(session) };
        let id = ScenarioId::from(wanted);
        let Some(scenario) = session.scenario(&id) else {
            let known: Vec<&str> = session.scenarios.iter().map(|scenario| scenario.id.as_str()).collect();
            let hint = match known.is_empty() {
                true => "it has none; leave out --scenario".to_owned(),
                false => format!("it has {}", known.join(", ")),
            };
            return Err(Failure::usage(format!("the session has no scenario '{wanted}': {hint}")));
        };
        let title = format!("{} · scenario: {}", session.title, scenario.name);
        Ok(Session { title, ..session.for_scenario(Some(&id)).into_owned() })
    }

    /// The index of the chosen workload; none for `all`. A workload with the id `all` cannot be chosen.
    pub(super) fn workload_index(&self, session: &Session) -> Result<Option<usize>, Failure> {
        let wanted = self.workload.as_str();
        if wanted == "all" {
            return Ok(None);
        }
        let index = session.workloads.iter().position(|workload| workload.id.as_str() == wanted);
        index.map(Some).ok_or_else(|| {
            let ids = session.workloads.iter().map(|workload| workload.id.as_str());
            let known: Vec<&str> = std::iter::once("all").chain(ids).collect();
            let known = if known.len() == 1 { "all; there is no workload".to_owned() } else { known.join(", ") };
            Failure::usage(format!("there is no workload '{wanted}'; --workload takes {known}"))
        })
    }

    /// A matrix has neither workloads nor scenarios.
    pub(super) fn reject_for_matrix(&self) -> Result<(), Failure> {
        if self.workload != "all" {
            return Err(Failure::usage("a matrix has no workloads; leave out --workload"));
        }
        if self.scenario.is_some() {
            return Err(Failure::usage("a matrix has no scenarios; leave out --scenario"));
        }
        Ok(())
    }
}

/// A session and which part of it.
#[derive(Debug, clap::Args)]
pub(super) struct SessionArgs {
    /// A session (.ron), or - for standard input
    #[arg(value_hint = ValueHint::FilePath)]
    file: PathBuf,
    #[command(flatten)]
    scope: ScopeArgs,
    #[command(flatten)]
    pub(super) output: FormatArgs,
}

impl SessionArgs {
    /// The session under the chosen scenario, and the index of the chosen workload; none for all of them.
    pub(super) fn read(&self) -> Result<(Session, Option<usize>), Failure> {
        let session = self.scope.apply_scenario(input::read_session(&self.file)?)?;
        let workload = self.scope.workload_index(&session)?;
        Ok((session, workload))
    }
}
