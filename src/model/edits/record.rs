//! Adding, removing and moving records, the same way for every kind.

use super::error::{EditError, EditResult};
use crate::model::document::edit::Edit;
use crate::model::document::session::Session;
use std::fmt::Display;

/// A list item of the document that has an id of its own.
pub(in crate::model) trait Record: Sized {
    type Id: Clone + PartialEq + AsRef<str> + Display;

    /// What one is called in messages.
    const KIND: &'static str;
    /// The list's name in the file.
    const LIST: &'static str;
    /// Each record is compared with all others, so an unlimited file could take years to open.
    const MAX_COUNT: usize;

    fn id(&self) -> &Self::Id;
    fn name(&self) -> &str;
    fn list(session: &Session) -> &Vec<Self>;
    fn list_mut(session: &mut Session) -> &mut Vec<Self>;
    fn addition(at: usize, record: Self) -> Edit;
    fn removal(id: Self::Id) -> Edit;

    /// Refuses a record that does not fit the document.
    fn check_addition(&self, session: &Session) -> Result<(), EditError>;

    /// How many rows of the document refer to the record, by what they are. It can be removed when there are none.
    fn references(session: &Session, id: &Self::Id) -> Vec<(&'static str, usize)>;
}

/// A record whose position in the list can be changed.
pub(in crate::model) trait MovableRecord: Record {
    fn relocation(id: Self::Id, to: usize) -> Edit;
}

/// The part of [`Record`] that is the same for every kind.
macro_rules! record_basics {
    ($id:ty, $kind:literal, $list:ident, $max:literal, $add:ident { $field:ident }, $remove:ident) => {
        record_basics!($id, $kind, $list, $max, $add { $field }, $remove, name);
    };
    // A record that is known by another field than its name.
    ($id:ty, $kind:literal, $list:ident, $max:literal, $add:ident { $field:ident }, $remove:ident, $name:ident) => {
        type Id = $id;
        const KIND: &'static str = $kind;
        const LIST: &'static str = stringify!($list);
        const MAX_COUNT: usize = $max;

        fn id(&self) -> &Self::Id {
            &self.id
        }

        fn name(&self) -> &str {
            &self.$name
        }

        fn list(session: &Session) -> &Vec<Self> {
            &session.$list
        }

        fn list_mut(session: &mut Session) -> &mut Vec<Self> {
            &mut session.$list
        }

        fn addition(at: usize, $field: Self) -> Edit {
            Edit::$add { at, $field }
        }

        fn removal(id: Self::Id) -> Edit {
            Edit::$remove { id }
        }
    };
}

pub(super) use record_basics;

/// Joins the references that exist: `2 scores, 1 notes`.
pub(super) fn describe_references(counts: &[(&'static str, usize)]) -> Option<String> {
    let parts: Vec<String> =
        counts.iter().filter(|(_, count)| *count > 0).map(|(what, count)| format!("{count} {what}")).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

impl Session {
    pub(in crate::model) fn position<R: Record>(&self, id: &R::Id) -> Result<usize, EditError> {
        let missing = || EditError::Missing { kind: R::KIND, id: id.to_string() };
        R::list(self).iter().position(|record| record.id() == id).ok_or_else(missing)
    }

    pub(in crate::model) fn record<R: Record>(&self, id: &R::Id) -> Result<&R, EditError> {
        Ok(&R::list(self)[self.position::<R>(id)?])
    }

    /// The name of a record, or its id when it is gone.
    pub(super) fn name_of<R: Record>(&self, id: &R::Id) -> String {
        self.record::<R>(id).map_or_else(|_| id.to_string(), |record| record.name().to_owned())
    }

    pub(super) fn record_mut<R: Record>(&mut self, id: &R::Id) -> Result<&mut R, EditError> {
        let at = self.position::<R>(id)?;
        Ok(&mut R::list_mut(self)[at])
    }

    pub(super) fn add<R: Record>(&mut self, at: usize, record: R) -> EditResult {
        record.check_addition(self)?;
        let (id, len) = (record.id().clone(), R::list(self).len());
        if id.as_ref().is_empty() {
            return Err(EditError::EmptyId(R::KIND));
        }
        if self.position::<R>(&id).is_ok() {
            return Err(EditError::Duplicate { kind: R::KIND, id: id.to_string() });
        }
        if at > len {
            return Err(EditError::OutOfRange { list: R::LIST, at, len });
        }
        if len >= R::MAX_COUNT {
            return Err(EditError::TooMany { list: R::LIST, max: R::MAX_COUNT });
        }
        R::list_mut(self).insert(at, record);
        self.sort_tables();
        Ok(R::removal(id))
    }

    pub(super) fn remove<R: Record>(&mut self, id: &R::Id) -> EditResult {
        let at = self.position::<R>(id)?;
        if let Some(by) = describe_references(&R::references(self, id)) {
            return Err(EditError::InUse { kind: R::KIND, id: id.to_string(), by });
        }
        let record = R::list_mut(self).remove(at);
        self.sort_tables();
        Ok(R::addition(at, record))
    }

    pub(super) fn move_to<R: MovableRecord>(&mut self, id: R::Id, to: usize) -> EditResult {
        let (from, len) = (self.position::<R>(&id)?, R::list(self).len());
        if to >= len {
            return Err(EditError::OutOfRange { list: R::LIST, at: to, len });
        }
        let record = R::list_mut(self).remove(from);
        R::list_mut(self).insert(to, record);
        self.sort_tables();
        Ok(R::relocation(id, from))
    }
}
