//! Cost against benefit, kept apart: money on one side, everything but money on the other, so that nothing is counted twice.

use crate::analysis::Interval;
use crate::analysis::trade_off::{ParetoStatus, benefit_ranking, pareto_statuses, trade_off_points};
use crate::appraisal::matrix::DecisionMatrix;
use crate::model::{DerivedMetric, Session};

/// A column between cost and benefit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CostBenefitPoint {
    pub column: usize,
    /// USD a month; none where it has no bill.
    pub cost: Option<Interval>,
    /// The total without cost, 1 to 5, low and high where cells are open.
    pub benefit: Interval,
    /// Whether it is worth its money.
    pub standing: ParetoStatus,
}

/// What is between cost and benefit.
#[derive(Debug, Clone, PartialEq)]
pub struct TradeOff {
    /// One per column, in order, without those that are another under a second name.
    pub points: Vec<CostBenefitPoint>,
    /// The criteria that are the cost itself and so are left out of the benefit, by index.
    pub excluded_criteria: Vec<usize>,
}

/// Why there is nothing to hold against each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TradeOffUnavailable {
    /// Nothing can be ranked.
    NoRanking,
    /// Nothing has weight but cost.
    OnlyCost,
    /// Nothing is billed.
    NoCosts,
}

impl TradeOff {
    /// Holds cost against benefit.
    ///
    /// # Errors
    /// Why there is nothing to hold against each other.
    pub fn compute(session: &Session, matrix: &DecisionMatrix) -> Result<Self, TradeOffUnavailable> {
        let problem = matrix.problem.as_ref().map_err(|_| TradeOffUnavailable::NoRanking)?;
        let is_cost: Vec<bool> = session
            .criteria
            .iter()
            .map(|row| row.measure.derived_metric() == Some(DerivedMetric::MonthlyCost))
            .collect();
        let field = matrix.eligible_columns();
        let ranking = benefit_ranking(problem, &is_cost, &field).ok_or(TradeOffUnavailable::OnlyCost)?;
        let costs: Vec<Option<Interval>> = matrix
            .columns
            .iter()
            .map(|column| {
                let range = column.offer.figure_range(DerivedMetric::MonthlyCost)?;
                Some(Interval::around(range.low, range.likely, range.high))
            })
            .collect();
        if costs.iter().zip(&field).all(|(cost, competes)| cost.is_none() || !competes) {
            return Err(TradeOffUnavailable::NoCosts);
        }
        let standings = pareto_statuses(&trade_off_points(&ranking, &costs), &field);
        let places = ranking.standings.iter().zip(&costs).zip(standings).enumerate();
        let places = places
            .filter(|(column, _)| matrix.columns.get(*column).is_some_and(|column| column.duplicate_of.is_none()))
            .map(|(column, ((row, cost), standing))| {
                let benefit = Interval::around(row.bounds.low, row.total, row.bounds.high);
                CostBenefitPoint { column, cost: *cost, benefit, standing }
            })
            .collect();
        let left_out = is_cost.iter().enumerate().filter(|(_, is)| **is).map(|(at, _)| at).collect();
        Ok(Self { points: places, excluded_criteria: left_out })
    }

    /// What another USD a month buys along the front, dearer steps later: from whom to whom, for how much more, and how much
    /// benefit that adds. Only between columns that surely are worth their money.
    pub fn steps(&self) -> Vec<(usize, usize, f64, f64)> {
        let mut front: Vec<(usize, f64, f64)> = self
            .points
            .iter()
            .filter(|place| place.standing == ParetoStatus::Efficient)
            .filter_map(|place| Some((place.column, place.cost?.point_estimate(), place.benefit.point_estimate())))
            .collect();
        front.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.2.total_cmp(&b.2)));
        front.windows(2).map(|pair| (pair[0].0, pair[1].0, pair[1].1 - pair[0].1, pair[1].2 - pair[0].2)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::appraisal::Appraisal;
    use crate::catalogue::{Catalogue, templates};
    use crate::model::Points;

    #[test]
    fn benefit_does_not_move_with_the_weight_of_cost() {
        let mut session = templates::find("grocer").unwrap().to_session().unwrap();
        let catalogue = Catalogue::embedded().unwrap();
        let at = session
            .criteria
            .iter()
            .position(|row| row.measure.derived_metric() == Some(DerivedMetric::MonthlyCost))
            .unwrap();
        let seen = |session: &Session| {
            let appraisal = Appraisal::compute(session, &catalogue);
            let matrix = appraisal.workload_matrices().next().unwrap();
            TradeOff::compute(session, matrix).unwrap()
        };
        let before = seen(&session);
        assert_eq!(before.excluded_criteria, [at]);
        session.criteria[at].points = Points(80);
        let after = seen(&session);
        for (before, after) in before.points.iter().zip(&after.points) {
            assert!((before.benefit.point_estimate() - after.benefit.point_estimate()).abs() < 1e-9);
        }
        // Whoever is said to be worth less has somebody who is better on both.
        for place in &before.points {
            let ParetoStatus::Dominated { by } = place.standing else { continue };
            let other = before.points.iter().find(|other| other.column == by).unwrap();
            assert!(other.cost.unwrap().point_estimate() <= place.cost.unwrap().point_estimate());
            assert!(other.benefit.point_estimate() >= place.benefit.point_estimate());
        }
        for (_, _, cost, benefit) in before.steps() {
            assert!(cost >= 0.0 && benefit >= 0.0, "along the front both rise");
        }
    }

    #[test]
    fn without_bills_or_without_benefit_it_says_so() {
        let session = crate::appraisal::illustration::session();
        let appraisal = Appraisal::compute(&session, &Catalogue::embedded().unwrap());
        assert_eq!(TradeOff::compute(&session, appraisal.overall_matrix().unwrap()), Err(TradeOffUnavailable::NoCosts));
        let empty = Session::new("empty");
        let appraisal = Appraisal::compute(&empty, &Catalogue::embedded().unwrap());
        assert_eq!(TradeOff::compute(&empty, appraisal.overall_matrix().unwrap()), Err(TradeOffUnavailable::NoRanking));
    }
}
