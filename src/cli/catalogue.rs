//! The catalogue as it is embedded, with the prices and hours of the user's own files.

use super::outcome::Failure;
use super::settings::Settings;
use crate::catalogue::Catalogue;
use crate::model::showable::showable;
use crate::store::LoadError;
use crate::store::read::{Refusal, read_text};
use std::path::Path;

/// A kind of file that a user may have.
struct Kind {
    word: &'static str,
    flag: &'static str,
    usual: &'static str,
}

const PRICES: Kind = Kind { word: "price file", flag: "--prices", usual: "prices.ron" };
const HOURS: Kind = Kind { word: "task file", flag: "--hours", usual: "tasks.ron" };

/// Everything the product knows, with what the user's own files say instead. A file that is missing or wrong is never left out
/// silently: the failure says where, and what to do, with every problem of the first file that has any.
pub(super) fn catalogue(settings: &Settings) -> Result<Catalogue, Failure> {
    let mut catalogue = Catalogue::embedded().map_err(Failure::data)?;
    if let Some(path) = &settings.prices {
        let (name, text) = read(path, &PRICES)?;
        catalogue = catalogue.with_own_prices(&name, &text).map_err(|error| refused(&name, &[error]))?;
    }
    if let Some(path) = &settings.hours {
        let (name, text) = read(path, &HOURS)?;
        catalogue = catalogue.with_own_tasks(&name, &text).map_err(|errors| refused(&name, &errors))?;
    }
    Ok(catalogue)
}

/// The name of a file as it is shown, and its text.
fn read(path: &Path, kind: &Kind) -> Result<(String, String), Failure> {
    let name = showable(&path.to_string_lossy()).into_owned();
    let (text, _) = read_text(path).map_err(|error| Failure::data(unread(&name, &error, kind)))?;
    Ok((name, text))
}

/// A line for each problem.
fn refused(name: &str, problems: &[impl ToString]) -> Failure {
    let lines: Vec<String> = problems.iter().map(|problem| format!("{name}:{}", problem.to_string())).collect();
    Failure::data(lines.join("\n"))
}

/// What is said of sessions would lead astray here.
fn unread(name: &str, error: &LoadError, kind: &Kind) -> String {
    let Kind { word, flag, usual } = kind;
    match &error.refusal {
        Refusal::Missing => {
            format!("{name}: there is no such {word}; check {flag}, or the link {usual} in your configuration folder")
        }
        Refusal::TooLarge => format!("{name}: it is too large for a {word}; give another"),
        _ => error.to_string(),
    }
}
