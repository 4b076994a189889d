//! Discounts for machines that run for a large part of a month.

use super::price::Price;
use super::status::PriceStatus;
use crate::model::Cloud;
use serde::Deserialize;

/// Steps of equal length into which a month is cut.
const STEPS: usize = 4;
/// Hours of the month that [`Price::sustained_month`] covers.
const MONTH_HOURS: f64 = 730.0;

/// How a provider discounts sustained use of some families of machines.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SustainedUse {
    /// The cloud that grants it.
    pub cloud: Cloud,
    /// The families for which it holds.
    pub families: Vec<String>,
    /// The share of the list price that hours cost in each quarter of the month, first to last.
    pub rates: [f64; STEPS],
    /// Where it is published.
    pub source: String,
    /// Date of the source.
    pub date: String,
    /// How reliable it is.
    pub status: PriceStatus,
}

impl SustainedUse {
    /// What is saved by running for a share of the month, as a share of a month at the list price.
    fn saved(&self, running_share: f64) -> f64 {
        let step = 1.0 / STEPS as f64;
        let parts = self.rates.iter().enumerate().map(|(nth, rate)| {
            let within = (running_share - nth as f64 * step).clamp(0.0, step);
            within * (1.0 - rate)
        });
        parts.sum()
    }
}

/// The discount on one machine.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SustainedDiscount<'b> {
    /// Without a rule of its family it is granted for whole months only.
    rule: Option<&'b SustainedUse>,
    /// The share of the list price that a whole month saves.
    whole_month: f64,
}

impl<'b> SustainedDiscount<'b> {
    /// The discount that a price has by its own figure for a whole month.
    pub(super) fn of_price(price: &Price, rule: Option<&'b SustainedUse>) -> Option<Self> {
        let at_list = price.value * MONTH_HOURS;
        let month = price.sustained_month.filter(|month| *month < at_list)?;
        Some(Self { rule, whole_month: 1.0 - month / at_list })
    }

    /// The share of the list price that is saved on each hour by running for a share of the month.
    pub fn saved_share(&self, running_share: f64) -> f64 {
        if running_share >= 1.0 {
            return self.whole_month;
        }
        let Some(rule) = self.rule else { return 0.0 };
        let whole = rule.saved(1.0);
        if running_share > 0.0 && whole > 0.0 {
            self.whole_month * rule.saved(running_share) / whole / running_share
        } else {
            0.0
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::PriceBook;

    #[test]
    fn the_rules_lead_to_the_listed_months() {
        let book = PriceBook::shipped().unwrap();
        let discounted: Vec<_> = book.prices().filter(|price| price.sustained_month.is_some()).collect();
        assert_eq!(discounted.len(), 9);
        for price in discounted {
            let rule = book.sustained_use(price).expect("a family with a discount has its rule");
            let by_rule = price.value * 730.0 * (1.0 - rule.saved(1.0));
            assert!((by_rule - price.sustained_month.unwrap()).abs() < 0.006, "{}: {by_rule}", price.id);
        }
    }

    #[test]
    fn the_first_quarter_of_a_month_saves_nothing() {
        let book = PriceBook::shipped().unwrap();
        let saved = |id: &str, share| {
            let discount = book.sustained_discount(book.price(id).unwrap());
            discount.map(|discount| (discount.saved_share(share) * 1e4).round() / 1e4)
        };
        // Published for n1: 10 % net at half of the month, 20 % at three quarters, 30 % at all of it.
        let n1 = [0.2, 0.25, 0.5, 0.75, 1.0].map(|share| saved("gcp.vm.n1-standard-4.od", share));
        assert_eq!(n1, [0.0, 0.0, 0.1, 0.2, 0.3].map(Some));
        // n2: (0 + 13.22 + 26.7 + 40) / 4 = 19.98 %; at half of the month 13.22 / 2 = 6.61 %.
        let n2 = [0.25, 0.5, 1.0].map(|share| saved("gcp.vm.n2-standard-4.od", share));
        assert_eq!(n2, [0.0, 0.0661, 0.1998].map(Some));
        assert_eq!(saved("gcp.vm.e2-standard-4.od", 1.0), None);
    }

    #[test]
    fn a_price_of_ones_own_keeps_its_own_month() {
        let own = "(version: \"v\", prices: [(id: \"gcp.vm.n2-standard-4.od\", value: 0.2, sustained_month: 73.0), \
                   (id: \"gcp.vm.n2-standard-2.od\", value: 0.1)])";
        let book = PriceBook::shipped().unwrap().with_overrides("own.ron", own).unwrap();
        let discount = |id: &str| book.sustained_discount(book.price(id).unwrap());
        // 73 of 146 USD.
        assert_eq!(discount("gcp.vm.n2-standard-4.od").unwrap().saved_share(1.0), 0.5);
        assert_eq!(discount("gcp.vm.n2-standard-2.od"), None);
    }
}
