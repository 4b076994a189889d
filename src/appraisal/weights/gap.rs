//! What a weighting method still lacks.

use super::entries::{criterion_pairs, criterion_rank, pair_ratio};
use crate::model::{Criterion, Points, Session, WeightingMethod};

/// What a weighting method lacks before weights follow from it. Criteria are given by their indices in the session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WeightingGap {
    /// These have no swing yet.
    Swings(Vec<usize>),
    /// Every swing is 0, so that nothing would matter.
    AllSwingsZero,
    /// These have no rank yet.
    Ranks(Vec<usize>),
    /// So many pairs of so many have not been compared, and this is the first of them.
    Pairs {
        /// How many are open.
        open: usize,
        /// How many there are.
        of: usize,
        /// The first that is open.
        first: (usize, usize),
    },
}

/// What the chosen way lacks.
pub fn find_gap(session: &Session) -> Option<WeightingGap> {
    find_gap_in(session, session.weighing.way)
}

/// The method that weights rest on: the chosen one if it is complete, else the one that was in use before if that is, else points.
pub fn method_in_use(session: &Session) -> WeightingMethod {
    let chosen = [session.weighing.way, session.weighing.until_complete];
    chosen.into_iter().find(|method| find_gap_in(session, *method).is_none()).unwrap_or(WeightingMethod::Points)
}

fn find_gap_in(session: &Session, method: WeightingMethod) -> Option<WeightingGap> {
    let weighing = &session.weighing;
    let without = |has: &dyn Fn(&Criterion) -> bool| -> Vec<usize> {
        session.criteria.iter().enumerate().filter(|(_, row)| !has(row)).map(|(at, _)| at).collect()
    };
    match method {
        WeightingMethod::Points => None,
        WeightingMethod::Swing => {
            let open = without(&|row| weighing.swing(&row.id).is_some());
            let is_nothing = || !session.criteria.is_empty() && weighing.swings.iter().all(|row| row.worth == 0);
            if open.is_empty() {
                is_nothing().then_some(WeightingGap::AllSwingsZero)
            } else {
                Some(WeightingGap::Swings(open))
            }
        }
        WeightingMethod::Order => {
            let open = without(&|row| criterion_rank(session, row).is_some());
            (!open.is_empty()).then_some(WeightingGap::Ranks(open))
        }
        WeightingMethod::Pairs => {
            let open: Vec<(usize, usize)> =
                criterion_pairs(session).filter(|pair| pair_ratio(session, *pair).is_none()).collect();
            let of = criterion_pairs(session).count();
            open.first().map(|first| WeightingGap::Pairs { open: open.len(), of, first: *first })
        }
    }
}

impl WeightingGap {
    /// What it lacks, in words without a full stop: `no swing yet for Cost and 2 more`.
    pub fn describe(&self, session: &Session) -> String {
        let name = |at: &usize| session.criteria.get(*at).map_or("", |row| row.name.as_str());
        let some = |places: &[usize]| match places {
            [] => String::new(),
            [one] => name(one).to_owned(),
            [one, other] => format!("{} and {}", name(one), name(other)),
            [one, rest @ ..] => format!("{} and {} more", name(one), rest.len()),
        };
        match self {
            Self::Swings(open) => format!("no swing yet for {}", some(open)),
            Self::AllSwingsZero => "every swing is 0: give the largest one 100".to_owned(),
            Self::Ranks(open) => format!("no rank yet for {}", some(open)),
            Self::Pairs { open, of, first: (one, other) } => {
                format!("{open} of {of} pairs are open; next: {} and {}", name(one), name(other))
            }
        }
    }
}

/// Whether a criterion has any weight, in the way that is in use.
pub fn has_weight(session: &Session, criterion: &Criterion) -> bool {
    match method_in_use(session) {
        WeightingMethod::Points => criterion.points > Points(0),
        WeightingMethod::Swing => session.weighing.swing(&criterion.id).unwrap_or(0) > 0,
        WeightingMethod::Order | WeightingMethod::Pairs => true,
    }
}
