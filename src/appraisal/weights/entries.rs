//! What has been entered: ranks and pairwise comparisons, by the positions of criteria.

use crate::model::{Criterion, Session, WeightingMethod};

/// Every pair of criteria, in the order in which they are compared.
pub fn criterion_pairs(session: &Session) -> impl Iterator<Item = (usize, usize)> {
    let count = session.criteria.len();
    (0..count).flat_map(move |one| (one + 1..count).map(move |other| (one, other)))
}

/// How many times as important the first of a pair is as the second, if it was said.
pub fn pair_ratio(session: &Session, (one, other): (usize, usize)) -> Option<f64> {
    let (one, other) = (session.criteria.get(one)?, session.criteria.get(other)?);
    session.weighing.importance_ratio(&one.id, &other.id)
}

/// The rank of a criterion in the order, the most important being 0; none while it has no place in it.
pub fn criterion_rank(session: &Session, criterion: &Criterion) -> Option<usize> {
    session.weighing.order.iter().position(|rank| rank.contains(&criterion.id))
}

/// The criteria in the order in which they are listed while weights are entered: by rank where an order is given, those
/// without a rank last; otherwise as in the session.
pub fn display_order(session: &Session) -> Vec<usize> {
    let mut places: Vec<usize> = (0..session.criteria.len()).collect();
    if session.weighing.way == WeightingMethod::Order {
        places.sort_by_key(|at| {
            session.criteria.get(*at).and_then(|row| criterion_rank(session, row)).unwrap_or(usize::MAX)
        });
    }
    places
}
