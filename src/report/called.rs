//! What a lead is worth, for the command line: the verdict with the figures it rests on.

use super::json::{number, text, texts};
use super::ranked::{Contest, Figures, Method};
use crate::analysis::robustness::{Acceptance, Draws, acceptance};
use crate::analysis::verdict::{Failed, verdict_by};
use crate::analysis::{Verdict, rank};
use crate::appraisal::robustness::{percent, wanted};
use crate::appraisal::verdict::{failed_id, thresholds};
use crate::cost::words::number as grouped;
use crate::model::Robustness;
use serde_json::{Value, json};

/// A verdict with what it rests on.
#[derive(Debug, Clone, PartialEq)]
pub struct Called {
    /// What is called.
    pub call: Verdict,
    /// What draws near the present weights came to.
    near: Acceptance,
    space: String,
    seed: u64,
}

impl Called {
    /// The verdict on a contest by weighted sum. None for another method, and for measurements, which have no common scale.
    pub fn of(contest: &Contest, method: Method, settings: &Robustness) -> Option<Self> {
        let Figures::Scored(problem) = &contest.figures else { return None };
        if method != Method::WeightedSum {
            return None;
        }
        let (field, thresholds) = (contest.competes(), thresholds(settings));
        let mut draws = Draws::passing(settings.seed);
        let samples = wanted(settings, problem.alternatives() * problem.criteria());
        let near = acceptance(problem, &field, thresholds.space(), &mut draws, samples);
        let is_scored = |contender: usize, criterion: usize| contest.is_scored(contender, criterion);
        let call = verdict_by(problem, &rank(problem, &field), &near, &thresholds, &is_scored);
        Some(Self { call, near, space: thresholds.space().to_string(), seed: settings.seed })
    }

    fn failed(&self) -> &[Failed] {
        match &self.call {
            Verdict::Fragile { failed, .. } => failed,
            _ => &[],
        }
    }

    fn first(&self) -> Option<f64> {
        match self.call {
            Verdict::Clear { leader, .. } | Verdict::Fragile { leader, .. } => Some(self.near.first(leader)),
            _ => None,
        }
    }

    /// As JSON has it.
    pub fn json(&self) -> Value {
        json!({
            "call": text(self.call.word()),
            "failed": texts(self.failed().iter().map(failed_id)),
            "first_rank": number(self.first()),
            "space": text(&self.space),
            "samples": self.near.samples,
            "seed": self.seed,
        })
    }

    /// `verdict: fragile: 1.3 of 100 points of weight are enough for Serverless functions to draw level`. `name` gives the name
    /// of whoever stands at a place.
    pub fn line(&self, name: &dyn Fn(usize) -> String) -> String {
        let draws = grouped(self.near.samples as f64);
        let space = &format!("{} ({draws} draws)", self.space);
        let first = self.first().map(|first| format!("first in {} of weights {space}", percent(first)));
        let reasons: Vec<String> = self.failed().iter().map(|failed| because(*failed, space, name)).collect();
        match &self.call {
            Verdict::Fragile { .. } => format!("verdict: fragile: {}", reasons.join("; ")),
            Verdict::Clear { .. } => format!("verdict: clear: {}", first.unwrap_or_default()),
            other => format!("verdict: {}", other.word()),
        }
    }
}

fn because(failed: Failed, space: &str, name: &dyn Fn(usize) -> String) -> String {
    match failed {
        Failed::Open => "open cells could still change who leads".to_owned(),
        Failed::Outranked { by, first } => format!("{} is first in {} of weights {space}", name(by), percent(first)),
        Failed::FirstRank { share } => format!("first in only {} of weights {space}", percent(share)),
        Failed::Shift { rival, points } => {
            format!("{points:.2} of 100 points of weight are enough for {} to draw level", name(rival))
        }
        Failed::OnePoint { scores: 1 } => "one point on one score changes the leader".to_owned(),
        Failed::OnePoint { scores } => format!("one point on any of {scores} scores changes the leader"),
    }
}
