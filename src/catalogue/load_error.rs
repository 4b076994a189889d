//! How a catalogue file is refused: by line and column, like a session.

use crate::model::check::PathStep;
use crate::model::position::locate;
use crate::model::text::TextError;
use std::collections::HashSet;

/// An error at the value that `path` leads to.
pub(crate) fn error_at(text: &str, path: &[PathStep], what: String, hint: &str) -> TextError {
    TextError { position: locate(text, path), what, hint: hint.to_owned() }
}

/// Refuses a list whose entries share an id or leave out what each of them must say.
///
/// `rows` gives each entry's id and the texts that may not be empty, each with its field's name.
pub(crate) fn check_rows<'a, R>(text: &str, list: &[PathStep], rows: R) -> Result<(), TextError>
where
    R: IntoIterator<Item = (&'a str, Vec<(&'static str, &'a str)>)>,
{
    let mut seen: HashSet<&str> = HashSet::new();
    for (at, (id, texts)) in rows.into_iter().enumerate() {
        let at = |field| [list, &[PathStep::Item(at), PathStep::Field(field)]].concat();
        if !seen.insert(id) {
            return Err(error_at(text, &at("id"), format!("'{id}' stands here twice"), "keep one of the two"));
        }
        if let Some((field, _)) = texts.iter().find(|(_, said)| said.trim().is_empty()) {
            return Err(error_at(text, &at(field), format!("'{id}' has no {field}"), "every entry says this"));
        }
    }
    Ok(())
}
