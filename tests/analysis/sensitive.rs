//! Tornado, sweep, open cells and the workspace they are reckoned in, against ranking anew; and the verdict on the flagship matrix.

use crate::analysis::properties::{build, moved_to, problems, with_gaps};
use crate::analysis::{Case, exact, totals};
use proptest::prelude::*;
use weighbridge::analysis::robustness::{Draws, compute_acceptance};
use weighbridge::analysis::sensitivity::{find_open_cells, sweep_weight};
use weighbridge::analysis::verdict::{FailedTest, LeadFacts, Thresholds, Verdict, compute_verdict};
use weighbridge::analysis::{Comparison, Problem, Scale, Share, Workspace, rank};

/// Serverless functions are next, and draw level where the worked example says: operations burden 2/7, time to market 1/7.
#[test]
fn the_flagship_lead_is_fragile() {
    let case = Case::load("wsm-02-flagship-1to5");
    let problem = case.problem(Scale::default());
    let ranking = rank(&problem, &[]);
    let contest = Comparison::new(&problem, &ranking).unwrap();
    let stability = contest.stability();
    assert!((stability[1].high.get() - 2.0 / 7.0).abs() < 1e-9 && stability[1].rival_high == Some(2));
    assert!((stability[6].high.get() - 1.0 / 7.0).abs() < 1e-9 && stability[6].rival_high == Some(2));
    let usual = Thresholds::default();
    let near = compute_acceptance(&problem, &[], usual.space(), &mut Draws::new(1), 100_000);
    let facts = LeadFacts { consistency_ratio: None, open_must_haves: &[], is_scored: &|_, _| true };
    let Verdict::Fragile { leader: 3, margin: Some(margin), failed } =
        compute_verdict(&problem, &ranking, &near, &usual, &facts)
    else {
        panic!("the lead is fragile")
    };
    assert!((margin - 0.05).abs() < 1e-9);
    assert!(
        failed
            .iter()
            .any(|test| matches!(test, FailedTest::WeightShift { rival: 2, points } if (points - 1.25).abs() < 1e-9))
    );
    assert!(failed.contains(&FailedTest::OnePointFlips { scores: 11 }));
}

#[test]
fn constant_columns_and_single_alternatives_have_answers() {
    let constant = build(&[3.0, 1.0], &[vec![3.0, 4.0], vec![3.0, 2.0], vec![3.0, 2.0]]);
    let contest = Comparison::new(&constant, &rank(&constant, &[])).unwrap();
    assert!(contest.stability().iter().all(|seen| seen.rival_low.is_none() && seen.rival_high.is_none()));
    assert_eq!(contest.weight_tornado(Share::HALF).len(), 2);
    assert_eq!(sweep_weight(&constant, &[], 0).unwrap().leader_ranges.len(), 1, "level at 1 is a touch");
    assert_eq!(sweep_weight(&constant, &[], 2), None);
    let single = build(&[1.0], &[vec![3.0]]);
    assert_eq!(sweep_weight(&single, &[], 0).unwrap().leader_ranges.len(), 1);
    assert!(Comparison::new(&single, &rank(&single, &[])).is_none());
}

#[test]
fn large_matrices_are_no_trouble() {
    let row = |at: usize| (0..200).map(|k| (1 + (at * 31 + k * 17 + at * k) % 5) as f64).collect();
    let rows: Vec<Vec<f64>> = (0..100).map(row).collect();
    let problem = Problem::new((1..=200).map(f64::from).collect(), exact(&rows), Scale::default()).unwrap();
    let contest = Comparison::new(&problem, &rank(&problem, &[])).unwrap();
    assert_eq!(contest.stability().len(), 200);
    assert_eq!(contest.weight_shifts().len(), 99);
    assert_eq!(contest.weight_tornado(Share::HALF).len(), 200);
    assert_eq!(contest.cell_tornado().len(), 20_000);
    assert!(!sweep_weight(&problem, &[], 7).unwrap().leader_ranges.is_empty());
}

