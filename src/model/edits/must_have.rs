//! Edits of must-haves and of what is said of alternatives under them.

use super::error::{EditError, EditResult};
use super::record::{MovableRecord, Record, record_basics};
use super::tables::replace;
use crate::model::document::alternative::Alternative;
use crate::model::document::edit::Edit;
use crate::model::document::must_have::{Marking, MustHave, MustHaveMark};
use crate::model::document::session::Session;
use crate::model::values::id::{AlternativeId, MustHaveId};

impl Record for MustHave {
    record_basics!(MustHaveId, "must-have", must_haves, 100, AddMustHave { must_have }, RemoveMustHave, text);

    fn check_addition(&self, _: &Session) -> Result<(), EditError> {
        Ok(())
    }

    fn references(session: &Session, id: &MustHaveId) -> Vec<(&'static str, usize)> {
        vec![("marks", session.must_have_marks.iter().filter(|row| row.must_have == *id).count())]
    }
}

impl MovableRecord for MustHave {
    fn relocation(id: MustHaveId, to: usize) -> Edit {
        Edit::MoveMustHave { id, to }
    }
}

impl Session {
    pub(super) fn set_must_have_mark(
        &mut self,
        must_have: MustHaveId,
        alternative: AlternativeId,
        said: Option<Marking>,
    ) -> EditResult {
        self.position::<MustHave>(&must_have)?;
        self.position::<Alternative>(&alternative)?;
        let row = said.map(|Marking { mark, by, why }| MustHaveMark {
            must_have: must_have.clone(),
            alternative: alternative.clone(),
            mark,
            by,
            why,
        });
        let said = replace(&mut self.must_have_marks, |row| row.is_for(&must_have, &alternative), row)
            .map(|MustHaveMark { mark, by, why, .. }| Marking { mark, by, why });
        self.sort_tables();
        Ok(Edit::SetMustHaveMark { must_have, alternative, said })
    }
}
