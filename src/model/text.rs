//! The RON form of a session: one line per weight and per score, the same text for the same document.

use super::check::{Diagnostic, PathStep, Severity, check_session};
use super::decision::Decision;
use super::position::{TextPosition, locate};
use super::score::Score;
use super::session::{SCHEMA_VERSION, Session};
use ron::extensions::Extensions;
use ron::ser::PrettyConfig;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// What is wrong with a text, where, and what to do.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("{}:{}: {what}; {hint}", position.line, position.column)]
pub struct TextError {
    /// Where it stands.
    pub position: TextPosition,
    /// What is wrong.
    pub what: String,
    /// What to do.
    pub hint: String,
}

/// A document together with what is odd about it but no contradiction.
#[derive(Debug, Clone, PartialEq)]
pub struct ParsedSession {
    /// The document.
    pub session: Session,
    /// Warnings, each with its place.
    pub warnings: Vec<TextError>,
}

fn options() -> ron::Options {
    ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME)
}

fn pretty() -> PrettyConfig {
    PrettyConfig::new().depth_limit(2).new_line("\n")
}

/// The canonical text of a document, a final newline included.
pub fn to_text(session: &Session) -> Result<String, ron::Error> {
    let mut text = ron::Options::default().to_string_pretty(session, pretty())?;
    text.push('\n');
    Ok(text)
}

/// A value on one line, as the journal has it.
pub fn to_line<T: Serialize>(value: &T) -> Result<String, ron::Error> {
    ron::Options::default().to_string(value)
}

/// A value on one line, spaced as the lines of a document are.
pub(super) fn to_folded<T: Serialize>(value: &T) -> Result<String, ron::Error> {
    ron::Options::default().to_string_pretty(value, pretty().depth_limit(0))
}

/// Reads a value of the catalogue or the journal.
pub fn value_from_text<T: DeserializeOwned>(text: &str) -> Result<T, TextError> {
    options().from_str(text).map_err(|error| text_error(text, &error))
}

/// Reads a document: its shape, then everything that [`check`] knows. The first error of the shape, or every contradiction.
pub fn from_text(text: &str) -> Result<ParsedSession, Vec<TextError>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    check_schema(text).map_err(|error| vec![error])?;
    let mut session: Session = options().from_str(text).map_err(|error| vec![text_error(text, &error)])?;
    let (errors, warnings): (Vec<Diagnostic>, Vec<Diagnostic>) =
        check_session(&session).into_iter().partition(|problem| problem.severity == Severity::Error);
    let placed = |problem: Diagnostic| TextError {
        position: locate(text, &problem.path),
        what: problem.what,
        hint: problem.hint,
    };
    if !errors.is_empty() {
        return Err(errors.into_iter().map(placed).collect());
    }
    let warnings = warnings.into_iter().map(placed).collect();
    canonicalize(&mut session);
    Ok(ParsedSession { session, warnings })
}

/// Drops rows that say nothing and orders the flat tables, so that one document has one text.
fn canonicalize(session: &mut Session) {
    session.scores.retain(Score::is_worth_keeping);
    session.rubrics.retain(|row| !row.text.is_empty());
    session.notes.retain(|row| !row.text.is_empty());
    if session.decision == Some(Decision::default()) {
        session.decision = None;
    }
    session.sort_tables();
}

/// Looks at the schema number before anything else, so that a newer file is called newer and not broken.
fn check_schema(text: &str) -> Result<(), TextError> {
    let place = locate(text, &[PathStep::Field("schema")]);
    if place == locate(text, &[]) {
        return Ok(()); // it has none, which reading says better
    }
    let Some(number) = text.lines().nth(place.line - 1).map(|line| {
        let tail: String = line.chars().skip(place.column - 1).take_while(char::is_ascii_digit).collect();
        tail
    }) else {
        return Ok(());
    };
    match number.parse::<u32>() {
        Ok(SCHEMA_VERSION) | Err(_) => Ok(()),
        Ok(found) if found > SCHEMA_VERSION => Err(TextError {
            position: place,
            what: format!("schema {found} is newer than this program reads ({SCHEMA_VERSION})"),
            hint: "open it with a newer weighbridge; nothing was changed".to_owned(),
        }),
        Ok(found) => Err(TextError {
            position: place,
            what: format!("there is no schema {found}"),
            hint: format!("this program reads schema {SCHEMA_VERSION}"),
        }),
    }
}

