//! A line that is typed beside a list which follows it at every key: a query with its caret.

use super::msg::Msg;
use crate::model::showable::showable;
use tui_textarea::{Input, Key};
use unicode_segmentation::UnicodeSegmentation;

/// Matching takes time with the length of the query; no name is longer.
const MAX_LENGTH: usize = 120;

/// A line being typed. The caret stands between two letters as they are seen, never inside one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LineInput {
    text: String,
    /// In bytes.
    caret: usize,
}

impl LineInput {
    /// What was typed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What stands before the caret.
    pub fn before_caret(&self) -> &str {
        self.text.get(..self.caret).unwrap_or(&self.text)
    }

    /// Forgets it.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// What a key or a paste does, as in a shell. Whether it changed the text, and not only moved the caret.
    pub fn edit(&mut self, msg: &Msg) -> bool {
        let length = self.text.len();
        match msg {
            Msg::Input(input) => self.handle_input(input),
            Msg::Paste(text) => self.insert(text),
            _ => {}
        }
        // What was typed or removed may have joined a mark to the letter before it.
        let caret = self.boundaries().find(|at| *at >= self.caret);
        self.caret = caret.unwrap_or(self.text.len());
        self.text.len() != length
    }

    fn handle_input(&mut self, input: &Input) {
        match *input {
            Input { key: Key::Left, ctrl: true, .. } | Input { key: Key::Char('b'), alt: true, .. } => {
                self.caret = self.word_start();
            }
            Input { key: Key::Right, ctrl: true, .. } | Input { key: Key::Char('f'), alt: true, .. } => {
                self.caret = self.word_end();
            }
            Input { key: Key::Left, .. } | Input { key: Key::Char('b'), ctrl: true, .. } => {
                self.caret = self.previous()
            }
            Input { key: Key::Right, .. } | Input { key: Key::Char('f'), ctrl: true, .. } => self.caret = self.next(),
            Input { key: Key::Home, .. } | Input { key: Key::Char('a'), ctrl: true, .. } => self.caret = 0,
            Input { key: Key::End, .. } | Input { key: Key::Char('e'), ctrl: true, .. } => self.caret = self.text.len(),
            Input { key: Key::Backspace, .. } | Input { key: Key::Char('h'), ctrl: true, .. } => {
                self.remove_back_to(self.previous());
            }
            Input { key: Key::Delete, .. } | Input { key: Key::Char('d'), ctrl: true, .. } => {
                let next = self.next();
                self.text.replace_range(self.caret..next, "");
            }
            Input { key: Key::Char('u'), ctrl: true, .. } => self.remove_back_to(0),
            Input { key: Key::Char('w'), ctrl: true, .. } => self.remove_back_to(self.word_start()),
            Input { key: Key::Char(letter), ctrl: false, alt: false, .. } => {
                self.insert(letter.encode_utf8(&mut [0; 4]));
            }
            _ => {}
        }
    }

    /// Types a text where the caret is, on one line and without what cannot be shown; what there is no room for is dropped.
    fn insert(&mut self, text: &str) {
        let room = MAX_LENGTH.saturating_sub(self.text.chars().count());
        let typed: String = showable(text).chars().take(room).collect();
        self.text.insert_str(self.caret, &typed);
        self.caret += typed.len();
    }

    fn remove_back_to(&mut self, start: usize) {
        self.text.replace_range(start..self.caret, "");
        self.caret = start;
    }

    fn boundaries(&self) -> impl DoubleEndedIterator<Item = usize> {
        self.text.grapheme_indices(true).map(|(at, _)| at).chain([self.text.len()])
    }

    fn previous(&self) -> usize {
        self.boundaries().rev().find(|at| *at < self.caret).unwrap_or(0)
    }

    fn next(&self) -> usize {
        self.boundaries().find(|at| *at > self.caret).unwrap_or(self.text.len())
    }

    /// Where the word before the caret starts.
    fn word_start(&self) -> usize {
        let words = self.before_caret().trim_end();
        let before = words.char_indices().rev().find(|(_, letter)| letter.is_whitespace());
        before.map_or(0, |(at, letter)| at + letter.len_utf8())
    }

    /// Where the word behind the caret ends.
    fn word_end(&self) -> usize {
        let rest = self.text.get(self.caret..).unwrap_or("");
        let spaces = rest.len() - rest.trim_start().len();
        let word = rest.trim_start();
        self.caret + spaces + word.find(char::is_whitespace).unwrap_or(word.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn press(line: &mut LineInput, key: Key, ctrl: bool) -> bool {
        line.edit(&Msg::Input(Input { key, ctrl, alt: false, shift: false }))
    }

    fn typed(text: &str) -> LineInput {
        let mut line = LineInput::default();
        line.edit(&Msg::Paste(text.to_owned()));
        line
    }

    #[test]
    fn text_goes_where_the_caret_is() {
        let mut line = typed("on call");
        assert!(!press(&mut line, Key::Home, false), "moving changes nothing");
        assert_eq!(line.before_caret(), "");
        assert!(press(&mut line, Key::Char('C'), false));
        press(&mut line, Key::Right, true);
        assert_eq!((line.text(), line.before_caret()), ("Con call", "Con"));
        press(&mut line, Key::Delete, false);
        press(&mut line, Key::End, false);
        press(&mut line, Key::Left, false);
        press(&mut line, Key::Backspace, false);
        assert_eq!((line.text(), line.before_caret()), ("Concal", "Conca"));
        press(&mut line, Key::Char('u'), true);
        assert_eq!((line.text(), line.before_caret()), ("l", ""), "Ctrl-U keeps what is behind the caret");
    }

    #[test]
    fn words_go_before_the_caret() {
        let mut line = typed("time to wait ");
        press(&mut line, Key::Char('w'), true);
        assert_eq!(line.text(), "time to ");
        press(&mut line, Key::Left, true);
        assert_eq!(line.before_caret(), "time ");
        press(&mut line, Key::Char('w'), true);
        assert_eq!((line.text(), line.before_caret()), ("to ", ""));
    }

    #[test]
    fn letters_are_what_is_seen_as_one() {
        let mut line = typed("a👨‍👩‍👧e\u{301}");
        press(&mut line, Key::Left, false);
        assert_eq!(line.before_caret(), "a👨‍👩‍👧");
        press(&mut line, Key::Backspace, false);
        assert_eq!(line.text(), "ae\u{301}");
        press(&mut line, Key::Delete, false);
        assert_eq!(line.text(), "a");
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        /// Whatever is typed in whatever order, the caret stands at a boundary of the text.
        #[test]
        fn the_caret_is_never_inside_a_letter(keys in prop::collection::vec((0..12_usize, "\\PC", any::<bool>()), 0..40)) {
            let mut line = LineInput::default();
            for (which, letter, ctrl) in keys {
                let letter = letter.chars().next().unwrap_or('x');
                let key = [Key::Left, Key::Right, Key::Home, Key::End, Key::Backspace, Key::Delete, Key::Char('w')]
                    .get(which).copied().unwrap_or(Key::Char(letter));
                press(&mut line, key, ctrl && which != 11);
                let mut boundaries = line.text().grapheme_indices(true).map(|(at, _)| at).chain([line.text().len()]);
                prop_assert!(boundaries.any(|at| at == line.before_caret().len()), "{line:?}");
            }
        }
    }
}
