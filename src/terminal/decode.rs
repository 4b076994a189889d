use std::time::Duration;

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};

/// How long an Esc waits to be told from the beginning of another key. A terminal sends a key's bytes in one piece, so
/// this only bridges a piece that was cut at a buffer's edge; a person does not feel it.
const LONE_ESCAPE_TIMEOUT: Duration = Duration::from_millis(5);
/// How long the rest of a sequence that is certainly more than an Esc may take.
const SEQUENCE_TIMEOUT: Duration = Duration::from_millis(100);
/// Silence after which a paste without its end mark is given up waiting for, so that keys work again.
const PASTE_TIMEOUT: Duration = Duration::from_secs(5);
/// More of a paste than this is dropped; more of an unfinished sequence is thrown away.
const PASTE_LIMIT: usize = 4 << 20;
const SEQUENCE_LIMIT: usize = 4096;

const PASTE_END: &[u8] = b"\x1b[201~";

/// Bytes from the terminal to events: legacy xterm, VT, rxvt and Linux console keys, with modifiers, and pastes.
///
/// Replies, mouse and focus reports that nobody asked for are swallowed. It keeps what is unfinished; after
/// [`patience`](Self::patience) without a further byte, call [`expire`](Self::expire).
#[derive(Debug, Default)]
pub struct Decoder {
    pending: Vec<u8>,
    paste: Option<Vec<u8>>,
}

/// What the front of the bytes is.
enum Token {
    /// This many bytes make a key.
    Key(usize, KeyEvent),
    /// This many bytes mean nothing to us.
    Ignored(usize),
    /// This many bytes start a paste.
    PasteStart(usize),
    Unfinished,
}

impl Decoder {
    pub fn feed(&mut self, bytes: &[u8], events: &mut Vec<Event>) {
        self.pending.extend_from_slice(bytes);
        let pending = std::mem::take(&mut self.pending);
        let mut rest = pending.as_slice();
        loop {
            if let Some(paste) = &mut self.paste {
                let (pasted, after) = split_paste(rest);
                paste.extend_from_slice(head(pasted, PASTE_LIMIT.saturating_sub(paste.len())));
                rest = tail(rest, pasted.len());
                let Some(after) = after else { break };
                rest = after;
                self.finish_paste(events);
            }
            match next_token(rest) {
                Token::Key(length, key) => {
                    events.push(Event::Key(key));
                    rest = tail(rest, length);
                }
                Token::Ignored(length) => rest = tail(rest, length),
                Token::PasteStart(length) => {
                    self.paste = Some(Vec::new());
                    rest = tail(rest, length);
                }
                Token::Unfinished => break,
            }
        }
        if self.paste.is_some() || rest.len() <= SEQUENCE_LIMIT {
            self.pending.extend_from_slice(rest);
        }
    }

    /// How long to wait for the rest of what is unfinished; none if nothing is.
    pub fn timeout(&self) -> Option<Duration> {
        match (&self.paste, self.pending.as_slice()) {
            (Some(_), _) => Some(PASTE_TIMEOUT),
            (None, []) => None,
            (None, [0x1b]) => Some(LONE_ESCAPE_TIMEOUT),
            (None, _) => Some(SEQUENCE_TIMEOUT),
        }
    }

    /// Nothing followed: an Esc was the key, `ESC x` with x of a longer sequence was Alt-x, anything else is dropped.
    pub fn expire(&mut self, events: &mut Vec<Event>) {
        let pending = std::mem::take(&mut self.pending);
        if let Some(paste) = &mut self.paste {
            paste.extend_from_slice(&pending);
            return self.finish_paste(events);
        }
        match pending.as_slice() {
            [0x1b] => events.push(Event::Key(KeyCode::Esc.into())),
            [0x1b, byte] if byte.is_ascii() => {
                events.push(Event::Key(add_modifiers(ascii_key(*byte), KeyModifiers::ALT)));
            }
            _ => {}
        }
    }

    fn finish_paste(&mut self, events: &mut Vec<Event>) {
        let paste = self.paste.take().unwrap_or_default();
        let text = String::from_utf8_lossy(&paste);
        // A pasted line end arrives as the Return key would.
        events.push(Event::Paste(text.replace("\r\n", "\n").replace('\r', "\n")));
    }
}

/// What belongs to the paste, and what follows its end mark if that has come. A beginning of the mark at the end of
/// the bytes is held back.
fn split_paste(bytes: &[u8]) -> (&[u8], Option<&[u8]>) {
    let mut from = 0;
    while let Some(escape) = tail(bytes, from).iter().position(|&byte| byte == 0x1b) {
        let at = from + escape;
        let candidate = tail(bytes, at);
        if let Some(after) = candidate.strip_prefix(PASTE_END) {
            return (head(bytes, at), Some(after));
        }
        if PASTE_END.starts_with(candidate) {
            return (head(bytes, at), None);
        }
        from = at + 1;
    }
    (bytes, None)
}

