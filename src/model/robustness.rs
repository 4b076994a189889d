//! How it is tried whether the outcome holds: draws, and what counts as clear.

use super::apply::EditError;
use serde::{Deserialize, Serialize};

/// How it is tried whether the outcome holds. With the same seed, count and space a reviewer gets the same figures.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RobustnessSettings {
    /// Draws of weights, at least 1.
    pub samples: u32,
    /// What the draws begin with.
    pub seed: u64,
    /// Which weights are drawn.
    pub space: WeightSpaceKind,
    /// How much of the weight is up for discussion when the verdict is found, in per cent, 0 to 100.
    pub spread: u32,
    /// The share of draws that a clear leader wins at least, in per cent, 0 to 100.
    pub first_rank: u32,
    /// The weight that must move before a rival draws level with a clear leader, in hundredths of all weight, 0 to 100.
    pub shift: u32,
}

impl Default for RobustnessSettings {
    fn default() -> Self {
        Self { samples: 1_000_000, seed: 1, space: WeightSpaceKind::default(), spread: 20, first_rank: 50, shift: 5 }
    }
}

/// Which weights are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum WeightSpaceKind {
    /// Those around the present weights, as far as the spread goes.
    #[default]
    Local,
    /// Those that keep the order of the present weights.
    Ordinal,
    /// All.
    Simplex,
}

impl WeightSpaceKind {
    /// Every one, in order.
    pub const ALL: [Self; 3] = [Self::Local, Self::Ordinal, Self::Simplex];
}

impl RobustnessSettings {
    /// The most draws that anybody waits for.
    pub const MAX_SAMPLES: u32 = 10_000_000;

    /// Refuses counts and shares that mean nothing.
    pub(super) fn check(&self) -> Result<(), EditError> {
        if !(1..=Self::MAX_SAMPLES).contains(&self.samples) {
            return Err(EditError::Samples(self.samples));
        }
        for (what, value) in [("spread", self.spread), ("first_rank", self.first_rank), ("shift", self.shift)] {
            if value > 100 {
                return Err(EditError::PerCent(what, value));
            }
        }
        Ok(())
    }
}
