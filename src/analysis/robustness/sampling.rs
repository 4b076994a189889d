//! Sampling that can be interrupted and continued.

use fearless_simd::{Level, Simd, dispatch};

use super::acceptance::Acceptance;
use super::block::{BLOCK, Column, ZERO};
use super::count::{self, CountBuffers};
use super::distribution::CellDistribution;
use super::draw_setup::DrawSetup;
use super::draws::Draws;
use super::space::WeightSpace;
use super::tally::Tally;
use super::totals;
use crate::analysis::Problem;

/// A count over draws that can be extended: show the result of a few draws, and refine it later.
#[derive(Debug, Clone)]
pub struct SamplingRun {
    setup: DrawSetup,
    space: WeightSpace,
    level: Level,
    seed: Option<u64>,
    /// Whole blocks that are counted.
    blocks: usize,
    counted: Tally,
    /// Draws of the block after those, counted anew when there are more.
    rest: usize,
    tail: Tally,
    totals: Vec<Column>,
    buffers: CountBuffers,
}

impl SamplingRun {
    /// Weights from `space`, and every cell that is not exactly known anywhere within its interval. `feasible` is as for
    /// [`crate::analysis::rank`]: what is not feasible takes no place.
    pub fn new(problem: &Problem, feasible: &[bool], space: WeightSpace) -> SamplingRun {
        let spread = |row: usize, column: usize| {
            let cell = problem.rows().get(row)?.get(column)?;
            (!cell.is_exact()).then_some(CellDistribution::Range(*cell))
        };
        SamplingRun::from_setup(DrawSetup::new(problem, feasible, space, spread), space)
    }

    pub(super) fn from_setup(setup: DrawSetup, space: WeightSpace) -> SamplingRun {
        let (size, criteria) = (setup.field.len(), setup.criteria);
        SamplingRun {
            setup,
            space,
            level: Level::new(),
            seed: None,
            blocks: 0,
            counted: Tally::new(size, criteria),
            rest: 0,
            tail: Tally::new(size, criteria),
            totals: vec![ZERO; size],
            buffers: CountBuffers::default(),
        }
    }

    /// The space that weights come from.
    pub fn space(&self) -> WeightSpace {
        self.space
    }

    /// How many draws are counted.
    pub fn samples(&self) -> u64 {
        (self.blocks * BLOCK + self.rest) as u64
    }

    /// Counts up to `up_to` draws. Does nothing if they are counted already; starts again if `draws` has another seed
    /// than before. A caller that may have to stop counts some thousands at a time.
    pub fn extend(&mut self, draws: &mut Draws, up_to: u64) {
        if self.seed.is_some_and(|seed| seed != draws.seed()) {
            self.counted.clear();
            self.tail.clear();
            (self.blocks, self.rest) = (0, 0);
        }
        self.seed = Some(draws.seed());
        if up_to <= self.samples() {
            return;
        }
        let up_to = usize::try_from(up_to).unwrap_or(usize::MAX);
        self.tail.clear();
        self.rest = 0;
        while self.blocks < up_to / BLOCK {
            self.count_block(draws, self.blocks, BLOCK);
            self.blocks += 1;
        }
        let rest = up_to % BLOCK;
        if rest > 0 {
            std::mem::swap(&mut self.counted, &mut self.tail);
            self.count_block(draws, self.blocks, rest);
            std::mem::swap(&mut self.counted, &mut self.tail);
            self.rest = rest;
        }
    }

    /// Adds the first `valid` draws of a block to what is counted.
    fn count_block(&mut self, draws: &mut Draws, index: usize, valid: usize) {
        draws.ensure_block(index, self.setup.criteria, self.setup.streams());
        let level = self.level;
        dispatch!(level, simd => count_pass(simd, self, draws, index, valid));
    }

    /// The result of the draws so far.
    pub fn acceptance(&self) -> Acceptance {
        Acceptance::from_tallies(&self.setup, self.samples(), &[&self.counted, &self.tail])
    }

