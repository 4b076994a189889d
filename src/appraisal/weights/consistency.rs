//! How consistent pairwise comparisons are.

use super::entries::pair_ratio;
use crate::analysis::ahp::{INCONSISTENCY_LIMIT, RANDOM_INDEX_TABLE};
use crate::model::Session;
use crate::model::number::format_number;

/// `the pairwise comparisons contradict each other (consistency ratio 1.15, acceptable below 0.10)`.
pub fn describe_inconsistency(ratio: f64) -> String {
    format!(
        "the pairwise comparisons contradict each other (consistency ratio {ratio:.2}, acceptable below \
         {INCONSISTENCY_LIMIT:.2})"
    )
}

/// How well pairs agree with each other.
#[derive(Debug, Clone, PartialEq)]
pub struct Consistency {
    /// The consistency ratio: 0 where all agree; none where there are more criteria than the table of random indices has.
    pub ratio: Option<f64>,
    /// The three criteria, by index, whose answers contradict each other most, if any do.
    pub worst: Option<[usize; 3]>,
}

impl Consistency {
    /// Whether the answers agree well enough.
    pub fn is_consistent(&self) -> bool {
        self.ratio.is_some_and(|ratio| ratio < INCONSISTENCY_LIMIT)
    }

    /// `consistency ratio 0.07 (random index: Saaty 1980): below 0.10, so the answers agree`.
    pub fn describe(&self) -> String {
        let Some(ratio) = self.ratio else {
            return format!("the random index of {RANDOM_INDEX_TABLE} ends at ten criteria: no consistency ratio");
        };
        let rest = if self.is_consistent() {
            format!("below {INCONSISTENCY_LIMIT:.2}, acceptable")
        } else {
            format!("{INCONSISTENCY_LIMIT:.2} or more: the answers contradict each other")
        };
        format!("consistency ratio {ratio:.3} (random index: {RANDOM_INDEX_TABLE}): {rest}")
    }

    /// The three answers that contradict each other most: `Cost is 3 times Skill, and Skill 5 times Lock-in; that makes Cost 15
    /// times Lock-in, but 2 was said`. None where the answers agree.
    pub fn describe_contradiction(&self, session: &Session) -> Option<String> {
        let [a, b, c] = self.worst?;
        let name = |at: usize| session.criteria.get(at).map_or("", |row| row.name.as_str());
        let (ab, bc, ac) = (pair_ratio(session, (a, b))?, pair_ratio(session, (b, c))?, pair_ratio(session, (a, c))?);
        let times =
            |value: f64| if value >= 1.0 { format_number(value) } else { format!("1/{}", format_number(1.0 / value)) };
        Some(format!(
            "review {0}, {1} and {2}: {0} is {3} times {1} and {1} {4} times {2}, which implies {0} {5} times {2}, but {6} was entered",
            name(a),
            name(b),
            name(c),
            times(ab),
            times(bc),
            times(ab * bc),
            times(ac)
        ))
    }
}
