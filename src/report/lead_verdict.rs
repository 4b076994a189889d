//! What a lead is worth, for the command line: the verdict with the figures it rests on.

use super::comparison::{ComparisonData, ComparisonInput, RankMethod};
use super::json::{number, text, texts};
use crate::analysis::robustness::{Acceptance, Draws, compute_acceptance};
use crate::analysis::verdict::{FailedTest, compute_verdict_where};
use crate::analysis::{Verdict, rank};
use crate::appraisal::robustness::{draw_count, format_share};
use crate::appraisal::verdict::{failed_test_id, thresholds};
use crate::cost::format::format_formula_number as grouped;
use crate::model::RobustnessSettings;
use serde_json::{Value, json};

/// A verdict with what it rests on.
#[derive(Debug, Clone, PartialEq)]
pub struct LeadVerdict {
    /// What is called.
    pub verdict: Verdict,
    /// What draws near the present weights came to.
    acceptance: Acceptance,
    space: String,
    seed: u64,
}

impl LeadVerdict {
    /// The verdict on a contest by weighted sum. None for another method, and for measurements, which have no common scale.
    pub fn compute(contest: &ComparisonInput, method: RankMethod, settings: &RobustnessSettings) -> Option<Self> {
        let ComparisonData::Scored(problem) = &contest.data else { return None };
        if method != RankMethod::WeightedSum {
            return None;
        }
        let (field, thresholds) = (contest.competing(), thresholds(settings));
        let mut draws = Draws::uncached(settings.seed);
        let samples = draw_count(settings, problem.alternatives() * problem.criteria());
        let near = compute_acceptance(problem, &field, thresholds.space(), &mut draws, samples);
        let is_scored = |contender: usize, criterion: usize| contest.has_editable_score(contender, criterion);
        let call = compute_verdict_where(problem, &rank(problem, &field), &near, &thresholds, &is_scored);
        Some(Self { verdict: call, acceptance: near, space: thresholds.space().to_string(), seed: settings.seed })
    }

    fn failed_checks(&self) -> &[FailedTest] {
        match &self.verdict {
            Verdict::Fragile { failed, .. } => failed,
            _ => &[],
        }
    }

    fn first_rank_share(&self) -> Option<f64> {
        match self.verdict {
            Verdict::Clear { leader, .. } | Verdict::Fragile { leader, .. } => {
                Some(self.acceptance.first_rank_share(leader))
            }
            _ => None,
        }
    }

    /// As JSON has it.
    pub fn json(&self) -> Value {
        json!({
            "call": text(self.verdict.label()),
            "failed": texts(self.failed_checks().iter().map(failed_test_id)),
            "first_rank": number(self.first_rank_share()),
            "space": text(&self.space),
            "samples": self.acceptance.samples,
            "seed": self.seed,
        })
    }

    /// `verdict: fragile: 1.3 of 100 points of weight are enough for Serverless functions to draw level`. `name` gives the name
    /// of whoever stands at a place.
    pub fn summary(&self, name: &dyn Fn(usize) -> String) -> String {
        let draws = grouped(self.acceptance.samples as f64);
        let space = &format!("{} ({draws} draws)", self.space);
        let first = self.first_rank_share().map(|first| format!("first in {} of weights {space}", format_share(first)));
        let reasons: Vec<String> =
            self.failed_checks().iter().map(|failed| describe_failure(*failed, space, name)).collect();
        match &self.verdict {
            Verdict::Fragile { .. } => format!("verdict: fragile: {}", reasons.join("; ")),
            Verdict::Clear { .. } => format!("verdict: clear: {}", first.unwrap_or_default()),
            other => format!("verdict: {}", other.label()),
        }
    }
}

fn describe_failure(failed: FailedTest, space: &str, name: &dyn Fn(usize) -> String) -> String {
    match failed {
        FailedTest::OpenCells => "open cells could still change who leads".to_owned(),
        FailedTest::Outranked { by, first } => {
            format!("{} is first in {} of weights {space}", name(by), format_share(first))
        }
        FailedTest::FirstRank { share } => format!("first in only {} of weights {space}", format_share(share)),
        FailedTest::WeightShift { rival, points } => {
            format!("{points:.2} of 100 points of weight are enough for {} to draw level", name(rival))
        }
        FailedTest::OnePointFlips { scores: 1 } => "one point on one score changes the leader".to_owned(),
        FailedTest::OnePointFlips { scores } => format!("one point on any of {scores} scores changes the leader"),
    }
}
