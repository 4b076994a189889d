//! Edits of the decision.

use super::error::{EditError, EditResult};
use crate::model::document::alternative::Alternative;
use crate::model::document::decision::{Choice, Decision};
use crate::model::document::edit::{DecisionField, Edit};
use crate::model::document::session::Session;
use crate::model::document::workload::Workload;

impl Session {
    pub(super) fn set_decision(&mut self, field: DecisionField) -> EditResult {
        match &field {
            DecisionField::Choices(choices) => self.check_choices(choices)?,
            DecisionField::Rejected(rows) => {
                for row in rows {
                    self.position::<Alternative>(&row.alternative)?;
                }
            }
            DecisionField::Dissent(_)
            | DecisionField::Triggers(_)
            | DecisionField::SignOffs(_)
            | DecisionField::Evidence(_) => {}
        }
        let mut decision = self.decision.take().unwrap_or_default();
        let field = field.swap(&mut decision);
        self.decision = (decision != Decision::default()).then_some(decision);
        Ok(Edit::SetDecision(field))
    }

    fn check_choices(&self, choices: &[Choice]) -> Result<(), EditError> {
        for (place, choice) in choices.iter().enumerate() {
            self.position::<Alternative>(&choice.alternative)?;
            if let Some(workload) = &choice.workload {
                self.position::<Workload>(workload)?;
            }
            if choices[..place].iter().any(|other| other.workload == choice.workload) {
                let id = choice.workload.as_ref().map_or(String::new(), ToString::to_string);
                return Err(EditError::Duplicate { kind: "choice for workload", id });
            }
        }
        Ok(())
    }
}
