//! The keys in force: those of the key tables, or of the user's own file.

use super::chord::{Chord, ChordError};
use crate::app::{Binding, Context, Msg, bindings};
use crate::model::text::{TextError, value_from_text};
use crossterm::event::KeyCode;
use std::collections::HashMap;

/// Why a keymap cannot be used.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum KeymapError {
    #[error("{0}")]
    Text(TextError),
    #[error("there is no command '{0}'; weighbridge --help names the file, ? in the program lists the commands")]
    UnknownCommand(String),
    #[error("{command}: {why}")]
    InvalidKey { command: String, why: ChordError },
    #[error("{chord} is bound to both '{first}' and '{second}' in {place}: give one of them another key")]
    Conflict { chord: String, first: String, second: String, place: String },
}

/// The keys in force.
#[derive(Debug, Clone)]
pub struct Keymap {
    rows: Vec<(Binding, Vec<Chord>)>,
    index: HashMap<(Context, Chord), usize>,
}

impl Keymap {
    /// The keys of the tables.
    pub fn standard() -> Result<Self, KeymapError> {
        Self::with_overrides(&[])
    }

    /// The keys of the tables, with those of a user's file: a list of `("command", ["key", …])`.
    pub fn from_text(text: &str) -> Result<Self, KeymapError> {
        let own: Vec<(String, Vec<String>)> = value_from_text(text).map_err(KeymapError::Text)?;
        Self::with_overrides(&own)
    }

    fn with_overrides(own: &[(String, Vec<String>)]) -> Result<Self, KeymapError> {
        let table = bindings();
        if let Some((name, _)) = own.iter().find(|(name, _)| table.iter().all(|row| row.name != *name)) {
            return Err(KeymapError::UnknownCommand(name.clone()));
        }
        let mut rows = Vec::with_capacity(table.len());
        for binding in table {
            let own = own.iter().find(|(name, _)| *name == binding.name).map(|(_, keys)| keys);
            let chords =
                own.unwrap_or(&binding.keys).iter().map(|key| key.parse::<Chord>()).collect::<Result<Vec<_>, _>>();
            let chords = chords.map_err(|why| KeymapError::InvalidKey { command: binding.name.clone(), why })?;
            rows.push((binding, chords));
        }
        let index = index(&rows)?;
        Ok(Self { rows, index })
    }

    /// What a key asks for in a place.
    pub fn lookup(&self, context: Context, chord: Chord) -> Option<Msg> {
        let row = *self.index.get(&(context, chord))?;
        let msg = self.rows.get(row).map(|(binding, _)| binding.msg.clone())?;
        Some(match (msg, chord) {
            (Msg::TypeFigure(_), Chord { code: KeyCode::Char(letter), ctrl: false, alt: false, .. }) => {
                Msg::TypeFigure(Some(letter).filter(|letter| letter.is_ascii_digit() || *letter == '-'))
            }
            (msg, _) => msg,
        })
    }

    /// Every row with its keys.
    pub fn rows(&self) -> impl Iterator<Item = (&Binding, &[Chord])> {
        self.rows.iter().map(|(binding, chords)| (binding, chords.as_slice()))
    }
}

fn index(rows: &[(Binding, Vec<Chord>)]) -> Result<HashMap<(Context, Chord), usize>, KeymapError> {
    let mut index: HashMap<(Context, Chord), usize> = HashMap::new();
    for (place, (binding, chords)) in rows.iter().enumerate() {
        for context in binding.contexts.iter() {
            for chord in chords {
                if let Some(first) = index.insert((context, *chord), place)
                    && first != place
                {
                    return Err(KeymapError::Conflict {
                        chord: chord.to_string(),
                        first: rows[first].0.name.clone(),
                        second: binding.name.clone(),
                        place: context.name(),
                    });
                }
            }
        }
    }
    Ok(index)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_has_no_key_twice_in_one_place() {
        Keymap::standard().unwrap();
    }

    #[test]
    fn names_are_unique() {
        let mut names: Vec<_> = bindings().into_iter().map(|row| row.name).collect();
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
    }

    #[test]
    fn a_users_file_changes_keys_and_conflicts_name_both() {
        let map = Keymap::from_text(r#"[("undo", ["U", "ctrl-z"])]"#).unwrap();
        assert_eq!(map.lookup(Context::Points, "U".parse().unwrap()), Some(Msg::Undo));
        assert_eq!(map.lookup(Context::Points, "u".parse().unwrap()), None);
        let error = Keymap::from_text(r#"[("undo", ["w"])]"#).unwrap_err().to_string();
        assert!(error.contains("'why'") && error.contains("'undo'"), "{error}");
        assert!(Keymap::from_text(r#"[("fly", ["w"])]"#).unwrap_err().to_string().contains("'fly'"));
        assert!(Keymap::from_text(r#"[("undo", ["hyper"])]"#).is_err());
        assert!(Keymap::from_text("[(").is_err());
    }
}
