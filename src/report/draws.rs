//! Draws in pieces, so that whoever waits for many of them can see how far they are.

use crate::analysis::Problem;
use crate::analysis::robustness::{Acceptance, Draws, SamplingRun, WeightSpace};

/// Called after each piece with the number of draws so far, and of all draws.
pub type OnProgress<'p> = &'p mut dyn FnMut(u64, u64);

/// Draws of a piece for a small matrix, and the fewest; both are whole blocks of the sampler.
const PIECE: (u64, u64) = (65_536, 1_024);
/// Cells times draws of a piece: some hundredths of a second.
const CELLS_PER_PIECE: u64 = 200_000_000;

/// So many weightings from `space`, drawn by `seed`, with a value for every cell that is not exactly known.
pub(super) fn count_acceptance(
    problem: &Problem,
    feasible: &[bool],
    space: WeightSpace,
    (seed, samples): (u64, u64),
    on_progress: OnProgress<'_>,
) -> Acceptance {
    let cells = u64::try_from(problem.alternatives() * problem.criteria()).unwrap_or(u64::MAX).max(1);
    let piece = (CELLS_PER_PIECE / cells).clamp(PIECE.1, PIECE.0) / PIECE.1 * PIECE.1;
    let mut draws = Draws::uncached(seed);
    let mut run = SamplingRun::new(problem, feasible, space);
    while run.samples() < samples {
        run.extend(&mut draws, samples.min(run.samples() + piece));
        on_progress(run.samples(), samples);
    }
    run.acceptance()
}
