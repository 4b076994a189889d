//! Errors in catalogue files, with line and column, as for sessions.

use crate::model::check::PathStep;
use crate::model::position::locate;
use crate::model::text::TextError;
use std::collections::HashSet;

/// An error at the value that `path` leads to.
pub(crate) fn error_at(text: &str, path: &[PathStep], what: String, hint: &str) -> TextError {
    TextError { position: locate(text, path), what, hint: hint.to_owned() }
}

/// Refuses a list whose entries share an id or lack a required text.
///
/// `rows` gives each entry's id and its required texts, each with the name of its field.
pub(crate) fn check_rows<'a, R>(text: &str, list: &[PathStep], rows: R) -> Result<(), TextError>
where
    R: IntoIterator<Item = (&'a str, Vec<(&'static str, &'a str)>)>,
{
    let mut seen: HashSet<&str> = HashSet::new();
    for (at, (id, texts)) in rows.into_iter().enumerate() {
        let at = |field| [list, &[PathStep::Item(at), PathStep::Field(field)]].concat();
        if !seen.insert(id) {
            return Err(error_at(text, &at("id"), format!("'{id}' is listed twice"), "keep one of the two"));
        }
        if let Some((field, _)) = texts.iter().find(|(_, text)| text.trim().is_empty()) {
            return Err(error_at(text, &at(field), format!("'{id}' has no {field}"), "every entry needs one"));
        }
    }
    Ok(())
}

/// The error of a file whose shape is wrong. Where its place or hint would be about sessions, it shows an example instead.
pub(super) fn with_example(text: &str, error: TextError, example: &str) -> TextError {
    let is_about_sessions =
        error.position == locate(text, &[]) || error.hint.contains("session") || error.hint.contains("new");
    if is_about_sessions { TextError { hint: example.to_owned(), ..error } } else { error }
}