    #[cfg(test)]
    pub(super) fn at_level(mut self, level: Level) -> SamplingRun {
        self.level = level;
        self
    }
}

#[inline(always)]
fn count_pass<S: Simd>(simd: S, run: &mut SamplingRun, draws: &Draws, index: usize, valid: usize) {
    let weights = draws.weights(index);
    totals::compute_totals(simd, &run.setup, weights, |stream| draws.cell(stream, index), &mut run.totals);
    count::count_ranks(simd, &mut run.totals, valid, &mut run.buffers, &mut run.counted);
    totals::sum_first_weights(simd, &run.buffers.first, &run.buffers.leads, weights, &mut run.counted.first);
}

/// So many draws at once: [`SamplingRun::new`], [`SamplingRun::extend`] and [`SamplingRun::acceptance`] in one.
pub fn compute_acceptance(
    problem: &Problem,
    feasible: &[bool],
    space: WeightSpace,
    draws: &mut Draws,
    samples: u64,
) -> Acceptance {
    let mut run = SamplingRun::new(problem, feasible, space);
    run.extend(draws, samples);
    run.acceptance()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{Scale, Share};

    /// Scores in no order, some of them open.
    fn problem(alternatives: usize, criteria: usize, open: bool) -> Problem {
        let mut state = 99_u32;
        let mut next = |most: u32| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 16) % most
        };
        let weights = (0..criteria).map(|_| f64::from(1 + next(9))).collect();
        let mut cell = || match (open, next(6)) {
            (true, 0) => Scale::default().missing(),
            (_, score) => f64::from(score.clamp(1, 5)).into(),
        };
        let rows = (0..alternatives).map(|_| (0..criteria).map(|_| cell()).collect()).collect();
        Problem::new(weights, rows, Scale::default()).unwrap()
    }

    const NEAR: fn() -> WeightSpace = || WeightSpace::Local(Share::clamped(0.3));

    #[test]
    fn every_level_of_the_machine_counts_alike() {
        for (alternatives, criteria) in [(1, 3), (2, 1), (3, 2), (5, 7), (8, 4), (9, 5), (20, 13)] {
            for space in [WeightSpace::Simplex, WeightSpace::Ordinal, NEAR()] {
                let problem = problem(alternatives, criteria, true);
                let mut draws = Draws::new(4);
                let mut run = SamplingRun::new(&problem, &[], space);
                let mut plain = run.clone().at_level(Level::baseline());
                run.extend(&mut draws, 3_001);
                plain.extend(&mut draws, 3_001);
                assert_eq!(
                    (run.counted, run.tail),
                    (plain.counted, plain.tail),
                    "{alternatives} x {criteria}, {space}"
                );
            }
        }
    }

    /// Totals in full precision, draw by draw, sorted: what all the counting comes to.
    #[test]
    fn counting_agrees_with_sorting() {
        for (alternatives, criteria) in [(3, 2), (5, 7), (7, 3), (12, 6)] {
            for space in [WeightSpace::Simplex, WeightSpace::Ordinal, NEAR()] {
                let problem = problem(alternatives, criteria, false);
                let mut draws = Draws::new(8);
                let samples = 2_560;
                let result = compute_acceptance(&problem, &[], space, &mut draws, samples);
                let corners = space.corners(problem.shares());
                let mut ranks = vec![vec![0.0; alternatives]; alternatives];
                for draw in 0..samples as usize {
                    let mix: Vec<f64> = (0..criteria).map(|k| f64::from(draws.weight(draw, k))).collect();
                    let weight =
                        |k: usize| mix.iter().zip(&corners).map(|(part, corner)| part * corner[k]).sum::<f64>();
                    let weights: Vec<f64> = (0..criteria).map(weight).collect();
                    let total = |at: usize| {
                        problem.rows()[at].iter().zip(&weights).map(|(v, w)| v.point_estimate() * w).sum::<f64>()
                    };
                    let totals: Vec<f64> = (0..alternatives).map(total).collect();
                    for (at, own) in totals.iter().enumerate() {
                        let ahead = totals.iter().filter(|other| **other > own + 1e-9).count();
                        let level = totals.iter().filter(|other| (**other - own).abs() <= 1e-9).count();
                        (ahead..ahead + level).for_each(|rank| ranks[at][rank] += 1.0 / level as f64 / samples as f64);
                    }
                }
                for (result, want) in result.acceptability.iter().flatten().zip(ranks.iter().flatten()) {
                    assert!((result - want).abs() < 1e-3, "{alternatives} x {criteria}, {space}: {result} {want}");
                }
                let off = result.acceptability.iter().flatten().zip(ranks.iter().flatten()).map(|(a, b)| (a - b).abs());
                assert!(off.sum::<f64>() < 2e-3, "a draw or two may be too close to call in small numbers");
            }
        }
    }

    #[test]
    fn in_steps_or_at_once_makes_no_difference() {
        let problem = problem(6, 5, true);
        let mut draws = Draws::new(2);
        let whole = compute_acceptance(&problem, &[], WeightSpace::Simplex, &mut draws, 5_000);
        let mut run = SamplingRun::new(&problem, &[], WeightSpace::Simplex);
        for up_to in [1, 7, 8, 255, 256, 300, 1_000, 999, 4_096, 5_000] {
            run.extend(&mut draws, up_to);
            assert!(run.samples() >= up_to);
        }
        assert_eq!((run.samples(), run.acceptance()), (5_000, whole.clone()));
        let mut other = Draws::new(3);
        run.extend(&mut other, 5_000);
        assert_ne!(run.acceptance(), whole, "another seed begins anew");
        run.extend(&mut draws, 5_000);
        assert_eq!(run.acceptance(), whole);
    }

    #[test]
    fn what_is_not_feasible_takes_no_place() {
        let problem = problem(4, 3, false);
        let mut draws = Draws::new(1);
        let result = compute_acceptance(&problem, &[true, false, true, true], WeightSpace::Simplex, &mut draws, 1_000);
        assert_eq!((&result.acceptability[1][..], &result.central_weights[1]), (&[0.0; 3][..], &None));
        assert!(result.pairwise[1].iter().all(|share| *share == 0.0));
        assert!(result.pairwise.iter().all(|row| row[1] == 0.0));
        let nobody = compute_acceptance(&problem, &[false; 4], WeightSpace::Simplex, &mut draws, 1_000);
        assert_eq!((nobody.samples, nobody.most_often_first()), (1_000, None));
        assert_eq!(compute_acceptance(&problem, &[], WeightSpace::Simplex, &mut draws, 0).most_often_first(), None);
    }

    #[test]
    fn no_reach_is_the_ranking_itself() {
        let problem = problem(5, 7, false);
        let result = compute_acceptance(&problem, &[], WeightSpace::Local(Share::ZERO), &mut Draws::new(1), 1_000);
        let ranking = crate::analysis::rank(&problem, &[]);
        for (at, standing) in ranking.standings.iter().enumerate() {
            assert_eq!(result.acceptability[at][standing.position.unwrap().rank - 1], 1.0);
        }
        let central = result.central_weights[ranking.leaders[0]].clone().unwrap();
        central.iter().zip(problem.shares()).for_each(|(result, want)| assert!((result - want.get()).abs() < 1e-9));
    }

    #[test]
    fn large_matrices_are_counted_too() {
        let problem = problem(100, 200, true);
        let result = compute_acceptance(&problem, &[], WeightSpace::Ordinal, &mut Draws::new(1), 600);
        let sums = (0..100).map(|rank| result.acceptability.iter().map(|row| row[rank]).sum::<f64>());
        assert!(sums.into_iter().all(|sum| (sum - 1.0).abs() < 1e-6));
    }
}
