//! What lies over a screen: typing, picking, being asked, reading.

use super::editor::Editor;
use super::msg::Msg;
use super::picker::Picker;
use crate::appraisal::Scope;
use crate::appraisal::explain::Explanation;
use crate::claims::CheckedClaim;
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

/// Published claims, recomputed, with one of them in full.
#[derive(Debug, Clone)]
pub struct ClaimsOverlay {
    /// All of them.
    pub rows: Arc<Vec<CheckedClaim>>,
    /// Which is shown in full.
    pub selected: usize,
    /// How far its text is scrolled down.
    pub scroll: Scroll,
}

impl ClaimsOverlay {
    /// Moves to another claim, and to the start of its text.
    pub fn move_selection(&mut self, by: isize) {
        let last = self.rows.len().saturating_sub(1);
        self.selected = self.selected.saturating_add_signed(by).min(last);
        self.scroll = 0;
    }
}

/// The hours of a column, task by task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskHoursOverlay {
    /// Of which sheet.
    pub scope: Scope,
    /// Of which of its columns.
    pub column: String,
    /// Which task the cursor is on.
    pub cursor: usize,
}

/// What leaving one kind of platform for another takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExitCostsOverlay {
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
    Explanation(Explanation, Scroll),
    /// Published claims.
    Claims(ClaimsOverlay),
    /// The hours of a column, to be changed.
    TaskHours(TaskHoursOverlay),
    /// What leaving one kind of platform for another takes.
    ExitCosts(ExitCostsOverlay),
}
