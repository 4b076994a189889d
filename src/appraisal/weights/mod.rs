//! The weight of each criterion, from points, swings, ranks or pairwise comparisons.

mod consistency;
mod entries;
mod gap;
mod group;
mod swing;
mod weighting;

pub use consistency::{Consistency, describe_inconsistency};
pub use entries::{criterion_pairs, criterion_rank, display_order, pair_ratio};
pub use gap::{WeightingGap, find_gap, has_weight, method_in_use};
pub use group::{CriterionGroup, group_criteria};
pub use swing::{SwingQuestion, next_swing_question, outdated_swings, swing_range};
pub use weighting::{WeightUnit, Weights};
