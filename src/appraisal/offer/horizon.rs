//! Money summed up over a month, a year or three.

use super::offer::Offer;
use crate::model::UsdPerMonth;

/// Over how long money is summed up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Horizon {
    /// One month, nothing that is paid once.
    #[default]
    Month,
    /// Twelve months and what is paid once.
    Year,
    /// Thirty-six months and what is paid once.
    ThreeYears,
}

impl Horizon {
    /// Every one, the shortest first.
    pub const ALL: [Self; 3] = [Self::Month, Self::Year, Self::ThreeYears];

    /// How many months it has.
    pub fn months(self) -> u32 {
        match self {
            Self::Month => 1,
            Self::Year => 12,
            Self::ThreeYears => 36,
        }
    }

    /// The one after it; after the longest the shortest again.
    pub fn next(self) -> Self {
        match self {
            Self::Month => Self::Year,
            Self::Year => Self::ThreeYears,
            Self::ThreeYears => Self::Month,
        }
    }

    /// What amounts over it are in: `USD/month`, `USD in 12 months`.
    pub fn unit(self, currency: &str) -> String {
        match self {
            Self::Month => format!("{currency}/month"),
            _ => format!("{currency} in {} months", self.months()),
        }
    }
}

/// What an offer costs over a horizon, in USD. Beyond a month it holds what adopting costs once.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Outlay {
    pub likely: f64,
    /// The same with every range at its cheaper end.
    pub low: f64,
    /// The same with every range at its dearer end.
    pub high: f64,
    /// What of it pays for hours of operations, where they are counted as money.
    pub labour: Option<f64>,
    /// What of it is paid once.
    pub one_time: f64,
}

impl Outlay {
    /// What an offer comes to; none without a bill, or with one that is open. `labour_counts` says whether hours of operations are in its bill.
    pub fn compute(offer: &Offer, labour_counts: bool, horizon: Horizon) -> Option<Self> {
        let bill = offer.bill.as_ref().filter(|bill| !bill.is_open())?;
        let months = f64::from(horizon.months());
        let once = if horizon == Horizon::Month { 0.0 } else { offer.one_time.total().get() };
        let labour = offer.burden.as_ref().filter(|_| labour_counts).map(|burden| months * burden.labour.get());
        let over = |monthly: UsdPerMonth| months * monthly.get() + once;
        Some(Self { likely: over(bill.monthly), low: over(bill.low), high: over(bill.high), labour, one_time: once })
    }

    /// Whether it is not known more closely than by its ends.
    pub fn is_range(&self) -> bool {
        self.low < self.high
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::appraisal::OneTimeCost;
    use crate::appraisal::offer::quote_bill;
    use crate::model::UsdOnce;

    #[test]
    fn what_is_paid_once_comes_to_what_is_paid_monthly() {
        let one_time = OneTimeCost { labour: UsdOnce::of(900.0), fees: UsdOnce::of(100.0), ..OneTimeCost::default() };
        let bill = Some(quote_bill("VM", UsdPerMonth::of(50.0)));
        let offer = Offer { bill, one_time, ..Offer::default() };
        let sums = Horizon::ALL.map(|horizon| Outlay::compute(&offer, false, horizon).unwrap().likely);
        // 50; 12 × 50 + 1,000; 36 × 50 + 1,000.
        assert_eq!(sums, [50.0, 1600.0, 2800.0]);
        assert_eq!(Outlay::compute(&Offer::default(), true, Horizon::Year), None);
    }

    #[test]
    fn horizons_turn_round() {
        assert_eq!(Horizon::ALL.map(Horizon::next), [Horizon::Year, Horizon::ThreeYears, Horizon::Month]);
        assert_eq!(
            Horizon::ALL.map(|horizon| horizon.unit("USD")),
            ["USD/month", "USD in 12 months", "USD in 36 months"]
        );
    }
}
