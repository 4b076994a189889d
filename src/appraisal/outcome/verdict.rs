//! What the lead is worth: clear, fragile or a tie, by one rule and the session's thresholds, in words that need no schooling.
//!
//! The rule is [`crate::analysis::verdict`]'s; here stand the thresholds of the session and the words. A fragile lead names the
//! tests that it failed.

use super::must_haves::{describe_open_must_haves, describe_open_rivals};
use super::names::{join_names, not_scored_yet, nothing_to_rank, quote_name};
use super::robustness::{DrawResult, describe_space};
use super::stability::{LeadStability, WeightShift};
use crate::analysis::verdict::{FailedTest, compute_verdict};
use crate::analysis::{LeadFacts, Share, Thresholds};
use crate::appraisal::Scope;
use crate::appraisal::matrix::DecisionMatrix;
use crate::appraisal::weights::describe_inconsistency;
use crate::model::number::format_frequency;
use crate::model::{RobustnessSettings, Session};

pub use crate::analysis::Verdict as Call;

/// What a lead has to stand in this session.
pub fn thresholds(settings: &RobustnessSettings) -> Thresholds {
    let share = |per_cent: u32| Share::clamped(f64::from(per_cent) / 100.0);
    Thresholds {
        first_rank: share(settings.first_rank),
        shift: f64::from(settings.shift),
        reach: share(settings.spread),
        ..Thresholds::USUAL
    }
}

/// The verdict on a matrix, with what it rests on.
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict {
    /// What is called.
    pub call: Call,
    /// What the draws near the present weights came to.
    pub local: Option<DrawResult>,
}

impl Verdict {
    /// Calls it, by what draws near the present weights have come to; without a rival there are none.
    pub fn compute(matrix: &DecisionMatrix, settings: &RobustnessSettings, near: Option<&DrawResult>) -> Self {
        let open: Vec<usize> = matrix.columns.iter().map(|column| column.offer.open_must_haves().count()).collect();
        let facts = LeadFacts {
            consistency_ratio: matrix.weights.consistency.as_ref().and_then(|pairs| pairs.ratio),
            open_must_haves: &open,
            is_scored: &|column, criterion| matrix.has_entered_score(column, criterion),
        };
        let call = match (matrix.ranking_without_duplicates(), near) {
            (Some((problem, ranking)), Some(near)) => {
                compute_verdict(problem, &ranking, &near.acceptance, &thresholds(settings), &facts)
            }
            _ => match matrix.leader() {
                Some(leader) if matrix.comparison().is_none() => Call::of_sole_candidate(leader, &facts),
                Some(leader) => Call::SoleCandidate { leader },
                None => Call::NoCandidate,
            },
        };
        Self { call, local: near.cloned() }
    }

    /// The tests that the lead failed.
    pub fn failed_tests(&self) -> &[FailedTest] {
        self.call.failed_tests()
    }

