//! The embedded catalogue with the prices and hours of the user's own files.

use super::output::Failure;
use super::settings::Settings;
use crate::catalogue::Catalogue;
use crate::model::showable::showable;
use crate::store::LoadError;
use crate::store::read::{LoadErrorKind, read_text};
use std::path::Path;

/// A kind of file that a user may have.
struct OwnFileKind {
    name: &'static str,
    flag: &'static str,
    default_file: &'static str,
}

const PRICES: OwnFileKind = OwnFileKind { name: "price file", flag: "--prices", default_file: "prices.ron" };
const HOURS: OwnFileKind = OwnFileKind { name: "task file", flag: "--hours", default_file: "tasks.ron" };

/// The catalogue, overridden by the user's own files. A missing or invalid file is never ignored silently: the failure lists every
/// problem of the first such file, with its position and what to do.
pub(super) fn load_catalogue(settings: &Settings) -> Result<Catalogue, Failure> {
    let mut catalogue = Catalogue::embedded().map_err(Failure::data)?;
    if let Some(path) = &settings.prices {
        let (name, text) = read_own_file(path, &PRICES)?;
        catalogue = catalogue.with_price_overrides(&name, &text).map_err(|error| invalid_file(&name, &[error]))?;
    }
    if let Some(path) = &settings.hours {
        let (name, text) = read_own_file(path, &HOURS)?;
        catalogue = catalogue.with_task_overrides(&name, &text).map_err(|errors| invalid_file(&name, &errors))?;
    }
    Ok(catalogue)
}

/// The printable name of a file, and its text.
fn read_own_file(path: &Path, kind: &OwnFileKind) -> Result<(String, String), Failure> {
    let name = showable(&path.to_string_lossy()).into_owned();
    let (text, _) = read_text(path).map_err(|error| Failure::data(describe_read_error(&name, &error, kind)))?;
    Ok((name, text))
}

/// A line for each problem.
fn invalid_file(name: &str, problems: &[impl ToString]) -> Failure {
    let lines: Vec<String> = problems.iter().map(|problem| format!("{name}:{}", problem.to_string())).collect();
    Failure::data(lines.join("\n"))
}

/// The messages about sessions would mislead here.
fn describe_read_error(name: &str, error: &LoadError, kind: &OwnFileKind) -> String {
    let OwnFileKind { name: kind, flag, default_file } = kind;
    match &error.kind {
        LoadErrorKind::Missing => {
            format!(
                "{name}: there is no such {kind}; check {flag}, or the link {default_file} in your configuration folder"
            )
        }
        LoadErrorKind::TooLarge => format!("{name}: it is too large for a {kind}"),
        _ => error.to_string(),
    }
}
