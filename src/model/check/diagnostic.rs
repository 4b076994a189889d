//! What a check reports.

use crate::model::text::position::PathStep;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Severity {
    /// The document contradicts itself; it is refused.
    Error,
    /// The document can be used, but something is missing or unusual.
    Warning,
}

/// Something wrong with a document.
#[derive(Debug, Clone, PartialEq)]
pub struct Diagnostic {
    pub severity: Severity,
    /// The path to the value.
    pub path: Vec<PathStep>,
    /// What is wrong.
    pub what: String,
    /// What to do about it.
    pub hint: String,
}
