//! Where compute is bought, and on what terms.

use super::is_default;
use serde::{Deserialize, Serialize};

/// A cloud whose prices the book holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum Cloud {
    /// Amazon Web Services, us-east-1.
    #[default]
    Aws,
    /// Google Cloud, us-central1.
    Gcp,
    /// Microsoft Azure, eastus.
    Azure,
}

impl Cloud {
    /// Every cloud, in order.
    pub const ALL: [Self; 3] = [Self::Aws, Self::Gcp, Self::Azure];

    /// As it is printed.
    pub fn label(self) -> &'static str {
        match self {
            Self::Aws => "AWS",
            Self::Gcp => "GCP",
            Self::Azure => "Azure",
        }
    }

    /// The region that the shipped book prices.
    pub fn home_region(self) -> &'static str {
        match self {
            Self::Aws => "us-east-1",
            Self::Gcp => "us-central1",
            Self::Azure => "eastus",
        }
    }
}

/// How machines are paid for: by the hour, in advance, or as spare capacity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Commitment {
    /// Not at all.
    #[default]
    OnDemand,
    /// One year.
    OneYear,
    /// Three years.
    ThreeYears,
    /// Not at all, at the price of spare capacity that the provider may take back at short notice.
    Spot,
}

impl Commitment {
    /// Every term, in order.
    pub const ALL: [Self; 4] = [Self::OnDemand, Self::OneYear, Self::ThreeYears, Self::Spot];

    /// As it is printed.
    pub fn label(self) -> &'static str {
        match self {
            Self::OnDemand => "none",
            Self::OneYear => "1 year",
            Self::ThreeYears => "3 years",
            Self::Spot => "spot",
        }
    }

    /// Whether something is paid for in advance.
    pub fn is_prepaid(self) -> bool {
        matches!(self, Self::OneYear | Self::ThreeYears)
    }
}

/// How long a month is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Month {
    /// 730 hours, a twelfth of a year.
    #[default]
    Hours730,
    /// 30 days of 24 hours.
    Days30,
}

impl Month {
    /// Hours in it.
    pub fn hours(self) -> f64 {
        match self {
            Self::Hours730 => 730.0,
            Self::Days30 => 720.0,
        }
    }

    /// Days in it.
    pub fn days(self) -> f64 {
        self.hours() / 24.0
    }
}

/// Whether the money contains the cost of the team's hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum LabourPolicy {
    /// Only while no criterion weighs the hours themselves, so that they never count twice.
    #[default]
    Auto,
    /// Always.
    On,
    /// Never.
    Off,
}

impl LabourPolicy {
    /// Every one, in order.
    pub const ALL: [Self; 3] = [Self::Auto, Self::On, Self::Off];

    /// As it is printed.
    pub fn label(self) -> &'static str {
        match self {
            Self::Auto => "unless weighed",
            Self::On => "always",
            Self::Off => "never",
        }
    }
}

/// Where compute is bought.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Market {
    /// The cloud, unless an alternative names its own.
    pub cloud: Cloud,
    /// Its region.
    pub region: String,
    /// What amounts are shown in.
    pub currency: String,
    /// How long a month is.
    pub month: Month,
    /// Whether free allowances are taken off.
    pub free_tier: bool,
    /// How long machines are paid for in advance, unless an alternative says otherwise.
    #[serde(skip_serializing_if = "is_default")]
    pub commitment: Commitment,
    /// Whether the money contains the cost of hours.
    #[serde(skip_serializing_if = "is_default")]
    pub labour: LabourPolicy,
}

impl Default for Market {
    fn default() -> Self {
        Self {
            cloud: Cloud::Aws,
            region: Cloud::Aws.home_region().to_owned(),
            currency: "USD".to_owned(),
            month: Month::Hours730,
            free_tier: false,
            commitment: Commitment::OnDemand,
            labour: LabourPolicy::Auto,
        }
    }
}
