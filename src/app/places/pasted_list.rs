//! A pasted list: one question, then a record per line, in one edit.

use crate::app::action::{Action, Plan, Refusal};
use crate::app::editor::MAX_LINE;
use crate::app::msg::Msg;
use crate::app::overlay::{Confirm, Overlay};
use crate::app::workbench::Workbench;
use crate::catalogue::Catalogue;
use crate::model::showable::showable;
use crate::model::{Edit, Session};

/// The most records that one paste adds.
const MAX_RECORDS: usize = 100;
/// Names that the question lists; more are counted.
const LISTED: usize = 8;

/// What a pasted list needs to know of a kind of record.
pub struct PastedRecords {
    /// What one is called, and several.
    pub noun: (&'static str, &'static str),
    /// The names that exist.
    pub names: fn(&Session) -> Vec<&str>,
    /// Adds a record from a line.
    pub add: fn(&Catalogue, &Session, &str) -> Edit,
}

/// The lines of a pasted text that say something, without the marks of a list.
pub fn list_lines(text: &str) -> Vec<String> {
    let unified = text.replace("\r\n", "\n").replace('\r', "\n");
    let lines = unified.lines().map(|line| showable(line).into_owned());
    lines.map(|line| strip_list_mark(line.trim()).to_owned()).filter(|line| !line.is_empty()).collect()
}

/// The line without `-`, `*`, `•`, `1.`, `2)` or `[x]` before it.
fn strip_list_mark(line: &str) -> &str {
    let digits = line.find(|c: char| !c.is_ascii_digit()).unwrap_or(0);
    let numbered = line.get(digits..).filter(|_| digits > 0).and_then(|rest| rest.strip_prefix(['.', ')']));
    let bullet = line.strip_prefix(['-', '*', '•', '·', '–', '+']);
    let rest = numbered.or(bullet).filter(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace));
    let rest = rest.unwrap_or(line).trim_start();
    let boxed = ["[ ]", "[x]", "[X]"].iter().find_map(|mark| rest.strip_prefix(mark));
    boxed.unwrap_or(rest).trim()
}

/// Asks whether to add what was pasted.
pub fn plan(workbench: &Workbench, records: &PastedRecords, text: &str) -> Plan {
    let session = &workbench.session;
    let lines = list_lines(text);
    if let Some(long) = lines.iter().find(|line| line.chars().count() > MAX_LINE) {
        return Refusal::err(format!("not pasted: a line has {} characters, at most {MAX_LINE}", long.chars().count()));
    }
    if lines.len() > MAX_RECORDS {
        return Refusal::err(format!("not pasted: {} lines, at most {MAX_RECORDS} at a time", lines.len()));
    }
    let mut with_them = session.clone();
    let (mut edits, mut added, mut known) = (Vec::new(), Vec::new(), 0);
    for line in lines {
        let edit = (records.add)(&workbench.catalogue, &with_them, &line);
        let mut next = with_them.clone();
        if let Err(error) = next.apply(edit.clone()) {
            return Refusal::err(format!("not pasted: '{line}': {error}"));
        }
        let before = (records.names)(&with_them);
        let new = (records.names)(&next).get(before.len()).map(|name| (*name).to_owned());
        let Some(name) = new.filter(|new| before.iter().all(|other| other.to_lowercase() != new.to_lowercase())) else {
            known += 1;
            continue;
        };
        added.push(name);
        edits.push(edit);
        with_them = next;
    }
    let (one, many) = records.noun;
    let noun = if added.len() == 1 { one } else { many };
    if added.is_empty() {
        let why = if known == 0 { "it is empty".to_owned() } else { format!("these {many} are listed already") };
        return Refusal::err(format!("nothing to paste: {why}"));
    }
    let question = format!("Add {} {noun}, one per line?", added.len());
    let detail = describe(&added, known);
    Ok(Action::Ask(Overlay::Confirm(Confirm {
        question,
        detail,
        yes: ("add".to_owned(), Msg::Apply(Box::new(Edit::Batch(edits)))),
        no: None,
    })))
}

/// The names that are added, and how many lines are not.
fn describe(added: &[String], known: usize) -> String {
    let listed = added.iter().take(LISTED).map(String::as_str).collect::<Vec<_>>().join(" · ");
    let more = match added.len().saturating_sub(LISTED) {
        0 => String::new(),
        more => format!(" · and {more} more"),
    };
    let left_out = match known {
        0 => String::new(),
        1 => " One is listed already and left out.".to_owned(),
        known => format!(" {known} are listed already and left out."),
    };
    format!("{listed}{more}.{left_out} u takes all of it back.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_loses_its_marks_and_nothing_else() {
        let text = "- Lenovo T14\r\n* MacBook Air\n\n1. Framework 13\n2) Dell\r[ ] HP\n • x\u{1b}[2J\n-5 °C\n3.5 kg\n";
        let lines = list_lines(text);
        assert_eq!(lines[..5], ["Lenovo T14", "MacBook Air", "Framework 13", "Dell", "HP"]);
        assert!(!lines[5].contains('\u{1b}'));
        assert_eq!(lines[6..], ["-5 °C", "3.5 kg"]);
        assert!(list_lines(" \n\t\n- \n").is_empty());
    }
}
