//! What the weights say that one thing is worth in another, and which criteria may count the same thing twice.

use super::sheet::labour_counts;
use super::value_curve::ValueCurve;
use super::weighing::{Weights, weighs};
use super::words::plain;
use crate::analysis::Share;
use crate::analysis::exchange::exchange_rate;
use crate::model::{Criterion, Measure, Session, Source};

/// What a unit of one criterion is worth in money, as the weights and anchors imply it.
#[derive(Debug, Clone, PartialEq)]
pub struct Rate {
    /// Whose unit, by place.
    pub criterion: usize,
    /// How many of its units are priced.
    pub amount: f64,
    /// What they are worth, in USD a month.
    pub worth: f64,
    /// What the frame says that they cost, in USD a month, where it says so.
    pub said: Option<f64>,
}

/// The rates of all criteria that lie on a straight line between anchors, against the monthly cost. Empty where no cost has
/// weight, or its way bends: then a dollar is worth more in one place than in another.
pub fn rates(session: &Session, weights: &Weights) -> Vec<Rate> {
    let sum = weights.sum();
    let side = |at: usize, row: &Criterion| {
        let anchors = row.measure.anchors().filter(|_| row.measure.bends().is_empty())?;
        let share = Share::new(weights.figures.get(at)? / sum).filter(|share| *share > Share::ZERO)?;
        let way = ValueCurve::between(&row.measure, anchors)?.function().clone();
        Some((share, way, anchors.worst.get().midpoint(anchors.best.get())))
    };
    let is_cost = |row: &Criterion| row.measure.source() == Some(Source::MonthlyCost);
    let cost = session.criteria.iter().enumerate().find(|(_, row)| is_cost(row));
    let Some((price, paid, usd)) = cost.and_then(|(at, row)| side(at, row)) else { return Vec::new() };
    let mut rates: Vec<Rate> = session
        .criteria
        .iter()
        .enumerate()
        .filter(|(_, row)| !is_cost(row))
        .filter_map(|(criterion, row)| {
            let amount = amount_of(row);
            let (share, bought, at) = side(criterion, row)?;
            let worth = amount * exchange_rate((share, &bought, at), (price, &paid, usd))?.abs();
            let said = (row.measure.source() == Some(Source::BurdenHours))
                .then(|| session.team.hourly_rate.get())
                .filter(|rate| *rate > 0.0);
            Some(Rate { criterion, amount, worth, said })
        })
        .collect();
    // What can be held against the frame comes first.
    rates.sort_by_key(|rate| rate.said.is_none());
    rates
}

/// A number of units that people think in: an hour, but a hundred milliseconds.
fn amount_of(row: &Criterion) -> f64 {
    match row.measure.source() {
        Some(Source::P95AfterIdle) => 100.0,
        Some(Source::OperatedShare) => 10.0,
        _ => 1.0,
    }
}

impl Rate {
    /// Whether the frame says something else by more than half.
    pub fn is_off(&self) -> bool {
        self.said.is_some_and(|said| self.worth < said / 1.5 || self.worth > said * 1.5)
    }

    /// `your weights say that an hour of operations is worth 9 USD; Frame says 90`.
    pub fn words(&self, session: &Session) -> String {
        let what = session.criteria.get(self.criterion).map_or(String::new(), |row| unit_words(row, self.amount));
        let worth = money(self.worth);
        match self.said {
            Some(said) => format!("your weights say that {what} is worth {worth} USD; Frame says {}", money(said)),
            None => format!("your weights say that {what} is worth {worth} USD/month"),
        }
    }
}

fn unit_words(row: &Criterion, amount: f64) -> String {
    let count = plain(amount);
    match &row.measure {
        Measure::Derived { source: Source::BurdenHours, .. } => "an hour of operations".to_owned(),
        Measure::Derived { source: Source::P95AfterIdle, .. } => format!("{count} ms of waiting after idle"),
        Measure::Derived { source: Source::OperatedShare, .. } => format!("{count} % of the layers"),
        Measure::Derived { source: Source::ExitEffort, .. } => "an hour of leaving".to_owned(),
        Measure::Measured { unit, .. } => format!("{count} {unit} of {}", row.name),
        _ => row.name.clone(),
    }
}

fn money(usd: f64) -> String {
    if usd < 10.0 && usd.fract() != 0.0 { format!("{usd:.1}") } else { format!("{usd:.0}") }
}

/// Two criteria that may count the same thing twice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overlap {
    /// The criteria, by place, the earlier one first.
    pub pair: (usize, usize),
    /// What both may count.
    pub what: &'static str,
    /// Whether they surely do, by where their figures come from; otherwise only their names say so.
    pub is_sure: bool,
}

/// What the name of a criterion speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Topic {
    Money,
    Operations,
    Skill,
    Leaving,
    Waiting,
}

/// Words by which a topic is known, compared whole and in lower case.
const TOPICS: [(Topic, &[&str]); 5] = [
    (Topic::Money, &["cost", "costs", "price", "spend", "tco", "budget", "money"]),
    (
        Topic::Operations,
        &["ops", "operations", "operational", "operating", "operability", "burden", "toil", "maintenance", "on-call"],
    ),
    (Topic::Skill, &["skill", "skills", "expertise", "experience", "knowledge", "familiarity"]),
    (Topic::Leaving, &["lock-in", "lockin", "portability", "exit", "leaving"]),
    (Topic::Waiting, &["latency", "cold", "p95", "responsiveness"]),
];

