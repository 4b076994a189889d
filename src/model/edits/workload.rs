//! Edits of workloads, and of answers about them.

use super::error::{EditError, EditResult};
use super::record::{MovableRecord, Record, describe_references, record_basics};
use super::tables::replace;
use crate::model::document::alternative::Alternative;
use crate::model::document::criterion::CriterionScope;
use crate::model::document::edit::{Edit, WorkloadField};
use crate::model::document::note::NoteSubject;
use crate::model::document::session::Session;
use crate::model::document::workload::{Answer, Reply, Workload};
use crate::model::values::id::{CriterionId, QuestionId, WorkloadId};

impl Record for Workload {
    record_basics!(WorkloadId, "workload", workloads, 100, AddWorkload { workload }, RemoveWorkload);

    fn check_addition(&self, session: &Session) -> Result<(), EditError> {
        if let Some(today) = &self.today {
            session.position::<Alternative>(today)?;
        }
        if let Some((_, error)) = self.demand.invalid_figures().next() {
            return Err(error);
        }
        check_services(self.services)?;
        if session.workloads.is_empty()
            && let Some(by) = session.cells_without_workload()
        {
            return Err(EditError::InUse { kind: "plain matrix, for workload", id: self.id.to_string(), by });
        }
        Ok(())
    }

    fn references(session: &Session, id: &WorkloadId) -> Vec<(&'static str, usize)> {
        let is = |workload: &Option<WorkloadId>| workload.as_ref() == Some(id);
        let overrides = session.scenarios.iter().flat_map(|row| &row.overrides);
        let is_note =
            |about: &NoteSubject| matches!(about, NoteSubject::Workload(w) | NoteSubject::Demand(w, _) if w == id);
        let choices = session.decision.iter().flat_map(|decision| &decision.choices);
        vec![
            ("scores", session.scores.iter().filter(|row| is(&row.workload)).count()),
            ("ballots", session.ballots.iter().filter(|row| is(&row.workload)).count()),
            ("anchors", session.anchors.iter().filter(|row| row.workload == *id).count()),
            ("answers", session.answers.iter().filter(|row| is(&row.workload)).count()),
            ("estates", session.estates.iter().filter(|row| row.assign.iter().any(|(from, _)| from == id)).count()),
            ("figures in scenarios", overrides.filter(|(from, _)| from == id).count()),
            ("notes", session.notes.iter().filter(|row| is_note(&row.about)).count()),
            ("choices", choices.filter(|choice| is(&choice.workload)).count()),
        ]
    }
}

impl MovableRecord for Workload {
    fn relocation(id: WorkloadId, to: usize) -> Edit {
        Edit::MoveWorkload { id, to }
    }
}

pub(in crate::model) fn check_services(services: u32) -> Result<(), EditError> {
    if services == 0 { Err(EditError::NoServices) } else { Ok(()) }
}

impl Session {
    pub(super) fn set_workload(&mut self, id: WorkloadId, field: WorkloadField) -> EditResult {
        match &field {
            WorkloadField::Today(Some(today)) => {
                self.position::<Alternative>(today)?;
            }
            WorkloadField::Services(services) => check_services(*services)?,
            WorkloadField::Today(None)
            | WorkloadField::Name(_)
            | WorkloadField::Importance(_)
            | WorkloadField::WaitsUntilMorning(_)
            | WorkloadField::Constraints(_) => {}
        }
        let field = field.swap(self.record_mut(&id)?);
        Ok(Edit::SetWorkload { id, field })
    }

    pub(super) fn set_answer(
        &mut self,
        workload: Option<WorkloadId>,
        question: QuestionId,
        reply: Option<Reply>,
    ) -> EditResult {
        if let Some(workload) = &workload {
            self.position::<Workload>(workload)?;
        }
        let row = reply.map(|reply| Answer { workload: workload.clone(), question: question.clone(), reply });
        let matches = |row: &Answer| row.workload == workload && row.question == question;
        let reply = replace(&mut self.answers, matches, row).map(|row| row.reply);
        self.sort_tables();
        Ok(Edit::SetAnswer { workload, question, reply })
    }

    /// Scores and ballots about the workload that name none, as in a plain matrix.
    fn cells_without_workload(&self) -> Option<String> {
        let is_about_workload =
            |id: &CriterionId| self.criterion(id).is_some_and(|row| row.about == CriterionScope::Workload);
        describe_references(&[
            ("scores", self.scores.iter().filter(|row| is_about_workload(&row.criterion)).count()),
            ("ballots", self.ballots.iter().filter(|row| is_about_workload(&row.criterion)).count()),
        ])
    }
}
