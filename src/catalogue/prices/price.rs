//! A price with its source, and the machine that it is for.

use super::status::PriceStatus;
use super::unit::PriceUnit;
use crate::model::Cloud;
use serde::Deserialize;

/// The size of a machine.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Machine {
    /// Sizes of one family differ only in size.
    pub family: String,
    /// vCPUs; shared-core sizes have fractions.
    pub vcpu: f64,
    /// Memory, in GiB.
    pub memory_gib: f64,
    /// GPUs.
    #[serde(default)]
    pub gpus: f64,
}

/// A price with its source.
#[derive(Debug, Clone, PartialEq)]
pub struct Price {
    /// Id on bills: `aws.lambda.req`.
    pub id: String,
    /// The cloud; none for what no cloud sells.
    pub cloud: Option<Cloud>,
    /// Region or scope.
    pub region: String,
    /// What it pays for.
    pub item: String,
    /// Value in `unit`.
    pub value: f64,
    /// Unit of the value.
    pub unit: PriceUnit,
    /// The machine, for on-demand machine prices.
    pub machine: Option<Machine>,
    /// USD for an uninterrupted month of 730 hours, where the provider discounts sustained use.
    pub sustained_month: Option<f64>,
    /// Source.
    pub source: String,
    /// Day, month or year of the source, or 'undated'.
    pub date: String,
    /// How reliable it is.
    pub status: PriceStatus,
    /// A caveat; may be empty.
    pub note: String,
}
