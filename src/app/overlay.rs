//! Overlays: editors, lists, questions and texts to read.

use super::editor::Editor;
use super::msg::Msg;
use super::picker::Picker;
use super::places::Context;
use crate::appraisal::Scope;
use crate::appraisal::explain::Explanation;
use crate::claims::CheckedClaim;
use std::sync::Arc;

/// How far a text is scrolled down.
pub type Scroll = usize;

/// A question, with what each answer does.
#[derive(Debug, Clone, PartialEq)]
pub struct Confirm {
    /// The question.
    pub question: String,
    /// What to know before answering.
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
    /// The index of the one that is shown in full.
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
    /// The matrix.
    pub scope: Scope,
    /// The id of the column.
    pub column: String,
    /// The index of the task under the cursor.
    pub cursor: usize,
}

/// The cursor in the matrix of moves from one kind of platform to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExitCostsOverlay {
    /// The kind to move away from.
    pub from: usize,
    /// The target.
    pub to: usize,
}

/// Something open over a screen.
#[derive(Clone)]
pub enum Overlay {
    /// A text to type.
    Editor(Box<Editor>),
    /// A list to choose from.
    Picker(Picker),
    /// A question.
    Confirm(Confirm),
    /// The keys of the place beneath.
    Help(Scroll),
    /// How a figure comes about.
    Explanation(Explanation, Scroll),
    /// Published claims.
    Claims(ClaimsOverlay),
    /// The hours of a column, to be changed.
    TaskHours(TaskHoursOverlay),
    /// The cursor in the matrix of moves from one kind of platform to another.
    ExitCosts(ExitCostsOverlay),
}

impl Overlay {
    /// Where its keys are looked up.
    pub fn context(&self) -> Context {
        match self {
            Self::Editor(editor) if editor.multiline => Context::TextEditor,
            Self::Editor(_) => Context::LineEditor,
            Self::Picker(_) => Context::Picker,
            Self::Confirm(_) => Context::Confirm,
            Self::TaskHours(_) => Context::TaskHours,
            Self::ExitCosts(_) => Context::ExitCosts,
            Self::Help(_) | Self::Explanation(_, _) | Self::Claims(_) => Context::Reading,
        }
    }
}
