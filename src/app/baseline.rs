//! The state from which changes are shown: that at opening, or that at pinning.

use crate::appraisal::{Appraisal, Scope};
use std::collections::HashMap;

/// The figures of a column at the baseline.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BaselineStanding {
    /// Its rank, where it had one.
    pub rank: Option<usize>,
    /// Its total.
    pub total: Option<f64>,
    /// Its bill, USD per month.
    pub cost: Option<f64>,
    /// Its hours per month.
    pub hours: Option<f64>,
}

/// Every column of every scope, as it was.
#[derive(Debug, Clone, Default)]
pub struct Baseline {
    /// Whether it was pinned; otherwise it is the state at opening.
    pub pinned: bool,
    columns: HashMap<(Scope, String), BaselineStanding>,
}

impl Baseline {
    /// The present state.
    pub fn from_appraisal(appraisal: &Appraisal, pinned: bool) -> Self {
        let mut columns = HashMap::new();
        for matrix in &appraisal.matrices {
            for (at, column) in matrix.columns.iter().enumerate() {
                let standing = matrix.ranking.as_ref().and_then(|ranking| ranking.standings.get(at));
                let was = BaselineStanding {
                    rank: standing.and_then(|standing| standing.position.as_ref()).map(|place| place.rank),
                    total: standing.map(|standing| standing.total),
                    cost: column.offer.bill.as_ref().and_then(|bill| bill.known_monthly()).map(|monthly| monthly.get()),
                    hours: column.offer.burden.as_ref().map(|burden| burden.mean.get()),
                };
                columns.insert((matrix.scope.clone(), column.id.clone()), was);
            }
        }
        Self { pinned, columns }
    }

    /// What a column was, if it was there.
    pub fn standing(&self, scope: &Scope, column: &str) -> Option<&BaselineStanding> {
        self.columns.get(&(scope.clone(), column.to_owned()))
    }
}
