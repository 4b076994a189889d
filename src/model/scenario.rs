//! Scenarios: the same workloads under another demand. A scenario holds only what differs, so that a change of the base is
//! one of every scenario that says nothing about it.

use super::apply::{EditError, EditResult, find, insert, position, take};
use super::edit::{DemandField, Edit};
use super::id::{ScenarioId, WorkloadId};
use super::session::Session;
use super::workload::Workload;
use serde::ser::{Error, SerializeSeq};
use serde::{Deserialize, Serialize, Serializer};
use std::borrow::Cow;

/// A named variation of the demand.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// Its slug.
    pub id: ScenarioId,
    /// Its name on screen.
    pub name: String,
    /// When it would come about.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Figures that differ from the base: at most one per workload and field, in the order of the workloads and their fields.
    #[serde(default)]
    pub overrides: Vec<(WorkloadId, DemandField)>,
}

impl Scenario {
    /// What it says about this field of this workload's demand, if anything.
    pub fn override_for(&self, workload: &WorkloadId, field: &str) -> Option<&DemandField> {
        self.overrides.iter().find(|(of, said)| of == workload && said.field() == field).map(|(_, said)| said)
    }

    fn place(&self, workload: &WorkloadId, field: &str) -> Option<usize> {
        self.overrides.iter().position(|(of, said)| of == workload && said.field() == field)
    }
}

impl Session {
    /// The scenario of this id.
    pub fn scenario(&self, id: &ScenarioId) -> Option<&Scenario> {
        self.scenarios.iter().find(|scenario| scenario.id == *id)
    }

    /// The session as it would be under this scenario: its workloads ask for what the scenario says. The base, unchanged,
    /// without a scenario or under one that there is not.
    pub fn for_scenario(&self, scenario: Option<&ScenarioId>) -> Cow<'_, Session> {
        let Some(scenario) = scenario.and_then(|id| self.scenario(id)) else { return Cow::Borrowed(self) };
        let mut session = self.clone();
        for (id, field) in &scenario.overrides {
            if let Some(workload) = session.workloads.iter_mut().find(|workload| workload.id == *id) {
                field.clone().swap(&mut workload.demand);
            }
        }
        Cow::Owned(session)
    }

    pub(super) fn add_scenario(&mut self, at: usize, scenario: Scenario) -> EditResult {
        for (place, (workload, field)) in scenario.overrides.iter().enumerate() {
            position(&self.workloads, workload.as_str())?;
            field.check()?;
            if scenario.place(workload, field.field()) != Some(place) {
                let id = format!("{} of {workload}", field.field());
                return Err(EditError::Taken { what: "figure for", id });
            }
        }
        if !scenario.overrides.is_sorted_by_key(|row| override_order(&self.workloads, row)) {
            return Err(EditError::Disorder(scenario.id.0)); // taking it away would not give back what was added
        }
        let id = scenario.id.clone();
        insert(&mut self.scenarios, at, scenario)?;
        self.sorted_inverse(Edit::RemoveScenario { id })
    }

    pub(super) fn remove_scenario(&mut self, id: &ScenarioId) -> EditResult {
        let (at, scenario) = take(&mut self.scenarios, id.as_str(), None)?;
        self.sorted_inverse(Edit::AddScenario { at, scenario })
    }

    pub(super) fn set_override(
        &mut self,
        scenario: ScenarioId,
        workload: WorkloadId,
        field: DemandField,
    ) -> EditResult {
        position(&self.workloads, workload.as_str())?;
        field.check()?;
        let name = field.field();
        let row = find(&mut self.scenarios, scenario.as_str())?;
        let inverse = match row.place(&workload, name) {
            Some(place) => {
                let field = std::mem::replace(&mut row.overrides[place].1, field);
                Edit::SetOverride { scenario, workload, field }
            }
            None => {
                row.overrides.push((workload.clone(), field));
                Edit::ClearOverride { scenario, workload, field: name.to_owned() }
            }
        };
        self.sorted_inverse(inverse)
    }

    pub(super) fn clear_override(&mut self, scenario: ScenarioId, workload: WorkloadId, field: String) -> EditResult {
        let row = find(&mut self.scenarios, scenario.as_str())?;
        let Some(place) = row.place(&workload, &field) else {
            let id = format!("{field} of {workload}");
            return Err(EditError::Missing { what: "figure in this scenario for", id });
        };
        let (workload, field) = row.overrides.remove(place);
        self.sorted_inverse(Edit::SetOverride { scenario, workload, field })
    }
}

/// What the figures of a scenario are sorted by: the place of the workload, then that of the field.
pub(super) fn override_order(
    workloads: &[Workload],
    row: &(WorkloadId, DemandField),
) -> (Option<usize>, Option<usize>) {
    let workload = workloads.iter().position(|workload| workload.id == row.0);
    (workload, DemandField::FIELDS.iter().position(|name| *name == row.1.field()))
}

/// Writes the scenarios of a document so that each figure has a line of its own: changing one changes one line of the file.
/// Lists within a list would stand on the line of their item otherwise.
pub(super) fn serialize_one_override_per_line<S: Serializer>(
    scenarios: &[Scenario],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut list = serializer.serialize_seq(Some(scenarios.len()))?;
    for scenario in scenarios {
        list.serialize_element(&ScenarioText::of(scenario).map_err(S::Error::custom)?)?;
    }
    list.end()
}

/// A scenario as it stands in a file.
#[derive(Serialize)]
#[serde(rename = "Scenario")]
struct ScenarioText<'a> {
    id: &'a ScenarioId,
    name: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    note: &'a str,
    overrides: Box<ron::value::RawValue>,
}

impl<'a> ScenarioText<'a> {
    fn of(scenario: &'a Scenario) -> Result<Self, String> {
        let mut text = String::from("[");
        for row in &scenario.overrides {
            text.push_str("\n            ");
            text.push_str(&super::text::to_folded(row).map_err(|error| error.to_string())?);
            text.push(',');
        }
        text.push_str(if scenario.overrides.is_empty() { "]" } else { "\n        ]" });
        let overrides = ron::value::RawValue::from_boxed_ron(text.into_boxed_str()).map_err(|e| e.to_string())?;
        Ok(Self { id: &scenario.id, name: &scenario.name, note: &scenario.note, overrides })
    }
}