    /// The word that stands out: in capitals, empty where there is nothing to call.
    pub fn label(&self) -> &'static str {
        match self.call {
            Call::Clear { .. } => "CLEAR",
            Call::Fragile { .. } => "FRAGILE",
            Call::Tie { .. } => "TIE",
            Call::NoCandidate | Call::SoleCandidate { .. } => "",
        }
    }

    /// One sentence that says who leads, and what that is worth. `name` gives a column's name.
    pub fn describe(
        &self,
        session: &Session,
        matrix: &DecisionMatrix,
        stability: Option<&LeadStability>,
        name: &dyn Fn(usize) -> String,
    ) -> String {
        let name = &|column: usize| quote_name(&name(column));
        let lead = |leader: usize, margin: f64| {
            let second = matrix.ranking.as_ref().and_then(|ranking| ranking.runner_up).map_or(String::new(), name);
            format!("{} leads {second} by {margin:.2} of 4", name(leader))
        };
        let space = self.local.as_ref().map_or(String::new(), |near| describe_space(near.space));
        let sole = |leader: usize| format!("{} is the only feasible one", name(leader));
        let failure = |failed| describe_failed_test(failed, session, matrix, stability, &space, name);
        match &self.call {
            Call::NoCandidate => match &matrix.problem {
                _ if matrix.columns.is_empty() => nothing_to_rank(),
                Err(why) => why.to_string(),
                Ok(_) if !matrix.is_scored() => not_scored_yet(),
                Ok(_) => "no leader: each alternative is ruled out".to_owned(),
            },
            Call::SoleCandidate { leader } => sole(*leader),
            Call::Tie { leaders, failed } => {
                let names: Vec<String> = leaders.iter().map(|column| name(*column)).collect();
                let total = leaders.first().and_then(|first| matrix.total(*first)).unwrap_or(0.0);
                let names = join_names(&names);
                let tie = format!(
                    "{names} tie at {total:.2}: review the weights, or decide on other grounds and record them"
                );
                let reasons = failed.iter().map(|failed| failure(*failed));
                std::iter::once(tie).chain(reasons).collect::<Vec<_>>().join("; ")
            }
            Call::Clear { leader, margin } => {
                let shift = match stability.and_then(LeadStability::smallest_shift) {
                    Some((moved, shift)) => format!(
                        "{} of 100 weight points would have to move for {} to tie",
                        format_points(moved),
                        name(shift.rival)
                    ),
                    None => "no weights put another ahead".to_owned(),
                };
                let first =
                    self.local.as_ref().map_or(String::new(), |near| format_frequency(near.first_rank_share(*leader)));
                let lead = lead(*leader, *margin);
                // The scores of an estate are those of its workloads, and are tried there.
                let scores = if matrix.scope == Scope::System { "" } else { " no single score decides," };
                format!("{lead}, and this is stable: it ranks first in {first} of {space},{scores} and {shift}")
            }
            Call::Fragile { leader, margin, failed } => {
                let reasons: Vec<String> = failed.iter().map(|failed| failure(*failed)).collect();
                let lead = margin.map_or_else(|| sole(*leader), |margin| lead(*leader, margin));
                format!("{lead}, but {}", reasons.join("; "))
            }
        }
    }
}

fn describe_failed_test(
    failed: FailedTest,
    session: &Session,
    matrix: &DecisionMatrix,
    stability: Option<&LeadStability>,
    space: &str,
    name: &dyn Fn(usize) -> String,
) -> String {
    let open = |column: usize| matrix.columns.get(column).into_iter().flat_map(|column| column.offer.open_must_haves());
    match failed {
        FailedTest::OpenMustHaves { alternative, .. } => {
            describe_open_must_haves(open(alternative), &name(alternative)).unwrap_or_default()
        }
        FailedTest::OpenMustHavesOfRivals { rival, others } => {
            describe_open_rivals(open(rival), &name(rival), others).unwrap_or_default()
        }
        FailedTest::InconsistentPairs { ratio } => describe_inconsistency(ratio),
        FailedTest::OpenCells => "open scores could still change the leader".to_owned(),
        FailedTest::Outranked { by, first } => {
            format!("{} ranks first more often, in {} of {space}", name(by), format_frequency(first))
        }
        FailedTest::FirstRank { share } => format!("it ranks first in only {} of {space}", format_frequency(share)),
        FailedTest::WeightShift { rival, points: moved } => {
            let shift = stability.and_then(|stability| stability.shifts.iter().find(|shift| shift.rival == rival));
            shift.map_or(String::new(), |shift| describe_shift(session, moved, shift, name))
        }
        FailedTest::OnePointFlips { scores: 1 } => "one point on one score changes the leader".to_owned(),
        FailedTest::OnePointFlips { scores } => format!("one point on any of {scores} scores changes the leader"),
    }
}

/// The id of a failed test, in JSON.
pub fn failed_test_id(failed: &FailedTest) -> &'static str {
    match failed {
        FailedTest::OpenMustHaves { .. } => "must_haves",
        FailedTest::OpenMustHavesOfRivals { .. } => "must_haves_of_rivals",
        FailedTest::InconsistentPairs { .. } => "inconsistent",
        FailedTest::OpenCells => "open",
        FailedTest::Outranked { .. } => "outranked",
        FailedTest::FirstRank { .. } => "first_rank",
        FailedTest::WeightShift { .. } => "shift",
        FailedTest::OnePointFlips { .. } => "one_point",
    }
}

