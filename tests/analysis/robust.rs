//! Acceptabilities against exact answers, and against properties that hold for any input.

use weighbridge::analysis::Problem;
use weighbridge::analysis::robustness::{Acceptance, Draws, WeightSpace, compute_acceptance, standard_error};

/// Enough for an error of 0.05 percentage points.
pub const SAMPLES: u64 = 1_000_000;

/// What so many draws of all weightings say.
pub fn drawn(problem: &Problem, samples: u64) -> Acceptance {
    compute_acceptance(problem, &[], WeightSpace::Simplex, &mut Draws::new(1), samples)
}

/// Within four standard errors of the exact share, each.
#[track_caller]
pub fn within(seen: &[f64], exact: &[f64], samples: u64) {
    assert_eq!(seen.len(), exact.len());
    for (seen, exact) in seen.iter().zip(exact) {
        let most = 4.0 * standard_error(*exact, samples) + 1e-9;
        assert!((seen - exact).abs() <= most, "{seen} is not {exact} within {most}");
    }
}

pub mod checks {
    use super::{SAMPLES, drawn, within};
    use crate::analysis::{Case, lists};
    use serde_json::Value;
    use weighbridge::analysis::{Problem, Scale};

    /// A problem whose weights do not matter.
    fn problem(case: &Case) -> Problem {
        let rows = lists(case.input("scores"));
        Problem::new(vec![1.0; rows[0].len()], crate::analysis::exact(&rows), Scale::default()).unwrap()
    }

    fn central(seen: &Option<Vec<f64>>, want: &Value) {
        match (seen, want.as_array()) {
            (Some(seen), Some(want)) => {
                // four times a deviation of at most 0.3 over the root of the fewest draws that lead, a sixth of all
                let off = seen.iter().zip(want).map(|(seen, want)| (seen - want.as_f64().unwrap()).abs());
                assert!(off.fold(0.0, f64::max) < 2e-3, "{seen:?} {want:?}");
            }
            (seen, want) => assert!(seen.is_none() && want.is_none()),
        }
    }

    pub fn two_criteria_exact(case: &Case) {
        let seen = drawn(&problem(case), SAMPLES);
        within(&seen.acceptability.concat(), &lists(case.expected("rank_acceptability")).concat(), SAMPLES);
        for (seen, want) in seen.central_weights.iter().zip(case.expected("central_weights").as_array().unwrap()) {
            central(seen, want);
        }
        for (pair, want) in case.expected("pairwise_winning").as_object().unwrap() {
            let at = |place: usize| usize::from(pair.as_bytes()[place] - b'A');
            within(&[seen.pairwise[at(0)][at(2)]], &[want.as_f64().unwrap()], SAMPLES);
        }
    }

    pub fn three_criteria_exact(case: &Case) {
        let seen = drawn(&problem(case), SAMPLES);
        within(&seen.acceptability.concat(), &lists(case.expected("rank_acceptability")).concat(), SAMPLES);
        for (seen, want) in seen.central_weights.iter().zip(case.expected("central_weights").as_array().unwrap()) {
            central(seen, want);
        }
        within(&seen.pairwise.concat(), &lists(case.expected("pairwise_winning")).concat(), SAMPLES);
    }

    /// Uniforms divided by their sum are a different distribution; ours must be told apart from it, and a sampler made that way
    /// here must be caught.
    pub fn not_normalised_uniforms(case: &Case) {
        let right = lists(case.expected("correct_rank_acceptability")).concat();
        let wrong = lists(case.expected("wrong_sampler_rank_acceptability")).concat();
        let apart = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
        let distance = case.expected("max_abs_difference").as_f64().unwrap();
        case.close(apart(&right, &wrong), distance);
        let seen = drawn(&problem(case), SAMPLES).acceptability.concat();
        within(&seen, &right, SAMPLES);
        assert!(apart(&seen, &wrong) > distance - 0.002);

        let scores = lists(case.input("scores"));
        let samples = 200_000_u32;
        let mut state = 0x2545_f491_4f6c_dd1d_u64;
        let mut uniform = || {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            (state >> 11) as f64 / (1_u64 << 53) as f64
        };
        let mut counts = [[0.0; 4]; 4];
        for _ in 0..samples {
            let draw = [uniform(), uniform(), uniform()];
            let totals: Vec<f64> =
                scores.iter().map(|row| row.iter().zip(&draw).map(|(score, weight)| score * weight).sum()).collect();
            for (at, own) in totals.iter().enumerate() {
                counts[at][totals.iter().filter(|other| *other > own).count()] += 1.0 / f64::from(samples);
            }
        }
        within(&counts.concat(), &wrong, u64::from(samples));
        assert!(apart(&counts.concat(), &right) > 0.08, "the wrong sampler would not have been noticed");
    }
}

