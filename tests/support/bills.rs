//! Purchases and bills at the prices of the shipped book.

use std::sync::LazyLock;
use weighbridge::catalogue::limits::LimitBook;
use weighbridge::catalogue::{PlatformKind, PriceBook};
use weighbridge::cost::{Bill, NamedDemand, Purchase, Safeguards, compute_bill};
use weighbridge::model::{Cloud, Commitment, Demand, Market};

pub static BOOK: LazyLock<PriceBook> = LazyLock::new(|| PriceBook::shipped().unwrap());
pub static LIMITS: LazyLock<LimitBook> = LazyLock::new(|| LimitBook::shipped().unwrap());

/// One environment without safeguards, on the terms of the market.
pub fn purchase(kind: PlatformKind, cloud: Cloud, market: &Market) -> Purchase<'_> {
    Purchase {
        kind,
        cloud,
        commitment: market.commitment,
        extended_support: false,
        environments: 1,
        safeguards: Safeguards::default(),
        market,
        book: &BOOK,
        limits: &LIMITS,
    }
}

/// What is bought and how.
#[derive(Debug, Clone)]
pub struct Setting {
    pub kind: PlatformKind,
    pub cloud: Cloud,
    pub extended_support: bool,
    pub environments: u32,
    pub safeguards: Safeguards,
    /// With the commitment.
    pub market: Market,
}

/// One environment on demand, without allowances.
pub fn on(kind: PlatformKind, cloud: Cloud) -> Setting {
    let (safeguards, market) = (Safeguards::default(), Market::default());
    Setting { kind, cloud, extended_support: false, environments: 1, safeguards, market }
}

impl Setting {
    pub fn purchase(&self) -> Purchase<'_> {
        let Self { kind, cloud, extended_support, environments, safeguards, ref market } = *self;
        Purchase { extended_support, environments, safeguards, ..purchase(kind, cloud, market) }
    }

    pub fn bill(&self, demands: &[(&str, &Demand)]) -> Bill {
        let demands: Vec<NamedDemand> = demands.iter().map(|&(name, demand)| NamedDemand { name, demand }).collect();
        compute_bill(&self.purchase(), &demands)
    }

    pub fn with_free_tier(mut self) -> Self {
        self.market.free_tier = true;
        self
    }

    pub fn committed(mut self, commitment: Commitment) -> Self {
        self.market.commitment = commitment;
        self
    }
}

#[track_caller]
pub fn near(actual: f64, expected: f64) {
    assert!((actual - expected).abs() <= 1e-6 * expected.abs(), "{actual} is not {expected}");
}

/// USD per month of all lines at one price.
pub fn amount(bill: &Bill, id: &str) -> f64 {
    bill.lines.iter().filter(|line| line.price_id == id).map(|line| line.amount.get()).sum()
}

/// USD per month of all lines with items that begin like this.
pub fn item(bill: &Bill, start: &str) -> f64 {
    bill.lines.iter().filter(|line| line.item.starts_with(start)).map(|line| line.amount.get()).sum()
}
