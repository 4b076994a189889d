//! Edits of estates.

use super::error::{EditError, EditResult};
use super::record::{Record, record_basics};
use crate::model::document::alternative::Alternative;
use crate::model::document::edit::{Edit, EstateField};
use crate::model::document::estate::Estate;
use crate::model::document::session::Session;
use crate::model::document::workload::Workload;
use crate::model::values::id::{AlternativeId, EstateId, WorkloadId};

impl Record for Estate {
    record_basics!(EstateId, "estate", estates, 200, AddEstate { estate }, RemoveEstate);

    fn check_addition(&self, session: &Session) -> Result<(), EditError> {
        session.check_assignment(&self.assign)
    }

    fn references(_: &Session, _: &EstateId) -> Vec<(&'static str, usize)> {
        Vec::new()
    }
}

impl Session {
    pub(super) fn set_estate(&mut self, id: EstateId, field: EstateField) -> EditResult {
        match &field {
            EstateField::Assign(assign) => self.check_assignment(assign)?,
            EstateField::Name(_) => {}
        }
        let field = field.swap(self.record_mut(&id)?);
        Ok(Edit::SetEstate { id, field })
    }

    fn check_assignment(&self, assign: &[(WorkloadId, AlternativeId)]) -> Result<(), EditError> {
        for (place, (workload, alternative)) in assign.iter().enumerate() {
            self.position::<Workload>(workload)?;
            self.position::<Alternative>(alternative)?;
            if assign[..place].iter().any(|(other, _)| other == workload) {
                return Err(EditError::Duplicate { kind: "assignment of", id: workload.to_string() });
            }
        }
        Ok(())
    }
}