fn next_token(bytes: &[u8]) -> Token {
    match bytes {
        [] | [0x1b] => Token::Unfinished,
        [0x1b, b'[', rest @ ..] => decode_control_sequence(rest),
        [0x1b, b'O', rest @ ..] => decode_single_shift(rest),
        [0x1b, b']' | b'P' | b'_', rest @ ..] => skip_control_string(rest),
        // Esc twice, or Esc just before another sequence: the first one stands alone.
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
        // C1 controls are as little a key as a stray byte.
        Ok(Some(typed)) if !typed.is_control() => Token::Key(length, char_key(typed)),
        Ok(_) => Token::Ignored(length),
        Err(error) if error.error_len().is_none() => Token::Unfinished,
        Err(_) => Token::Ignored(1),
    }
}

/// An ASCII byte as a terminal in raw mode sends it.
fn ascii_key(byte: u8) -> KeyEvent {
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

/// A capital carries Shift, as everywhere in crossterm.
fn char_key(typed: char) -> KeyEvent {
    let modifiers = if typed.is_uppercase() { KeyModifiers::SHIFT } else { KeyModifiers::NONE };
    KeyEvent::new(KeyCode::Char(typed), modifiers)
}

fn add_modifiers(key: KeyEvent, more: KeyModifiers) -> KeyEvent {
    KeyEvent::new(key.code, key.modifiers | more)
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
        // Broken off by another control character, which stands for itself.
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
            // After a colon come key releases and layouts, in terminals that were asked for them.
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
        // `1;2R` is Shift-F3, `24;80R` tells where the cursor is.
        _ if first == 1 => (key_from_letter(end)?, second),
        _ => return None,
    };
    Some(key_with_modifier_number(code, modifiers))
}

