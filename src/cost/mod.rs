//! stub until merged
pub mod formula;
mod line;
pub use line::{Bill, Line, Once};
use crate::catalogue::PlatformKind;
use crate::catalogue::prices::PriceBook;
use crate::model::*;
pub struct Purchase<'a> { pub kind: PlatformKind, pub cloud: Cloud, pub commitment: Commitment, pub market: &'a Market, pub book: &'a PriceBook }
pub struct Load<'a> { pub name: &'a str, pub demand: &'a Demand }
pub fn bill(_p: &Purchase, _l: &[Load]) -> Bill { Bill { lines: vec![], monthly: UsdPerMonth::of(100.0), machines: 2, idle_share: Some(0.5), per_unit: None, unit: "request", assumptions: vec![], problems: vec![] } }
