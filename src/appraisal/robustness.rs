//! How often the outcome holds when weights and open scores are not taken as settled: draws over a space of weights.
//!
//! The verdict always asks the neighbourhood of the present weights; beside the ranking stands the space that the session
//! names. Both count the same draws, so figures do not flicker from key to key, and a reviewer gets them again from seed,
//! number and space.

use super::matrix::DecisionMatrix;
use crate::analysis::Share;
use crate::analysis::robustness::{Acceptance, Draws, SamplingRun, WeightSpace};
use crate::model;
use crate::model::RobustnessSettings;

/// Draws that a session wants of a matrix with so many cells: what it says, but fewer for a very large one.
pub fn draw_count(settings: &RobustnessSettings, cells: usize) -> u64 {
    let most = MAX_CELLS / u64::try_from(cells).unwrap_or(u64::MAX).max(1);
    u64::from(settings.samples).min(most.max(MIN_DRAWS.1))
}

/// Draws that are counted before the frame that follows a key.
pub const DRAWS_PER_FRAME: u64 = 100_000;

/// Cells of the matrix that are multiplied by weights before the frame that follows a key: some five milliseconds' work.
const CELLS_PER_FRAME: u64 = 15_000_000;
/// The same for all draws together, some seconds' work: a large matrix gets fewer draws.
const MAX_CELLS: u64 = 2_000_000_000;
/// The fewest draws that still say something: they are known to 1.6 percentage points, and to 0.5.
const MIN_DRAWS: (u64, u64) = (1_000, 10_000);

/// A count that can be gone on with.
#[derive(Debug, Clone)]
pub struct DrawCount {
    run: SamplingRun,
    seed: u64,
    requested: u64,
}

/// What a count has come to.
#[derive(Debug, Clone, PartialEq)]
pub struct DrawResult {
    /// Which weights were drawn.
    pub space: WeightSpace,
    /// What the draws began with.
    pub seed: u64,
    /// How many draws are wanted in the end.
    pub requested: u64,
    /// The shares.
    pub acceptance: Acceptance,
}

impl DrawCount {
    /// Nothing counted yet; none where there is nobody to compare.
    fn new(sheet: &DecisionMatrix, settings: &RobustnessSettings, space: WeightSpace) -> Option<Self> {
        let problem = sheet.problem.as_ref().ok()?;
        let feasible = sheet.eligible_columns();
        sheet.comparison()?;
        let run = SamplingRun::new(problem, &feasible, space);
        let wanted = draw_count(settings, problem.alternatives() * problem.criteria());
        Some(Self { run, seed: settings.seed, requested: wanted })
    }

    fn result(&self) -> DrawResult {
        DrawResult {
            space: self.run.space(),
            seed: self.seed,
            requested: self.requested,
            acceptance: self.run.acceptance(),
        }
    }
}

impl DrawResult {
    /// Whether all draws that are wanted are counted.
    pub fn is_complete(&self) -> bool {
        self.acceptance.samples >= self.requested
    }

    /// How often a column is first, 0 to 1.
    pub fn first_rank_share(&self, column: usize) -> f64 {
        self.acceptance.first_rank_share(column)
    }
}

/// The counts that a sheet needs: near the present weights for the verdict, and in the space that is shown.
#[derive(Debug, Clone)]
pub struct DrawCounts {
    local: DrawCount,
    /// None where the space that is shown is the neighbourhood itself.
    selected: Option<DrawCount>,
}

/// What they have come to.
#[derive(Debug, Clone, PartialEq)]
pub struct RobustnessSummary {
    /// Near the present weights, which the verdict rests on.
    pub local: DrawResult,
    /// In the space that the session names.
    pub selected: DrawResult,
}

impl DrawCounts {
    /// Nothing counted yet; none without a leader and a rival.
    pub fn new(sheet: &DecisionMatrix, settings: &RobustnessSettings) -> Option<Self> {
        let near = to_analysis_space(settings, model::WeightSpaceKind::Local);
        let space = to_analysis_space(settings, settings.space);
        let shown = if space == near { None } else { Some(DrawCount::new(sheet, settings, space)?) };
        Some(Self { local: DrawCount::new(sheet, settings, near)?, selected: shown })
    }

    /// Counts until so many draws are, but no more than are wanted. The draws must be those of [`Trials::seed`].
    pub fn extend(&mut self, draws: &mut Draws, up_to: u64) {
        for trial in std::iter::once(&mut self.local).chain(&mut self.selected) {
            trial.run.extend(draws, up_to.min(trial.requested));
        }
    }

    /// What the draws begin with.
    pub fn seed(&self) -> u64 {
        self.local.seed
    }

    /// How many draws are wanted in the end.
    pub fn requested(&self) -> u64 {
        self.local.requested
    }

    /// How many draws are counted.
    pub fn samples(&self) -> u64 {
        self.local.run.samples()
    }

