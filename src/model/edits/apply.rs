//! Applying an edit: one line per variant, which hands it to the file of its record.

use super::error::EditResult;
use crate::model::document::alternative::Alternative;
use crate::model::document::criterion::Criterion;
use crate::model::document::edit::Edit;
use crate::model::document::estate::Estate;
use crate::model::document::must_have::MustHave;
use crate::model::document::participant::Participant;
use crate::model::document::scenario::Scenario;
use crate::model::document::session::Session;
use crate::model::document::workload::Workload;

impl Session {
    /// Applies an edit and returns its inverse. A refused edit changes nothing. The log is not touched.
    pub fn apply(&mut self, edit: Edit) -> EditResult {
        match edit {
            Edit::Batch(edits) => self.apply_batch(edits),
            Edit::SetFrame(field) => Ok(Edit::SetFrame(field.swap(self))),
            Edit::SetTeam(field) => Ok(Edit::SetTeam(field.swap(&mut self.team))),
            Edit::SetMarket(field) => Ok(Edit::SetMarket(field.swap(&mut self.market))),
            Edit::AddAlternative { at, alternative } => self.add(at, alternative),
            Edit::RemoveAlternative { id } => self.remove::<Alternative>(&id),
            Edit::MoveAlternative { id, to } => self.move_to::<Alternative>(id, to),
            Edit::SetAlternative { id, field } => {
                let field = field.swap(self.record_mut(&id)?);
                Ok(Edit::SetAlternative { id, field })
            }
            Edit::SetOneTime { alternative, field } => self.set_one_time(alternative, field),
            Edit::AddMustHave { at, must_have } => self.add(at, must_have),
            Edit::RemoveMustHave { id } => self.remove::<MustHave>(&id),
            Edit::MoveMustHave { id, to } => self.move_to::<MustHave>(id, to),
            Edit::SetMustHave { id, field } => {
                let field = field.swap(self.record_mut(&id)?);
                Ok(Edit::SetMustHave { id, field })
            }
            Edit::SetMustHaveMark { must_have, alternative, said } => {
                self.set_must_have_mark(must_have, alternative, said)
            }
            Edit::AddWorkload { at, workload } => self.add(at, workload),
            Edit::RemoveWorkload { id } => self.remove::<Workload>(&id),
            Edit::MoveWorkload { id, to } => self.move_to::<Workload>(id, to),
            Edit::SetWorkload { id, field } => self.set_workload(id, field),
            Edit::SetDemand { workload, field } => self.set_demand(workload, field),
            Edit::SetHours { task, platform, said } => self.set_hours(task, platform, said),
            Edit::AddScenario { at, scenario } => self.add(at, scenario),
            Edit::RemoveScenario { id } => self.remove::<Scenario>(&id),
            Edit::SetScenario { id, field } => {
                let field = field.swap(self.record_mut(&id)?);
                Ok(Edit::SetScenario { id, field })
            }
            Edit::SetOverride { scenario, workload, field } => self.set_override(scenario, workload, field),
            Edit::ClearOverride { scenario, workload, field } => self.clear_override(scenario, workload, field),
            Edit::AddCriterion { at, criterion } => self.add(at, criterion),
            Edit::RemoveCriterion { id } => self.remove::<Criterion>(&id),
            Edit::MoveCriterion { id, to } => self.move_to::<Criterion>(id, to),
            Edit::SetCriterion { id, field } => self.set_criterion(id, field),
            Edit::SetWeight { criterion, points } => self.set_weight(criterion, points),
            Edit::SetWay(method) => self.set_method(method),
            Edit::SetWayUntilComplete(method) => self.set_method_until_complete(method),
            Edit::SetSwing { criterion, worth } => self.set_swing(criterion, worth),
            Edit::SetOrder(order) => self.set_order(order),
            Edit::SetPair { first, second, says } => self.set_pair(first, second, says),
            Edit::SetRobustness(field) => self.set_robustness(field),
            Edit::SetAgreed { criterion, agreed } => self.set_agreed(criterion, agreed),
            Edit::SetRubric { criterion, level, text } => self.set_rubric(criterion, level, text),
            Edit::SetAnchors { criterion, workload, anchors } => self.set_anchors(criterion, workload, anchors),
            Edit::SetAnswer { workload, question, reply } => self.set_answer(workload, question, reply),
            Edit::SetScore { cell, score, by } => self.set_score(cell, score, by),
            Edit::SetAside { cell, aside } => self.set_suspended(cell, aside),
            Edit::SetRationale { cell, text } => self.set_rationale(cell, text),
            Edit::SetEvidence { cell, text } => self.set_evidence(cell, text),
            Edit::AddEstate { at, estate } => self.add(at, estate),
            Edit::RemoveEstate { id } => self.remove::<Estate>(&id),
            Edit::SetEstate { id, field } => self.set_estate(id, field),
            Edit::AddParticipant { at, participant } => self.add(at, participant),
            Edit::RemoveParticipant { id } => self.remove::<Participant>(&id),
            Edit::SetParticipant { id, field } => {
                let field = field.swap(self.record_mut(&id)?);
                Ok(Edit::SetParticipant { id, field })
            }
            Edit::CastBallot { by, cell, vote } => self.cast_ballot(by, cell, vote),
            Edit::SetNote { about, text } => self.set_note(about, text),
            Edit::SetDecision(field) => self.set_decision(field),
        }
    }

    fn apply_batch(&mut self, edits: Vec<Edit>) -> EditResult {
        let mut inverses = Vec::with_capacity(edits.len());
        for edit in edits {
            match self.apply(edit) {
                Ok(inverse) => inverses.push(inverse),
                Err(error) => {
                    for inverse in inverses.into_iter().rev() {
                        // An inverse always applies to the state that its edit led to.
                        let _ = self.apply(inverse);
                    }
                    return Err(error);
                }
            }
        }
        inverses.reverse();
        Ok(Edit::Batch(inverses))
    }
}
