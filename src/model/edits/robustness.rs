//! Edits of the settings of the robustness analysis.

use super::error::{EditError, EditResult};
use crate::model::document::edit::{Edit, RobustnessField};
use crate::model::document::robustness::RobustnessSettings;
use crate::model::document::session::Session;

impl RobustnessSettings {
    /// Requires a count of draws within the limit, and percentages.
    pub(in crate::model) fn check(&self) -> Result<(), EditError> {
        if !(1..=Self::MAX_SAMPLES).contains(&self.samples) {
            return Err(EditError::InvalidSamples(self.samples));
        }
        for (field, value) in [("spread", self.spread), ("first_rank", self.first_rank), ("shift", self.shift)] {
            if value > 100 {
                return Err(EditError::InvalidPercentage { field, value });
            }
        }
        Ok(())
    }
}

impl Session {
    pub(super) fn set_robustness(&mut self, field: RobustnessField) -> EditResult {
        let mut changed = self.robustness.clone();
        let field = field.swap(&mut changed);
        changed.check()?;
        self.robustness = changed;
        Ok(Edit::SetRobustness(field))
    }
}
