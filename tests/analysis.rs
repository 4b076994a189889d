//! The numbers against a table of cases with independently verified answers, and against properties that hold for any input.

use std::cell::RefCell;
use std::collections::BTreeSet;

use serde_json::Value;
use weighbridge::analysis::second_opinion::{promethee_ii, topsis};
use weighbridge::analysis::value_function::ValueFunction;
use weighbridge::analysis::{
    Comparison, Goal, Interval, Matrix, Problem, ProblemError, RankPosition, Ranking, Scale, Share, WeightsError, ahp,
    goal, pareto, rank, weights,
};

/// One case of the table. Remembers which expectations were looked at, so that none is passed over unnoticed.
struct Case {
    json: Value,
    seen: RefCell<BTreeSet<String>>,
}

fn table() -> Vec<Value> {
    let text = include_str!("data/mcda_cases.json");
    let table: Value = serde_json::from_str(text).unwrap();
    table.get("cases").unwrap_or(&table).as_array().unwrap().clone()
}

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(|x| x.as_f64().unwrap_or(f64::NAN)).collect()
}

fn lists(value: &Value) -> Vec<Vec<f64>> {
    value.as_array().unwrap().iter().map(numbers).collect()
}

fn words(value: &Value) -> Vec<String> {
    value.as_array().unwrap().iter().map(|word| word.as_str().unwrap().to_owned()).collect()
}

fn exact(rows: &[Vec<f64>]) -> Vec<Vec<Interval>> {
    rows.iter().map(|row| row.iter().map(|&x| x.into()).collect()).collect()
}

fn plain(shares: &[Share]) -> Vec<f64> {
    shares.iter().map(|share| share.get()).collect()
}

fn scale(lo: f64, hi: f64) -> Scale {
    Scale::new(lo, hi).unwrap()
}

fn totals(ranking: &Ranking) -> Vec<f64> {
    ranking.standings.iter().map(|standing| standing.total).collect()
}

/// The totals of a case that calls them so.
fn expect_totals(case: &Case, ranking: &Ranking) {
    case.expect("total", &totals(ranking));
}

fn places(ranking: &Ranking) -> Vec<Option<RankPosition>> {
    ranking.standings.iter().map(|standing| standing.position).collect()
}

impl Case {
    fn load(id: &str) -> Case {
        let json = table().into_iter().find(|case| case["id"] == id).unwrap_or_else(|| panic!("no case {id}"));
        Case { json, seen: RefCell::default() }
    }

    fn input(&self, key: &str) -> &Value {
        self.json["input"].get(key).unwrap_or_else(|| panic!("no input {key}"))
    }

    fn expected(&self, key: &str) -> &Value {
        self.seen.borrow_mut().insert(key.to_owned());
        self.json["expected"].get(key).unwrap_or_else(|| panic!("no expectation {key}"))
    }

    #[track_caller]
    fn close(&self, got: f64, want: f64) {
        let tolerance = self.json["tolerance"].as_f64().unwrap();
        assert!((got - want).abs() <= tolerance, "{}: got {got}, want {want} within {tolerance}", self.json["id"]);
    }

    #[track_caller]
    fn all_close(&self, got: &[f64], want: &[f64]) {
        assert_eq!(got.len(), want.len(), "{}: got {got:?}, want {want:?}", self.json["id"]);
        got.iter().zip(want).for_each(|(&got, &want)| self.close(got, want));
    }

    #[track_caller]
    fn expect(&self, key: &str, got: &[f64]) {
        self.all_close(got, &numbers(self.expected(key)));
    }

    #[track_caller]
    fn expect_ranks(&self, key: &str, places: &[Option<RankPosition>]) {
        let ranks: Vec<f64> = places.iter().map(|place| place.unwrap().rank as f64).collect();
        assert_eq!(ranks, numbers(self.expected(key)));
    }

    #[track_caller]
    fn expect_mid_ranks(&self, key: &str, places: &[Option<RankPosition>]) {
        let ranks: Vec<f64> = places.iter().map(|place| place.unwrap().mid_rank).collect();
        assert_eq!(ranks, numbers(self.expected(key)));
    }

    #[track_caller]
    fn expect_error(&self, error: ProblemError) {
        let code = match error {
            ProblemError::Weights(WeightsError::AllWeightsZero) => "weights_sum_to_zero",
            ProblemError::Weights(WeightsError::NegativeWeight { .. }) => "negative_weight",
            ProblemError::Weights(WeightsError::NonFiniteWeight { .. }) => "non_finite_weight",
            ProblemError::WeightCount { .. } => "weight_count_mismatch",
            other => panic!("{other}"),
        };
        assert_eq!(self.expected("error"), code);
    }

    fn weights(&self) -> Vec<f64> {
        numbers(self.input("weights"))
    }

