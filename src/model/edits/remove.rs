//! Removing a record together with everything that refers to it, as one edit that one undo reverts.

use crate::model::document::criterion::CriterionScope;
use crate::model::document::edit::{DecisionField, Edit, EstateField, WorkloadField};
use crate::model::document::must_have::MustHaveMark;
use crate::model::document::note::NoteSubject;
use crate::model::document::score::{Ballot, CellKey, CellScore, Score};
use crate::model::document::session::Session;
use crate::model::values::id::{AlternativeId, CriterionId, MustHaveId, ParticipantId, WorkloadId};

fn clear_scores<'a>(scores: impl Iterator<Item = &'a Score>) -> Vec<Edit> {
    scores
        .flat_map(|row| {
            [
                Edit::SetAside { cell: row.cell(), aside: false },
                Edit::SetRationale { cell: row.cell(), text: String::new() },
                Edit::SetEvidence { cell: row.cell(), text: String::new() },
                Edit::SetScore { cell: row.cell(), score: CellScore::Blank, by: String::new() },
            ]
        })
        .collect()
}

impl Session {
    fn clear_notes(&self, matches: impl Fn(&NoteSubject) -> bool) -> impl Iterator<Item = Edit> {
        let subjects: Vec<NoteSubject> = self.notes.iter().map(|note| note.about.clone()).filter(matches).collect();
        subjects.into_iter().map(|about| Edit::SetNote { about, text: String::new() })
    }

    fn remove_ballots(&self, matches: impl Fn(&Ballot) -> bool) -> Vec<Edit> {
        let cells = self.ballots.iter().filter(|ballot| matches(ballot)).map(|ballot| Edit::CastBallot {
            by: ballot.by.clone(),
            cell: ballot.cell(),
            vote: None,
        });
        cells.collect()
    }

    fn clear_marks(&self, matches: impl Fn(&MustHaveMark) -> bool) -> Vec<Edit> {
        let rows = self.must_have_marks.iter().filter(|row| matches(row)).map(|row| Edit::SetMustHaveMark {
            must_have: row.must_have.clone(),
            alternative: row.alternative.clone(),
            said: None,
        });
        rows.collect()
    }

    /// Removes a criterion from swings, ranks and pairs.
    fn clear_weighting(&self, id: &CriterionId) -> Vec<Edit> {
        let weighing = &self.weighing;
        let mut edits = Vec::new();
        if weighing.swing(id).is_some() {
            edits.push(Edit::SetSwing { criterion: id.clone(), worth: None });
        }
        if weighing.order.iter().flatten().any(|row| row == id) {
            edits.push(Edit::SetOrder(weighing.order_without(id)));
        }
        let pairs = weighing.pairs.iter().filter(|row| row.first == *id || row.second == *id);
        edits.extend(pairs.map(|row| Edit::SetPair {
            first: row.first.clone(),
            second: row.second.clone(),
            says: None,
        }));
        edits
    }

    /// Removes a criterion with its scores, ballots, rubrics, anchors and note.
    pub fn criterion_removal(&self, id: &CriterionId) -> Edit {
        let mut edits = clear_scores(self.scores.iter().filter(|row| row.criterion == *id));
        edits.extend(self.remove_ballots(|ballot| ballot.criterion == *id));
        edits.extend(self.rubrics.iter().filter(|row| row.criterion == *id).map(|row| Edit::SetRubric {
            criterion: id.clone(),
            level: row.level,
            text: String::new(),
        }));
        edits.extend(self.anchors.iter().filter(|row| row.criterion == *id).map(|row| Edit::SetAnchors {
            criterion: id.clone(),
            workload: row.workload.clone(),
            anchors: None,
        }));
        edits.extend(self.clear_weighting(id));
        edits.extend(self.clear_notes(|about| *about == NoteSubject::Criterion(id.clone())));
        edits.push(Edit::RemoveCriterion { id: id.clone() });
        Edit::Batch(edits)
    }

    /// Removes a must-have with its marks.
    pub fn must_have_removal(&self, id: &MustHaveId) -> Edit {
        let mut edits = self.clear_marks(|row| row.must_have == *id);
        edits.push(Edit::RemoveMustHave { id: id.clone() });
        Edit::Batch(edits)
    }

