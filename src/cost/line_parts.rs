//! Parts of a line that is added to a bill.

use super::bill::ChargeScope;

/// The words of a line: the item, and how its quantity is calculated.
pub struct LineText {
    pub item: String,
    pub formula: String,
}

/// Who pays for a line.
#[derive(Debug, Clone, Copy)]
pub struct ChargedTo<'w> {
    pub scope: ChargeScope,
    pub workload: Option<&'w str>,
}

impl ChargedTo<'static> {
    pub fn shared(scope: ChargeScope) -> Self {
        Self { scope, workload: None }
    }
}

impl<'w> ChargedTo<'w> {
    pub fn for_workload(workload: &'w str) -> Self {
        Self { scope: ChargeScope::Workload, workload: Some(workload) }
    }
}

/// A price that was derived from an entry of the book.
#[derive(Debug, Clone, Copy)]
pub struct Rate<'r> {
    /// Of the entry.
    pub id: &'r str,
    /// USD per unit.
    pub price: f64,
    /// Replaces the unit of the entry.
    pub unit: Option<&'static str>,
}

impl<'r> Rate<'r> {
    /// In the unit of the entry.
    pub fn of(id: &'r str, price: f64) -> Self {
        Self { id, price, unit: None }
    }

    pub fn hourly(id: &'r str, price: f64) -> Self {
        Self { id, price, unit: Some("h") }
    }
}

/// What a shared line is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Role {
    /// Begins the item.
    pub label: &'static str,
    pub scope: ChargeScope,
}
