//! How often the outcome of the displayed matrix holds, counted in the frame of the key that changed it and kept until its numbers
//! change.

use crate::analysis::Problem;
use crate::analysis::robustness::Draws;
use crate::appraisal::robustness::draws_per_frame;
use crate::appraisal::{DecisionMatrix, RobustnessSummary};
use crate::model::RobustnessSettings;

/// A summary and the numbers it was counted from.
#[derive(Debug, Clone)]
struct Counted {
    problem: Problem,
    eligible: Vec<bool>,
    settings: RobustnessSettings,
    summary: RobustnessSummary,
}

/// The summary of the displayed matrix. The draws are kept as long as the seed stays, so a key only counts them.
#[derive(Debug, Clone, Default)]
pub struct RobustnessCache {
    draws: Option<Draws>,
    counted: Option<Counted>,
}

impl RobustnessCache {
    /// Counts for the displayed matrix, unless that is done already. `None` forgets the last summary.
    pub fn refresh(&mut self, displayed: Option<(&DecisionMatrix, &RobustnessSettings)>) {
        if displayed.is_some_and(|(matrix, settings)| self.is_current(matrix, settings)) {
            return;
        }
        self.counted = displayed.and_then(|(matrix, settings)| {
            let problem = matrix.problem.as_ref().ok()?.clone();
            let draws = self.draws.take().filter(|draws| draws.seed() == settings.seed);
            let draws = self.draws.insert(draws.unwrap_or_else(|| Draws::new(settings.seed)));
            let summary = RobustnessSummary::compute(matrix, settings, draws, draws_per_frame(matrix))?;
            Some(Counted { problem, eligible: matrix.eligible_columns(), settings: settings.clone(), summary })
        });
    }

    /// The summary of a matrix; `None` for one that is not displayed.
    pub fn summary(&self, matrix: &DecisionMatrix, settings: &RobustnessSettings) -> Option<&RobustnessSummary> {
        self.counted.as_ref().filter(|_| self.is_current(matrix, settings)).map(|counted| &counted.summary)
    }

    fn is_current(&self, matrix: &DecisionMatrix, settings: &RobustnessSettings) -> bool {
        self.counted.as_ref().is_some_and(|counted| {
            counted.settings == *settings
                && matrix.problem.as_ref() == Ok(&counted.problem)
                && matrix.columns.iter().map(|column| column.is_eligible()).eq(counted.eligible.iter().copied())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::appraisal::robustness::DRAWS_PER_FRAME;
    use crate::appraisal::{Appraisal, illustration};
    use crate::catalogue::Catalogue;
    use crate::model::{Criterion, Edit, Points, Session};
    use std::ops::Deref;

    fn matrix(session: &Session) -> DecisionMatrix {
        Appraisal::compute(session, &Catalogue::embedded().unwrap()).overall_matrix().unwrap().deref().clone()
    }

    #[test]
    fn a_large_matrix_gets_fewer_draws() {
        let small = illustration::session();
        let mut large = small.clone();
        for n in 0..60 {
            let id = format!("more-{n}");
            let criterion = Criterion { id: id.as_str().into(), name: id, ..Default::default() };
            large.apply(Edit::AddCriterion { at: large.criteria.len(), criterion }).unwrap();
        }
        assert_eq!(draws_per_frame(&matrix(&small)), DRAWS_PER_FRAME);
        assert_eq!(draws_per_frame(&matrix(&large)), 15_000_000 / (67 * 5));
    }

    #[test]
    fn a_summary_is_kept_until_its_numbers_change() {
        let mut session = illustration::session();
        session.robustness.samples = 4_000;
        let mut cache = RobustnessCache::default();
        let (first, settings) = (matrix(&session), session.robustness.clone());
        cache.refresh(Some((&first, &settings)));
        let before = cache.summary(&first, &settings).unwrap().clone();
        assert_eq!(before.local.acceptance.samples, 4_000);
        session.apply(Edit::SetWeight { criterion: session.criteria[0].id.clone(), points: Points(90) }).unwrap();
        let second = matrix(&session);
        assert!(cache.summary(&second, &settings).is_none(), "counted for another matrix");
        cache.refresh(Some((&second, &settings)));
        assert_ne!(cache.summary(&second, &settings).unwrap(), &before);
        cache.refresh(None);
        assert!(cache.summary(&second, &settings).is_none());
    }
}
