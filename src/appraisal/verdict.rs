//! What the lead is worth: clear, fragile or a tie, by one rule and the session's thresholds, in words that need no schooling.
//!
//! The rule is [`crate::analysis::verdict`]'s; here stand the thresholds of the session and the words. A fragile lead names the
//! tests that it failed.

use super::firmness::{Firmness, Shift, listed};
use super::robustness::{Found, percent, space_words};
use super::scope::Scope;
use super::sheet::Sheet;
use crate::analysis::verdict::{Failed, verdict_by};
use crate::analysis::{Share, Thresholds};
use crate::model::{Robustness, Session};

pub use crate::analysis::Verdict as Call;

/// What a lead has to stand in this session.
pub fn thresholds(settings: &Robustness) -> Thresholds {
    let share = |per_cent: u32| Share::clamped(f64::from(per_cent) / 100.0);
    Thresholds {
        first_rank: share(settings.first_rank),
        shift: f64::from(settings.shift),
        reach: share(settings.spread),
        ..Thresholds::USUAL
    }
}

/// The verdict on a sheet, with what it rests on.
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict {
    /// What is called.
    pub call: Call,
    /// What the draws near the present weights came to.
    pub near: Option<Found>,
}

impl Verdict {
    /// Calls it, by what draws near the present weights have come to; without a rival there are none.
    pub fn of(sheet: &Sheet, settings: &Robustness, near: Option<&Found>) -> Self {
        let call = match (sheet.rivalry(), near) {
            (Some((problem, ranking)), Some(near)) => {
                let is_scored = |column: usize, criterion: usize| sheet.is_scored(column, criterion);
                verdict_by(problem, &ranking, &near.acceptance, &thresholds(settings), &is_scored)
            }
            _ => match sheet.leader() {
                Some(leader) => Call::Alone { leader },
                None => Call::Nobody,
            },
        };
        Self { call, near: near.cloned() }
    }

    /// The tests that a fragile lead failed.
    pub fn failed(&self) -> &[Failed] {
        match &self.call {
            Call::Fragile { failed, .. } => failed,
            _ => &[],
        }
    }

    /// The word that stands out: in capitals, empty where there is nothing to call.
    pub fn word(&self) -> &'static str {
        match self.call {
            Call::Clear { .. } => "CLEAR",
            Call::Fragile { .. } => "FRAGILE",
            Call::Tie { .. } => "TIE",
            Call::Nobody | Call::Alone { .. } => "",
        }
    }

    /// One sentence that says who leads, and what that is worth. `name` gives a column's name.
    pub fn sentence(
        &self,
        session: &Session,
        sheet: &Sheet,
        firmness: Option<&Firmness>,
        name: &dyn Fn(usize) -> String,
    ) -> String {
        let lead = |leader: usize, margin: f64| {
            let second = sheet.ranking.as_ref().and_then(|ranking| ranking.runner_up).map_or(String::new(), name);
            format!("{} leads {second} by {margin:.2} of 4", name(leader))
        };
        let space = self.near.as_ref().map_or(String::new(), |near| space_words(near.space));
        match &self.call {
            Call::Nobody => match &sheet.problem {
                _ if sheet.columns.is_empty() => "there is nothing to rank yet: add alternatives in step 3".to_owned(),
                Err(why) => why.to_string(),
                Ok(_) => "nobody leads: each breaks a hard constraint, so none can be chosen".to_owned(),
            },
            Call::Alone { leader } => format!("{} is the only one that can be chosen", name(*leader)),
            Call::Tie { leaders } => {
                let names: Vec<String> = leaders.iter().map(|column| name(*column)).collect();
                let total = leaders.first().and_then(|first| sheet.total(*first)).unwrap_or(0.0);
                format!(
                    "{} stand level at {total:.2}: weigh again what matters, or choose on other grounds and say which",
                    listed(&names)
                )
            }
            Call::Clear { leader, margin } => {
                let shift = match firmness.and_then(Firmness::least_shift) {
                    Some((moved, shift)) => format!(
                        "{} of 100 points of weight would have to move before {} draws level",
                        points(moved),
                        name(shift.rival)
                    ),
                    None => "no weights at all put another ahead".to_owned(),
                };
                let first = self.near.as_ref().map_or(String::new(), |near| percent(near.first(*leader)));
                let lead = lead(*leader, *margin);
                // The scores of an estate are those of its workloads, and are tried there.
                let scores = if sheet.scope == Scope::System { "" } else { " no single score decides," };
                format!("{lead}, and that holds: it comes first in {first} of {space},{scores} and {shift}")
            }
            Call::Fragile { leader, margin, failed } => {
                let reasons: Vec<String> =
                    failed.iter().map(|failed| because(*failed, session, firmness, &space, name)).collect();
                format!("{}, but little turns that: {}", lead(*leader, *margin), reasons.join("; "))
            }
        }
    }
}