/// Words that keep a name from being about a topic although another of its words is: the cost of leaving is no bill.
const BUT: [(&str, Topic); 2] = [("exit", Topic::Money), ("switching", Topic::Money)];

fn topic(row: &Criterion) -> Option<Topic> {
    match row.measure.source() {
        Some(Source::MonthlyCost) => return Some(Topic::Money),
        Some(Source::BurdenHours | Source::OperatedShare) => return Some(Topic::Operations),
        Some(Source::P95AfterIdle) => return Some(Topic::Waiting),
        Some(Source::ExitEffort) => return Some(Topic::Leaving),
        None => {}
    }
    let name = row.name.to_lowercase();
    let words: Vec<&str> = name.split(|c: char| !c.is_alphanumeric() && c != '-').collect();
    let speaks = |topic: Topic| !BUT.iter().any(|(word, of)| *of == topic && words.contains(word));
    let known = |(topic, of): &&(Topic, &[&str])| speaks(*topic) && words.iter().any(|word| of.contains(word));
    TOPICS.iter().find(known).map(|(topic, _)| *topic)
}

/// Each two criteria with weight that may count the same thing twice, once.
pub fn overlaps(session: &Session) -> Vec<Overlap> {
    let weighed: Vec<(usize, &Criterion, Option<Topic>)> = session
        .criteria
        .iter()
        .enumerate()
        .filter(|(_, row)| weighs(session, row))
        .map(|(at, row)| (at, row, topic(row)))
        .collect();
    let mut found = Vec::new();
    for (place, (one, first, topic)) in weighed.iter().enumerate() {
        for (other, second, with) in weighed.iter().skip(place + 1) {
            let sources = (first.measure.source(), second.measure.source());
            let (Some(topic), Some(with)) = (topic, with) else { continue };
            let what = match (*topic, *with) {
                (Topic::Money, Topic::Operations) | (Topic::Operations, Topic::Money) => {
                    let are_hours = matches!(
                        sources,
                        (Some(Source::MonthlyCost), Some(Source::BurdenHours))
                            | (Some(Source::BurdenHours), Some(Source::MonthlyCost))
                    );
                    // Left out of the money, hours count once.
                    (are_hours && labour_counts(session)).then_some("the cost of hours")
                }
                (Topic::Operations, Topic::Skill) | (Topic::Skill, Topic::Operations) => {
                    Some("whether the team can run it")
                }
                (a, b) if a == b => Some(match a {
                    Topic::Money => "money",
                    Topic::Operations => "the work of operations",
                    Topic::Skill => "what the team knows",
                    Topic::Leaving => "the work of leaving",
                    Topic::Waiting => "waiting",
                }),
                _ => None,
            };
            let is_sure = sources.0.is_some() && sources.1.is_some();
            found.extend(what.map(|what| Overlap { pair: (*one, *other), what, is_sure }));
        }
    }
    found
}

impl Overlap {
    /// `Cost and Ops burden both count the cost of hours`, or that they may.
    pub fn words(&self, session: &Session) -> String {
        let name = |at: usize| session.criteria.get(at).map_or("", |row| row.name.as_str());
        let count = if self.is_sure { "both count" } else { "may both count" };
        format!("{} and {} {count} {}", name(self.pair.0), name(self.pair.1), self.what)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Figure, Labour, Points, UsdPerHour};

    fn derived(source: Source, worst: f64) -> Measure {
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
            criterion("Cost", derived(Source::MonthlyCost, 4000.0), 20),
            criterion("Burden", derived(Source::BurdenHours, 40.0), 10),
            criterion("Fit", Measure::Judged, 70),
        ]);
        let rates = |session: &Session| rates(session, &Weights::of(session));
        let found = rates(&session);
        assert_eq!(found.len(), 1);
        assert!((found[0].worth - 50.0).abs() < 1e-9 && found[0].said == Some(90.0));
        assert_eq!(
            found[0].words(&session),
            "your weights say that an hour of operations is worth 50 USD; Frame says 90"
        );
        assert!(found[0].is_off());
        session.criteria[0].points = Points(0);
        assert!(rates(&session).is_empty(), "nothing is worth money that has no weight");
    }

    #[test]
    fn overlaps_are_told_once_and_only_among_what_weighs() {
        let mut session = session(vec![
            criterion("Cost", derived(Source::MonthlyCost, 4000.0), 20),
            criterion("Burden", derived(Source::BurdenHours, 40.0), 10),
            criterion("Team skill", Measure::Judged, 10),
            criterion("Traffic fit", Measure::Judged, 10),
            criterion("Exit cost", Measure::Judged, 10),
        ]);
        let told =
            |session: &Session| overlaps(session).iter().map(|overlap| overlap.words(session)).collect::<Vec<_>>();
        assert_eq!(told(&session), ["Burden and Team skill may both count whether the team can run it"]);
        session.market.labour = Labour::On;
        assert_eq!(told(&session)[0], "Cost and Burden both count the cost of hours");
        session.criteria[1].points = Points(0);
        assert!(told(&session).is_empty());
    }
}
