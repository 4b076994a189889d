//! One file per subcommand: arguments in, an answer or a failure out.

pub(super) mod burden;
pub(super) mod check;
pub(super) mod claims;
pub(super) mod completions;
pub(super) mod cost;
pub(super) mod fmt;
pub(super) mod list;
pub(super) mod man;
pub(super) mod new;
pub(super) mod open;
pub(super) mod prices;
pub(super) mod rank;
pub(super) mod risks;
pub(super) mod robustness;
pub(super) mod sensitivity;
pub(super) mod templates;

use super::output::Failure;
use super::settings::Settings;
use crate::catalogue::Catalogue;
use crate::model::{ScenarioId, Session};

/// Everything the product knows, with what the user's own files say instead.
pub(super) fn catalogue(settings: &Settings) -> Result<Catalogue, Failure> {
    super::catalogue::load_catalogue(settings)
}

/// The session under the scenario that was asked for, named in its title; the base when none was.
pub(super) fn with_scenario(session: Session, wanted: Option<&str>) -> Result<Session, Failure> {
    let Some(wanted) = wanted else { return Ok(session) };
    let id = ScenarioId::from(wanted);
    let Some(scenario) = session.scenario(&id) else {
        let names: Vec<&str> = session.scenarios.iter().map(|scenario| scenario.id.as_str()).collect();
        let known = match names.is_empty() {
            true => "it has none; leave --scenario away".to_owned(),
            false => format!("it has {}", names.join(", ")),
        };
        return Err(Failure::usage(format!("the session has no scenario '{wanted}': {known}")));
    };
    let title = format!("{} · scenario: {}", session.title, scenario.name);
    Ok(Session { title, ..session.for_scenario(Some(&id)).into_owned() })
}

/// The place of the workload that was asked for; none for `all`. A workload that is itself called `all` cannot be asked for.
pub(super) fn workload_index(session: &Session, wanted: &str) -> Result<Option<usize>, Failure> {
    if wanted == "all" {
        return Ok(None);
    }
    let place = session.workloads.iter().position(|workload| workload.id.as_str() == wanted);
    place.map(Some).ok_or_else(|| {
        let names: Vec<&str> = session.workloads.iter().map(|workload| workload.id.as_str()).collect();
        let known = if names.is_empty() {
            "all; there is no workload".to_owned()
        } else {
            format!("all, {}", names.join(", "))
        };
        Failure::usage(format!("there is no workload '{wanted}'; --workload takes {known}"))
    })
}
