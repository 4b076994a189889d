//! `weighbridge check FILE…`: every problem with its line and column.

use crate::appraisal::find_market_mismatches;
use crate::burden::find_unknown_overrides;
use crate::catalogue::Catalogue;
use crate::cli::catalogue::load_catalogue;
use crate::cli::comparison::MatrixValuesArgs;
use crate::cli::input;
use crate::cli::output::{CommandResult, Failure, Output};
use crate::cli::settings::Settings;
use crate::model::check::PathStep;
use crate::model::position::locate;
use crate::model::text::{ParsedSession, TextError, value_from_text};
use crate::model::{Alternative, Session, SignOff, SignatureState, content_digest, current_signature_states};
use clap::ValueHint;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  weighbridge check saved-sessions/*.ron\n  weighbridge check matrix.csv --scale 0..10"
)]
pub struct Args {
    /// Sessions (.ron), matrices (.csv), or - for a session on standard input
    #[arg(required = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
    files: Vec<PathBuf>,
    /// Print the digest that signatures of each session stand for
    #[arg(long)]
    digest: bool,
    #[command(flatten)]
    values: MatrixValuesArgs,
}

pub(super) fn run(args: &Args, settings: &Settings) -> CommandResult {
    let mut output = Output::default();
    for path in &args.files {
        let name = input::display_name(path);
        let checked = match input::is_matrix(path) && !input::is_stdin(path) {
            true => input::read_matrix(path, args.values.values()).map(|_| None),
            false => input::read_session_text(path).map(Some),
        };
        let place = |TextError { position, .. }: &TextError| format!("{name}:{}:{}", position.line, position.column);
        let warning = |error: &TextError| format!("{}: warning: {}; {}", place(error), error.what, error.hint);
        match checked {
            Ok(None) => {}
            Ok(Some((ParsedSession { session, warnings }, text, _))) => {
                output.notes.extend(warnings.iter().map(warning));
                output.notes.extend(void_signatures(&session, &text).iter().map(warning));
                if args.digest {
                    let digest = content_digest(&session).map_err(Failure::data)?;
                    output.text.push_str(&format!("{digest}  {name}\n"));
                }
                if needs_catalogue(&session) {
                    let catalogue = load_catalogue(settings)?;
                    output.notes.extend(unknown_references(&text, &catalogue)?.iter().map(warning));
                    for mismatch in find_market_mismatches(&session, &catalogue) {
                        let field = if mismatch.is_refused() { "currency" } else { "region" };
                        let position = locate(&text, &[PathStep::Field("market"), PathStep::Field(field)]);
                        let error = TextError { position, what: mismatch.to_string(), hint: mismatch.hint() };
                        if mismatch.is_refused() {
                            output.add_problem(format!("{}: {}; {}", place(&error), error.what, error.hint));
                        } else {
                            output.notes.push(warning(&error));
                        }
                    }
                }
            }
            Err(error) => output.add_problem(error.to_string()),
        }
    }
    Ok(output)
}

/// Signatures that no longer stand for what is in the session.
fn void_signatures(session: &Session, text: &str) -> Vec<TextError> {
    let Some(decision) = &session.decision else { return Vec::new() };
    let states = current_signature_states(session);
    let void = |(at, (row, state)): (usize, (&SignOff, SignatureState<'_>))| {
        let SignatureState::Void(since) = state else { return None };
        let path = [PathStep::Field("decision"), PathStep::Field("sign_offs"), PathStep::Item(at)];
        let what = match since {
            Some(entry) => format!(
                "the signature of {} is void since {}: {}, {}",
                row.by,
                entry.at.day(),
                entry.edit.describe(session),
                entry.by
            ),
            None => format!("the signature of {} is void: the content is not what was signed", row.by),
        };
        let hint = "sign anew, or undo the change".to_owned();
        Some(TextError { position: locate(text, &path), what, hint })
    };
    decision.sign_offs.iter().zip(states).enumerate().filter_map(void).collect()
}

/// Whether a session says anything that only the catalogue can check.
fn needs_catalogue(session: &Session) -> bool {
    let names_the_catalogue =
        |row: &Alternative| row.platform.is_some() || row.quote.is_some() || !row.mitigated.is_empty();
    !session.hours.is_empty() || session.alternatives.iter().any(names_the_catalogue)
}

/// References of a session to platforms, failure modes and tasks that the catalogue does not have. The document cannot know that;
/// the catalogue is loaded only when there is something to look up.
fn unknown_references(text: &str, catalogue: &Catalogue) -> Result<Vec<TextError>, Failure> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    // Loading a document sorts its rows; here they are needed as they are in the file.
    let session: Session = value_from_text(text).map_err(Failure::data)?;
    let known: Vec<&str> = catalogue.platforms.iter().map(|platform| platform.id.as_str()).collect();
    let mut warnings = Vec::new();
    for (at, row) in session.alternatives.iter().enumerate() {
        let row_path = [PathStep::Field("alternatives"), PathStep::Item(at)];
        let at = |field| locate(text, &[row_path[0], row_path[1], PathStep::Field(field)]);
        if let Some(platform) = row.platform.as_ref().filter(|id| !known.contains(&id.as_str())) {
            let what = format!("the catalogue has no platform '{platform}', so '{}' has no bill and no hours", row.id);
            let hint = format!("known platforms: {}", known.join(", "));
            warnings.push(TextError { position: at("platform"), what, hint });
        }
        for risk in row.mitigated.iter().filter(|id| catalogue.risks.iter().all(|risk| risk.id != id.as_str())) {
            let what = format!("the catalogue has no failure mode '{risk}', so it has no effect");
            let hint = "weighbridge risks lists them; remove it".to_owned();
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
