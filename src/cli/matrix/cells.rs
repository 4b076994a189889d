//! The fields of a CSV text with their positions.

use crate::model::position::TextPosition;
use csv::{ReaderBuilder, StringRecord, Trim};

/// A record: its fields without surrounding spaces, and the byte at which it starts.
pub(super) struct CsvRow {
    fields: StringRecord,
    start: usize,
}

/// Splits a text into records, without blank lines.
///
/// # Errors
/// The reader's message, with the byte at which it stopped.
pub(super) fn split_rows(text: &str) -> Result<Vec<CsvRow>, (usize, String)> {
    if let Some(at) = find_unclosed_quote(text) {
        return Err((at, "this quote is not closed".to_owned()));
    }
    let mut reader =
        ReaderBuilder::new().has_headers(false).flexible(true).trim(Trim::All).from_reader(text.as_bytes());
    let mut rows = Vec::new();
    for record in reader.records() {
        let fields = record.map_err(|error| {
            let at = error.position().map_or(0, |position| to_usize(position.byte()));
            (at, error.to_string())
        })?;
        let start = fields.position().map_or(0, |position| to_usize(position.byte()));
        rows.push(CsvRow { fields, start });
    }
    Ok(rows)
}

/// Where a quoted field starts that does not end. The reader would take the rest of the text as its content.
fn find_unclosed_quote(text: &str) -> Option<usize> {
    let (mut open, mut is_start) = (None, true);
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        match (open, character) {
            (None, '"') if is_start => open = Some(at),
            (Some(_), '"') if characters.next_if(|(_, next)| *next == '"').is_none() => open = None,
            _ => {}
        }
        is_start = open.is_none() && matches!(character, ',' | '\r' | '\n');
    }
    open
}

fn to_usize(offset: u64) -> usize {
    usize::try_from(offset).unwrap_or(usize::MAX)
}

impl CsvRow {
    pub(super) fn len(&self) -> usize {
        self.fields.len()
    }

    /// A field; empty beyond the end.
    pub(super) fn field(&self, index: usize) -> &str {
        self.fields.get(index).unwrap_or_default()
    }

    /// Where a field starts, or where the record ends if it has fewer fields.
    pub(super) fn field_position(&self, text: &str, index: usize) -> TextPosition {
        let tail = text.get(self.start..).unwrap_or_default();
        let mut at = self.start + (tail.len() - tail.trim_start_matches(['\r', '\n']).len());
        let (mut left, mut quoted) = (index, false);
        for (offset, character) in text.get(at..).unwrap_or_default().char_indices() {
            match character {
                _ if left == 0 => break,
                '"' => quoted = !quoted,
                ',' if !quoted => {
                    left -= 1;
                    if left == 0 {
                        at += offset + 1;
                    }
                }
                '\r' | '\n' if !quoted => {
                    at += offset;
                    left = 0;
                }
                _ => {}
            }
        }
        let tail = text.get(at..).unwrap_or_default();
        at += tail.len() - tail.trim_start_matches([' ', '\t']).len();
        TextPosition::from_offset(text, at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quote_that_is_never_closed_is_pointed_at() {
        assert_eq!(find_unclosed_quote("a,\"b \"\" c\",d\n\"x\ny\"\n q\"q,\"\"\n"), None);
        assert_eq!(find_unclosed_quote("a,\"b\nc,1\n"), Some(2));
        assert_eq!(find_unclosed_quote("a,\"b\"\"\nc,1\n"), Some(2));
        assert!(split_rows("a,\"b\n").is_err());
    }

    #[test]
    fn places_count_over_quotes_blanks_and_empty_lines() {
        let text = "a,b\n\n\"x, \"\"y\"\"\", é ,3\nq";
        let rows = split_rows(text).unwrap_or_default();
        let place = |row: usize, field| {
            (rows[row].field_position(text, field).line, rows[row].field_position(text, field).column)
        };
        assert_eq!(rows.len(), 3);
        assert_eq!(rows[1].field(0), "x, \"y\"");
        assert_eq!((place(0, 1), place(1, 0), place(1, 1), place(1, 2)), ((1, 3), (3, 1), (3, 13), (3, 16)));
        assert_eq!(place(2, 5), (4, 1), "a record that is too short");
    }
}
