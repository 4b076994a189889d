//! Edits of scores and ballots.

use super::criterion::{check_level, check_score};
use super::error::{EditError, EditResult};
use super::tables::replace;
use crate::model::document::alternative::Alternative;
use crate::model::document::criterion::{Criterion, CriterionScope};
use crate::model::document::edit::Edit;
use crate::model::document::participant::Participant;
use crate::model::document::score::{Ballot, CellKey, CellScore, Score, Vote};
use crate::model::document::session::Session;
use crate::model::document::workload::Workload;
use crate::model::values::id::ParticipantId;

impl Session {
    pub(super) fn set_score(&mut self, cell: CellKey, score: CellScore, by: String) -> EditResult {
        let criterion = self.check_cell(&cell)?;
        // A suspended score need not fit until it is used again.
        if !self.score(&cell).is_some_and(|row| row.aside) {
            check_score(score, criterion)?;
        }
        let (score, by) = self
            .change_score(&cell, |row| (std::mem::replace(&mut row.score, score), std::mem::replace(&mut row.by, by)));
        Ok(Edit::SetScore { cell, score, by })
    }

    pub(super) fn set_suspended(&mut self, cell: CellKey, aside: bool) -> EditResult {
        let criterion = self.check_cell(&cell)?;
        if !aside && let Some(row) = self.score(&cell) {
            check_score(row.score, criterion)?;
        }
        let aside = self.change_score(&cell, |row| std::mem::replace(&mut row.aside, aside));
        Ok(Edit::SetAside { cell, aside })
    }

    pub(super) fn set_rationale(&mut self, cell: CellKey, text: String) -> EditResult {
        self.check_cell(&cell)?;
        let text = self.change_score(&cell, |row| std::mem::replace(&mut row.rationale, text));
        Ok(Edit::SetRationale { cell, text })
    }

    pub(super) fn set_evidence(&mut self, cell: CellKey, text: String) -> EditResult {
        self.check_cell(&cell)?;
        let text = self.change_score(&cell, |row| std::mem::replace(&mut row.evidence, text));
        Ok(Edit::SetEvidence { cell, text })
    }

    pub(super) fn cast_ballot(&mut self, by: ParticipantId, cell: CellKey, vote: Option<Vote>) -> EditResult {
        self.position::<Participant>(&by)?;
        self.check_cell(&cell)?;
        if let Some(Vote::Scored(level)) = vote {
            check_level(level)?;
        }
        let row = vote.map(|vote| {
            let CellKey { criterion, alternative, workload } = cell.clone();
            Ballot { by: by.clone(), criterion, alternative, workload, vote }
        });
        let matches = |row: &Ballot| row.by == by && row.cell() == cell;
        let vote = replace(&mut self.ballots, matches, row).map(|row| row.vote);
        self.sort_tables();
        Ok(Edit::CastBallot { by, cell, vote })
    }

    /// The criterion of a cell, if the matrix has the cell.
    fn check_cell(&self, cell: &CellKey) -> Result<&Criterion, EditError> {
        let criterion = self.record::<Criterion>(&cell.criterion)?;
        self.position::<Alternative>(&cell.alternative)?;
        if let Some(workload) = &cell.workload {
            self.position::<Workload>(workload)?;
        }
        if self.is_scored_per_workload(criterion) == cell.workload.is_some() {
            return Ok(criterion);
        }
        let (about, place) = match criterion.about {
            CriterionScope::Team => ("the team", "without a workload"),
            CriterionScope::Workload => ("the workload", "per workload"),
        };
        Err(EditError::WrongCell { criterion: cell.criterion.to_string(), about, place })
    }

    fn change_score<T>(&mut self, cell: &CellKey, change: impl FnOnce(&mut Score) -> T) -> T {
        let mut row = match self.scores.iter().position(|row| row.is_for(cell)) {
            Some(place) => self.scores.remove(place),
            None => Score::blank(cell),
        };
        let old = change(&mut row);
        if row.is_worth_keeping() {
            self.scores.push(row);
        }
        self.sort_tables();
        old
    }
}
