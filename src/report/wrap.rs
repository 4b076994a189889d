//! Breaking a text at spaces.

use crate::model::showable::{showable, width};

/// Lines of at most `max_width` columns, each indented. A longer word stays whole; runs of spaces, which align words, are kept.
pub(super) fn wrap_text(text: &str, indent: usize, max_width: usize) -> Vec<String> {
    let text = showable(text);
    let mut lines = Vec::new();
    let mut line = " ".repeat(indent);
    let mut used = indent;
    for word in text.split_inclusive(' ') {
        if used + width(word.trim_end()) > max_width && !line.trim().is_empty() {
            line.truncate(line.trim_end().len());
            lines.push(std::mem::replace(&mut line, " ".repeat(indent)));
            used = indent;
        }
        line.push_str(word);
        used += width(word);
    }
    line.truncate(line.trim_end().len());
    lines.push(line);
    lines
}

/// The width of the longest word.
pub(super) fn longest_word(text: &str) -> usize {
    text.split(' ').map(width).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stay_whole_and_lines_are_indented() {
        assert_eq!(wrap_text("one two three", 2, 9), ["  one two", "  three"]);
        assert_eq!(wrap_text("immeasurable", 2, 5), ["  immeasurable"]);
        assert_eq!(wrap_text("", 2, 9), [""]);
        assert_eq!(longest_word("a bcd ef"), 3);
    }
}
