//! Typing: one line or many, always in the same text area, checked when it is accepted and never before.

use super::msg::Msg;
use super::reading::Reading;
use super::row::ParseEdit;
use crate::model::showable::showable;
use tui_textarea::{CursorMove, Input, Key, TextArea, WrapMode};

/// The most characters of a text on one line that can be entered.
pub const MAX_LINE: usize = 1_000;
/// The most characters of a text of several lines that can be entered.
pub const MAX_TEXT: usize = 8_000;

/// What accepting the text does.
#[derive(Clone)]
pub enum OnAccept {
    /// It becomes an edit.
    Edit(ParseEdit),
    /// It is a path to save to.
    SaveAs,
    /// It is the name of who is at the keyboard; then the message that wanted to know it is given again.
    UserName(Box<Msg>),
}

/// A text being typed.
#[derive(Clone)]
pub struct Editor {
    /// What the text is for.
    pub title: String,
    /// A hint of what can be typed.
    pub hint: String,
    /// Why the text was last refused.
    pub error: Option<String>,
    /// Whether it may have several lines.
    pub multiline: bool,
    /// How the text is read, where it is an amount.
    reading: Option<Reading>,
    /// Whether a pasted list is one of records, of which this would name the first.
    pub takes_list: bool,
    /// The text.
    pub area: TextArea<'static>,
    /// What accepting it does.
    pub on_accept: OnAccept,
    original: String,
}

impl Editor {
    /// Starts typing.
    pub fn new(title: &str, hint: &str, current: &str, multiline: bool, then: OnAccept) -> Self {
        let lines: Vec<String> = if multiline {
            current.lines().map(|line| showable(line).into_owned()).collect()
        } else {
            vec![showable(current).into_owned()]
        };
        let mut area = TextArea::new(lines);
        area.set_cursor_line_style(Default::default());
        // The text area wraps all of its text for each key; a file may hold far more than can be entered here.
        let is_wrapped = multiline && current.len() <= 4 * MAX_TEXT;
        area.set_wrap_mode(if is_wrapped { WrapMode::WordOrGlyph } else { WrapMode::None });
        area.move_cursor(CursorMove::Bottom);
        area.move_cursor(CursorMove::End);
        let mut editor = Self {
            title: title.to_owned(),
            hint: hint.to_owned(),
            error: None,
            multiline,
            reading: None,
            takes_list: false,
            area,
            on_accept: then,
            original: String::new(),
        };
        editor.original = editor.text();
        editor
    }

    /// Selects all of it, so that typing replaces it and an arrow keeps it.
    #[must_use]
    pub fn select_all(mut self) -> Self {
        self.area.select_all();
        self
    }

    /// With a line that says how the text is read.
    #[must_use]
    pub fn reads(mut self, reading: Option<Reading>) -> Self {
        self.reading = reading;
        self
    }

    /// How the text is read, or why it cannot be; `None` where it is no amount.
    pub fn reading(&self) -> Option<Result<String, String>> {
        self.reading.as_ref().map(|read| read(&self.text()))
    }

    /// With lists pasted in its place.
    #[must_use]
    pub fn taking_lists(mut self) -> Self {
        self.takes_list = true;
        self
    }

    /// The text so far.
    pub fn text(&self) -> String {
        self.area.lines().join("\n")
    }

    /// Whether anything was typed.
    pub fn is_changed(&self) -> bool {
        self.text() != self.original
    }

    /// A key other than those that accept or leave.
    pub fn handle_input(&mut self, input: Input) {
        self.error = None;
        if matches!(input.key, Key::Char(_)) && !input.ctrl && !input.alt && self.length() >= self.most() {
            self.error = Some(format!("this field takes at most {} characters", self.most()));
            return;
        }
        match input {
            // As in a shell, not the text area's undo.
            Input { key: Key::Char('u'), ctrl: true, .. } => self.area.delete_line_by_head(),
            input => self.area.input(input),
        };
    }

    /// A paste: one undo step, made showable first, and on one line where there is only one.
    pub fn paste(&mut self, text: &str) {
        self.error = None;
        let (most, length, pasted) = (self.most(), self.length(), text.chars().count());
        if length.saturating_add(pasted) > most {
            self.error = Some(match length {
                0 => format!("not pasted: it has {pasted} characters, and this field takes at most {most}"),
                _ => format!("not pasted: with its {pasted} characters there would be more than {most}"),
            });
            return;
        }
        let unified = text.replace("\r\n", "\n").replace('\r', "\n");
        let clean = if self.multiline {
            unified.lines().map(|line| showable(line).into_owned()).collect::<Vec<_>>().join("\n")
        } else {
            unified.lines().map(str::trim).map(|line| showable(line).into_owned()).collect::<Vec<_>>().join(" ")
        };
        self.area.insert_str(clean);
    }

    /// The most characters that can be entered.
    fn most(&self) -> usize {
        if self.multiline { MAX_TEXT } else { MAX_LINE }
    }

    /// The characters so far, without building the text.
    fn length(&self) -> usize {
        self.area.lines().iter().map(|line| line.chars().count() + 1).sum::<usize>().saturating_sub(1)
    }

    /// Starts a new line.
    pub fn newline(&mut self) {
        if self.multiline && self.length() < self.most() {
            self.area.insert_newline();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn editor(multiline: bool) -> Editor {
        Editor::new("About", "", "", multiline, OnAccept::SaveAs)
    }

    #[test]
    fn a_paste_that_is_too_long_is_refused_whole_and_said() {
        for (multiline, most) in [(false, MAX_LINE), (true, MAX_TEXT)] {
            let mut editor = editor(multiline);
            editor.paste(&"x".repeat(most));
            assert_eq!((editor.text().len(), editor.error.clone()), (most, None));
            editor.paste("y");
            assert!(editor.error.as_deref().is_some_and(|error| error.starts_with("not pasted")));
            editor.paste(&"ä".repeat(1_000_000));
            assert!(editor.error.as_deref().is_some_and(|error| error.contains("1000000")));
            assert_eq!(editor.text().len(), most);
        }
    }

    #[test]
    fn typing_stops_at_the_same_length_and_can_be_taken_back() {
        let mut editor = editor(false);
        let key = |key| Input { key, ctrl: false, alt: false, shift: false };
        for _ in 0..MAX_LINE + 5 {
            editor.handle_input(key(Key::Char('x')));
        }
        assert_eq!(editor.text().len(), MAX_LINE);
        assert!(editor.error.is_some());
        editor.handle_input(key(Key::Backspace));
        assert_eq!((editor.text().len(), editor.error), (MAX_LINE - 1, None));
    }
}
