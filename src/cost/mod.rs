//! What a month costs: workload × platform × price book → [`Bill`], and where one platform becomes cheaper than another.
//!
//! Pure. [`bill()`] resolves the demand (`need`), lets the kind of platform write its lines (`kind`), and adds what all
//! kinds share (`shared`). [`formula`] holds the vendors' rules without any default.

mod bill;
mod course;
pub mod crossover;
mod day;
pub mod formula;
mod kind;
mod law;
mod line;
mod machine;
mod need;
mod safeguards;
mod shared;
mod sheet;
pub mod words;

pub use bill::{Account, Load, Purchase, bill, bill_on, monthly};
pub use course::Course;
pub use crossover::{Crossover, CrossoverKind, Flip, How, Side, Volumes, among, at_volume, between, counts_jobs};
pub use line::{Bill, Idle, Line, Once};
pub use safeguards::Safeguards;
