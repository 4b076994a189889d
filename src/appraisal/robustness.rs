//! How often the outcome holds when weights and open scores are not taken as settled: draws over a space of weights.
//!
//! The verdict always asks the neighbourhood of the present weights; beside the ranking stands the space that the session
//! names. Both count the same draws, so figures do not flicker from key to key, and a reviewer gets them again from seed,
//! number and space.

use super::sheet::Sheet;
use crate::analysis::Share;
use crate::analysis::robustness::{Acceptance, Draws, Run, Space};
use crate::model;
use crate::model::Robustness;

/// Draws that a session wants of a matrix with so many cells: what it says, but fewer for a very large one.
pub fn wanted(settings: &Robustness, cells: usize) -> u64 {
    let most = CELLS_IN_ALL / u64::try_from(cells).unwrap_or(u64::MAX).max(1);
    u64::from(settings.samples).min(most.max(FEWEST.1))
}

/// Draws that are counted before the frame that follows a key.
pub const AT_ONCE: u64 = 100_000;

/// Cells of the matrix that are multiplied by weights before the frame that follows a key: some five milliseconds' work.
const CELLS_AT_ONCE: u64 = 15_000_000;
/// The same for all draws together, some seconds' work: a large matrix gets fewer draws.
const CELLS_IN_ALL: u64 = 2_000_000_000;
/// The fewest draws that still say something: they are known to 1.6 percentage points, and to 0.5.
const FEWEST: (u64, u64) = (1_000, 10_000);

/// A count that can be gone on with.
#[derive(Debug, Clone)]
pub struct Trial {
    run: Run,
    seed: u64,
    wanted: u64,
}

/// What a count has come to.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// Which weights were drawn.
    pub space: Space,
    /// What the draws began with.
    pub seed: u64,
    /// How many draws are wanted in the end.
    pub wanted: u64,
    /// The shares.
    pub acceptance: Acceptance,
}

impl Trial {
    /// Nothing counted yet; none where there is nobody to compare.
    fn of(sheet: &Sheet, settings: &Robustness, space: Space) -> Option<Self> {
        let problem = sheet.problem.as_ref().ok()?;
        let feasible = sheet.field();
        sheet.contest()?;
        let run = Run::new(problem, &feasible, space);
        let wanted = wanted(settings, problem.alternatives() * problem.criteria());
        Some(Self { run, seed: settings.seed, wanted })
    }

    fn found(&self) -> Found {
        Found { space: self.run.space(), seed: self.seed, wanted: self.wanted, acceptance: self.run.acceptance() }
    }
}

impl Found {
    /// Whether all draws that are wanted are counted.
    pub fn is_complete(&self) -> bool {
        self.acceptance.samples >= self.wanted
    }

    /// How often a column is first, 0 to 1.
    pub fn first(&self, column: usize) -> f64 {
        self.acceptance.first(column)
    }
}

/// The counts that a sheet needs: near the present weights for the verdict, and in the space that is shown.
#[derive(Debug, Clone)]
pub struct Trials {
    near: Trial,
    /// None where the space that is shown is the neighbourhood itself.
    shown: Option<Trial>,
}

/// What they have come to.
#[derive(Debug, Clone, PartialEq)]
pub struct Robust {
    /// Near the present weights, which the verdict rests on.
    pub near: Found,
    /// In the space that the session names.
    pub shown: Found,
}

impl Trials {
    /// Nothing counted yet; none without a leader and a rival.
    pub fn of(sheet: &Sheet, settings: &Robustness) -> Option<Self> {
        let near = space_of(settings, model::Space::Local);
        let space = space_of(settings, settings.space);
        let shown = if space == near { None } else { Some(Trial::of(sheet, settings, space)?) };
        Some(Self { near: Trial::of(sheet, settings, near)?, shown })
    }

    /// Counts until so many draws are, but no more than are wanted. The draws must be those of [`Trials::seed`].
    pub fn extend(&mut self, draws: &mut Draws, up_to: u64) {
        for trial in std::iter::once(&mut self.near).chain(&mut self.shown) {
            trial.run.extend(draws, up_to.min(trial.wanted));
        }
    }

