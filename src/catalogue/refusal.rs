//! How a catalogue file is refused: by line and column, like a session.

use crate::model::check::Step;
use crate::model::locate::locate;
use crate::model::text::TextError;
use std::collections::HashSet;

/// An error at the value that `path` leads to.
pub(super) fn refusal(text: &str, path: &[Step], what: String, hint: &str) -> TextError {
    TextError { place: locate(text, path), what, hint: hint.to_owned() }
}

/// Refuses a list whose entries share an id or leave out what each of them must say.
///
/// `rows` gives each entry's id and the texts that may not be empty, each with its field's name.
pub(super) fn check_rows<'a, R>(text: &str, list: &[Step], rows: R) -> Result<(), TextError>
where
    R: IntoIterator<Item = (&'a str, Vec<(&'static str, &'a str)>)>,
{
    let mut seen: HashSet<&str> = HashSet::new();
    for (at, (id, texts)) in rows.into_iter().enumerate() {
        let at = |field| [list, &[Step::Item(at), Step::Field(field)]].concat();
        if !seen.insert(id) {
            return Err(refusal(text, &at("id"), format!("'{id}' stands here twice"), "keep one of the two"));
        }
        if let Some((field, _)) = texts.iter().find(|(_, said)| said.trim().is_empty()) {
            return Err(refusal(text, &at(field), format!("'{id}' has no {field}"), "every entry says this"));
        }
    }
    Ok(())
}
