//! What is bought, and for which workloads.

use super::safeguards::Safeguards;
use crate::catalogue::limits::LimitBook;
use crate::catalogue::{PlatformKind, PriceBook};
use crate::model::{Cloud, Commitment, Demand, Market};

/// What is bought, where, and on which terms.
#[derive(Debug, Clone, Copy)]
pub struct Purchase<'a> {
    pub kind: PlatformKind,
    pub cloud: Cloud,
    /// How long machines are paid for in advance.
    pub commitment: Commitment,
    /// The version in use is past its standard support.
    pub extended_support: bool,
    /// The number of environments, production included.
    pub environments: u32,
    pub safeguards: Safeguards,
    /// The length of the month, and whether free allowances are deducted.
    pub market: &'a Market,
    pub book: &'a PriceBook,
    /// The sizes that are sold, among the platforms' published limits.
    pub limits: &'a LimitBook,
}

/// The demand of a workload.
#[derive(Debug, Clone, Copy)]
pub struct NamedDemand<'a> {
    /// The workload's name in lines and notes.
    pub name: &'a str,
    pub demand: &'a Demand,
}