    /// Scores on `scale`, null being a missing cell and `types` saying which columns to reflect.
    fn try_problem(&self, scale: Scale) -> Result<Problem, ProblemError> {
        let scores = self.json["input"].get("scores").unwrap_or(&self.json["input"]["matrix"]);
        let goals = self.goals();
        let cell = |(j, &x): (usize, &f64)| {
            let known = if x.is_nan() { scale.missing() } else { x.into() };
            goal::orient_interval(known, goals.get(j).copied().unwrap_or_default(), scale)
        };
        let rows = lists(scores).iter().map(|row| row.iter().enumerate().map(cell).collect()).collect();
        Problem::new(self.weights(), rows, scale)
    }

    fn problem(&self, scale: Scale) -> Problem {
        self.try_problem(scale).unwrap()
    }

    fn goals(&self) -> Vec<Goal> {
        let goal = |word: String| if word == "min" { Goal::Min } else { Goal::Max };
        self.json["input"].get("types").map(|types| words(types).into_iter().map(goal).collect()).unwrap_or_default()
    }

    /// Fails unless every expectation was looked at, but for those named as belonging to something else.
    fn finish(&self, elsewhere: &[&str]) {
        let all: BTreeSet<String> = self.json["expected"].as_object().unwrap().keys().cloned().collect();
        let left: Vec<String> = all.difference(&self.seen.borrow()).cloned().collect();
        assert_eq!(left, elsewhere, "{}: expectations nobody looked at", self.json["id"]);
    }
}

/// Each line: a check, the case it runs on, and the expectations of that case which are not this room's business.
macro_rules! cases {
    ($($check:ident: $id:literal, elsewhere $elsewhere:expr;)*) => {
        const RUN: &[&str] = &[$($id),*];
        $(#[test]
        fn $check() {
            let case = Case::load($id);
            checks::$check(&case);
            case.finish(&$elsewhere);
        })*
    };
}

cases! {
    wsm_raw_tie: "wsm-01-raw-tie", elsewhere [];
    wsm_flagship: "wsm-02-flagship-1to5", elsewhere [];
    topsis_fighter: "topsis-09-fighter-vector", elsewhere [];
    promethee_flagship: "promethee2-15-flagship-usual", elsewhere [];
    pairwise_distances: "ahp-20-distances",
        elsewhere ["CR_donegan_dodd", "CR_saaty2005", "weights_column_mean", "weights_geometric_mean"];
    pairwise_inconsistent: "ahp-22-inconsistent",
        elsewhere ["CR_donegan_dodd", "CR_saaty2005", "weights_column_mean", "weights_geometric_mean"];
    centroid_of_three: "roc-24-n3", elsewhere ["rank_reciprocal", "rank_sum"];
    centroid_of_five: "roc-24-n5", elsewhere ["rank_reciprocal", "rank_sum"];
    centroid_tied: "roc-25-tied", elsewhere [];
    swing: "swing-26", elsewhere [];
    hierarchy: "hierarchy-28", elsewhere [];
    value_functions: "value-29-linear-exp-piecewise", elsewhere ["exponential"];
    weighted_judges: "group-30-weighted-judges", elsewhere ["cell_sd_population"];
    abstentions: "group-32-abstentions", elsewhere [];
    concordance_with_ties: "kendallw-33-anxiety-ties", elsewhere ["W_uncorrected", "chi2", "df", "p"];
    concordance_without_order: "kendallw-35-all-tied", elsewhere [];
    consensus_of_cells: "consensus-37-cell", elsewhere [];
    ranked_ballots: "vote-38-borda-condorcet", elsewhere [];
    correlations: "corr-40-ties", elsewhere [];
    stability_exact: "stability-42-3x2-exact", elsewhere [];
    stability_published: "stability-43-triantaphyllou", elsewhere [];
    score_flips: "tornado-44-score-flips", elsewhere [];
    two_criteria_exact: "smaa-46-2crit-exact", elsewhere [];
    three_criteria_exact: "smaa-47-3crit-exact", elsewhere ["rank_acceptability_exact"];
    missing_cells: "missing-51-interval-and-renorm", elsewhere [];
    pareto_cost_benefit: "pareto-52-cost-benefit", elsewhere [];
    all_weights_zero: "edge-53-all-zero-weights", elsewhere [];
    one_weight_zero: "edge-54-one-zero-weight", elsewhere [];
    single_alternative: "edge-57-single-alternative", elsewhere ["vikor"];
    identical_alternatives: "edge-58-identical-alternatives", elsewhere ["rank_dense", "smaa_first_rank_competition"];
    negative_weight: "edge-59-negative_weight", elsewhere [];
    non_finite_weight: "edge-59-non_finite_weight", elsewhere [];
    weight_count: "edge-59-weight_count_mismatch", elsewhere [];
    cost_criterion: "edge-60-cost-criterion-1to5", elsewhere [];
    rank_reversal: "edge-61-rank-reversal", elsewhere [];
    not_normalised_uniforms: "smaa-62-negative-test-wrong-sampler", elsewhere [];
    least_weight_shift: "shift-66-min-weight-move", elsewhere [];
}

