//! What follows from a ranked matrix: stability of the lead, verdict, robustness, trade-off, growth, second opinions.

mod cheapest_range;
mod crossover_volume;
pub mod exchange;
pub mod failure_modes;
pub mod growth;
mod matrix_outcome;
mod must_haves;
mod names;
mod overlap;
mod ranking_lines;
pub mod risk_status;
pub mod robustness;
mod second_opinion;
mod slope_test;
mod stability;
pub mod task_lines;
pub mod tornado;
pub mod trade_off;
pub mod verdict;

pub use crossover_volume::{CrossoverVolume, crossover_volumes};
pub use failure_modes::{FailureMode, MitigationSwitch, SwitchSetting, failure_modes, priced_failure_modes};
pub use growth::{Growth, GrowthUnavailable};
pub use matrix_outcome::MatrixOutcome;
pub use must_haves::{describe_open_must_haves, describe_open_rivals};
pub use overlap::{Overlap, find_overlaps};
pub use ranking_lines::{RankingLine, describe_lead_change, describe_ranking};
pub use risk_status::{
    RiskState, RiskStatus, alternatives_in_use, column_risks, open_risks, priced_alternative_risks, priced_column_risks,
};
pub use robustness::RobustnessSummary;
pub use second_opinion::{OpinionMethod, SecondOpinion};
pub use stability::{LeadChange, LeadStability, WeightRange, WeightShift, open_cells};
pub use trade_off::{CostBenefitPoint, TradeOff, TradeOffUnavailable};
pub use verdict::{Call, Verdict};
