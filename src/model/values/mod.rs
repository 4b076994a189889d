//! Ids, numbers with units, dates and estimates: what the records of a document are made of.

pub mod default;
pub mod digest;
pub mod estimate;
pub mod id;
pub mod number;
pub mod time;
pub mod units;
