//! Where compute is bought, and on which terms.

use super::fields::fields;
use crate::model::values::default::is_default;
use serde::{Deserialize, Serialize};

/// A cloud provider with prices in the catalogue.
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
    pub const ALL: [Self; 3] = [Self::Aws, Self::Gcp, Self::Azure];

    pub fn label(self) -> &'static str {
        match self {
            Self::Aws => "AWS",
            Self::Gcp => "GCP",
            Self::Azure => "Azure",
        }
    }

    /// The region that the embedded prices are for.
    pub fn home_region(self) -> &'static str {
        match self {
            Self::Aws => "us-east-1",
            Self::Gcp => "us-central1",
            Self::Azure => "eastus",
        }
    }
}

/// Commitment term of compute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Commitment {
    /// No commitment.
    #[default]
    OnDemand,
    OneYear,
    ThreeYears,
    /// No commitment, at the price of spare capacity that the provider may reclaim at short notice.
    Spot,
}

impl Commitment {
    pub const ALL: [Self; 4] = [Self::OnDemand, Self::OneYear, Self::ThreeYears, Self::Spot];

    pub fn label(self) -> &'static str {
        match self {
            Self::OnDemand => "none",
            Self::OneYear => "1 year",
            Self::ThreeYears => "3 years",
            Self::Spot => "spot",
        }
    }

    pub fn is_prepaid(self) -> bool {
        match self {
            Self::OneYear | Self::ThreeYears => true,
            Self::OnDemand | Self::Spot => false,
        }
    }
}

/// Length of a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Month {
    /// 730 hours, a twelfth of a year.
    #[default]
    Hours730,
    /// 30 days of 24 hours.
    Days30,
}

impl Month {
    pub fn hours(self) -> f64 {
        match self {
            Self::Hours730 => 730.0,
            Self::Days30 => 720.0,
        }
    }

    pub fn days(self) -> f64 {
        self.hours() / 24.0
    }
}

/// Whether costs include the team's hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum LabourPolicy {
    /// Only while no criterion weighs the hours themselves, so that they do not count twice.
    #[default]
    Auto,
    On,
    Off,
}

impl LabourPolicy {
    pub const ALL: [Self; 3] = [Self::Auto, Self::On, Self::Off];

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
    pub region: String,
    /// Label of amounts; nothing is converted.
    pub currency: String,
    /// Length of a month.
    pub month: Month,
    /// Whether free allowances are deducted.
    pub free_tier: bool,
    /// The commitment term, unless an alternative names its own.
    #[serde(skip_serializing_if = "is_default")]
    pub commitment: Commitment,
    #[serde(skip_serializing_if = "is_default")]
    pub labour: LabourPolicy,
}

fields! {
    /// A field of the market.
    MarketField of Market {
        Cloud => cloud: Cloud,
        Region => region: String,
        Currency => currency: String,
        Month => month: Month,
        FreeTier => free_tier: bool,
        Commitment => commitment: Commitment,
        Labour => labour: LabourPolicy,
    }
}

impl Market {
    /// The region whose prices stand in for that of purchases on a cloud, and that one; none where they are the same, or nobody has
    /// said which it is, as of another cloud than the market's.
    pub fn unpriced_region(&self, cloud: Cloud) -> Option<(&'static str, &str)> {
        let (priced, wanted) = (cloud.home_region(), self.region.trim());
        (cloud == self.cloud && !wanted.is_empty() && wanted != priced).then_some((priced, wanted))
    }
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
