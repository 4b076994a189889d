//! A key with its modifiers, as it is typed and as it is printed.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use std::fmt;
use std::str::FromStr;

/// A key with its modifiers. Shift is kept only where the terminal tells it apart: on arrows and named keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Chord {
    /// The key.
    pub code: KeyCode,
    /// Control is held.
    pub ctrl: bool,
    /// Alt is held.
    pub alt: bool,
    /// Shift is held, on keys that are no letters.
    pub shift: bool,
}

impl From<KeyEvent> for Chord {
    fn from(event: KeyEvent) -> Self {
        let held = |modifier| event.modifiers.contains(modifier);
        let (code, shift) = match event.code {
            KeyCode::Char(letter) => (KeyCode::Char(letter), false),
            KeyCode::BackTab => (KeyCode::BackTab, false),
            code => (code, held(KeyModifiers::SHIFT)),
        };
        Self { code, ctrl: held(KeyModifiers::CONTROL), alt: held(KeyModifiers::ALT), shift }
    }
}

/// A text that is not the name of a key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("'{0}' is not a key: write a letter, ctrl-s, alt-x, shift-left, enter, esc, tab, space, up, pgdn, f1 …")]
pub struct ChordError(pub String);

const NAMES: [(&str, KeyCode); 17] = [
    ("enter", KeyCode::Enter),
    ("esc", KeyCode::Esc),
    ("tab", KeyCode::Tab),
    ("backtab", KeyCode::BackTab),
    ("space", KeyCode::Char(' ')),
    ("backspace", KeyCode::Backspace),
    ("del", KeyCode::Delete),
    ("ins", KeyCode::Insert),
    ("up", KeyCode::Up),
    ("down", KeyCode::Down),
    ("left", KeyCode::Left),
    ("right", KeyCode::Right),
    ("home", KeyCode::Home),
    ("end", KeyCode::End),
    ("pgup", KeyCode::PageUp),
    ("pgdn", KeyCode::PageDown),
    ("f1", KeyCode::F(1)),
];

impl FromStr for Chord {
    type Err = ChordError;
    fn from_str(text: &str) -> Result<Self, ChordError> {
        let mut chord = Self { code: KeyCode::Null, ctrl: false, alt: false, shift: false };
        let mut rest = text;
        loop {
            if let Some(tail) = rest.strip_prefix("ctrl-").filter(|tail| !tail.is_empty()) {
                (chord.ctrl, rest) = (true, tail);
            } else if let Some(tail) = rest.strip_prefix("alt-").filter(|tail| !tail.is_empty()) {
                (chord.alt, rest) = (true, tail);
            } else if let Some(tail) = rest.strip_prefix("shift-").filter(|tail| !tail.is_empty()) {
                (chord.shift, rest) = (true, tail);
            } else {
                break;
            }
        }
        let mut letters = rest.chars();
        chord.code = match (letters.next(), letters.next()) {
            (Some(letter), None) => KeyCode::Char(letter),
            _ => NAMES
                .iter()
                .find(|(name, _)| *name == rest)
                .map(|(_, code)| *code)
                .or_else(|| rest.strip_prefix('f')?.parse().ok().filter(|n| (1..=12).contains(n)).map(KeyCode::F))
                .ok_or_else(|| ChordError(text.to_owned()))?,
        };
        Ok(chord)
    }
}

impl fmt::Display for Chord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.ctrl {
            f.write_str("Ctrl-")?;
        }
        if self.alt {
            f.write_str("Alt-")?;
        }
        if self.shift {
            f.write_str("Shift-")?;
        }
        match self.code {
            KeyCode::Char(' ') => f.write_str("space"),
            KeyCode::Char(letter) if self.ctrl => write!(f, "{}", letter.to_uppercase()),
            KeyCode::Char(letter) => write!(f, "{letter}"),
            KeyCode::F(number) => write!(f, "F{number}"),
            KeyCode::Up => f.write_str("↑"),
            KeyCode::Down => f.write_str("↓"),
            KeyCode::Left => f.write_str("←"),
            KeyCode::Right => f.write_str("→"),
            code => {
                let name = NAMES.iter().find(|(_, of)| *of == code).map_or("?", |(name, _)| *name);
                f.write_str(name)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_read_and_printed() {
        for (text, shown) in [
            ("j", "j"),
            ("?", "?"),
            ("-", "-"),
            ("ctrl-s", "Ctrl-S"),
            ("shift-left", "Shift-←"),
            ("space", "space"),
            ("pgdn", "pgdn"),
            ("f5", "F5"),
        ] {
            assert_eq!(text.parse::<Chord>().unwrap().to_string(), shown);
        }
        assert!("hyper-x".parse::<Chord>().is_err());
        assert!("f13".parse::<Chord>().is_err());
        assert!("".parse::<Chord>().is_err());
    }
}
