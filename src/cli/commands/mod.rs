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
pub(super) mod templates;

use super::outcome::Failure;
use super::settings::Settings;
use crate::catalogue::Catalogue;
use crate::model::Session;

/// Everything the product knows, with the prices of the user's own file.
fn catalogue(settings: &Settings) -> Result<Catalogue, Failure> {
    super::catalogue::catalogue(settings.prices.as_deref())
}

/// The place of the workload that was asked for; none for `all`. A workload that is itself called `all` cannot be asked for.
fn workload(session: &Session, wanted: &str) -> Result<Option<usize>, Failure> {
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
