//! The catalogue as it is embedded, with the prices of the user's own file.

use super::outcome::Failure;
use crate::catalogue::Catalogue;
use crate::model::showable::showable;
use crate::store::LoadError;
use crate::store::read::{Refusal, read_text};
use std::path::Path;

/// Everything the product knows; `prices` is the user's own price file. One that is missing or wrong is never left out
/// silently: the failure says where, and what to do.
pub(super) fn catalogue(prices: Option<&Path>) -> Result<Catalogue, Failure> {
    let embedded = Catalogue::embedded().map_err(Failure::data)?;
    let Some(path) = prices else { return Ok(embedded) };
    let name = showable(&path.to_string_lossy()).into_owned();
    let (text, _) = read_text(path).map_err(|error| Failure::data(unread(&name, &error)))?;
    embedded.with_own_prices(&name, &text).map_err(|error| Failure::data(format!("{name}:{error}")))
}

/// What is said of sessions would lead astray here.
fn unread(name: &str, error: &LoadError) -> String {
    match &error.refusal {
        Refusal::Missing => {
            format!(
                "{name}: there is no such price file; check --prices, or the link prices.ron in your configuration folder"
            )
        }
        Refusal::TooLarge => format!("{name}: it is too large for a price file; give another"),
        _ => error.to_string(),
    }
}