#[test]
fn every_case_is_run() {
    let ids: Vec<String> = table().iter().map(|case| case["id"].as_str().unwrap().to_owned()).collect();
    assert_eq!(RUN, ids);
    assert_eq!(ids.len(), 37);
}

mod group;
mod robust;
mod sensitive;

mod checks {
    use super::*;

    pub use super::group::checks::{
        abstentions, concordance_with_ties, concordance_without_order, consensus_of_cells, correlations,
        ranked_ballots, weighted_judges,
    };
    pub use super::robust::checks::{not_normalised_uniforms, three_criteria_exact, two_criteria_exact};

    pub fn wsm_raw_tie(case: &Case) {
        let ranking = rank(&case.problem(scale(10.0, 30.0)), &[]);
        case.expect("total", &totals(&ranking));
        case.expect_ranks("rank_competition", &places(&ranking));
        case.expect_mid_ranks("rank_mid", &places(&ranking));
        let leaders: Vec<f64> = ranking.leaders.iter().map(|&leader| leader as f64).collect();
        assert_eq!(leaders, numbers(case.expected("winners")));
        assert_eq!(case.expected("tie"), ranking.tie);
        assert_eq!(ranking.margin, Some(0.0));
        assert!(places(&ranking)[1].unwrap().tied && !places(&ranking)[0].unwrap().tied);
    }

    pub fn wsm_flagship(case: &Case) {
        let problem = case.problem(Scale::default());
        let ranking = rank(&problem, &[]);
        case.expect("weights_normalised", &plain(problem.shares()));
        case.expect("total", &totals(&ranking));
        let percent: Vec<f64> = ranking.standings.iter().map(|standing| standing.percent).collect();
        case.expect("total_percent", &percent);
        case.expect_ranks("rank", &places(&ranking));
        for (standing, want) in ranking.standings.iter().zip(lists(case.expected("contributions"))) {
            case.all_close(&standing.contributions, &want);
        }
        case.close(ranking.margin.unwrap(), case.expected("margin_leader").as_f64().unwrap());
        assert_eq!((ranking.leaders, ranking.runner_up, ranking.tie, ranking.certain), (vec![3], Some(2), false, true));
    }

    pub fn topsis_fighter(case: &Case) {
        let matrix = Matrix::new(case.weights(), lists(case.input("matrix")), case.goals()).unwrap();
        let seen = topsis(&matrix, &[]).unwrap();
        case.expect("d_plus", &seen.d_plus);
        case.expect("d_minus", &seen.d_minus);
        case.expect("closeness", &seen.closeness);
        case.expect_ranks("rank", &seen.places);
        assert_eq!(seen.leaders, [0]);
    }

    pub fn promethee_flagship(case: &Case) {
        let seen = promethee_ii(&Matrix::from(&case.problem(Scale::default())), &[]).unwrap();
        case.expect("phi_plus", &seen.phi_plus);
        case.expect("phi_minus", &seen.phi_minus);
        case.expect("phi_net", &seen.phi_net);
        case.expect_ranks("rank", &seen.places);
        assert_eq!(seen.leaders, [2]);
    }

    pub fn centroid_of_three(case: &Case) {
        let ranks = numbers(case.input("rank_order"));
        case.expect("weights", &plain(&weights::rank_order_centroid_shares(&ranks).unwrap()));
    }

    pub fn centroid_of_five(case: &Case) {
        centroid_of_three(case);
    }

    pub fn centroid_tied(case: &Case) {
        let ranks = numbers(case.input("rank"));
        case.expect("weights", &plain(&weights::rank_order_centroid_shares(&ranks).unwrap()));
        let as_competition = weights::rank_order_centroid_shares(&[1.0, 2.0, 2.0, 4.0]).unwrap();
        case.expect("weights", &plain(&as_competition));
    }

