//! Cost against benefit: which alternatives are efficient, whatever a point of benefit is worth.

use super::feasible::is_feasible;
use super::{Interval, Problem, Ranking, rank};

/// Cost and benefit of an alternative.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TradeOffPoint {
    /// Money, or another figure of which less is better. `None` where it is unknown.
    pub cost: Option<Interval>,
    /// The weighted sum without the criteria that are the cost itself, in points of the scale.
    pub benefit: Interval,
}

/// Whether an alternative is dominated by another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParetoStatus {
    /// Not dominated for any value of open figures.
    Efficient,
    /// Dominated for some values of open figures.
    PossiblyDominated,
    /// Dominated for all values of open figures, by this alternative (the first of several).
    Dominated { by: usize },
    /// Not feasible, or without a known cost.
    Excluded,
}

/// The benefit of every alternative: the ranking of a problem without the criteria on the cost axis, the others
/// keeping their proportions, so that cost is not counted on both. `None` if nothing with weight is left.
pub fn benefit_ranking(problem: &Problem, is_cost: &[bool], feasible: &[bool]) -> Option<Ranking> {
    let kept: Vec<usize> = (0..problem.criteria()).filter(|&k| !is_cost.get(k).copied().unwrap_or(false)).collect();
    let weights = kept.iter().map(|&k| problem.weights()[k]).collect();
    let rows = problem.rows().iter().map(|row| kept.iter().map(|&k| row[k]).collect()).collect();
    Some(rank(&Problem::new(weights, rows, problem.scale()).ok()?, feasible))
}

/// The points of a ranking made by [`benefit_ranking`], with each alternative's cost.
pub fn trade_off_points(ranking: &Ranking, costs: &[Option<Interval>]) -> Vec<TradeOffPoint> {
    let cost = |at: usize| costs.get(at).copied().flatten();
    ranking
        .standings
        .iter()
        .enumerate()
        .map(|(at, row)| TradeOffPoint { cost: cost(at), benefit: row.bounds })
        .collect()
}

/// The status of each point. One that is dominated only for some values of open figures is possibly dominated; a missing figure is
/// an interval or excludes the point, and never counts as 0. Equal points do not dominate each other.
pub fn pareto_statuses(points: &[TradeOffPoint], feasible: &[bool]) -> Vec<ParetoStatus> {
    let cost = |at: usize| points[at].cost.filter(|_| is_feasible(feasible, at));
    let standing = |at: usize| {
        let Some(own) = cost(at) else { return ParetoStatus::Excluded };
        let rivals = || (0..points.len()).filter(|&other| other != at).filter_map(|other| Some((other, cost(other)?)));
        // (cost, benefit) of a rival against one's own
        let beats = |rival: (f64, f64), own: (f64, f64)| {
            rival.0 <= own.0 && rival.1 >= own.1 && (rival.0 < own.0 || rival.1 > own.1)
        };
        let benefit = points[at].benefit;
        let surely =
            rivals().find(|&(other, cost)| beats((cost.high, points[other].benefit.low), (own.low, benefit.high)));
        let perhaps =
            rivals().any(|(other, cost)| beats((cost.low, points[other].benefit.high), (own.high, benefit.low)));
        match surely {
            Some((by, _)) => ParetoStatus::Dominated { by },
            None if perhaps => ParetoStatus::PossiblyDominated,
            None => ParetoStatus::Efficient,
        }
    };
    (0..points.len()).map(standing).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Scale;

    fn point(cost: f64, benefit: f64) -> TradeOffPoint {
        TradeOffPoint { cost: Some(cost.into()), benefit: benefit.into() }
    }

    #[test]
    fn open_figures_leave_it_open() {
        let mut points = vec![point(100.0, 4.0), point(120.0, 3.5), point(90.0, 3.0)];
        use ParetoStatus::{Dominated, Efficient, Excluded, PossiblyDominated};
        assert_eq!(pareto_statuses(&points, &[]), [Efficient, Dominated { by: 0 }, Efficient]);
        points[0].benefit = Interval::between(3.0, 5.0);
        assert_eq!(
            pareto_statuses(&points, &[]),
            [PossiblyDominated, PossiblyDominated, Efficient],
            "the third may be as good for less"
        );
        points[0].cost = None;
        assert_eq!(pareto_statuses(&points, &[]), [Excluded, Efficient, Efficient]);
        assert_eq!(pareto_statuses(&points, &[true, true, false]), [Excluded, Efficient, Excluded]);
    }

    #[test]
    fn cost_is_not_counted_on_both_axes() {
        let rows =
            vec![vec![5.0.into(), 2.0.into(), 4.0.into()], vec![1.0.into(), Scale::default().missing(), 4.0.into()]];
        let problem = Problem::new(vec![50.0, 30.0, 20.0], rows, Scale::default()).unwrap();
        let ranking = benefit_ranking(&problem, &[true], &[]).unwrap();
        let points = trade_off_points(&ranking, &[Some(10.0.into()), None]);
        assert!((points[0].benefit.point_estimate() - 2.8).abs() < 1e-12);
        assert!((points[1].benefit.low - 2.2).abs() < 1e-12 && (points[1].benefit.high - 4.6).abs() < 1e-12);
        assert!(benefit_ranking(&problem, &[true, true, true], &[]).is_none(), "nothing is left to be of benefit");
    }
}
