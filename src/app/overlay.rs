//! What lies over a screen: typing, picking, being asked, reading.

use super::editor::Editor;
use super::msg::Msg;
use super::picker::Picker;
use crate::appraisal::explain::Explanation;

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
}
