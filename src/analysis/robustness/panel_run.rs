//! Sampling over judges: in each draw every cell is the score of one judge, so that the result combines disagreement
//! and uncertain weights.

use super::distribution::CellDistribution;
use super::draw_setup::DrawSetup;
use super::sampling::SamplingRun;
use super::space::WeightSpace;
use crate::analysis::Problem;
use crate::analysis::group::Panel;

impl SamplingRun {
    /// As [`SamplingRun::new`], but each cell is taken from a judge who scored it, drawn by the judges' weights. `problem`
    /// gives the weights, and the values of cells that no judge with weight has scored; its other values do not
    /// matter.
    pub fn by_judges(problem: &Problem, panel: &Panel, feasible: &[bool], space: WeightSpace) -> SamplingRun {
        let spread = |row: usize, column: usize| {
            let whole: f64 = panel.scores(row, column).map(|(weight, _)| weight).sum();
            if whole <= 0.0 {
                let cell = problem.rows().get(row)?.get(column)?;
                return (!cell.is_exact()).then_some(CellDistribution::Range(*cell));
            }
            let mut up_to = 0.0;
            let values = panel.scores(row, column).filter(|(weight, _)| *weight > 0.0).map(|(weight, score)| {
                up_to += weight / whole;
                (up_to, score)
            });
            Some(CellDistribution::OneOf(values.collect()))
        };
        SamplingRun::from_setup(DrawSetup::new(problem, feasible, space, spread), space)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::group::PanelVote;
    use crate::analysis::robustness::{Draws, standard_error};
    use crate::analysis::{Scale, Share};

    /// One criterion: the first is 4 by two thirds of the words and 2 by one, the second is 3 for everyone who scored it.
    #[test]
    fn disagreement_comes_out_as_acceptability() {
        let of = |a: f64, b: Option<f64>| {
            vec![vec![PanelVote::Scored(a)], vec![b.map_or(PanelVote::Abstained, PanelVote::Scored)]]
        };
        let panel =
            Panel::new(vec![2.0, 1.0, 0.0], vec![of(4.0, None), of(2.0, Some(3.0)), of(5.0, Some(1.0))]).unwrap();
        let problem = panel.problem(vec![1.0], Scale::default(), 1).unwrap();
        let mut run = SamplingRun::by_judges(&problem, &panel, &[], WeightSpace::Local(Share::ZERO));
        run.extend(&mut Draws::new(9), 100_000);
        let result = run.acceptance();
        assert!(
            (result.first_rank_share(0) - 2.0 / 3.0).abs() < 4.0 * standard_error(2.0 / 3.0, 100_000),
            "{}",
            result.first_rank_share(0)
        );
    }

    /// Both are 3 or 4 with even chances: level in half of the draws, although no two rows are the same.
    #[test]
    fn ties_between_judges_are_shared() {
        let of = |a: f64, b: f64| vec![vec![PanelVote::Scored(a)], vec![PanelVote::Scored(b)]];
        let panel = Panel::new(vec![1.0, 1.0], vec![of(3.0, 4.0), of(4.0, 3.0)]).unwrap();
        let problem = panel.problem(vec![1.0], Scale::default(), 1).unwrap();
        let mut run = SamplingRun::by_judges(&problem, &panel, &[], WeightSpace::Simplex);
        run.extend(&mut Draws::new(9), 100_000);
        let result = run.acceptance();
        assert!((result.first_rank_share(0) - 0.5).abs() < 0.005);
        assert!((result.acceptability[0][0] + result.acceptability[0][1] - 1.0).abs() < 1e-12);
        let decided = result.pairwise[0][1] + result.pairwise[1][0];
        assert!((decided - 0.5).abs() < 0.01, "{decided}");
    }
}
