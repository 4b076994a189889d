//! Edits of the team's own operations hours.

use super::error::{EditError, EditResult};
use super::tables::replace;
use crate::model::document::edit::Edit;
use crate::model::document::hours::{HoursFigures, HoursOverride};
use crate::model::document::session::Session;
use crate::model::values::id::{PlatformId, TaskId};

impl HoursOverride {
    /// Requires low ≤ likely ≤ high.
    pub(in crate::model) fn check(&self) -> Result<(), EditError> {
        for (lower, upper) in [(self.low, self.likely), (self.likely, self.high)] {
            if lower > upper {
                return Err(EditError::ReversedRange(lower.to_string(), upper.to_string()));
            }
        }
        Ok(())
    }
}

impl Session {
    pub(super) fn set_hours(
        &mut self,
        task: TaskId,
        platform: Option<PlatformId>,
        figures: Option<HoursFigures>,
    ) -> EditResult {
        let row = figures.map(|HoursFigures { low, likely, high, why, by }| HoursOverride {
            task: task.clone(),
            platform: platform.clone(),
            low,
            likely,
            high,
            why,
            by,
        });
        row.as_ref().map_or(Ok(()), HoursOverride::check)?;
        let matches = |row: &HoursOverride| row.is_for(task.as_str(), platform.as_ref());
        let said = replace(&mut self.hours, matches, row)
            .map(|HoursOverride { low, likely, high, why, by, .. }| HoursFigures { low, likely, high, why, by });
        self.sort_tables();
        Ok(Edit::SetHours { task, platform, said })
    }
}