    pub fn pairwise_distances(case: &Case) {
        let matrix = lists(case.input("matrix"));
        let mut above = lists(case.input("upper_triangle"));
        above.sort_by(|a, b| (a[0], a[1]).partial_cmp(&(b[0], b[1])).unwrap());
        let given: Vec<f64> = above.iter().map(|answer| answer[2]).collect();
        case.all_close(&ahp::reciprocal_matrix(matrix.len(), &given).concat(), &matrix.concat());
        let seen = ahp::pairwise_weights(&matrix).unwrap();
        case.expect("weights", &plain(&seen.shares));
        let figure = |key: &str| case.expected(key).as_f64().unwrap();
        case.close(seen.lambda_max, figure("lambda_max"));
        case.close(seen.consistency_index, figure("CI"));
        assert_eq!(ahp::RANDOM_INDEX_TABLE, "Saaty 1980");
        case.close(seen.consistency_ratio.unwrap(), figure("CR_saaty1980"));
        assert_eq!(case.expected("acceptable"), !seen.is_inconsistent());
        let worst = seen.worst.unwrap();
        for i in 0..matrix.len() {
            for j in i + 1..matrix.len() {
                for k in j + 1..matrix.len() {
                    let product = matrix[i][j] * matrix[j][k] * matrix[k][i];
                    assert!(product.ln().abs() <= worst.product.ln().abs() + 1e-9);
                }
            }
        }
    }

    pub fn pairwise_inconsistent(case: &Case) {
        pairwise_distances(case);
        let worst = ahp::pairwise_weights(&lists(case.input("matrix"))).unwrap().worst.unwrap();
        assert_eq!(worst.criteria, [0, 1, 2]);
        case.close(worst.product, 27.0);
    }

    pub fn hierarchy(case: &Case) {
        let groups: Vec<(f64, Vec<f64>)> = (case.input("group_weights").as_object().unwrap().iter())
            .map(|(name, weight)| (weight.as_f64().unwrap(), numbers(&case.input("local_weights")[name])))
            .collect();
        let want: Vec<f64> = case.expected("global_weights").as_object().unwrap().values().flat_map(numbers).collect();
        let seen = plain(&weights::hierarchical_shares(&groups).unwrap());
        case.all_close(&seen, &want);
        case.close(seen.iter().sum(), case.expected("sum").as_f64().unwrap());
    }

    pub fn swing(case: &Case) {
        case.expect("weights", &plain(&weights::swing_shares(&numbers(case.input("swing_points"))).unwrap()));
    }

    pub fn value_functions(case: &Case) {
        let at = |key: &str| case.input(key).as_f64().unwrap();
        let xs = numbers(case.input("x"));
        let each = |function: &ValueFunction| -> Vec<f64> {
            let valued = xs.iter().map(|&x| function.value(x).unwrap());
            valued.inspect(|valued| assert!(!valued.clamped)).map(|valued| valued.z.get()).collect()
        };
        let linear = ValueFunction::linear(at("worst"), at("best")).unwrap();
        case.expect("linear", &each(&linear));
        let scores: Vec<f64> = xs.iter().map(|&x| linear.score(x, Scale::default()).unwrap()).collect();
        case.expect("to_1_5", &scores);
        let bends = case.input("piecewise");
        let points: Vec<(f64, f64)> = numbers(&bends["x"]).into_iter().zip(numbers(&bends["v"])).collect();
        case.expect("piecewise", &each(&ValueFunction::piecewise(&points).unwrap()));
    }

    pub fn stability_exact(case: &Case) {
        let problem = case.problem(Scale::default());
        let contest = Comparison::new(&problem, &rank(&problem, &[])).unwrap();
        assert_eq!(case.expected("leader"), contest.leader());
        for (seen, want) in contest.stability().iter().zip(lists(case.expected("intervals"))) {
            case.all_close(&[seen.low.get(), seen.high.get()], &want);
        }
        let seen = contest.stability();
        assert_eq!((seen[0].rival_low, seen[0].rival_high), (Some(1), Some(0)));
        assert_eq!((seen[1].rival_low, seen[1].rival_high), (Some(0), Some(1)));
        let critical = contest.critical_weight().unwrap();
        assert_eq!((critical.criterion, critical.rival), (0, 1));
        case.close(critical.crossover.get(), 1.0 / 3.0);
        case.close(critical.change, 1.0 / 3.0 - 0.4);
    }

    /// The published weights sum to 1.0001 and the published changes are of those weights as they stand; our crossovers are
    /// shares of a true whole and are held against the thresholds that are so too.
    pub fn stability_published(case: &Case) {
        let problem = case.problem(Scale::UNIT);
        let ranking = rank(&problem, &[]);
        let contest = Comparison::new(&problem, &ranking).unwrap();
        let sum: f64 = case.weights().iter().sum();
        let published: Vec<f64> = totals(&ranking).iter().map(|total| total * sum).collect();
        case.expect("P", &published);
        assert_eq!(case.expected("leader"), "A1");
        assert_eq!(contest.leader(), 0);
        for (k, deltas) in case.expected("delta").as_array().unwrap().iter().enumerate() {
            let weight = case.weights()[k];
            for rival in 1..4 {
                let name = format!("A{}", rival + 1);
                let published = &deltas[&name];
                let delta = contest.points_to_draw_level(k, rival).unwrap() * weight / difference(&problem, k, rival);
                case.close(delta, published["delta_abs"].as_f64().unwrap());
                case.close(100.0 * delta / weight, published["delta_percent"].as_f64().unwrap());
                assert_eq!(published["feasible"], delta <= weight);
                match published["renormalised"].as_f64() {
                    Some(renormalised) => case.close((weight - delta) / (1.0 - delta), renormalised),
                    None => assert!(published["renormalised"].is_null()),
                }
                let threshold = &case.expected("thresholds_proportional")[k][&name];
                let reached = contest.crossover(k, rival);
                assert_eq!(reached.is_some(), threshold.is_number());
                if let Some(reached) = reached {
                    case.close(reached.get(), threshold.as_f64().unwrap());
                }
            }
        }
    }

