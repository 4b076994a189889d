//! Weighting methods. Input of one method is kept while another is in use.

use crate::model::values::default::is_default;
use crate::model::values::id::CriterionId;
use serde::{Deserialize, Serialize};

/// How weights are elicited.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum WeightingMethod {
    /// Direct points.
    #[default]
    Points,
    /// Swing weights: the value of moving a criterion from worst to best, relative to the largest such move.
    Swing,
    /// Order of importance, turned into rank-order centroids.
    Order,
    /// Pairwise comparison: how much more important one criterion is than another.
    Pairs,
}

impl WeightingMethod {
    pub const ALL: [Self; 4] = [Self::Points, Self::Swing, Self::Order, Self::Pairs];

    pub fn label(self) -> &'static str {
        match self {
            Self::Points => "points",
            Self::Swing => "swing",
            Self::Order => "rank order",
            Self::Pairs => "pairs",
        }
    }
}

/// The input of every method except points, which are stored with the criteria.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename = "Weighing", default, deny_unknown_fields)]
pub struct Weighting {
    /// The method in use, once it is complete.
    pub way: WeightingMethod,
    /// The method that weights rest on until then.
    #[serde(skip_serializing_if = "is_default")]
    pub until_complete: WeightingMethod,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub swings: Vec<Swing>,
    /// Criteria from the most important to the least; equally important ones share a rank.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub order: Vec<Vec<CriterionId>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub pairs: Vec<Pair>,
}

/// The value of moving a criterion from its worst to its best.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Swing {
    pub criterion: CriterionId,
    /// 0 to 100, where 100 is the largest swing.
    pub worth: u32,
}

/// A comparison of two criteria.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pair {
    /// The id that is first in alphabetical order, so that each pair has one spelling.
    pub first: CriterionId,
    pub second: CriterionId,
    pub says: PairComparison,
}

/// A comparison on the scale from 1 (equally important) to 9 (extremely more important).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum PairComparison {
    /// The first is this many times as important, 1 to 9.
    First(u8),
    /// The second is this many times as important, 1 to 9.
    Second(u8),
}

impl PairComparison {
    /// The end of the scale.
    pub const MAX_TIMES: u8 = 9;

    /// How many times as important the first is: 1/9 to 9.
    pub fn ratio(self) -> f64 {
        match self {
            Self::First(times) => f64::from(times),
            Self::Second(times) => 1.0 / f64::from(times),
        }
    }

    /// The same comparison with the two criteria exchanged.
    pub fn reversed(self) -> Self {
        match self {
            Self::First(times) => Self::Second(times),
            Self::Second(times) => Self::First(times),
        }
    }
}

impl Weighting {
    /// The swing of a criterion, 0 to 100.
    pub fn swing(&self, criterion: &CriterionId) -> Option<u32> {
        self.swings.iter().find(|row| row.criterion == *criterion).map(|row| row.worth)
    }

    /// How many times as important the first is as the second, in whichever order the pair was entered.
    pub fn importance_ratio(&self, first: &CriterionId, second: &CriterionId) -> Option<f64> {
        self.pairs.iter().find_map(|row| match () {
            () if row.first == *first && row.second == *second => Some(row.says.ratio()),
            () if row.first == *second && row.second == *first => Some(1.0 / row.says.ratio()),
            () => None,
        })
    }

    /// Whether a swing, a rank or a pair refers to this criterion.
    pub fn refers_to(&self, id: &CriterionId) -> bool {
        self.swing(id).is_some()
            || self.order.iter().flatten().any(|row| row == id)
            || self.pairs.iter().any(|row| row.first == *id || row.second == *id)
    }

    /// The order without this criterion and without ranks that become empty.
    pub fn order_without(&self, id: &CriterionId) -> Vec<Vec<CriterionId>> {
        let without = |rank: &Vec<CriterionId>| rank.iter().filter(|row| *row != id).cloned().collect::<Vec<_>>();
        self.order.iter().map(without).filter(|rank| !rank.is_empty()).collect()
    }
}
