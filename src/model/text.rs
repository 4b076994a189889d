//! The RON form of a session: one line per weight and per score, the same text for the same document.

use super::check::{Problem, Severity, Step, check};
use super::locate::{Place, locate};
use super::session::{Decision, SCHEMA, Session};
use ron::extensions::Extensions;
use ron::ser::PrettyConfig;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// What is wrong with a text, where, and what to do.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("{}:{}: {what}; {hint}", place.line, place.column)]
pub struct TextError {
    /// Where it stands.
    pub place: Place,
    /// What is wrong.
    pub what: String,
    /// What to do.
    pub hint: String,
}

/// A document together with what is odd about it but no contradiction.
#[derive(Debug, Clone, PartialEq)]
pub struct Parsed {
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

/// Reads a value of the catalogue or the journal.
pub fn value_from_text<T: DeserializeOwned>(text: &str) -> Result<T, TextError> {
    options().from_str(text).map_err(|error| spanned(text, &error))
}

/// Reads a document: its shape, then everything that [`check`] knows. The first error of the shape, or every contradiction.
pub fn from_text(text: &str) -> Result<Parsed, Vec<TextError>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    check_schema(text).map_err(|error| vec![error])?;
    let mut session: Session = options().from_str(text).map_err(|error| vec![spanned(text, &error)])?;
    let (errors, warnings): (Vec<Problem>, Vec<Problem>) =
        check(&session).into_iter().partition(|problem| problem.severity == Severity::Error);
    let placed =
        |problem: Problem| TextError { place: locate(text, &problem.path), what: problem.what, hint: problem.hint };
    if !errors.is_empty() {
        return Err(errors.into_iter().map(placed).collect());
    }
    let warnings = warnings.into_iter().map(placed).collect();
    tidy(&mut session);
    Ok(Parsed { session, warnings })
}

/// Drops rows that say nothing and orders the flat tables, so that one document has one text.
fn tidy(session: &mut Session) {
    session.scores.retain(|row| !row.is_empty() || !row.by.is_empty());
    session.rubrics.retain(|row| !row.text.is_empty());
    session.notes.retain(|row| !row.text.is_empty());
    if session.decision == Some(Decision::default()) {
        session.decision = None;
    }
    session.settle();
}

/// Looks at the schema number before anything else, so that a newer file is called newer and not broken.
fn check_schema(text: &str) -> Result<(), TextError> {
    let place = locate(text, &[Step::Field("schema")]);
    let Some(number) = text.lines().nth(place.line - 1).map(|line| {
        let tail: String = line.chars().skip(place.column - 1).take_while(char::is_ascii_digit).collect();
        tail
    }) else {
        return Ok(());
    };
    match number.parse::<u32>() {
        Ok(SCHEMA) | Err(_) => Ok(()),
        Ok(found) if found > SCHEMA => Err(TextError {
            place,
            what: format!("schema {found} is newer than this program reads ({SCHEMA})"),
            hint: "open it with a newer weighbridge; nothing was changed".to_owned(),
        }),
        Ok(found) => Err(TextError {
            place,
            what: format!("there is no schema {found}"),
            hint: format!("this program reads schema {SCHEMA}"),
        }),
    }
}

fn spanned(text: &str, error: &ron::error::SpannedError) -> TextError {
    let at = error.span.start;
    let (line, column) = if at.line == 0 { (1, 1) } else { (at.line, at.col.max(1)) };
    let what = error.code.to_string();
    TextError { place: Place { line, column }, hint: hint_for(&error.code, text, line), what }
}

fn hint_for(code: &ron::Error, text: &str, line: usize) -> String {
    use ron::Error as E;
    let line = text.lines().nth(line - 1).unwrap_or("");
    match code {
        E::NoSuchStructField { expected, found, .. } => nearest(found, expected, "field"),
        E::NoSuchEnumVariant { expected, found, .. } => nearest(found, expected, "value"),
        E::MissingStructField { field, .. } => format!("add {field}: …"),
        E::DuplicateStructField { field, .. } => format!("keep one of the two {field} lines"),
        E::ExpectedComma if line.contains('.') => {
            "a whole number is wanted here, or a comma is missing before this".to_owned()
        }
        E::ExpectedComma => "a comma is missing before this".to_owned(),
        E::ExpectedString | E::ExpectedStringEnd => "texts stand in double quotes".to_owned(),
        E::ExpectedInteger => "a whole number is wanted".to_owned(),
        E::ExpectedFloat => "a number with a decimal point is wanted".to_owned(),
        E::Eof => "the file ends too early: was it cut off?".to_owned(),
        E::TrailingCharacters => "there is something after the closing bracket".to_owned(),
        E::Message(_) | E::InvalidValueForType { .. } => "correct the value".to_owned(),
        E::ExceededRecursionLimit => "it is nested deeper than any session is".to_owned(),
        _ => "compare with a file written by weighbridge new".to_owned(),
    }
}

fn nearest(found: &str, expected: &[&'static str], what: &str) -> String {
    let closest = expected.iter().min_by_key(|name| distance(found, name));
    match closest {
        Some(name) if distance(found, name) <= 3 => format!("did you mean {what} '{name}'?"),
        _ if expected.is_empty() => format!("take the {what} away"),
        _ => format!("known: {}", expected.join(", ")),
    }
}

/// Letters to change, add, take away or swap with their neighbour.
fn distance(a: &str, b: &str) -> usize {
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
