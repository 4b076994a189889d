//! The RON form of a session: one line per weight and per score, and one text for each document.

use super::position::{PathStep, locate};
use super::ron::{to_pretty, value_from_text};
use super::ron_error::TextError;
use crate::model::check::diagnostic::{Diagnostic, Severity};
use crate::model::check::session::check_session;
use crate::model::document::decision::Decision;
use crate::model::document::score::Score;
use crate::model::document::session::{SCHEMA_VERSION, Session};

/// A document and the warnings about it.
#[derive(Debug, Clone, PartialEq)]
pub struct ParsedSession {
    pub session: Session,
    pub warnings: Vec<TextError>,
}

/// The canonical text of a document, with a final newline.
pub fn to_text(session: &Session) -> Result<String, ron::Error> {
    Ok(to_pretty(session)? + "\n")
}

/// Reads and checks a document.
///
/// # Errors
/// The first syntax error, or every error that [`check_session`] reports.
pub fn from_text(text: &str) -> Result<ParsedSession, Vec<TextError>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    check_schema(text).map_err(|error| vec![error])?;
    let mut session: Session = value_from_text(text).map_err(|error| vec![error])?;
    let (errors, warnings): (Vec<Diagnostic>, Vec<Diagnostic>) =
        check_session(&session).into_iter().partition(|diagnostic| diagnostic.severity == Severity::Error);
    let located = |diagnostics: Vec<Diagnostic>| -> Vec<TextError> {
        let error = |Diagnostic { path, what, hint, .. }| TextError { position: locate(text, &path), what, hint };
        diagnostics.into_iter().map(error).collect()
    };
    if !errors.is_empty() {
        return Err(located(errors));
    }
    canonicalize(&mut session);
    Ok(ParsedSession { session, warnings: located(warnings) })
}

/// Removes empty rows and sorts the flat tables, so that each document has one text.
fn canonicalize(session: &mut Session) {
    session.scores.retain(Score::is_worth_keeping);
    session.rubrics.retain(|row| !row.text.is_empty());
    session.notes.retain(|row| !row.text.is_empty());
    if session.decision == Some(Decision::default()) {
        session.decision = None;
    }
    session.sort_tables();
}

/// Checks the schema number first, so that a file of a newer version is reported as such and not as damaged.
fn check_schema(text: &str) -> Result<(), TextError> {
    let position = locate(text, &[PathStep::Field("schema")]);
    if position == locate(text, &[]) {
        return Ok(()); // the field is missing, which reading reports
    }
    let line = text.lines().nth(position.line - 1).unwrap_or_default();
    let number: String = line.chars().skip(position.column - 1).take_while(char::is_ascii_digit).collect();
    let error = |what, hint: String| Err(TextError { position, what, hint });
    match number.parse::<u32>() {
        Ok(SCHEMA_VERSION) | Err(_) => Ok(()),
        Ok(found) if found > SCHEMA_VERSION => error(
            format!("schema {found} is newer than this program reads ({SCHEMA_VERSION})"),
            "open it with a newer weighbridge; nothing was changed".to_owned(),
        ),
        Ok(found) => {
            error(format!("there is no schema {found}"), format!("this program reads schema {SCHEMA_VERSION}"))
        }
    }
}
