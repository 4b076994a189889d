//! Positions of values in RON text, so that a diagnostic can give line and column.
//!
//! The text has been parsed before and is well formed, so it is enough to follow brackets, strings and comments.

/// A step on the path from the document to a value in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PathStep {
    /// A field of a record.
    Field(&'static str),
    /// An item of a list, counted from 0.
    Item(usize),
}

/// A position in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct TextPosition {
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
}

impl TextPosition {
    pub const START: Self = Self { line: 1, column: 1 };

    pub fn from_offset(text: &str, offset: usize) -> Self {
        let before = text.get(..offset).unwrap_or(text);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().map_or(0, |tail| tail.chars().count()) + 1;
        Self { line, column }
    }
}

/// The position of the value at `path`, or of the innermost enclosing value that can be found.
pub fn locate(text: &str, path: &[PathStep]) -> TextPosition {
    let mut walker = Walker { text, at: 0 };
    walker.skip_blank();
    let mut best = walker.at;
    for step in path {
        if !walker.enter(step) {
            break;
        }
        best = walker.at;
    }
    TextPosition::from_offset(text, best)
}

struct Walker<'a> {
    text: &'a str,
    at: usize,
}

impl Walker<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn bump(&mut self) -> Option<char> {
        let next = self.peek()?;
        self.at += next.len_utf8();
        Some(next)
    }

    /// Skips white space, comments and attributes such as `#![enable(implicit_some)]`.
    fn skip_blank(&mut self) {
        loop {
            let rest = self.rest();
            if let Some(comment) = rest.strip_prefix("//") {
                self.at += 2 + comment.find('\n').unwrap_or(comment.len());
            } else if rest.starts_with("/*") {
                self.at += nested_comment(rest);
            } else if rest.starts_with("#!") {
                self.at += rest.find(']').map_or(rest.len(), |end| end + 1);
            } else if rest.starts_with(char::is_whitespace) {
                self.bump();
            } else {
                return;
            }
        }
    }

    fn name(&mut self) -> &str {
        let start = self.at;
        while self.peek().is_some_and(|c| c.is_alphanumeric() || c == '_') {
            self.bump();
        }
        self.text.get(start..self.at).unwrap_or("")
    }

    /// Moves from the start of a value to the start of a field or item in it. Looks through `Some(…)`.
    fn enter(&mut self, step: &PathStep) -> bool {
        loop {
            let start = self.at;
            let name = self.name().to_owned();
            self.skip_blank();
            let Some(open @ ('(' | '[')) = self.peek() else {
                self.at = start;
                return false;
            };
            self.bump();
            self.skip_blank();
            if name == "Some" {
                continue;
            }
            return match step {
                PathStep::Item(target) if open == '[' => self.item(*target),
                PathStep::Field(target) => self.field(target),
                PathStep::Item(_) => false,
            };
        }
    }

    fn item(&mut self, target: usize) -> bool {
        for _ in 0..target {
            if !self.skip_value() {
                return false;
            }
        }
        !matches!(self.peek(), None | Some(']'))
    }

    fn field(&mut self, target: &str) -> bool {
        while !matches!(self.peek(), None | Some(')')) {
            let start = self.at;
            let is_target = self.name() == target;
            self.skip_blank();
            if self.peek() != Some(':') {
                self.at = start;
                return false;
            }
            self.bump();
            self.skip_blank();
            if is_target {
                return true;
            }
            if !self.skip_value() {
                return false;
            }
        }
        false
    }

    /// Skips one value and the comma after it; false at the end of the list.
    fn skip_value(&mut self) -> bool {
        let mut depth = 0usize;
        loop {
            self.skip_blank();
            match self.peek() {
                None => return false,
                Some('"') => self.skip_string(),
                Some('r') if self.is_raw_string() => self.skip_raw_string(),
                Some('\'') => self.skip_char(),
                Some('(' | '[' | '{') => {
                    depth += 1;
                    self.bump();
                }
                Some(')' | ']' | '}') if depth == 0 => return false,
                Some(')' | ']' | '}') => {
                    depth -= 1;
                    self.bump();
                }
                Some(',') if depth == 0 => {
                    self.bump();
                    self.skip_blank();
                    return true;
                }
                Some(c) if c.is_alphanumeric() || c == '_' => {
                    self.name();
                }
                Some(_) => {
                    self.bump();
                }
            }
        }
    }

    fn skip_string(&mut self) {
        self.bump();
        while let Some(c) = self.bump() {
            match c {
                '\\' => {
                    self.bump();
                }
                '"' => return,
                _ => {}
            }
        }
    }

    fn is_raw_string(&self) -> bool {
        let rest = self.rest().get(1..).unwrap_or("");
        rest.trim_start_matches('#').starts_with('"')
    }

    fn skip_raw_string(&mut self) {
        self.bump();
        let hashes = self.rest().chars().take_while(|c| *c == '#').count();
        self.at += hashes + 1;
        let close = format!("\"{}", "#".repeat(hashes));
        let rest = self.rest();
        self.at += rest.find(&close).map_or(rest.len(), |end| end + close.len());
    }

    fn skip_char(&mut self) {
        self.bump();
        if self.bump() == Some('\\') {
            self.bump();
        }
        self.bump();
    }
}

