//! What lies over a screen: typing, picking, being asked, reading.

use super::editor::Editor;
use super::msg::Msg;
use super::picker::Picker;
use crate::appraisal::Scope;
use crate::appraisal::claims::Checked;
use crate::appraisal::explain::Explanation;
use std::sync::Arc;

/// How far a text is scrolled down.
pub type Scroll = usize;

/// A question, with what each answer does.
#[derive(Debug, Clone, PartialEq)]
pub struct Confirm {
    /// What is asked.
    pub question: String,
    /// What one should know before answering.
    pub detail: String,
    /// What `y` means and does.
    pub yes: (String, Msg),
    /// What `n` means and does; none just leaves.
    pub no: Option<(String, Msg)>,
}

/// Published claims, reckoned again, with one of them in full.
#[derive(Debug, Clone)]
pub struct Claims {
    /// All of them.
    pub rows: Arc<Vec<Checked>>,
    /// Which is shown in full.
    pub at: usize,
    /// How far its text is scrolled down.
    pub scroll: Scroll,
}

impl Claims {
    /// Moves to another claim, and to the start of its text.
    pub fn step(&mut self, by: isize) {
        let last = self.rows.len().saturating_sub(1);
        self.at = self.at.saturating_add_signed(by).min(last);
        self.scroll = 0;
    }
}

/// The hours of a column, task by task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hours {
    /// Of which sheet.
    pub scope: Scope,
    /// Of which of its columns.
    pub column: String,
    /// Which task the cursor is on.
    pub at: usize,
}

/// What leaving one kind of platform for another takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Exits {
    /// Which kind is left.
    pub from: usize,
    /// Which one it is left for.
    pub to: usize,
}

/// What lies over a screen.
#[derive(Clone)]
pub enum Overlay {
    /// A text is typed.
    Editor(Box<Editor>),
    /// One of many is picked.
    Picker(Picker),
    /// Something is asked.
    Confirm(Confirm),
    /// The keys of this place.
    Help(Scroll),
    /// Why a figure is what it is.
    Why(Explanation, Scroll),
    /// Published claims.
    Claims(Claims),
    /// The hours of a column, to be changed.
    Hours(Hours),
    /// What leaving one kind of platform for another takes.
    Exits(Exits),
}
