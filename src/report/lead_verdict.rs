//! The verdict on a lead, with the figures that it is based on.

use super::comparison::{ComparisonData, ComparisonInput};
use super::draws::{OnProgress, count_acceptance};
use super::json::{number, text, texts};
use super::ranking::RankMethod;
use crate::analysis::robustness::Acceptance;
use crate::analysis::verdict::{FailedTest, compute_verdict};
use crate::analysis::{LeadFacts, Verdict, rank};
use crate::appraisal::outcome::{describe_open_must_haves, describe_open_rivals};
use crate::appraisal::robustness::draw_count;
use crate::appraisal::verdict::{failed_test_id, thresholds};
use crate::appraisal::weights::describe_inconsistency;
use crate::model::RobustnessSettings;
use crate::model::number::{format_frequency, format_significant};
use serde_json::{Value, json};

/// The verdict on the lead of a comparison by weighted sum.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct LeadVerdict {
    verdict: Verdict,
    /// Of draws near the present weights.
    acceptance: Acceptance,
    space: String,
    seed: u64,
}

impl LeadVerdict {
    /// None for another method, and for measurements, which have no common scale.
    pub(super) fn compute(
        input: &ComparisonInput,
        method: RankMethod,
        settings: &RobustnessSettings,
        on_progress: OnProgress<'_>,
    ) -> Option<Self> {
        let ComparisonData::Scored(problem) = &input.data else { return None };
        if method != RankMethod::WeightedSum || !input.is_scored {
            return None;
        }
        let (competing, thresholds) = (input.competing(), thresholds(settings));
        let samples = draw_count(settings, problem.alternatives() * problem.criteria());
        let space = thresholds.space();
        let acceptance = count_acceptance(problem, &competing, space, (settings.seed, samples), on_progress);
        let open: Vec<usize> = input.alternatives.iter().map(|row| row.open_must_haves.len()).collect();
        let facts = LeadFacts {
            consistency_ratio: input.consistency_ratio(),
            open_must_haves: &open,
            is_scored: &|alternative, criterion| input.has_editable_score(alternative, criterion),
        };
        let verdict = compute_verdict(problem, &rank(problem, &competing), &acceptance, &thresholds, &facts);
        Some(Self { verdict, acceptance, space: space.to_string(), seed: settings.seed })
    }

    fn first_rank_share(&self) -> Option<f64> {
        match self.verdict {
            Verdict::Clear { leader, .. } | Verdict::Fragile { leader, .. } => {
                Some(self.acceptance.first_rank_share(leader))
            }
            Verdict::NoCandidate | Verdict::SoleCandidate { .. } | Verdict::Tie { .. } => None,
        }
    }

    pub(super) fn json(&self) -> Value {
        json!({
            "call": text(self.verdict.label()),
            "failed": texts(self.verdict.failed_tests().iter().map(failed_test_id)),
            "first_rank": number(self.first_rank_share()),
            "space": text(&self.space),
            "samples": self.acceptance.samples,
            "seed": self.seed,
        })
    }

    /// `verdict: fragile: 1.3 of 100 points of weight are enough for Serverless functions to draw level`.
    pub(super) fn summary(&self, input: &ComparisonInput) -> String {
        let space = format!("{} ({} draws)", self.space, format_significant(self.acceptance.samples as f64));
        let label = self.verdict.label();
        let details = match &self.verdict {
            Verdict::Fragile { failed, .. } | Verdict::Tie { failed, .. } if !failed.is_empty() => {
                failed.iter().map(|failed| describe_failure(*failed, &space, input)).collect()
            }
            Verdict::Clear { leader, .. } => {
                let share = format_frequency(self.acceptance.first_rank_share(*leader));
                vec![format!("first in {share} of weights {space}")]
            }
            Verdict::NoCandidate | Verdict::SoleCandidate { .. } | Verdict::Tie { .. } | Verdict::Fragile { .. } => {
                return format!("verdict: {label}");
            }
        };
        format!("verdict: {label}: {}", details.join("; "))
    }
}

fn describe_failure(failed: FailedTest, space: &str, input: &ComparisonInput) -> String {
    let open = |at: usize| input.alternatives.get(at).into_iter().flat_map(|row| &row.open_must_haves);
    let quoted = |at: usize| format!("'{}'", input.name(at));
    match failed {
        FailedTest::OpenMustHaves { alternative, .. } => {
            describe_open_must_haves(open(alternative), &quoted(alternative)).unwrap_or_default()
        }
        FailedTest::OpenMustHavesOfRivals { rival, others } => {
            describe_open_rivals(open(rival), &quoted(rival), others).unwrap_or_default()
        }
        FailedTest::InconsistentPairs { ratio } => describe_inconsistency(ratio),
        FailedTest::OpenCells => "open scores could still change the leader".to_owned(),
        FailedTest::Outranked { by, first } => {
            format!("{} is first in {} of weights {space}", input.name(by), format_frequency(first))
        }
        FailedTest::FirstRank { share } => format!("first in only {} of weights {space}", format_frequency(share)),
        FailedTest::WeightShift { rival, points } => {
            format!("{points:.2} of 100 points of weight are enough for {} to draw level", input.name(rival))
        }
        FailedTest::OnePointFlips { scores: 1 } => "one point on one score changes the leader".to_owned(),
        FailedTest::OnePointFlips { scores } => format!("one point on any of {scores} scores changes the leader"),
    }
}
