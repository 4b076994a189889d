//! Typing: one line or many, always in the same text area, checked when it is accepted and never before.

use super::msg::Msg;
use super::row::ParseEdit;
use crate::model::showable::showable;
use tui_textarea::{CursorMove, Input, TextArea, WrapMode};

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
        area.set_wrap_mode(if multiline { WrapMode::WordOrGlyph } else { WrapMode::None });
        area.move_cursor(CursorMove::Bottom);
        area.move_cursor(CursorMove::End);
        let mut editor = Self {
            title: title.to_owned(),
            hint: hint.to_owned(),
            error: None,
            multiline,
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
        self.area.input(input);
    }

    /// A paste: one undo step, made showable first, and on one line where there is only one.
    pub fn paste(&mut self, text: &str) {
        self.error = None;
        let unified = text.replace("\r\n", "\n").replace('\r', "\n");
        let clean = if self.multiline {
            unified.lines().map(|line| showable(line).into_owned()).collect::<Vec<_>>().join("\n")
        } else {
            unified.lines().map(str::trim).map(|line| showable(line).into_owned()).collect::<Vec<_>>().join(" ")
        };
        self.area.insert_str(clean);
    }

    /// Starts a new line.
    pub fn newline(&mut self) {
        if self.multiline {
            self.area.insert_newline();
        }
    }
}
