//! Swing weighting: what is asked next, and which answers are outdated.

use crate::model::LogAction;
use crate::model::edit::CriterionField;
use crate::model::number::format_number;
use crate::model::number::format_significant;
use crate::model::{Anchors, Criterion, Edit, Measure, Session};

/// The worst and the best between which a criterion's swing is compared: its anchors in the matrix on screen, with their unit, or
/// what the rubric says of 1 and 5. None where nothing is said of either end.
pub fn swing_range(session: &Session, criterion: &Criterion, anchors: Option<Anchors>) -> Option<(String, String)> {
    let figure = |value: f64| if value.fract() == 0.0 { format_significant(value) } else { format_number(value) };
    let unit = match &criterion.measure {
        Measure::Judged => {
            let level = |level| session.rubric(&criterion.id, level).map(str::to_owned);
            return match (level(1), level(5)) {
                (None, None) => None,
                (worst, best) => {
                    Some((worst.unwrap_or_else(|| "a 1".to_owned()), best.unwrap_or_else(|| "a 5".to_owned())))
                }
            };
        }
        Measure::Measured { unit, .. } => unit.as_str(),
        Measure::Derived { source, .. } => source.unit(),
    };
    let anchors = anchors?;
    Some((figure(anchors.worst.get()), format!("{} {unit}", figure(anchors.best.get()))))
}

/// The criteria whose anchors, or the two ends of whose rubric, were changed after their swing was given, by the log: what was
/// answered was about another range.
pub fn outdated_swings(session: &Session) -> Vec<usize> {
    let mut edits: Vec<&Edit> = Vec::new();
    for entry in &session.log {
        match entry.act {
            LogAction::Edit | LogAction::Redo => edits.push(&entry.edit),
            LogAction::Undo => drop(edits.pop()),
        }
    }
    let mut flat = Vec::new();
    edits.iter().for_each(|edit| flatten_batch(edit, &mut flat));
    let is_outdated = |row: &Criterion| {
        let given =
            flat.iter().rposition(|edit| matches!(edit, Edit::SetSwing { criterion, .. } if *criterion == row.id));
        let moved = flat.iter().rposition(|edit| changes_swing_range(edit, row));
        given.zip(moved).is_some_and(|(given, moved)| moved > given) && session.weighing.swing(&row.id).is_some()
    };
    session.criteria.iter().enumerate().filter(|(_, row)| is_outdated(row)).map(|(at, _)| at).collect()
}

fn flatten_batch<'a>(edit: &'a Edit, into: &mut Vec<&'a Edit>) {
    match edit {
        Edit::Batch(edits) => edits.iter().for_each(|edit| flatten_batch(edit, into)),
        edit => into.push(edit),
    }
}

fn changes_swing_range(edit: &Edit, row: &Criterion) -> bool {
    match edit {
        Edit::SetCriterion { id, field: CriterionField::Measure(_) } => *id == row.id,
        Edit::SetRubric { criterion, level: 1 | 5, .. } => *criterion == row.id,
        _ => false,
    }
}

/// What is asked next about swings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SwingQuestion {
    /// None is 100 yet: which one would be moved first?
    First,
    /// How much is moving this one worth beside moving the first, both by index?
    Relative {
        /// The one that is compared.
        criterion: usize,
        /// The one that is 100.
        first: usize,
    },
    /// Nothing is left to ask.
    Done,
}

/// What to ask next, `here` being the criterion under the cursor: about that one if it is open, else about the first that is.
pub fn next_swing_question(session: &Session, here: Option<usize>) -> SwingQuestion {
    let worth = |at: usize| session.criteria.get(at).and_then(|row| session.weighing.swing(&row.id));
    let Some(first) = (0..session.criteria.len()).find(|at| worth(*at) == Some(100)) else {
        return SwingQuestion::First;
    };
    let open = |at: &usize| worth(*at).is_none();
    let criterion = here.filter(open).or_else(|| (0..session.criteria.len()).find(open));
    criterion.map_or(SwingQuestion::Done, |criterion| SwingQuestion::Relative { criterion, first })
}
