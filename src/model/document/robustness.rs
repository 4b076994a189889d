//! Settings of the robustness analysis: draws, and what counts as a clear lead.

use super::fields::fields;
use serde::{Deserialize, Serialize};

/// Settings of the robustness analysis. The same seed, count and space give the same figures.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename = "Robustness", default, deny_unknown_fields)]
pub struct RobustnessSettings {
    /// Draws of weights, at least 1.
    pub samples: u32,
    /// Seed of the draws.
    pub seed: u64,
    /// Which weights are drawn.
    pub space: WeightSpaceKind,
    /// How far the local space reaches from the present weights, in per cent of all weight, 0 to 100.
    pub spread: u32,
    /// Share of the draws that a clear leader wins at least, in per cent, 0 to 100.
    pub first_rank: u32,
    /// Weight that must move before a rival draws level with a clear leader, in per cent of all weight, 0 to 100.
    pub shift: u32,
}

fields! {
    /// A setting of the robustness analysis.
    RobustnessField of RobustnessSettings {
        Samples => samples: u32,
        Seed => seed: u64,
        Space => space: WeightSpaceKind,
        Spread => spread: u32,
        FirstRank => first_rank: u32,
        Shift => shift: u32,
    }
}

impl RobustnessSettings {
    pub const MAX_SAMPLES: u32 = 10_000_000;
}

impl Default for RobustnessSettings {
    fn default() -> Self {
        Self { samples: 1_000_000, seed: 1, space: WeightSpaceKind::default(), spread: 20, first_rank: 50, shift: 5 }
    }
}

/// Which weights are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum WeightSpaceKind {
    /// Weights around the present ones, as far as the spread reaches.
    #[default]
    Local,
    /// Weights in the order of the present ones.
    Ordinal,
    /// All weights.
    Simplex,
}

impl WeightSpaceKind {
    pub const ALL: [Self; 3] = [Self::Local, Self::Ordinal, Self::Simplex];
}
