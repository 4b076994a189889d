//! Exchange rates: what the weights make one unit of a criterion worth in units of another.

use super::{Share, ValueFunction};

/// How many points of the total, in parts of the scale, a unit more of a measurement brings at `at`: the share times the slope
/// of its value function there, negative where less is better. 0 beyond the outermost points, where the value stays level.
pub fn points_per_unit(share: Share, function: &ValueFunction, at: f64) -> f64 {
    share.get() * function.slope(at)
}

/// How much of `paid` a unit of `bought` is worth with these weights, so that exchanging them leaves every total as it
/// is: `60 USD a month for an hour a month`. Both are a criterion's share, its value function and the figure to start from;
/// with linear functions the figure does not matter.
///
/// `None` where more of `paid` changes nothing.
pub fn exchange_rate(bought: (Share, &ValueFunction, f64), paid: (Share, &ValueFunction, f64)) -> Option<f64> {
    let price = points_per_unit(paid.0, paid.1, paid.2);
    let rate = points_per_unit(bought.0, bought.1, bought.2) / price;
    rate.is_finite().then_some(rate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_hour_in_dollars() {
        // 0.2 of the total over 2000 USD, 0.3 over 100 h: 0.0001 a dollar, 0.003 an hour
        let cost = ValueFunction::linear(2000.0, 0.0).unwrap();
        let hours = ValueFunction::linear(100.0, 0.0).unwrap();
        let (cost_share, hours_share) = (Share::new(0.2).unwrap(), Share::new(0.3).unwrap());
        let rate = exchange_rate((hours_share, &hours, 40.0), (cost_share, &cost, 500.0)).unwrap();
        assert!((rate - 30.0).abs() < 1e-9);
        // and changing both by it changes nothing
        let total = |usd: f64, h: f64| {
            cost_share.get() * cost.value(usd).unwrap().z.get() + hours_share.get() * hours.value(h).unwrap().z.get()
        };
        assert!((total(500.0, 40.0) - total(500.0 + rate, 39.0)).abs() < 1e-12);
    }

    #[test]
    fn where_nothing_changes_there_is_no_price() {
        let cost = ValueFunction::linear(2000.0, 0.0).unwrap();
        let hours = ValueFunction::linear(100.0, 0.0).unwrap();
        let (none, some) = (Share::ZERO, Share::new(0.3).unwrap());
        assert_eq!(exchange_rate((some, &hours, 1.0), (none, &cost, 1.0)), None);
        assert_eq!(exchange_rate((some, &hours, 1.0), (some, &cost, 9000.0)), None, "beyond the anchors");
        assert_eq!(exchange_rate((none, &hours, 1.0), (some, &cost, 1.0)), Some(0.0));
        assert_eq!(exchange_rate((none, &hours, 1.0), (none, &cost, 1.0)), None);
    }
}