/// xterm's modifier number: one more than the sum of Shift 1, Alt 2, Control 4.
fn key_with_modifier_number(code: KeyCode, number: u32) -> KeyEvent {
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

/// A key sent as its character's number.
fn key_from_codepoint(number: u32) -> Option<KeyCode> {
    match number {
        9 => Some(KeyCode::Tab),
        13 => Some(KeyCode::Enter),
        27 => Some(KeyCode::Esc),
        8 | 127 => Some(KeyCode::Backspace),
        _ => char::from_u32(number).filter(|typed| !typed.is_control()).map(KeyCode::Char),
    }
}

fn key_from_letter(end: u8) -> Option<KeyCode> {
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

fn key_from_number(number: u32) -> Option<KeyCode> {
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

/// A string a terminal sends as an answer (OSC, DCS, APC), up to BEL or ST. `bytes` follow the two that begin it.
fn skip_control_string(bytes: &[u8]) -> Token {
    let end = bytes.iter().position(|byte| matches!(byte, 0x07 | 0x1b));
    match end.map(|at| (at, tail(bytes, at))) {
        Some((at, [0x07, ..])) => Token::Ignored(at + 3),
        Some((at, [0x1b, b'\\', ..])) => Token::Ignored(at + 4),
        Some((at, [0x1b, _, ..])) => Token::Ignored(at + 2),
        _ => Token::Unfinished,
    }
}

fn head(bytes: &[u8], length: usize) -> &[u8] {
    bytes.get(..length).unwrap_or(bytes)
}

fn tail(bytes: &[u8], from: usize) -> &[u8] {
    bytes.get(from..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use KeyModifiers as M;

    fn decode(bytes: &[u8]) -> Vec<Event> {
        let (mut decoder, mut events) = (Decoder::default(), Vec::new());
        decoder.feed(bytes, &mut events);
        if decoder.timeout().is_some() {
            decoder.expire(&mut events);
        }
        assert_eq!(decoder.timeout(), None, "{bytes:?} leaves nothing behind");
        events
    }

    fn key(code: KeyCode, modifiers: M) -> Vec<Event> {
        vec![Event::Key(KeyEvent::new(code, modifiers))]
    }

    #[test]
    fn knows_the_keys_terminals_send() {
        let cases: &[(&[u8], KeyCode, M)] = &[
            (b"a", KeyCode::Char('a'), M::NONE),
            (b"A", KeyCode::Char('A'), M::SHIFT),
            ("é".as_bytes(), KeyCode::Char('é'), M::NONE),
            ("🦀".as_bytes(), KeyCode::Char('🦀'), M::NONE),
            (b"\t", KeyCode::Tab, M::NONE),
            (b"\r", KeyCode::Enter, M::NONE),
            (b"\x7f", KeyCode::Backspace, M::NONE),
            (b"\x13", KeyCode::Char('s'), M::CONTROL),
            (b"\x1a", KeyCode::Char('z'), M::CONTROL),
            (b"\0", KeyCode::Char(' '), M::CONTROL),
            (b"\x1c", KeyCode::Char('4'), M::CONTROL),
            (b"\x1b", KeyCode::Esc, M::NONE),
            (b"\x1bx", KeyCode::Char('x'), M::ALT),
            (b"\x1b[", KeyCode::Char('['), M::ALT),
            (b"\x1bO", KeyCode::Char('O'), M::ALT.union(M::SHIFT)),
            (b"\x1b]", KeyCode::Char(']'), M::ALT),
            (b"\x1b[A", KeyCode::Up, M::NONE),
            (b"\x1bOD", KeyCode::Left, M::NONE),
            (b"\x1b[1;2C", KeyCode::Right, M::SHIFT),
            (b"\x1b[1;5D", KeyCode::Left, M::CONTROL),
            (b"\x1b[c", KeyCode::Right, M::SHIFT),
            (b"\x1b[Z", KeyCode::BackTab, M::SHIFT),
            (b"\x1b[3~", KeyCode::Delete, M::NONE),
            (b"\x1b[5;3~", KeyCode::PageUp, M::ALT),
            (b"\x1b[7~", KeyCode::Home, M::NONE),
            (b"\x1bOF", KeyCode::End, M::NONE),
            (b"\x1bOP", KeyCode::F(1), M::NONE),
            (b"\x1b[[E", KeyCode::F(5), M::NONE),
            (b"\x1b[15~", KeyCode::F(5), M::NONE),
            (b"\x1b[21~", KeyCode::F(10), M::NONE),
            (b"\x1b[24~", KeyCode::F(12), M::NONE),
            (b"\x1b[1;2R", KeyCode::F(3), M::SHIFT),
            (b"\x1b[27;5;44~", KeyCode::Char(','), M::CONTROL),
            (b"\x1b[44;5u", KeyCode::Char(','), M::CONTROL),
            (b"\x1bOk", KeyCode::Char('+'), M::NONE),
            (b"\x1bOM", KeyCode::Enter, M::NONE),
        ];
        for &(bytes, code, modifiers) in cases {
            assert_eq!(decode(bytes), key(code, modifiers), "{bytes:?}");
        }
    }

    #[test]
    fn swallows_what_nobody_asked_for() {
        for noise in [
            &b"\x1b[24;80R"[..],
            b"\x1b[I",
            b"\x1b[<0;10;20M",
            b"\x1b[M !\"",
            b"\x1b[?62;1c",
            b"\x1b]11;rgb:0000/0000/0000\x07",
            b"\x1b]11;rgb:0000/0000/0000\x1b\\",
            b"\x1bP>|term 1\x1b\\",
            b"\xff\xfe\xc3",
            b"\xc2\x9b",
            b"\x1b[99999999999999999999A",
            b"\x1b[12",
        ] {
            assert_eq!(decode(noise), [], "{noise:?}");
            let mut followed = noise.to_vec();
            if noise != b"\xff\xfe\xc3" && noise != b"\x1b[12" {
                followed.push(b'q');
                assert_eq!(decode(&followed), key(KeyCode::Char('q'), M::NONE));
            }
        }
    }

    #[test]
    fn an_escape_before_another_sequence_is_a_key_of_its_own() {
        let both = [key(KeyCode::Esc, M::NONE), key(KeyCode::Up, M::NONE)].concat();
        assert_eq!(decode(b"\x1b\x1b[A"), both);
        let twice = [key(KeyCode::Esc, M::NONE), key(KeyCode::Esc, M::NONE)].concat();
        assert_eq!(decode(b"\x1b\x1b"), twice);
    }

    #[test]
    fn a_paste_is_one_event_and_its_escapes_are_text() {
        let paste = |text: &str| vec![Event::Paste(text.into())];
        assert_eq!(decode(b"\x1b[200~a\r\nb\rc\x1b[31m\x1b[201~"), paste("a\nb\nc\x1b[31m"));
        assert_eq!(decode(b"\x1b[200~\x1b[201~"), paste(""));
        let then_key = [paste("x"), key(KeyCode::Char('q'), M::NONE)].concat();
        assert_eq!(decode(b"\x1b[200~x\x1b[201~q"), then_key);
        assert_eq!(decode(b"\x1b[200~never ended\x1b[20"), paste("never ended\x1b[20"));
    }

    #[test]
    fn reads_the_same_however_the_bytes_are_cut() {
        let bytes = "a\x1b[1;5Cé\x1b[200~p\x1b[20\x1b[2Ja🦀\x1b[201~\x1bOP\x1bx".as_bytes();
        let whole = decode(bytes);
        assert_eq!(whole.len(), 6);
        for first in 0..bytes.len() {
            for second in first..bytes.len() {
                let (mut decoder, mut events) = (Decoder::default(), Vec::new());
                for part in [&bytes[..first], &bytes[first..second], &bytes[second..]] {
                    decoder.feed(part, &mut events);
                }
                assert_eq!(events, whole, "cut at {first} and {second}");
            }
        }
    }

    #[test]
    fn a_huge_paste_and_endless_sequence_are_bounded() {
        let (mut decoder, mut events) = (Decoder::default(), Vec::new());
        decoder.feed(b"\x1b[200~", &mut events);
        for _ in 0..100 {
            decoder.feed(&[b'x'; 65_536], &mut events);
        }
        decoder.feed(b"\x1b[201~", &mut events);
        assert!(matches!(&events[..], [Event::Paste(text)] if text.len() == PASTE_LIMIT));
        decoder.feed(b"\x1b]", &mut events);
        decoder.feed(&[b'x'; 10_000], &mut events);
        assert_eq!(decoder.timeout(), None);
    }
}
