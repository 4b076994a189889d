//! What a key costs in numbers: ranking again, exact sensitivity, and rank acceptabilities over many draws.
//!
//!     cargo bench --bench analysis
//!
//! `benches/beside_numpy.py` does the same work in numpy; run one right after the other and compare in that run only.

#![allow(clippy::unwrap_used, missing_docs, reason = "a benchmark may end the run")]

use divan::{Bencher, black_box};
use weighbridge::analysis::robustness::{Draws, SamplingRun, WeightSpace};
use weighbridge::analysis::{Comparison, Problem, Scale, Share, Workspace, rank};

fn main() {
    divan::main();
}

/// Alternatives and criteria.
const SIZES: [(usize, usize); 3] = [(5, 7), (10, 15), (100, 50)];

/// Scores of 1 to 5 in no order, and weights that differ.
fn problem((alternatives, criteria): (usize, usize)) -> Problem {
    let mut state = 12_345_u32;
    let mut next = |most: u32| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 16) % most
    };
    let weights = (0..criteria).map(|_| f64::from(5 + next(30))).collect();
    let rows = (0..alternatives).map(|_| (0..criteria).map(|_| f64::from(1 + next(5)).into()).collect()).collect();
    Problem::new(weights, rows, Scale::default()).unwrap()
}

/// Shares that change from key to key.
fn keys(problem: &Problem) -> [Vec<Share>; 2] {
    let mut other = problem.shares().to_vec();
    other.reverse();
    [problem.shares().to_vec(), other]
}

/// Other weights, totals and the leader, in a workspace that is kept.
#[divan::bench(args = SIZES)]
fn rank_again(bencher: Bencher, size: (usize, usize)) {
    let problem = problem(size);
    let keys = keys(&problem);
    let mut workspace = Workspace::default();
    workspace.load(&problem, &[]);
    let mut at = 0;
    bencher.bench_local(|| {
        at ^= 1;
        workspace.set_shares(black_box(&keys[at]));
        workspace.rank()
    });
}

/// The same, and the exact stability interval of every weight.
#[divan::bench(args = SIZES)]
fn rank_and_intervals(bencher: Bencher, size: (usize, usize)) {
    let problem = problem(size);
    let keys = keys(&problem);
    let mut workspace = Workspace::default();
    workspace.load(&problem, &[]);
    let mut at = 0;
    bencher.bench_local(|| {
        at ^= 1;
        workspace.set_shares(black_box(&keys[at]));
        workspace.evaluate().map(|(top, intervals)| (top.leader, intervals[0].low))
    });
}

/// A whole ranking with places, bounds and contributions, and every answer of a contest, each in memory of its own.
#[divan::bench(args = SIZES)]
fn ranking_and_contest(bencher: Bencher, size: (usize, usize)) {
    let problem = problem(size);
    bencher.bench_local(|| {
        let ranking = rank(black_box(&problem), &[]);
        Comparison::new(&problem, &ranking)
            .map(|contest| (contest.stability(), contest.weight_shifts(), contest.one_point_flips()))
    });
}

fn acceptabilities(bencher: Bencher, size: (usize, usize), space: WeightSpace, samples: u64) {
    let problem = problem(size);
    let mut draws = Draws::new(1);
    SamplingRun::new(&problem, &[], space).extend(&mut draws, samples);
    bencher.bench_local(|| {
        let mut run = SamplingRun::new(black_box(&problem), &[], space);
        run.extend(&mut draws, samples);
        run.acceptance()
    });
}

/// Ranks, pairwise wins and central weights over 10⁵ draws that are there already.
#[divan::bench(args = SIZES, sample_count = 30, sample_size = 1)]
fn smaa_100_000(bencher: Bencher, size: (usize, usize)) {
    acceptabilities(bencher, size, WeightSpace::Simplex, 100_000);
}

/// The same over 10⁶.
#[divan::bench(args = SIZES, sample_count = 15, sample_size = 1)]
fn smaa_1_000_000(bencher: Bencher, size: (usize, usize)) {
    acceptabilities(bencher, size, WeightSpace::Simplex, 1_000_000);
}

/// The neighbourhood of the weights, which the verdict looks at.
#[divan::bench(args = SIZES, sample_count = 30, sample_size = 1)]
fn smaa_local_100_000(bencher: Bencher, size: (usize, usize)) {
    acceptabilities(bencher, size, WeightSpace::Local(Share::new(0.2).unwrap()), 100_000);
}

/// The same with a third of the cells open, each drawn anew.
#[divan::bench(sample_count = 30, sample_size = 1)]
fn smaa_open_cells_100_000(bencher: Bencher) {
    let problem = problem((5, 7));
    let missing = problem.scale().missing();
    let open = |(at, row): (usize, &Vec<_>)| {
        row.iter().enumerate().map(|(k, cell)| if (at + k) % 3 == 0 { missing } else { *cell }).collect()
    };
    let rows = problem.rows().iter().enumerate().map(open).collect();
    let problem = Problem::new(problem.weights().to_vec(), rows, problem.scale()).unwrap();
    let mut draws = Draws::new(1);
    bencher.bench_local(|| {
        let mut run = SamplingRun::new(black_box(&problem), &[], WeightSpace::Simplex);
        run.extend(&mut draws, 100_000);
        run.acceptance()
    });
}

/// What is paid once: making 10⁶ draws of seven weights.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn draw_1_000_000(bencher: Bencher) {
    let problem = problem((1, 7));
    bencher.bench_local(|| SamplingRun::new(&problem, &[], WeightSpace::Simplex).extend(&mut Draws::new(1), 1_000_000));
}
