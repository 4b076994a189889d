//! The text of a journal: a header, the document before the first edit, and one line per record.

use crate::model::text::{from_text, to_line, to_text, value_from_text};
use crate::model::{JournalRecord, Session};
use crate::store::fingerprint::Fingerprint;
use serde::{Deserialize, Serialize};

/// Version of the journal format.
const FORMAT: u32 = 1;

/// The first line.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Header {
    format: u32,
    pub(super) document: String,
    /// The version of its file before the first record; none when it was never saved.
    pub(super) base: Option<Fingerprint>,
}

impl Header {
    pub(super) fn new(document: String, base: Option<Fingerprint>) -> Self {
        Self { format: FORMAT, document, base }
    }
}

/// A value on one line. Line ends inside texts are escaped.
pub(super) fn to_record_line<T: Serialize>(value: &T) -> Result<String, String> {
    to_line(value).map(|line| line + "\n").map_err(|error| error.to_string())
}

/// The two header lines of a journal.
pub(super) fn header_lines(header: &Header, session: &Session) -> Result<String, String> {
    let text = to_text(session).map_err(|error| error.to_string())?;
    Ok(to_record_line(header)? + &to_record_line(&text)?)
}

/// A parsed journal.
#[derive(Debug)]
pub(super) struct JournalContent {
    pub(super) header: Header,
    pub(super) session: Session,
    /// Each with the offset of its end.
    pub(super) records: Vec<(JournalRecord, u64)>,
    /// Offset of the end of the header.
    pub(super) head: u64,
    /// Why reading stopped before the end, if a line is damaged.
    pub(super) damage: Option<String>,
}

/// Parses a journal. `None` if it ends before its first record. An incomplete last line is ignored.
pub(super) fn parse_journal(bytes: &[u8]) -> Result<Option<JournalContent>, String> {
    let mut end = 0;
    let mut whole = bytes.split_inclusive(|byte| *byte == b'\n').filter(|line| line.ends_with(b"\n")).map(|line| {
        end += line.len() as u64;
        (std::str::from_utf8(line).map_err(|_| "it is not UTF-8".to_owned()), end)
    });
    let (Some((header, _)), Some((base, head))) = (whole.next(), whole.next()) else { return Ok(None) };
    let header = self::header(header?)?;
    let text: String = value_from_text(base?).map_err(|error| format!("its second line is damaged: {}", error.what))?;
    let session = from_text(&text).map_err(|problems| {
        let what: Vec<String> = problems.iter().map(ToString::to_string).collect();
        format!("the document in it is wrong: {}", what.join(", "))
    })?;
    let mut content = JournalContent { header, session: session.session, records: Vec::new(), head, damage: None };
    for (line, end) in whole {
        match line.and_then(|line| value_from_text(line).map_err(|error| error.what)) {
            Ok(record) => content.records.push((record, end)),
            Err(what) => {
                content.damage = Some(format!("record {} is damaged: {what}", content.records.len() + 1));
                break;
            }
        }
    }
    Ok(Some(content))
}

fn header(line: &str) -> Result<Header, String> {
    let header: Header = value_from_text(line).map_err(|error| format!("its first line is damaged: {}", error.what))?;
    match header.format {
        FORMAT => Ok(header),
        format => Err(format!("it has format {format}, and this program reads format {FORMAT}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_with_line_ends_is_one_line_and_comes_back() {
        let text = "a\nb\r\n\u{2028}\"\\ \u{0}\u{1b}[0m é".to_owned();
        let line = to_record_line(&text).unwrap();
        assert_eq!(line.matches('\n').count(), 1);
        assert_eq!(value_from_text::<String>(&line).unwrap(), text);
    }

    #[test]
    fn a_newer_format_is_called_so() {
        let newer = to_record_line(&Header { format: 9, document: String::new(), base: None }).unwrap();
        let bytes = newer + &to_record_line(&to_text(&Session::new("x")).unwrap()).unwrap();
        assert_eq!(parse_journal(bytes.as_bytes()).unwrap_err(), "it has format 9, and this program reads format 1");
    }
}
