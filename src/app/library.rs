//! The list of saved sessions.

use super::event::LibraryFile;
use super::line_input::LineInput;
use super::msg::Msg;
use super::picker::{FuzzyMatch, rank_matches};
use crate::appraisal::Appraisal;
use crate::catalogue::Catalogue;
use crate::model::{Moment, Session, SignatureCount, Status, current_signature_states};
use std::path::PathBuf;

/// A file of the library, as it is listed.
#[derive(Debug, Clone)]
pub struct LibraryEntry {
    /// Where it is.
    pub path: PathBuf,
    /// Its content, or why it cannot be read.
    pub content: Result<Box<SessionSummary>, String>,
    /// Whether edits that were never saved wait in a journal.
    pub recoverable: bool,
}

/// What the list shows of a session.
#[derive(Debug, Clone)]
pub struct SessionSummary {
    /// The document.
    pub session: Session,
    /// Its results.
    pub appraisal: Appraisal,
    /// The choice, or the leader, as text.
    pub outcome: String,
    /// The margin of the leader of the whole, in points of the scale.
    pub margin: Option<f64>,
    /// How many signatures hold, and how many do not.
    pub signatures: SignatureCount,
    /// When it was last changed.
    pub changed: Option<Moment>,
    /// The text that is searched.
    haystack: String,
}

impl SessionSummary {
    /// Appraises a session for the list.
    pub fn build(session: Session, catalogue: &Catalogue) -> Self {
        let appraisal = Appraisal::compute(&session, catalogue);
        let outcome = outcome(&session, &appraisal);
        let shown = session.totals_seen || session.status == Status::Decided;
        let margin =
            appraisal.overall_matrix().and_then(|matrix| matrix.ranking.as_ref()).and_then(|ranking| ranking.margin);
        let names = session.alternatives.iter().map(|row| row.name.as_str()).collect::<Vec<_>>().join(" ");
        let haystack = format!("{} {} {} {outcome}", session.question, names, session.tags.join(" "));
        let changed = session.log.last().map(|entry| entry.at);
        let signatures = SignatureCount::of(&current_signature_states(&session));
        Self { appraisal, outcome, margin: margin.filter(|_| shown), signatures, changed, haystack, session }
    }
}

/// The choice, or the leader; a dash while the totals are sealed.
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
    let Some(matrix) = appraisal.overall_matrix() else { return "–".to_owned() };
    match matrix.leaders() {
        [] => "–".to_owned(),
        [one] => format!("{} (leads)", matrix.columns[*one].name),
        several => format!("tie of {}", several.len()),
    }
}

/// The list of files and the search in it.
#[derive(Debug, Clone, Default)]
pub struct Library {
    /// Every file, newest first.
    pub entries: Vec<LibraryEntry>,
    /// Those that match the query, best first.
    pub matches: Vec<FuzzyMatch>,
    /// The index of the match under the cursor.
    pub cursor: usize,
    /// The text that is searched for.
    pub query: LineInput,
    /// Whether it is being typed.
    pub is_searching: bool,
    /// Whether the files have been read.
    pub is_loaded: bool,
}

impl Library {
    /// Replaces the files; the cursor stays on its file.
    pub fn set_files(&mut self, files: Vec<LibraryFile>, catalogue: &Catalogue) {
        let was = self.selected().map(|entry| entry.path.clone());
        self.entries = files
            .into_iter()
            .map(|file| LibraryEntry {
                path: file.path,
                content: file.session.map(|session| Box::new(SessionSummary::build(*session, catalogue))),
                recoverable: file.recoverable,
            })
            .collect();
        self.is_loaded = true;
        self.update_matches();
        if let Some(was) = was {
            self.select(&was);
        }
    }

    /// Puts the cursor on a file.
    pub fn select(&mut self, path: &std::path::Path) {
        let place = self.matches.iter().position(|found| self.entries[found.item].path == path);
        self.cursor = place.unwrap_or(self.cursor);
    }

    /// The file under the cursor.
    pub fn selected(&self) -> Option<&LibraryEntry> {
        self.entries.get(self.matches.get(self.cursor)?.item)
    }

    /// Moves the cursor, within the list.
    pub fn move_cursor(&mut self, by: isize) {
        let last = self.matches.len().saturating_sub(1);
        self.cursor = self.cursor.saturating_add_signed(by).min(last);
    }

    /// Types into the search, takes from it, or moves its caret. When the text changes, the cursor is on the best match.
    pub fn edit_query(&mut self, msg: &Msg) {
        if self.query.edit(msg) {
            self.update_matches();
            self.cursor = 0;
        }
    }

    /// Forgets the search.
    pub fn clear_query(&mut self) {
        self.query.clear();
        self.is_searching = false;
        self.update_matches();
    }

    fn update_matches(&mut self) {
        let file = |entry: &LibraryEntry| {
            entry.path.file_name().map_or(String::new(), |name| name.to_string_lossy().into_owned())
        };
        let texts: Vec<(String, String)> = self
            .entries
            .iter()
            .map(|entry| match &entry.content {
                Ok(content) => (content.session.title.clone(), format!("{} {}", content.haystack, file(entry))),
                Err(error) => (file(entry), error.clone()),
            })
            .collect();
        self.matches = rank_matches(self.query.text(), texts.iter().map(|(a, b)| (a.as_str(), b.as_str())));
        self.cursor = self.cursor.min(self.matches.len().saturating_sub(1));
    }
}
