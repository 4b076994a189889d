//! The bytes at the front of the input: a key, the start of a paste, or something to skip.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::key::{
    add_modifiers, ascii_key, char_key, key_from_codepoint, key_from_letter, key_from_number, key_with_modifier_number,
};

/// What the bytes start with.
pub(super) enum Token {
    /// This many bytes make a key.
    Key(usize, KeyEvent),
    /// This many bytes are to be skipped.
    Ignored(usize),
    /// This many bytes start a paste.
    PasteStart(usize),
    Unfinished,
}

pub(super) fn next_token(bytes: &[u8]) -> Token {
    match bytes {
        [] | [0x1b] => Token::Unfinished,
        [0x1b, b'[', rest @ ..] => decode_control_sequence(rest),
        [0x1b, b'O', rest @ ..] => decode_single_shift(rest),
        [0x1b, b']' | b'P' | b'_', rest @ ..] => skip_control_string(rest),
        // Esc twice, or Esc just before another sequence: the first is a key of its own.
        [0x1b, 0x1b, ..] => Token::Key(1, KeyCode::Esc.into()),
        [0x1b, rest @ ..] => match decode_character(rest) {
            Token::Key(length, key) => Token::Key(length + 1, add_modifiers(key, KeyModifiers::ALT)),
            Token::Ignored(length) => Token::Ignored(length + 1),
            other => other,
        },
        _ => decode_character(bytes),
    }
}

/// One character, not beginning with an escape.
fn decode_character(bytes: &[u8]) -> Token {
    let Some(&first) = bytes.first() else {
        return Token::Unfinished;
    };
    let length = match first {
        0..=0x7f => return Token::Key(1, ascii_key(first)),
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => return Token::Ignored(1),
    };
    match std::str::from_utf8(head(bytes, length)).map(|text| text.chars().next()) {
        // C1 controls are no keys.
        Ok(Some(typed)) if !typed.is_control() => Token::Key(length, char_key(typed)),
        Ok(_) => Token::Ignored(length),
        Err(error) if error.error_len().is_none() => Token::Unfinished,
        Err(_) => Token::Ignored(1),
    }
}

/// `ESC O x`: keys in application mode, and the keypad. `bytes` follow the `O`.
fn decode_single_shift(bytes: &[u8]) -> Token {
    let Some(&end) = bytes.first() else {
        return Token::Unfinished;
    };
    let code = match end {
        b'M' => KeyCode::Enter,
        b'X' => KeyCode::Char('='),
        b'j'..=b'y' => KeyCode::Char((end - b'j' + b'*') as char),
        _ => match key_from_letter(end) {
            Some(code) => code,
            None => return Token::Ignored(3),
        },
    };
    Token::Key(3, code.into())
}

/// `ESC [ … x`. `bytes` follow the `[`.
fn decode_control_sequence(bytes: &[u8]) -> Token {
    match bytes {
        // Linux console function keys.
        [b'[', end @ b'A'..=b'E', ..] => {
            return Token::Key(4, KeyCode::F(end - b'A' + 1).into());
        }
        [b'['] => return Token::Unfinished,
        // An old mouse report: three bytes of any value follow.
        [b'M', _, _, _, ..] => return Token::Ignored(6),
        [b'M', ..] => return Token::Unfinished,
        _ => {}
    }
    let body = bytes.iter().take_while(|byte| (0x20..=0x3f).contains(*byte)).count();
    let Some(&end) = bytes.get(body) else {
        return Token::Unfinished;
    };
    let length = body + 3;
    if !(0x40..=0x7e).contains(&end) {
        // Interrupted by another control character, which is decoded on its own.
        return Token::Ignored(length - 1);
    }
    let parameters = head(bytes, body);
    if (parameters, end) == (b"200", b'~') {
        return Token::PasteStart(length);
    }
    match decode_key_sequence(parameters, end) {
        Some(key) => Token::Key(length, key),
        None => Token::Ignored(length),
    }
}

fn decode_key_sequence(parameters: &[u8], end: u8) -> Option<KeyEvent> {
    let text = std::str::from_utf8(parameters).ok()?;
    let mut numbers = [1_u32; 3];
    for (number, field) in numbers.iter_mut().zip(text.split(';')) {
        if !field.is_empty() {
            // After a colon come key releases and layouts, in terminals with that mode on.
            *number = field.split(':').next()?.parse().ok()?;
        }
    }
    let [first, second, third] = numbers;
    let (code, modifiers) = match end {
        b'~' if first == 27 => (key_from_codepoint(third)?, second),
        b'~' => (key_from_number(first)?, second),
        b'u' => (key_from_codepoint(first)?, second),
        b'Z' => (KeyCode::BackTab, 2),
        b'a'..=b'd' => (key_from_letter(end.to_ascii_uppercase())?, 2),
        // `1;2R` is Shift-F3, `24;80R` reports the cursor position.
        _ if first == 1 => (key_from_letter(end)?, second),
        _ => return None,
    };
    Some(key_with_modifier_number(code, modifiers))
}

/// A string that a terminal sends as an answer (OSC, DCS, APC), up to BEL or ST. `bytes` follow the two that begin it.
fn skip_control_string(bytes: &[u8]) -> Token {
    let end = bytes.iter().position(|byte| matches!(byte, 0x07 | 0x1b));
    match end.map(|at| (at, tail(bytes, at))) {
        Some((at, [0x07, ..])) => Token::Ignored(at + 3),
        Some((at, [0x1b, b'\\', ..])) => Token::Ignored(at + 4),
        Some((at, [0x1b, _, ..])) => Token::Ignored(at + 2),
        _ => Token::Unfinished,
    }
}

pub(super) fn head(bytes: &[u8], length: usize) -> &[u8] {
    bytes.get(..length).unwrap_or(bytes)
}

pub(super) fn tail(bytes: &[u8], from: usize) -> &[u8] {
    bytes.get(from..).unwrap_or_default()
}
