//! The ways to come to weights. What was entered in one way stays while another is in use.

use super::apply::{EditError, EditResult, position, replace};
use super::edit::Edit;
use super::id::CriterionId;
use super::session::Session;
use serde::{Deserialize, Serialize};

/// How weights are come by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum WeightingMethod {
    /// Points, as entered.
    #[default]
    Points,
    /// Swings: what moving each criterion from its worst to its best is worth beside the largest such move.
    Swing,
    /// An order of importance, turned into rank-order centroids.
    Order,
    /// Pairs: how much more important one criterion is than another.
    Pairs,
}

impl WeightingMethod {
    /// Every way, in order.
    pub const ALL: [Self; 4] = [Self::Points, Self::Swing, Self::Order, Self::Pairs];

    /// As it is printed.
    pub fn label(self) -> &'static str {
        match self {
            Self::Points => "points",
            Self::Swing => "swing",
            Self::Order => "rank order",
            Self::Pairs => "pairs",
        }
    }
}

/// What was entered, in each way but points, which stand with the criteria.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Weighting {
    /// The way in use.
    pub way: WeightingMethod,
    /// Swings.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub swings: Vec<Swing>,
    /// Criteria from the most important to the least; those that are equally important share a rank.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub order: Vec<Vec<CriterionId>>,
    /// Pairs that were compared.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub pairs: Vec<Pair>,
}

/// What moving a criterion from its worst to its best is worth.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Swing {
    /// Which criterion.
    pub criterion: CriterionId,
    /// 0 to 100, where 100 is the largest swing of all.
    pub worth: u32,
}

/// How two criteria compare.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pair {
    /// One of them: the one whose id comes first in the alphabet, so that a pair has one spelling.
    pub first: CriterionId,
    /// The other.
    pub second: CriterionId,
    /// How the first compares with the second.
    pub says: PairComparison,
}

/// A comparison on the scale from 1 (equal) to 9 (extremely more important).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum PairComparison {
    /// The first is so many times as important, 1 to 9.
    First(u8),
    /// The second is so many times as important, 1 to 9.
    Second(u8),
}

impl PairComparison {
    /// The largest figure of the scale.
    pub const MAX_TIMES: u8 = 9;

    /// How many times as important the first is: 1/9 to 9.
    pub fn ratio(self) -> f64 {
        match self {
            Self::First(times) => f64::from(times),
            Self::Second(times) => 1.0 / f64::from(times),
        }
    }

    pub(super) fn check(self) -> Result<(), EditError> {
        let (Self::First(times) | Self::Second(times)) = self;
        if (1..=Self::MAX_TIMES).contains(&times) { Ok(()) } else { Err(EditError::Comparison(times)) }
    }
}

impl Pair {
    /// The edit that says how one criterion compares with another, whichever of the two is named first.
    pub fn comparison_edit(one: &CriterionId, other: &CriterionId, says: Option<PairComparison>) -> Edit {
        if one < other {
            return Edit::SetPair { first: one.clone(), second: other.clone(), says };
        }
        let says = says.map(|says| match says {
            PairComparison::First(times) => PairComparison::Second(times),
            PairComparison::Second(times) => PairComparison::First(times),
        });
        Edit::SetPair { first: other.clone(), second: one.clone(), says }
    }
}

impl Weighting {
    /// What a criterion's swing is worth, if it was said.
    pub fn swing(&self, criterion: &CriterionId) -> Option<u32> {
        self.swings.iter().find(|row| row.criterion == *criterion).map(|row| row.worth)
    }

    /// How many times as important the first is as the second, whichever way round it was entered.
    pub fn importance_ratio(&self, first: &CriterionId, second: &CriterionId) -> Option<f64> {
        self.pairs.iter().find_map(|row| match () {
            () if row.first == *first && row.second == *second => Some(row.says.ratio()),
            () if row.first == *second && row.second == *first => Some(1.0 / row.says.ratio()),
            () => None,
        })
    }

    /// Whether it says anything about this criterion.
    pub fn refers_to(&self, id: &CriterionId) -> bool {
        self.swing(id).is_some()
            || self.order.iter().flatten().any(|row| row == id)
            || self.pairs.iter().any(|row| row.first == *id || row.second == *id)
    }

    /// The order without this criterion, and without ranks that nobody holds.
    pub fn order_without(&self, id: &CriterionId) -> Vec<Vec<CriterionId>> {
        let without = |rank: &Vec<CriterionId>| rank.iter().filter(|row| *row != id).cloned().collect::<Vec<_>>();
        self.order.iter().map(without).filter(|rank| !rank.is_empty()).collect()
    }
}

impl Session {
    pub(super) fn set_way(&mut self, way: WeightingMethod) -> EditResult {
        Ok(Edit::SetWay(std::mem::replace(&mut self.weighing.way, way)))
    }

    pub(super) fn set_swing(&mut self, criterion: CriterionId, worth: Option<u32>) -> EditResult {
        position(&self.criteria, criterion.as_str())?;
        if let Some(worth) = worth.filter(|worth| *worth > 100) {
            return Err(EditError::Swing(worth));
        }
        let row = worth.map(|worth| Swing { criterion: criterion.clone(), worth });
        let mine = |row: &Swing| row.criterion == criterion;
        let worth = replace(&mut self.weighing.swings, mine, row).map(|row| row.worth);
        self.sorted_inverse(Edit::SetSwing { criterion, worth })
    }

    pub(super) fn set_order(&mut self, order: Vec<Vec<CriterionId>>) -> EditResult {
        self.check_order(&order)?;
        Ok(Edit::SetOrder(std::mem::replace(&mut self.weighing.order, order)))
    }

    /// Every criterion at most once, and no empty rank.
    pub(super) fn check_order(&self, order: &[Vec<CriterionId>]) -> Result<(), EditError> {
        let all: Vec<&CriterionId> = order.iter().flatten().collect();
        for (place, id) in all.iter().enumerate() {
            position(&self.criteria, id.as_str())?;
            if all[..place].contains(id) {
                return Err(EditError::Taken { what: "rank for", id: id.to_string() });
            }
        }
        if order.iter().any(Vec::is_empty) {
            return Err(EditError::EmptyRank);
        }
        Ok(())
    }

    /// Two criteria that there are, in the one order, and a comparison on the scale.
    pub(super) fn check_pair(
        &self,
        first: &CriterionId,
        second: &CriterionId,
        says: Option<PairComparison>,
    ) -> Result<(), EditError> {
        position(&self.criteria, first.as_str())?;
        position(&self.criteria, second.as_str())?;
        if first >= second {
            return Err(EditError::PairOrder(first.0.clone(), second.0.clone()));
        }
        says.map_or(Ok(()), PairComparison::check)
    }

    pub(super) fn set_pair(
        &mut self,
        first: CriterionId,
        second: CriterionId,
        says: Option<PairComparison>,
    ) -> EditResult {
        self.check_pair(&first, &second, says)?;
        let row = says.map(|says| Pair { first: first.clone(), second: second.clone(), says });
        let mine = |row: &Pair| row.first == first && row.second == second;
        let says = replace(&mut self.weighing.pairs, mine, row).map(|row| row.says);
        self.sorted_inverse(Edit::SetPair { first, second, says })
    }
}
