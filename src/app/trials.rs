//! How often the outcome holds, counted for the sheet that is looked at: some draws at once, the rest by the world.
//!
//! A count is kept as long as its numbers stay the same, whatever keys are pressed; once they change it is begun anew, and what
//! the world still counts of the old one is told to stop.

use crate::analysis::Problem;
use crate::analysis::robustness::Draws;
use crate::appraisal::robustness::{DRAWS_PER_FRAME, draws_per_frame};
use crate::appraisal::{DecisionMatrix, DrawCounts, RobustnessSummary};
use crate::model::RobustnessSettings;

/// A count for the world to go on with. Two are the same if they have one number.
#[derive(Debug, Clone)]
pub struct Job {
    /// Comes back with what it has come to.
    pub ticket: u64,
    /// The count so far.
    pub trials: DrawCounts,
}

impl PartialEq for Job {
    fn eq(&self, other: &Self) -> bool {
        self.ticket == other.ticket
    }
}

/// What is counted, and of what.
#[derive(Debug, Clone)]
struct CountedMatrix {
    problem: Problem,
    field: Vec<bool>,
    settings: RobustnessSettings,
    found: RobustnessSummary,
}

/// The count for the sheet that is looked at.
#[derive(Debug, Clone)]
pub struct Counting {
    /// Draws in the frame of a key.
    pub at_once: u64,
    draws: Option<Draws>,
    counted: Option<CountedMatrix>,
    ticket: u64,
    /// Whether the world goes on with it.
    under_way: bool,
}

/// What the world has to do.
#[derive(Debug, PartialEq)]
pub enum Ask {
    /// Nothing.
    Nothing,
    /// Go on with this instead of anything else.
    GoOn(Box<Job>),
    /// Stop.
    Stop,
}

impl Default for Counting {
    fn default() -> Self {
        Self { at_once: DRAWS_PER_FRAME, draws: None, counted: None, ticket: 0, under_way: false }
    }
}

impl Counting {
    /// Counts for a sheet, unless that is done already; none lets go of what was counted.
    pub fn count_for(&mut self, seen: Option<(&DecisionMatrix, &RobustnessSettings)>) -> Ask {
        if seen.is_some_and(|(sheet, settings)| self.is_counted(sheet, settings)) {
            return Ask::Nothing;
        }
        let was_under_way = std::mem::take(&mut self.under_way);
        self.counted = None;
        let begun = seen.and_then(|(sheet, settings)| {
            let trials = DrawCounts::new(sheet, settings)?;
            Some((trials, sheet, settings))
        });
        let Some((mut trials, sheet, settings)) = begun else {
            return if was_under_way { Ask::Stop } else { Ask::Nothing };
        };
        match self.draws.take().filter(|draws| draws.seed() == trials.seed()) {
            Some(draws) => trials.extend(self.draws.insert(draws), self.at_once.min(draws_per_frame(sheet))),
            // Draws have to be made first, and the first frame does not wait for that.
            None => drop(self.draws.insert(Draws::new(trials.seed()))),
        }
        let Ok(problem) = sheet.problem.clone() else { return Ask::Nothing };
        let (field, settings, found) = (sheet.eligible_columns(), settings.clone(), trials.summary());
        self.counted = Some(CountedMatrix { problem, field, settings, found });
        if trials.is_complete() {
            return if was_under_way { Ask::Stop } else { Ask::Nothing };
        }
        self.ticket += 1;
        self.under_way = true;
        Ask::GoOn(Box::new(Job { ticket: self.ticket, trials }))
    }

    /// Takes in what the world has come to; what is of an older count is left out.
    pub fn hear(&mut self, ticket: u64, found: RobustnessSummary) {
        if ticket != self.ticket || !self.under_way {
            return;
        }
        if let Some(counted) = &mut self.counted {
            self.under_way = !found.local.is_complete();
            counted.found = found;
        }
    }

    /// What is known of a sheet; none where it was not counted, as for a sheet that is not looked at.
    pub fn counts_for(&self, sheet: &DecisionMatrix, settings: &RobustnessSettings) -> Option<&RobustnessSummary> {
        let counted = self.counted.as_ref().filter(|_| self.is_counted(sheet, settings))?;
        (counted.found.local.acceptance.samples > 0).then_some(&counted.found)
    }

    fn is_counted(&self, sheet: &DecisionMatrix, settings: &RobustnessSettings) -> bool {
        self.counted.as_ref().is_some_and(|counted| {
            counted.settings == *settings
                && sheet.problem.as_ref() == Ok(&counted.problem)
                && sheet.columns.iter().map(|column| column.is_eligible()).eq(counted.field.iter().copied())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::appraisal::{Appraisal, illustration};
    use crate::catalogue::Catalogue;
    use crate::model::{Edit, Points};

    #[test]
    fn a_large_matrix_gets_fewer_draws_in_the_frame_of_a_key_and_in_all() {
        let small = illustration::session();
        let mut large = small.clone();
        for n in 0..60 {
            let id = format!("more-{n}");
            let criterion = crate::model::Criterion { id: id.as_str().into(), name: id, ..Default::default() };
            large.apply(Edit::AddCriterion { at: large.criteria.len(), criterion }).unwrap();
        }
        let catalogue = Catalogue::embedded().unwrap();
        let asked = |session: &crate::model::Session| {
            let appraisal = Appraisal::compute(session, &catalogue);
            draws_per_frame(appraisal.overall_matrix().unwrap())
        };
        assert_eq!(asked(&small), DRAWS_PER_FRAME);
        assert_eq!(asked(&large), 15_000_000 / (67 * 5), "fewer, as there are more cells");
    }

    #[test]
    fn a_count_is_kept_until_its_numbers_change_and_the_old_one_is_not_listened_to() {
        let mut session = illustration::session();
        session.robustness.samples = 4_000;
        let catalogue = Catalogue::embedded().unwrap();
        let mut counting = Counting { at_once: 1_000, ..Counting::default() };
        let sheet =
            |session: &crate::model::Session| Appraisal::compute(session, &catalogue).overall_matrix().unwrap().clone();
        let first = sheet(&session);
        let settings = session.robustness.clone();
        let Ask::GoOn(mut job) = counting.count_for(Some((&first, &settings))) else {
            panic!("there is more to count")
        };
        assert_eq!(counting.count_for(Some((&first, &settings))), Ask::Nothing);
        assert!(counting.counts_for(&first, &settings).is_none(), "the first frame waits for no draws");
        session.apply(Edit::SetWeight { criterion: session.criteria[0].id.clone(), points: Points(90) }).unwrap();
        let second = sheet(&session);
        assert!(counting.counts_for(&second, &settings).is_none(), "what was counted is of another matrix");
        let Ask::GoOn(next) = counting.count_for(Some((&second, &settings))) else { panic!("it begins anew") };
        let mut draws = Draws::new(job.trials.seed());
        job.trials.extend(&mut draws, u64::MAX);
        counting.hear(job.ticket, job.trials.summary());
        assert_eq!(counting.counts_for(&second, &settings).unwrap().local.acceptance.samples, 1_000);
        let mut trials = next.trials;
        trials.extend(&mut draws, u64::MAX);
        counting.hear(next.ticket, trials.summary());
        assert_eq!(counting.counts_for(&second, &settings).unwrap().local.acceptance.samples, 4_000);
        assert_eq!(counting.count_for(None), Ask::Nothing, "nothing is under way any more");
    }
}
