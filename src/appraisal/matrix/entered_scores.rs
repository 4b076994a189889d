//! The scores that people entered, found by cell.

use crate::model::{AlternativeId, Criterion, CriterionId, CriterionScope, Score, Session, Workload, WorkloadId};
use foldhash::fast::RandomState;
use std::collections::HashMap;

type Cell<'a> = (&'a CriterionId, &'a AlternativeId, Option<&'a WorkloadId>);

/// An index of the scores of a session. A session looks a score up by searching its list, which is right for one cell; whoever
/// reads all cells makes this first, so that the work grows with the number of cells and not with its square.
#[derive(Debug)]
pub struct EnteredScores<'a> {
    by_cell: HashMap<Cell<'a>, &'a Score, RandomState>,
}

impl<'a> EnteredScores<'a> {
    /// Of two rows for one cell, which no checked session has, the first counts, as everywhere.
    pub fn of(session: &'a Session) -> Self {
        let mut by_cell = HashMap::with_capacity_and_hasher(session.scores.len(), RandomState::default());
        for score in &session.scores {
            by_cell.entry((&score.criterion, &score.alternative, score.workload.as_ref())).or_insert(score);
        }
        Self { by_cell }
    }

    /// The score of a criterion, an alternative and a workload; none where the cell is blank.
    pub fn get(
        &self,
        criterion: &'a Criterion,
        alternative: &'a AlternativeId,
        workload: Option<&'a Workload>,
    ) -> Option<&'a Score> {
        let workload = workload.filter(|_| criterion.about == CriterionScope::Workload).map(|workload| &workload.id);
        self.by_cell.get(&(&criterion.id, alternative, workload)).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::appraisal::matrix::cell_key;
    use crate::catalogue::templates;

    #[test]
    fn each_cell_has_the_score_that_the_session_finds() {
        for template in templates::TEMPLATES {
            let session = template.to_session().unwrap();
            let scores = EnteredScores::of(&session);
            let workloads: Vec<Option<&Workload>> =
                std::iter::once(None).chain(session.workloads.iter().map(Some)).collect();
            for criterion in &session.criteria {
                for alternative in &session.alternatives {
                    for workload in &workloads {
                        let searched = session.score(&cell_key(criterion, alternative, *workload));
                        assert_eq!(scores.get(criterion, &alternative.id, *workload), searched);
                    }
                }
            }
        }
    }
}