    fn difference(problem: &Problem, criterion: usize, rival: usize) -> f64 {
        problem.rows()[0][criterion].point_estimate() - problem.rows()[rival][criterion].point_estimate()
    }

    /// The flagship's names, which the cases that reuse its scores leave out.
    fn flagship(key: &str) -> Vec<String> {
        words(Case::load("wsm-02-flagship-1to5").input(key))
    }

    pub fn score_flips(case: &Case) {
        let (alternatives, criteria) = (flagship("alternatives"), flagship("criteria"));
        let problem = case.problem(Scale::default());
        let contest = Comparison::new(&problem, &rank(&problem, &[])).unwrap();
        assert_eq!(case.expected("leader"), &alternatives[contest.leader()]);
        let flips: Vec<Value> = contest
            .one_point_flips()
            .iter()
            .map(|flip| {
                serde_json::json!([
                    alternatives[flip.alternative],
                    criteria[flip.criterion],
                    (flip.to - flip.from) as i64
                ])
            })
            .collect();
        assert_eq!(case.expected("one_point_flips").as_array().unwrap(), &flips);
        assert!(contest.one_point_flips().iter().all(|flip| flip.new_leader == 2));
        let needed = case.expected("min_increase_needed");
        for (k, criterion) in criteria.iter().enumerate() {
            assert_eq!(needed[criterion].as_object().unwrap().len(), contest.rivals().len());
            for &rival in contest.rivals() {
                let want = needed[criterion][&alternatives[rival]].as_f64().unwrap();
                case.close(contest.points_to_draw_level(k, rival).unwrap(), want);
            }
        }
    }

    pub fn missing_cells(case: &Case) {
        let ranking = rank(&case.problem(Scale::default()), &[]);
        for (standing, want) in ranking.standings.iter().zip(lists(case.expected("interval"))) {
            case.all_close(&[standing.bounds.low, standing.bounds.high], &want);
            case.close(standing.total, (want[0] + want[1]) / 2.0);
        }
        let known: Vec<f64> = ranking.standings.iter().map(|standing| standing.known_mean.unwrap()).collect();
        case.expect("renormalised", &known);
        assert_eq!(case.expected("ranking_certain"), ranking.certain);
    }

    pub fn pareto_cost_benefit(case: &Case) {
        let points: Vec<Vec<f64>> = lists(case.input("points")).iter().map(|point| vec![-point[0], point[1]]).collect();
        assert_eq!(case.expected("efficient"), &serde_json::json!(pareto::pareto_efficiency(&points)));
        assert_eq!(pareto::dominators(&points), [vec![2], vec![], vec![], vec![], vec![], vec![1, 3, 4]]);
    }

    pub fn all_weights_zero(case: &Case) {
        let error = case.try_problem(Scale::default()).unwrap_err();
        case.expect_error(error);
        assert_eq!(case.expected("message"), &error.to_string());
    }

    pub fn one_weight_zero(case: &Case) {
        let problem = case.problem(Scale::default());
        let ranking = rank(&problem, &[]);
        case.expect("total", &totals(&ranking));
        case.expect_ranks("rank", &places(&ranking));
        let without = |list: &[f64]| [&list[..2], &list[3..]].concat();
        let rows: Vec<Vec<f64>> = lists(case.input("scores")).iter().map(|row| without(row)).collect();
        let deleted = Problem::new(without(&case.weights()), exact(&rows), Scale::default()).unwrap();
        case.expect("total", &totals(&rank(&deleted, &[])));
    }

    pub fn single_alternative(case: &Case) {
        let problem = case.problem(Scale::default());
        let ranking = rank(&problem, &[]);
        case.expect("total", &totals(&ranking));
        case.expect_ranks("rank", &places(&ranking));
        assert_eq!((ranking.runner_up, ranking.margin, ranking.certain), (None, None, true));
        assert_eq!(case.expected("sensitivity"), "not applicable");
        assert!(Comparison::new(&problem, &ranking).is_none());
        let matrix = Matrix::from(&problem);
        assert_eq!((case.expected("topsis"), topsis(&matrix, &[])), (&Value::Null, None));
        assert_eq!((case.expected("promethee"), promethee_ii(&matrix, &[])), (&Value::Null, None));
        let smaa: Vec<f64> = lists(case.expected("smaa")).concat();
        assert_eq!(robust::drawn(&problem, 10_000).acceptability.concat(), smaa);
    }

