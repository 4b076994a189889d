//! A user's own task file as it is written, and the errors found in it.

use super::book::TaskPart;
use crate::catalogue::hours_band::HoursBand;
use crate::catalogue::kind::PlatformKind;
use crate::catalogue::load_error::{error_at, with_example};
use crate::model::HoursPerMonth;
use crate::model::check::PathStep;
use crate::model::text::{TextError, value_from_text};
use serde::Deserialize;

pub(super) const EXAMPLE: &str =
    "write (version: \"2026-11\", tasks: [(id: \"os-patching\", hours: [(kind: VmFleet, hours: (1, 1.5, 3))])])";
pub(super) const TASKS: PathStep = PathStep::Field("tasks");
pub(super) const HOURS: PathStep = PathStep::Field("hours");

/// Hours as in the file, checked one by one so that each error has its position.
pub(super) type RawBand = (f64, f64, f64);

/// The file. Missing fields keep the book's values.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OverrideFile {
    pub version: String,
    #[serde(default)]
    pub replace: bool,
    #[serde(default)]
    pub productive_hours: Option<f64>,
    #[serde(default)]
    pub reference: Option<ScopeEntry>,
    #[serde(default)]
    pub learning: Option<ExtraEntry>,
    #[serde(default)]
    pub managed_data: Option<ExtraEntry>,
    #[serde(default)]
    pub own_data: Option<ExtraEntry>,
    #[serde(default)]
    pub rotation: Option<RotationEntry>,
    #[serde(default)]
    pub tasks: Vec<TaskEntry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ScopeEntry {
    #[serde(default)]
    pub services: Option<u32>,
    #[serde(default)]
    pub environments: Option<u32>,
    #[serde(default)]
    pub hosts: Vec<(PlatformKind, u32)>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ExtraEntry {
    #[serde(default)]
    pub basis: Option<String>,
    pub hours: RawBand,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RotationEntry {
    #[serde(default)]
    pub floor: Option<u32>,
    #[serde(default)]
    pub fewest: Option<u32>,
    #[serde(default)]
    pub cap: Option<f64>,
    #[serde(default)]
    pub toil_cap: Option<f64>,
    #[serde(default)]
    pub hours_per_incident: Option<f64>,
    #[serde(default)]
    pub per_shift: Option<f64>,
    pub source: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TaskEntry {
    pub id: String,
    #[serde(default)]
    pub name: Option<String>,
    #[serde(default)]
    pub cadence: Option<String>,
    #[serde(default)]
    pub basis: Option<String>,
    #[serde(default)]
    pub for_rotation: Option<bool>,
    #[serde(default)]
    pub parts: Option<Vec<TaskPart>>,
    pub hours: Vec<HoursEntry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct HoursEntry {
    pub kind: PlatformKind,
    pub hours: RawBand,
    #[serde(default)]
    pub parts: Option<Vec<TaskPart>>,
    #[serde(default)]
    pub basis: Option<String>,
}

/// Errors found in the file so far.
pub(super) struct ErrorCollector<'a> {
    pub text: &'a str,
    pub problems: Vec<TextError>,
}

impl ErrorCollector<'_> {
    pub fn add(&mut self, path: &[PathStep], what: String, hint: &str) {
        self.problems.push(error_at(self.text, path, what, hint));
    }

    /// The hours as a band; otherwise adds an error.
    pub fn parse_band(&mut self, path: &[PathStep], of: &str, written: RawBand) -> Option<HoursBand> {
        let why = match HoursBand::try_from(written) {
            Ok(band) => return Some(band),
            Err(why) => why,
        };
        self.add(path, format!("'{of}': {why}"), "give low, likely and high hours, each 0 or above");
        None
    }

    pub fn parse_hours(&mut self, path: &[PathStep], of: &str, written: Option<f64>) -> Option<HoursPerMonth> {
        let hours = HoursPerMonth::new(written?);
        hours.map_err(|error| self.add(path, format!("'{of}': {error}"), "give a number above 0")).ok()
    }

    /// Adds an error for every text that is given but empty.
    pub fn check_not_empty(&mut self, path: &[PathStep], of: &str, given: &[(&'static str, Option<&String>)]) {
        for (field, _) in given.iter().filter(|(_, text)| text.is_some_and(|text| text.trim().is_empty())) {
            self.add(
                &[path, &[PathStep::Field(field)]].concat(),
                format!("'{of}' has an empty {field}"),
                "fill it in, or remove it",
            );
        }
    }
}

/// Reads the shape of the file.
pub(super) fn parse_file(text: &str) -> Result<OverrideFile, TextError> {
    value_from_text(text).map_err(|error| with_example(text, error, EXAMPLE))
}
