//! Cost against benefit, kept apart: money on one side, everything but money on the other, so that nothing is counted twice.

use super::sheet::Sheet;
use crate::analysis::Interval;
use crate::analysis::trade_off::{Standing, benefits, front, points};
use crate::model::{Session, Source};

/// A column between cost and benefit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Place {
    /// Which column.
    pub column: usize,
    /// USD a month; none where it has no bill.
    pub cost: Option<Interval>,
    /// The total without cost, 1 to 5, low and high where cells are open.
    pub benefit: Interval,
    /// Whether it is worth its money.
    pub standing: Standing,
}

/// What is between cost and benefit.
#[derive(Debug, Clone, PartialEq)]
pub struct TradeOff {
    /// One per column, in order, without those that are another under a second name.
    pub places: Vec<Place>,
    /// The criteria that are the cost itself and so are left out of the benefit, by place.
    pub left_out: Vec<usize>,
}

/// Why there is nothing to hold against each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoTradeOff {
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
    pub fn of(session: &Session, sheet: &Sheet) -> Result<Self, NoTradeOff> {
        let problem = sheet.problem.as_ref().map_err(|_| NoTradeOff::NoRanking)?;
        let is_cost: Vec<bool> =
            session.criteria.iter().map(|row| row.measure.source() == Some(Source::MonthlyCost)).collect();
        let field = sheet.field();
        let ranking = benefits(problem, &is_cost, &field).ok_or(NoTradeOff::OnlyCost)?;
        let costs: Vec<Option<Interval>> = sheet
            .columns
            .iter()
            .map(|column| {
                let range = column.offer.range(Source::MonthlyCost)?;
                Some(Interval::around(range.low, range.likely, range.high))
            })
            .collect();
        if costs.iter().zip(&field).all(|(cost, competes)| cost.is_none() || !competes) {
            return Err(NoTradeOff::NoCosts);
        }
        let standings = front(&points(&ranking, &costs), &field);
        let places = ranking.standings.iter().zip(&costs).zip(standings).enumerate();
        let places = places
            .filter(|(column, _)| sheet.columns.get(*column).is_some_and(|column| column.same_as.is_none()))
            .map(|(column, ((row, cost), standing))| {
                let benefit = Interval::around(row.bounds.low, row.total, row.bounds.high);
                Place { column, cost: *cost, benefit, standing }
            })
            .collect();
        let left_out = is_cost.iter().enumerate().filter(|(_, is)| **is).map(|(at, _)| at).collect();
        Ok(Self { places, left_out })
    }

    /// What another USD a month buys along the front, dearer steps later: from whom to whom, for how much more, and how much
    /// benefit that adds. Only between columns that surely are worth their money.
    pub fn steps(&self) -> Vec<(usize, usize, f64, f64)> {
        let mut front: Vec<(usize, f64, f64)> = self
            .places
            .iter()
            .filter(|place| place.standing == Standing::Efficient)
            .filter_map(|place| Some((place.column, place.cost?.mid(), place.benefit.mid())))
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
        let mut session = templates::find("grocer").unwrap().session().unwrap();
        let catalogue = Catalogue::embedded().unwrap();
        let at = session.criteria.iter().position(|row| row.measure.source() == Some(Source::MonthlyCost)).unwrap();
        let seen = |session: &Session| {
            let appraisal = Appraisal::of(session, &catalogue);
            let sheet = appraisal.workload_sheets().next().unwrap();
            TradeOff::of(session, sheet).unwrap()
        };
        let before = seen(&session);
        assert_eq!(before.left_out, [at]);
        session.criteria[at].points = Points(80);
        let after = seen(&session);
        for (before, after) in before.places.iter().zip(&after.places) {
            assert!((before.benefit.mid() - after.benefit.mid()).abs() < 1e-9);
        }
        // Whoever is said to be worth less has somebody who is better on both.
        for place in &before.places {
            let Standing::Dominated { by } = place.standing else { continue };
            let other = before.places.iter().find(|other| other.column == by).unwrap();
            assert!(other.cost.unwrap().mid() <= place.cost.unwrap().mid());
            assert!(other.benefit.mid() >= place.benefit.mid());
        }
        for (_, _, cost, benefit) in before.steps() {
            assert!(cost >= 0.0 && benefit >= 0.0, "along the front both rise");
        }
    }

    #[test]
    fn without_bills_or_without_benefit_it_says_so() {
        let session = crate::appraisal::illustration::session();
        let appraisal = Appraisal::of(&session, &Catalogue::embedded().unwrap());
        assert_eq!(TradeOff::of(&session, appraisal.whole().unwrap()), Err(NoTradeOff::NoCosts));
        let empty = Session::new("empty");
        let appraisal = Appraisal::of(&empty, &Catalogue::embedded().unwrap());
        assert_eq!(TradeOff::of(&empty, appraisal.whole().unwrap()), Err(NoTradeOff::NoRanking));
    }
}
