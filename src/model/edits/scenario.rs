//! Edits of scenarios and their overrides.

use super::error::{EditError, EditResult};
use super::record::{Record, record_basics};
use crate::model::document::demand::DemandField;
use crate::model::document::edit::Edit;
use crate::model::document::scenario::{Scenario, override_order};
use crate::model::document::session::Session;
use crate::model::document::workload::Workload;
use crate::model::values::id::{ScenarioId, WorkloadId};

impl Record for Scenario {
    record_basics!(ScenarioId, "scenario", scenarios, 50, AddScenario { scenario }, RemoveScenario);

    fn check_addition(&self, session: &Session) -> Result<(), EditError> {
        for (place, (workload, field)) in self.overrides.iter().enumerate() {
            session.position::<Workload>(workload)?;
            field.check()?;
            if self.override_position(workload, field.name()) != Some(place) {
                let id = format!("{} of {workload}", field.name());
                return Err(EditError::Duplicate { kind: "override of", id });
            }
        }
        // An unsorted list would be sorted here, and removing the scenario would not give back what was added.
        if !self.overrides.is_sorted_by_key(|row| override_order(&session.workloads, row)) {
            return Err(EditError::UnorderedOverrides(self.id.to_string()));
        }
        Ok(())
    }

    fn references(_: &Session, _: &ScenarioId) -> Vec<(&'static str, usize)> {
        Vec::new()
    }
}

impl Scenario {
    fn override_position(&self, workload: &WorkloadId, field: &str) -> Option<usize> {
        self.overrides.iter().position(|(id, value)| id == workload && value.name() == field)
    }
}

impl Session {
    pub(super) fn set_override(
        &mut self,
        scenario: ScenarioId,
        workload: WorkloadId,
        field: DemandField,
    ) -> EditResult {
        self.position::<Workload>(&workload)?;
        field.check()?;
        let name = field.name();
        let row = self.record_mut::<Scenario>(&scenario)?;
        let inverse = match row.override_position(&workload, name) {
            Some(place) => {
                let field = std::mem::replace(&mut row.overrides[place].1, field);
                Edit::SetOverride { scenario, workload, field }
            }
            None => {
                row.overrides.push((workload.clone(), field));
                Edit::ClearOverride { scenario, workload, field: name.to_owned() }
            }
        };
        self.sort_tables();
        Ok(inverse)
    }

    pub(super) fn clear_override(&mut self, scenario: ScenarioId, workload: WorkloadId, field: String) -> EditResult {
        let row = self.record_mut::<Scenario>(&scenario)?;
        let Some(place) = row.override_position(&workload, &field) else {
            return Err(EditError::Missing { kind: "override of", id: format!("{field} of {workload}") });
        };
        let (workload, field) = row.overrides.remove(place);
        self.sort_tables();
        Ok(Edit::SetOverride { scenario, workload, field })
    }
}