/// Length in bytes of the nested comment at the start of a text.
fn nested_comment(text: &str) -> usize {
    let (mut depth, mut at) = (0usize, 0);
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        if rest.starts_with("/*") {
            depth += 1;
            at += 2;
        } else if rest.starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                break;
            }
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    at
}

/// Whether there is a comment in a well-formed text, outside quoted text.
pub fn has_comments(text: &str) -> bool {
    let mut walker = Walker { text, at: 0 };
    while let Some(character) = walker.peek() {
        match character {
            '/' if walker.rest().starts_with("//") || walker.rest().starts_with("/*") => return true,
            '"' => walker.skip_string(),
            'r' if walker.is_raw_string() => walker.skip_raw_string(),
            '\'' => walker.skip_char(),
            c if c.is_alphanumeric() || c == '_' => {
                walker.name();
            }
            _ => {
                walker.bump();
            }
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "// first\n(\n  title: \"a, (b\\\"\",\n  criteria: [\n    (id: \"x\"),\n    (id: r#\"y\"]\"#, points: 3), // two\n  ],\n  decision: Some((choices: [1])),\n)\n";

    #[test]
    fn it_finds_items_fields_and_looks_through_some() {
        let at = |path: &[PathStep]| locate(TEXT, path);
        assert_eq!(at(&[]), TextPosition { line: 2, column: 1 });
        assert_eq!(at(&[PathStep::Field("criteria"), PathStep::Item(1)]), TextPosition { line: 6, column: 5 });
        assert_eq!(
            at(&[PathStep::Field("criteria"), PathStep::Item(1), PathStep::Field("points")]),
            TextPosition { line: 6, column: 28 }
        );
        assert_eq!(
            at(&[PathStep::Field("decision"), PathStep::Field("choices")]),
            TextPosition { line: 8, column: 28 }
        );
    }

    #[test]
    fn comments_nest_and_hide_nothing() {
        let text = "( /* a /* ( */ [ */ criteria: [(id: \"x\"), /* ), /* */ ( */ (id: \"y\")])";
        let at = locate(text, &[PathStep::Field("criteria"), PathStep::Item(1)]);
        assert_eq!(text.chars().skip(at.column - 1).take(8).collect::<String>(), "(id: \"y\"");
    }

    #[test]
    fn only_what_stands_outside_of_quotes_is_a_comment() {
        for text in [
            r#"(title: "see https://example.org \"//\"")"#,
            r##"(title: r"C:\", tags: [r#"a" // "#, "/*"])"##,
            "(a: 'r', b: '\"', c: '\\'', d: \"//\")",
        ] {
            assert!(!has_comments(text), "{text}");
        }
        for text in ["(title: \"a\", // why\n)", "/* a */ ()", r#"(title: r"\" /* b */)"#] {
            assert!(has_comments(text), "{text}");
        }
    }

    #[test]
    fn what_it_cannot_find_it_points_near() {
        assert_eq!(
            locate(TEXT, &[PathStep::Field("criteria"), PathStep::Item(9)]),
            TextPosition { line: 4, column: 13 }
        );
        assert_eq!(locate("", &[PathStep::Field("criteria")]), TextPosition::START);
    }
}
