//! The folder of journals.

use super::active::{ActiveFile, Content, Journal, PendingHeader};
use super::create::{NewJournalFile, create_journal};
use super::names::{DocumentKey, journals_in};
use crate::model::Session;
use crate::store::fingerprint::Fingerprint;
use crate::store::locations;
use std::path::{Path, PathBuf};

/// The folder in which journals are kept, or why there is none.
#[derive(Debug, Clone)]
pub struct JournalFolder {
    pub(super) dir: Result<PathBuf, String>,
}

impl JournalFolder {
    /// In the user's own state directory.
    pub fn find() -> Self {
        match locations::state_dir() {
            Some(state) => Self::in_state_dir(&state),
            None => Self { dir: Err(format!("there is no home to keep it in; set ${}", locations::STATE_VAR)) },
        }
    }

    /// In this state directory.
    pub fn in_state_dir(state: &Path) -> Self {
        Self { dir: Ok(state.join("journals")) }
    }

    /// Whether there is a journal of this document: of another program, or left behind by a crash.
    pub fn has_journal(&self, document: &Path) -> bool {
        self.dir.as_ref().is_ok_and(|dir| !journals_in(dir, Some(&DocumentKey::of(document))).is_empty())
    }

    /// Starts the journal of a document that was just opened: the session in memory, and the version of its file (none when it
    /// was never saved). Never fails: a journal that cannot be written is off and gives the reason.
    pub fn open(&self, document: &Path, session: &Session, base: Option<Fingerprint>) -> Journal {
        self.open_beside(None, document, session, base)
    }

    /// The same beside a journal that this program holds itself.
    pub(super) fn open_beside(
        &self,
        own: Option<&Path>,
        document: &Path,
        session: &Session,
        base: Option<Fingerprint>,
    ) -> Journal {
        let opened = create_journal(&self.dir, document, own);
        let start = PendingHeader { session: session.clone(), base };
        let content = Content {
            dir: self.dir.clone(),
            document: document.to_owned(),
            start: start.clone(),
            records: Vec::new(),
            written: 0,
        };
        match opened {
            Ok(NewJournalFile { file, path, document, elsewhere }) => {
                let start = Some(Box::new(start));
                let active = Some(ActiveFile { file, path, document, start, valid_bytes: 0 });
                Journal { active, off_reason: None, elsewhere, content }
            }
            Err(reason) => Journal { active: None, off_reason: Some(reason), elsewhere: false, content },
        }
    }
}
