//! The FILE of a command: a session, a matrix, or a session on standard input.

use super::matrix::{self, CsvMatrix, MatrixValues};
use super::output::Failure;
use crate::model::Session;
use crate::model::text::{ParsedSession, from_text};
use crate::store::read::{LoadError, LoadErrorKind, read_text, read_text_from};
use crate::store::{self, Fingerprint};
use std::borrow::Cow;
use std::path::Path;

/// FILE for standard input, and its name in messages.
const STDIN: &str = "-";
const STDIN_NAME: &str = "<stdin>";

pub(super) fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == STDIN
}

/// Whether FILE is a matrix, by its name.
pub(super) fn is_matrix(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("csv"))
}

/// Reads a session from a file or standard input.
pub(super) fn read_session(path: &Path) -> Result<Session, Failure> {
    if is_stdin(path) {
        return store::read_stdin().map(|parsed| parsed.session).map_err(Failure::data);
    }
    if is_matrix(path) {
        let name = path.to_string_lossy();
        let what = format!("{name} is a matrix, which has neither workloads nor platforms; give a session (.ron)");
        return Err(Failure::usage(what));
    }
    store::load(path).map(|loaded| loaded.session).map_err(Failure::data)
}

/// A session as it was read, with its text, and its version on disk; none on standard input.
pub(super) fn read_session_text(path: &Path) -> Result<(ParsedSession, String, Option<Fingerprint>), LoadError> {
    let (text, fingerprint) = if is_stdin(path) {
        (read_text_from(Path::new(STDIN_NAME), std::io::stdin().lock())?, None)
    } else {
        let (text, fingerprint) = read_text(path)?;
        (text, Some(fingerprint))
    };
    let path = if is_stdin(path) { Path::new(STDIN_NAME) } else { path };
    let parsed = from_text(&text)
        .map_err(|problems| LoadError { path: path.to_owned(), kind: LoadErrorKind::Text(problems) })?;
    Ok((parsed, text, fingerprint))
}

/// The name of FILE in messages.
pub(super) fn display_name(path: &Path) -> Cow<'_, str> {
    if is_stdin(path) { STDIN_NAME.into() } else { path.to_string_lossy() }
}

pub(super) fn read_matrix(path: &Path, values: MatrixValues) -> Result<CsvMatrix, LoadError> {
    let (text, _) = read_text(path)?;
    matrix::parse(&text, values)
        .map_err(|problems| LoadError { path: path.to_owned(), kind: LoadErrorKind::Text(problems) })
}
