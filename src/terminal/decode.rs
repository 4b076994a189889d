use std::time::Duration;

use crossterm::event::{Event, KeyCode, KeyModifiers};

use super::key::{add_modifiers, ascii_key};
use super::token::{Token, head, next_token, tail};

/// How long an Esc waits for the rest of another key. A terminal sends the bytes of a key in one piece, so this only
/// bridges a piece that was cut at the end of a buffer; a person does not notice it.
const LONE_ESCAPE_TIMEOUT: Duration = Duration::from_millis(5);
/// How long the rest of a longer sequence may take.
const SEQUENCE_TIMEOUT: Duration = Duration::from_millis(100);
/// Silence after which a paste without its end mark ends, so that keys work again.
const PASTE_TIMEOUT: Duration = Duration::from_secs(5);
/// More of a paste than this is dropped; more of an unfinished sequence is thrown away.
const PASTE_LIMIT: usize = 4 << 20;
const SEQUENCE_LIMIT: usize = 4096;

const PASTE_END: &[u8] = b"\x1b[201~";

/// Bytes from the terminal to events: legacy xterm, VT, rxvt and Linux console keys, with modifiers, and pastes.
///
/// Unrequested replies, mouse and focus reports are skipped. It keeps what is unfinished; after
/// [`timeout`](Self::timeout) without a further byte, call [`expire`](Self::expire).
#[derive(Debug, Default)]
pub struct Decoder {
    pending: Vec<u8>,
    paste: Option<Vec<u8>>,
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

    /// How long to wait for the rest of an unfinished key or paste; none if there is none.
    pub fn timeout(&self) -> Option<Duration> {
        match (&self.paste, self.pending.as_slice()) {
            (Some(_), _) => Some(PASTE_TIMEOUT),
            (None, []) => None,
            (None, [0x1b]) => Some(LONE_ESCAPE_TIMEOUT),
            (None, _) => Some(SEQUENCE_TIMEOUT),
        }
    }

    /// After the timeout: a single Esc is that key, `ESC x` with an x that starts longer sequences is Alt-x, the rest is dropped.
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
        // Terminals send a pasted line end as they send the Return key.
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

#[cfg(test)]
mod tests {
    use super::*;
    use KeyModifiers as M;
    use crossterm::event::KeyEvent;

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
