//! An explanation: the answer to 'why this figure?', line by line.

/// What a line of an explanation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineKind {
    /// A formula with its numbers.
    Formula,
    /// Something said by a person or a model.
    Text,
    /// Where a figure comes from.
    Source,
    /// A title between lines.
    Heading,
}

/// The answer to 'why?'.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Explanation {
    pub title: String,
    pub lines: Vec<(LineKind, String)>,
}

impl Explanation {
    pub fn new(title: impl Into<String>) -> Self {
        Self { title: title.into(), lines: Vec::new() }
    }

    pub fn formula(&mut self, text: impl Into<String>) {
        self.lines.push((LineKind::Formula, text.into()));
    }

    pub fn text(&mut self, text: impl Into<String>) {
        self.lines.push((LineKind::Text, text.into()));
    }

    pub fn source(&mut self, text: impl Into<String>) {
        self.lines.push((LineKind::Source, text.into()));
    }

    pub fn heading(&mut self, text: impl Into<String>) {
        self.lines.push((LineKind::Heading, text.into()));
    }

    /// Every line, for plain output and tests.
    pub fn to_text(&self) -> String {
        let lines = self.lines.iter().map(|(_, text)| text.as_str());
        std::iter::once(self.title.as_str()).chain(lines).collect::<Vec<_>>().join("\n")
    }
}
