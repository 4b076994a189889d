//! Text that is safe to show, and text that fits into columns.
//!
//! Text in a session may be hostile: escape sequences, marks that reorder what is read, and invisible characters. Everything
//! that leaves the program, to a screen, a report or an error message, passes through [`showable`] first.
use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

const REPLACEMENT: char = '\u{fffd}';
/// Combining marks kept on one letter; more are unreadable, or an attack on the terminal's memory.
const MAX_MARKS: usize = 8;

/// `text` on one line, without characters that control a terminal, reorder text or are invisible.
///
/// Line ends and tabs become one space, other such characters U+FFFD. Unchanged text is borrowed. Idempotent.
pub fn showable(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return Cow::Borrowed(text);
    }
    let cleaned = clean(text, " ", " ");
    if cleaned == text { Cow::Borrowed(text) } else { Cow::Owned(cleaned) }
}

/// As [`showable`], but line ends are kept as `\n`, and a tab becomes four spaces.
pub fn showable_lines(text: &str) -> Cow<'_, str> {
    let cleaned = clean(text, "\n", "    ");
    if cleaned == text { Cow::Borrowed(text) } else { Cow::Owned(cleaned) }
}

/// Width in columns: the sum over the graphemes, as they are drawn.
pub fn width(text: &str) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    text.graphemes(true).map(UnicodeWidthStr::width).sum()
}

/// `text` in at most `columns`, with `…` at the end if it is truncated.
pub fn truncate(text: &str, columns: usize) -> String {
    truncate_with(text, columns, "…")
}

/// As [`truncate`], with another mark for the cut, such as `..` or nothing.
pub fn truncate_with(text: &str, columns: usize, mark: &str) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let mark = if width(mark) <= columns { mark } else { "" };
    let mut left = columns - width(mark);
    let mut fitted = String::with_capacity(columns + mark.len());
    for grapheme in text.graphemes(true) {
        let Some(after) = left.checked_sub(grapheme.width()) else {
            break;
        };
        left = after;
        fitted.push_str(grapheme);
    }
    fitted + mark
}

/// Exactly `columns`, aligned right: for numbers.
pub fn pad_left(text: &str, columns: usize) -> String {
    let fitted = truncate(text, columns);
    " ".repeat(columns - width(&fitted).min(columns)) + &fitted
}

/// Exactly `columns`, aligned left: for names.
pub fn pad_right(text: &str, columns: usize) -> String {
    let mut fitted = truncate(text, columns);
    let missing = columns - width(&fitted).min(columns);
    fitted.extend(std::iter::repeat_n(' ', missing));
    fitted
}

fn clean(text: &str, line_end: &str, tab: &str) -> String {
    let mut cleaned = String::with_capacity(text.len());
    let mut marks = 0;
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        marks = if is_mark(character) { marks + 1 } else { 0 };
        match character {
            '\r' if characters.peek() == Some(&'\n') => {}
            '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
                cleaned.push_str(line_end);
            }
            '\t' => cleaned.push_str(tab),
            _ if is_unshowable(character) => cleaned.push(REPLACEMENT),
            _ if marks > MAX_MARKS => {}
            _ => cleaned.push(character),
        }
    }
    cleaned
}

/// Whether it has no width and combines with the letter before it. The joiner of emoji does not count as a mark.
fn is_mark(character: char) -> bool {
    let mut bytes = [0; 4];
    character != '\u{200d}' && character.encode_utf8(&mut bytes).width() == 0
}

