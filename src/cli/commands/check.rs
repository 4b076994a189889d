//! `weighbridge check FILE…`: every problem with its line and column.

use crate::burden::find_unknown_overrides;
use crate::cli::args::CheckArgs;
use crate::cli::input;
use crate::cli::matrix::MatrixValues;
use crate::cli::output::{CommandResult, Failure, Output};
use crate::cli::settings::Settings;
use crate::model::check::PathStep;
use crate::model::position::locate;
use crate::model::text::{ParsedSession, TextError, from_text, value_from_text};
use crate::model::{Alternative, Session};
use crate::store::LoadError;
use crate::store::read::{LoadErrorKind, read_text, read_text_from};
use std::path::Path;

/// The name of standard input in messages.
const STDIN: &str = "<stdin>";

pub(in crate::cli) fn run(args: &CheckArgs, settings: &Settings) -> CommandResult {
    let values = if args.values.measured {
        MatrixValues::Measured
    } else {
        MatrixValues::Scored(args.values.scale.unwrap_or_default())
    };
    let mut output = Output::default();
    for path in &args.files {
        let name = if input::is_stdin(path) { STDIN.into() } else { path.to_string_lossy() };
        let checked = match input::is_matrix(path) && !input::is_stdin(path) {
            true => input::read_matrix(path, values).map(|_| None),
            false => read_with_text(path).map(Some),
        };
        let mut warn = |TextError { position: place, what, hint }: &TextError| {
            output.notes.push(format!("{name}:{}:{}: warning: {what}; {hint}", place.line, place.column));
        };
        match checked {
            Ok(None) => {}
            Ok(Some((text, ParsedSession { session, warnings }))) => {
                warnings.iter().for_each(&mut warn);
                let names_the_catalogue = |row: &Alternative| row.platform.is_some() || !row.mitigated.is_empty();
                if !session.hours.is_empty() || session.alternatives.iter().any(names_the_catalogue) {
                    unknown_references(&text, settings)?.iter().for_each(&mut warn);
                }
            }
            Err(error) => output.add_problem(error.to_string()),
        }
    }
    Ok(output)
}

/// A session with its text.
fn read_with_text(path: &Path) -> Result<(String, ParsedSession), LoadError> {
    let (path, text) = match input::is_stdin(path) {
        true => (Path::new(STDIN), read_text_from(Path::new(STDIN), std::io::stdin().lock())?),
        false => (path, read_text(path)?.0),
    };
    match from_text(&text) {
        Ok(parsed) => Ok((text, parsed)),
        Err(problems) => Err(LoadError { path: path.to_owned(), kind: LoadErrorKind::Text(problems) }),
    }
}

/// What a session says of platforms, failure modes and tasks that the catalogue does not know. The document cannot know that by
/// itself; the catalogue is read only where there is something to look up.
fn unknown_references(text: &str, settings: &Settings) -> Result<Vec<TextError>, Failure> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    // A document has its rows in order; here they are wanted as they stand in the file.
    let session: Session = value_from_text(text).map_err(Failure::data)?;
    let catalogue = super::catalogue(settings)?;
    let known: Vec<&str> = catalogue.platforms.iter().map(|platform| platform.id.as_str()).collect();
    let mut warnings = Vec::new();
    for (at, row) in session.alternatives.iter().enumerate() {
        let row_path = [PathStep::Field("alternatives"), PathStep::Item(at)];
        let at = |field| locate(text, &[row_path[0], row_path[1], PathStep::Field(field)]);
        if let Some(platform) = row.platform.as_ref().filter(|id| !known.contains(&id.as_str())) {
            let what = format!("the catalogue has no platform '{platform}', so '{}' has no bill and no hours", row.id);
            let hint = format!("there are: {}", known.join(", "));
            warnings.push(TextError { position: at("platform"), what, hint });
        }
        for risk in row.mitigated.iter().filter(|id| catalogue.risks.iter().all(|risk| risk.id != id.as_str())) {
            let what = format!("the catalogue has no failure mode '{risk}', so nothing is done about it");
            let hint = "weighbridge risks lists them; take it out".to_owned();
            warnings.push(TextError { position: at("mitigated"), what, hint });
        }
    }
    let found = find_unknown_overrides(&catalogue.tasks, &catalogue.platforms, &session.hours);
    let placed = found.into_iter().map(|unknown| {
        let path = [PathStep::Field("hours"), PathStep::Item(unknown.row), PathStep::Field(unknown.field)];
        TextError { position: locate(text, &path), what: unknown.what, hint: unknown.hint }
    });
    warnings.extend(placed);
    Ok(warnings)
}