    pub fn identical_alternatives(case: &Case) {
        let ranking = rank(&case.problem(Scale::default()), &[]);
        case.expect("total", &totals(&ranking));
        case.expect_ranks("rank_competition", &places(&ranking));
        case.expect_mid_ranks("rank_mid", &places(&ranking));
        assert!(ranking.tie);
        let seen = robust::drawn(&case.problem(Scale::default()), robust::SAMPLES);
        let first: Vec<f64> = (0..3).map(|at| seen.first_rank_share(at)).collect();
        robust::within(&first, &numbers(case.expected("smaa_first_rank_ties_split")), robust::SAMPLES);
        assert_eq!(first[0], first[1], "what is the same everywhere is first equally often");
    }

    pub fn negative_weight(case: &Case) {
        case.expect_error(case.try_problem(Scale::default()).unwrap_err());
    }

    pub fn non_finite_weight(case: &Case) {
        case.expect_error(case.try_problem(Scale::default()).unwrap_err());
    }

    pub fn weight_count(case: &Case) {
        case.expect_error(case.try_problem(Scale::default()).unwrap_err());
    }

    pub fn cost_criterion(case: &Case) {
        let problem = case.problem(Scale::default());
        for (row, want) in problem.rows().iter().zip(lists(case.expected("reoriented"))) {
            case.all_close(&row.iter().map(|cell| cell.point_estimate()).collect::<Vec<_>>(), &want);
        }
        let ranking = rank(&problem, &[]);
        case.expect("total", &totals(&ranking));
        case.expect_ranks("rank", &places(&ranking));
    }

    pub fn rank_reversal(case: &Case) {
        let matrix = |rows: Vec<Vec<f64>>| Matrix::new(case.weights(), rows, vec![Goal::Max; 3]).unwrap();
        let mut rows = lists(case.input("matrix"));
        let before = rank(&matrix(rows.clone()).min_max().unwrap(), &[]);
        case.expect("minmax_before", &totals(&before));
        case.expect_ranks("rank_before", &places(&before));
        let fixed = rank(&case.problem(scale(1.0, 9.0)), &[]);
        case.expect("fixed_scale_total", &totals(&fixed));
        case.expect_ranks("fixed_scale_rank", &places(&fixed));

        rows.push(numbers(case.input("added")));
        let after = rank(&matrix(rows.clone()).min_max().unwrap(), &[]);
        case.expect("minmax_after", &totals(&after));
        case.expect_ranks("rank_after_first3", &places(&after)[..3]);
        let fixed_after = rank(&Problem::new(case.weights(), exact(&rows), scale(1.0, 9.0)).unwrap(), &[]);
        assert_eq!(totals(&fixed), totals(&fixed_after)[..3]);
    }

    pub fn least_weight_shift(case: &Case) {
        let alternatives = words(case.input("alternatives"));
        let problem = case.problem(Scale::default());
        let contest = Comparison::new(&problem, &rank(&problem, &[])).unwrap();
        assert_eq!(case.input("leader"), &alternatives[contest.leader()]);
        for shift in contest.weight_shifts() {
            let shift = shift.unwrap();
            let want = case.expected(&alternatives[shift.rival]);
            case.close(shift.moved.get(), want["moved"].as_f64().unwrap());
            case.all_close(&plain(&shift.shares), &numbers(&want["new_weights"]));
        }
    }
}

mod properties {
    use super::*;
    use proptest::prelude::*;

    /// Scores of whole points on 1..5, so that differences are either 0 or large against rounding.
    pub fn problems() -> impl Strategy<Value = (Vec<f64>, Vec<Vec<f64>>)> {
        (1usize..7, 2usize..6).prop_flat_map(|(criteria, alternatives)| {
            let weights = prop::collection::vec((0u32..=40).prop_map(f64::from), criteria)
                .prop_filter("some weight", |weights| weights.iter().any(|&weight| weight > 0.0));
            let row = prop::collection::vec((1u32..=5).prop_map(f64::from), criteria);
            (weights, prop::collection::vec(row, alternatives))
        })
    }

    /// The same with some cells missing.
    pub fn with_gaps() -> impl Strategy<Value = Problem> {
        problems().prop_flat_map(|(weights, rows)| {
            let cells = rows.len() * weights.len();
            prop::collection::vec(prop::bool::weighted(0.2), cells).prop_map(move |gaps| {
                let mut intervals = exact(&rows);
                for (cell, _) in intervals.iter_mut().flatten().zip(gaps).filter(|(_, gap)| *gap) {
                    *cell = Scale::default().missing();
                }
                Problem::new(weights.clone(), intervals, Scale::default()).unwrap()
            })
        })
    }

