//! Free allowances and price tiers that a month has used up.

use std::collections::BTreeMap;

/// Usage of free allowances and price tiers so far this month, by price id. A provider grants them to an account, however many
/// platforms it pays for.
#[derive(Debug, Clone, Default)]
pub struct AccountUsage(BTreeMap<&'static str, f64>);

impl AccountUsage {
    /// Usage so far.
    pub fn used(&self, id: &str) -> f64 {
        self.0.get(id).copied().unwrap_or(0.0)
    }

    pub fn add(&mut self, id: &'static str, quantity: f64) {
        *self.0.entry(id).or_insert(0.0) += quantity;
    }
}
