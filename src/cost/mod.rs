//! The cost of a month: purchase × demand × price book → [`Bill`], and the volumes at which platforms change places.
//!
//! Pure. Reading order, each file naming only what comes before it: [`formula`] (the vendors' rules, without defaults),
//! `format`, `day_profile`, `term` (quantities by volume), `curve` (their sum), `default_figure`, `notes`, `need` (a demand with its defaults),
//! `purchase`, `bill` (the result), `capacity` and `builder` (the result in the making), `machine`, `services` (lines of
//! several kinds), `kind` (one file per kind of platform), `compute` (from purchase to bill), [`crossover`].

mod account;
mod bill;
mod billed_quantity;
mod builder;
mod capacity;
mod compute;
pub mod crossover;
mod curve;
mod day_profile;
mod default_figure;
pub mod format;
pub mod formula;
mod kind;
mod line_parts;
mod machine;
mod need;
mod notes;
mod purchase;
mod safeguards;
mod services;
mod term;

pub use account::AccountUsage;
pub use bill::{Bill, BillLine, CapacityUse, ChargeScope};
pub use compute::{compute_bill, compute_bill_on_account, compute_monthly_total};
pub use crossover::{
    Crossover, CrossoverKind, Flip, FlipKind, Side, VolumeRange, counts_jobs, crossover_between, demand_at_volume,
    pairwise_crossovers,
};
pub use curve::CostCurve;
pub use default_figure::{DefaultFigure, UnknownEffect, UnknownFigure};
pub use notes::{Assumption, Caveat, Note, Shortfall};
pub use purchase::{NamedDemand, Purchase};
pub use safeguards::Safeguards;
pub use term::Capacity;
