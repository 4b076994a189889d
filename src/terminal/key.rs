//! Keys from their codes: ASCII bytes, letters and numbers of control sequences.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// An ASCII byte as a terminal in raw mode sends it.
pub(super) fn ascii_key(byte: u8) -> KeyEvent {
    let control = |offset: u8| add_modifiers(char_key((byte + offset) as char), KeyModifiers::CONTROL);
    match byte {
        b'\t' => KeyCode::Tab.into(),
        b'\r' => KeyCode::Enter.into(),
        0x1b => KeyCode::Esc.into(),
        0x7f => KeyCode::Backspace.into(),
        0 => control(b' '),
        0x01..=0x1a => control(b'a' - 1),
        // Ctrl-\ ] ^ _ and the digits share these; crossterm names them by the digit.
        0x1c..=0x1f => control(b'4' - 0x1c),
        _ => char_key(byte as char),
    }
}

/// A capital letter has Shift, as everywhere in crossterm.
pub(super) fn char_key(typed: char) -> KeyEvent {
    let modifiers = if typed.is_uppercase() { KeyModifiers::SHIFT } else { KeyModifiers::NONE };
    KeyEvent::new(KeyCode::Char(typed), modifiers)
}

pub(super) fn add_modifiers(key: KeyEvent, more: KeyModifiers) -> KeyEvent {
    KeyEvent::new(key.code, key.modifiers | more)
}

/// xterm's modifier number: one more than the sum of Shift 1, Alt 2, Control 4.
pub(super) fn key_with_modifier_number(code: KeyCode, number: u32) -> KeyEvent {
    let bits = number.saturating_sub(1);
    let mut modifiers = KeyModifiers::NONE;
    for (bit, modifier) in
        [(1, KeyModifiers::SHIFT), (2, KeyModifiers::ALT), (4, KeyModifiers::CONTROL), (8, KeyModifiers::SUPER)]
    {
        if bits & bit != 0 {
            modifiers |= modifier;
        }
    }
    KeyEvent::new(code, modifiers)
}

/// A key sent as the number of its character.
pub(super) fn key_from_codepoint(number: u32) -> Option<KeyCode> {
    match number {
        9 => Some(KeyCode::Tab),
        13 => Some(KeyCode::Enter),
        27 => Some(KeyCode::Esc),
        8 | 127 => Some(KeyCode::Backspace),
        _ => char::from_u32(number).filter(|typed| !typed.is_control()).map(KeyCode::Char),
    }
}

pub(super) fn key_from_letter(end: u8) -> Option<KeyCode> {
    Some(match end {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        b'F' => KeyCode::End,
        b'H' => KeyCode::Home,
        b'P'..=b'S' => KeyCode::F(end - b'P' + 1),
        _ => return None,
    })
}

pub(super) fn key_from_number(number: u32) -> Option<KeyCode> {
    Some(match number {
        1 | 7 => KeyCode::Home,
        2 => KeyCode::Insert,
        3 => KeyCode::Delete,
        4 | 8 => KeyCode::End,
        5 => KeyCode::PageUp,
        6 => KeyCode::PageDown,
        // The numbers skip where the keyboard of a VT220 had gaps.
        11..=15 => KeyCode::F((number - 10) as u8),
        17..=21 => KeyCode::F((number - 11) as u8),
        23 | 24 => KeyCode::F((number - 12) as u8),
        _ => return None,
    })
}
