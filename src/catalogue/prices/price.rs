//! One price with its provenance, and the machine that it buys.

use super::{PriceStatus, PriceUnit};
use crate::model::Cloud;
use serde::Deserialize;

/// The size of a machine.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Machine {
    /// Sizes of one family differ only in how much there is of it.
    pub family: String,
    /// Virtual processors; shared-core sizes have a part of one.
    pub vcpu: f64,
    /// Memory, in GiB.
    pub memory_gib: f64,
    /// Graphics processors.
    #[serde(default)]
    pub gpus: f64,
}

/// A price with its provenance.
#[derive(Debug, Clone, PartialEq)]
pub struct Price {
    /// What bills call it by: `aws.lambda.req`.
    pub id: String,
    /// Whose price it is; none for what no cloud of the book sells.
    pub cloud: Option<Cloud>,
    /// Where it holds.
    pub region: String,
    /// What is bought.
    pub item: String,
    /// How much, in `unit`.
    pub value: f64,
    /// What the value counts.
    pub unit: PriceUnit,
    /// The machine, when one is bought on demand.
    pub machine: Option<Machine>,
    /// USD for a month of 730 hours without a break, where the provider gives sustained use for less.
    pub sustained_month: Option<f64>,
    /// Where it was read.
    pub source: String,
    /// The day, month or year of the source, or 'undated'.
    pub date: String,
    /// How far it is to be trusted.
    pub status: PriceStatus,
    /// What must be known of it.
    pub note: String,
}