fn text_error(text: &str, error: &ron::error::SpannedError) -> TextError {
    let at = error.span.start;
    let (line, column) = if at.line == 0 { (1, 1) } else { (at.line, at.col.max(1)) };
    let place = TextPosition { line, column };
    let of = |outer: &Option<String>| outer.as_ref().map_or_else(String::new, |outer| format!(" in {outer}"));
    let what = match &error.code {
        _ if text.trim().is_empty() => "the file is empty".to_owned(),
        // The hint says which there are.
        ron::Error::NoSuchStructField { found, outer, .. } => format!("there is no field '{found}'{}", of(outer)),
        ron::Error::NoSuchEnumVariant { found, outer, .. } => format!("there is no value '{found}'{}", of(outer)),
        ron::Error::MissingStructField { field, outer } => format!("the field '{field}' is missing{}", of(outer)),
        ron::Error::DuplicateStructField { field, outer } => format!("the field '{field}' stands twice{}", of(outer)),
        // ron takes it for a name; nobody who wrote a number does.
        ron::Error::SuggestRawIdentifier(found) | ron::Error::InvalidIdentifier(found) => {
            format!("'{found}' stands where a name is wanted")
        }
        ron::Error::ExceededRecursionLimit => "it is nested too deeply".to_owned(),
        code => code.to_string(),
    };
    TextError { position: place, hint: hint_for(&error.code, &ErrorContext::of(text, place)), what }
}

/// What stands where reading stopped.
struct ErrorContext<'a> {
    /// The line, up to there.
    before: String,
    /// The line.
    line: &'a str,
    /// The character there.
    at: Option<char>,
    is_start: bool,
    /// Nothing follows but an opened bracket.
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
            return format!("say how well it is known: Exact({found}), Likely({found}), Range(low, high) or Unknown");
        }
        E::ExpectedMapColon => match around.opened() {
            "Derived" => "name every part: Derived(source: MonthlyCost, worst: …, best: …)",
            "Measured" => "name every part: Measured(unit: \"…\", worst: …, best: …)",
            _ => "every part is named here, as in id: \"…\"",
        },
        E::ExpectedNamedStructLike(_) | E::ExpectedDifferentStructName { .. } if around.is_start => {
            "a session begins with ( and has what weighbridge new writes; a matrix is given as a file whose name ends in .csv"
        }
        E::ExpectedNamedStructLike(_) | E::ExpectedStructLike if around.at == Some('{') => {
            "write ( … ) instead of { … }"
        }
        E::ExpectedStructLike => "its value is missing: write it in brackets after the name",
        E::ExpectedComma if around.line.contains('.') => {
            "a whole number is wanted here, or a comma is missing before this"
        }
        E::ExpectedComma => "a comma is missing before this",
        E::ExpectedIdentifier if around.at == Some('"') => "write this name without quotes",
        E::ExpectedIdentifier if around.at == Some('#') => "comments begin with //",
        E::ExpectedString => "texts stand in double quotes",
        E::ExpectedBoolean => "write true or false",
        E::ExpectedInteger | E::IntegerOutOfBounds => "a whole number is wanted, from 0 on",
        E::ExpectedFloat => "a number is wanted, with a point before its decimals",
        E::ExpectedStructLikeEnd => {
            "there is one value too many, or a comma in a number: decimals are written with a point"
        }
        E::TrailingCharacters => "there is something after the closing bracket",
        E::Message(_) | E::InvalidValueForType { .. } => "correct the value",
        E::ExceededRecursionLimit => "no session is",
        _ => "compare with a file written by weighbridge new",
    };
    hint.to_owned()
}

fn suggestion(found: &str, expected: &[&'static str], what: &str) -> String {
    let closest = expected.iter().min_by_key(|name| edit_distance(found, name));
    match closest {
        Some(name) if edit_distance(found, name) <= 3 => format!("did you mean {what} '{name}'?"),
        _ if expected.is_empty() => format!("take the {what} away"),
        _ => format!("known: {}", expected.join(", ")),
    }
}

/// Letters to change, add, take away or swap with their neighbour.
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
