//! Prices that are paid in advance.

/// The share of hours above which a machine is cheaper when paid for in advance: `p_committed / p_on_demand`.
pub fn break_even_share(committed: f64, on_demand: f64) -> f64 {
    committed / on_demand
}
