//! The FILE of a command: a session, a matrix, or a session on standard input.

use super::matrix::{self, CsvMatrix, MatrixValues};
use super::output::Failure;
use crate::model::Session;
use crate::store;
use crate::store::read::{LoadError, LoadErrorKind, read_text};
use std::path::Path;

/// FILE for standard input.
pub(super) const STDIN: &str = "-";

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

pub(super) fn read_matrix(path: &Path, values: MatrixValues) -> Result<CsvMatrix, LoadError> {
    let (text, _) = read_text(path)?;
    matrix::parse(&text, values)
        .map_err(|problems| LoadError { path: path.to_owned(), kind: LoadErrorKind::Text(problems) })
}
