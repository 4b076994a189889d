//! The list of saved sessions.

use super::line_input::LineInput;
use super::msg::Msg;
use super::picker::{FuzzyMatch, rank_matches};
use super::session_summary::{SessionDetails, SessionSummary};
use crate::catalogue::Catalogue;
use crate::model::{Moment, Session};
use std::cmp::Reverse;
use std::collections::VecDeque;
use std::path::{Path, PathBuf};

/// Sessions whose details are kept: those that were under the cursor last.
const MAX_DETAILED: usize = 8;
/// Characters of a question, and of all names, that a search looks at.
const MAX_SEARCHED: usize = 300;

/// A file of the library, as it was read.
#[derive(Debug, Clone)]
pub struct LibraryFile {
    /// Where it is, or will be saved.
    pub path: PathBuf,
    /// When it was last changed.
    pub changed: Moment,
    /// The session, or what is wrong with the file.
    pub session: Result<Box<Session>, String>,
    /// Whether it is in a file, and not only in a journal.
    pub is_saved: bool,
    /// Whether edits that were never saved wait in a journal.
    pub recoverable: bool,
}

/// A file of the library, as it is listed.
#[derive(Debug, Clone)]
pub struct LibraryEntry {
    /// Where it is.
    pub path: PathBuf,
    /// What the list shows of it, or why it cannot be read.
    pub content: Result<Box<SessionSummary>, String>,
    /// Whether edits that were never saved wait in a journal.
    pub recoverable: bool,
    /// Its place in the list: what is in no file yet comes first, then what was changed last.
    order: (bool, Reverse<Moment>),
    /// What a search looks at: a name first, then everything else.
    searched: (String, String),
}

impl LibraryEntry {
    /// Appraises a file for the list.
    pub fn new(file: LibraryFile, catalogue: &Catalogue) -> Self {
        let name = file.path.file_name().map_or(String::new(), |name| name.to_string_lossy().into_owned());
        let order = (file.is_saved, Reverse(file.changed));
        let (content, searched) = match file.session {
            Ok(session) => {
                let details = SessionDetails::compute(*session, catalogue);
                let summary = SessionSummary::of(&details);
                let rest = format!("{} {} {name}", searched_text(&details.session), summary.outcome);
                let title = summary.title.clone();
                (Ok(Box::new(summary)), (title, rest))
            }
            Err(error) => (Err(error.clone()), (name, error)),
        };
        Self { path: file.path, content, recoverable: file.recoverable, order, searched }
    }
}

/// What a search looks at beside title, outcome and name of the file.
fn searched_text(session: &Session) -> String {
    let names: Vec<&str> = session.alternatives.iter().map(|row| row.name.as_str()).collect();
    let beginning = |text: &str| text.chars().take(MAX_SEARCHED).collect::<String>();
    format!("{} {} {}", beginning(&session.question), beginning(&names.join(" ")), session.tags.join(" "))
}

/// The list of files and the search in it.
#[derive(Debug, Clone, Default)]
pub struct Library {
    /// Every file that was read, newest first.
    pub entries: Vec<LibraryEntry>,
    /// Those that match the query, best first.
    pub matches: Vec<FuzzyMatch>,
    /// The index of the match under the cursor.
    pub cursor: usize,
    /// The text that is searched for.
    pub query: LineInput,
    /// Whether it is being typed.
    pub is_searching: bool,
    /// How many files there are; none until the folder was listed.
    listed: Option<usize>,
    /// Documents and results of the sessions that were under the cursor last, the latest at the end.
    details: VecDeque<(PathBuf, SessionDetails)>,
    /// The file whose details were asked for last.
    requested: Option<PathBuf>,
}

impl Library {
    /// Begins anew with a folder of so many files, none of which has been read.
    pub fn begin(&mut self, files: usize) {
        *self = Self { listed: Some(files), ..Self::default() };
    }

    /// Whether the folder has been listed, and something of it can be shown.
    pub fn is_loaded(&self) -> bool {
        self.listed.is_some_and(|listed| listed == 0 || !self.entries.is_empty())
    }

    /// How many files are still to be read.
    pub fn unread(&self) -> usize {
        self.listed.unwrap_or(0).saturating_sub(self.entries.len())
    }

    /// Adds files that were read. The cursor stays on its file unless it is still at the top.
    pub fn add(&mut self, entries: Vec<LibraryEntry>) {
        let was = self.selected().filter(|_| self.cursor > 0).map(|entry| entry.path.clone());
        self.entries.extend(entries);
        self.entries.sort_by(|a, b| (&a.order, &a.path).cmp(&(&b.order, &b.path)));
        self.update_matches();
        if let Some(was) = was {
            self.select(&was);
        }
    }

    /// The document and the results of the session under the cursor; none until they were read.
    pub fn selected_details(&self) -> Option<&SessionDetails> {
        let selected = self.selected()?;
        self.details.iter().find(|(path, _)| *path == selected.path).map(|(_, details)| details)
    }

    /// The session under the cursor, if its details are to be read now: each is asked for once.
    pub fn request_details(&mut self) -> Option<PathBuf> {
        let path = self.selected().filter(|entry| entry.content.is_ok())?.path.clone();
        if self.selected_details().is_some() || self.requested.as_ref() == Some(&path) {
            return None;
        }
        self.requested = Some(path.clone());
        Some(path)
    }

    /// Takes in what was asked for.
    pub fn add_details(&mut self, path: PathBuf, details: SessionDetails) {
        self.details.retain(|(known, _)| *known != path);
        self.details.push_back((path, details));
        while self.details.len() > MAX_DETAILED {
            self.details.pop_front();
        }
    }

    /// Puts the cursor on a file.
    pub fn select(&mut self, path: &Path) {
        let is_it = |found: &FuzzyMatch| self.entries.get(found.item).is_some_and(|entry| entry.path == path);
        self.cursor = self.matches.iter().position(is_it).unwrap_or(self.cursor);
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
        let texts = self.entries.iter().map(|entry| (entry.searched.0.as_str(), entry.searched.1.as_str()));
        self.matches = rank_matches(self.query.text(), texts);
        self.cursor = self.cursor.min(self.matches.len().saturating_sub(1));
    }
}
