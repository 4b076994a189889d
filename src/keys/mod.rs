//! From keys to messages, by the key tables of the places.

pub mod chord;
pub mod keymap;
mod layout;

use crate::app::{Binding, Command, Context, FooterHint, Msg};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use tui_textarea::{Input, Key};

pub use chord::{Chord, ChordError};
pub use keymap::{Keymap, KeymapError};

impl Keymap {
    /// What a key asks for in a place. While a text is typed, keys without a binding are text.
    pub fn resolve(&self, context: Context, event: KeyEvent) -> Option<Msg> {
        let chord = Chord::from(event);
        if chord == (Chord { code: KeyCode::Char('l'), ctrl: true, alt: false, shift: false }) {
            return Some(Msg::Repaint);
        }
        if chord == (Chord { code: KeyCode::Char('z'), ctrl: true, alt: false, shift: false }) {
            return Some(Msg::Suspend);
        }
        if let Some(msg) = self.lookup(context, chord) {
            return Some(msg);
        }
        // A letter of another script is the key that it is on, but never where letters are text.
        let is_text = context.is_typing() && !chord.ctrl && !chord.alt;
        if let Some(chord) = chord.on_standard_layout().filter(|_| !is_text) {
            return self.resolve(context, KeyEvent { code: chord.code, ..event });
        }
        // Ctrl-C leaves whatever is open; nothing is lost by it without a question.
        if chord == (Chord { code: KeyCode::Char('c'), ctrl: true, alt: false, shift: false }) {
            return Some(if context.is_typing() || context == Context::Confirm { Msg::Back } else { Msg::Quit });
        }
        if context.is_typing() { text_input(event).map(Msg::Input) } else { None }
    }

    /// Every command as people see it.
    pub fn commands(&self) -> Vec<Command> {
        self.rows()
            .map(|(binding, chords)| Command {
                keys: chords.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "),
                key: chords.first().map_or(String::new(), ToString::to_string),
                label: binding.label,
                msg: binding.msg.clone(),
                contexts: binding.contexts,
                purpose: binding.purpose,
                footer: binding.footer.map(|rank| self.footer_hint(binding, chords, rank)),
            })
            .collect()
    }

    /// What the footer says of a row: its first key and label, or both keys of a pair and one word for the two.
    fn footer_hint(&self, binding: &Binding, chords: &[Chord], rank: u8) -> FooterHint {
        let first = |chords: &[Chord]| chords.first().map_or(String::new(), ToString::to_string);
        let mut own = first(chords);
        if let (Msg::TypeFigure(_), [_, .., last]) = (&binding.msg, chords) {
            own = format!("{own}–{last}");
        }
        let pair = binding.pair.as_ref().and_then(|(name, word)| {
            let (_, chords) = self.rows().find(|(row, _)| row.name == *name)?;
            Some((first(chords), *word))
        });
        let Some((other, label)) = pair else { return FooterHint { rank, keys: own, label: binding.label } };
        let between = if matches!(binding.msg, Msg::Digit(_)) { "–" } else { "" };
        FooterHint { rank, keys: format!("{other}{between}{own}"), label }
    }
}

impl Chord {
    /// The chord of the same key on the standard layout, for a letter of a script that is not Latin.
    fn on_standard_layout(self) -> Option<Self> {
        let KeyCode::Char(letter) = self.code else { return None };
        layout::standard_letter(letter).map(|letter| Self { code: KeyCode::Char(letter), ..self })
    }
}

/// A key as a text area takes it.
fn text_input(event: KeyEvent) -> Option<Input> {
    let key = match event.code {
        KeyCode::Char(letter) => Key::Char(letter),
        KeyCode::Backspace => Key::Backspace,
        KeyCode::Enter => Key::Enter,
        KeyCode::Left => Key::Left,
        KeyCode::Right => Key::Right,
        KeyCode::Up => Key::Up,
        KeyCode::Down => Key::Down,
        KeyCode::Tab => Key::Tab,
        KeyCode::Delete => Key::Delete,
        KeyCode::Home => Key::Home,
        KeyCode::End => Key::End,
        KeyCode::PageUp => Key::PageUp,
        KeyCode::PageDown => Key::PageDown,
        _ => return None,
    };
    let held = |modifier| event.modifiers.contains(modifier);
    Some(Input {
        key,
        ctrl: held(KeyModifiers::CONTROL),
        alt: held(KeyModifiers::ALT),
        shift: held(KeyModifiers::SHIFT),
    })
}
