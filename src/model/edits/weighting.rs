//! Edits of swings, rank order and pairwise comparisons.

use super::error::{EditError, EditResult};
use super::tables::replace;
use crate::model::document::criterion::Criterion;
use crate::model::document::edit::Edit;
use crate::model::document::session::Session;
use crate::model::document::weighting::{Pair, PairComparison, Swing, WeightingMethod};
use crate::model::values::id::CriterionId;

impl Pair {
    /// The edit that compares two criteria, given in either order.
    pub fn comparison_edit(one: &CriterionId, other: &CriterionId, says: Option<PairComparison>) -> Edit {
        let (first, second, says) =
            if one < other { (one, other, says) } else { (other, one, says.map(PairComparison::reversed)) };
        Edit::SetPair { first: first.clone(), second: second.clone(), says }
    }
}

pub(in crate::model) fn check_swing(worth: u32) -> Result<(), EditError> {
    if worth > 100 { Err(EditError::SwingTooLarge(worth)) } else { Ok(()) }
}

impl Session {
    pub(super) fn set_method(&mut self, method: WeightingMethod) -> EditResult {
        Ok(Edit::SetWay(std::mem::replace(&mut self.weighing.way, method)))
    }

    pub(super) fn set_method_until_complete(&mut self, method: WeightingMethod) -> EditResult {
        Ok(Edit::SetWayUntilComplete(std::mem::replace(&mut self.weighing.until_complete, method)))
    }

    pub(super) fn set_swing(&mut self, criterion: CriterionId, worth: Option<u32>) -> EditResult {
        self.position::<Criterion>(&criterion)?;
        worth.map_or(Ok(()), check_swing)?;
        let row = worth.map(|worth| Swing { criterion: criterion.clone(), worth });
        let matches = |row: &Swing| row.criterion == criterion;
        let worth = replace(&mut self.weighing.swings, matches, row).map(|row| row.worth);
        self.sort_tables();
        Ok(Edit::SetSwing { criterion, worth })
    }

    pub(super) fn set_order(&mut self, order: Vec<Vec<CriterionId>>) -> EditResult {
        self.check_order(&order)?;
        Ok(Edit::SetOrder(std::mem::replace(&mut self.weighing.order, order)))
    }

    /// Requires every criterion at most once, and no empty rank.
    pub(in crate::model) fn check_order(&self, order: &[Vec<CriterionId>]) -> Result<(), EditError> {
        let all: Vec<&CriterionId> = order.iter().flatten().collect();
        for (place, id) in all.iter().enumerate() {
            self.position::<Criterion>(id)?;
            if all[..place].contains(id) {
                return Err(EditError::Duplicate { kind: "rank for", id: id.to_string() });
            }
        }
        if order.iter().any(Vec::is_empty) { Err(EditError::EmptyRank) } else { Ok(()) }
    }

    /// Requires two existing criteria in alphabetical order, and a comparison on the scale.
    pub(in crate::model) fn check_pair(
        &self,
        first: &CriterionId,
        second: &CriterionId,
        says: Option<PairComparison>,
    ) -> Result<(), EditError> {
        self.position::<Criterion>(first)?;
        self.position::<Criterion>(second)?;
        if first >= second {
            return Err(EditError::UnorderedPair(first.to_string(), second.to_string()));
        }
        match says {
            Some(PairComparison::First(times) | PairComparison::Second(times))
                if !(1..=PairComparison::MAX_TIMES).contains(&times) =>
            {
                Err(EditError::InvalidComparison(times))
            }
            Some(PairComparison::First(_) | PairComparison::Second(_)) | None => Ok(()),
        }
    }

    pub(super) fn set_pair(
        &mut self,
        first: CriterionId,
        second: CriterionId,
        says: Option<PairComparison>,
    ) -> EditResult {
        self.check_pair(&first, &second, says)?;
        let row = says.map(|says| Pair { first: first.clone(), second: second.clone(), says });
        let matches = |row: &Pair| row.first == first && row.second == second;
        let says = replace(&mut self.weighing.pairs, matches, row).map(|row| row.says);
        self.sort_tables();
        Ok(Edit::SetPair { first, second, says })
    }
}
