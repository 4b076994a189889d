//! A size of machine that a pool may be made of.

use super::capacity::Capacity;

/// What a machine costs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MachinePrices {
    /// USD per hour, paid as used.
    pub hourly: f64,
    /// USD per hour when paid for in advance.
    pub committed: Option<f64>,
    /// USD per month beside that: disk, address.
    pub monthly_extra: f64,
    /// USD per hour that a machine of the base costs beyond `hourly`.
    pub base_surcharge: f64,
}

impl MachinePrices {
    /// Only a price by the month.
    pub fn by_month(monthly: f64) -> Self {
        Self { hourly: 0.0, committed: None, monthly_extra: monthly, base_surcharge: 0.0 }
    }
}

/// A size with its prices, and what curves need of them thousands of times.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MachineOffer {
    /// What of one can be filled.
    pub capacity: Capacity,
    pub prices: MachinePrices,
    /// USD that one costs in a month, paid as used.
    pub monthly: f64,
    /// The same on the cheaper of its terms.
    least_monthly: f64,
    /// Machines for each vCPU.
    per_vcpu: f64,
    /// Machines for each GiB.
    per_gib: f64,
}

impl MachineOffer {
    pub fn new(capacity: Capacity, prices: MachinePrices, month_hours: f64) -> Self {
        let least_hourly = prices.committed.map_or(prices.hourly, |committed| committed.min(prices.hourly));
        Self {
            capacity,
            prices,
            monthly: prices.hourly * month_hours + prices.monthly_extra,
            least_monthly: least_hourly * month_hours + prices.monthly_extra,
            per_vcpu: 1.0 / capacity.vcpus,
            per_gib: 1.0 / capacity.gib,
        }
    }

    /// The machines that hold this much, if fractions of machines were sold.
    #[inline]
    pub fn machines_for(&self, required: Capacity) -> f64 {
        (required.vcpus * self.per_vcpu).max(required.gib * self.per_gib)
    }

    /// USD per month of so many machines on the cheaper of their terms.
    #[inline]
    pub fn least_cost(&self, machines: f64) -> f64 {
        machines * self.least_monthly
    }
}