    /// Whether all draws that are wanted are counted.
    pub fn is_complete(&self) -> bool {
        self.samples() >= self.local.requested
    }

    /// What the draws so far come to.
    pub fn summary(&self) -> RobustnessSummary {
        let near = self.local.result();
        let shown = self.selected.as_ref().map_or_else(|| near.clone(), DrawCount::result);
        RobustnessSummary { local: near, selected: shown }
    }
}

/// Draws that are counted before the frame that follows a key: fewer for a large matrix.
pub fn draws_per_frame(sheet: &DecisionMatrix) -> u64 {
    DRAWS_PER_FRAME.min((CELLS_PER_FRAME / cell_count(sheet)).max(MIN_DRAWS.0))
}

/// Cells of a sheet's matrix, at least 1.
fn cell_count(sheet: &DecisionMatrix) -> u64 {
    let rows = u64::try_from(sheet.values.len()).unwrap_or(u64::MAX);
    rows.saturating_mul(u64::try_from(sheet.columns.len()).unwrap_or(u64::MAX)).max(1)
}

/// All draws that a session wants, counted at one go: for reports and the command line.
pub fn compute_robustness(sheet: &DecisionMatrix, settings: &RobustnessSettings) -> Option<RobustnessSummary> {
    let mut trials = DrawCounts::new(sheet, settings)?;
    let mut draws = Draws::uncached(trials.seed());
    trials.extend(&mut draws, u64::MAX);
    Some(trials.summary())
}

/// A space of the session as the numbers know it.
pub fn to_analysis_space(settings: &RobustnessSettings, space: model::WeightSpaceKind) -> WeightSpace {
    match space {
        model::WeightSpaceKind::Local => WeightSpace::Local(Share::clamped(f64::from(settings.spread) / 100.0)),
        model::WeightSpaceKind::Ordinal => WeightSpace::Ordinal,
        model::WeightSpaceKind::Simplex => WeightSpace::Simplex,
    }
}

/// What a space is, in a few words: `weights near ours (local:0.2)`.
pub fn describe_space(space: WeightSpace) -> String {
    match space {
        WeightSpace::Local(_) => format!("weights near ours ({space})"),
        WeightSpace::Ordinal => "weights in our order (ordinal)".to_owned(),
        WeightSpace::Simplex => "all weights (simplex)".to_owned(),
    }
}

/// A share of draws in per cent: what happens is never 0 and what may fail is never 100.
pub fn format_share(share: f64) -> String {
    let value = 100.0 * share;
    match value {
        value if value > 0.0 && value < 0.5 => "<1 %".to_owned(),
        value if (99.5..100.0).contains(&value) => ">99 %".to_owned(),
        value => format!("{value:.0} %"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::appraisal::{Appraisal, illustration};
    use crate::catalogue::Catalogue;
    use crate::model::Session;

    fn sheet(session: &Session) -> DecisionMatrix {
        Appraisal::compute(session, &Catalogue::embedded().unwrap()).overall_matrix().unwrap().clone()
    }

    /// However a count is cut into pieces, and whichever thread goes on with it, it comes to the same.
    #[test]
    fn a_count_that_is_gone_on_with_is_the_count_at_one_go() {
        let mut session = illustration::session();
        session.robustness = RobustnessSettings {
            samples: 3_000,
            space: model::WeightSpaceKind::Simplex,
            ..RobustnessSettings::default()
        };
        let sheet = sheet(&session);
        let whole = compute_robustness(&sheet, &session.robustness).unwrap();
        let mut trials = DrawCounts::new(&sheet, &session.robustness).unwrap();
        let mut draws = Draws::new(trials.seed());
        trials.extend(&mut draws, 700);
        assert!(!trials.is_complete());
        let mut moved = trials.clone();
        let other = std::thread::spawn(move || {
            moved.extend(&mut Draws::new(moved.seed()), 10_000);
            moved
        });
        let other = other.join().unwrap();
        assert!(other.is_complete() && other.samples() == 3_000);
        assert_eq!(other.summary(), whole);
        assert_eq!(whole.selected.space, WeightSpace::Simplex);
        assert!(whole.local.is_complete());
    }

    #[test]
    fn nobody_to_compare_is_nothing_to_draw() {
        let session = Session::new("empty");
        assert!(
            Appraisal::compute(&session, &Catalogue::embedded().unwrap())
                .matrices
                .iter()
                .all(|sheet| { compute_robustness(sheet, &session.robustness).is_none() })
        );
    }

    #[test]
    fn what_happens_at_all_is_not_called_nothing() {
        assert_eq!(
            ["0 %", "<1 %", "71 %", ">99 %", "100 %"],
            [0.0, 0.001, 0.714, 0.999, 1.0].map(format_share).each_ref().map(String::as_str)
        );
    }
}
