//! The shelf of saved sessions.

use super::msg::Shelved;
use super::picker::{Match, ranked};
use crate::appraisal::Appraisal;
use crate::catalogue::Catalogue;
use crate::model::{Moment, Session, Status};
use std::path::PathBuf;

/// A file of the library, as it is listed.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Where it is.
    pub path: PathBuf,
    /// What is in it, or what is wrong with it.
    pub content: Result<Box<Content>, String>,
    /// Whether edits that were never saved wait in a journal.
    pub recoverable: bool,
}

/// What is in a file that could be read.
#[derive(Debug, Clone)]
pub struct Content {
    /// The document.
    pub session: Session,
    /// What follows from it.
    pub appraisal: Appraisal,
    /// Choice or leader, in words.
    pub outcome: String,
    /// Leader's lead on the whole, in points of the scale.
    pub margin: Option<f64>,
    /// When it was last changed.
    pub changed: Option<Moment>,
    /// Everything that is searched.
    haystack: String,
}

impl Content {
    /// Appraises a session for the list.
    pub fn of(session: Session, catalogue: &Catalogue) -> Self {
        let appraisal = Appraisal::of(&session, catalogue);
        let outcome = outcome(&session, &appraisal);
        let shown = session.totals_seen || session.status == Status::Decided;
        let margin = appraisal.whole().and_then(|sheet| sheet.ranking.as_ref()).and_then(|ranking| ranking.margin);
        let names = session.alternatives.iter().map(|row| row.name.as_str()).collect::<Vec<_>>().join(" ");
        let haystack = format!("{} {} {} {outcome}", session.question, names, session.tags.join(" "));
        let changed = session.log.last().map(|entry| entry.at);
        Self { appraisal, outcome, margin: margin.filter(|_| shown), changed, haystack, session }
    }
}

/// What was chosen, or who leads; a dash while the totals are sealed.
pub fn outcome(session: &Session, appraisal: &Appraisal) -> String {
    let name = |id: &crate::model::AlternativeId| {
        session.alternative(id).map_or_else(|| id.to_string(), |alternative| alternative.name.clone())
    };
    if let Some(decision) = session.decision.as_ref().filter(|decision| !decision.choices.is_empty()) {
        let mut chosen: Vec<String> = decision.choices.iter().map(|choice| name(&choice.alternative)).collect();
        chosen.dedup();
        return if chosen.len() == 1 { chosen.remove(0) } else { "mixed estate".to_owned() };
    }
    if !session.totals_seen {
        return "–".to_owned();
    }
    let Some(sheet) = appraisal.whole() else { return "–".to_owned() };
    match sheet.leaders() {
        [] => "–".to_owned(),
        [one] => format!("{} (leads)", sheet.columns[*one].name),
        several => format!("tie of {}", several.len()),
    }
}

/// The shelf.
#[derive(Debug, Clone, Default)]
pub struct Library {
    /// Every file, newest first.
    pub entries: Vec<Entry>,
    /// Which of them match what was typed, best first.
    pub matches: Vec<Match>,
    /// Which match the cursor is on.
    pub cursor: usize,
    /// What was typed to find one.
    pub query: String,
    /// Whether it is being typed.
    pub is_finding: bool,
    /// Whether the files have been read.
    pub is_read: bool,
}

impl Library {
    /// Takes in what is on the shelf; the cursor stays on the file it was on.
    pub fn fill(&mut self, files: Vec<Shelved>, catalogue: &Catalogue) {
        let was = self.selected().map(|entry| entry.path.clone());
        self.entries = files
            .into_iter()
            .map(|file| Entry {
                path: file.path,
                content: file.session.map(|session| Box::new(Content::of(*session, catalogue))),
                recoverable: file.recoverable,
            })
            .collect();
        self.is_read = true;
        self.narrow();
        if let Some(was) = was {
            self.select(&was);
        }
    }

    /// Puts the cursor on a file.
    pub fn select(&mut self, path: &std::path::Path) {
        let place = self.matches.iter().position(|found| self.entries[found.item].path == path);
        self.cursor = place.unwrap_or(self.cursor);
    }

    /// What the cursor is on.
    pub fn selected(&self) -> Option<&Entry> {
        self.entries.get(self.matches.get(self.cursor)?.item)
    }

    /// Moves the cursor, within the list.
    pub fn step(&mut self, by: isize) {
        let last = self.matches.len().saturating_sub(1);
        self.cursor = self.cursor.saturating_add_signed(by).min(last);
    }

    /// Types into the search.
    pub fn push(&mut self, text: &str) {
        self.query.extend(text.chars().filter(|c| !c.is_control()));
        self.narrow();
    }

    /// Takes a character away.
    pub fn pop(&mut self) {
        self.query.pop();
        self.narrow();
    }

    /// Forgets the search.
    pub fn clear(&mut self) {
        self.query.clear();
        self.is_finding = false;
        self.narrow();
    }

    fn narrow(&mut self) {
        let file =
            |entry: &Entry| entry.path.file_name().map_or(String::new(), |name| name.to_string_lossy().into_owned());
        let texts: Vec<(String, String)> = self
            .entries
            .iter()
            .map(|entry| match &entry.content {
                Ok(content) => (content.session.title.clone(), format!("{} {}", content.haystack, file(entry))),
                Err(error) => (file(entry), error.clone()),
            })
            .collect();
        self.matches = ranked(&self.query, texts.iter().map(|(a, b)| (a.as_str(), b.as_str())));
        self.cursor = self.cursor.min(self.matches.len().saturating_sub(1));
    }
}
