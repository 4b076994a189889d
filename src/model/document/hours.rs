//! The team's own figures for operations hours, used instead of the catalogue's.

use crate::model::values::id::{PlatformId, TaskId};
use crate::model::values::units::HoursPerMonth;
use serde::{Deserialize, Serialize};

/// The team's own hours for a task on a platform, at the scope of the catalogue's row.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename = "OwnHours", deny_unknown_fields)]
pub struct HoursOverride {
    pub task: TaskId,
    /// None for a task that is the same on all platforms, such as operating a database.
    #[serde(default)]
    pub platform: Option<PlatformId>,
    /// A good month.
    pub low: HoursPerMonth,
    /// A typical month.
    pub likely: HoursPerMonth,
    /// A bad month.
    pub high: HoursPerMonth,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub why: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub by: String,
}

/// The figures of an [`HoursOverride`], without its task and platform.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename = "HoursSaid", deny_unknown_fields)]
pub struct HoursFigures {
    /// A good month.
    pub low: HoursPerMonth,
    /// A typical month.
    pub likely: HoursPerMonth,
    /// A bad month.
    pub high: HoursPerMonth,
    #[serde(default)]
    pub why: String,
    #[serde(default)]
    pub by: String,
}

impl HoursOverride {
    pub fn is_for(&self, task: &str, platform: Option<&PlatformId>) -> bool {
        self.task.as_str() == task && self.platform.as_ref() == platform
    }
}
