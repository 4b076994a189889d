//! Scenarios: the same workloads under another demand. A scenario holds only the figures that differ, so a change of the
//! base also changes every scenario that does not override the figure.

use super::demand::DemandField;
use super::fields::fields;
use super::workload::Workload;
use crate::model::text::ron::to_folded;
use crate::model::values::id::{ScenarioId, WorkloadId};
use serde::ser::{Error, SerializeSeq};
use serde::{Deserialize, Serialize, Serializer};

/// A named variation of the demand.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    pub id: ScenarioId,
    pub name: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Figures that differ from the base: at most one per workload and field, in the order of the workloads and fields.
    #[serde(default)]
    pub overrides: Vec<(WorkloadId, DemandField)>,
}

fields! {
    /// A field of a scenario, except its overrides.
    ScenarioField of Scenario {
        Name => name: String,
        Note => note: String,
    }
}

impl Scenario {
    /// The override of this field of this workload's demand.
    pub fn override_for(&self, workload: &WorkloadId, field: &str) -> Option<&DemandField> {
        self.overrides.iter().find(|(id, value)| id == workload && value.name() == field).map(|(_, value)| value)
    }
}

/// The sort key of an override: position of the workload, then of the field.
pub(in crate::model) fn override_order(
    workloads: &[Workload],
    (id, field): &(WorkloadId, DemandField),
) -> (Option<usize>, usize) {
    (workloads.iter().position(|workload| workload.id == *id), field.figure() as usize)
}

/// Writes each override on a line of its own, so that changing one changes one line of the file. Nested lists would
/// otherwise be on the line of their item.
pub(super) fn serialize_one_override_per_line<S: Serializer>(
    scenarios: &[Scenario],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut list = serializer.serialize_seq(Some(scenarios.len()))?;
    for scenario in scenarios {
        list.serialize_element(&ScenarioText::from_scenario(scenario).map_err(S::Error::custom)?)?;
    }
    list.end()
}

/// A scenario as it is written to a file.
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
    fn from_scenario(scenario: &'a Scenario) -> Result<Self, String> {
        let mut text = String::from("[");
        for row in &scenario.overrides {
            text.push_str("\n            ");
            text.push_str(&to_folded(row).map_err(|error| error.to_string())?);
            text.push(',');
        }
        text.push_str(if scenario.overrides.is_empty() { "]" } else { "\n        ]" });
        let overrides = ron::value::RawValue::from_boxed_ron(text.into_boxed_str()).map_err(|e| e.to_string())?;
        Ok(Self { id: &scenario.id, name: &scenario.name, note: &scenario.note, overrides })
    }
}