    /// What the draws begin with.
    pub fn seed(&self) -> u64 {
        self.near.seed
    }

    /// How many draws are wanted in the end.
    pub fn wanted(&self) -> u64 {
        self.near.wanted
    }

    /// How many draws are counted.
    pub fn samples(&self) -> u64 {
        self.near.run.samples()
    }

    /// Whether all draws that are wanted are counted.
    pub fn is_complete(&self) -> bool {
        self.samples() >= self.near.wanted
    }

    /// What the draws so far come to.
    pub fn found(&self) -> Robust {
        let near = self.near.found();
        let shown = self.shown.as_ref().map_or_else(|| near.clone(), Trial::found);
        Robust { near, shown }
    }
}

/// Draws that are counted before the frame that follows a key: fewer for a large matrix.
pub fn at_once(sheet: &Sheet) -> u64 {
    AT_ONCE.min((CELLS_AT_ONCE / cells(sheet)).max(FEWEST.0))
}

/// Cells of a sheet's matrix, at least 1.
fn cells(sheet: &Sheet) -> u64 {
    let rows = u64::try_from(sheet.values.len()).unwrap_or(u64::MAX);
    rows.saturating_mul(u64::try_from(sheet.columns.len()).unwrap_or(u64::MAX)).max(1)
}

/// All draws that a session wants, counted at one go: for reports and the command line.
pub fn robust(sheet: &Sheet, settings: &Robustness) -> Option<Robust> {
    let mut trials = Trials::of(sheet, settings)?;
    let mut draws = Draws::passing(trials.seed());
    trials.extend(&mut draws, u64::MAX);
    Some(trials.found())
}

/// A space of the session as the numbers know it.
pub fn space_of(settings: &Robustness, space: model::Space) -> Space {
    match space {
        model::Space::Local => Space::Local(Share::clamped(f64::from(settings.spread) / 100.0)),
        model::Space::Ordinal => Space::Ordinal,
        model::Space::Simplex => Space::Simplex,
    }
}

/// What a space is, in a few words: `weights near ours (local:0.2)`.
pub fn space_words(space: Space) -> String {
    match space {
        Space::Local(_) => format!("weights near ours ({space})"),
        Space::Ordinal => "weights in our order (ordinal)".to_owned(),
        Space::Simplex => "all weights (simplex)".to_owned(),
    }
}

/// A share of draws in per cent: what happens is never 0 and what may fail is never 100.
pub fn percent(share: f64) -> String {
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

    fn sheet(session: &Session) -> Sheet {
        Appraisal::of(session, &Catalogue::embedded().unwrap()).whole().unwrap().clone()
    }

    /// However a count is cut into pieces, and whichever thread goes on with it, it comes to the same.
    #[test]
    fn a_count_that_is_gone_on_with_is_the_count_at_one_go() {
        let mut session = illustration::session();
        session.robustness = Robustness { samples: 3_000, space: model::Space::Simplex, ..Robustness::default() };
        let sheet = sheet(&session);
        let whole = robust(&sheet, &session.robustness).unwrap();
        let mut trials = Trials::of(&sheet, &session.robustness).unwrap();
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
        assert_eq!(other.found(), whole);
        assert_eq!(whole.shown.space, Space::Simplex);
        assert!(whole.near.is_complete());
    }

    #[test]
    fn nobody_to_compare_is_nothing_to_draw() {
        let session = Session::new("empty");
        assert!(
            Appraisal::of(&session, &Catalogue::embedded().unwrap())
                .sheets
                .iter()
                .all(|sheet| { robust(sheet, &session.robustness).is_none() })
        );
    }

    #[test]
    fn what_happens_at_all_is_not_called_nothing() {
        assert_eq!(
            ["0 %", "<1 %", "71 %", ">99 %", "100 %"],
            [0.0, 0.001, 0.714, 0.999, 1.0].map(percent).each_ref().map(String::as_str)
        );
    }
}