/// `moving 1.3 of 100 points from Portability to Ops burden brings Functions level`.
fn describe_shift(session: &Session, moved: f64, shift: &WeightShift, name: &dyn Fn(usize) -> String) -> String {
    let criterion = |at: &usize| session.criteria.get(*at).map_or("", |criterion| criterion.name.as_str());
    let from = match shift.from.as_slice() {
        [] => String::new(),
        [one] => format!(" from {}", criterion(one)),
        [one, more @ ..] => format!(" from {} and {} more", criterion(one), more.len()),
    };
    let to = shift.to.as_ref().map_or(String::new(), |to| format!(" to {}", criterion(to)));
    format!("moving {} of 100 points{from}{to} brings {} level", format_points(moved), name(shift.rival))
}

/// Few of them with a decimal: 1.25 reads as 1.3, 12.4 as 12.
fn format_points(moved: f64) -> String {
    if moved < 9.95 { format!("{moved:.1}") } else { format!("{moved:.0}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::robustness::Draws;
    use crate::appraisal::{Appraisal, RobustnessSummary, illustration};
    use crate::catalogue::Catalogue;
    use crate::model::{CriterionId, Edit, Points};

    fn of(session: &Session) -> (Verdict, String, Option<f64>) {
        let appraisal = Appraisal::compute(session, &Catalogue::embedded().unwrap());
        let matrix = appraisal.overall_matrix().unwrap();
        let near = RobustnessSummary::compute(
            matrix,
            &session.robustness,
            &mut Draws::uncached(session.robustness.seed),
            u64::MAX,
        )
        .map(|robust| robust.local);
        let verdict = Verdict::compute(matrix, &session.robustness, near.as_ref());
        let name = |column: usize| matrix.columns[column].name.clone();
        let text = verdict.describe(session, matrix, LeadStability::compute(matrix).as_ref(), &name);
        (verdict, text, matrix.ranking.as_ref().and_then(|ranking| ranking.margin))
    }

    fn flagship() -> Session {
        let mut session = illustration::session();
        session.robustness.samples = 100_000;
        session
    }

    /// The illustrative matrix: margin 0.05, and 1.25 points from Portability to Ops burden tie.
    #[test]
    fn the_illustrative_matrix_is_fragile_and_says_by_how_little() {
        let (verdict, text, margin) = of(&flagship());
        assert_eq!(verdict.call.label(), "fragile");
        assert!((margin.unwrap() - 0.05).abs() < 1e-9);
        let shift = verdict.failed_tests().iter().find_map(|failed| match failed {
            FailedTest::WeightShift { points, .. } => Some(*points),
            _ => None,
        });
        assert!((shift.unwrap() - 1.25).abs() < 1e-9, "{verdict:?}");
        assert!(
            text.contains(
                "moving 1.3 of 100 points from Portability to Ops burden brings 'Serverless functions' level"
            ),
            "{text}"
        );
    }

    #[test]
    fn thresholds_of_the_session_decide() {
        let mut session = flagship();
        session.robustness.shift = 1;
        let (verdict, ..) = of(&session);
        assert!(
            !verdict.failed_tests().iter().any(|failed| matches!(failed, FailedTest::WeightShift { .. })),
            "{verdict:?}"
        );
        session.robustness.first_rank = 100;
        let (verdict, text, _) = of(&session);
        assert!(
            verdict.failed_tests().iter().any(|failed| matches!(failed, FailedTest::FirstRank { .. })),
            "{verdict:?}"
        );
        assert!(text.contains("weights within 20 % of yours"), "every share names its space: {text}");
    }

    #[test]
    fn a_lead_whatever_the_weights_is_clear_and_level_ones_are_a_tie() {
        let mut session = flagship();
        let lead = session.alternatives[0].id.clone();
        for row in &mut session.scores {
            row.score = crate::model::CellScore::Exact(if row.alternative == lead { 5 } else { 2 });
        }
        let (verdict, text, _) = of(&session);
        assert_eq!(verdict.label(), "CLEAR");
        assert!(text.contains("no weights put another ahead"), "{text}");
        for row in &mut session.scores {
            row.score = crate::model::CellScore::Exact(3);
        }
        let (verdict, text, _) = of(&session);
        assert_eq!(verdict.label(), "TIE");
        assert!(text.contains("tie at 3.00"), "{text}");
        let id: CriterionId = session.criteria[0].id.clone();
        session.apply(Edit::SetWeight { criterion: id, points: Points(0) }).unwrap();
        assert_eq!(of(&session).0.label(), "TIE");
    }
}
