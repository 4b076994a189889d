//! Hours of operations that the team reckons otherwise than the catalogue.

use super::apply::{EditError, EditResult, replace};
use super::edit::Edit;
use super::id::{PlatformId, TaskId};
use super::session::Session;
use super::units::HoursPerMonth;
use serde::{Deserialize, Serialize};

/// The team's own figure for a task on a platform, at the scope of the catalogue's.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HoursOverride {
    /// Which task of the catalogue.
    pub task: TaskId,
    /// On which platform; none for a task that is the same on all of them, such as looking after a database.
    #[serde(default)]
    pub platform: Option<PlatformId>,
    /// A good month.
    pub low: HoursPerMonth,
    /// An ordinary month.
    pub likely: HoursPerMonth,
    /// A bad month.
    pub high: HoursPerMonth,
    /// Why.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub why: String,
    /// Who said it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub by: String,
}

/// What somebody says about the hours of a task: from a good month to a bad one, and why.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HoursFigures {
    /// A good month.
    pub low: HoursPerMonth,
    /// An ordinary month.
    pub likely: HoursPerMonth,
    /// A bad month.
    pub high: HoursPerMonth,
    /// Why.
    #[serde(default)]
    pub why: String,
    /// Who says it.
    #[serde(default)]
    pub by: String,
}

impl HoursOverride {
    /// Whether it is about this task on this platform.
    pub fn is_for(&self, task: &str, platform: Option<&PlatformId>) -> bool {
        self.task.as_str() == task && self.platform.as_ref() == platform
    }

    /// Refuses hours that do not go from low through likely to high.
    pub(super) fn check(&self) -> Result<(), EditError> {
        for (one, next) in [(self.low, self.likely), (self.likely, self.high)] {
            if one > next {
                return Err(EditError::Reversed(one.to_string(), next.to_string()));
            }
        }
        Ok(())
    }

    fn into_figures(self) -> HoursFigures {
        let Self { low, likely, high, why, by, .. } = self;
        HoursFigures { low, likely, high, why, by }
    }
}

impl Session {
    /// The team's own hours for this task on this platform, if it has any.
    pub fn hours_override(&self, task: &str, platform: Option<&PlatformId>) -> Option<&HoursOverride> {
        self.hours.iter().find(|row| row.is_for(task, platform))
    }

    pub(super) fn set_hours(
        &mut self,
        task: TaskId,
        platform: Option<PlatformId>,
        said: Option<HoursFigures>,
    ) -> EditResult {
        let row = said.map(|HoursFigures { low, likely, high, why, by }| HoursOverride {
            task: task.clone(),
            platform: platform.clone(),
            low,
            likely,
            high,
            why,
            by,
        });
        if let Some(row) = &row {
            row.check()?;
        }
        let mine = |row: &HoursOverride| row.is_for(task.as_str(), platform.as_ref());
        let said = replace(&mut self.hours, mine, row).map(HoursOverride::into_figures);
        self.sorted_inverse(Edit::SetHours { task, platform, said })
    }
}
