//! Errors in RON text, in words that a person who edits the file understands.

use super::position::{TextPosition, locate};

/// An error in a text: where it is and what to do.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("{}:{}: {what}; {hint}", position.line, position.column)]
pub struct TextError {
    pub position: TextPosition,
    pub what: String,
    /// What to do about it.
    pub hint: String,
}

/// What a RON error means, with its position and what to do.
pub(super) fn text_error(text: &str, error: &ron::error::SpannedError) -> TextError {
    let at = error.span.start;
    let (line, column) = if at.line == 0 { (1, 1) } else { (at.line, at.col.max(1)) };
    let place = TextPosition { line, column };
    let within = |outer: &Option<String>| outer.as_ref().map_or_else(String::new, |outer| format!(" in {outer}"));
    let what = match &error.code {
        _ if text.trim().is_empty() => "the file is empty".to_owned(),
        // The hint lists the valid names.
        ron::Error::NoSuchStructField { found, outer, .. } => format!("there is no field '{found}'{}", within(outer)),
        ron::Error::NoSuchEnumVariant { found, outer, .. } => format!("there is no value '{found}'{}", within(outer)),
        ron::Error::MissingStructField { field, outer } => format!("the field '{field}' is missing{}", within(outer)),
        ron::Error::DuplicateStructField { field, outer } => {
            format!("the field '{field}' is given twice{}", within(outer))
        }
        // RON takes a bare number for a name.
        ron::Error::SuggestRawIdentifier(found) | ron::Error::InvalidIdentifier(found) => {
            format!("expected a name, found '{found}'")
        }
        ron::Error::ExceededRecursionLimit => "it is nested too deeply".to_owned(),
        code => code.to_string(),
    };
    TextError { position: place, hint: hint_for(&error.code, &ErrorContext::of(text, place)), what }
}

/// The text around the position at which reading stopped.
struct ErrorContext<'a> {
    /// The line up to the position.
    before: String,
    line: &'a str,
    /// The character at the position.
    at: Option<char>,
    is_start: bool,
    /// Nothing follows but an opening bracket.
    is_end: bool,
}

impl<'a> ErrorContext<'a> {
    fn of(text: &'a str, place: TextPosition) -> Self {
        let line = text.lines().nth(place.line - 1).unwrap_or("");
        let before = line.chars().take(place.column - 1).collect();
        let is_start = place == locate(text, &[]);
        let here = line.chars().skip(place.column - 1).skip_while(|c| matches!(c, '(' | '['));
        let is_end = here.chain(text.lines().skip(place.line).flat_map(str::chars)).all(char::is_whitespace);
        Self { before, line, at: line.chars().nth(place.column - 1), is_start, is_end }
    }

    /// The name before the innermost bracket that is open here: `Derived` in `measure: Derived(MonthlyCost`.
    fn opened(&self) -> &str {
        let mut depth = 0;
        for (place, character) in self.before.char_indices().rev() {
            match character {
                ')' => depth += 1,
                '(' if depth == 0 => {
                    let head = &self.before[..place];
                    let is_name = |c: char| c.is_alphanumeric() || c == '_';
                    return head
                        .rfind(|c| !is_name(c))
                        .map_or(head, |at| head[at..].trim_start_matches(|c| !is_name(c)));
                }
                '(' => depth -= 1,
                _ => {}
            }
        }
        ""
    }
}

fn hint_for(code: &ron::Error, around: &ErrorContext<'_>) -> String {
    use ron::Error as E;
    let hint = match code {
        E::NoSuchStructField { expected, found, .. } => return suggestion(found, expected, "field"),
        E::NoSuchEnumVariant { expected, found, .. } => return suggestion(found, expected, "value"),
        E::ExpectedStringEnd => "a double quote is missing, or the file was cut off",
        E::Eof => "the file ends too early: was it cut off?",
        _ if around.is_end && !around.is_start && *code != E::TrailingCharacters => {
            "the file ends too early: was it cut off?"
        }
        E::MissingStructField { field, .. } => return format!("add {field}: …"),
        E::DuplicateStructField { field, .. } => return format!("keep one of the two {field} lines"),
        E::SuggestRawIdentifier(found) | E::InvalidIdentifier(found) if found.starts_with(|c: char| c.is_numeric()) => {
            return format!("state how certain it is: Exact({found}), Likely({found}), Range(low, high) or Unknown");
        }
        E::ExpectedMapColon => match around.opened() {
            "Derived" => "name every part: Derived(source: MonthlyCost, worst: …, best: …)",
            "Measured" => "name every part: Measured(unit: \"…\", worst: …, best: …)",
            _ => "name every part, as in id: \"…\"",
        },
        E::ExpectedNamedStructLike(_) | E::ExpectedDifferentStructName { .. } if around.is_start => {
            "a session starts with ( as written by weighbridge new; a matrix must be a file named *.csv"
        }
        E::ExpectedNamedStructLike(_) | E::ExpectedStructLike if around.at == Some('{') => {
            "write ( … ) instead of { … }"
        }
        E::ExpectedStructLike => "the value is missing: write it in brackets after the name",
        E::ExpectedComma if around.line.contains('.') => "use a whole number here, or add the missing comma before it",
        E::ExpectedComma => "add the missing comma before it",
        E::ExpectedIdentifier if around.at == Some('"') => "write this name without quotes",
        E::ExpectedIdentifier if around.at == Some('#') => "comments start with //",
        E::ExpectedString => "put text in double quotes",
        E::ExpectedBoolean => "write true or false",
        E::ExpectedInteger | E::IntegerOutOfBounds => "use a whole number, 0 or more",
        E::ExpectedFloat => "use a number, with a point before its decimals",
        E::ExpectedStructLikeEnd => "remove the extra value; decimals are written with a point, not a comma",
        E::TrailingCharacters => "remove the text after the closing bracket",
        E::Message(_) | E::InvalidValueForType { .. } => "correct the value",
        E::ExceededRecursionLimit => "reduce the nesting",
        _ => "compare with a file written by weighbridge new",
    };
    hint.to_owned()
}

fn suggestion(found: &str, expected: &[&'static str], what: &str) -> String {
    let closest = expected.iter().min_by_key(|name| edit_distance(found, name));
    match closest {
        Some(name) if edit_distance(found, name) <= 3 => format!("did you mean {what} '{name}'?"),
        _ if expected.is_empty() => format!("remove the {what}"),
        _ => format!("valid names: {}", expected.join(", ")),
    }
}

/// Edit distance with transpositions (Damerau–Levenshtein, optimal string alignment), over the first 64 characters.
fn edit_distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().take(64).collect(), b.chars().take(64).collect());
    let mut rows = vec![(0..=b.len()).collect::<Vec<_>>()];
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let change = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut least = change.min(rows[i - 1][j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                least = least.min(rows[i - 2][j - 2] + 1);
            }
            row.push(least);
        }
        rows.push(row);
    }
    rows[a.len()][b.len()]
}