fn is_unshowable(character: char) -> bool {
    let number = u32::from(character);
    character.is_control()
        || matches!(number,
            // Invisible: soft hyphen, fillers, zero-width space, word joiner and operators, byte order mark. The
            // joiners U+200C and U+200D stay: Persian words and emoji families are made with them.
            0xad | 0x115f | 0x1160 | 0x3164 | 0xffa0 | 0x180e | 0x200b | 0x2060..=0x2065 | 0xfeff
            // Reordering: marks, embeddings, overrides, isolates and their deprecated kin.
            | 0x61c | 0x200e | 0x200f | 0x202a..=0x202e | 0x2066..=0x206f
            // Annotations, object replacement, musical format controls.
            | 0xfff9..=0xfffc | 0x1d173..=0x1d17a
            // Tags, which can hide a whole message. The variation selectors beyond them stay.
            | 0xe0000..=0xe00ff | 0xe01f0..=0xe0fff
            // Private use: glyph and width depend on the font.
            | 0xe000..=0xf8ff | 0xf_0000..=0x10_ffff
            // Not characters.
            | 0xfdd0..=0xfdef)
        || number & 0xfffe == 0xfffe
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn ordinary_text_is_borrowed_as_it_is() {
        for text in ["", "Cloud Run", "naïve — 漢字 ½ €", "👩‍👩‍👧 ❤️ 🇩🇪", "می‌خواهم", "e\u{301}"]
        {
            assert!(matches!(showable(text), Cow::Borrowed(same) if same == text));
            assert!(matches!(showable_lines(text), Cow::Borrowed(same) if same == text));
        }
    }

    #[test]
    fn what_acts_reorders_or_hides_is_replaced() {
        for (text, cleaned) in [
            ("a\x1b[31mb", "a\u{fffd}[31mb"),
            ("\0\x07\x7f\u{9b}", "\u{fffd}\u{fffd}\u{fffd}\u{fffd}"),
            ("gpj\u{202e}.exe", "gpj\u{fffd}.exe"),
            ("\u{2066}a\u{2069}", "\u{fffd}a\u{fffd}"),
            ("a\u{200b}b\u{feff}c\u{ad}d", "a\u{fffd}b\u{fffd}c\u{fffd}d"),
            ("\u{e0041}\u{e000}\u{10ffff}", "\u{fffd}\u{fffd}\u{fffd}"),
            ("tab\tline\r\nnext\rand\u{2028}on", "tab line next and on"),
        ] {
            assert_eq!(showable(text), cleaned);
        }
        assert_eq!(showable_lines("a\tb\r\nc\rd\x1b"), "a    b\nc\nd\u{fffd}");
    }

    #[test]
    fn piled_up_marks_are_cut() {
        let pile = format!("a{}b", "\u{301}".repeat(1000));
        assert_eq!(showable(&pile), format!("a{}b", "\u{301}".repeat(8)));
    }

    #[test]
    fn fits_on_grapheme_boundaries() {
        for (text, columns, fitted) in [
            ("Cloud Run", 9, "Cloud Run"),
            ("Cloud Run", 8, "Cloud R…"),
            ("Cloud Run", 1, "…"),
            ("Cloud Run", 0, ""),
            ("漢字漢字", 5, "漢字…"),
            ("漢字漢字", 4, "漢…"),
            ("👩‍👩‍👧👩‍👩‍👧", 3, "👩‍👩‍👧…"),
            ("e\u{301}e\u{301}e\u{301}", 2, "e\u{301}…"),
        ] {
            assert_eq!(truncate(text, columns), fitted, "{text} in {columns}");
        }
        assert_eq!(truncate_with("Cloud Run", 6, ".."), "Clou..");
        assert_eq!(truncate_with("Cloud Run", 1, ".."), "C");
        assert_eq!(pad_left("4.12", 6), "  4.12");
        assert_eq!(pad_right("漢字漢字", 6), "漢字… ");
    }

    proptest! {
        #[test]
        fn nothing_gets_through_and_nothing_changes_twice(text in any::<String>()) {
            let cleaned = showable(&text).into_owned();
            prop_assert!(!cleaned.chars().any(is_unshowable));
            prop_assert_eq!(&showable(&cleaned), &cleaned);
            let lines = showable_lines(&text).into_owned();
            prop_assert!(!lines.chars().any(|c| c != '\n' && is_unshowable(c)));
            prop_assert_eq!(&showable_lines(&lines), &lines);
        }

        #[test]
        fn never_wider_than_asked(text in any::<String>(), columns in 0..40_usize) {
            let text = showable(&text);
            prop_assert!(width(&truncate(&text, columns)) <= columns);
            prop_assert_eq!(width(&pad_left(&text, columns)), columns);
            prop_assert_eq!(width(&pad_right(&text, columns)), columns);
        }
    }
}