fn because(
    failed: Failed,
    session: &Session,
    firmness: Option<&Firmness>,
    space: &str,
    name: &dyn Fn(usize) -> String,
) -> String {
    match failed {
        Failed::Open => "open cells could still change who leads".to_owned(),
        Failed::Outranked { by, first } => {
            format!("{} comes first more often, in {} of {space}", name(by), percent(first))
        }
        Failed::FirstRank { share } => format!("it comes first in only {} of {space}", percent(share)),
        Failed::Shift { rival, points: moved } => {
            let shift = firmness.and_then(|firmness| firmness.shifts.iter().find(|shift| shift.rival == rival));
            shift.map_or(String::new(), |shift| shifted(session, moved, shift, name))
        }
        Failed::OnePoint { scores: 1 } => "one point on one score changes the leader".to_owned(),
        Failed::OnePoint { scores } => format!("one point on any of {scores} scores changes the leader"),
    }
}

/// The id of a failed test, in JSON.
pub fn failed_id(failed: &Failed) -> &'static str {
    match failed {
        Failed::Open => "open",
        Failed::Outranked { .. } => "outranked",
        Failed::FirstRank { .. } => "first_rank",
        Failed::Shift { .. } => "shift",
        Failed::OnePoint { .. } => "one_point",
    }
}

/// `moving 1.3 of 100 points from Portability to Ops burden brings Functions level`.
fn shifted(session: &Session, moved: f64, shift: &Shift, name: &dyn Fn(usize) -> String) -> String {
    let criterion = |at: &usize| session.criteria.get(*at).map_or("", |criterion| criterion.name.as_str());
    let from = match shift.from.as_slice() {
        [] => String::new(),
        [one] => format!(" from {}", criterion(one)),
        [one, more @ ..] => format!(" from {} and {} more", criterion(one), more.len()),
    };
    let to = shift.to.as_ref().map_or(String::new(), |to| format!(" to {}", criterion(to)));
    format!("moving {} of 100 points{from}{to} brings {} level", points(moved), name(shift.rival))
}

/// Few of them with a decimal: 1.25 reads as 1.3, 12.4 as 12.
fn points(moved: f64) -> String {
    if moved < 9.95 { format!("{moved:.1}") } else { format!("{moved:.0}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::appraisal::{Appraisal, illustration, robustness};
    use crate::catalogue::Catalogue;
    use crate::model::{CriterionId, Edit, Points};

    fn of(session: &Session) -> (Verdict, String, Option<f64>) {
        let appraisal = Appraisal::of(session, &Catalogue::embedded().unwrap());
        let sheet = appraisal.whole().unwrap();
        let near = robustness::robust(sheet, &session.robustness).map(|robust| robust.near);
        let verdict = Verdict::of(sheet, &session.robustness, near.as_ref());
        let name = |column: usize| sheet.columns[column].name.clone();
        let text = verdict.sentence(session, sheet, Firmness::of(sheet).as_ref(), &name);
        (verdict, text, sheet.ranking.as_ref().and_then(|ranking| ranking.margin))
    }

    fn flagship() -> Session {
        let mut session = illustration::session();
        session.robustness.samples = 100_000;
        session
    }

    /// The illustrative matrix: margin 0.05, and 1.25 points from Portability to Ops burden draw level.
    #[test]
    fn the_illustrative_matrix_is_fragile_and_says_by_how_little() {
        let (verdict, text, margin) = of(&flagship());
        assert_eq!(verdict.call.word(), "fragile");
        assert!((margin.unwrap() - 0.05).abs() < 1e-9);
        let shift = verdict.failed().iter().find_map(|failed| match failed {
            Failed::Shift { points, .. } => Some(*points),
            _ => None,
        });
        assert!((shift.unwrap() - 1.25).abs() < 1e-9, "{verdict:?}");
        assert!(
            text.contains("moving 1.3 of 100 points from Portability to Ops burden brings Serverless functions level"),
            "{text}"
        );
    }

    #[test]
    fn thresholds_of_the_session_decide() {
        let mut session = flagship();
        session.robustness.shift = 1;
        let (verdict, ..) = of(&session);
        assert!(!verdict.failed().iter().any(|failed| matches!(failed, Failed::Shift { .. })), "{verdict:?}");
        session.robustness.first_rank = 100;
        let (verdict, text, _) = of(&session);
        assert!(verdict.failed().iter().any(|failed| matches!(failed, Failed::FirstRank { .. })), "{verdict:?}");
        assert!(text.contains("local:0.2"), "every share names its space: {text}");
    }

    #[test]
    fn a_lead_whatever_the_weights_is_clear_and_level_ones_are_a_tie() {
        let mut session = flagship();
        let lead = session.alternatives[0].id.clone();
        for row in &mut session.scores {
            row.score = crate::model::CellScore::Exact(if row.alternative == lead { 5 } else { 2 });
        }
        let (verdict, text, _) = of(&session);
        assert_eq!(verdict.word(), "CLEAR");
        assert!(text.contains("no weights at all put another ahead"), "{text}");
        for row in &mut session.scores {
            row.score = crate::model::CellScore::Exact(3);
        }
        let (verdict, text, _) = of(&session);
        assert_eq!(verdict.word(), "TIE");
        assert!(text.contains("stand level at 3.00"), "{text}");
        let id: CriterionId = session.criteria[0].id.clone();
        session.apply(Edit::SetWeight { criterion: id, points: Points(0) }).unwrap();
        assert_eq!(of(&session).0.word(), "TIE");
    }
}
