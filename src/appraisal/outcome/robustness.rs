//! How often the outcome holds when weights and open scores are not taken as settled: draws over a space of weights.
//!
//! The verdict always asks the neighbourhood of the present weights; beside the ranking stands the space that the session
//! names. Both count the same draws, so figures do not flicker from key to key, and a reviewer gets them again from seed,
//! number and space. The screen counts [`DRAWS_PER_FRAME`], whose standard error of at most 0.16 points does not show in whole per
//! cents.

use crate::analysis::Share;
use crate::analysis::robustness::{Acceptance, Draws, SamplingRun, WeightSpace};
use crate::appraisal::matrix::DecisionMatrix;
use crate::model;
use crate::model::RobustnessSettings;
use crate::model::number::format_percent;

/// Draws that a session wants of a matrix with so many cells: what it says, but fewer for a very large one.
pub fn draw_count(settings: &RobustnessSettings, cells: usize) -> u64 {
    let most = MAX_CELLS / u64::try_from(cells).unwrap_or(u64::MAX).max(1);
    u64::from(settings.samples).min(most.max(MIN_DRAWS.1))
}

/// Draws that are counted in the frame that follows a key; large matrices get fewer, see [`draws_per_frame`].
pub const DRAWS_PER_FRAME: u64 = 100_000;

/// Cells of the matrix that are multiplied by weights before the frame that follows a key: some five milliseconds' work.
const CELLS_PER_FRAME: u64 = 15_000_000;
/// The same for all draws together, some seconds' work: a large matrix gets fewer draws.
const MAX_CELLS: u64 = 2_000_000_000;
/// The fewest draws that still say something: they are known to 1.6 percentage points, and to 0.5.
const MIN_DRAWS: (u64, u64) = (1_000, 10_000);

/// What the draws from one space of weights came to.
#[derive(Debug, Clone, PartialEq)]
pub struct DrawResult {
    /// Which weights were drawn.
    pub space: WeightSpace,
    /// What the draws began with.
    pub seed: u64,
    /// The shares.
    pub acceptance: Acceptance,
}

impl DrawResult {
    /// Counts so many draws; `None` where there is nothing to compare.
    fn compute(
        matrix: &DecisionMatrix,
        settings: &RobustnessSettings,
        kind: model::WeightSpaceKind,
        draws: &mut Draws,
        limit: u64,
    ) -> Option<Self> {
        let problem = matrix.problem.as_ref().ok()?;
        matrix.comparison()?;
        let mut run = SamplingRun::new(problem, &matrix.eligible_columns(), to_analysis_space(settings, kind));
        run.extend(draws, limit.min(draw_count(settings, problem.alternatives() * problem.criteria())));
        Some(Self { space: run.space(), seed: settings.seed, acceptance: run.acceptance() })
    }

    /// How often a column is first, 0 to 1.
    pub fn first_rank_share(&self, column: usize) -> f64 {
        self.acceptance.first_rank_share(column)
    }
}

/// How often the outcome of a matrix holds.
#[derive(Debug, Clone, PartialEq)]
pub struct RobustnessSummary {
    /// Near the present weights, which the verdict rests on.
    pub local: DrawResult,
    /// In the space that the session names.
    pub selected: DrawResult,
}

impl RobustnessSummary {
    /// Counts as many draws as the session asks for, but at most `limit`. The draws must be those of the session's seed.
    /// `None` without a leader and a rival.
    pub fn compute(
        matrix: &DecisionMatrix,
        settings: &RobustnessSettings,
        draws: &mut Draws,
        limit: u64,
    ) -> Option<Self> {
        let mut count = |kind| DrawResult::compute(matrix, settings, kind, draws, limit);
        let local = count(model::WeightSpaceKind::Local)?;
        let selected = match settings.space {
            model::WeightSpaceKind::Local => local.clone(),
            other => count(other)?,
        };
        Some(Self { local, selected })
    }
}

/// Draws that are counted before the frame that follows a key: fewer for a large matrix.
pub fn draws_per_frame(matrix: &DecisionMatrix) -> u64 {
    DRAWS_PER_FRAME.min((CELLS_PER_FRAME / cell_count(matrix)).max(MIN_DRAWS.0))
}

/// Cells of a decision matrix, at least 1.
fn cell_count(matrix: &DecisionMatrix) -> u64 {
    let rows = u64::try_from(matrix.values.len()).unwrap_or(u64::MAX);
    rows.saturating_mul(u64::try_from(matrix.columns.len()).unwrap_or(u64::MAX)).max(1)
}

/// A space of the session as the numbers know it.
pub fn to_analysis_space(settings: &RobustnessSettings, space: model::WeightSpaceKind) -> WeightSpace {
    match space {
        model::WeightSpaceKind::Local => WeightSpace::Local(Share::clamped(f64::from(settings.spread) / 100.0)),
        model::WeightSpaceKind::Ordinal => WeightSpace::Ordinal,
        model::WeightSpaceKind::Simplex => WeightSpace::Simplex,
    }
}

/// What weights a space holds, in a few words: `weights within 20 % of yours`.
pub fn describe_space(space: WeightSpace) -> String {
    match space {
        WeightSpace::Local(spread) => format!("weights within {} of yours", format_percent(spread.get())),
        WeightSpace::Ordinal => "weights in your order".to_owned(),
        WeightSpace::Simplex => "all possible weights".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::appraisal::{Appraisal, illustration};
    use crate::catalogue::Catalogue;
    use crate::model::Session;
    use std::ops::Deref;

    fn matrix(session: &Session) -> DecisionMatrix {
        Appraisal::compute(session, &Catalogue::embedded().unwrap()).overall_matrix().unwrap().deref().clone()
    }

    fn compute(matrix: &DecisionMatrix, settings: &RobustnessSettings, limit: u64) -> Option<RobustnessSummary> {
        RobustnessSummary::compute(matrix, settings, &mut Draws::uncached(settings.seed), limit)
    }

    #[test]
    fn the_session_says_how_many_draws_are_counted_and_in_which_space() {
        let mut session = illustration::session();
        let space = model::WeightSpaceKind::Simplex;
        session.robustness = RobustnessSettings { samples: 3_000, space, ..RobustnessSettings::default() };
        let matrix = matrix(&session);
        let whole = compute(&matrix, &session.robustness, u64::MAX).unwrap();
        assert_eq!((whole.local.acceptance.samples, whole.selected.acceptance.samples), (3_000, 3_000));
        assert_eq!(whole.selected.space, WeightSpace::Simplex);
        assert_eq!(compute(&matrix, &session.robustness, 700).unwrap().local.acceptance.samples, 700);
        session.robustness.space = model::WeightSpaceKind::Local;
        let local = compute(&matrix, &session.robustness, u64::MAX).unwrap();
        assert_eq!(local.local, local.selected);
    }

    #[test]
    fn nobody_to_compare_is_nothing_to_draw() {
        let session = Session::new("empty");
        assert!(
            Appraisal::compute(&session, &Catalogue::embedded().unwrap())
                .matrices
                .iter()
                .all(|matrix| { compute(matrix, &session.robustness, u64::MAX).is_none() })
        );
    }

    #[test]
    fn what_happens_at_all_is_not_called_nothing() {
        assert_eq!(
            ["0 %", "<1 %", "71 %", ">99 %", "100 %"],
            [0.0, 0.001, 0.714, 0.999, 1.0].map(crate::model::number::format_frequency).each_ref().map(String::as_str)
        );
    }
}
