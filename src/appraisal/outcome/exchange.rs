//! What the weights say that one thing is worth in another, and which criteria may count the same thing twice.

use crate::analysis::Share;
use crate::analysis::exchange::exchange_rate;
use crate::appraisal::matrix::ValueCurve;
use crate::appraisal::weights::Weights;
use crate::model::number::format_number;
use crate::model::{Criterion, DerivedMetric, Measure, Session};

/// What a unit of one criterion is worth in money, as the weights and anchors imply it.
#[derive(Debug, Clone, PartialEq)]
pub struct ExchangeRate {
    /// Whose unit, by index.
    pub criterion: usize,
    /// How many of its units are priced.
    pub amount: f64,
    /// What they are worth, in USD a month.
    pub worth: f64,
    /// What the frame says that they cost, in USD a month, where it says so.
    pub stated: Option<f64>,
}

/// The rates of all criteria that lie on a straight line between anchors, against the monthly cost. Empty where no cost has
/// weight, or its way bends: then a dollar is worth more in one place than in another.
pub fn exchange_rates(session: &Session, weights: &Weights) -> Vec<ExchangeRate> {
    let sum = weights.sum();
    let side = |at: usize, row: &Criterion| {
        let anchors = row.measure.anchors().filter(|_| row.measure.breakpoints().is_empty())?;
        let share = Share::new(weights.figures.get(at)? / sum).filter(|share| *share > Share::ZERO)?;
        let way = ValueCurve::from_anchors(&row.measure, anchors)?.function().clone();
        Some((share, way, anchors.worst.get().midpoint(anchors.best.get())))
    };
    let is_cost = |row: &Criterion| row.measure.derived_metric() == Some(DerivedMetric::MonthlyCost);
    let cost = session.criteria.iter().enumerate().find(|(_, row)| is_cost(row));
    let Some((price, paid, usd)) = cost.and_then(|(at, row)| side(at, row)) else { return Vec::new() };
    let mut rates: Vec<ExchangeRate> = session
        .criteria
        .iter()
        .enumerate()
        .filter(|(_, row)| !is_cost(row))
        .filter_map(|(criterion, row)| {
            let amount = priced_amount(row);
            let (share, bought, at) = side(criterion, row)?;
            let worth = amount * exchange_rate((share, &bought, at), (price, &paid, usd))?.abs();
            let said = (row.measure.derived_metric() == Some(DerivedMetric::BurdenHours))
                .then(|| session.team.hourly_rate.get())
                .filter(|rate| *rate > 0.0);
            Some(ExchangeRate { criterion, amount, worth, stated: said })
        })
        .collect();
    // What can be held against the frame comes first.
    rates.sort_by_key(|rate| rate.stated.is_none());
    rates
}

/// A number of units that people think in: an hour, but a hundred milliseconds.
fn priced_amount(row: &Criterion) -> f64 {
    match row.measure.derived_metric() {
        Some(DerivedMetric::P95AfterIdle) => 100.0,
        Some(DerivedMetric::OperatedShare) => 10.0,
        _ => 1.0,
    }
}

impl ExchangeRate {
    /// Whether the frame says something else by more than half.
    pub fn contradicts_stated_rate(&self) -> bool {
        self.stated.is_some_and(|said| self.worth < said / 1.5 || self.worth > said * 1.5)
    }

    /// `your weights imply that an hour of operations is worth 9 USD; Frame says 90`.
    pub fn describe(&self, session: &Session) -> String {
        let what = session.criteria.get(self.criterion).map_or(String::new(), |row| describe_amount(row, self.amount));
        let worth = format_usd(self.worth);
        match self.stated {
            Some(said) => {
                format!("your weights imply that {what} is worth {worth} USD; Frame says {}", format_usd(said))
            }
            None => format!("your weights imply that {what} is worth {worth} USD/month"),
        }
    }
}

fn describe_amount(row: &Criterion, amount: f64) -> String {
    let count = format_number(amount);
    match &row.measure {
        Measure::Derived { source: DerivedMetric::BurdenHours, .. } => "an hour of operations".to_owned(),
        Measure::Derived { source: DerivedMetric::P95AfterIdle, .. } => format!("{count} ms of latency after idle"),
        Measure::Derived { source: DerivedMetric::OperatedShare, .. } => format!("{count} % of the layers"),
        Measure::Derived { source: DerivedMetric::ExitEffort, .. } => "an hour of exit effort".to_owned(),
        Measure::Measured { unit, .. } => format!("{count} {unit} of {}", row.name),
        _ => row.name.clone(),
    }
}

fn format_usd(usd: f64) -> String {
    if usd < 10.0 && usd.fract() != 0.0 { format!("{usd:.1}") } else { format!("{usd:.0}") }
}

#[cfg(test)]
mod tests {
    use super::super::find_overlaps;
    use super::*;
    use crate::model::{Figure, LabourPolicy, Points, UsdPerHour};

    fn derived(source: DerivedMetric, worst: f64) -> Measure {
        Measure::Derived { source, worst: Figure::new(worst).unwrap(), best: Figure::default(), bends: Vec::new() }
    }

    fn criterion(name: &str, measure: Measure, points: u32) -> Criterion {
        let id = crate::model::CriterionId(name.to_lowercase().replace(' ', "-"));
        Criterion { id, name: name.to_owned(), measure, points: Points(points), ..Criterion::default() }
    }

    fn session(criteria: Vec<Criterion>) -> Session {
        let mut session = Session::new("rates");
        session.criteria = criteria;
        session.team.hourly_rate = UsdPerHour::of(90.0);
        session
    }

    #[test]
    fn two_straight_lines_imply_a_price() {
        // 20 points over 4,000 USD and 10 over 40 h: (10/40) / (20/4000) = 50 USD an hour.
        let mut session = session(vec![
            criterion("Cost", derived(DerivedMetric::MonthlyCost, 4000.0), 20),
            criterion("Burden", derived(DerivedMetric::BurdenHours, 40.0), 10),
            criterion("Fit", Measure::Judged, 70),
        ]);
        let rates = |session: &Session| exchange_rates(session, &Weights::compute(session));
        let found = rates(&session);
        assert_eq!(found.len(), 1);
        assert!((found[0].worth - 50.0).abs() < 1e-9 && found[0].stated == Some(90.0));
        assert_eq!(
            found[0].describe(&session),
            "your weights imply that an hour of operations is worth 50 USD; Frame says 90"
        );
        assert!(found[0].contradicts_stated_rate());
        session.criteria[0].points = Points(0);
        assert!(rates(&session).is_empty(), "nothing is worth money that has no weight");
    }

    #[test]
    fn overlaps_are_told_once_and_only_among_what_weighs() {
        let mut session = session(vec![
            criterion("Cost", derived(DerivedMetric::MonthlyCost, 4000.0), 20),
            criterion("Burden", derived(DerivedMetric::BurdenHours, 40.0), 10),
            criterion("Team skill", Measure::Judged, 10),
            criterion("Traffic fit", Measure::Judged, 10),
            criterion("Exit cost", Measure::Judged, 10),
        ]);
        let describe = |session: &Session| {
            find_overlaps(session).iter().map(|overlap| overlap.describe(session)).collect::<Vec<_>>()
        };
        assert_eq!(describe(&session), ["Burden and Team skill may both count whether the team can run it"]);
        session.market.labour = LabourPolicy::On;
        assert_eq!(describe(&session)[0], "Cost and Burden both count the cost of hours");
        session.criteria[1].points = Points(0);
        assert!(describe(&session).is_empty());
    }
}
