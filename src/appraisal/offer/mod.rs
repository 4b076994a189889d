//! Offers: what each workload costs and asks on each alternative, and what rules an alternative out. Weights and scores do not
//! enter, so a change of them leaves offers alone.

mod bill;
mod compute;
mod constraints;
mod estate;
mod horizon;
mod labour;
mod market;
mod mitigation;
mod mitigation_price;
mod must_haves;
#[allow(clippy::module_inception)]
mod offer;
mod offers;
mod one_time;
mod platform;

pub use bill::quote_bill;
pub use estate::compute_estate_offer;
pub use horizon::{Horizon, Outlay};
pub use labour::includes_labour;
pub use market::{MarketMismatch, find_market_mismatches};
pub use mitigation::{MitigatedPurchase, mitigate, mitigated_demand};
pub use mitigation_price::{MitigationPrice, price_mitigation};
pub use offer::{FigureRange, Offer};
pub use offers::Offers;
pub use one_time::OneTimeCost;
pub use platform::platform_of;