    /// Removes an alternative with its scores, ballots, marks and note, and from workloads, estates and choices.
    pub fn alternative_removal(&self, id: &AlternativeId) -> Edit {
        let mut edits = clear_scores(self.scores.iter().filter(|row| row.alternative == *id));
        edits.extend(self.remove_ballots(|ballot| ballot.alternative == *id));
        edits.extend(self.clear_marks(|row| row.alternative == *id));
        edits.extend(
            self.workloads
                .iter()
                .filter(|row| row.today.as_ref() == Some(id))
                .map(|row| Edit::SetWorkload { id: row.id.clone(), field: WorkloadField::Today(None) }),
        );
        edits.extend(self.estates.iter().filter(|row| row.assign.iter().any(|(_, to)| to == id)).map(|row| {
            let assign = row.assign.iter().filter(|(_, to)| to != id).cloned().collect();
            Edit::SetEstate { id: row.id.clone(), field: EstateField::Assign(assign) }
        }));
        edits.extend(self.clear_notes(|about| *about == NoteSubject::Alternative(id.clone())));
        if let Some(decision) = &self.decision {
            let choices = decision.choices.iter().filter(|choice| choice.alternative != *id).cloned().collect();
            let rejected = decision.rejected.iter().filter(|row| row.alternative != *id).cloned().collect();
            edits.push(Edit::SetDecision(DecisionField::Choices(choices)));
            edits.push(Edit::SetDecision(DecisionField::Rejected(rejected)));
        }
        edits.push(Edit::RemoveAlternative { id: id.clone() });
        Edit::Batch(edits)
    }

    /// Removes a workload with its scores, ballots, anchors, answers and notes, and from scenarios, estates and choices.
    /// The scores of the last workload are removed too: criteria about the workload then have one score per alternative.
    pub fn workload_removal(&self, id: &WorkloadId) -> Edit {
        let mut edits = clear_scores(self.scores.iter().filter(|row| row.workload.as_ref() == Some(id)));
        edits.extend(self.remove_ballots(|ballot| ballot.workload.as_ref() == Some(id)));
        edits.extend(self.anchors.iter().filter(|row| row.workload == *id).map(|row| Edit::SetAnchors {
            criterion: row.criterion.clone(),
            workload: id.clone(),
            anchors: None,
        }));
        edits.extend(self.answers.iter().filter(|row| row.workload.as_ref() == Some(id)).map(|row| Edit::SetAnswer {
            workload: row.workload.clone(),
            question: row.question.clone(),
            reply: None,
        }));
        edits.extend(self.estates.iter().filter(|row| row.assign.iter().any(|(from, _)| from == id)).map(|row| {
            let assign = row.assign.iter().filter(|(from, _)| from != id).cloned().collect();
            Edit::SetEstate { id: row.id.clone(), field: EstateField::Assign(assign) }
        }));
        edits.extend(self.scenarios.iter().flat_map(|scenario| {
            scenario.overrides.iter().filter(|(of, _)| of == id).map(|(_, field)| Edit::ClearOverride {
                scenario: scenario.id.clone(),
                workload: id.clone(),
                field: field.name().to_owned(),
            })
        }));
        edits.extend(
            self.clear_notes(|about| matches!(about, NoteSubject::Workload(w) | NoteSubject::Demand(w, _) if w == id)),
        );
        if let Some(decision) = &self.decision {
            let choices =
                decision.choices.iter().filter(|choice| choice.workload.as_ref() != Some(id)).cloned().collect();
            edits.push(Edit::SetDecision(DecisionField::Choices(choices)));
        }
        edits.push(Edit::RemoveWorkload { id: id.clone() });
        Edit::Batch(edits)
    }

    /// Removes a participant with their ballots.
    pub fn participant_removal(&self, id: &ParticipantId) -> Edit {
        let mut edits = self.remove_ballots(|ballot| ballot.by == *id);
        edits.push(Edit::RemoveParticipant { id: id.clone() });
        Edit::Batch(edits)
    }
}

impl Session {
    /// Adds the first workload, and moves the scores about the workload to it. Their ballots are removed.
    pub fn first_workload_addition(&self, add: Edit, id: &WorkloadId) -> Edit {
        let about = |criterion: &CriterionId| {
            self.criterion(criterion).is_some_and(|criterion| criterion.about == CriterionScope::Workload)
        };
        let moved: Vec<&Score> =
            self.scores.iter().filter(|row| row.workload.is_none() && about(&row.criterion)).collect();
        let mut edits = clear_scores(moved.iter().copied());
        edits.extend(self.remove_ballots(|ballot| ballot.workload.is_none() && about(&ballot.criterion)));
        edits.push(add);
        for row in moved {
            let cell = CellKey { workload: Some(id.clone()), ..row.cell() };
            edits.push(Edit::SetScore { cell: cell.clone(), score: row.score, by: row.by.clone() });
            edits.push(Edit::SetRationale { cell: cell.clone(), text: row.rationale.clone() });
            edits.push(Edit::SetEvidence { cell, text: row.evidence.clone() });
        }
        Edit::Batch(edits)
    }
}
