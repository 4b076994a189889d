//! What a month costs: workload × platform × price book → [`Bill`], and where one platform becomes cheaper than another.
//!
//! Pure. [`bill()`] resolves the demand (`need`), lets the kind of platform write its lines (`kind`), and adds what all
//! kinds share (`shared`). [`formula`] holds the vendors' rules without any default.

mod bill;
mod builder;
pub mod crossover;
mod curve;
mod day_profile;
pub mod format;
pub mod formula;
mod kind;
mod line;
mod machine;
mod need;
mod safeguards;
mod services;
mod term;

pub use bill::{AccountUsage, NamedDemand, Purchase, compute_bill, compute_bill_on_account, compute_monthly_total};
pub use crossover::{
    Crossover, CrossoverKind, Flip, FlipKind, Side, VolumeRange, counts_jobs, crossover_between, demand_at_volume,
    pairwise_crossovers,
};
pub use curve::CostCurve;
pub use line::{Bill, BillLine, CapacityUse, ChargeScope};
pub use safeguards::Safeguards;