fn margin_of(problem: &Problem, leader: usize) -> f64 {
    let totals = totals(&rank(problem, &[]));
    let next = totals.iter().enumerate().filter(|&(at, _)| at != leader).map(|(_, total)| *total);
    totals[leader] - next.fold(f64::NEG_INFINITY, f64::max)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn bars_are_the_margins_of_ranking_anew((weights, rows) in problems(), reach in 0.01f64..1.0) {
        let problem = build(&weights, &rows);
        let contest = Comparison::new(&problem, &rank(&problem, &[])).unwrap();
        let leader = contest.leader();
        for bar in contest.weight_tornado(Share::new(reach).unwrap()) {
            for (share, end) in [bar.less, bar.more] {
                if weights.len() > 1 {
                    let there = build(&moved_to(problem.shares(), bar.criterion, share.get()), &rows);
                    prop_assert!((margin_of(&there, leader) - end.margin).abs() < 1e-9);
                }
            }
        }
        for bar in contest.cell_tornado() {
            for (value, end) in [bar.less, bar.more] {
                prop_assert!(Scale::default().contains(value));
                let mut changed = rows.clone();
                changed[bar.alternative][bar.criterion] = value;
                prop_assert!((margin_of(&build(&weights, &changed), leader) - end.margin).abs() < 1e-9);
            }
        }
    }

    #[test]
    fn whoever_reigns_leads_there((weights, rows) in problems(), at in 0.0f64..=1.0, feasible in prop::collection::vec(prop::bool::weighted(0.8), 6)) {
        let problem = build(&weights, &rows);
        for criterion in 0..weights.len() {
            let sweep = sweep_weight(&problem, &feasible, criterion).unwrap();
            let there = if weights.len() > 1 { build(&moved_to(problem.shares(), criterion, at), &rows) } else { problem.clone() };
            let ranking = rank(&there, &feasible);
            for (line, standing) in sweep.lines.iter().zip(&ranking.standings) {
                prop_assert!((line.at(Share::new(at).unwrap()) - standing.total).abs() < 1e-9);
            }
            prop_assert_eq!(sweep.leader_ranges.is_empty(), ranking.leaders.is_empty());
            prop_assert!(sweep.leader_ranges.windows(2).all(|pair| pair[0].to == pair[1].from && pair[0].leader != pair[1].leader));
            for reign in sweep.leader_ranges.iter().filter(|reign| (reign.from.get()..=reign.to.get()).contains(&at)) {
                let best = sweep.lines[reign.leader].at(Share::new(at).unwrap());
                prop_assert!(ranking.leaders.iter().all(|&leader| totals(&ranking)[leader] <= best + 1e-8));
            }
            if let (Some(first), Some(last)) = (sweep.leader_ranges.first(), sweep.leader_ranges.last()) {
                prop_assert_eq!((first.from, last.to), (Share::ZERO, Share::ONE));
            }
        }
    }

    #[test]
    fn open_cells_that_could_change_the_leader_do(problem in with_gaps()) {
        let ranking = rank(&problem, &[]);
        let leader = ranking.leaders[0];
        let open = find_open_cells(&problem, &[]);
        prop_assert_eq!(open.len(), problem.rows().iter().flatten().filter(|cell| !cell.is_exact()).count());
        prop_assert!(open.windows(2).all(|pair| (pair[0].new_leader.is_some(), pair[0].swing) >= (pair[1].new_leader.is_some(), pair[1].swing)
            || pair[0].new_leader.is_some() && pair[1].new_leader.is_none()));
        for cell in open {
            let mut rows = problem.rows().to_vec();
            let value = &mut rows[cell.alternative][cell.criterion];
            *value = if cell.alternative == leader { value.low.into() } else { value.high.into() };
            let filled = rank(&Problem::new(problem.weights().to_vec(), rows, problem.scale()).unwrap(), &[]);
            match cell.new_leader {
                Some(next) => prop_assert!(filled.leaders.contains(&next) && !filled.leaders.contains(&leader)),
                None => prop_assert!(filled.leaders.contains(&leader)),
            }
        }
    }

    #[test]
    fn the_room_says_what_ranking_and_contest_say(problem in with_gaps(), other in problems(), feasible in prop::collection::vec(prop::bool::weighted(0.8), 6)) {
        let mut workspace = Workspace::default();
        let other = build(&other.0, &other.1);
        for problem in [&other, &problem] {
            workspace.load(problem, &feasible);
            let ranking = rank(problem, &feasible);
            match workspace.evaluate() {
                None => prop_assert!(ranking.leaders.is_empty()),
                Some((top, intervals)) => {
                    prop_assert_eq!((Some(&top.leader), top.runner_up, top.margin, top.tie), (ranking.leaders.first(), ranking.runner_up, ranking.margin, ranking.tie));
                    if let Some(contest) = Comparison::new(problem, &ranking) {
                        prop_assert_eq!(intervals, contest.stability());
                    }
                    prop_assert_eq!(workspace.totals(), totals(&ranking));
                }
            }
        }
    }
}
