//! Edits of notes.

use super::error::EditResult;
use super::tables::replace;
use crate::model::document::alternative::Alternative;
use crate::model::document::criterion::Criterion;
use crate::model::document::edit::Edit;
use crate::model::document::note::{Note, NoteSubject};
use crate::model::document::session::Session;
use crate::model::document::workload::Workload;

impl Session {
    pub(super) fn set_note(&mut self, about: NoteSubject, text: String) -> EditResult {
        match &about {
            NoteSubject::Frame | NoteSubject::Decision => {}
            NoteSubject::Workload(id) | NoteSubject::Demand(id, _) => {
                self.position::<Workload>(id)?;
            }
            NoteSubject::Alternative(id) => {
                self.position::<Alternative>(id)?;
            }
            NoteSubject::Criterion(id) => {
                self.position::<Criterion>(id)?;
            }
        }
        let row = (!text.is_empty()).then(|| Note { about: about.clone(), text });
        let text = replace(&mut self.notes, |row| row.about == about, row).map_or(String::new(), |row| row.text);
        self.sort_tables();
        Ok(Edit::SetNote { about, text })
    }
}