mod properties {
    use super::*;
    use crate::analysis::properties::{build, with_gaps};
    use proptest::prelude::*;
    use weighbridge::analysis::robustness::SamplingRun;
    use weighbridge::analysis::{Share, rank};

    fn spaces() -> impl Strategy<Value = WeightSpace> {
        prop_oneof![
            Just(WeightSpace::Simplex),
            Just(WeightSpace::Ordinal),
            (0.0f64..=1.0).prop_map(|reach| WeightSpace::Local(Share::new(reach).unwrap()))
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, cases: 256, ..ProptestConfig::default() })]

        #[test]
        fn ranks_and_pairs_add_up(problem in with_gaps(), space in spaces(), seed: u64, samples in 1u64..1500,
                                  feasible in prop::collection::vec(prop::bool::weighted(0.8), 6)) {
            let seen = compute_acceptance(&problem, &feasible, space, &mut Draws::new(seed), samples);
            let field: Vec<usize> = (0..problem.alternatives()).filter(|at| feasible[*at]).collect();
            for &at in &field {
                prop_assert!((seen.acceptability[at].iter().sum::<f64>() - 1.0).abs() < 1e-9);
                prop_assert!((field.iter().map(|&other| seen.acceptability[other][field.iter().position(|&f| f == at).unwrap()]).sum::<f64>() - 1.0).abs() < 1e-9);
                prop_assert_eq!(seen.pairwise[at][at], 0.0);
                for &other in field.iter().filter(|&&other| other != at) {
                    prop_assert!(seen.pairwise[at][other] + seen.pairwise[other][at] <= 1.0 + 1e-12);
                }
                prop_assert_eq!(seen.central_weights[at].is_some(), seen.first_rank_share(at) > 0.0);
                for central in seen.central_weights[at].iter() {
                    prop_assert!((central.iter().sum::<f64>() - 1.0).abs() < 1e-6);
                    prop_assert!(central.iter().all(|weight| (-1e-9..=1.0 + 1e-9).contains(weight)));
                }
                // how many beat it, on average, is its mean rank
                let mean: f64 = seen.acceptability[at].iter().enumerate().map(|(rank, share)| rank as f64 * share).sum();
                let beaten: f64 = field.iter().filter(|&&other| other != at)
                    .map(|&other| (1.0 + seen.pairwise[other][at] - seen.pairwise[at][other]) / 2.0).sum();
                prop_assert!((mean - beaten).abs() < 1e-9, "{mean} {beaten}");
            }
        }

        #[test]
        fn steps_do_not_matter(problem in with_gaps(), space in spaces(), stops in prop::collection::vec(1u64..2000, 1..5)) {
            let (mut draws, mut run) = (Draws::new(5), SamplingRun::new(&problem, &[], space));
            stops.iter().for_each(|&stop| run.extend(&mut draws, stop));
            let most = stops.iter().copied().max().unwrap();
            prop_assert_eq!(run.acceptance(), compute_acceptance(&problem, &[], space, &mut Draws::new(5), most));
        }

        #[test]
        fn a_leader_that_nothing_can_unseat_is_always_first(
            (weights, rows) in crate::analysis::properties::problems(), seed: u64
        ) {
            let problem = build(&weights, &rows);
            let seen = compute_acceptance(&problem, &[], WeightSpace::Simplex, &mut Draws::new(seed), 300);
            for (at, row) in rows.iter().enumerate() {
                let beats = |other: &Vec<f64>| row.iter().zip(other).all(|(a, b)| a > b);
                if rows.iter().enumerate().all(|(other, cells)| other == at || beats(cells)) {
                    prop_assert_eq!(seen.first_rank_share(at), 1.0);
                }
            }
            let near = compute_acceptance(&problem, &[], WeightSpace::Local(Share::ZERO), &mut Draws::new(seed), 300);
            for leader in rank(&problem, &[]).leaders {
                prop_assert!(near.first_rank_share(leader) > 0.0);
            }
        }
    }
}
