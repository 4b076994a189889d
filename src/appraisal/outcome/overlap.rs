//! Criteria that may count the same thing twice.

use crate::appraisal::offer::includes_labour;
use crate::appraisal::weights::has_weight;
use crate::model::{Criterion, DerivedMetric, Session};

/// Two criteria that may count the same thing twice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overlap {
    /// The criteria, by index, the earlier one first.
    pub pair: (usize, usize),
    /// What both may count.
    pub subject: &'static str,
    /// Whether they surely do, by where their figures come from; otherwise only their names say so.
    pub is_certain: bool,
}

/// What the name of a criterion speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Topic {
    Money,
    Operations,
    Skill,
    Exit,
    Latency,
}

/// Words by which a topic is known, compared whole and in lower case.
const TOPICS: [(Topic, &[&str]); 5] = [
    (Topic::Money, &["cost", "costs", "price", "spend", "tco", "budget", "money"]),
    (
        Topic::Operations,
        &["ops", "operations", "operational", "operating", "operability", "burden", "toil", "maintenance", "on-call"],
    ),
    (Topic::Skill, &["skill", "skills", "expertise", "experience", "knowledge", "familiarity"]),
    (Topic::Exit, &["lock-in", "lockin", "portability", "exit", "leaving"]),
    (Topic::Latency, &["latency", "cold", "p95", "responsiveness"]),
];

/// Words that keep a name from being about a topic although another of its words is: the cost of leaving is no bill.
const EXCLUSIONS: [(&str, Topic); 2] = [("exit", Topic::Money), ("switching", Topic::Money)];

fn classify_topic(row: &Criterion) -> Option<Topic> {
    match row.measure.derived_metric() {
        Some(DerivedMetric::MonthlyCost) => return Some(Topic::Money),
        Some(DerivedMetric::BurdenHours | DerivedMetric::OperatedShare) => return Some(Topic::Operations),
        Some(DerivedMetric::P95AfterIdle) => return Some(Topic::Latency),
        Some(DerivedMetric::ExitEffort) => return Some(Topic::Exit),
        None => {}
    }
    let name = row.name.to_lowercase();
    let words: Vec<&str> = name.split(|c: char| !c.is_alphanumeric() && c != '-').collect();
    let speaks = |topic: Topic| !EXCLUSIONS.iter().any(|(word, of)| *of == topic && words.contains(word));
    let known = |(topic, of): &&(Topic, &[&str])| speaks(*topic) && words.iter().any(|word| of.contains(word));
    TOPICS.iter().find(known).map(|(topic, _)| *topic)
}

/// Each two criteria with weight that may count the same thing twice, once.
pub fn find_overlaps(session: &Session) -> Vec<Overlap> {
    let weighed: Vec<(usize, &Criterion, Option<Topic>)> = session
        .criteria
        .iter()
        .enumerate()
        .filter(|(_, row)| has_weight(session, row))
        .map(|(at, row)| (at, row, classify_topic(row)))
        .collect();
    let mut found = Vec::new();
    for (place, (one, first, topic)) in weighed.iter().enumerate() {
        for (other, second, with) in weighed.iter().skip(place + 1) {
            let sources = (first.measure.derived_metric(), second.measure.derived_metric());
            let (Some(topic), Some(with)) = (topic, with) else { continue };
            let what = match (*topic, *with) {
                (Topic::Money, Topic::Operations) | (Topic::Operations, Topic::Money) => {
                    let are_hours = matches!(
                        sources,
                        (Some(DerivedMetric::MonthlyCost), Some(DerivedMetric::BurdenHours))
                            | (Some(DerivedMetric::BurdenHours), Some(DerivedMetric::MonthlyCost))
                    );
                    // Left out of the money, hours count once.
                    (are_hours && includes_labour(session)).then_some("the cost of hours")
                }
                (Topic::Operations, Topic::Skill) | (Topic::Skill, Topic::Operations) => {
                    Some("whether the team can run it")
                }
                (a, b) if a == b => Some(match a {
                    Topic::Money => "money",
                    Topic::Operations => "operations work",
                    Topic::Skill => "team skill",
                    Topic::Exit => "exit effort",
                    Topic::Latency => "latency",
                }),
                _ => None,
            };
            let is_sure = sources.0.is_some() && sources.1.is_some();
            found.extend(what.map(|what| Overlap { pair: (*one, *other), subject: what, is_certain: is_sure }));
        }
    }
    found
}

impl Overlap {
    /// `Cost and Ops burden both count the cost of hours`, or that they may.
    pub fn describe(&self, session: &Session) -> String {
        let name = |at: usize| session.criteria.get(at).map_or("", |row| row.name.as_str());
        let count = if self.is_certain { "both count" } else { "may both count" };
        format!("{} and {} {count} {}", name(self.pair.0), name(self.pair.1), self.subject)
    }
}
