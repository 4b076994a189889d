//! Judges, ballots and agreement against the table.

pub mod checks {
    use crate::analysis::{Case, expect_totals, lists, numbers, places, words};
    use serde_json::{Value, json};
    use weighbridge::analysis::group::{
        Panel, PanelVote, count_votes, default_quorum, judge_totals, kendall_w, spearman, tau_b,
    };
    use weighbridge::analysis::{Scale, rank, weights};

    fn panel(case: &Case) -> Panel {
        let ballot = |score: &f64| if score.is_nan() { PanelVote::Abstained } else { PanelVote::Scored(*score) };
        let row = |row: &Vec<f64>| row.iter().map(ballot).collect();
        let judges = case.input("judges").as_array().unwrap();
        let ballots = judges.iter().map(|judge| lists(judge).iter().map(row).collect()).collect();
        Panel::new(numbers(case.input("judge_weights")), ballots).unwrap()
    }

    fn aggregated(case: &Case) -> Panel {
        let panel = panel(case);
        let cells = panel.cells(Scale::default(), default_quorum(panel.judges()));
        for (row, want) in cells.iter().zip(lists(case.expected("aggregate"))) {
            case.all_close(&row.iter().map(|cell| cell.mean.unwrap()).collect::<Vec<_>>(), &want);
        }
        let weights = numbers(case.input("criterion_weights"));
        let ranking = rank(&panel.problem(weights, Scale::default(), default_quorum(panel.judges())).unwrap(), &[]);
        expect_totals(case, &ranking);
        if case.json["expected"].get("rank").is_some() {
            case.expect_ranks("rank", &places(&ranking));
        }
        panel
    }

    pub fn weighted_judges(case: &Case) {
        let panel = aggregated(case);
        let shares = weights::shares(&numbers(case.input("criterion_weights"))).unwrap();
        let own = judge_totals(&panel, &shares);
        let totals: Vec<Vec<f64>> =
            own.iter().map(|judge| judge.totals.iter().map(|total| total.unwrap()).collect()).collect();
        case.all_close(&totals.concat(), &lists(case.expected("per_judge_total")).concat());
        let words = weights::shares(panel.weights()).unwrap();
        let mean = |at: usize| totals.iter().zip(&words).map(|(own, word)| own[at] * word.get()).sum::<f64>();
        case.expect("mean_of_totals", &(0..5).map(mean).collect::<Vec<_>>());
    }

    pub fn abstentions(case: &Case) {
        let panel = aggregated(case);
        let cells = panel.cells(Scale::default(), 1);
        let counts: Vec<Vec<usize>> = cells.iter().map(|row| row.iter().map(|cell| cell.scored).collect()).collect();
        assert_eq!(case.expected("ballots_per_cell"), &json!(counts));
        let shares = weights::shares(&numbers(case.input("criterion_weights"))).unwrap();
        let own: Vec<(bool, bool)> =
            judge_totals(&panel, &shares).iter().map(|judge| (judge.partial, judge.comparable)).collect();
        // the second left out one cell, the third one criterion throughout
        assert_eq!(own, [(false, true), (true, false), (true, true)]);
    }

    pub fn concordance_with_ties(case: &Case) {
        let seen = kendall_w(&lists(case.input("ratings_judge_by_item"))).unwrap();
        case.close(seen.s, case.expected("S").as_f64().unwrap());
        case.expect("tie_terms", &seen.ties);
        case.close(seen.w.unwrap(), case.expected("W_corrected").as_f64().unwrap());
        assert_eq!(seen.judges, 3);
    }

    pub fn concordance_without_order(case: &Case) {
        let seen = kendall_w(&lists(case.input("ranks"))).unwrap();
        assert_eq!((case.expected("W"), seen.w), (&Value::Null, None));
        assert!(case.expected("reason").as_str().unwrap().starts_with("undefined"));
    }

    pub fn consensus_of_cells(case: &Case) {
        for (name, scores) in case.input("ballots").as_object().unwrap() {
            let ballots: Vec<_> = numbers(scores).iter().map(|score| vec![vec![PanelVote::Scored(*score)]]).collect();
            let panel = Panel::new(vec![1.0; ballots.len()], ballots).unwrap();
            let cell = panel.cells(Scale::default(), 1)[0][0];
            let want = case.expected(name);
            case.close(cell.mean.unwrap(), want["mean"].as_f64().unwrap());
            case.close(cell.consensus.unwrap(), want["cns"].as_f64().unwrap());
            let (low, high) = cell.range.unwrap();
            case.close(high - low, want["range"].as_f64().unwrap());
        }
    }

    pub fn ranked_ballots(case: &Case) {
        let names = words(case.input("alternatives"));
        let place = |name: &String| names.iter().position(|other| other == name).unwrap();
        let ballots: Vec<Vec<usize>> = case
            .input("ballots")
            .as_array()
            .unwrap()
            .iter()
            .map(|order| words(order).iter().map(place).collect())
            .collect();
        let votes = count_votes(names.len(), &ballots).unwrap();
        for (at, name) in names.iter().enumerate() {
            assert_eq!(case.expected("plurality")[name], votes.plurality[at]);
            assert_eq!(case.expected("borda")[name].as_f64(), Some(votes.borda[at]));
            assert_eq!(case.expected("copeland")[name], votes.copeland[at]);
            for (other, rival) in names.iter().enumerate().filter(|(other, _)| *other != at) {
                assert_eq!(case.expected("pairwise")[format!("{name}>{rival}")], votes.pairwise[at][other]);
            }
        }
        assert_eq!(case.expected("condorcet_winner"), &names[votes.condorcet_winner.unwrap()]);
    }

    pub fn correlations(case: &Case) {
        let (x, y) = (numbers(case.input("x")), numbers(case.input("y")));
        case.close(spearman(&x, &y).unwrap(), case.expected("spearman").as_f64().unwrap());
        case.close(tau_b(&x, &y).unwrap(), case.expected("kendall_tau_b").as_f64().unwrap());
    }
}