    pub fn build(weights: &[f64], rows: &[Vec<f64>]) -> Problem {
        Problem::new(weights.to_vec(), exact(rows), Scale::default()).unwrap()
    }

    fn ranks(ranking: &Ranking) -> Vec<Option<usize>> {
        ranking.standings.iter().map(|standing| standing.position.map(|place| place.rank)).collect()
    }

    /// Weights with criterion `k` at share `t` and the others in their old proportions; equal if they had nothing.
    pub fn moved_to(shares: &[Share], k: usize, t: f64) -> Vec<f64> {
        let rest: f64 = shares.iter().enumerate().filter(|&(j, _)| j != k).map(|(_, share)| share.get()).sum();
        let other = |share: f64| {
            if rest > 0.0 { share / rest } else { 1.0 / (shares.len() - 1) as f64 }
        };
        (0..shares.len()).map(|j| if j == k { t } else { (1.0 - t) * other(shares[j].get()) }).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, cases: 512, ..ProptestConfig::default() })]

        #[test]
        fn only_the_proportions_of_weights_matter((weights, rows) in problems(), factor in 1e-3f64..1e6) {
            let scaled: Vec<f64> = weights.iter().map(|weight| weight * factor).collect();
            let (one, other) = (rank(&build(&weights, &rows), &[]), rank(&build(&scaled, &rows), &[]));
            prop_assert_eq!(ranks(&one), ranks(&other));
            prop_assert_eq!(one.leaders, other.leaders);
        }

        #[test]
        fn contributions_sum_to_the_total_within_its_bounds(problem in with_gaps()) {
            for standing in rank(&problem, &[]).standings {
                let sum: f64 = standing.contributions.iter().sum();
                prop_assert!((sum - standing.total).abs() < 1e-12);
                prop_assert!(standing.bounds.low <= standing.total + 1e-12 && standing.total <= standing.bounds.high + 1e-12);
            }
        }

        #[test]
        fn the_order_of_rows_and_columns_does_not_matter((weights, rows) in problems(), by in 0usize..6) {
            let turn = |list: &[f64]| { let mut list = list.to_vec(); list.rotate_left(by % weights.len()); list };
            let mut turned: Vec<Vec<f64>> = rows.iter().map(|row| turn(row)).collect();
            turned.reverse();
            let mut there = ranks(&rank(&build(&turn(&weights), &turned), &[]));
            there.reverse();
            prop_assert_eq!(ranks(&rank(&build(&weights, &rows), &[])), there);
        }

        #[test]
        fn a_certain_leader_survives_any_filling_of_the_gaps(problem in with_gaps(), fill in prop::collection::vec(prop::bool::ANY, 36)) {
            let ranking = rank(&problem, &[]);
            let mut fill = fill.into_iter().cycle();
            let rows: Vec<Vec<f64>> = problem.rows().iter()
                .map(|row| row.iter().map(|cell| if fill.next().unwrap() { cell.high } else { cell.low }).collect())
                .collect();
            let filled = rank(&build(problem.weights(), &rows), &[]);
            if ranking.certain {
                prop_assert!(ranking.leaders.iter().all(|leader| filled.leaders.contains(leader)));
            }
        }

        #[test]
        fn the_leader_leads_inside_its_interval_and_not_beyond((weights, rows) in problems(), along in 0.001f64..0.999) {
            let problem = build(&weights, &rows);
            let contest = Comparison::new(&problem, &rank(&problem, &[])).unwrap();
            let leader = contest.leader();
            for (k, seen) in contest.stability().into_iter().enumerate() {
                let (low, high) = (seen.low.get(), seen.high.get());
                prop_assert!(low <= problem.shares()[k].get() && problem.shares()[k].get() <= high);
                if weights.len() == 1 {
                    prop_assert_eq!((low, high), (0.0, 1.0));
                    continue;
                }
                let at = |t: f64| rank(&build(&moved_to(problem.shares(), k, t), &rows), &[]);
                let inside = at(low + along * (high - low));
                prop_assert!(inside.leaders.contains(&leader), "criterion {} inside {:?}", k, seen);
                for (rival, beyond) in [(seen.rival_low, low - low * 1e-3), (seen.rival_high, high + (1.0 - high) * 1e-3)] {
                    let Some(rival) = rival else { continue };
                    let there = at(beyond);
                    prop_assert!(!there.leaders.contains(&leader), "criterion {} beyond {:?}", k, seen);
                    prop_assert!(totals(&there)[rival] > totals(&there)[leader]);
                    prop_assert_eq!(contest.crossover(k, rival).map(|at| (at.get() - low).abs().min((at.get() - high).abs()) < 1e-9), Some(true));
                }
            }
        }

        #[test]
        fn no_crossover_is_nearer_than_the_critical_one((weights, rows) in problems()) {
            let problem = build(&weights, &rows);
            let contest = Comparison::new(&problem, &rank(&problem, &[])).unwrap();
            let distances = (0..weights.len()).flat_map(|k| contest.rivals().iter().map(move |&rival| (k, rival)))
                .filter_map(|(k, rival)| Some((contest.crossover(k, rival)?.get() - problem.shares()[k].get()).abs()));
            let nearest = distances.reduce(f64::min);
            match (contest.critical_weight(), nearest) {
                (Some(critical), Some(nearest)) => prop_assert!((critical.change.abs() - nearest).abs() < 1e-9),
                (critical, nearest) => prop_assert!(critical.is_none() && nearest.is_none()),
            }
        }

        #[test]
        fn a_shift_draws_level_and_nothing_shorter_does((weights, rows) in problems(), other in prop::collection::vec(1u32..=40, 6)) {
            let problem = build(&weights, &rows);
            let contest = Comparison::new(&problem, &rank(&problem, &[])).unwrap();
            let other: Vec<f64> = other[..weights.len()].iter().map(|&weight| f64::from(weight)).collect();
            let elsewhere = build(&other, &rows);
            let there = totals(&rank(&elsewhere, &[]));
            let half_way = |a: &[Share], b: &[Share]| a.iter().zip(b).map(|(a, b)| (a.get() - b.get()).abs()).sum::<f64>() / 2.0;
            for (&rival, shift) in contest.rivals().iter().zip(contest.weight_shifts()) {
                let reaches = there[rival] >= there[contest.leader()];
                let Some(shift) = shift else {
                    prop_assert!(!reaches, "said to be out of reach");
                    continue;
                };
                prop_assert_eq!(shift.rival, rival);
                prop_assert!((half_way(problem.shares(), &shift.shares) - shift.moved.get()).abs() < 1e-9);
                let level = totals(&rank(&build(&plain(&shift.shares), &rows), &[]));
                prop_assert!((level[rival] - level[contest.leader()]).abs() < 1e-8);
                if reaches {
                    prop_assert!(half_way(problem.shares(), elsewhere.shares()) >= shift.moved.get() - 1e-9);
                }
            }
        }

        #[test]
        fn one_point_flips_are_all_there_are((weights, rows) in problems()) {
            let problem = build(&weights, &rows);
            let ranking = rank(&problem, &[]);
            let contest = Comparison::new(&problem, &ranking).unwrap();
            let flips = contest.one_point_flips();
            for i in 0..rows.len() {
                let step = if i == contest.leader() { -1.0 } else { 1.0 };
                for j in 0..weights.len() {
                    let mut changed = rows.clone();
                    changed[i][j] += step;
                    let then = rank(&build(&weights, &changed), &[]);
                    let unseated = Scale::default().contains(changed[i][j])
                        && then.leaders.iter().any(|&leader| totals(&then)[leader] > totals(&then)[contest.leader()] + 1e-6);
                    let flip = flips.iter().find(|flip| (flip.alternative, flip.criterion) == (i, j));
                    prop_assert_eq!(flip.is_some(), unseated && !then.leaders.contains(&contest.leader()));
                    if let Some(flip) = flip {
                        prop_assert_eq!(flip.to, changed[i][j]);
                        prop_assert!(then.leaders.contains(&flip.new_leader));
                    }
                }
            }
        }

        #[test]
        fn second_opinions_are_never_nan((weights, rows) in problems(), feasible in prop::collection::vec(prop::bool::ANY, 6)) {
            let matrix = Matrix::from(&build(&weights, &rows));
            let field = feasible.iter().take(rows.len()).filter(|&&feasible| feasible).count();
            match (promethee_ii(&matrix, &feasible), topsis(&matrix, &feasible)) {
                (Some(flows), Some(distances)) => {
                    prop_assert!(field >= 2);
                    prop_assert!(flows.phi_net.iter().all(|net| (-1.0 - 1e-12..=1.0 + 1e-12).contains(net)));
                    prop_assert!(distances.closeness.iter().all(|closeness| (0.0..=1.0).contains(closeness)));
                    let balance: f64 = flows.phi_net.iter().zip(&feasible).filter(|(_, feasible)| **feasible).map(|(net, _)| net).sum();
                    prop_assert!(balance.abs() < 1e-9, "net flows of the field cancel");
                }
                (None, None) => prop_assert!(field < 2),
                _ => prop_assert!(false, "both or neither"),
            }
        }
    }
}
